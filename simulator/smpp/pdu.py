"""The values that the codec reads and writes: a PDU, and one that could not be read. No octets, no state."""

from enum import Enum, unique
from typing import Any

from msgspec import Struct

from simulator.smpp.commands import Command, is_response, response_of
from simulator.smpp.statuses import Status

Tlvs = dict[Any, Any]
"""By name (str) where the tag is known, by tag (int) with raw octets where it is not. TLVs that may repeat are lists."""


class Pdu(Struct, frozen=True):
    """One PDU. `status` may be a code that `Status` does not name; in a request it means nothing, and is kept as it came."""

    command: Command
    status: int = Status.ROK
    sequence: int = 0
    fields: dict[str, Any] = {}
    tlvs: Tlvs = {}


@unique
class Answer(Enum):
    """What is sent back for a PDU that is refused."""

    TYPED = "typed"  # the response of the same operation, header only
    NACK = "nack"  # generic_nack
    NOTHING = "nothing"  # it was a response itself


class UnparsedPdu(Struct, frozen=True):
    """A PDU that cannot be read, and what is due for it (SMPP 3.4 § 4.3.1 and the error statuses of each field).

    command_id: as it came, possibly unknown; status: what to answer with; framing_lost: nothing after it can be cut, close.
    reason: what was wrong, for people.
    """

    command_id: int
    sequence: int
    status: Status
    answer: Answer
    framing_lost: bool = False
    reason: str = ""


def answer_due(command_id: int) -> Answer:
    """How a refusal of this command is told: in its own response, where it has none in a generic_nack, for a response not at all."""
    if is_response(command_id):
        return Answer.NOTHING
    return Answer.NACK if response_of(command_id) is None else Answer.TYPED


def refusal(command_id: int, sequence: int, status: int, answer: Answer) -> Pdu | None:
    """The PDU that tells `status`, header only; None where nothing is due."""
    if answer is Answer.NOTHING:
        return None
    response = response_of(command_id) if answer is Answer.TYPED else None
    return Pdu(response or Command.GENERIC_NACK, status, sequence)
