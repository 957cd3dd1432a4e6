"""How long a text travels, how long it may wait, and when it is tried again."""

from itertools import islice
from statistics import median, quantiles

import pytest

from simulator.carrier.carrier import Carrier
from simulator.carrier.retry import attempts
from simulator.carrier.settings import CarrierSettings, Latency, Network
from simulator.message import Message
from tests.road import HOUR, MINUTE, NINE, submission

DAY = 24 * HOUR
CARRIER = Carrier(CarrierSettings(), 1)


def travel(carrier: Carrier, luck: int) -> int:
    message = Message("1", luck, submission("+8613800000000"), NINE, NINE)
    return carrier.carry(message, carrier.travel_ms(carrier.network("+8613800000000"))) - NINE


def test_travel_follows_from_the_message_alone() -> None:
    """Asked again, in another order or by another carrier of the same seed, it is the same."""
    twin, other = Carrier(CarrierSettings(), 1), Carrier(CarrierSettings(), 2)
    once = [travel(CARRIER, luck) for luck in range(1_000)]
    assert once == [travel(twin, luck) for luck in reversed(range(1_000))][::-1]
    assert once != [travel(other, luck) for luck in range(1_000)]


def test_travel_has_the_distribution_that_was_asked_for() -> None:
    """Median and 99th percentile, for lucks that are counted one by one."""
    took = [travel(CARRIER, luck) for luck in range(50_000)]
    assert median(took) == pytest.approx(1_500, rel=0.03)
    assert quantiles(took, n=100)[98] == pytest.approx(6_000, rel=0.05)
    assert min(took) > 0


def test_each_network_has_its_own_speed() -> None:
    """A text takes the time of the network that serves its number."""
    carrier = Carrier(CarrierSettings((Network("a", ("138",), Latency(5, 5)), Network("b", ("186",), Latency(7, 7)))), 1)
    assert [set(carrier.travel_ms(carrier.network(number))) for number in ("+8613800000000", "+8618600000000")] == [{5}, {7}]


@pytest.mark.parametrize(
    ("wish", "validity"),
    [(None, 2 * DAY), (0, 0), (1, 1), (3 * DAY, 3 * DAY), (30 * DAY, 30 * DAY), (30 * DAY + 1, 30 * DAY), (1 << 60, 30 * DAY)],
)
def test_validity_is_cut_down(wish: int | None, validity: int) -> None:
    """The sender's wish, at most the network's longest; without one the network's own."""
    assert CARRIER.expires_at(wish, NINE) == NINE + validity


def test_retries_follow_the_schedule() -> None:
    """1, 5, 15, 30 min, 1, 2, 4, 8 h, then every 12 h, each counted from the one before."""
    tries = list(attempts(NINE, NINE + 4 * DAY, CarrierSettings().retries_ms))
    waits = [after - before for before, after in zip([NINE, *tries], tries, strict=False)]
    assert [wait // MINUTE for wait in waits] == [1, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720, 720, 720, 720]


@pytest.mark.parametrize(("until", "count"), [(0, 0), (9, 0), (10, 0), (11, 1), (30, 1), (31, 2), (51, 3)])
def test_retries_end_before_the_fate(until: int, count: int) -> None:
    """An attempt at the very instant of it is none."""
    assert len(list(attempts(0, until, (10, 20)))) == count


def test_retries_are_counted_only_as_far_as_one_looks() -> None:
    """They go on for ever otherwise."""
    assert list(islice(attempts(0, 1 << 60, (1, 2)), 4)) == [1, 3, 5, 7]
