"""One value laid over another: what was said holds, what was left out stays as it is. It knows no settings."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from simulator.scenario.kinds import NO_LIST
from simulator.scenario.scalars import Unlimited

T = TypeVar("T", bound=Struct)
Said = TypeVar("Said")


def laid(base: T, **said: Any) -> T:
    """The same settings with what was said: None is nothing said, `none` takes a setting away."""
    return replace(base, **{name: None if value is Unlimited.NONE else value for name, value in said.items() if value is not None})


def by_name(
    sections: Sequence[Said],
    base: Sequence[T],
    lay: Callable[[Said, T | None], T],
    name: str = "id",
    said_as: str = "",
) -> tuple[T, ...]:
    """What the file names in its order, then what is left of the default's: the first one is what sends use that name none.

    name: the field that tells them apart; said_as: what it is called in a file, where that is something else.
    """
    known = {getattr(each, name): each for each in base}
    said = [lay(section, known.pop(getattr(section, said_as or name), None)) for section in sections]
    return (*said, *known.values())


def as_tuple(said: Sequence[Said] | None) -> tuple[Said, ...] | None:
    """A list of the file."""
    return None if said is None else tuple(said)


def as_set(said: Sequence[Said] | None) -> frozenset[Said] | Unlimited | None:
    """A list of the file that has no order, or its `none`."""
    return None if said is None else Unlimited.NONE if said is NO_LIST else frozenset(said)
