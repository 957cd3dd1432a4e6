"""A running network: its ports are had or named, and it ends whatever its clients do."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from msgspec.structs import replace

from simulator.runtime.entry import Where
from simulator.runtime.network import Network, PortTakenError
from simulator.scenario.default import scenario
from tests.fronts.tencent_v5 import in_loop
from tests.ports import kept_port
from tests.road import NINE
from tests.runtime.faulty import on_both_loops

ANY = Where(smpp_port=0, http_port=0)


def network() -> Network:
    return Network(scenario(), seed=1, start=NINE, speed=0.0, derived=True)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@in_loop
async def test_it_says_where_it_listens() -> None:
    """Port 0 is a free one of each kind, and both accept."""
    one = network()
    where = await one.start(ANY)
    assert where == one.where
    for port in (where.smpp_port, where.http_port):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
    assert one.entry()["url"] == f"http://127.0.0.1:{where.http_port}"
    await one.stop()


@pytest.mark.parametrize(("word", "other", "what"), [("smpp", "http", "SMPP"), ("http", "smpp", "HTTP")])
@in_loop
async def test_a_port_in_use_is_named(taken: int, word: str, other: str, what: str) -> None:
    """With how to choose another; and the other port, which could be had, is free again."""
    with kept_port() as free:
        with pytest.raises(PortTakenError) as told:
            await network().start(Where(**{f"{word}_port": taken, f"{other}_port": free}))
        why = "cannot be used (Address already in use): choose another with"
        assert str(told.value) == f"{what} port {taken} {why} --{word}-port, 0 for any free one"
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", free)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
@in_loop
async def test_a_host_that_is_not_ours_is_named(host: str) -> None:
    """The option to change is the host, not the port."""
    with pytest.raises(PortTakenError, match=f"{host} is no address of this machine: choose another with --host"):
        await network().start(replace(ANY, host=host))


@in_loop
async def test_it_ends_though_a_request_never_does() -> None:
    """A client that sent half a request does not hold it up for long."""
    one = network()
    where = await one.start(ANY)
    reader, writer = await asyncio.open_connection("127.0.0.1", where.http_port)
    writer.write(b"POST /sim/clock/pass HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
    answers, other = await asyncio.open_connection("127.0.0.1", where.http_port)
    other.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert await answers.readline() == b"HTTP/1.1 200 OK\r\n"
    async with asyncio.timeout(10):
        await one.stop()
        assert await reader.read() == b""
    writer.close()
    other.close()


def test_an_address_of_version_6_is_written_in_brackets() -> None:
    """As URLs want it."""
    assert Where(host="::1", http_port=80).url == "http://[::1]:80"


@pytest.mark.parametrize("turns", range(5))
@pytest.mark.parametrize("port", ["smpp_port", "http_port"])
@on_both_loops
async def test_who_comes_while_it_stops_is_hung_up_on(port: str, turns: int) -> None:
    """However far the network had got with letting him in: turns of its loop since he connected."""
    one = network()
    where = await one.start(ANY)
    with socket.create_connection(("127.0.0.1", getattr(where, port))) as client:
        client.setblocking(False)
        for _ in range(turns):
            await asyncio.sleep(0)
        await one.stop()
        with suppress(ConnectionError):  # in the kernel's queue, not accepted yet: reset
            assert await asyncio.get_running_loop().sock_recv(client, 1) == b""
