"""SMPP's time strings, `YYMMDDhhmmsstnnp`, to instants and back. It reads no clock, and does not judge whether an instant is past.

Source: SMPP 3.4 § 7.1.1. The century is 2000; months and years of a relative time are calendar steps, taken in UTC.
"""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Final

from simulator.message import Instant

_FORM: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9])([0-9]{2})([-+R])", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_CENTURY: Final = 2000
_QUARTERS_MAX: Final = 48
_QUARTER: Final = timedelta(minutes=15)


def parse(text: str, now_ms: Instant) -> Instant:
    """The instant that a schedule_delivery_time or validity_period of 16 characters names; `now_ms` is where relative ones start.

    ValueError, with the reason: not of the form, a part out of its range, no such date. An empty string names no instant.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise ValueError(f"{text!r} is not of the form YYMMDDhhmmsstnnp")
    *numbers, sign = form.groups()
    year, month, day, hour, minute, second, tenth, quarters = map(int, numbers)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{text!r} has no such time of day")
    clock = timedelta(hours=hour, minutes=minute, seconds=second)
    if sign == "R":
        return _relative(text, now_ms, year, month, timedelta(days=day) + clock)
    if quarters > _QUARTERS_MAX:
        raise ValueError(f"{text!r} is {quarters} quarter-hours off UTC, at most {_QUARTERS_MAX}")
    try:
        local = datetime(_CENTURY + year, month, day, tzinfo=UTC)
    except ValueError:
        raise ValueError(f"{text!r} has no such date") from None
    ahead = _QUARTER * (quarters if sign == "+" else -quarters)
    return (local + clock - ahead - _EPOCH) // _MILLISECOND + tenth * 100


def write(at_ms: Instant, offset_quarters: int = 32) -> str:
    """The instant as an absolute time, cut to its tenth of a second. `offset_quarters`: quarter-hours ahead of UTC (32 is China's).

    ValueError: an offset of more than 12 hours, or a year that is not within 2000 to 2099 there.
    """
    if abs(offset_quarters) > _QUARTERS_MAX:
        raise ValueError(f"{offset_quarters} quarter-hours off UTC, at most {_QUARTERS_MAX}")
    local = _EPOCH + _MILLISECOND * at_ms + _QUARTER * offset_quarters
    if not _CENTURY <= local.year < _CENTURY + 100:
        raise ValueError(f"the year {local.year} has no two digits here")
    sign = "-" if offset_quarters < 0 else "+"
    return f"{local:%y%m%d%H%M%S}{local.microsecond // 100_000}{abs(offset_quarters):02}{sign}"


def _relative(text: str, now_ms: Instant, years: int, months: int, rest: timedelta) -> Instant:
    """Tenths and quarter-hours of a relative time are to be 0 and are not looked at."""
    if months > 12 or rest.days > 31:
        raise ValueError(f"{text!r} steps more than 12 months or 31 days")
    now = _EPOCH + _MILLISECOND * now_ms
    return (_months_on(now, years * 12 + months) + rest - _EPOCH) // _MILLISECOND


def _months_on(start: datetime, months: int) -> datetime:
    """The same day of a later month, or that month's last where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))
