"""Where callers come in: how many at once, what happens to more, and TLS that begins late."""

import asyncio
import ssl
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, TCPConnector

from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.wire.faults import Fault, Kind, Manner
from tests.runtime.faulty import faulty, held, on_both_loops, pass_, send, until

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


class Caller:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def of(cls, network: Network) -> "Caller":
        return cls(*await asyncio.open_connection("127.0.0.1", network.where.http_port))

    async def ask(self) -> bytes:
        """The first line of an answer."""
        self.writer.write(HEALTH)
        line = await self.reader.readline()
        await self.reader.readuntil(b"}")
        return line

    async def leave(self) -> None:
        self.writer.close()
        await self.writer.wait_closed()


def limit(manner: Manner, connections: int = 2) -> Fault:
    return Fault("limit", Kind.CONNECTION_LIMIT, connections=connections, manner=manner)


async def refused(network: Network) -> bool:
    try:
        caller = await Caller.of(network)
    except ConnectionRefusedError:
        return True
    await caller.leave()
    return False


async def welcome(network: Network) -> bool:
    return not await refused(network)


@on_both_loops
async def test_a_full_server_refuses_who_comes_next() -> None:
    """Those that are there are served; when one leaves, another may come."""
    async with faulty(limit(Manner.REFUSE)) as network:
        one, two = await Caller.of(network), await Caller.of(network)
        assert [await each.ask() for each in (one, two)] == [b"HTTP/1.1 200 OK\r\n"] * 2
        assert await refused(network)
        await one.leave()
        await until(lambda: welcome(network))
        assert await two.ask() == b"HTTP/1.1 200 OK\r\n"
        await two.leave()


@on_both_loops
async def test_a_full_server_lets_who_comes_next_wait() -> None:
    """The kernel takes the connection, the server does not, until another leaves."""
    async with faulty(limit(Manner.QUEUE, 1)) as network:
        one, two = await Caller.of(network), await Caller.of(network)
        assert await one.ask() == b"HTTP/1.1 200 OK\r\n"
        waiting = asyncio.create_task(two.ask())
        assert [await one.ask() for _ in range(5)] == [b"HTTP/1.1 200 OK\r\n"] * 5
        assert not waiting.done()
        await one.leave()
        assert await waiting == b"HTTP/1.1 200 OK\r\n"
        await two.leave()


@on_both_loops
async def test_a_pool_gets_by_where_short_connections_do_not() -> None:
    """As many requests as one likes over the connections that there may be."""
    async with faulty(limit(Manner.REFUSE)) as network, ClientSession(connector=TCPConnector(limit=2)) as pool:
        answers = await asyncio.gather(*(send(pool, network, f"1380000{number}") for number in range(5000, 5020)))
        assert {answer["result"] for answer in answers} == {0}


@pytest.mark.parametrize("manner", [Manner.REFUSE, Manner.QUEUE])
@on_both_loops
async def test_a_limit_counts_who_was_there_before(manner: Manner) -> None:
    """Switched on while connections are open; switched off, everyone may come."""
    async with faulty() as network, AsyncExitStack() as stack:
        callers = [await Caller.of(network) for _ in range(3)]
        for caller in callers:
            stack.push_async_callback(caller.leave)
            await caller.ask()
        network.world.faults.put(limit(manner))
        late = asyncio.create_task(Caller.of(network))
        waits = asyncio.create_task(_asked(late))
        assert await callers[0].ask() == b"HTTP/1.1 200 OK\r\n"
        assert (await refused(network)) is (manner is Manner.REFUSE)
        network.world.faults.remove("limit")
        if manner is Manner.QUEUE:
            assert await waits == b"HTTP/1.1 200 OK\r\n"
        fresh = await Caller.of(network)
        assert await fresh.ask() == b"HTTP/1.1 200 OK\r\n"
        await fresh.leave()
        await asyncio.gather(waits, return_exceptions=True)


async def _asked(connecting: "asyncio.Task[Caller]") -> bytes:
    caller = await connecting
    line = await caller.ask()
    await caller.leave()
    return line


@on_both_loops
async def test_a_late_handshake_makes_connecting_slow() -> None:
    """The connection stands at once, and says nothing until the handshake begins."""
    late = Fault("tls", Kind.LATE_TLS, delay_ms=4_000)
    async with faulty(late, where=Where(smpp_port=0, http_port=0, https_port=0)) as network:
        assert network.certificate is not None
        trusting = ssl.create_default_context(cadata=(network.certificate.ca or b"").decode())
        connecting = asyncio.create_task(asyncio.open_connection("127.0.0.1", network.where.https_port, ssl=trusting))
        await held(network)
        await pass_(network, 3_999)
        assert not connecting.done()
        await pass_(network, 1)
        caller = Caller(*await connecting)
        assert await caller.ask() == b"HTTP/1.1 200 OK\r\n"
        await caller.leave()


@on_both_loops
async def test_who_fails_the_handshake_is_gone() -> None:
    """And does not count any more."""
    where = Where(smpp_port=0, http_port=0, https_port=0)
    async with faulty(limit(Manner.REFUSE, 1), where=where) as network:
        with pytest.raises(ssl.SSLError):
            await asyncio.open_connection("127.0.0.1", network.where.https_port, ssl=ssl.create_default_context())
        await until(lambda: welcome(network))


@on_both_loops
async def test_it_closes_whatever_is_on() -> None:
    """Full or not, nobody listens after the end."""
    async with faulty(limit(Manner.REFUSE, 1)) as network:
        port = network.where.http_port
        one = await Caller.of(network)
        await one.ask()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    assert await one.reader.read() == b""
    one.writer.close()
