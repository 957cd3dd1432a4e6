"""What is recorded, how it is found again, and when it is forgotten."""

import json
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.causes import Cause
from simulator.ledger import PAGE, REFUSED_KEPT, Entry, Ledger, Refused, folder, reported, trail
from simulator.lifecycle import Event, State
from simulator.message import Alphabet, AppSubmission, Message, Outcome, Submission
from simulator.refusals import Reason, Refusal

START = 1_709_514_000_000
ON = Outcome(state=State.DELIVERED, cause=None, wanted=1, code="DELIVRD", description="delivered", err="000", gsm_cause=0)
OFF = Outcome(state=State.UNDELIVERABLE, cause=Cause.OFF, wanted=2, code="MK:0001", description="absent", err="001", gsm_cause=27)


def message(message_id: str, *, at: int = START, state: State = State.ENROUTE, destination: str = "+8613800000000") -> Message:
    return Message(message_id, 0, Submission.of("esme", "10690", destination, b"hi", Alphabet.GSM7), at, at + 60_000, state)


def ledger_of(messages: Iterable[Message], keep: int | None = None) -> Ledger:
    ledger = Ledger(keep)
    for one in messages:
        ledger.accept(one)
    return ledger


def many(count: int, state: State, name: str = "") -> list[Message]:
    return [message(f"{name}{number}", state=state) for number in range(count)]


def test_a_trail_is_told_from_its_beginning() -> None:
    """Acceptance first, then what was noted, in the order in which it was."""
    ledger, text = Ledger(), message("1")
    ledger.accept(text)
    ledger.note(text, START + 5, Event.ATTEMPTED, Cause.OFF)
    ledger.note(text, START + 5, Event.REPORTED_EARLY, OFF)
    ledger.note(text, START + 9, Event.DELIVERED)
    assert [(entry.at - START, entry.event, entry.detail) for entry in trail(text)] == [
        (0, Event.ACCEPTED, None),
        (5, Event.ATTEMPTED, Cause.OFF),
        (5, Event.REPORTED_EARLY, OFF),
        (9, Event.DELIVERED, None),
    ]
    assert isinstance(trail(text)[0], Entry)


def test_a_correction_follows_the_first_report() -> None:
    """All that was told of a message is there, oldest first."""
    ledger, text = Ledger(), message("1")
    ledger.note(text, START, Event.ATTEMPTED, Cause.OFF)
    ledger.note(text, START, Event.REPORTED_EARLY, OFF)
    ledger.note(text, START + 9, Event.REPORTED, ON)
    assert reported(text) == [OFF, ON]
    assert reported(message("2")) == []


@pytest.mark.parametrize(
    ("state", "event", "detail", "where"),
    [
        (State.DELIVERED, Event.DELIVERED, None, "inbox"),
        (State.DELIVERED, Event.DELIVERED, Cause.BLOCKED_ON_PHONE, "blocked"),
        (State.DELIVERED, Event.UNSEEN, Cause.HARDWARE, "unseen"),
        (State.DELIVERED, Event.GIVEN_UP, Cause.JOIN_EXPIRED, "unseen"),
        (State.EXPIRED, Event.EXPIRED, Cause.OFF, ""),
    ],
)
def test_a_text_stands_in_a_folder(state: State, event: Event, detail: Cause | None, where: str) -> None:
    """Delivered is not shown: the phone may have filtered it, or show nothing."""
    one = message("1", state=state)
    Ledger().note(one, 5, event, detail)
    assert folder(one) == where


noted = st.tuples(
    st.integers(0, 3), st.sampled_from([Event.ATTEMPTED, Event.REPORTED, Event.PUSH_FAILED]), st.sampled_from([None, "late", Cause.OFF, ON])
)
stories = st.lists(st.tuples(st.integers(0, 3), st.lists(noted, max_size=4)), min_size=1, max_size=6)


