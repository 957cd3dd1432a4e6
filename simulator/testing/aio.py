"""The same client for programs that run a loop of their own (asyncio). It blocks nobody."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Never, Self, TypeVar

import aiohttp
from yarl import URL

from simulator.control.answers import ClockFace, Handset, Joined, Message, Refusal, ReportRow, Text, WholeMessage
from simulator.control.faults import FaultRow
from simulator.control.leases import LeaseView
from simulator.control.scenarios import ScenarioView
from simulator.control.waiting import Waited
from simulator.testing import assertions, calls, wishes
from simulator.testing.calls import Call
from simulator.testing.client import LATELY, TIMEOUT_S
from simulator.testing.waits import missed, within

Answer = TypeVar("Answer")
__tracebackhide__ = assertions.HIDE


class AsyncClient:
    """One network's control API, as `Client` has it; an asynchronous context manager."""

    def __init__(self, url: str, *, token: str | None = None, key: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.url = wishes.address_of(url)
        self._token, self._key, self._tls = token, key, tls
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._session is not None
        await self._session.close()

    async def clock(self) -> ClockFace:
        """Network time, its speed, and when something happens next."""
        return await self.do(calls.clock())

    async def pass_(self, *wrong: Never, **units: float) -> ClockFace:
        """Let network time pass: `await pass_(hours=2)`."""
        return await self.do(calls.pass_(wishes.span("pass_", wrong, units)), timeout_s=600.0)

    async def idle(self, *wrong: Never, **within: float) -> ClockFace:
        """Let network time pass until nothing is due, at most so far (a week)."""
        span = wishes.span("idle", wrong, within) if wrong or within else timedelta(days=7)
        return await self.do(calls.idle(span), timeout_s=600.0)

    async def speed(self, rate: float) -> ClockFace:
        """From now on so many network seconds a second; 0 stands still."""
        return await self.do(calls.speed(rate))

    def handset(self, number: str) -> "AsyncHandset":
        """A handset, to look at and to do things to."""
        return AsyncHandset(self, wishes.text("number", number))

    async def message(self, message_id: str) -> WholeMessage:
        """One with its trail."""
        return await self.do(calls.message(message_id))

    async def parts(self, message_id: str) -> Joined:
        """A long text as one, with its parts."""
        return await self.do(calls.parts(message_id))

    async def messages(self, **which: Any) -> AsyncIterator[Message]:
        """All that are found, the newest first."""
        cursor: str | None = None
        while True:
            page = await self.do(calls.messages({**which, "cursor": cursor}))
            for message in reversed(page.messages):
                yield message
            cursor = page.next
            if cursor is None:
                return

    async def reports(self, **which: Any) -> list[ReportRow]:
        """What was reported of the newest hundred messages that are found."""
        return (await self.do(calls.reports(which))).reports

    async def refusals(self) -> list[Refusal]:
        """Requests that were not taken, oldest first."""
        return (await self.do(calls.refusals())).refusals

    async def wait(self, what: str = "message", *, limit_s: float = 60.0, time: str = "network", **which: Any) -> Waited:
        """As `Client.wait`: NotSoError where it does not come within the limit."""
        wishes.seconds("limit_s", limit_s)
        waited = await self.do(calls.wait({"what": what, "limit_s": limit_s, "time": time, **which}), timeout_s=TIMEOUT_S + limit_s)
        if not waited.met:
            raise missed(what, limit_s, which, await self.lately(which["number"]) if which.get("number") else [])
        return waited

    async def assert_delivered(self, message_id: str) -> WholeMessage:
        """Its handset shows it in its inbox."""
        return assertions.delivered(await self.message(message_id))

    async def assert_not_delivered(self, message_id: str) -> WholeMessage:
        """Its handset does not show it."""
        return assertions.not_delivered(await self.message(message_id))

    async def assert_reported(self, message_id: str, code: str | None = "DELIVRD") -> WholeMessage:
        """This was reported of it last; None: nothing was."""
        return assertions.reported(await self.message(message_id), code)

    async def fault(self, name: str, kind: str, **settings: Any) -> list[FaultRow]:
        """Switch a fault of the HTTP APIs on; all that are on."""
        return (await self.do(calls.put_fault(name, {"kind": kind, **settings}))).faults

    async def mend(self, name: str) -> list[FaultRow]:
        """Switch a fault off; all that are on."""
        return (await self.do(calls.mend(name))).faults

    async def load(self, scenario: str, name: str = "scenario") -> ScenarioView:
        """From now on the world is as the text of this scenario file says."""
        return await self.do(calls.load(scenario, name))

    async def reset(self, part: str = "all") -> ScenarioView:
        """Begin anew: `all`, `settings`, `inboxes`, `faults`, `lexicon`."""
        return await self.do(calls.reset(part))

    async def lease(self, numbers: int = 1_000, network: str = "mobile") -> LeaseView:
        """Numbers, an app and an account of one's own."""
        return await self.do(calls.lease(numbers, network))

    async def end_lease(self, key: str) -> None:
        """Give them back."""
        await self.do(calls.end_lease(key))

    async def lately(self, number: str) -> list[WholeMessage]:
        """The newest messages to a number with their trails, oldest first."""
        found = (await self.do(calls.messages({"to": number, "limit": LATELY}))).messages
        return [await self.message(message.id) for message in found]

    async def do(self, call: Call[Answer], timeout_s: float = TIMEOUT_S) -> Answer:
        """Any request of `calls`."""
        assert self._session is not None, "async with AsyncClient(…) opens it"
        limit = aiohttp.ClientTimeout(total=timeout_s)
        said = calls.headers(self._token, self._key, call.media)
        tls: Any = True if self._tls is None else self._tls
        address = URL(self.url + call.path, encoded=True)
        async with self._session.request(call.method, address, data=call.body, headers=said, timeout=limit, ssl=tls) as response:
            return calls.read(call, response.status, await response.read())


class AsyncHandset:
    """A handset of a network; each look is a new one."""

    def __init__(self, client: AsyncClient, number: str) -> None:
        self._client, self.number = client, number

    async def look(self) -> Handset:
        """All that there is to see."""
        return await self._client.do(calls.handset(self.number))

    async def inbox(self) -> list[str]:
        """The texts that it shows, oldest first."""
        return [shown.text for shown in (await self.look()).inbox]

    async def turn(
        self, condition: str, *, until: datetime | None = None, for_s: float | None = None, report: str | None = None
    ) -> Handset:
        """Put it into a condition (`off`, `on`)."""
        return await self._client.do(calls.turn(self.number, condition, until, for_s, report))

    async def cure(self, cure: str) -> Handset:
        """Its owner does something about it."""
        return await self._client.do(calls.cure(self.number, cure))

    async def reply(self, text: str) -> str:
        """Its owner answers the last text that it shows; what became of the reply."""
        return (await self._client.do(calls.reply(self.number, text))).fate.value

    async def blocked(self) -> list[str]:
        """The texts in its blocked folder."""
        return [shown.text for shown in (await self.look()).blocked]

    async def delete_texts(self) -> Handset:
        """Its owner deletes all that it shows."""
        return await self._client.do(calls.delete_texts(self.number))

    async def delete_text(self, text_id: str) -> Handset:
        """Its owner deletes one text, shown or blocked, by its id; RefusedError where it has none of that id."""
        return await self._client.do(calls.delete_text(self.number, text_id))

    async def received(self, text: str = "", *, within_s: float | None = None) -> Text:
        """The newest text that it shows and that holds `text`; NotSoError where there is none. within_s: as `HandsetOf.received` has it."""
        handset = await self.look() if within_s is None else await self._awaited(text, wishes.limit("within_s", within_s))
        found = assertions.shown(handset, text)
        if found is None:
            raise assertions.not_received(handset, text, await self._client.lately(self.number), within_s)
        return found

    async def received_nothing(self) -> None:
        """NotSoError where it shows anything."""
        handset = await self.look()
        assertions.received_nothing(handset, await self._client.lately(self.number) if handset.inbox else [])

    async def _awaited(self, text: str, limit_ms: int) -> Handset:
        limit = within(await self._client.clock(), limit_ms)
        while True:
            clock = await self._client.clock()
            handset, step_ms = await self.look(), limit.step(clock)
            if assertions.shown(handset, text) or not step_ms:
                return handset
            if clock.paused:
                await self._client.pass_(milliseconds=step_ms)
            else:
                await asyncio.sleep(limit.pause_s(clock))
