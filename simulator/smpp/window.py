"""Requests of ours that wait for their answers: how many, which, and which have waited too long. No timer a request."""

from collections import deque
from collections.abc import Sequence
from typing import Any

_LAST_SEQUENCE = 0x7FFFFFFF


class Window:
    """most: how many may be open. Sequence numbers go from `first` to 0x7FFFFFFF and begin again at 1 (SMPP 3.4 § 3.2).

    Ages are kept by marks: each `tick` notes how far the numbers had come, so that a request costs one dict entry and no clock.
    """

    __slots__ = ("_marks", "_next", "most", "open")

    def __init__(self, most: int, first: int = 1) -> None:
        self.most = most
        self.open: dict[int, Any] = {}
        self._next = first
        self._marks: deque[tuple[float, frozenset[int]]] = deque()

    def number(self) -> int:
        """The next sequence number, for a request that nobody waits for."""
        sequence = self._next
        self._next = sequence % _LAST_SEQUENCE + 1
        return sequence

    def add(self, item: Any) -> int:
        """Open a request about `item`; its sequence number."""
        sequence = self._next
        self._next = sequence + 1 if sequence < _LAST_SEQUENCE else 1
        self.open[sequence] = item
        return sequence

    def add_all(self, items: Sequence[Any]) -> Sequence[int]:
        """Open a request about each; their sequence numbers."""
        after = self._next + len(items)
        if after > _LAST_SEQUENCE:
            return [self.add(item) for item in items]
        numbers = range(self._next, after)
        self.open.update(zip(numbers, items, strict=True))
        self._next = after
        return numbers

    @property
    def room(self) -> int:
        """How many more may be opened."""
        return self.most - len(self.open)

    def overdue(self, now: float, patience_s: float) -> list[Any]:
        """What has been open for `patience_s` or more, and is given up. Called every second or so, which is the grain of its ages."""
        self._marks.append((now, frozenset(self.open)))
        late: list[Any] = []
        while self._marks and self._marks[0][0] <= now - patience_s:
            _, sequences = self._marks.popleft()
            late += [self.open.pop(sequence) for sequence in list(self.open) if sequence in sequences]
        return late

    def drain(self) -> list[Any]:
        """All that is open, oldest first, when the session ends."""
        items = list(self.open.values())
        self.open.clear()
        self._marks.clear()
        return items
