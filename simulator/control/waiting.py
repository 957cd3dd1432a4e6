"""The control API's wait: an answer that comes when a message, a report, a reply or a refusal is there, or when the limit is over.

What is there already counts. Those who wait are asked about once for all that happened since the last look, by number: a thousand of
them cost the road no more than one.
"""

import asyncio
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from aiohttp import web
from msgspec import Meta, Struct

from simulator.causes import Cause
from simulator.control import views
from simulator.control.answers import At, Refusal, Said, StateName, WholeMessage
from simulator.control.clock import Time, pass_to
from simulator.control.exchange import ProblemError, answer, end_with_its_caller, parsed, read
from simulator.control.feed import Batch, Feed
from simulator.control.instants import instant
from simulator.control.leases import Lease, Leases, concerns
from simulator.control.operations import Link, Operation, post
from simulator.control.search import Where, newest_first
from simulator.ledger import Refused, trail
from simulator.lifecycle import Event, State
from simulator.message import Instant, Message, Outcome
from simulator.world import World

WAITERS_MOST: Final = 5_000
ANYWHERE_MOST: Final = 50
"""Of those, how many may wait for no number in particular: each of them is asked about every message."""
LIMIT_S_MAX: Final = 3_600.0
TURN: Final = 10
"""Pages of the ledger that are looked through before others have their turn."""
_REPORTS: Final = frozenset((Event.REPORTED, Event.REPORTED_EARLY))
Met = Message | Refused


class Wait(Struct, frozen=True, forbid_unknown_fields=True):
    """What to wait for; all that is given must hold.

    what: a message; a report, with the carrier's code (`MK:0024`); a reply from a handset; a request that was refused. state: of the
    message, or the one that a report names; cause: anywhere on the trail; text: what it holds, a reply's its own. since: not before this
    instant. limit_s: how long, in network time or on the wall; network time that stands still is let pass meanwhile, as far as needed.
    """

    what: Literal["message", "report", "reply", "refusal"] = "message"
    id: str | None = None
    number: str | None = None
    account: str | None = None
    state: StateName | None = None
    cause: Cause | None = None
    code: str | None = None
    text: str | None = None
    since: str | None = None
    limit_s: Annotated[float, Meta(ge=0, le=LIMIT_S_MAX)] = 60.0
    time: Literal["network", "wall"] = "network"


class Waited(Said, frozen=True):
    """met: whether it came within the limit; message: the one that met it, refusal: the request that did."""

    met: bool
    now: At
    message: WholeMessage | None
    refusal: Refusal | None


class Looked(Struct, frozen=True, eq=False):
    """A wish as the ledger understands it."""

    wish: Wait
    where: Where
    lease: Lease | None

    def met(self, message: Message) -> bool:
        """Whether this message is what is waited for."""
        wish, where, submission = self.wish, self.where, message.submission
        if wish.what == "refusal" or where.number not in {None, submission.destination} or where.account not in {None, submission.account}:
            return False
        if wish.id not in {None, message.id} or (self.lease and not self.lease.sees(submission.account, submission.destination)):
            return False
        if where.cause is not None and not any(_because(entry.detail) is where.cause for entry in trail(message)):
            return False
        match wish.what:
            case "message":
                at_hand = where.state in {None, message.state} and message.accepted_at >= (where.since or 0)
                return at_hand and (wish.text is None or wish.text in views.text(message))
            case "report":
                return any(self._reported(entry.event, entry.detail, entry.at) for entry in trail(message))
            case _:
                return any(entry.event is Event.REPLIED and self._said(entry.detail, entry.at) for entry in trail(message))

    def refused(self, refused: Refused) -> bool:
        """Whether this request is."""
        wish, where = self.wish, self.where
        if wish.what != "refusal" or not concerns(self.lease, refused) or refused.at < (where.since or 0):
            return False
        mine = where.number in {None, refused.destination} and where.account in {None, refused.account}
        return mine and wish.code in {None, refused.refusal.reason.value} and (wish.text is None or wish.text in refused.request)

    def _reported(self, event: Event, detail: Any, at: Instant) -> bool:
        if event not in _REPORTS or at < (self.where.since or 0):
            return False
        return self.wish.code in {None, detail.code} and self.where.state in {None, detail.state}

    def _said(self, detail: str, at: Instant) -> bool:
        return at >= (self.where.since or 0) and (self.wish.text is None or self.wish.text in detail)


