"""A page of the ledger: messages in the order in which they were taken. When it is full it notes what is found quickly later on."""

import sys
from array import array
from typing import Final

from simulator.lifecycle import State
from simulator.message import Instant, Message

_ENROUTE = State.ENROUTE
_HASH: Final = 8
"""Octets of a hash. Each of its first three has a plane of its own: in one octet's plane a place is found at a memory's speed."""


class Page(list[Message]):
    """Full or being filled. begin: no message of it was taken earlier; pages of one instant share it.

    settled: none of its messages is on its way any more, as far as somebody looked.
    """

    __slots__ = ("_planes", "begin", "settled")

    def __init__(self, begin: Instant = 0) -> None:
        super().__init__()
        self.begin = begin
        self._planes: tuple[bytes, bytes, bytes] | None = None
        self.settled = False

    def seal(self) -> None:
        """It is full: three octets a message say later whether a number is in it. They take a tenth of a microsecond each."""
        hashes = array("q", [hash(message.submission.destination) for message in self]).tobytes()
        self._planes = hashes[::_HASH], hashes[1::_HASH], hashes[2::_HASH]

    def settle(self) -> bool:
        """Look whether it is settled. It takes thirty nanoseconds a message, up to the first that is on its way."""
        for message in self:
            if message.state is _ENROUTE:
                return False
        self.settled = True
        return True

    def may_hold(self, number: str) -> bool:
        """Whether a message to this number stands here; rarely also where none does."""
        if self._planes is None:
            return True
        one, two, three = hash(number).to_bytes(_HASH, sys.byteorder, signed=True)[:3]
        first, second, third = self._planes
        place = first.find(one)
        while place >= 0:  # eight times in a page, one octet being looked for among two thousand
            if second[place] == two and third[place] == three:
                return True
            place = first.find(one, place + 1)
        return False
