"""What a text of a scenario file means: durations, instants, numbers, prefixes. ValueError says what is wrong and what is wanted."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from ipaddress import ip_address
from typing import NoReturn, TypeVar

from msgspec import Struct

from simulator import address, countries
from simulator.message import Instant
from simulator.scenario.problems import listed, one_of, quoted

T = TypeVar("T")

UNITS_MS = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}
DURATION_MS_MAX = 10 * 365 * UNITS_MS["d"]
FAR_MS = 4_102_444_800_000
"""The year 2100."""
DIGITS_MAX = 18
RANGE_MAX = 100
"""Prefixes that one range stands for."""

NOWHERE: Mapping[str, str] = {}

_DURATION = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?(?:ms|[dhms]))+")
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|[dhms])")
_FOREIGN_UNIT = re.compile(r"([0-9]+(?:\.[0-9]+)?) *([A-Za-z]+)")
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?")
_PREFIX = re.compile(r"1[3-9][0-9]{1,3}|\+(?!86)[0-9]{0,4}")
_RANGE = re.compile(r"([0-9]{3,5})-([0-9]{3,5})")
_URL = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")
_CASE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Moment(Struct, frozen=True):
    """An instant as a file says it: `at` by the calendar, or so long `after_ms` the scenario's start."""

    at: Instant | None = None
    after_ms: int = 0

    def resolved(self, start: Instant) -> Instant:
        """The instant, in a scenario that starts then."""
        return start + self.after_ms if self.at is None else self.at


class Unlimited(Enum):
    """What `none` means where a setting can be taken away."""

    NONE = "none"


def text(word: str) -> str:
    """Any text."""
    return word


def duration(word: str) -> int:
    """Milliseconds: `30s`, `1h30m`, `2d`, `500ms`, `1.5s`."""
    if not _DURATION.fullmatch(word):
        raise ValueError(_no_duration(word))
    amounts = _AMOUNT.findall(word)
    sizes = [UNITS_MS[unit] for _, unit in amounts]
    if sizes != sorted(set(sizes), reverse=True):
        raise ValueError(f"{quoted(word)}: units go from long to short, each once, as in 1h30m")
    milliseconds = sum(float(amount) * size for (amount, _), size in zip(amounts, sizes, strict=True))
    if milliseconds > DURATION_MS_MAX:
        raise ValueError(f"{quoted(word)} is longer than ten years")
    return round(milliseconds)


def some_time(word: str) -> int:
    """A duration that is not zero."""
    return duration(word) or _refuse(f"{quoted(word)} is no time at all: wanted more than 0")


def _no_duration(word: str) -> str:
    if _WHOLE.fullmatch(word):
        return f"{quoted(word)} has no unit: write {word[:DIGITS_MAX]}s, {word[:DIGITS_MAX]}m or {word[:DIGITS_MAX]}h"
    if found := _FOREIGN_UNIT.fullmatch(word):
        amount, unit = found.groups()
        folded = unit.lower()
        near = "ms" if folded.startswith(("ms", "mil")) else folded[0]
        hint = f" (did you mean {amount[:DIGITS_MAX]}{near}?)" if near in UNITS_MS else ""
        return f"{quoted(unit)} is no unit of time: there are {listed(UNITS_MS)}{hint}"
    if word.startswith("-"):
        return f"{quoted(word)}: time does not run backwards"
    return f"{quoted(word)} is no duration: write it as 30s, 1h30m, 2d or 500ms"


def moment(word: str) -> Moment:
    """An instant by the calendar, or `+2h` after the start; the plus sign may be left out."""
    if re.match(r"[0-9]{4}-", word):
        return Moment(at=instant(word))
    try:
        return Moment(after_ms=duration(word.removeprefix("+")))
    except ValueError as error:
        wanted = "wanted an instant such as 2024-03-04T11:00:00+08:00, or a time after the start such as +2h"
        raise ValueError(str(error) if word[:1].isdecimal() or word[:1] in "+-" else f"{quoted(word)} is no instant: {wanted}") from None


