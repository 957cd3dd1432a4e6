"""What a phone does with a text, in each condition and at each instant."""

import pytest

from simulator.handset.conditions import TABLE, Condition, Cure, Effect
from simulator.handset.handset import Handset
from simulator.handset.settings import INBOX_SHOWN, HandsetSettings, ReplyRule, Spell, in_condition
from simulator.message import Message
from tests.road import MINUTE, NINE, submission

OFF, NO_SIGNAL, FULL = Condition.OFF, Condition.NO_SIGNAL, Condition.INBOX_FULL
SICK = [condition for condition in Condition if condition is not Condition.ON]


def text(name: str = "1") -> Message:
    return Message(name, 0, submission("+8613800000000"), NINE, NINE + 1)


def meets(handset: Handset, at: int = NINE) -> Condition:
    """The condition that a text finds."""
    row = handset.receive(text(), at)
    return Condition.ON if row is None else next(condition for condition in TABLE if TABLE[condition] is row)


@pytest.mark.parametrize("condition", Condition)
def test_each_condition_does_its_own_to_a_text(condition: Condition) -> None:
    """What it shows is in the inbox, what it filters in the blocked folder; all else is in neither."""
    handset, message = Handset(in_condition(condition)), text()
    row = handset.receive(message, NINE)
    effect = TABLE[condition].effect
    assert row is (None if effect is Effect.SHOWN else TABLE[condition])
    assert handset.texts() == ([message] if effect is Effect.SHOWN else [])
    assert list(handset.blocked) == ([message] if effect is Effect.FILTERED else [])
    assert handset.conditions(NINE) == [condition]


@pytest.mark.parametrize(("at", "found"), [(NINE - 1, OFF), (NINE, Condition.ON), (NINE + 1, Condition.ON)])
def test_a_condition_ends_at_its_instant(at: int, found: Condition) -> None:
    """At the instant itself it is over already, for texts as for those who look."""
    handset = Handset(in_condition(OFF, until=NINE))
    assert handset.changes_at == NINE
    assert handset.conditions(at) == [found]
    assert handset.meets(at) is TABLE[found]
    assert meets(handset, at) is found


@pytest.mark.parametrize(("at", "found"), [(NINE - 1, Condition.ON), (NINE, OFF), (NINE + 8, OFF), (NINE + 9, Condition.ON)])
def test_a_condition_begins_at_its_instant(at: int, found: Condition) -> None:
    """From that instant on, and no earlier."""
    handset = Handset(HandsetSettings((Spell(OFF, since=NINE, until=NINE + 9),)))
    assert handset.changes_at == NINE
    assert meets(handset, at) is found


def test_it_says_when_it_changes_next() -> None:
    """One instant after the other, then never."""
    handset = Handset(HandsetSettings((Spell(OFF, since=NINE, until=NINE + 9), Spell(FULL, until=NINE + 5))))
    changes = [handset.changes_at]
    while changes[-1] is not None:
        handset.change(changes[-1])
        changes.append(handset.changes_at)
    assert changes == [NINE, NINE + 5, NINE + 9, None]


def test_a_phone_that_is_well_again_is_plain() -> None:
    """Its texts cost no more than those of one that was never ill."""
    late, cured, small = Handset(in_condition(OFF, until=NINE)), Handset(in_condition(OFF)), Handset(HandsetSettings(capacity=9))
    late.change(NINE)
    cured.cure(Cure.SWITCH_ON, NINE)
    small.change(NINE)
    assert [handset.plain for handset in (Handset(), late, cured, small)] == [True, True, True, False]


def test_a_time_runs_from_the_first_text() -> None:
    """Nobody knows when it ends before a text has come, and a second one changes nothing."""
    handset = Handset(in_condition(OFF, for_ms=MINUTE))
    assert handset.changes_at is None
    assert [meets(handset), meets(handset, NINE + 5)] == [OFF, OFF]
    assert handset.changes_at == NINE + MINUTE


