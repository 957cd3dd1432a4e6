"""Handsets by the million: who they are and what is the matter with them follows from (seed, number). It remembers nothing of anybody.

A population is a rule, not a list: a number is looked up by arithmetic, and costs nothing until a text reaches it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import gcd
from typing import Any, Final

from msgspec import Struct

from simulator.kernel.chance import salt
from simulator.lines import LineSettings

SIZE_MAX: Final = 10_000_000
MOST: Final = 9
"""Populations of one scenario: the fourth digit of their numbers tells them apart. 0 is left to the numbers that files name themselves."""
REST: Final = 100_000
"""Numbers that the last five digits tell apart."""

PROVINCES: Final[dict[str, int]] = {
    "广东": 12601, "山东": 10153, "河南": 9937, "江苏": 8475, "四川": 8367, "河北": 7461, "湖南": 6644, "浙江": 6457,
    "安徽": 6103, "湖北": 5775, "广西": 5013, "云南": 4721, "江西": 4519, "辽宁": 4259, "福建": 4154, "陕西": 3953,
    "贵州": 3856, "山西": 3492, "重庆": 3205, "黑龙江": 3185, "新疆": 2585, "甘肃": 2502, "上海": 2487, "吉林": 2407,
    "内蒙古": 2405, "北京": 2189, "天津": 1387, "海南": 1008, "宁夏": 720, "青海": 592, "西藏": 365,
}  # fmt: skip
"""People in ten thousands (census of 2020): the shares where a file says none."""
BLOCKS: Final = 3
"""Pairs of fifth and sixth digits that each province has here: 00 to 02 are the first's [assumed; the real plan is by town]."""
CARRIERS: Final[dict[str, int]] = {"mobile": 57, "telecom": 23, "unicom": 20}
"""Subscribers of the networks of the default world, in percent [assumed]."""


class Cell(Struct, frozen=True):
    """Who is of one network and one province. prefixes: three digits each; count: how many there are; first: the index of the first."""

    carrier: str
    province: str
    prefixes: tuple[str, ...]
    count: int
    first: int


class Population(Struct, frozen=True):
    """A rule for many numbers. place: its fourth digit, from 1; cells: by index, together `size`.

    behaviours: how many have each of these settings, all others are ordinary. texts: in how many percent each is meant; they may
    hold `${name}`, `${number}`, `${carrier}`, `${province}`, `${code}` and `${nth}`.
    """

    name: str
    place: int
    size: int
    cells: tuple[Cell, ...]
    behaviours: tuple[tuple[int, LineSettings], ...] = ()
    texts: tuple[tuple[float, str], ...] = ()


def apportioned(size: int, shares: Mapping[Any, float]) -> dict[Any, int]:
    """How many of `size` each share makes, rounded so that they come to the whole: what is left goes to the largest remainders."""
    whole = sum(shares.values())
    exact = {key: size * share / whole for key, share in shares.items()}
    counts = {key: int(part) for key, part in exact.items()}
    for key in sorted(exact, key=lambda key: counts[key] - exact[key])[: size - sum(counts.values())]:
        counts[key] += 1
    return counts


def settled(
    size: int, carriers: Mapping[str, float], provinces: Mapping[str, float], prefixes: Mapping[str, tuple[str, ...]]
) -> tuple[Cell, ...]:
    """The cells of a population of this size. prefixes: of three digits, by carrier."""
    counts = apportioned(size, {(carrier, province): a * b for carrier, a in carriers.items() for province, b in provinces.items()})
    firsts = accumulate(counts.values(), initial=0)
    return tuple(
        Cell(carrier, province, prefixes[carrier], count, first)
        for ((carrier, province), count), first in zip(counts.items(), firsts, strict=False)
        if count
    )


class Shuffle:
    """A way through all of `0 … size-1` and back, without a list of it: i → a·i + b modulo size."""

    __slots__ = ("_a", "_b", "_back", "_size")

    def __init__(self, size: int, seed: int, purpose: str) -> None:
        self._size = size
        self._b = salt(seed, f"{purpose}/b") % size
        a = salt(seed, f"{purpose}/a") % size or 1
        while gcd(a, size) != 1:
            a = a % size + 1
        self._a, self._back = a, pow(a, -1, size) if size > 1 else 0

    def there(self, index: int) -> int:
        """Where this one goes."""
        return (self._a * index + self._b) % self._size

    def back(self, index: int) -> int:
        """Which one went there."""
        return (index - self._b) * self._back % self._size


