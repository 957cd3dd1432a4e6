"""What a phone does with a text, in each condition and at each instant."""

import pytest

from simulator.causes import Cause
from simulator.handset.conditions import TABLE, Condition
from simulator.handset.handset import Handset
from simulator.handset.settings import INBOX_SHOWN, HandsetSettings
from simulator.message import Message
from tests.road import NINE, submission

WHY = {Condition.ON: None, Condition.OFF: Cause.OFF}


def text(name: str = "1") -> Message:
    return Message(name, 0, submission("+8613800000000"), NINE, NINE + 1)


def test_every_condition_is_in_the_table() -> None:
    """With a cure wherever a text is not shown, and every cause comes from a condition."""
    assert set(TABLE) == set(Condition)
    assert all(row.cure for row in TABLE.values() if row.cause is not None)
    assert {row.cause for row in TABLE.values()} - {None} == set(Cause)


@pytest.mark.parametrize("condition", Condition)
def test_each_condition_takes_a_text_or_says_why_not(condition: Condition) -> None:
    """What it takes is shown, what it does not take is not."""
    handset, message = Handset(HandsetSettings(condition)), text()
    assert handset.receive(message, NINE) is WHY[condition]
    assert handset.texts() == ([] if WHY[condition] else [message])
    assert (handset.reachable, handset.seen(NINE)) == (WHY[condition] is None, condition)


@pytest.mark.parametrize(("at", "why"), [(NINE - 1, Cause.OFF), (NINE, None), (NINE + 1, None)])
def test_a_condition_ends_at_its_instant(at: int, why: Cause | None) -> None:
    """At the instant itself it is over already, for texts as for those who look."""
    handset = Handset(HandsetSettings(Condition.OFF, until=NINE))
    assert handset.changes_at == NINE
    assert handset.seen(at) is (Condition.OFF if why else Condition.ON)
    assert handset.receive(text(), at) is why


def test_a_time_runs_from_the_first_text() -> None:
    """Nobody knows when it ends before a text has come, and a second one changes nothing."""
    handset = Handset(HandsetSettings(Condition.OFF, for_ms=60_000))
    assert handset.changes_at is None
    assert [handset.receive(text(), NINE), handset.receive(text(), NINE + 5)] == [Cause.OFF, Cause.OFF]
    assert handset.changes_at == NINE + 60_000


def test_a_time_begins_each_time_anew() -> None:
    """Back for what waited, then as before; the next text starts it again."""
    handset = Handset(HandsetSettings(Condition.OFF, for_ms=60_000))
    handset.receive(text(), NINE)
    handset.recover()
    assert (handset.receive(text(), NINE + 60_000), handset.changes_at) == (None, None)
    handset.relapse()
    assert handset.receive(text(), NINE + 70_000) is Cause.OFF
    assert handset.changes_at == NINE + 130_000


def test_what_lasts_until_an_instant_does_not_come_back() -> None:
    """Only what begins anew relapses."""
    handset = Handset(HandsetSettings(Condition.OFF, until=NINE))
    handset.recover()
    handset.relapse()
    assert handset.reachable


@pytest.mark.parametrize(
    ("settings", "found_at", "changes_at"),
    [
        (HandsetSettings(Condition.OFF), NINE, None),
        (HandsetSettings(Condition.OFF, until=NINE + 9), NINE, NINE + 9),
        (HandsetSettings(Condition.OFF, for_ms=5), NINE, NINE + 5),
        (HandsetSettings(Condition.OFF, for_ms=5), None, None),
    ],
)
def test_a_change_keeps_the_inbox(settings: HandsetSettings, found_at: int | None, changes_at: int | None) -> None:
    """The new condition's time runs at once where texts wait already, else from the next one."""
    handset, message = Handset(HandsetSettings(Condition.ON)), text()
    handset.receive(message, NINE)
    handset.set(settings, found_at)
    assert (handset.changes_at, handset.texts(), handset.reachable) == (changes_at, [message], False)


def test_an_inbox_keeps_its_last_texts() -> None:
    """Fifty are shown, at any count, and not many more are held."""
    handset = Handset()
    texts = [text(f"{count}") for count in range(4 * INBOX_SHOWN)]
    for count, message in enumerate(texts, 1):
        handset.receive(message, NINE)
        assert handset.texts() == texts[max(0, count - INBOX_SHOWN) : count]
        assert len(handset.inbox) < 2 * INBOX_SHOWN


def test_an_inbox_lets_go() -> None:
    """From the front, from the middle, and of what it never had."""
    handset, texts = Handset(), [text(name) for name in "abc"]
    for message in texts:
        handset.receive(message, NINE)
    for gone in (texts[1], text(), texts[0]):
        handset.forget(gone)
    assert handset.texts() == [texts[2]]