@given(stories, st.randoms())
def test_an_export_does_not_depend_on_the_order_of_acceptance(
    told: list[tuple[int, list[tuple[int, Event, object]]]], chance: Random
) -> None:
    """The same messages give the same bytes, however they came in."""
    messages = []
    for number, (later, notes) in enumerate(told):
        text = message(f"{number}", at=START + later)
        for at, event, detail in sorted(notes, key=lambda note: note[0]):
            Ledger().note(text, START + later + at, event, detail)
        messages.append(text)
    shuffled = list(messages)
    chance.shuffle(shuffled)
    assert ledger_of(messages).export() == ledger_of(shuffled).export()


def test_an_export_is_lines_by_instant_message_and_event() -> None:
    """One JSON object a line; details as JSON can hold them."""
    ledger = ledger_of([late := message("b", at=START + 1), early := message("c"), message("a", at=START + 1)])
    ledger.note(late, START + 1, Event.ATTEMPTED, Cause.OFF)
    ledger.note(early, START + 2, Event.REPORTED, OFF)
    rows = [json.loads(line) for line in ledger.export().splitlines()]
    assert [(row["at"] - START, row["message"], row["event"]) for row in rows] == [
        (0, "c", "accepted"),
        (1, "a", "accepted"),
        (1, "b", "accepted"),
        (1, "b", "attempted"),
        (2, "c", "reported"),
    ]
    assert [row.get("detail") for row in rows[3:]] == ["off", {"state": "UNDELIVERABLE", "code": "MK:0001", "cause": "off"}]
    assert "detail" not in rows[0]


def test_a_ledger_without_a_bound_forgets_nothing() -> None:
    """Every message is there, in the order in which it came."""
    messages = many(2 * PAGE + 1, State.DELIVERED)
    ledger = ledger_of(messages)
    assert len(ledger) == len(messages)
    assert list(ledger) == messages


def test_at_least_as_many_are_kept_as_was_asked() -> None:
    """Just when the oldest page goes, a whole page of settled messages is still there."""
    ledger = ledger_of(many(PAGE, State.DELIVERED), keep=PAGE)
    assert len(ledger) == PAGE
    for text in many(PAGE, State.DELIVERED, "later"):
        ledger.accept(text)
    assert [len(ledger), ledger.find("0"), ledger.find("later0") is not None] == [PAGE, None, True]


def test_what_is_on_its_way_is_held() -> None:
    """Among a page of settled messages that goes, those that may still change stay, and can be found."""
    ledger = ledger_of([pending := message("pending", destination="+8613900000000"), *many(PAGE - 1, State.DELIVERED)], keep=1)
    for text in many(2 * PAGE, State.EXPIRED, "later"):
        ledger.accept(text)
    assert ledger.find("0") is None
    assert ledger.find("pending") is pending
    assert ledger.to("+8613900000000") == [pending]
    assert list(ledger)[0] is pending  # noqa: RUF015 - the whole order is there, and begins with it


def test_what_was_held_goes_when_it_is_settled() -> None:
    """A served network's memory has a bound even where everything once waited."""
    waiting = many(3 * PAGE, State.ENROUTE, "waiting")
    ledger = ledger_of(waiting, keep=PAGE)
    assert len(ledger) == 3 * PAGE
    for text in waiting:
        text.state = State.EXPIRED
    for text in many(10 * PAGE, State.DELIVERED):
        ledger.accept(text)
    assert len(ledger) <= 3 * PAGE


def test_who_else_holds_messages_is_told_what_goes() -> None:
    """Each forgotten message once, and none that is still there."""
    gone: list[Message] = []
    ledger = Ledger(keep=PAGE)
    ledger.on_forget(gone.extend)
    messages = [message("pending"), *many(3 * PAGE, State.DELIVERED)]
    for text in messages:
        ledger.accept(text)
    assert len(gone) + len(ledger) == len(messages)
    assert {text.id for text in gone}.isdisjoint(text.id for text in ledger)


def test_a_message_is_found_however_many_came_after_the_last_question() -> None:
    """Questions and messages may alternate, also over the forgetting of a page."""
    ledger = Ledger(keep=PAGE)
    assert ledger.find("0") is None
    for number in range(2 * PAGE + 5):
        ledger.accept(text := message(f"{number}", state=State.DELIVERED))
        if number % 997 == 0 or number > 2 * PAGE - 5:
            assert ledger.find(f"{number}") is text
            assert ledger.find(f"{number + 1}") is None
    assert ledger.find("0") is None
    assert ledger.find(f"{PAGE}") is not None


