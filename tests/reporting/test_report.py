"""What is told of each event in each manner, and in which words of which network."""

from itertools import product

import pytest

from simulator.carrier.settings import CarrierSettings
from simulator.causes import Cause
from simulator.lifecycle import Event, State
from simulator.message import FAILURE, SUCCESS
from simulator.reporting import codes
from simulator.reporting.report import CLAIMS, report
from simulator.reporting.settings import Manner

NETWORKS = [network.name for network in CarrierSettings().networks]
EVENTS = (Event.ATTEMPTED, Event.DELIVERED, Event.FAILED, Event.EXPIRED)
TOLD = {
    (Manner.FINAL, False): [None, "DELIVRD", "MK:0024", "EXPIRED"],
    (Manner.FINAL, True): [None, "DELIVRD", "MK:0024", "EXPIRED"],
    (Manner.EARLY, False): ["MK:0024", "DELIVRD", "MK:0024", "EXPIRED"],
    (Manner.EARLY, True): [None, "DELIVRD", None, None],
    (Manner.OPTIMISTIC, False): ["DELIVRD", "DELIVRD", "DELIVRD", "DELIVRD"],
    (Manner.OPTIMISTIC, True): [None, None, None, None],
    (Manner.SILENT, False): [None, None, None, None],
    (Manner.SILENT, True): [None, None, None, None],
}
"""By manner and whether something was told before: the code for each of EVENTS, on Mobile, to a handset that is off."""


def test_the_table_has_every_pair() -> None:
    """Every manner says what it tells of each event that a text can meet."""
    assert set(CLAIMS) == set(Manner)
    assert all(set(row) == set(EVENTS) for row in CLAIMS.values())


@pytest.mark.parametrize(("manner", "told", "event"), list(product(Manner, [False, True], EVENTS)))
def test_what_is_told(manner: Manner, told: bool, event: Event) -> None:
    """One table over manner, event and whether something was told before."""
    cause = None if event is Event.DELIVERED else Cause.OFF
    outcome = report(manner, event, cause, "mobile", told=told)
    assert (outcome and outcome.code) == TOLD[manner, told][EVENTS.index(event)]


@pytest.mark.parametrize(("cause", "network"), list(product(Cause, NETWORKS)))
def test_every_cause_has_its_words_on_every_network(cause: Cause, network: str) -> None:
    """A code, a sentence, an err of three characters and a MAP error for each; expiry names the cause of the last attempt."""
    for outcome, state in ((codes.failed(cause, network), State.UNDELIVERABLE), (codes.expired(cause, network), State.EXPIRED)):
        assert (outcome.state, outcome.cause, outcome.wanted) == (state, cause, FAILURE)
        assert (len(outcome.err), outcome.gsm_cause > 0) == (3, True)
        assert outcome.code
        assert outcome.description


def test_the_tables_cover_each_other() -> None:
    """No row for what does not exist."""
    assert set(codes.CODES) == set(codes.DESCRIPTIONS) == set(codes.SMPP_ERRORS) == set(Cause)
    assert all(set(row) == set(NETWORKS) for row in codes.CODES.values())
    assert set(codes.EXPIRED_CODES) == set(NETWORKS)


@pytest.mark.parametrize(("network", "code"), [("mobile", "MK:0024"), ("unicom", "LT:0011"), ("telecom", "UNDELIVS602S")])
def test_published_codes_of_a_handset_that_is_off(network: str, code: str) -> None:
    """As the platform publishes them."""
    assert codes.failed(Cause.OFF, network).code == code


@pytest.mark.parametrize("network", NETWORKS)
def test_expiry_before_any_attempt_has_no_cause(network: str) -> None:
    """Nothing is known of the handset then, and nothing claimed."""
    outcome = codes.expired(None, network)
    assert (outcome.state, outcome.cause, outcome.err, outcome.gsm_cause) == (State.EXPIRED, None, "000", 0)


def test_delivery_is_success() -> None:
    """Asked for by another bit than failures."""
    assert (codes.DELIVERED.state, codes.DELIVERED.cause, codes.DELIVERED.wanted) == (State.DELIVERED, None, SUCCESS)
