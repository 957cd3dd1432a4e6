"""How reports get to a customer's callback URL: together, again, within bounds."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from simulator.desk.desk import Desk
from simulator.fronts.tencent_v5.delivery import REPORTS
from simulator.fronts.tencent_v5.push import WAITING_MAX, Push
from simulator.ledger import Ledger, trail
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Reply, Report
from simulator.platform.platform import Platform
from tests.fronts.tencent_v5 import APP, in_loop, listen, report, world
from tests.road import NINE

Answer = Callable[[], web.StreamResponse]


def ok() -> web.Response:
    return web.json_response({"result": 0, "errmsg": "OK"})


class Receiver:
    """A customer's server: `answers` in turn, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers or [ok])
        self.got: list[Any] = []
        self.types: list[str] = []
        self.open = asyncio.Event()
        self.open.set()

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.got.append(await request.json())
        self.types.append(request.headers["Content-Type"])
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        await self.open.wait()
        return answer()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/status", self.receive)
        async with listen(app) as address:
            yield f"{address}/status"


class Sender:
    """A push with its desk, on a clock that the test turns."""

    def __init__(self, url: str | None, reply_url: str | None = None, allow_callback: frozenset[str] = frozenset()) -> None:
        self.ledger = Ledger()
        self.desk = Desk(Platform(world(callback_url=url, reply_url=reply_url).apps), self.ledger)
        self.now = NINE
        self.woken: list[Instant | None] = []
        self.landed = asyncio.Event()
        self.push = Push(self.desk, self.note, lambda: self.now, self.wake, allow_callback=allow_callback)

    def note(self, message: Message, event: Event, detail: Any, now: Instant) -> None:
        self.ledger.note(message, now, event, detail)
        self.landed.set()

    def wake(self) -> None:
        self.woken.append(self.push.next_due())

    def start(self, now: Instant) -> None:
        """Act on all that is due."""
        self.now = now
        while self.push.act(now, 1_000):
            pass

    async def act(self, now: Instant) -> None:
        """Act, and wait until nothing is in flight."""
        self.start(now)
        while self.push.busy():
            self.landed.clear()
            await self.landed.wait()


@asynccontextmanager
async def pushing(receiver: Receiver) -> AsyncIterator[Sender]:
    async with receiver.serve() as url:
        sender = Sender(url, reply_url=url)
        yield sender
        await sender.push.close()


def story(told: Report | Reply) -> list[tuple[Instant, Event, str]]:
    return [(entry.at - NINE, entry.event, entry.detail) for entry in trail(told.message)[1:]]


@in_loop
async def test_a_report_is_pushed() -> None:
    """It arrives as a JSON array of one, is noted on the trail, and can be pulled as well."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        told = report()
        sender.desk.take([told])
        assert sender.woken == [NINE]
        await sender.act(NINE)
        ((item,),) = receiver.got
        assert (item["sid"], item["report_status"], receiver.types) == (told.message.id, "SUCCESS", ["application/json"])
        assert story(told) == [(0, Event.PUSHED, "try 1")]
        assert sender.push.next_due() is None
        assert sender.desk.pull(APP, 100) == [told]


@in_loop
async def test_reports_of_one_instant_go_together() -> None:
    """Up to a hundred a push; what arrives at another instant goes apart, and not before it is due."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        sender.desk.take([report(serial) for serial in range(150)])
        sender.desk.take([report(serial) for serial in range(150, 201)])
        sender.desk.take([report(201, at=NINE + 1)])
        await sender.act(NINE)
        assert sorted(map(len, receiver.got)) == [1, 100, 100]
        assert sender.push.next_due() == NINE + 1
        await sender.act(NINE + 1)
        assert len(receiver.got) == 4


@in_loop
async def test_a_push_that_fails_is_tried_again() -> None:
    """One second later, in network time, the same report goes out once more."""
    receiver = Receiver(lambda: web.Response(status=500), ok)
    async with pushing(receiver) as sender:
        told = report()
        sender.desk.take([told])
        await sender.act(NINE)
        assert sender.woken[-1] == sender.push.next_due() == NINE + 1_000
        await sender.act(NINE + 999)
        assert len(receiver.got) == 1
        await sender.act(NINE + 1_000)
        assert receiver.got[0] == receiver.got[1]
        assert story(told) == [(0, Event.PUSH_FAILED, "HTTP status 500; 2 more to try"), (1_000, Event.PUSHED, "try 2")]


