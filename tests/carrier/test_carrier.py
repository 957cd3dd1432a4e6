"""How long a text travels, how long it may wait, what its network reads in it, and when that hands nothing over."""

from statistics import median, quantiles
from typing import Any

import pytest

from simulator.carrier.carrier import Carrier, Hold, Stop, Verdict, outage_ends, troubled
from simulator.carrier.settings import Action, CarrierSettings, Latency, Network, Outage, WordRule
from simulator.causes import Cause
from simulator.message import Alphabet, Carriage, Message
from tests.road import HOUR, NINE, submission

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


@pytest.mark.parametrize(
    ("network", "found"),
    [("mobile", [None, Stop(Cause.INTERCEPTED), None]), ("unicom", [Hold(5, refused=True), Stop(Cause.INTERCEPTED), None])],
)
def test_each_network_reads_with_its_own_words(network: str, found: list[Verdict | None]) -> None:
    """The first rule with a word in the text, of those that hold for the network."""
    rules = (WordRule(("b",), Action.HOLD, 5, 6, refuse=True, network="unicom"), WordRule(("c",)))
    carrier = Carrier(CarrierSettings(lexicon=rules), 1)
    assert [carrier.read(text(content), carrier.named(network)) for content in (b"ab", b"c", b"d")] == found


@pytest.mark.parametrize(
    ("words", "read"),
    [((), set()), (("b",), {Alphabet.GSM7, Alphabet.LATIN1, Alphabet.UCS2}), (("禁",), {Alphabet.LATIN1, Alphabet.UCS2})],
)
def test_only_what_can_hold_a_word_is_read(words: tuple[str, ...], read: set[Alphabet]) -> None:
    """By alphabet; a part of a long text is read wherever there are words, for the other parts may be in another alphabet."""
    carrier = Carrier(CarrierSettings(lexicon=(WordRule(words),) if words else ()), 1)
    assert {each for each in Alphabet if carrier.reads(Carriage("esme", "", each))} == read
    assert {each for each in Alphabet if carrier.reads(Carriage("esme", "", each, header=b"!"))} == (set(Alphabet) if words else set())


def text(content: bytes) -> Message:
    return Message("1", 0, submission("+8613800000000", content=content), NINE, NINE)


@pytest.mark.parametrize(
    ("at", "ends"),
    [(NINE - 1, NINE - 1), (NINE, NINE + 9), (NINE + 8, NINE + 9), (NINE + 9, NINE + 9), (NINE + DAY, None)],
)
def test_an_outage_ends(at: int, ends: int | None) -> None:
    """Within one it is known when; outside of any it is now, and of one that never ends nobody knows."""
    assert outage_ends(Network("a", ("1",), outages=(Outage(NINE, NINE + 9), Outage(NINE + DAY))), at) == ends


@pytest.mark.parametrize(
    ("said", "is_troubled"),
    [({}, False), ({"loss": 0.1}, True), ({"outages": (Outage(NINE),)}, True), ({"throttle_per_day": 0}, True)],
)
def test_texts_are_judged_at_their_arrival_where_something_can_happen(said: dict[str, Any], is_troubled: bool) -> None:
    """Elsewhere nobody asks."""
    assert troubled(Network("a", ("1",), **said)) is is_troubled
