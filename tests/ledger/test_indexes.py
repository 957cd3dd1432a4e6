"""The indexes, against a ledger that is simply looked through: after any questions, among any pages that go."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.causes import Cause
from simulator.ledger import PAGE, Ledger, Page
from simulator.lifecycle import Event, State
from simulator.message import Message
from tests.test_ledger import START, ledger_of, message


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 1_500), st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_what_is_kept_is_found_and_nothing_else(steps: list[tuple[int, bool, bool]]) -> None:
    """Some ids are asked for between pages, some are not; some messages are still on their way when their page goes."""
    ledger, number = Ledger(PAGE), 0
    for count, on_their_way, asked in steps:
        for _ in range(count):
            state = State.ENROUTE if on_their_way and number % 7 == 0 else State.DELIVERED
            ledger.accept(message(str(number), state=state))
            number += 1
        if asked:
            kept = {each.id: each for each in ledger}
            assert all(ledger.find(str(each)) is kept.get(str(each)) for each in range(number + 1))


def test_what_nobody_asked_for_is_not_indexed() -> None:
    """A question makes an index of what is there; pages that come and go afterwards are passed by until the next one."""
    ledger = Ledger(PAGE)
    assert ledger.find("0") is None
    for nth in range(5 * PAGE):
        ledger.accept(message(str(nth), state=State.DELIVERED))
    last = message("last")
    ledger.accept(last)
    assert (ledger.find("last"), ledger.find("0"), ledger.find(str(5 * PAGE - 1)) is not None) == (last, None, True)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 1_500), st.integers(0, 2)), min_size=4, max_size=12),
    st.lists(st.tuples(st.floats(0, 0.999), st.sampled_from([Cause.OFF, Cause.SUSPENDED])), max_size=8),
)
def test_a_page_is_marked_wherever_its_messages_stand(steps: list[tuple[int, int]], troubles: list[tuple[float, Cause]]) -> None:
    """However many share an instant, and whenever it is noted: while its page is filled, long after, when it is gone."""
    ledger, at, taken = Ledger(2 * PAGE), START, list[Message]()
    for count, later in steps:
        at += later
        for _ in range(count):
            taken.append(message(str(len(taken)), at=at))
            ledger.accept(taken[-1])
        for share, cause in troubles:
            ledger.note(taken[int(share * len(taken))], at, Event.ATTEMPTED, cause)
    for cause in (Cause.OFF, Cause.SUSPENDED):
        noted = {id(taken[int(share * count)]) for share, each in troubles if each is cause for count in _counts(steps)}
        may_hold = ledger.may_hold(cause)
        for page in ledger.pages():
            assert not isinstance(page, Page) or may_hold(page) or noted.isdisjoint(map(id, page))


def _counts(steps: list[tuple[int, int]]) -> list[int]:
    """How many had been taken after each step."""
    return [sum(count for count, _ in steps[:nth]) for nth in range(1, len(steps) + 1)]


def test_only_pages_that_may_hold_it_are_marked() -> None:
    """By why it is not shown, and by how it ended."""
    ledger = ledger_of(message(str(nth), at=START + nth) for nth in range(4 * PAGE))
    _, *pages = ledger.pages()
    ledger.note(pages[1][5], START, Event.FAILED, Cause.SUSPENDED)
    ledger.note(pages[2][5], START, Event.ATTEMPTED, Cause.OFF)
    ledger.note(pages[2][6], START, Event.CANCELLED)
    ledger.note(pages[3][5], START, Event.DELIVERED, Cause.BLOCKED_ON_PHONE)
    for what, marked in [
        (Cause.SUSPENDED, [1]),
        (State.UNDELIVERABLE, [1]),
        (Cause.OFF, [2]),
        (State.DELETED, [2]),
        (Cause.BLOCKED_ON_PHONE, [3]),
        (State.EXPIRED, []),
        (Cause.INBOX_FULL, []),
        (State.DELIVERED, [0, 1, 2, 3, 4]),
        (State.ENROUTE, [0, 1, 2, 3, 4]),
    ]:
        may_hold = ledger.may_hold(what)
        assert [nth for nth, page in enumerate(pages) if isinstance(page, Page) and may_hold(page)] == marked, what


def test_two_pages_that_share_an_instant_are_both_marked() -> None:
    """Nothing says in which of them a message of that instant stands."""
    ledger = ledger_of(message(str(nth), at=START + nth // PAGE) for nth in range(1, 4 * PAGE))
    _, *pages = ledger.pages()
    ledger.note(pages[1][-1], START + 9, Event.FAILED, Cause.OFF)
    assert pages[1][-1].accepted_at == pages[2][0].accepted_at
    may_hold = ledger.may_hold(Cause.OFF)
    assert [nth for nth, page in enumerate(pages) if isinstance(page, Page) and may_hold(page)] == [1, 2]


def test_a_page_without_anything_on_its_way_is_not_looked_through_for_it() -> None:
    """That is found out when it is asked, or a while after it is so; the page that is filled is looked through always."""
    messages = [message(str(nth), state=State.DELIVERED) for nth in range(2 * PAGE)]
    messages[-1].state = State.ENROUTE
    ledger = ledger_of(messages)
    may_hold = ledger.may_hold(State.ENROUTE)
    settled, pending, filled = (page for page in ledger.pages() if isinstance(page, Page))
    assert [may_hold(page) for page in (settled, pending, filled)] == [False, True, True]
    messages[-1].state = State.EXPIRED
    assert [may_hold(page) for page in (settled, pending, filled)] == [False, False, True]
    ledger.accept(message("new"))
    assert may_hold(filled)


def test_marks_outlive_older_pages_of_their_instant() -> None:
    """These go one by one, and take no marks with them that are others' too."""
    ledger = ledger_of((message(str(nth), state=State.DELIVERED) for nth in range(3 * PAGE)), keep=3 * PAGE)
    last = ledger.pages()[-2]
    assert isinstance(last, Page)
    ledger.note(last[-1], START, Event.ATTEMPTED, Cause.OFF)
    for nth in range(2 * PAGE):
        ledger.accept(message(f"later{nth}", state=State.DELIVERED))
    assert last in ledger.pages()
    assert ledger.may_hold(Cause.OFF)(last)
