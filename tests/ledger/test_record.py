"""What the ledger tells those who listen: messages that were taken, and all that happened to any."""

import pytest

from simulator.ledger import PAGE, Ledger, Refused, Tap
from simulator.lifecycle import Event, State
from simulator.refusals import Reason, Refusal
from tests.test_ledger import START, ledger_of, many, message


@pytest.mark.parametrize("before", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
@pytest.mark.parametrize("new", [0, 1, PAGE - 1, PAGE, 2 * PAGE + 5])
def test_what_was_taken_since(before: int, new: int) -> None:
    """Wherever pages turn; oldest first."""
    ledger = ledger_of(many(before, State.DELIVERED, "before"))
    _, so_far = ledger.accepted(-1)
    assert so_far == before
    later = many(new, State.DELIVERED, "later")
    for each in later:
        ledger.accept(each)
    found, so_far = ledger.accepted(so_far)
    assert (found, so_far) == (later, before + new)
    assert ledger.accepted(so_far) == ([], so_far)


def test_what_was_forgotten_is_not_told() -> None:
    """What is left is."""
    ledger = ledger_of(many(PAGE, State.DELIVERED), keep=PAGE)
    for each in many(4 * PAGE, State.DELIVERED, "later"):
        ledger.accept(each)
    found, so_far = ledger.accepted(0)
    assert (so_far, found[-1].id) == (5 * PAGE, f"later{4 * PAGE - 1}")
    assert len(found) == len(ledger)


def test_who_listens_is_told_of_each_step() -> None:
    """Of notes, of arrivals, of refusals; and no more when he is gone."""
    ledger, one = Ledger(), message("1")
    heard = Tap()
    ledger.note(one, START, Event.HELD)
    ledger.tap(heard)
    ledger.note(one, START + 1, Event.ATTEMPTED)
    ledger.arrived([one])
    refused = Refused(START, "esme", "+8613800000000", Refusal(Reason.LIMIT_30S), "x")
    ledger.refuse(refused)
    ledger.tap(None)
    ledger.note(one, START + 2, Event.DELIVERED)
    ledger.arrived([one])
    ledger.refuse(refused)
    assert [(about, link and link[2], arrived) for about, link, arrived in map(heard.one, range(len(heard)))] == [
        (one, Event.ATTEMPTED, False),
        (one, Event.ATTEMPTED, True),
        (refused, None, False),
    ]
