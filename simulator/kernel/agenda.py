"""What happens when: (due, priority, order of entry). It holds only what changes something, and reads no clock.

Entries of one instant and one priority share a bucket, handed over as one batch, so that the leaf that handles them loops and not
the heap. A bucket is a dict: it keeps the order of entry, and an entry that was settled otherwise is taken out and leaves nothing: an
emptied bucket goes at once, and the heap is swept when more than half of its numbers have no bucket any more.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Any

from simulator.message import Instant

Handler = Callable[[Instant, dict[Any, Any]], None]
"""Takes what is due at an instant: the entries in their order, each with what was known of it when it was put down."""

_PRIORITIES = 8
"""A bucket's number is due × 8 + priority: one integer orders the heap."""
_STALE = 64
"""Numbers without a bucket that are never worth a sweep."""


class Agenda:
    """Buckets by instant and priority; `handlers[priority]` takes what is due, lower priorities first within an instant.

    wake: called when something was put down for an earlier instant than all there was.
    """

    def __init__(self, handlers: Iterable[Handler], wake: Callable[[], None] = lambda: None) -> None:
        self._handlers = tuple(handlers)
        self._wake = wake
        assert len(self._handlers) <= _PRIORITIES
        self._buckets: dict[int, dict[Hashable, Any]] = {}
        self._heap: list[int] = []

    def __len__(self) -> int:
        return sum(map(len, self._buckets.values()))

    def add(self, due: Instant, priority: int, entry: Hashable, known: Any = None) -> None:
        """Put `entry` down for `due` (milliseconds). An entry stands once in its bucket. known: handed over with it."""
        number = due * _PRIORITIES + priority
        bucket = self._buckets.get(number)
        if bucket is None:
            self._open(number, {entry: known})
        else:
            bucket[entry] = known

    def add_all(self, dues: Sequence[Instant], priority: int, entries: Sequence[Hashable], known: Sequence[Any]) -> None:
        """Put many down, each for its own instant."""
        buckets = self._buckets
        for due, entry, of_it in zip(dues, entries, known, strict=True):
            number = due * _PRIORITIES + priority
            bucket = buckets.get(number)
            if bucket is None:
                self._open(number, {entry: of_it})
            else:
                bucket[entry] = of_it

    def _open(self, number: int, bucket: dict[Hashable, Any]) -> None:
        self._buckets[number] = bucket
        heappush(self._heap, number)
        if self._heap[0] == number:
            self._wake()

    def cancel(self, due: Instant, priority: int, entry: Hashable) -> bool:
        """Take out an entry that is down for `due`; whether it was there."""
        number = due * _PRIORITIES + priority
        bucket = self._buckets.get(number)
        if bucket is None or entry not in bucket:
            return False
        del bucket[entry]
        if not bucket:
            del self._buckets[number]
            self._sweep()
        return True

    def cancel_anywhere(self, priority: int, entry: Hashable) -> bool:
        """The same where nobody knows for when it is down: everything of this priority is looked through."""
        dues = (number // _PRIORITIES for number in list(self._buckets) if number % _PRIORITIES == priority)
        return any(self.cancel(due, priority, entry) for due in dues)

    def next_due(self) -> Instant | None:
        """The instant of the earliest entry, None when nothing is down."""
        heap, buckets = self._heap, self._buckets
        while heap:
            if heap[0] in buckets:
                return heap[0] // _PRIORITIES
            heappop(heap)
        return None

    def act(self, now: Instant, most: int = 1 << 62) -> int:
        """Hand over what is due at the earliest instant up to `now`, at most `most` entries of one priority; how many there were.

        The handler is told the instant that the entries were down for, not `now`: a late timer never shifts what happened. What it
        adds for the same instant waits for the next call.
        """
        due = self.next_due()
        if due is None or due > now:
            return 0
        number = self._heap[0]
        bucket = self._buckets[number]
        if len(bucket) <= most:
            heappop(self._heap)
            del self._buckets[number]
            entries = bucket
        else:
            entries = {entry: bucket.pop(entry) for entry in list(islice(bucket, most))}
        self._handlers[number % _PRIORITIES](due, entries)
        return len(entries)

    def busy(self) -> list[str]:
        """Nothing here takes wall time: an agenda by itself is an owner of time that its driver may ask."""
        return []

    def _sweep(self) -> None:
        if len(self._heap) > 2 * len(self._buckets) + _STALE:
            self._heap = list(self._buckets)
            heapify(self._heap)
