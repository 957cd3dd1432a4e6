"""What is told of a fate, in which manner, when. It only says what: the journey sends it."""

from enum import Enum, auto
from typing import Final

from simulator.causes import Cause
from simulator.lifecycle import Event
from simulator.message import Outcome
from simulator.reporting.codes import CANCELLED, DELIVERED, expired, failed
from simulator.reporting.settings import Manner


class Claim(Enum):
    """What a report claims of an event."""

    NOTHING = auto()
    TRUTH = auto()
    SUCCESS = auto()  # delivered, whether it was or not


CLAIMS: Final[dict[Manner, dict[Event, tuple[Claim, Claim]]]] = {
    Manner.FINAL: {
        Event.ATTEMPTED: (Claim.NOTHING, Claim.NOTHING),
        Event.DELIVERED: (Claim.TRUTH, Claim.TRUTH),
        Event.UNSEEN: (Claim.SUCCESS, Claim.SUCCESS),
        Event.FAILED: (Claim.TRUTH, Claim.TRUTH),
        Event.EXPIRED: (Claim.TRUTH, Claim.TRUTH),
    },
    Manner.EARLY: {
        Event.ATTEMPTED: (Claim.TRUTH, Claim.NOTHING),
        Event.DELIVERED: (Claim.TRUTH, Claim.TRUTH),
        Event.UNSEEN: (Claim.TRUTH, Claim.NOTHING),
        Event.FAILED: (Claim.TRUTH, Claim.NOTHING),
        Event.EXPIRED: (Claim.TRUTH, Claim.NOTHING),
    },
    Manner.OPTIMISTIC: {
        Event.ATTEMPTED: (Claim.SUCCESS, Claim.NOTHING),
        Event.DELIVERED: (Claim.SUCCESS, Claim.NOTHING),
        Event.UNSEEN: (Claim.SUCCESS, Claim.NOTHING),
        Event.FAILED: (Claim.SUCCESS, Claim.NOTHING),
        Event.EXPIRED: (Claim.SUCCESS, Claim.NOTHING),
    },
    Manner.SILENT: {
        Event.ATTEMPTED: (Claim.NOTHING, Claim.NOTHING),
        Event.DELIVERED: (Claim.NOTHING, Claim.NOTHING),
        Event.UNSEEN: (Claim.NOTHING, Claim.NOTHING),
        Event.FAILED: (Claim.NOTHING, Claim.NOTHING),
        Event.EXPIRED: (Claim.NOTHING, Claim.NOTHING),
    },
}
"""By manner and event: the claim when nothing was told before, and when something was."""


def report(manner: Manner, event: Event, cause: Cause | None, network: str, *, told: bool) -> Outcome | None:
    """What a carrier of this manner tells of an event; None: nothing. `told`: whether something was told of the message before.

    Of a text that it lost, no carrier tells anything: it does not know.
    """
    if event is Event.CANCELLED:
        return None if manner is Manner.SILENT else CANCELLED
    claim = CLAIMS[manner][event][told]
    if claim is Claim.NOTHING or cause is Cause.LOST:
        return None
    if claim is Claim.SUCCESS or event is Event.DELIVERED:
        return DELIVERED
    if event is Event.EXPIRED:
        return expired(cause, network)
    assert cause is not None, "an attempt that failed has a cause"
    return failed(cause, network)