def test_a_time_begins_each_time_anew() -> None:
    """Over for what waited, then as before; the next text starts it again."""
    handset = Handset(in_condition(OFF, for_ms=MINUTE))
    meets(handset)
    handset.change(NINE + MINUTE)
    assert (meets(handset, NINE + MINUTE), handset.changes_at) == (Condition.ON, None)
    handset.relapse(NINE + MINUTE)
    assert meets(handset, NINE + MINUTE + 10) is OFF
    assert handset.changes_at == NINE + 2 * MINUTE + 10


def test_what_lasts_until_an_instant_does_not_come_back() -> None:
    """Only what begins anew relapses."""
    handset = Handset(in_condition(OFF, until=NINE))
    handset.change(NINE)
    handset.relapse(NINE)
    assert handset.conditions(NINE) == [Condition.ON]


def test_looking_starts_no_time() -> None:
    """Only a text does."""
    handset = Handset(in_condition(OFF, for_ms=MINUTE))
    assert handset.meets(NINE) is TABLE[OFF]
    assert handset.conditions(NINE) == [OFF]
    assert handset.changes_at is None


@pytest.mark.parametrize("light", range(len(SICK)))
@pytest.mark.parametrize("heavy", range(len(SICK)))
def test_of_two_conditions_the_heavier_one_is_met(heavy: int, light: int) -> None:
    """In the order of the table, whatever the order of the settings; all that holds is told."""
    order = [condition for condition in TABLE if condition is not Condition.ON]
    handset = Handset(HandsetSettings((Spell(order[light]), Spell(order[heavy]))))
    first, second = sorted((heavy, light))
    assert handset.conditions(NINE) == list(dict.fromkeys([order[first], order[second]]))
    assert handset.meets(NINE) is TABLE[order[first]]


@pytest.mark.parametrize("cure", Cure)
@pytest.mark.parametrize("condition", Condition)
def test_a_cure_cures_what_the_table_says(condition: Condition, cure: Cure) -> None:
    """And nothing else; whether it did is told."""
    handset = Handset(in_condition(condition))
    cures = cure in TABLE[condition].cures
    assert handset.cure(cure, NINE) is cures
    assert handset.conditions(NINE) == [Condition.ON if cures else condition]


def test_a_cure_leaves_the_other_conditions() -> None:
    """Switched on, the handset still has no signal; what comes later is not cured in advance."""
    handset = Handset(HandsetSettings((Spell(OFF), Spell(NO_SIGNAL), Spell(OFF, since=NINE + 9))))
    assert handset.cure(Cure.SWITCH_ON, NINE)
    assert (handset.conditions(NINE), handset.conditions(NINE + 9)) == ([NO_SIGNAL], [OFF, NO_SIGNAL])


def test_a_full_inbox() -> None:
    """So many texts fit; deleting them makes room for as many."""
    handset = Handset(HandsetSettings(capacity=2))
    assert [meets(handset) for _ in range(4)] == [Condition.ON, Condition.ON, FULL, FULL]
    assert len(handset.texts()) == 2
    assert handset.cure(Cure.DELETE_MESSAGES, NINE)
    assert handset.texts() == []
    assert [meets(handset) for _ in range(3)] == [Condition.ON, Condition.ON, FULL]


def test_one_text_is_deleted() -> None:
    """From whichever folder; the phone says so, for what it deleted is not to be asked for again. What is not there is not deleted."""
    handset, shown, blocked = Handset(), text("1"), text("2")
    handset.receive(shown, NINE)
    handset.set(in_condition(Condition.BLOCKED_ON_PHONE))
    handset.receive(blocked, NINE)
    assert not handset.cure(Cure.DELETE_MESSAGES, NINE, "nothing")
    assert (handset.emptied, handset.texts(), handset.blocked) == (False, [shown], [blocked])
    assert handset.cure(Cure.DELETE_MESSAGES, NINE, shown.id)
    assert (handset.emptied, handset.texts(), list(handset.blocked)) == (True, [], [blocked])


