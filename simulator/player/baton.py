"""Who acts while several senders play side by side: one at a time, in their order, and network time moves on when all of them wait for it.

So what comes of them follows from the file alone, and never from which answer happened to come first.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from heapq import heappop, heappush
from itertools import count
from typing import Any

from simulator.kernel.clock import NotQuietError
from simulator.message import Instant

Turn = asyncio.Future[None]


class Baton:
    """One player's. pass_to: lets network time pass; now: what time it is."""

    def __init__(self, pass_to: Callable[[Instant], Awaitable[None]], now: Callable[[], Instant]) -> None:
        self._pass_to, self._now = pass_to, now
        self._runners = 0
        self._ready: deque[Turn] = deque()
        self._waiting: list[tuple[Instant, int, Turn]] = []
        self._order = count()

    async def pass_to(self, to: Instant) -> None:
        """Let time pass: at once where nobody plays beside, or else when all others have nothing to do before."""
        if not self._runners:
            await self._pass_to(to)
            return
        turn: Turn = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (to, next(self._order), turn))
        await self._hand_on()
        await turn

    async def after_others(self) -> None:
        """Let those act first who can at this instant."""
        if self._ready:
            turn: Turn = asyncio.get_running_loop().create_future()
            self._ready.append(turn)
            await self._hand_on()
            await turn

    async def together(self, runs: Iterable[Coroutine[Any, Any, None]]) -> None:
        """All of these side by side, until all are done. What one of them raises is raised when the others are done, the first's first."""
        turn: Turn = asyncio.get_running_loop().create_future()
        left = [0]
        tasks = [asyncio.ensure_future(self._run(run, self._queued(), left, turn)) for run in runs]
        left[0] = len(tasks)
        self._runners += len(tasks)
        await self._hand_on()
        await turn
        for done in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(done, BaseException):
                raise done

    async def _run(self, run: Coroutine[Any, Any, None], begins: Turn, left: list[int], last: Turn) -> None:
        await begins
        try:
            await run
        finally:
            self._runners -= 1
            left[0] -= 1
            if not left[0]:
                self._ready.append(last)
            await self._hand_on()

    def _queued(self) -> Turn:
        turn: Turn = asyncio.get_running_loop().create_future()
        self._ready.append(turn)
        return turn

    async def _hand_on(self) -> None:
        """The next one acts. Where all wait for time, it passes until the first of them goes on."""
        if not self._ready and self._waiting:
            to = self._waiting[0][0]
            try:
                await self._pass_to(max(to, self._now()))
            except NotQuietError as error:
                self._give_up(error)
            while self._waiting and self._waiting[0][0] <= self._now():
                self._ready.append(heappop(self._waiting)[2])
        if self._ready:
            self._ready.popleft().set_result(None)

    def _give_up(self, error: NotQuietError) -> None:
        """Time cannot pass: all who wait for it hear of that."""
        for _, _, turn in self._waiting:
            turn.set_exception(error)
        self._waiting.clear()
