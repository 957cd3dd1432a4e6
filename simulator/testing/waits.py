"""How far a test that waits goes next, and what it is told that waited in vain. It waits for nothing itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from simulator.control import views
from simulator.control.answers import ClockFace, WholeMessage
from simulator.message import Instant
from simulator.testing.assertions import NotSoError, trail

LOOK_S: Final = (0.02, 0.5)
"""Wall seconds between two looks where time passes by itself, at least and at most: many may wait at once, and longer for later things."""


class Within(Struct, frozen=True):
    """The network time in which something may come. Made by `within`."""

    begin: Instant
    end: Instant

    def step(self, clock: ClockFace) -> int:
        """Milliseconds to what is due next, at most to the end; 0: it is over."""
        now = _milliseconds(clock.now)
        if now >= self.end:
            return 0
        due = self.end if clock.next_due is None else _milliseconds(clock.next_due)
        return max(min(due, self.end) - now, 1)

    def pause_s(self, clock: ClockFace) -> float:
        """Wall seconds until the next look, where time passes by itself: an eighth of those that have passed."""
        now, least, most = _milliseconds(clock.now), *LOOK_S
        waited_s, left_s = ((to - of) / 1000 / clock.speed for of, to in ((self.begin, now), (now, self.end)))
        return max(min(max(waited_s / 8, least), most, left_s), 0)


def within(clock: ClockFace, limit_ms: int) -> Within:
    """From now on, so long."""
    now = _milliseconds(clock.now)
    return Within(now, now + limit_ms)


def _milliseconds(told: str) -> Instant:
    return views.milliseconds(datetime.fromisoformat(told))


def missed(what: str, limit_s: float, which: Mapping[str, Any], lately: Sequence[WholeMessage]) -> NotSoError:
    """It did not come. lately: messages to the number that was waited for."""
    asked = ", ".join(f"{name}={value}" for name, value in which.items() if value is not None) or "any"
    lines = [line for message in lately for line in trail(message)] or ["  no message went there" if which.get("number") else ""]
    return NotSoError("\n".join([f"no {what} ({asked}) within {limit_s:g} s", *filter(None, lines)]))
