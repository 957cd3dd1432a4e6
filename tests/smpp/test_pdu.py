"""The values: a PDU, and what is due for one that is refused."""

import pytest

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Answer, Pdu, answer_due, refusal
from simulator.smpp.statuses import Status


@pytest.mark.parametrize(
    ("command_id", "answer"),
    [
        (Command.SUBMIT_SM, Answer.TYPED),
        (Command.UNBIND, Answer.TYPED),
        (Command.OUTBIND, Answer.NACK),
        (Command.ALERT_NOTIFICATION, Answer.NACK),
        (0x9999, Answer.NACK),
        (Command.SUBMIT_SM_RESP, Answer.NOTHING),
        (Command.GENERIC_NACK, Answer.NOTHING),
        (0x80009999, Answer.NOTHING),
    ],
)
def test_what_is_due(command_id: int, answer: Answer) -> None:
    """A request is answered in its own response, one that has none in a generic_nack, and a response never."""
    assert answer_due(command_id) is answer


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer.TYPED, Pdu(Command.SUBMIT_SM_RESP, Status.RINVMSGLEN, 9)),
        (Answer.NACK, Pdu(Command.GENERIC_NACK, Status.RINVMSGLEN, 9)),
        (Answer.NOTHING, None),
    ],
)
def test_refusals(answer: Answer, told: Pdu | None) -> None:
    """A refusal echoes the sequence number and has no body."""
    assert refusal(Command.SUBMIT_SM, 9, Status.RINVMSGLEN, answer) == told


def test_two_pdus_share_nothing() -> None:
    """The empty fields of one PDU are not those of the next."""
    assert Pdu(Command.UNBIND).fields is not Pdu(Command.UNBIND).fields
