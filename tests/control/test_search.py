"""Searching the ledger: what is found, in which order, and where the next page begins."""

from collections.abc import Callable

import pytest

from simulator.causes import Cause
from simulator.control.search import Cursor, Where, newest_first, read_cursor
from simulator.ledger import PAGE, Ledger, trail
from simulator.lifecycle import Event, State
from simulator.message import BOTH, NOTIFY, Alphabet, Message, Submission
from simulator.reporting.report import report
from simulator.reporting.settings import Manner
from tests.road import HOUR, MINUTE, SECOND, WORLD, Road, submission

START = 1_709_514_000_000
HOME, AWAY = "+8613800000000", "+8613900000000"
TOLD = report(Manner.FINAL, Event.DELIVERED, None, "mobile", told=False)
OFF = report(Manner.FINAL, Event.EXPIRED, Cause.OFF, "mobile", told=False)


def message(nth: int, number: str = HOME, state: State = State.DELIVERED, text: str = "", account: str = "esme") -> Message:
    """The nth one, taken nth // 3 milliseconds after the start: three share an instant."""
    submission = Submission.of(account, "1069", number, text.encode("utf-16-be"), Alphabet.UCS2)
    return Message(f"m{nth}", 0, submission, START + nth // 3, START + 10_000, state)


def ledger_of(messages: list[Message]) -> Ledger:
    ledger = Ledger()
    for each in messages:
        ledger.accept(each)
    return ledger


def found(ledger: Ledger, where: Where, after: Cursor | None = None) -> list[str]:
    return [each.id for page in newest_first(ledger, where, after) for each in page]


MANY = ledger_of([message(nth, AWAY if nth % 5 == 0 else HOME, account="app:1" if nth % 2 else "esme") for nth in range(2 * PAGE + 100)])


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        (Where(), lambda _: True),
        (Where(number=AWAY), lambda nth: nth % 5 == 0),
        (Where(number=AWAY, account="esme"), lambda nth: nth % 10 == 0),
        (Where(state=State.EXPIRED), lambda _: False),
        (Where(since=START + 700), lambda nth: nth // 3 >= 700),
        (Where(until=START + 700), lambda nth: nth // 3 < 700),
        (Where(since=START + 600, until=START + 1_300, number=AWAY), lambda nth: 600 <= nth // 3 < 1_300 and nth % 5 == 0),
        (Where(since=START + 10_000), lambda _: False),
    ],
)
def test_all_that_fits_is_found_newest_first(where: Where, fits: Callable[[int], bool]) -> None:
    """Over several pages of the ledger."""
    assert found(MANY, where) == [f"m{nth}" for nth in reversed(range(2 * PAGE + 100)) if fits(nth)]


@pytest.mark.parametrize("where", [Where(), Where(number=AWAY), Where(since=START + 100, until=START + 1_200)])
@pytest.mark.parametrize("size", [1, 7, 250])
def test_pages_by_cursor_make_the_whole(where: Where, size: int) -> None:
    """Nothing twice and nothing left out, though several messages share an instant."""
    whole, cursor, taken = found(MANY, where), None, list[str]()
    for _ in range(3):
        page = found(MANY, where, cursor)[:size]
        taken += page
        last = next(each for each in MANY if each.id == page[-1])
        cursor = read_cursor(str(Cursor(last.accepted_at, last.id)))
    assert taken == whole[: 3 * size]


def test_a_cursor_whose_message_is_gone() -> None:
    """What is older than its instant comes next."""
    assert found(MANY, Where(), Cursor(START + 10, "gone"))[0] == "m29"


@pytest.mark.parametrize("text", ["", "x", "12", "12.", ".x", "-3.x", "٣.x", "9" * 30 + ".x"])
def test_what_is_no_cursor(text: str) -> None:
    """An id may be anything, also nothing; the instant may not."""
    if text == "12.":
        assert read_cursor(text) == Cursor(12, "")
        return
    with pytest.raises(ValueError, match="no cursor"):
        read_cursor(text)


def test_by_cause_wherever_it_stands_on_the_trail() -> None:
    """As what held it up, as what was reported, also where it arrived in the end; not where it simply arrived."""
    plain, late, lost, waiting = (message(nth) for nth in range(4))
    ledger = ledger_of([plain, late, lost, waiting])
    for each, at, event, detail in [
        (plain, 1, Event.DELIVERED, None),
        (plain, 1, Event.REPORTED, TOLD),
        (late, 1, Event.ATTEMPTED, Cause.OFF),
        (late, 2, Event.DELIVERED, None),
        (late, 2, Event.REPORTED, TOLD),
        (lost, 1, Event.EXPIRED, Cause.OFF),
        (lost, 1, Event.REPORTED, OFF),
    ]:
        ledger.note(each, START + at, event, detail)
    assert found(ledger, Where(cause=Cause.OFF)) == ["m2", "m1"]
    assert found(ledger, Where(cause=Cause.SUSPENDED)) == []


def test_what_happens_to_old_messages_is_found() -> None:
    """Though their pages were looked through before, and nothing was there; also to the part of a long text that is given up."""
    messages = [message(nth) for nth in range(3 * PAGE + 1)]
    settled, pending, parted, tail = messages[5], messages[PAGE + 5], messages[2 * PAGE + 5], messages[-1]
    parted.submission = part(0, 1, "x").submission
    pending.state = State.ENROUTE
    ledger = ledger_of(messages)
    for each in (settled, pending, parted, tail):
        ledger.note(each, START, Event.ATTEMPTED, Cause.OFF)
    for _ in range(3):
        assert found(ledger, Where(cause=Cause.OFF)) == [each.id for each in (tail, parted, pending, settled)]
        assert found(ledger, Where(cause=Cause.SUSPENDED)) == found(ledger, Where(state=State.EXPIRED)) == []
        assert found(ledger, Where(state=State.ENROUTE)) == [pending.id]
        assert len(found(ledger, Where(state=State.DELIVERED))) == 3 * PAGE
    pending.state = State.EXPIRED
    ledger.note(pending, START + 1, Event.EXPIRED, Cause.OFF)
    ledger.note(parted, START + 1, Event.GIVEN_UP, Cause.JOIN_EXPIRED)
    assert found(ledger, Where(state=State.EXPIRED)) == [pending.id]
    assert found(ledger, Where(state=State.ENROUTE)) == []
    assert found(ledger, Where(cause=Cause.JOIN_EXPIRED)) == [parted.id]


def part(nth: int, number: int, text: str) -> Message:
    header = bytes((5, 0, 3, 7, 2, number))
    submission = Submission.of("esme", "1069", HOME, text.encode("utf-16-be"), Alphabet.UCS2, header=header)
    return Message(f"m{nth}", 0, submission, START + nth, START + 9_999)


def test_by_text_in_every_alphabet() -> None:
    """As it stands; octets that only look alike are something else."""
    ledger = ledger_of([message(0, text="您的验证码为1"), message(1, text="会员日"), message(2, text="\u6200\u0061")])
    for nth, (content, alphabet) in enumerate(
        [(b"code 1\x1b\x65", Alphabet.GSM7), (b"caf\xe9", Alphabet.LATIN1), (b"\xde\xad", Alphabet.BINARY)]
    ):
        ledger.accept(Message(f"o{nth}", 0, Submission.of("esme", "1069", HOME, content, alphabet), START + 9, START + 9_999))
    for text, ids in [("验证码", ["m0"]), ("会", ["m1"]), ("code", ["o0"]), ("Code", []), ("€", ["o0"]), ("é", ["o1"]), ("de ad", ["o2"])]:
        assert found(ledger, Where(text=text)) == ids, text
    assert found(ledger, Where(text="\u0000")) == []


def test_by_text_across_parts() -> None:
    """Words that stand in no part alone are found in the text that the parts make, once."""
    ledger = ledger_of([part(0, 1, "您的验"), part(1, 2, "证码为1"), part(2, 1, "别的"), part(3, 2, "文字")])
    assert found(ledger, Where(text="验证码")) == ["m0"]
    assert found(ledger, Where(text="为1")) == ["m1"]


@pytest.mark.parametrize("apart", [1, PAGE + 1])
def test_a_text_whose_parts_stand_on_two_pages(apart: int) -> None:
    """It is found on the second, wherever the first ends: between its parts, or at the one that was told."""
    between = [message(nth, text="验证码" if nth % 700 == 1 else "") for nth in range(1, apart + 1)]
    ledger = ledger_of([part(0, 1, "您的验"), *between, part(apart + 1, 2, "证码为1")])
    whole, where = found(ledger, Where(text="验证码")), Where(text="验证码")
    assert whole == [*(each.id for each in reversed(between) if each.submission.content), "m0"]
    pages = [found(ledger, where, Cursor(each.accepted_at, each.id)) for each in ledger if each.id in whole]
    assert pages == [whole[len(whole) - nth :] for nth in range(len(whole))]


def test_the_road_leaves_nothing_out() -> None:
    """Whatever it does to texts, and whichever way they go: all causes and all fates are found where trails and states say they are."""
    road = Road()
    handsets = [number for number in WORLD.lines if number.startswith(("+86138000000", "+86138000001", "+86138000002"))]
    road.journey.submit_all([submission(f"+86139{nth:08}") for nth in range(2 * PAGE)], road.now)
    for nth, number in enumerate(handsets):
        road.submit(number, validity_ms=None if nth % 2 else MINUTE, wants=BOTH | NOTIFY)
        road.submit(number, content="中奖发票".encode("utf-16-be"), alphabet=Alphabet.UCS2)
        road.submit(number, header=bytes((5, 0, 3, 7, 2, 1)))
        called_back = road.submit(number)
        assert road.journey.cancel(called_back, road.now)
    road.journey.submit_all([submission(f"+86139{nth:08}") for nth in range(2 * PAGE)], road.now)
    waiting = road.submit("+8613800000001")
    for until in (road.now + 30 * SECOND, road.now + HOUR, None):
        _all_is_found(road.ledger)
        road.end() if until is None else road.pass_to(until)
    assert waiting.state is State.EXPIRED
    _all_is_found(road.ledger)


def _all_is_found(ledger: Ledger) -> None:
    messages = list(ledger)[::-1]
    for state in State:
        assert found(ledger, Where(state=state)) == [each.id for each in messages if each.state is state], state
    causes = {each.id: {getattr(entry.detail, "cause", entry.detail) for entry in trail(each)} for each in messages}
    for cause in Cause:
        assert found(ledger, Where(cause=cause)) == [each.id for each in messages if cause in causes[each.id]], cause
