"""Who is written to in a load test, and what, in plain calls."""

from itertools import islice

from simulator import address
from simulator.locust.texts import REPLIERS, numbers
from simulator.population import People
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario


def test_workers_write_to_handsets_of_their_own() -> None:
    """What three of them get in a while has no number twice, and the same seed gives the same again."""
    each = [list(islice(numbers(10_000, 1, process), 100)) for process in range(3)]
    assert len({number for some in each for number in some}) == 300
    assert list(islice(numbers(10_000, 1, 0), 100)) == each[0]
    assert list(islice(numbers(10_000, 2, 0), 100)) != each[0]


def test_a_worker_comes_to_all_of_them() -> None:
    """Then it begins anew."""
    ten = list(islice(numbers(10, 1, 3), 20))
    assert len(set(ten[:10])) == 10
    assert ten[:10] == ten[10:]


def test_all_are_numbers() -> None:
    """In E.164, also those that answer."""
    assert all(address.parse(number) == number for number in [*islice(numbers(1000, 1, 0), 100), *REPLIERS])


def test_a_scenario_says_what_is_the_matter_with_them() -> None:
    """Its first population, called `load`, of the same size and seed, is whom locust writes to: here half of them are off."""
    scenario = loads("populations: {load: {size: 1000, behaviours: [{share: 50%, condition: off}]}}")
    assert isinstance(scenario, Scenario)
    people = People(scenario.populations[0], seed=7)
    written = list(islice(numbers(1000, 7, 0), 1000))
    assert {people.nth(number) for number in written} == set(range(1000))
    assert sum(people.settings(number) is not None for number in written) == 500
