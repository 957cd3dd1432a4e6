"""The order in which things happen, and that what is taken back leaves nothing."""

import tracemalloc
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.kernel import agenda
from simulator.kernel.agenda import Agenda
from simulator.message import Instant

FAR = 1 << 40


class Diary:
    """An agenda of three priorities, and what its handlers were told: (instant, priority, entries)."""

    def __init__(self) -> None:
        self.pages: list[tuple[Instant, int, list[Any]]] = []
        self.agenda = Agenda([self.handler(priority) for priority in range(3)])

    def handler(self, priority: int) -> Any:
        return lambda due, entries: self.pages.append((due, priority, list(entries)))

    def act_all(self, now: Instant = FAR, most: int = FAR) -> list[tuple[Instant, int, Any]]:
        while self.agenda.act(now, most):
            pass
        return [(due, priority, entry) for due, priority, entries in self.pages for entry in entries]


actions = st.lists(st.tuples(st.sampled_from(["add", "add", "cancel"]), st.integers(0, 5), st.integers(0, 2), st.integers(0, 5)))


def planned(done: list[tuple[str, Instant, int, int]]) -> list[tuple[Instant, int, int]]:
    """What the slowest possible agenda holds after these actions, in its order."""
    entries: dict[tuple[Instant, int, int], None] = {}
    for action, *entry in done:
        if action == "add":
            entries.setdefault((entry[0], entry[1], entry[2]))
        else:
            entries.pop((entry[0], entry[1], entry[2]), None)
    return sorted(entries, key=lambda entry: entry[:2])  # sorting is stable: entry order stays


@given(actions, st.integers(1, 4))
def test_order_is_by_due_then_priority_then_entry(done: list[tuple[str, Instant, int, int]], most: int) -> None:
    """Whatever was added and cancelled before, and however it is split: earlier first, lower priority first, first come first."""
    diary = Diary()
    for action, *entry in done:
        (diary.agenda.add if action == "add" else diary.agenda.cancel)(*entry)
    due = planned(done)
    assert len(diary.agenda) == len(due)
    assert diary.agenda.next_due() == (due[0][0] if due else None)
    assert diary.act_all(most=most) == due
    assert len(diary.agenda) == 0


def test_one_instant_and_priority_are_one_batch() -> None:
    """Entries of one instant and priority are handed over together, of another not."""
    diary = Diary()
    for due, priority, entry in [(5, 1, "a"), (5, 0, "b"), (5, 1, "c"), (6, 1, "d")]:
        diary.agenda.add(due, priority, entry)
    diary.act_all()
    assert diary.pages == [(5, 0, ["b"]), (5, 1, ["a", "c"]), (6, 1, ["d"])]


def test_an_entry_is_told_its_own_instant() -> None:
    """A late timer does not shift what happened: the handler gets the instant that the entry was down for."""
    diary = Diary()
    diary.agenda.add(1_000, 0, "a")
    assert diary.agenda.act(now=9_999) == 1
    assert diary.pages == [(1_000, 0, ["a"])]


def test_nothing_happens_before_it_is_due() -> None:
    """What is due later stays down."""
    diary = Diary()
    diary.agenda.add(1_000, 0, "a")
    assert diary.agenda.act(now=999) == 0
    assert diary.pages == []
    assert diary.agenda.next_due() == 1_000


def test_a_large_batch_can_be_split() -> None:
    """At most so many entries are handed over at once; the others stay down for their instant, in their order."""
    diary = Diary()
    for entry in range(5):
        diary.agenda.add(7, 0, entry)
    assert [diary.agenda.act(7, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert [entries for _, _, entries in diary.pages] == [[0, 1], [2, 3], [4]]


def test_what_a_handler_adds_for_its_own_instant_waits_for_the_next_call() -> None:
    """A batch in hand does not grow; what is added comes after it, and before later instants."""
    seen: list[tuple[Instant, list[Any]]] = []

    def handler(due: Instant, entries: dict[str, None]) -> None:
        seen.append((due, list(entries)))
        if "a" in entries:
            agenda.add(due, 0, "b")

    agenda = Agenda([handler])
    agenda.add(1, 0, "a")
    agenda.add(2, 0, "c")
    assert agenda.act(FAR) == 1
    assert seen == [(1, ["a"])]
    assert [agenda.act(FAR), agenda.act(FAR)] == [1, 1]
    assert seen[1:] == [(1, ["b"]), (2, ["c"])]


def test_what_a_handler_cancels_does_not_happen() -> None:
    """A lower priority can take back a higher one of the same instant."""
    diary = Diary()
    agenda = Agenda([lambda due, _: agenda.cancel(due, 1, "text"), diary.handler(1)])
    agenda.add(1, 0, "news")
    agenda.add(1, 1, "text")
    assert [agenda.act(FAR), agenda.act(FAR)] == [1, 0]
    assert diary.pages == []


def test_an_entry_taken_back_and_put_down_again_comes_last() -> None:
    """Its place in the order is that of its last coming."""
    diary = Diary()
    for entry in "ab":
        diary.agenda.add(1, 0, entry)
    diary.agenda.cancel(1, 0, "a")
    diary.agenda.add(1, 0, "a")
    assert [entry for _, _, entry in diary.act_all()] == ["b", "a"]


def test_taking_back_what_is_not_down_is_no_error() -> None:
    """Neither at an instant that holds nothing, nor at one that holds something else."""
    diary = Diary()
    diary.agenda.add(1, 0, "a")
    diary.agenda.cancel(2, 0, "a")
    diary.agenda.cancel(1, 0, "b")
    assert len(diary.agenda) == 1


def test_what_is_taken_back_leaves_nothing_behind() -> None:
    """Ten thousand entries that are settled otherwise, long before they are due, take no memory."""
    diary = Diary()
    diary.agenda.add(0, 0, "first")
    tracemalloc.start()
    try:
        for due in range(1_000, 11_000):
            diary.agenda.add(due, 0, "expiry")
            diary.agenda.cancel(due, 0, "expiry")
        its_own = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, agenda.__file__)])
    finally:
        tracemalloc.stop()
    assert sum(trace.size for trace in its_own.traces) < 20_000
    assert diary.act_all() == [(0, 0, "first")]


def test_what_was_known_of_an_entry_comes_back_with_it() -> None:
    """Of one put down alone, and of many put down together; None where nothing was said."""
    seen: list[dict[str, int | None]] = []
    agenda = Agenda([lambda _, entries: seen.append(entries)])
    agenda.add_all([1, 2, 1], 0, ["a", "b", "c"], [10, 20, 30])
    agenda.add(1, 0, "d")
    agenda.add(2, 0, "e", known=50)
    assert [agenda.act(FAR, 2) for _ in range(4)] == [2, 1, 2, 0]
    assert seen == [{"a": 10, "c": 30}, {"d": None}, {"b": 20, "e": 50}]


def test_many_put_down_together_wake_the_clock_once_for_the_earliest() -> None:
    """As if they had come one after another: each that is earlier than all before wakes it."""
    woken: list[Instant | None] = []
    agenda = Agenda([lambda *_: None], wake=lambda: woken.append(agenda.next_due()))
    agenda.add_all([5, 7, 3, 3], 0, "abcd", [None] * 4)
    assert woken == [5, 3]
