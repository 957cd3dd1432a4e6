"""A page of the ledger: messages in the order in which they were taken. When it is full it notes what is found quickly later on."""

import sys
from array import array
from bisect import bisect_left
from operator import attrgetter

from simulator.message import Message

_DESTINATION = attrgetter("submission.destination")
_OFTEN, _APART = 4, 16
"""A page that was asked about a number so often is put in order for it; not all pages at the same question."""


class Page(list[Message]):
    """Full or being filled.

    fates: what a search found all of its messages to be, once none of them can change any more; its owner is whoever searches.
    """

    __slots__ = ("_asks", "_numbers", "_ordered", "fates")

    def __init__(self) -> None:
        super().__init__()
        self._asks = -_OFTEN - (id(self) >> 8) % _APART
        self._numbers: bytes | None = None
        self._ordered: array[int] | None = None
        self.fates: frozenset[object] | None = None

    def seal(self) -> None:
        """It is full: eight octets a message say later whether a number is in it. They take a tenth of a microsecond each."""
        self._numbers = array("q", map(hash, map(_DESTINATION, self))).tobytes()

    def may_hold(self, number: str) -> bool:
        """Whether a message to this number stands here; rarely also where none does."""
        if self._numbers is None:
            return True
        wanted, ordered = hash(number), self._ordered
        if ordered is None:
            self._asks += 1
            if self._asks < 0:
                return wanted.to_bytes(8, sys.byteorder, signed=True) in self._numbers
            ordered = self._ordered = array("q", sorted(memoryview(self._numbers).cast("q")))
        place = bisect_left(ordered, wanted)
        return place < len(ordered) and ordered[place] == wanted