@in_loop
async def test_three_tries_in_all(caplog: pytest.LogCaptureFixture) -> None:
    """After the third the URL and the count are logged, each message's trail says so, and the report can be pulled."""
    receiver = Receiver(lambda: web.json_response({"result": 1}))
    async with pushing(receiver) as sender:
        told = report()
        sender.desk.take([told])
        for now in (NINE, NINE + 1_000, NINE + 6_000):
            assert sender.push.next_due() == now
            await sender.act(now)
        assert sender.push.next_due() is None
        assert len(receiver.got) == 3
        assert story(told)[-1] == (
            6_000,
            Event.PUSH_FAILED,
            "the receiver answered result 1; not tried again, the report can be pulled",
        )
        ((_, level, line),) = caplog.record_tuples
        assert level == logging.WARNING
        assert sender.desk.callback_url(APP) in line  # type: ignore[operator]
        assert "1 reports" in line
        assert sender.desk.pull(APP, 100) == [told]


@in_loop
async def test_nobody_listens() -> None:
    """A refused connection is a failed try, told without naming a port."""
    async with Receiver().serve() as url:
        pass
    sender = Sender(url)
    told = report()
    sender.desk.take([told])
    await sender.act(NINE)
    assert story(told) == [(0, Event.PUSH_FAILED, "no connection; 2 more to try")]
    await sender.push.close()


@in_loop
async def test_a_redirect_is_not_followed() -> None:
    """Else a receiver could send us to hosts that are not allowed."""
    receiver = Receiver(lambda: web.Response(status=302, headers={"Location": "/status"}))
    async with pushing(receiver) as sender:
        told = report()
        sender.desk.take([told])
        await sender.act(NINE)
        assert len(receiver.got) == 1
        assert story(told) == [(0, Event.PUSH_FAILED, "HTTP status 302; 2 more to try")]


@in_loop
async def test_exchanges_in_flight_are_named() -> None:
    """Until the receiver has answered, the push is busy with it."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        receiver.open.clear()
        sender.desk.take([report()])
        sender.start(NINE)
        assert sender.push.busy() == [f"callback to {sender.desk.callback_url(APP)} (1 reports)"]
        receiver.open.set()
        await sender.act(NINE)
        assert sender.push.busy() == []


@in_loop
async def test_a_slow_receiver_gets_so_many_at_a_time() -> None:
    """Pushes past a bound wait for those in flight, and all arrive."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        sender.desk.take([report(serial, at=NINE + serial) for serial in range(3 * REPORTS.abreast)])
        sender.start(NINE + 3 * REPORTS.abreast)
        assert len(sender.push.busy()) == 3 * REPORTS.abreast
        await sender.act(NINE + 3 * REPORTS.abreast)
        assert len(receiver.got) == 3 * REPORTS.abreast


@in_loop
async def test_a_receiver_that_does_not_answer_costs_a_bounded_amount() -> None:
    """Past another bound pushes fail at once, with a sentence on the trail."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        receiver.open.clear()
        told = [report(serial, at=NINE + serial) for serial in range(REPORTS.abreast + WAITING_MAX + 1)]
        sender.desk.take(told)
        sender.start(NINE + len(told))
        assert len(sender.push.busy()) == REPORTS.abreast + WAITING_MAX
        ((_, event, sentence),) = story(told[-1])
        assert event is Event.PUSH_FAILED
        assert sentence.startswith("too many pushes wait")
        receiver.open.set()


@in_loop
async def test_closing_breaks_off_what_is_in_flight() -> None:
    """Nothing is left open, and the report is there to be pulled."""
    receiver = Receiver()
    async with pushing(receiver) as sender:
        receiver.open.clear()
        sender.desk.take([report()])
        sender.start(NINE)
        await sender.push.close()
        assert sender.push.busy() == []
        assert len(sender.desk.pull(APP, 100)) == 1
        receiver.open.set()


@in_loop
async def test_other_hosts_are_not_called(caplog: pytest.LogCaptureFixture) -> None:
    """A callback URL that points elsewhere is refused at once, on the log and on the trail."""
    sender = Sender("http://169.254.169.254/latest/meta-data")
    told = report()
    sender.desk.take([told])
    await sender.act(NINE)
    ((_, event, sentence),) = story(told)
    assert event is Event.PUSH_FAILED
    assert sentence.startswith("the host of the callback URL is neither loopback nor allowed")
    assert "169.254.169.254" in caplog.text
    assert sender.push.next_due() is None


@in_loop
async def test_an_app_without_callback_is_not_pushed_to() -> None:
    """Its reports are only pulled."""
    sender = Sender(None)
    sender.desk.take([report()])
    assert sender.push.next_due() is None
    assert sender.woken == []
