"""What is done or expected of many at once, as values: loops, lists, counts. Nothing is laid out: it is read when it is played."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from simulator.scenario.places import Place

Scope = Mapping[str, str]
"""What each variable is worth: `code`, or `who.number` where it is a field of something."""


class Course(Struct, frozen=True, eq=False):
    """Steps that are read when they are played, with what their variables are worth then. read: yields a Misfit for what cannot be."""

    read: Callable[[Scope], Iterable[Any]]


class Misfit(Struct, frozen=True):
    """What became of a step whose variables make no sense."""

    place: Place
    what: str


class Loop(Struct, frozen=True, eq=False):
    """The same steps once for each of the rounds, each with its own variables.

    interval_ms: a round begins so long after the one before, or when that is over; None: at once. lasts_ms: of the whole.
    """

    place: Place
    rounds: Iterable[Scope]
    course: Course
    interval_ms: int | None = None
    lasts_ms: int = 0


class Parallel(Struct, frozen=True, eq=False):
    """Senders side by side. The step is over when all of them are done."""

    place: Place
    branches: tuple[tuple[Scope, Course], ...]


class Either(Struct, frozen=True, eq=False):
    """One of several, by chance. options: weight and steps; where: names the draw."""

    place: Place
    where: str
    options: tuple[tuple[int, Course], ...]


Block = Loop | Parallel | Either
"""Steps that hold steps."""


class Listed(Struct, frozen=True, eq=False):
    """The lines of a list: the first `most` of these people, all if it is None, and then what is written."""

    people: Iterable[str]
    most: int | None
    written: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return chain(islice(self.people, self.most), self.written)


class Upload(Struct, frozen=True, eq=False):
    """Send to a list of numbers from the console. account: the app, None for the first; template: or the name of what handed it in."""

    place: Place
    name: str
    template: int | str
    numbers: Listed
    params: tuple[str, ...] = ()
    sign: str = ""
    account: str | None = None


class Holds(Struct, frozen=True):
    """Words that a text must hold, in place of the whole text."""

    words: str


class Counted(Struct, frozen=True):
    """How many of all the sends of one name must be so. Each truth counts only where it is given; see Expect."""

    answer: dict[str, Any] | None = None
    reports: tuple[dict[str, Any], ...] | None = None
    state: str | None = None
    exactly: int | None = None
    at_least: int | None = None
    at_most: int | None = None


class Percentiles(Struct, frozen=True):
    """How long something took at most, over all the sends of one name. what: `answer` or `report`; most: (percent, milliseconds)."""

    what: str
    most: tuple[tuple[float, int], ...]
