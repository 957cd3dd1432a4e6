"""What came for all connections in one turn of the loop: it is read and answered together, then written out. It knows no HTTP.

Between two calls of the system the interpreter runs half as fast as in one go, and from step to step of one request half as fast as through
one step of many: what is received, read, answered and sent fifty at a time takes half of what fifty times one of each takes. But who asks
for little does not wait for many who ask for much: after some milliseconds what is answered goes out, and all else that the loop serves
has its turn before the rest.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

LONGEST_S: Final = 0.005
"""How long answers are held back for others: a hundred plain ones take about as long, and one for two hundred numbers."""
OCTETS: Final = 16_384
"""Of what is answered together: some twenty plain requests, or one for two hundred numbers. More together are no quicker."""

Asked_co = TypeVar("Asked_co", covariant=True)
Answer_contra = TypeVar("Answer_contra", contravariant=True)
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Exchange(Protocol[Asked_co, Answer_contra]):
    """A connection that has received something."""

    def read(self, data: bytes) -> Asked_co | None:
        """The request that it is; None where the connection has seen to the data in another way."""

    def hand_over(self, data: bytes) -> None:
        """See to the data in another way."""

    def send(self, answer: Answer_contra) -> None:
        """Write it out, if anybody still listens."""


class Turn(Generic[Asked, Answer]):
    """One server's. answer_all: to requests, in their order, None to those that are to be seen to in another way.

    now: seconds of any steady clock.
    """

    def __init__(self, answer_all: Callable[[list[Asked]], list[Answer | None]], now: Callable[[], float] = time.monotonic) -> None:
        self._answer_all = answer_all
        self._now = now
        self._came: OrderedDict[Exchange[Asked, Answer], bytes] = OrderedDict()

    def add(self, exchange: Exchange[Asked, Answer], data: bytes) -> None:
        """This came, behind what came for the same connection and is not answered yet."""
        came = self._came
        if not came:
            asyncio.get_running_loop().call_soon(self._answer)
        before = came.get(exchange)
        came[exchange] = data if before is None else before + data

    def _answer(self) -> None:
        end = self._now() + LONGEST_S
        answered: list[tuple[Exchange[Asked, Answer], Answer]] = []
        try:
            while self._came and self._now() < end:
                answered += self._answer_some()
        finally:  # a bug that one request meets is told by the loop, and holds up nobody else
            for exchange, answer in answered:
                exchange.send(answer)
            if self._came:
                asyncio.get_running_loop().call_soon(self._answer)

    def _answer_some(self) -> list[tuple[Exchange[Asked, Answer], Answer]]:
        """Take as much as is answered together of what came first; who is to be sent what."""
        came, some, octets = self._came, [], 0
        while came and octets < OCTETS:
            exchange, data = came.popitem(last=False)
            octets += len(data)
            asked = exchange.read(data)
            if asked is not None:
                some.append((exchange, data, asked))
        answers = self._answer_all([asked for *_, asked in some])
        found = []
        for (exchange, data, _), answer in zip(some, answers, strict=True):
            if answer is None:
                exchange.hand_over(data)
            else:
                found.append((exchange, answer))
        return found
