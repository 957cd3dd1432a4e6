"""Parts of long texts that wait for one another at the handset. It keeps them apart and in order; it shows nothing, and reads no clock."""

from collections import OrderedDict
from collections.abc import Iterable
from enum import Enum, unique
from itertools import groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from simulator.message import Alphabet, Instant
from simulator.text import alphabets
from simulator.text.udh import Concatenation

Part = TypeVar("Part")

JOINS_MOST = 100_000
"""Texts that wait at once, at all handsets together: seconds of a full load of long texts, and an end to what hostile parts take."""


class Key(NamedTuple):
    """Parts of one text agree in all of it (3GPP TS 23.040 § 9.2.3.24.1); parts that differ in any wait for different texts."""

    source: str
    destination: str
    reference: int
    total: int
    wide: bool


@unique
class Reason(Enum):
    """Why parts were given up."""

    EXPIRED = "expired"  # the others never came
    REPLACED = "replaced"  # the same part came again, and the later one counts
    CROWDED_OUT = "crowded-out"  # too many texts wait, and this one has waited longest


class GivenUp(Struct, Generic[Part], frozen=True):
    """Parts that will not be shown, in the order of their numbers."""

    key: Key
    parts: list[Part]
    reason: Reason


class _Join(Struct, Generic[Part]):
    due: Instant
    parts: dict[int, Part]


class Joins(Generic[Part]):
    """All texts that wait for parts. join_ms: how long a text waits, counted from its first part on; `now` never goes back.

    overtaken: what `add` gave up and its caller left here, for whoever tells of it.
    """

    def __init__(self, join_ms: int, most: int = JOINS_MOST) -> None:
        self._join_ms = join_ms
        self._most = most
        self._joins: OrderedDict[Key, _Join[Part]] = OrderedDict()
        """The oldest first, so that the first one is due first."""
        self.overtaken: list[GivenUp[Part]] = []

    def __len__(self) -> int:
        return len(self._joins)

    def add(self, key: Key, part: Part, number: int, now: Instant) -> tuple[list[Part] | None, list[GivenUp[Part]]]:
        """All parts in order when this was the last one, else None; and what was given up for it.

        A part whose figures are impossible, and a text of one part, is whole by itself. A part that comes just when its text is due still
        joins it, so what is due before `now` has to be taken out by `expired` first. A part that comes again once its text was whole
        waits for a new one.
        """
        if not 1 <= number <= key.total or key.total == 1:
            return [part], []
        join = self._joins.get(key)
        if join is None:
            given_up = self._make_room()
            join = self._joins[key] = _Join(now + self._join_ms, {})
        else:
            before = join.parts.get(number)
            given_up = [] if before is None else [GivenUp(key, [before], Reason.REPLACED)]
        join.parts[number] = part
        if len(join.parts) < key.total:
            return None, given_up
        del self._joins[key]
        return _in_order(join), given_up

    def learn(self, join_ms: int) -> None:
        """A text waits so long from now on, those that wait already too."""
        for join in self._joins.values():
            join.due += join_ms - self._join_ms
        self._join_ms = join_ms

    def next_due(self) -> Instant | None:
        """When the text that has waited longest is given up."""
        return next(iter(self._joins.values())).due if self._joins else None

    def expired(self, now: Instant) -> list[GivenUp[Part]]:
        """What is given up by now, the oldest first; it waits no longer."""
        given_up = []
        while self._joins and next(iter(self._joins.values())).due <= now:
            given_up.append(self._drop(Reason.EXPIRED))
        return given_up

    def take_overtaken(self) -> list[GivenUp[Part]]:
        """What was left in `overtaken`; it is told once."""
        overtaken, self.overtaken = self.overtaken, []
        return overtaken

    def _make_room(self) -> list[GivenUp[Part]]:
        return [self._drop(Reason.CROWDED_OUT)] if len(self._joins) >= self._most else []

    def _drop(self, reason: Reason) -> GivenUp[Part]:
        key, join = self._joins.popitem(last=False)
        return GivenUp(key, _in_order(join), reason)


def key_of(source: str, destination: str, said: Concatenation) -> Key:
    """To which text a part belongs, by what its header or its SAR parameters say."""
    return Key(source, destination, said.reference, said.total, said.wide)


def shown(pieces: Iterable[tuple[bytes, Alphabet]]) -> str:
    """The text that parts in order make. An escape or a pair of surrogates that was cut between two parts is whole again.

    Parts in different alphabets are read each in its own; octets that are not valid in theirs show as hex.
    """
    runs = groupby(pieces, key=itemgetter(1))
    return "".join([alphabets.show(b"".join([content for content, _ in run]), alphabet) for alphabet, run in runs])


def _in_order(join: _Join[Part]) -> list[Part]:
    return [join.parts[number] for number in sorted(join.parts)]
