"""Spans of network time as questions name them: unix seconds, or hours of Beijing. It reads and judges them, and looks nothing up."""

import re
from datetime import datetime, timedelta, timezone
from typing import Final

from msgspec import Struct

from simulator.message import Instant
from simulator.refusals import Reason, Refusal

SECOND_MS: Final = 1_000
HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
CALLBACKS_MS: Final = 32 * DAY_MS
"""How far apart the ends of a question about reports may lie: documented for both versions of the cloud API."""
PULLED_MS: Final = 7 * DAY_MS
RECORDS_MS: Final = 72 * HOUR_MS
"""How far back the cloud API's pulls by number go, and its records."""

_BEIJING: Final = timezone(timedelta(hours=8))
_HOUR = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})")


class Span(Struct, frozen=True):
    """From `begin` on, before `end`."""

    begin: Instant
    end: Instant


def of_seconds(begin: int, end: int | None, now: Instant, *, back_ms: int | None = None, latest: Instant | None = None) -> Span | Refusal:
    """Both seconds are part of the span; `end` None is now.

    back_ms: how far back it may begin; latest: the instant that its end may not lie after. None: there is no such bound.
    """
    end = now // SECOND_MS if end is None else end
    if back_ms is not None and begin < (now - back_ms) // SECOND_MS:
        return Refusal(
            Reason.BEGIN_INVALID, f"it begins {_far(now // SECOND_MS - begin)} s back, at most {back_ms // SECOND_MS} s are kept"
        )
    if latest is not None and end > latest // SECOND_MS:
        return Refusal(Reason.END_INVALID, f"it ends {_far(end - latest // SECOND_MS)} s in the future")
    if end < begin:
        return Refusal(Reason.SPAN_INVALID, "it ends before it begins")
    return Span(begin * SECOND_MS, (end + 1) * SECOND_MS)


def of_hours(begin: str, end: str, *, most_ms: int | None = None, latest: Instant | None = None) -> Span | Refusal:
    """Hours `2024030409` of Beijing, both part of the span (of the end [assumed]: a day is asked for as 00 to 23).

    most_ms: how far apart they may lie; latest: an instant of the last hour that may be named. None: there is no such bound.
    """
    first, last = _hour(begin), _hour(end)
    if first is None:
        return Refusal(Reason.BEGIN_INVALID, f"{begin!r:.40} is no hour yyyymmddhh")
    if last is None:
        return Refusal(Reason.END_INVALID, f"{end!r:.40} is no hour yyyymmddhh")
    if latest is not None and last > latest:
        return Refusal(Reason.END_INVALID, f"{end} is in the future")
    if last < first:
        return Refusal(Reason.SPAN_INVALID, "it ends before it begins")
    if most_ms is not None and last - first > most_ms:
        return Refusal(Reason.END_INVALID, f"{begin} and {end} are more than {most_ms // DAY_MS} days apart")
    return Span(first, last + HOUR_MS)


def beijing(at: Instant) -> str:
    """An instant as the platform writes it: `2024-03-04 09:00:00`, in Beijing."""
    return datetime.fromtimestamp(at // SECOND_MS, _BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def _hour(written: str) -> Instant | None:
    found = _HOUR.fullmatch(written)
    if found is None:
        return None
    year, month, day, hour = map(int, found.groups())
    try:
        return int(datetime(year, month, day, hour, tzinfo=_BEIJING).timestamp()) * SECOND_MS
    except ValueError:
        return None


def _far(seconds: int) -> str:
    return f"{seconds!s:.20}"
