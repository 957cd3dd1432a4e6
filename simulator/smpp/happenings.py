"""What came of octets that a session received, or of time that went by: what its owner has to know of. Values only."""

from typing import Any

from msgspec import Struct

from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.states import SessionState


class Refused(Struct, frozen=True, gc=False):
    """The peer answered a request of ours with an error."""

    item: Any
    status: int


class Asked(Struct, frozen=True, gc=False):
    """The peer asks for something other than a plain submit_sm; whoever knows answers with `answer`."""

    pdu: Pdu


class Late(Struct, frozen=True, gc=False):
    """The peer did not answer these requests of ours in time, oldest first."""

    items: list[Any]


class Broken(Struct, frozen=True, gc=False):
    """The peer sent something unreadable or out of place. It was answered; this is for the record."""

    reason: str


class Bound(Struct, frozen=True, gc=False):
    """The peer is bound now; `state` says whether it sends, receives, or both."""

    system_id: str
    state: SessionState


class Ended(Struct, frozen=True, gc=False):
    """Write what is to be written, `last` after it, then close. `reason` is for people.

    last: unbind_resp, which goes after all other answers, also those that take time; empty where nothing has to be waited for.
    """

    reason: str
    last: bytes = b""


Happening = list[SubmitSm] | Asked | Refused | Late | Broken | Bound | Ended
"""Submits that follow one another come as one list."""
