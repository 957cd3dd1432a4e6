"""What stands between callers and the server: connections that are forgotten, and writes that stall."""

import asyncio
import socket

import pytest
from aiohttp import ClientOSError, ClientSession, ServerDisconnectedError

from simulator.wire.faults import Fault, Kind, Manner
from tests.runtime.faulty import faulty, held, on_both_loops, pass_, send, until_next

IDLE = Fault("nat", Kind.IDLE_FORGOTTEN)
STALLED = b"POST /v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n"


@on_both_loops
async def test_what_was_idle_too_long_is_a_black_hole() -> None:
    """The request vanishes and is on no record; a connection of its own works."""
    async with faulty(IDLE) as network, ClientSession() as session, ClientSession() as other:
        assert (await send(session, network))["result"] == 0
        await pass_(network, 89_999)
        assert (await send(session, network, "13800000001"))["result"] == 0
        await pass_(network, 90_000)
        lost = asyncio.create_task(send(session, network, "13800000202"))
        assert (await send(other, network, "13800000203"))["result"] == 0
        await pass_(network, 3_600_000)
        assert not lost.done()
        assert len(network.world.ledger) == 3
        lost.cancel()


@on_both_loops
async def test_what_was_idle_too_long_is_reset() -> None:
    """Where the middlebox says so."""
    async with faulty(Fault("nat", Kind.IDLE_FORGOTTEN, manner=Manner.RESET)) as network:
        reader, writer = await asyncio.open_connection("127.0.0.1", network.where.http_port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readuntil(b"}")
        await pass_(network, 90_000)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            await reader.read()
        writer.close()


@on_both_loops
async def test_closing_before_it_is_forgotten_avoids_it() -> None:
    """Who opens a connection anew is answered."""
    async with faulty(IDLE) as network:
        for mobile in ("13800000000", "13800000001"):
            async with ClientSession() as session:
                assert (await send(session, network, mobile))["result"] == 0
            await pass_(network, 90_000)


@on_both_loops
async def test_an_answer_keeps_a_connection_in_mind() -> None:
    """Idle is the time since the last octet, whichever way it went."""
    slow = Fault("slow", Kind.SLOW_REQUESTS, delay_ms=60_000, first=1)
    async with faulty(IDLE, slow) as network, ClientSession() as session:
        sending = asyncio.create_task(send(session, network))
        await held(network)
        await pass_(network, 60_000)
        assert (await sending)["result"] == 0
        await pass_(network, 60_000)
        assert (await send(session, network, "13800000001"))["result"] == 0


@on_both_loops
async def test_a_connection_of_before_can_be_forgotten_too() -> None:
    """A fault that is switched on holds for what is open; switched off, for nobody."""
    async with faulty() as network, ClientSession() as session:
        assert (await send(session, network))["result"] == 0
        network.world.faults.put(Fault("nat", Kind.IDLE_FORGOTTEN, manner=Manner.RESET))
        assert (await send(session, network, "13800000001"))["result"] == 0
        await pass_(network, 90_000)
        with pytest.raises((ServerDisconnectedError, ClientOSError)):
            await send(session, network, "13800000202")
        network.world.faults.remove("nat")
        assert (await send(session, network, "13800000203"))["result"] == 0
        await pass_(network, 90_000)
        assert (await send(session, network, "13800000204"))["result"] == 0


@on_both_loops
async def test_what_is_read_too_slowly_times_out() -> None:
    """The platform waits for a body no longer than for anything else."""
    async with faulty(Fault("slow", Kind.SLOW_READS, octets_per_s=10), limit_ms=5_000) as network, ClientSession() as session:
        sending = asyncio.create_task(send(session, network))
        while not sending.done():
            await until_next(network)
        assert (await sending)["ErrorCode"] == 60008


@on_both_loops
async def test_writes_stall_where_the_server_reads_slowly() -> None:
    """What is not read backs up in the caller; all of it arrives in the end."""
    slow = Fault("slow", Kind.SLOW_READS, octets_per_s=200_000)
    async with faulty(slow, limit_ms=60_000) as network:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        sock.connect(("127.0.0.1", network.where.http_port))
        reader, writer = await asyncio.open_connection(sock=sock)
        writer.write(STALLED + b" " * 300_000)
        drained = asyncio.create_task(writer.drain())
        answered = asyncio.create_task(reader.readuntil(b"}"))
        await until_next(network)
        assert not drained.done()
        begun = network.driver.now()
        while not answered.done():
            await until_next(network)
        assert b'"ErrorCode":60003' in await answered
        assert network.driver.now() - begun >= 1_000
        await drained
        writer.close()