def test_a_large_capacity_is_kept_whole() -> None:
    """More than an inbox without one keeps."""
    handset = Handset(HandsetSettings(capacity=3 * INBOX_SHOWN))
    found = [meets(handset) for _ in range(3 * INBOX_SHOWN + 1)]
    assert (set(found[:-1]), found[-1], len(handset.texts())) == ({Condition.ON}, FULL, 3 * INBOX_SHOWN)


@pytest.mark.parametrize("settings", [in_condition(OFF), in_condition(OFF, until=NINE + 9), HandsetSettings(capacity=1)])
def test_a_change_keeps_the_inbox(settings: HandsetSettings) -> None:
    """The phone is another's, so to say, and its texts are still there."""
    handset, message = Handset(), text()
    handset.receive(message, NINE)
    handset.set(settings)
    assert handset.texts() == [message]
    assert handset.meets(NINE).effect is Effect.STORED


def test_a_change_begins_its_time_anew() -> None:
    """What had run for the condition before is forgotten."""
    handset = Handset(in_condition(OFF, for_ms=5))
    meets(handset)
    handset.set(in_condition(OFF, for_ms=7))
    assert (handset.changes_at, meets(handset, NINE + 6), handset.changes_at) == (None, OFF, NINE + 13)


@pytest.mark.parametrize(
    ("condition", "can"),
    [(condition, condition in {Condition.ON, FULL, Condition.BLOCKED_ON_PHONE}) for condition in Condition],
)
def test_who_can_reply(condition: Condition, can: bool) -> None:
    """Only a phone that works and has credit."""
    assert Handset(in_condition(condition)).can_reply(NINE) is can


def test_one_condition_is_enough_to_keep_from_replying() -> None:
    """A full inbox alone would not."""
    both = HandsetSettings((Spell(FULL), Spell(Condition.OUT_OF_CREDIT_OUTGOING)))
    assert not Handset(both).can_reply(NINE)


def test_rules_answer_the_texts_that_they_name() -> None:
    """An empty word is in every text."""
    always, asked = ReplyRule("1"), ReplyRule("2", contains="code")
    handset = Handset(HandsetSettings(replies=(always, asked)))
    assert (handset.replies("your code"), handset.replies("hello")) == ([always, asked], [always])
    assert (handset.answers, Handset().answers) == (True, False)


@pytest.mark.parametrize("header", [b"", b"\x04\x05\x02\x00\x00"])
def test_an_inbox_keeps_its_last_texts(header: bytes) -> None:
    """Fifty are shown, at any count, and not many more are held; texts with a header of their own are no exception."""
    handset = Handset()
    texts = [Message(f"{count}", 0, submission("+86138", header=header), NINE, NINE) for count in range(4 * INBOX_SHOWN)]
    for count, message in enumerate(texts, 1):
        handset.receive(message, NINE)
        assert handset.texts() == texts[max(0, count - INBOX_SHOWN) : count]
        assert len(handset.inbox) < 2 * INBOX_SHOWN


def test_the_blocked_folder_keeps_its_last_texts() -> None:
    """As many as an inbox."""
    handset = Handset(in_condition(Condition.BLOCKED_ON_PHONE))
    texts = [text(f"{count}") for count in range(INBOX_SHOWN + 5)]
    for message in texts:
        handset.receive(message, NINE)
    assert (list(handset.blocked), handset.texts()) == (texts[5:], [])


@pytest.mark.parametrize("condition", [Condition.ON, Condition.BLOCKED_ON_PHONE])
def test_folders_let_go(condition: Condition) -> None:
    """From the front, from the middle, and of what they never had."""
    handset, texts = Handset(in_condition(condition)), [text(name) for name in "abc"]
    for message in texts:
        handset.receive(message, NINE)
    for gone in (texts[1], text(), texts[0]):
        handset.forget(gone)
    assert [*handset.texts(), *handset.blocked] == [texts[2]]