class People:
    """A population with its seed: numbers to settings, and positions to numbers. Everything is computed when it is asked for."""

    def __init__(self, population: Population, seed: int) -> None:
        self.population = population
        self._seed = seed
        purpose = f"population.{population.name}"
        self._order = Shuffle(population.size, seed, f"{purpose}.order")
        self._conduct = Shuffle(population.size, seed, f"{purpose}.conduct")
        self._firsts = [cell.first for cell in population.cells]
        self._spread = [Shuffle(room(cell.prefixes), seed, f"{purpose}.{cell.carrier}.{cell.province}") for cell in population.cells]
        self._cells = {(prefix, cell.province): nth for nth, cell in enumerate(population.cells) for prefix in cell.prefixes}
        self._ends = list(accumulate(count for count, _ in population.behaviours))

    def __iter__(self) -> Iterator[str]:
        """All numbers, in an order that mixes networks and provinces."""
        return map(self.number, range(self.population.size))

    def number(self, nth: int) -> str:
        """The number of the nth of them, from 0."""
        index = self._order.back(nth)
        which = bisect_right(self._firsts, index) - 1
        cell = self.population.cells[which]
        rest = self._spread[which].there(index - cell.first)
        rest, prefix = divmod(rest, len(cell.prefixes))
        rest, block = divmod(rest, BLOCKS)
        return f"+86{cell.prefixes[prefix]}{self.population.place}{_FIRST_BLOCKS[cell.province] + block:02d}{rest:05d}"

    def nth(self, number: str) -> int | None:
        """Which of them a number is, from 0; None: none."""
        found = self._find(number)
        return None if found is None else self._order.there(found[0])

    def settings(self, number: str) -> LineSettings | None:
        """What is said of a number; None: it is none of them, or has nothing the matter. Shared by all who have the same."""
        found = self._find(number)
        if found is None:
            return None
        which = bisect_right(self._ends, self._conduct.there(found[0]))
        return self.population.behaviours[which][1] if which < len(self._ends) else None

    def cell(self, number: str) -> Cell | None:
        """The network and province that a number was given out in; None: it is none of them."""
        found = self._find(number)
        return None if found is None else found[1]

    def luck(self, number: str, purpose: str) -> int:
        """64 bits that are this number's own."""
        return salt(self._seed, f"population.{purpose}/{number}")

    def _find(self, number: str) -> tuple[int, Cell] | None:
        if len(number) != 14 or number[6:7] != str(self.population.place) or not number.startswith("+86"):
            return None
        province, block = divmod(int(number[7:9]), BLOCKS)
        prefix = number[3:6]
        which = self._cells.get((prefix, _BY_PLACE[province])) if province < len(_BY_PLACE) else None
        if which is None:
            return None
        cell = self.population.cells[which]
        position = (int(number[9:]) * BLOCKS + block) * len(cell.prefixes) + cell.prefixes.index(prefix)
        nth = self._spread[which].back(position)
        return (cell.first + nth, cell) if nth < cell.count else None


class Directory(dict[str, LineSettings]):
    """What is said of each number: by itself first, then by the population that it is of. Only what is said by itself is in it."""

    def __init__(self, lines: Mapping[str, LineSettings], peoples: Iterable[People] = ()) -> None:
        super().__init__(lines)
        self._peoples = tuple(peoples)

    def get(self, number: str, default: Any = None) -> Any:
        """What is said of a number."""
        found: LineSettings | None = dict.get(self, number)
        if found is None and self._peoples:
            found = next((said for people in self._peoples if (said := people.settings(number)) is not None), None)
        return default if found is None else found


def room(prefixes: tuple[str, ...]) -> int:
    """How many of one province and these prefixes there can be."""
    return len(prefixes) * BLOCKS * REST


_BY_PLACE: Final = tuple(PROVINCES)
_FIRST_BLOCKS: Final = {province: BLOCKS * place for place, province in enumerate(PROVINCES)}
