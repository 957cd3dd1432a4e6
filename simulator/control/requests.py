"""What the control API is asked, as values that check themselves. No behaviour beyond that."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from simulator.handset.conditions import Condition, Cure
from simulator.reporting.settings import Manner

Seconds = Annotated[float, Meta(ge=0, le=10 * 365 * 86_400)]


class Pass(Struct, frozen=True, forbid_unknown_fields=True):
    """Let network time pass: so many `seconds`, or `until` an instant (RFC 3339 with an offset); one of the two."""

    seconds: Seconds | None = None
    until: Annotated[datetime, Meta(tz=True)] | None = None


class Speed(Struct, frozen=True, forbid_unknown_fields=True):
    """Network seconds a wall second; 0 stands still."""

    speed: Annotated[float, Meta(ge=0, le=1_000_000)]


class HandsetChange(Struct, frozen=True, forbid_unknown_fields=True):
    """Put a handset into a condition.

    until: it ends at this instant; for_s: it ends so many seconds after the first text that finds the handset so, each time anew;
    neither: it lasts. report: how the carrier reports for this number from now on; left out: as before.
    """

    condition: Condition
    until: Annotated[datetime, Meta(tz=True)] | None = None
    for_s: Seconds | None = None
    report: Manner | None = None


class Cured(Struct, frozen=True, forbid_unknown_fields=True):
    """What the owner of a handset does about it."""

    cure: Cure


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """What the owner of a handset writes back to the last text that it shows."""

    text: str


class Idle(Struct, frozen=True, forbid_unknown_fields=True):
    """Let time pass until nothing is due; at most so far. Callbacks that fail and reviews are due for a long time."""

    within_s: Seconds = 7 * 86_400.0