def instant(word: str) -> Instant:
    """RFC 3339 with an offset."""
    found = _RFC3339.fullmatch(word)
    if found is None:
        raise ValueError(f"{quoted(word)} is no instant: write it as 2024-03-04T09:00:00+08:00")
    if found["offset"] is None:
        raise ValueError(f"{quoted(word)} has no offset: write {word}+08:00 for Beijing, or {word}Z")
    try:
        at = round(datetime.fromisoformat(word.upper()).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ValueError(f"{quoted(word)} is no instant: there is no such day, hour or offset") from None
    return at if 0 <= at < FAR_MS else _refuse(f"{quoted(word)} lies outside of the years 1970 to 2100")


def number(word: str) -> str:
    """A phone number in E.164. A plus sign may only be left out at home: elsewhere it is more likely that a digit was."""
    known = e164(word)
    if known is None:
        raise ValueError(f"{quoted(word)} is no phone number: write 13800000001 (11 digits), or +85251000001 with the country's code")
    return known


def e164(word: str) -> str | None:
    """A phone number in E.164, None where it is none."""
    known = address.parse(word)
    if known is None or address.is_mainland(known):
        return known
    return known if word.startswith(("+", "00")) and not known.startswith("+86") else None


def stamp(at: Instant) -> str:
    """An instant as a file says it, in Beijing."""
    return datetime.fromtimestamp(min(at, FAR_MS) // 1000, timezone(timedelta(hours=8))).isoformat()


def prefixes(word: str) -> tuple[str, ...]:
    """The prefixes that `138`, `134-139` or `+852` stands for."""
    if span := _RANGE.fullmatch(word):
        low, high = span.groups()
        if len(low) != len(high):
            raise ValueError(f"{quoted(word)}: both ends of a range have as many digits, as in 134-139")
        if low > high:
            raise ValueError(f"{quoted(word)} runs backwards (did you mean {high}-{low}?)")
        if int(high) - int(low) >= RANGE_MAX:
            raise ValueError(f"{quoted(word)} stands for more than {RANGE_MAX:,} prefixes: write a shorter one")
        return tuple(prefix for each in range(int(low), int(high) + 1) for prefix in prefixes(str(each)))
    if word.startswith(("86", "+86")):
        raise ValueError(f"{quoted(word)}: mainland prefixes are written without 86, as in 138")
    if not _PREFIX.fullmatch(word):
        raise ValueError(f"{quoted(word)} is no prefix: write 138, 1380, 134-139, or +852 for numbers abroad")
    return (word,)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers within these bounds."""

    def read(word: str) -> int:
        if not _WHOLE.fullmatch(word) or not low <= int(word[: DIGITS_MAX + 1]) <= high:
            raise ValueError(f"{quoted(word)} will not do: wanted a whole number from {low:,} to {high:,}, digits only")
        return int(word)

    return read


def share(word: str) -> float:
    """A part of all: 0 to 1."""
    if not _DECIMAL.fullmatch(word) or not 0 <= float(word) <= 1:
        raise ValueError(f"{quoted(word)} is no share: wanted a number from 0 to 1, such as 0.05 for 5 %")
    return float(word)


def percent(word: str) -> float:
    """A part of all, in percent: `60%`, more than 0."""
    digits = word.removesuffix("%")
    if word == digits or not _DECIMAL.fullmatch(digits[: DIGITS_MAX + 1]) or not 0 < float(digits) <= 100:
        raise ValueError(f"{quoted(word)} is no share: wanted one from above 0% to 100%, such as 60%")
    return float(digits)


def truth(word: str) -> bool:
    """`true` or `false`, and nothing else: what others take for yes is somebody else's word for off."""
    if word not in {"true", "false"}:
        raise ValueError(f"{quoted(word)} is neither true nor false: write one of these two")
    return word == "true"


def url(word: str) -> str:
    """An address that reports are pushed to."""
    return word if _URL.fullmatch(word) else _refuse(f"{quoted(word)} is no address: write it as http://127.0.0.1:9000/callback")


def case(word: str) -> str:
    """The id of a FAQ case."""
    return word if _CASE.fullmatch(word) else _refuse(f"{quoted(word)} is no case: write its id, such as late/handset")


def day(word: str) -> str:
    """A day by the calendar of Beijing."""
    try:
        known = _DAY.fullmatch(word) and date.fromisoformat(word)
    except ValueError:
        known = None
    return word if known else _refuse(f"{quoted(word)} is no day: write it as 2024-05-01")


def ip(word: str) -> str:
    """An IP address, as those of callers are written."""
    try:
        return str(ip_address(word))
    except ValueError:
        raise ValueError(f"{quoted(word)} is no IP address: write it as 127.0.0.1 or ::1") from None


def region(word: str) -> str:
    """A calling code without its plus sign: `852`."""
    code = word.removeprefix("+")
    known = code != "" and countries.calling_code(code) == code
    return code if known else _refuse(f"{quoted(word)} is no calling code: write it as 852")


def country(word: str) -> str:
    """A country by its ISO code."""
    if countries.name(word):
        return word
    upper = word.upper()
    hint = f" (did you mean {upper}?)" if countries.name(upper) else ""
    return _refuse(f"{quoted(word)} is no country: write its two letters, such as SG{hint}")


def choice(noun: str, words: Mapping[str, T], elsewhere: Mapping[str, str] = NOWHERE) -> Callable[[str], T]:
    """A reader of these words. elsewhere: what to say of words that belong to another place."""

    def read(word: str) -> T:
        if word not in words and word in elsewhere:
            raise ValueError(f"{quoted(word)} {elsewhere[word]}")
        if word not in words:
            raise ValueError(f"{quoted(word)} is no {noun}{one_of(word, words)}")
        return words[word]

    return read


def or_none(read: Callable[[str], T]) -> Callable[[str], T | Unlimited]:
    """The same reader, that takes `none` as well."""

    def read_or_none(word: str) -> T | Unlimited:
        return Unlimited.NONE if word == "none" else read(word)

    return read_or_none


def _refuse(what: str) -> NoReturn:
    raise ValueError(what)
