"""The client of a network that runs elsewhere: what it does, asserts and refuses. The same, asynchronous, beside it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta

import pytest

from simulator.testing import START, AsyncClient, Carrier, Client, NotSoError, RefusedError
from simulator.testing.calls import Answer, Call
from tests.control.busy import HOME, LONG, OFF, send, submit_long

LATER = "13800000002"


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def test_a_handset_that_is_off_gets_its_text_later(carrier: Carrier) -> None:
    """The client's whole vocabulary for that."""
    client = Client(carrier.url)
    handset = client.handset(HOME)
    handset.turn("off", report="early")
    sid = send(carrier)
    client.pass_(minutes=10)
    handset.received_nothing()
    client.assert_not_delivered(sid)
    client.assert_reported(sid, "MK:0024")
    handset.cure("switch-on")
    assert "4321" in handset.received("验证码").text
    client.assert_delivered(sid)
    client.assert_reported(sid)
    assert (handset.reply("TD"), handset.inbox) == ("passed on to the sender", [client.message(sid).text])


def test_a_text_may_come_later(carrier: Carrier) -> None:
    """The time that it takes passes."""
    send(carrier, LATER)
    assert carrier.handset(LATER).received("4321", within_s=120).from_
    send(carrier, OFF)
    before = carrier.now
    with pytest.raises(NotSoError, match=r"13800000201 does not show “” within 5 s\n(.*\n)+  message "):
        carrier.client.handset(OFF).received(within_s=5)
    assert carrier.now - before == timedelta(seconds=5)


def test_a_text_that_is_there_is_not_waited_for(carrier: Carrier) -> None:
    """No time passes."""
    send(carrier)
    carrier.pass_(minutes=1)
    before = carrier.now
    carrier.handset(HOME).received("4321", within_s=60)
    assert carrier.now == before


@pytest.mark.parametrize("speed", [0, 60], ids=["time stands", "time runs"])
def test_a_text_that_was_there_is_not_the_one_that_is_waited_for(carrier: Carrier, speed: float) -> None:
    """It was deleted; the next one is waited for, which is under way."""
    handset = carrier.client.handset(HOME)
    send(carrier)
    handset.received(within_s=60)
    handset.delete_texts()
    carrier.pass_(minutes=1)
    carrier.client.speed(speed)
    second = send(carrier)
    assert handset.received(within_s=60).id == second


def test_a_text_that_is_not_shown_is_waited_for_in_vain(carrier: Carrier) -> None:
    """Delivered to a folder that nobody opens: the test is told when all its time is over."""
    send(carrier, "13800000014")
    carrier.pass_(minutes=1)
    before = carrier.now
    with pytest.raises(NotSoError, match=r"within 60 s\n.*\n    blocked: “"):
        carrier.handset("13800000014").received(within_s=60)
    assert carrier.now - before == timedelta(minutes=1)


def test_a_disappointed_test_is_shown_the_trail(carrier: Carrier) -> None:
    """By the carrier in the process as by the client."""
    sid = send(carrier, OFF)
    carrier.pass_(minutes=1)
    for look in (carrier.handset(OFF).received, carrier.client.handset(OFF).received, lambda: carrier.assert_delivered(sid)):
        with pytest.raises(NotSoError) as told:
            look()
        assert f"  message {sid} from 1069400000001 to +8613800000201" in str(told.value)
        assert "attempted      off" in str(told.value)
    carrier.handset(OFF).received_nothing()
    assert carrier.assert_not_delivered(sid).id == carrier.assert_reported(sid, "MK:0024").id == sid


def test_time(carrier: Carrier) -> None:
    """It passes, runs, stands."""
    client = carrier.client
    assert client.pass_(hours=2, minutes=1).now == "2024-03-04T11:01:00.000+08:00"
    assert (client.speed(60).speed, client.speed(0).paused) == (60.0, True)
    handset = client.handset(HOME).turn("off", until=datetime.fromisoformat("2024-03-05T00:00:00+08:00"))
    assert handset.changes_at == "2024-03-05T00:00:00.000+08:00"
    assert carrier.now > START


def test_faults(carrier: Carrier) -> None:
    """On, and off again; unknown ones are refused by name."""
    (fault,) = carrier.client.fault("it", "slow-requests", delay_ms=5)
    assert (fault.name, fault.delay_ms) == ("it", 5)
    assert carrier.client.mend("it") == []
    with pytest.raises(RefusedError, match="404: no fault has the name 'it'"):
        carrier.client.mend("it")


def test_a_long_text_and_refusals(carrier: Carrier) -> None:
    """Typed."""
    ids = submit_long(carrier, LONG)
    assert carrier.client.parts(ids[0]).missing == []
    assert carrier.client.refusals() == []


