"""Populations: numbers by a rule, each a function of seed and number, and nothing kept of anybody."""

import gc
import tracemalloc
from collections import Counter

import pytest

from simulator.handset.conditions import Condition
from simulator.handset.settings import in_condition
from simulator.kernel.clock import Time
from simulator.lines import PLAIN, LineSettings
from simulator.population import PROVINCES, Directory, People, Population, apportioned, settled
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.world import build

PREFIXES = {"mobile": ("134", "139"), "unicom": ("130", "186"), "telecom": ("133",)}
OFF = LineSettings(in_condition(Condition.OFF))
LISTED = LineSettings(blacklisted=True)
CARRIERS = {"mobile": 60.0, "unicom": 25.0, "telecom": 15.0}
MILLION = 1_000_000


def people(size: int = 10_000, seed: int = 7, place: int = 1) -> People:
    cells = settled(size, CARRIERS, {"广东": 40.0, "浙江": 60.0}, PREFIXES)
    return People(Population("crowd", place, size, cells, ((size // 20, OFF), (size // 100, LISTED))), seed)


def test_shares_hold_to_the_last_handset() -> None:
    """Of ten thousand 60 % are on one network and 40 % in one province, and 5 % are off: all to the number."""
    crowd = people()
    cells = [crowd.cell(number) for number in crowd]
    assert Counter(cell.carrier for cell in cells if cell) == {"mobile": 6_000, "unicom": 2_500, "telecom": 1_500}
    assert Counter(cell.province for cell in cells if cell) == {"广东": 4_000, "浙江": 6_000}
    assert Counter(crowd.settings(number) for number in crowd) == {None: 9_400, OFF: 500, LISTED: 100}


def test_what_is_the_matter_does_not_depend_on_the_network() -> None:
    """On each network about 5 % are off, not one network all of them."""
    crowd = people()
    off = Counter(cell.carrier for number in crowd if crowd.settings(number) == OFF and (cell := crowd.cell(number)))
    assert off["mobile"] == pytest.approx(300, abs=20)
    assert off["telecom"] == pytest.approx(75, abs=15)


def test_every_number_is_one_and_leads_back() -> None:
    """No number twice, each of its prefix and with the population's fourth digit; from a number to its position and back."""
    numbers = list(people())
    assert len(set(numbers)) == 10_000
    assert {number[6] for number in numbers} == {"1"}
    assert {number[3:6] for number in numbers} == {"134", "139", "130", "186", "133"}
    assert [people().nth(number) for number in numbers] == list(range(10_000))


@pytest.mark.parametrize("number", ["+8613800000000", "+8613921000000", "+85251000001", "+861391999", "+8618812345678", ""])
def test_others_are_none_of_them(number: str) -> None:
    """Another population's digit, another network's prefix, another country."""
    crowd = people()
    assert (crowd.nth(number), crowd.settings(number), crowd.cell(number)) == (None, None, None)


def test_a_number_beside_them_is_none_of_them() -> None:
    """Of ten thousand numbers in a row of the right network and province only the population's share are in it."""
    crowd = people()
    in_a_row = [f"+861391{0:02d}{nth:05d}" for nth in range(10_000)]
    assert 10 < sum(crowd.nth(number) is not None for number in in_a_row) < 100


def test_everything_follows_from_the_seed() -> None:
    """The same in every process for one seed; other numbers for another."""
    first = [people(seed=7).number(nth) for nth in range(3)]
    assert first == ["+8613910067704", "+8613312111134", "+8613010190403"]
    assert first != [people(seed=8).number(nth) for nth in range(3)]


@pytest.mark.parametrize("size", [1, 2, 3, 97, 1_000])
def test_any_size_comes_out_whole(size: int) -> None:
    """Shares of all provinces of a few people are rounded so that nobody is lost and nobody made up."""
    cells = settled(size, CARRIERS, PROVINCES, PREFIXES)
    assert sum(cell.count for cell in cells) == size
    assert len(set(People(Population("few", 1, size, cells), 1))) == size


def test_what_is_left_goes_to_the_largest_remainders() -> None:
    """Three thirds of ten are four, three and three."""
    assert apportioned(10, {"a": 34.0, "b": 33.0, "c": 33.0}) == {"a": 4, "b": 3, "c": 3}


def test_what_is_said_of_a_number_itself_comes_first() -> None:
    """Then what its population says; everybody else is ordinary, and nobody is written down by being asked for."""
    crowd = people()
    sick = next(number for number in crowd if crowd.settings(number) == OFF)
    directory = Directory({"+8613800000001": LISTED}, [crowd])
    assert (directory.get(sick), directory.get("+8613800000001"), directory.get("+8613800000002", PLAIN)) == (OFF, LISTED, PLAIN)
    assert list(directory) == ["+8613800000001"]
    directory[sick] = PLAIN
    assert directory.get(sick) == PLAIN


def loaded(size: int) -> Scenario:
    found = loads(f"populations: {{crowd: {{size: {size}, behaviours: [{{share: 5%, condition: off, for: 1h}}]}}}}\n")
    assert isinstance(found, Scenario)
    return found


def kept_octets(size: int) -> int:
    """What a world with a population of this size holds more than before it was built, a hundred of them looked at."""
    scenario = loaded(size)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    world = build(scenario, 1, Time(lambda: 0, lambda: None, lambda: True), derived=True)
    crowd = People(scenario.populations[0], 1)
    for nth in range(100):
        world.journey.line(crowd.number(nth * size // 100))
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


def test_a_million_handsets_cost_nothing_until_they_are_touched() -> None:
    """A world with a million of them holds as much as one with a thousand, to within what a page of text takes."""
    tracemalloc.start()
    try:
        kept_octets(1_000)  # what is built once for all worlds is there from here on
        thousand, million = kept_octets(1_000), kept_octets(MILLION)
    finally:
        tracemalloc.stop()
    assert million - thousand < 20_000
