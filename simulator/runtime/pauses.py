"""How long exchanges are held: on the wall's clock, or on network time where all clients are ours. It knows no fault."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from simulator.kernel.agenda import Agenda
from simulator.kernel.clock import Time
from simulator.message import Instant

FOR_EVER = None


class Pauses:
    """The waits of one network's exchanges. What is held keeps no time from passing: it is what waits for it."""

    def __init__(self, time_: Time, *, ours: bool) -> None:
        self._time = time_
        self._ours = ours
        self._agenda = Agenda((self._end,), time_.wake)
        self._held: dict[asyncio.Future[None], asyncio.Task[Any] | None] = {}
        self._holding = asyncio.Event()
        self._wanted: list[asyncio.Future[asyncio.Future[None]]] = []

    @property
    def holding(self) -> asyncio.Event:
        """Set while an exchange is held."""
        return self._holding

    def next_hold(self) -> "asyncio.Future[asyncio.Future[None]]":
        """Comes true when the next exchange is held, with what comes true when that is over."""
        wanted: asyncio.Future[asyncio.Future[None]] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        return wanted

    def now_ms(self) -> float:
        """Wire time."""
        return self._time.now() if self._ours else time.monotonic() * 1000

    async def hold(self, milliseconds: int | None) -> None:
        """Hold an exchange, that is this task, so long on wire time; FOR_EVER is until its caller hangs up."""
        loop = asyncio.get_running_loop()
        over: asyncio.Future[None] = loop.create_future()
        self._held[over] = asyncio.current_task()
        self._holding.set()
        for wanted in self._wanted:
            if not wanted.done():
                wanted.set_result(over)
        self._wanted.clear()
        due = self._time.now() + (milliseconds or 0)
        timer = None
        if milliseconds is not None and self._ours:
            self._agenda.add(due, 0, over)
        elif milliseconds is not None:
            timer = loop.call_later(milliseconds / 1000, self._end, due, [over])
        try:
            await over
        finally:
            self._agenda.cancel(due, 0, over)
            if timer is not None:
                timer.cancel()
            self._let_go(over)

    def close(self) -> None:
        """What is held ends at once, without an answer."""
        for task in self._held.values():
            if task is not None:
                task.cancel()

    @asynccontextmanager
    async def within(self, milliseconds: int) -> AsyncIterator[None]:
        """TimeoutError where what is done inside takes longer."""
        async with asyncio.timeout(None if self._ours else milliseconds / 1000) as limit:
            over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            over.add_done_callback(lambda done: None if done.cancelled() else limit.reschedule(done.get_loop().time()))
            due = self._time.now() + milliseconds
            if self._ours:
                self._agenda.add(due, 0, over)
            try:
                yield
            finally:
                self._agenda.cancel(due, 0, over)
                over.cancel()

    def next_due(self) -> Instant | None:
        """When the next wait ends, of those on network time."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """End those that are due."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """What a fault holds does not count."""
        return []

    def _end(self, _: Instant, waits: Iterable[Any]) -> None:
        for over in waits:
            if not over.done():
                over.set_result(None)
            self._let_go(over)

    def _let_go(self, over: "asyncio.Future[None]") -> None:
        """It is held no more, though it may not have noticed yet."""
        self._held.pop(over, None)
        if not self._held:
            self._holding.clear()
