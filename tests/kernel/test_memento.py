"""What a graph of objects was like, put back in place: every kind of thing that can change, and who holds whom."""

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from msgspec import Struct

from simulator.kernel.agenda import Agenda
from simulator.kernel.memento import Memento
from simulator.platform.optouts import EVERYTHING, OptOuts


class Value(Struct):
    held: Any


class Frozen(Struct, frozen=True):
    held: Any


CASES: list[tuple[Any, Callable[[Any], Any]]] = [
    ([1, [2]], lambda one: one[1].append(3)),
    ([1, 2], lambda one: one.clear()),
    ({"a": {"b": 1}}, lambda one: one["a"].update(c=2)),
    (OrderedDict(a=1, b=2), lambda one: one.move_to_end("a")),
    (defaultdict(list, a=[1]), lambda one: one["b"]),
    ({1, 2}, lambda one: one.discard(1)),
    (deque([1, 2], maxlen=2), lambda one: one.append(3)),
    (bytearray(b"ab"), lambda one: one.extend(b"c")),
    (Value([1]), lambda one: setattr(one, "held", 2)),
    (Frozen([1]), lambda one: one.held.append(2)),
    (([1],), lambda one: one[0].append(2)),
]


@pytest.mark.parametrize(("one", "change"), CASES, ids=[type(one).__name__ + str(nth) for nth, (one, _) in enumerate(CASES)])
def test_what_changed_is_as_it_was(one: Any, change: Callable[[Any], Any]) -> None:
    """As often as one likes, and it is the same object."""
    before, memento = repr(one), Memento([one])
    for _ in range(2):
        change(one)
        assert repr(one) != before
        memento.restore()
        assert repr(one) == before


def test_objects_of_ours_with_and_without_slots() -> None:
    """Their attributes, and those that came later go."""
    opt_outs = OptOuts()
    opt_outs.add("app", "+861", EVERYTHING)
    memento = Memento([opt_outs])
    opt_outs.lift("app", "+861")
    opt_outs.later = 1  # type: ignore[attr-defined]  # that is the point
    memento.restore()
    assert (opt_outs.of("app", "+861"), hasattr(opt_outs, "later")) == ([EVERYTHING], False)


def test_what_closures_and_methods_hold() -> None:
    """Cells, partial arguments, the objects of bound methods."""
    calls: list[int] = []
    count = 0

    def closure() -> int:
        nonlocal count
        count += 1
        return count

    agenda = Agenda([lambda _, entries: calls.extend(entries)])
    memento = Memento([closure, partial(len, calls), agenda.act])
    closure()
    agenda.add(5, 0, 7)
    agenda.act(5)
    agenda.add(6, 0, 8)
    assert (calls, len(agenda)) == ([7], 1)
    memento.restore()
    assert (calls, len(agenda), closure()) == ([], 0, 1)


def test_what_is_left_alone_stays() -> None:
    """Objects of modules that are named, and of nobody known: what they hold is not looked into."""
    inside: list[int] = []
    agenda = Agenda([lambda _, entries: inside.extend(entries)])
    memento = Memento([agenda, pytest], leave=("simulator.kernel",))
    agenda.add(5, 0, 7)
    memento.restore()
    assert (len(agenda), len(memento)) == (1, 0)