def test_a_network_that_is_not_there() -> None:
    """An OSError, as the system says it."""
    with Carrier() as gone:
        url = gone.url
    with pytest.raises(OSError, match="refused"):
        Client(url).clock()


def test_what_is_no_control_api(carrier: Carrier) -> None:
    """The refusal says what came in its place."""
    with pytest.raises(RefusedError, match="404: there is nothing at /elsewhere/sim/clock"):
        Client(carrier.url + "/elsewhere").clock()


def in_loop(test: Callable[[AsyncClient, Carrier], Awaitable[None]]) -> Callable[[Carrier], None]:
    """A test in a loop of its own, with a client."""

    def run(carrier: Carrier) -> None:
        async def inside() -> None:
            async with AsyncClient(carrier.url) as client:
                await test(client, carrier)

        asyncio.run(inside())

    run.__doc__ = test.__doc__
    return run


async def _later(client: AsyncClient, carrier: Carrier) -> None:
    """A handset that is off gets its text later."""
    handset = client.handset(HOME)
    await handset.turn("off", report="early")
    sid = send(carrier)
    await client.pass_(minutes=10)
    await handset.received_nothing()
    await client.assert_not_delivered(sid)
    await client.assert_reported(sid, "MK:0024")
    await handset.cure("switch-on")
    assert "4321" in (await handset.received("验证码")).text
    await client.assert_delivered(sid)
    assert await handset.reply("TD") == "passed on to the sender"
    assert await handset.inbox() == [(await client.message(sid)).text]
    assert [message.id async for message in client.messages(to=HOME, limit=1)] == [sid]
    assert [row.report.code for row in await client.reports(to=HOME)] == ["MK:0024", "DELIVRD"]


async def _not_the_one_before(client: AsyncClient, carrier: Carrier) -> None:
    """A text that was there is not the one that is waited for; and what does not come is told."""
    handset = client.handset(HOME)
    for speed in (0, 60):
        sid = send(carrier)
        await client.speed(speed)
        assert (await handset.received(within_s=60)).id == sid
        await handset.delete_texts()
        await client.pass_(minutes=1)
    with pytest.raises(NotSoError, match=r"does not show “” within 5 s\n(.*\n)+  message "):
        await handset.received(within_s=5)


async def _many_wait(client: AsyncClient, carrier: Carrier) -> None:
    """Many wait at once, and time is let pass by one of them."""
    numbers = [str(13900000000 + nth) for nth in range(20)]
    waits = [asyncio.create_task(client.wait(number=number, state="DELIVERED", time="wall", limit_s=10)) for number in numbers]
    for number in numbers:
        await asyncio.to_thread(send, carrier, number)
    assert (await client.idle()).next_due is None
    assert {waited.message and waited.message.to for waited in await asyncio.gather(*waits)} == {f"+86{number}" for number in numbers}
    with pytest.raises(NotSoError, match="no reply"):
        await client.wait("reply", number=HOME, limit_s=1)


async def _all_else(client: AsyncClient, carrier: Carrier) -> None:
    """Clock, faults, leases, scenarios."""
    assert (await client.clock()).paused
    assert (await client.speed(0)).speed == 0
    assert [fault.name for fault in await client.fault("it", "lost")] == ["it"]
    assert await client.mend("it") == []
    lease = await client.lease(5, "telecom")
    async with AsyncClient(carrier.url, key=lease.key) as alone:
        assert [message async for message in alone.messages()] == []
    await client.end_lease(lease.key)
    assert (await client.load("title: other\n")).title == (await client.reset("faults")).title == "other"
    ids = await asyncio.to_thread(submit_long, carrier, LONG)
    assert (await client.parts(ids[0])).text == LONG
    assert await client.refusals() == []
    with pytest.raises(RefusedError, match="no message has the id 'x/y'"):
        await client.message("x/y")


class Counted(AsyncClient):
    """It keeps the paths that were asked for."""

    async def do(self, call: Call[Answer], timeout_s: float = 5.0) -> Answer:
        self.asked = [*getattr(self, "asked", []), call.path]
        return await super().do(call, timeout_s)


async def _one_look(_: AsyncClient, carrier: Carrier) -> None:
    """What is as it was expected takes one request: no trails are fetched that nobody is shown."""
    send(carrier)
    carrier.pass_(minutes=1)
    async with Counted(carrier.url) as client:
        await client.handset(HOME).received("4321")
        await client.handset(OFF).received_nothing()
        assert client.asked == [f"/sim/handsets/{HOME}", f"/sim/handsets/{OFF}"]


test_async_later = in_loop(_later)
test_async_one_look = in_loop(_one_look)
test_async_not_the_one_before = in_loop(_not_the_one_before)
test_async_many_wait = in_loop(_many_wait)
test_async_all_else = in_loop(_all_else)