class Waiting:
    """One network's."""

    def __init__(self, world: World, feed: Feed, leases: Leases, driver: Time) -> None:
        self._world, self._feed, self._leases, self._driver = world, feed, leases, driver
        self._by_number: dict[str, dict[Looked, asyncio.Future[Met]]] = {}
        self._anywhere: dict[Looked, asyncio.Future[Met]] = {}
        self._count = 0

    def operations(self) -> list[Operation]:
        """All of them."""
        summary = "Wait until a message, a report, a reply or a refusal is there."
        link = Link("get.messages.id", {"id": "$response.body#/message/id"})
        return [post("/sim/wait", self._wait, summary, takes=Wait, gives=Waited, links=(link,))]

    async def _wait(self, request: web.Request) -> web.Response:
        wish, lease = await read(request, Wait), self._leases.of(request)
        end_with_its_caller(request)
        looked = Looked(wish, _where(wish), lease)
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
            self._feed.open(self._told)
        self._count += 1
        coming: asyncio.Future[Met] = asyncio.get_running_loop().create_future()
        group = self._anywhere if number is None else self._by_number.setdefault(number, {})
        group[looked] = coming
        return coming

    def _forget(self, looked: Looked) -> None:
        number = looked.where.number
        group = self._anywhere if number is None else self._by_number[number]
        del group[looked]
        if number is not None and not group:
            del self._by_number[number]
        self._count -= 1
        if not self._count:
            self._feed.close(self._told)

    def _told(self, batch: Batch) -> None:
        """All that happened since the last look."""
        if self._anywhere:
            _compare(self._anywhere, batch.messages, batch.refused)
        for number in self._by_number.keys() & batch.numbers:
            mine = [message for message in batch.messages if message.submission.destination == number]
            _compare(self._by_number[number], mine, [])
        for refused in batch.refused:
            _compare(self._by_number.get(refused.destination, {}), [], [refused])

    async def _there(self, looked: Looked) -> Met | None:
        """What is there already, the newest."""
        ledger, wish = self._world.ledger, looked.wish
        if wish.what == "refusal":
            return next((refused for refused in reversed(ledger.refused) if looked.refused(refused)), None)
        if wish.id is not None:
            known = ledger.find(wish.id)
            return known if known is not None and looked.met(known) else None
        narrow = looked.where if wish.what == "message" else Where(number=looked.where.number, account=looked.where.account)
        for turn, found in enumerate(newest_first(ledger, narrow)):
            for message in found:
                if looked.met(message):
                    return message
            if turn % TURN == TURN - 1:
                await asyncio.sleep(0)
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


def _compare(waiters: dict[Looked, "asyncio.Future[Met]"], messages: Iterable[Message], refused: Iterable[Refused]) -> None:
    for looked, coming in waiters.items():
        if not coming.done():
            found: Met | None = next((message for message in messages if looked.met(message)), None)
            found = found or next((each for each in refused if looked.refused(each)), None)
            if found is not None:
                coming.set_result(found)


def _where(wish: Wait) -> Where:
    """ProblemError for what cannot be read, or makes no sense together."""
    if wish.state is not None and wish.state not in State.__members__:
        raise ProblemError(400, f"{wish.state!r} is no state: there are {', '.join(State.__members__)}")
    if wish.code is not None and wish.what not in {"report", "refusal"}:
        raise ProblemError(400, "only reports and refusals have a code")
    return Where(
        None if wish.number is None else parsed(wish.number),
        wish.account,
        None if wish.state is None else State[wish.state],
        wish.cause,
        wish.text if wish.what == "message" else None,
        None if wish.since is None else instant("since", wish.since),
    )


def _because(detail: Any) -> Any:
    return detail.cause if isinstance(detail, Outcome) else detail
