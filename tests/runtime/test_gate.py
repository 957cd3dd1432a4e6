"""What befalls requests before they reach a front: delays, losses, time-outs, as a caller meets them."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, ServerDisconnectedError, TCPConnector

from simulator.wire.faults import Fault, Kind
from tests.runtime.faulty import faulty, held, on_both_loops, pass_, send, until

SLOW = Fault("slow", Kind.SLOW_REQUESTS, path="/v5/tlssmssvr/sendsms", first=1, delay_ms=30_000)
JSON = {"Content-Type": "application/json"}


@on_both_loops
async def test_a_slow_request_holds_up_what_follows_on_its_connection() -> None:
    """One long connection answers in turn; a connection of its own is served at once."""
    async with faulty(SLOW) as network, ClientSession(connector=TCPConnector(limit=1)) as one, ClientSession() as other:
        first = asyncio.create_task(send(one, network))
        await held(network)
        second = asyncio.create_task(send(one, network, "13800000001"))
        assert (await send(other, network, "13800000200"))["result"] == 0
        assert not first.done()
        assert not second.done()
        await pass_(network, 30_000)
        assert [(await each)["result"] for each in (first, second)] == [0, 0]


@on_both_loops
async def test_the_platform_hears_of_a_slow_call_late() -> None:
    """The record's time is that of the platform, not of the caller."""
    async with faulty(SLOW) as network, ClientSession() as session:
        sending = asyncio.create_task(send(session, network))
        await held(network)
        before = network.driver.now()
        await pass_(network, 30_000)
        sid = (await sending)["sid"]
        message = network.world.ledger.find(sid)
        assert message is not None
        assert message.accepted_at == before + 30_000


@on_both_loops
async def test_a_caller_abroad_waits_both_ways() -> None:
    """The request travels as long as its answer; the platform has it in between."""
    async with faulty(Fault("far", Kind.OVERSEAS, delay_ms=200)) as network, ClientSession() as session:
        sending = asyncio.create_task(send(session, network))
        await held(network)
        await pass_(network, 200)
        assert len(network.world.ledger) == 1
        assert not sending.done()
        await pass_(network, 200)
        assert (await sending)["result"] == 0


@pytest.mark.parametrize("taken", [False, True])
@on_both_loops
async def test_a_lost_request_is_never_answered(taken: bool) -> None:
    """Nothing is on record of it, unless it is the answer that was lost; when the network stops, the connection just ends."""
    async with ClientSession() as session:
        async with faulty(Fault("lost", Kind.LOST, taken=taken)) as network:
            sending = asyncio.create_task(send(session, network))
            await held(network)
            await pass_(network, 86_400_000)
            assert not sending.done()
            assert (len(network.world.ledger), len(network.world.ledger.refused)) == (int(taken), 0)
        with pytest.raises(ServerDisconnectedError):
            await sending


@on_both_loops
async def test_a_lost_request_ends_with_its_caller() -> None:
    """Once the caller hung up nothing is held any more."""
    async with faulty(Fault("lost", Kind.LOST)) as network:
        async with ClientSession() as session:
            sending = asyncio.create_task(send(session, network))
            await held(network)
            sending.cancel()
        await until(lambda: not network.pauses.holding.is_set())


@pytest.mark.parametrize("taken", [False, True])
@on_both_loops
async def test_a_time_out_is_answered_after_the_limit(taken: bool) -> None:
    """As 60008; the text may have been sent all the same."""
    async with faulty(Fault("late", Kind.TIMED_OUT, taken=taken), limit_ms=7_000) as network, ClientSession() as session:
        sending = asyncio.create_task(send(session, network))
        await held(network)
        await pass_(network, 6_999)
        assert not sending.done()
        await pass_(network, 1)
        assert (await sending)["ErrorCode"] == 60008
        assert len(network.world.ledger) == int(taken)


@on_both_loops
async def test_a_strict_platform_wants_its_content_type() -> None:
    """Anything else is 60008 at once; without the fault it is taken."""
    strict = Fault("strict", Kind.STRICT_CONTENT_TYPE)
    async with faulty(strict) as network, ClientSession() as session:
        assert (await send(session, network, **{"Content-Type": "text/plain"}))["ErrorCode"] == 60008
        assert (await send(session, network, **JSON))["result"] == 0
        network.world.faults.remove("strict")
        assert (await send(session, network, "13800000001", **{"Content-Type": "text/plain"}))["result"] == 0


@on_both_loops
async def test_only_the_number_that_it_is_meant_for() -> None:
    """Others are answered at once."""
    slow = Fault("slow", Kind.SLOW_REQUESTS, number="+8613800000001", delay_ms=1_000)
    async with faulty(slow) as network, ClientSession() as session:
        assert (await send(session, network, "13800000000"))["result"] == 0
        sending = asyncio.create_task(send(session, network, "13800000001"))
        await held(network)
        await pass_(network, 1_000)
        assert (await sending)["result"] == 0


BEGUN = b"POST /v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"


@pytest.mark.parametrize("faults", [(), (Fault("strict", Kind.STRICT_CONTENT_TYPE),)])
@on_both_loops
async def test_a_body_that_stalls_is_a_time_out(faults: tuple[Fault, ...]) -> None:
    """Past the processing limit it is answered 60008, and it is the last answer on its connection."""
    async with faulty(*faults, limit_ms=50, ours=False) as network:
        reader, writer = await asyncio.open_connection("127.0.0.1", network.where.http_port)
        writer.write(BEGUN)
        answer = await reader.readuntil(b"}")
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"Connection: close" in answer
        assert b'"ErrorCode":60008' in answer
        writer.close()


@on_both_loops
async def test_without_virtual_time_a_delay_is_the_walls() -> None:
    """An answer never waits for a clock that stands still."""
    loop = asyncio.get_running_loop()
    slow = Fault("slow", Kind.SLOW_REQUESTS, delay_ms=200)
    async with faulty(slow, ours=False) as network, ClientSession() as session:
        before = loop.time()
        answer: dict[str, Any] = await send(session, network)
        assert loop.time() - before > 0.19
        assert "result" in answer