def test_messages_to_a_number_come_oldest_first() -> None:
    """And those to others do not."""
    first, other, second = message("1"), message("2", destination="+85251234567"), message("3")
    assert ledger_of([first, other, second]).to("+8613800000000") == [first, second]


def test_the_newest_refusals_are_kept() -> None:
    """Past their number the oldest goes."""
    ledger = Ledger()
    for at in range(REFUSED_KEPT + 1):
        ledger.refuse(Refused(at, "app:1400000001", "+8613800000000", Refusal(Reason.LIMIT_30S), "request"))
    assert [len(ledger.refused), ledger.refused[0].at, ledger.refused[-1].at] == [REFUSED_KEPT, 1, REFUSED_KEPT]


def of_app(message_id: str, number: str = "+8613800000000", state: State = State.DELIVERED, app: str = "1400000001") -> Message:
    """A text of an app's."""
    origin = AppSubmission(app, number, text="hi")
    return Message(
        message_id, 0, Submission.of(f"app:{app}", "1069", number, b"hi", Alphabet.GSM7, origin=origin), START, START + 60_000, state
    )


def found(ledger: Ledger, number: str = "+8613800000000", account: str = "app:1400000001") -> list[str]:
    return [message.id for message in ledger.of_app(account, number)]


def test_an_apps_texts_are_found_by_number() -> None:
    """Its own, oldest first, those that came after the first question too; other accounts have none."""
    ledger = ledger_of([of_app("a"), message("b"), of_app("c", "+8613900000000"), of_app("d", app="1400000002"), of_app("e")])
    assert found(ledger) == ["a", "e"]
    ledger.accept(of_app("f"))
    assert (found(ledger), found(ledger, account="esme"), found(ledger, "+8613900000000")) == (["a", "e", "f"], [], ["c"])


@pytest.mark.parametrize("asked_before", [False, True])
def test_what_is_forgotten_is_not_found_by_number(asked_before: bool) -> None:
    """The index goes with the pages, whenever it was made; what is still on its way stays in it until it is settled and forgotten."""
    ledger = ledger_of([of_app("gone"), on_its_way := of_app("on", state=State.ENROUTE), *many(PAGE - 2, State.DELIVERED)], keep=PAGE)
    if asked_before:
        assert found(ledger) == ["gone", "on"]
    for each in (*many(PAGE, State.DELIVERED), of_app("late"), *many(PAGE - 1, State.DELIVERED)):
        ledger.accept(each)
    assert found(ledger) == ["on", "late"]
    on_its_way.state = State.DELIVERED
    for each in (*many(3 * PAGE, State.ENROUTE), of_app("last")):
        ledger.accept(each)
    assert found(ledger) == ["last"]
    assert [each.id for each in ledger if each.id in {"gone", "on", "late"}] == []


def test_little_is_kept_of_a_text_that_is_none() -> None:
    """One that could have been meant is kept as it is; of a giant one its beginning."""
    ledger = Ledger()
    meant = AppSubmission("1400000001", "+8613800000000", template=1001, params=("4321", "5"), ext="x" * 500)
    giant = AppSubmission("1400000001", "+8613800000000", template=1001, params=("x" * 5_000,) * 300, sign="x" * 5_000, ext="x" * 5_000)
    for asked in (meant, giant):
        ledger.refuse(Refused(START, "app:1400000001", asked.destination, Refusal(Reason.FREQUENCY), "request", asked))
    first, second = (refused.asked for refused in ledger.refused)
    assert first is meant
    assert second is not None
    assert (second.template, len(second.params), len(second.params[0]), len(second.sign)) == (1001, 200, 100, 100)


def test_whoever_counts_is_told_of_refusals() -> None:
    """Each as it came, its request whole."""
    ledger, told = Ledger(), list[Refused]()
    ledger.on_refuse(told.append)
    refused = Refused(START, "app:1400000001", "+8613800000000", Refusal(Reason.FREQUENCY), "x" * 3_000)
    ledger.refuse(refused)
    assert told == [refused]
