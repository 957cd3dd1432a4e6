"""What a graph of objects was like at a moment, so that it can be made so again, in place. It copies no object: each stays who it is.

Noted is what every changeable object that can be reached holds directly: lists, dicts, sets, deques, byte arrays, attributes, cells of
closures. To put it back is to fill each again. Objects that are made later are simply not reached any more.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import partial
from types import CellType, FunctionType, MethodType
from typing import Any, Final

from msgspec import Struct

_OURS: Final = "simulator."
Putting = Callable[[], None]


class Memento:
    """roots: from where all is reached; leave: modules (`simulator.runtime`) whose objects are not looked into, and stay as they are."""

    def __init__(self, roots: Iterable[object], leave: tuple[str, ...] = ()) -> None:
        self._leave = leave
        self._puttings: list[Putting] = []
        self._known: dict[int, object] = {}
        """By identity; holding them keeps their identities theirs."""
        waiting = list(roots)
        while waiting:
            one = waiting.pop()
            if id(one) not in self._known:
                self._known[id(one)] = one
                waiting.extend(self._note(one))

    def __len__(self) -> int:
        return len(self._puttings)

    def restore(self) -> None:
        """Make it all as it was; as often as one likes."""
        for put in self._puttings:
            put()

    def _note(self, one: Any) -> Iterable[object]:
        """Remember what it holds, if that can change; what it leads to."""
        if one is None or isinstance(one, str | bytes | int | float | type | Enum):
            return ()
        if isinstance(one, tuple | frozenset):
            return tuple(one)
        if isinstance(one, Struct):
            return self._note_struct(one)
        if isinstance(one, MethodType):
            return (one.__self__,)
        if isinstance(one, FunctionType):
            return one.__closure__ or ()
        if isinstance(one, partial):
            return (one.func, *one.args, *one.keywords.values())
        if isinstance(one, CellType):
            return self._note_cell(one)
        return (*self._note_content(one), *self._note_attributes(one))

    def _note_struct(self, one: Struct) -> Iterable[object]:
        """Values that lead nowhere, as messages are, are many: what they hold is not looked into."""
        config = one.__struct_config__
        held = [getattr(one, name) for name in one.__struct_fields__]
        if not config.frozen:
            self._puttings.append(partial(_set, one, dict(zip(one.__struct_fields__, held, strict=True))))
        return held if config.gc else ()

    def _note_cell(self, cell: CellType) -> Iterable[object]:
        try:
            held = cell.cell_contents
        except ValueError:  # it is empty still
            return ()
        self._puttings.append(partial(setattr, cell, "cell_contents", held))
        return (held,)

    def _note_content(self, one: Any) -> Iterable[object]:
        if isinstance(one, dict):
            held = dict(one)
            self._puttings.append(partial(_refill, one, held))
            return (*held, *held.values())
        if isinstance(one, list | bytearray):
            kept = one[:]
            self._puttings.append(partial(one.__setitem__, slice(None), kept))
            return kept if isinstance(one, list) else ()
        if isinstance(one, set | deque):
            items = list(one)
            self._puttings.append(partial(_refill, one, items))
            return items
        return ()

    def _note_attributes(self, one: Any) -> Iterable[object]:
        module = type(one).__module__
        if not module.startswith(_OURS) or module.startswith(self._leave):
            return ()
        held = dict(_attributes(one))
        self._puttings.append(partial(_set, one, held))
        return held.values()


def _attributes(one: Any) -> Iterator[tuple[str, Any]]:
    """Those that stand in its dictionary and in its slots."""
    yield from getattr(one, "__dict__", {}).items()
    for kind in type(one).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(one, name):
                yield name, getattr(one, name)


def _set(one: Any, held: dict[str, Any]) -> None:
    """Attributes that came later go."""
    own = getattr(one, "__dict__", None)
    if own is not None:
        for name in own.keys() - held.keys():
            delattr(one, name)
    for name, value in held.items():
        setattr(one, name, value)


def _refill(one: Any, held: Any) -> None:
    one.clear()
    if isinstance(one, deque):
        one.extend(held)
    else:
        one.update(held)
