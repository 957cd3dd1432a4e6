"""The control API's wait: an answer that comes when a message, a report, a reply or a refusal is there, or when the limit is over.

What is there already counts. Those who wait for the like, each of a number of his own, are asked about once for all that happened since
the last look: a thousand of them cost the road no more than one.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

from aiohttp import web

from simulator.control import views
from simulator.control.answers import At, Refusal, Said, WholeMessage
from simulator.control.awaited import Looked, Sought, Wait
from simulator.control.batch import Batch, to
from simulator.control.clock import Time, pass_to
from simulator.control.exchange import ProblemError, answer, end_with_its_caller, read
from simulator.control.feed import Feed
from simulator.control.leases import Leases
from simulator.control.operations import Link, Operation, post
from simulator.control.search import newest_first
from simulator.control.turns import Turn, Turns
from simulator.ledger import Refused
from simulator.message import Message
from simulator.world import World

WAITERS_MOST: Final = 5_000
ANYWHERE_MOST: Final = 50
"""Of those, how many may wait for no number in particular: each of them is asked about every message."""
Met = Message | Refused


class Waited(Said, frozen=True):
    """met: whether it came within the limit; message: the one that met it, refusal: the request that did."""

    met: bool
    now: At
    message: WholeMessage | None
    refusal: Refusal | None


class Waiting:
    """One network's."""

    def __init__(self, world: World, feed: Feed, leases: Leases, turns: Turns, driver: Time) -> None:
        self._world, self._feed, self._leases, self._turns, self._driver = world, feed, leases, turns, driver
        self._by_number: dict[Sought, dict[str, dict[Looked, asyncio.Future[Met]]]] = {}
        self._anywhere: dict[Looked, asyncio.Future[Met]] = {}
        self._count = 0
        self._looking: asyncio.Task[None] | None = None

    def operations(self) -> list[Operation]:
        """All of them."""
        summary = "Wait until a message, a report, a reply or a refusal is there."
        link = Link("get.messages.id", {"id": "$response.body#/message/id"})
        return [post("/sim/wait", self._wait, summary, takes=Wait, gives=Waited, links=(link,))]

    async def _wait(self, request: web.Request) -> web.Response:
        wish, lease = await read(request, Wait), self._leases.of(request)
        end_with_its_caller(request)
        looked = Looked(wish, lease, self._whole)
        moves = wish.time == "network" and self._driver.clock.paused
        if moves and lease is not None and wish.limit_s:
            raise ProblemError(409, "network time stands still and is everybody's: wait on the wall, or let the clock run")
        coming = self._expect(looked)
        try:
            found = await self._there(looked)
            if found is None:
                found = await (self._move(coming, wish.limit_s) if moves else self._stay(coming, wish))
        finally:
            self._forget(looked)
        return answer(self._said(found))

    def _expect(self, looked: Looked) -> "asyncio.Future[Met]":
        """From now on what happens is compared with this."""
        number = looked.where.number
        if self._count >= WAITERS_MOST:
            raise ProblemError(429, f"{WAITERS_MOST} wait already")
        if number is None and len(self._anywhere) >= ANYWHERE_MOST:
            raise ProblemError(429, f"{ANYWHERE_MOST} wait already for no number in particular: name yours")
        if not self._count:
            self._feed.open(self._told, self._renewed)
        self._count += 1
        coming: asyncio.Future[Met] = asyncio.get_running_loop().create_future()
        group = self._anywhere if number is None else self._by_number.setdefault(looked.sought, {}).setdefault(number, {})
        group[looked] = coming
        return coming

    def _forget(self, looked: Looked) -> None:
        number = looked.where.number
        if number is None:
            del self._anywhere[looked]
        else:
            numbers = self._by_number[looked.sought]
            del numbers[number][looked]
            if not numbers[number]:
                del numbers[number]
            if not numbers:
                del self._by_number[looked.sought]
        self._count -= 1
        if not self._count:
            self._feed.close(self._told)

    def _told(self, batch: Batch) -> None:
        """All that happened since the last look."""
        for looked, coming in self._anywhere.items():
            _tell(looked, coming, looked.among(batch), batch.refused)
        for sought, numbers in self._by_number.items():
            for message in to(numbers, sought.of(batch)):
                for looked, coming in numbers[message.submission.destination].items():
                    _tell(looked, coming, (message,), ())
            for refused in batch.refused if sought.what == "refusal" else ():
                for looked, coming in numbers.get(refused.destination, {}).items():
                    _tell(looked, coming, (), (refused,))

    def _renewed(self) -> None:
        """The ledger is as it was at another time: what came back with it counts as what is there already does."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = asyncio.create_task(self._look_again())

    async def _look_again(self) -> None:
        """For all who wait by now. A look takes turns with the road: who has gone meanwhile, or has it, is passed over."""
        groups = [group for numbers in self._by_number.values() for group in numbers.values()]
        for looked, coming in [each for group in (self._anywhere, *groups) for each in group.items()]:
            found = None if coming.done() else await self._there(looked)
            if found is not None and not coming.done():
                coming.set_result(found)

    def _whole(self, message: Message) -> str:
        """The long text that a part is of."""
        whole: str = views.joined(message, self._world.ledger.to(message.submission.destination))["text"]
        return whole

    async def _there(self, looked: Looked) -> Met | None:
        """What is there already, the newest."""
        ledger, wish = self._world.ledger, looked.wish
        if wish.what == "refusal":
            return next((refused for refused in reversed(ledger.refused) if looked.refused(refused)), None)
        if wish.id is not None:
            known = ledger.find(wish.id)
            return known if known is not None and looked.met(known) else None
        turn = Turn(self._turns)
        for found in newest_first(ledger, looked.narrow):
            for message in looked.likely(found):
                if looked.met(message):
                    return message
            await turn.over()
        return None

    async def _move(self, coming: "asyncio.Future[Met]", limit_s: float) -> Met | None:
        """Let time pass until it is there."""

        def there() -> bool:
            self._feed.look()
            return coming.done()

        if not there():
            await pass_to(self._driver, self._driver.now() + round(limit_s * 1000), there)
            there()
        return coming.result() if coming.done() else None

    async def _stay(self, coming: "asyncio.Future[Met]", wish: Wait) -> Met | None:
        """Time passes by itself."""
        limit_s = wish.limit_s / self._driver.clock.speed if wish.time == "network" else wish.limit_s
        done, _ = await asyncio.wait((coming,), timeout=limit_s)
        return coming.result() if done else None

    def _said(self, found: Met | None) -> dict[str, Any]:
        now = self._driver.now()
        message = views.whole(found, self._world.journey, now) if isinstance(found, Message) else None
        refusal = views.refusal(found) if isinstance(found, Refused) else None
        return {"met": found is not None, "now": views.instant(now), "message": message, "refusal": refusal}


def _tell(looked: Looked, coming: "asyncio.Future[Met]", messages: Iterable[Message], refused: Iterable[Refused]) -> None:
    """If one of these is what is waited for, the waiting is over."""
    if not coming.done():
        found: Met | None = next((message for message in messages if looked.met(message)), None)
        found = found or next((each for each in refused if looked.refused(each)), None)
        if found is not None:
            coming.set_result(found)
