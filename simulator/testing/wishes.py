"""What a test asks for, looked at before it is asked: a wish that makes no sense is told with what would. It asks no network."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from simulator import address
from simulator.control.awaited import LIMIT_S_MAX
from simulator.scenario.problems import one_of
from simulator.scenario.settings import Scenario
from simulator.testing.assertions import HIDE, MisuseError

Made = TypeVar("Made")
Word = TypeVar("Word", bound=Enum)
UNITS: Final = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds")
__tracebackhide__ = HIDE


def text(what: str, said: Any) -> str:
    """What is written as text; MisuseError where it is not, as numbers of telephones often are not."""
    if isinstance(said, str):
        return said
    hint = f": write {str(said)!r}" if isinstance(said, int) else ""
    raise MisuseError(f"{what} is {_shown(said)}: it is a text{hint}")


def phone(said: Any) -> str:
    """A telephone number, E.164; MisuseError where it is none."""
    found = address.parse(text("number", said))
    if found is None:
        raise MisuseError(f"{said!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
    return found


def word(what: str, said: Any, known: type[Word]) -> Word:
    """A word of those that there are, or what it stands for; MisuseError names them."""
    if isinstance(said, known):
        return said
    words = [each.value for each in known]
    if not isinstance(said, str):
        raise MisuseError(f"{what} is {_shown(said)}: wanted one of {', '.join(words)}")
    if said not in words:
        raise MisuseError(f"{said!r} is no {what}{one_of(said, words)}")
    return known(said)


def span(name: str, wrong: Sequence[Any], units: Mapping[str, Any]) -> timedelta:
    """Network time that is to pass, by units. name: of the method that was called; wrong: what it was given beside units."""
    if wrong:
        raise MisuseError(f"{name} takes units by name, {name}(hours=1, minutes=30), not {', '.join(map(repr, wrong))}")
    for unit, amount in units.items():
        if unit not in UNITS:
            raise MisuseError(f"{unit!r} is no unit of time{one_of(unit, UNITS)}")
        seconds(unit, amount)
    found = timedelta(**units)
    if found < timedelta(0):
        raise MisuseError(f"{name} was given {found.total_seconds():g} s: network time never runs backwards")
    return found


def seconds(what: str, said: Any) -> float:
    """An amount; MisuseError where it is no number."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return said
    raise MisuseError(f"{what} is {_shown(said)}: wanted a number, such as 90 or 1.5")


def limit(what: str, said: Any) -> int:
    """How long to wait, in milliseconds; MisuseError where it is no number of seconds, or none that the network would take."""
    amount = seconds(what, said)
    if not 0 <= amount <= LIMIT_S_MAX:
        raise MisuseError(f"{what} is {amount:,g}: wanted 0 to {LIMIT_S_MAX:,g}, an hour. Wait again for what takes longer")
    return round(amount * 1000)


def made(make: Callable[[], Made]) -> Made:
    """What is made of settings; MisuseError where they are wrong."""
    try:
        return make()
    except ValueError as error:
        raise MisuseError(str(error)) from None


def address_of(url: Any) -> str:
    """Where a network is, without a slash at the end; MisuseError where that is no address."""
    parts = urlsplit(text("url", url))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise MisuseError(f"url is {url!r}: wanted http://127.0.0.1:8080 or the like")
    return str(url).rstrip("/")


def whole(what: str, said: Any) -> int:
    """A whole number; MisuseError where it is none."""
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    raise MisuseError(f"{what} is {_shown(said)}: wanted a whole number")


def scenario(said: Any) -> Scenario:
    """A scenario that was loaded; MisuseError where it was not, or where what was loaded is wrong."""
    if isinstance(said, Scenario):
        return said
    if isinstance(said, list):
        raise MisuseError("\n".join(["the scenario is wrong:", *map(str, said)]))
    raise MisuseError(f"scenario is {_shown(said)}: wanted what simulator.scenario.load.load(path) or .loads(text) gives")


def instant(what: str, said: Any) -> datetime:
    """A moment; MisuseError where it is none, or might be several."""
    if not isinstance(said, datetime):
        raise MisuseError(f"{what} is {_shown(said)}: wanted a datetime with its offset, such as carrier.now + timedelta(hours=1)")
    if said.tzinfo is None:
        raise MisuseError(f"{what} is {_shown(said)}, which has no offset: give it a tzinfo, such as carrier.now has")
    return said


def _shown(said: Any) -> str:
    return f"{said!r:.100} ({type(said).__name__})"
