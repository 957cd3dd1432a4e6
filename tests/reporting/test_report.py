"""What is told of each event in each manner."""

from itertools import product

import pytest

from simulator.causes import Cause
from simulator.lifecycle import Event, State
from simulator.reporting.report import CLAIMS, report
from simulator.reporting.settings import Manner

EVENTS = (Event.ATTEMPTED, Event.DELIVERED, Event.UNSEEN, Event.FAILED, Event.EXPIRED)
TOLD: dict[tuple[Manner, bool], list[str | None]] = {
    (Manner.FINAL, False): [None, "DELIVRD", "DELIVRD", "MK:0024", "EXPIRED"],
    (Manner.FINAL, True): [None, "DELIVRD", "DELIVRD", "MK:0024", "EXPIRED"],
    (Manner.EARLY, False): ["MK:0024", "DELIVRD", "MK:0024", "MK:0024", "EXPIRED"],
    (Manner.EARLY, True): [None, "DELIVRD", None, None, None],
    (Manner.OPTIMISTIC, False): ["DELIVRD", "DELIVRD", "DELIVRD", "DELIVRD", "DELIVRD"],
    (Manner.OPTIMISTIC, True): [None, None, None, None, None],
    (Manner.SILENT, False): [None, None, None, None, None],
    (Manner.SILENT, True): [None, None, None, None, None],
}
"""By manner and whether something was told before: the code for each of EVENTS, on Mobile, where the handset is off."""


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


@pytest.mark.parametrize(("manner", "code"), [(Manner.FINAL, "DELIVRD"), (Manner.EARLY, "MK:0019"), (Manner.OPTIMISTIC, "DELIVRD")])
def test_a_text_that_the_phone_does_not_show(manner: Manner, code: str) -> None:
    """The network did its part and says so, unless it is one that tells the phone's trouble."""
    outcome = report(manner, Event.UNSEEN, Cause.SETTINGS, "mobile", told=False)
    assert outcome is not None
    assert (outcome.code, outcome.state is State.DELIVERED) == (code, code == "DELIVRD")


@pytest.mark.parametrize(("manner", "event"), list(product(Manner, [Event.FAILED, Event.EXPIRED])))
def test_nobody_is_told_of_a_text_that_was_lost(manner: Manner, event: Event) -> None:
    """The carrier itself does not know."""
    assert report(manner, event, Cause.LOST, "mobile", told=False) is None


def test_out_of_credit_keeps_its_own_code_to_the_end() -> None:
    """A carrier that retried for the whole validity says why it gave up, not only that it did."""
    outcome = report(Manner.FINAL, Event.EXPIRED, Cause.OUT_OF_CREDIT, "unicom", told=False)
    assert outcome is not None
    assert (outcome.code, outcome.state) == ("5", State.UNDELIVERABLE)
