"""When an application is answered: a wait that passes in working time only. No clock: the instant it was handed in is given.

The wait is split by the end of a day and goes on with the next: who hands in an hour before the end is answered an hour after the
next beginning. That is why the platform advises to hand in two hours before the end (its announcement of the hours, April 2023).
"""

from datetime import date
from typing import Final

from simulator.message import Instant

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
BEIJING_MS: Final = 8 * HOUR_MS
"""The reviewers' calendar is Beijing's, all year the same offset."""

OPENS_MS: Final = 9 * HOUR_MS
CLOSES_MS: Final = (*[21 * HOUR_MS] * 5, *[18 * HOUR_MS] * 2)
"""When work ends on each day of the week, Monday first."""

DAYS_MAX: Final = 366
"""Nobody waits longer, however many holidays a scenario names and however long a wait: whatever is left then is over."""

_EPOCH: Final = date(1970, 1, 1).toordinal()


def answered_at(applied_at: Instant, wait_ms: int, holidays: frozenset[str]) -> Instant:
    """When what was handed in at `applied_at` is answered: after `wait_ms` of working time, so never outside the working hours.

    holidays: Beijing dates `2024-05-01` on which nobody works. The hours are Monday to Friday 9:00 to 21:00, Saturday and Sunday 9:00 to
    18:00, Beijing time. Handed in at 19:00 with two hours to wait, it is answered at 21:00; handed in at 21:00, it came too late.
    """
    local = applied_at + BEIJING_MS
    left = wait_ms
    today = local // DAY_MS
    for day in range(today, today + DAYS_MAX):
        begins, ends = _hours(day, holidays)
        begins = max(begins, local)
        if begins < ends:
            if left <= ends - begins:
                return begins + left - BEIJING_MS
            left -= ends - begins
    return (today + DAYS_MAX) * DAY_MS + OPENS_MS - BEIJING_MS


def _hours(day: int, holidays: frozenset[str]) -> tuple[int, int]:
    """The working hours of a day, counted from 1970-01-01, as milliseconds of Beijing's calendar; equal when nobody works."""
    on = date.fromordinal(_EPOCH + day)
    midnight = day * DAY_MS
    opens = midnight + OPENS_MS
    return (opens, opens) if on.isoformat() in holidays else (opens, midnight + CLOSES_MS[on.weekday()])
