"""How many texts each app handed in, and what was reported of them, by the hour. It counts and adds up; single texts are not its business.

It survives what the ledger forgets: an hour is ten numbers, and only apps' hours in which something happened are kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum, unique
from typing import Final

from msgspec import Struct, field

from simulator.causes import Cause
from simulator.desk.spans import HOUR_MS, Span
from simulator.lifecycle import State
from simulator.message import Instant, Outcome

HOURS_KEPT: Final = 400 * 24
"""More than a year, so that a month can be compared with the same month before: 9,600 hours of an app at most, a megabyte or two."""


@unique
class Failure(IntEnum):
    """The platform's five classes of failed reports, with the numbers of the v5 API (`status_fail_0` and so on)."""

    INTERNAL = 0  # the carrier's own faults, and all that no other class holds
    NUMBER = 1  # invalid or unassigned
    UNREACHABLE = 2  # suspended, switched off and the like
    BLACKLISTED = 3
    THROTTLED = 4


FAILURES: Final[dict[Cause, Failure]] = {
    Cause.OFF: Failure.UNREACHABLE,
    Cause.OUT_OF_CREDIT: Failure.UNREACHABLE,
    Cause.SUSPENDED: Failure.UNREACHABLE,
    Cause.STALE_REGISTRATION: Failure.UNREACHABLE,
    Cause.NO_SIGNAL: Failure.UNREACHABLE,
    Cause.INBOX_FULL: Failure.UNREACHABLE,
    Cause.SETTINGS: Failure.UNREACHABLE,
    Cause.HARDWARE: Failure.UNREACHABLE,
    Cause.BLOCKED_ON_PHONE: Failure.UNREACHABLE,
    Cause.NUMBER_UNKNOWN: Failure.NUMBER,
    Cause.PORTING: Failure.NUMBER,
    Cause.BLACKLISTED: Failure.BLACKLISTED,
    Cause.THROTTLED: Failure.THROTTLED,
    Cause.INTERCEPTED: Failure.INTERNAL,
    Cause.SPOT_CHECK: Failure.INTERNAL,
    Cause.REVIEW_REFUSED: Failure.INTERNAL,
    Cause.NETWORK_FAULT: Failure.INTERNAL,
    Cause.LOST: Failure.INTERNAL,
    Cause.JOIN_EXPIRED: Failure.INTERNAL,
}
"""Which class a report of a cause counts in. The classes are published, which cause belongs where is not, beyond their names."""


class Tally(Struct):
    """What was counted. asked: texts handed in, one a number; taken: those accepted; segments: what these are billed as.

    delivered: reports of success; failed: of failures, by `Failure`. A text that is reported twice counts twice.
    """

    asked: int = 0
    taken: int = 0
    segments: int = 0
    delivered: int = 0
    failed: list[int] = field(default_factory=lambda: [0] * len(Failure))

    @property
    def reports(self) -> int:
        """All reports, of success and of failures."""
        return self.delivered + sum(self.failed)

    def add(self, other: "Tally") -> None:
        """Count what another counted as well."""
        self.asked += other.asked
        self.taken += other.taken
        self.segments += other.segments
        self.delivered += other.delivered
        self.failed = [mine + theirs for mine, theirs in zip(self.failed, other.failed, strict=True)]


class Statistics:
    """All apps' hours, filled in the order of network time. Beijing's hours begin when the world's do."""

    def __init__(self, hours_kept: int = HOURS_KEPT) -> None:
        self._kept = hours_kept
        self._hours: defaultdict[str, dict[int, Tally]] = defaultdict(dict)

    def took(self, app_id: str, segments: int, now: Instant) -> None:
        """A text of an app's was accepted."""
        tally = self._at(app_id, now)
        tally.asked += 1
        tally.taken += 1
        tally.segments += segments

    def refused(self, app_id: str, now: Instant) -> None:
        """A text of an app's to one number was not accepted."""
        self._at(app_id, now).asked += 1

    def told(self, app_id: str, outcomes: Iterable[Outcome], now: Instant) -> None:
        """An app's reports of one instant."""
        tally = self._at(app_id, now)
        for outcome in outcomes:
            if outcome.state is State.DELIVERED:
                tally.delivered += 1
            else:
                tally.failed[Failure.INTERNAL if outcome.cause is None else FAILURES[outcome.cause]] += 1

    def total(self, app_id: str, span: Span) -> Tally:
        """What was counted for an app in the hours of a span."""
        total = Tally()
        for hour, tally in self._hours.get(app_id, {}).items():
            if span.begin <= hour * HOUR_MS < span.end:
                total.add(tally)
        return total

    def _at(self, app_id: str, now: Instant) -> Tally:
        hours, hour = self._hours[app_id], now // HOUR_MS
        tally = hours.get(hour)
        if tally is None:
            tally = hours[hour] = Tally()
            for old in [each for each in hours if each <= hour - self._kept]:
                del hours[old]
        return tally
