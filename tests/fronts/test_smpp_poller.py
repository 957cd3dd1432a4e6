"""The sockets of one front are read together: each as it would be alone, whatever becomes of the others. uvloop reads them by itself."""

import asyncio
import gc
import socket
import struct
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from simulator.fronts.smpp.poller import Poller
from tests.runtime.faulty import LIMIT_S, on_both_loops, until

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that makes a close a reset."""


class Heard(asyncio.Protocol):
    """The server's side of a connection. does: what it does with what it has heard."""

    def __init__(self, does: Callable[["Heard"], None]) -> None:
        self.transport: Any = None
        self.octets = b""
        self.lost = False
        self._does = does

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.octets += data
        self._does(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - however it went
        self.lost = True


class Served:
    """A server of nothing: peers are the clients' sockets, heard their protocols, in one order."""

    def __init__(self, does: Callable[[Heard], None]) -> None:
        self.peers: list[socket.socket] = []
        self.heard: list[Heard] = []
        self.port = 0
        self._does = does

    def made(self) -> Heard:
        self.heard.append(Heard(self._does))
        return self.heard[-1]

    async def join(self) -> tuple[socket.socket, Heard]:
        """One more client."""
        peer = socket.create_connection(("127.0.0.1", self.port))
        self.peers.append(peer)
        await until(lambda: len(self.heard) == len(self.peers) and self.heard[-1].transport is not None)
        return peer, self.heard[-1]


def open_files() -> int:
    """Of this process."""
    return len(list(Path("/proc/self/fd").iterdir()))


@asynccontextmanager
async def served(does: Callable[[Heard], None] = lambda _: None) -> AsyncIterator[Served]:
    poller, made = Poller(), Served(does)
    server = await asyncio.get_running_loop().create_server(lambda: poller.before(made.made()), "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        for peer in made.peers:
            peer.close()
        async with asyncio.timeout(LIMIT_S):
            await until(lambda: all(one.lost for one in made.heard))
        server.close()
        await server.wait_closed()


@on_both_loops
async def test_each_hears_its_own() -> None:
    """All in order, also what is more than one read takes."""
    async with served() as all_:
        pairs = [await all_.join() for _ in range(3)]
        much = bytes(range(256)) * 1_000
        for nth, (peer, _) in enumerate(pairs):
            peer.sendall(b"%d" % nth + much)
        await until(lambda: all(len(one.octets) > len(much) for _, one in pairs))
        assert [one.octets for _, one in pairs] == [b"%d" % nth + much for nth in range(3)]


@on_both_loops
async def test_one_alone() -> None:
    """It is read, also when it was not alone before."""
    async with served() as all_:
        peer, one = await all_.join()
        peer.sendall(b"a")
        await until(lambda: one.octets == b"a")
        other, another = await all_.join()
        other.close()
        await until(lambda: another.lost)
        peer.sendall(b"b")
        await until(lambda: one.octets == b"ab")


@on_both_loops
async def test_a_reset_ends_one() -> None:
    """The others are read on."""
    async with served() as all_:
        (gone, lost), (peer, one) = await all_.join(), await all_.join()
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        gone.close()
        await until(lambda: lost.lost)
        peer.sendall(b"still here")
        await until(lambda: one.octets == b"still here")
        assert not one.lost


@on_both_loops
async def test_the_last_word_is_heard() -> None:
    """Of one that says no more after it, and gets its answer."""
    async with served(lambda one: one.transport.write(b"good bye")) as all_:
        (peer, one), _ = await all_.join(), await all_.join()
        peer.sendall(b"the last")
        peer.shutdown(socket.SHUT_WR)
        await until(lambda: one.lost)
        assert one.octets == b"the last"
        assert peer.recv(100) == b"good bye"
        assert peer.recv(100) == b""


@on_both_loops
async def test_who_pauses_is_not_read() -> None:
    """What came meanwhile is read later; pausing and resuming twice is doing it once."""
    async with served() as all_:
        first, second = await all_.join(), await all_.join()
        for (peer, one), (other, another) in ((second, first), (first, second)):
            one.octets = another.octets = b""
            one.transport.pause_reading()
            one.transport.pause_reading()
            peer.sendall(b"one")
            other.sendall(b"another")
            await until(lambda another=another: another.octets == b"another")
            assert one.octets == b""
            one.transport.resume_reading()
            one.transport.resume_reading()
            await until(lambda one=one: one.octets == b"one")


@on_both_loops
async def test_one_ends_the_other() -> None:
    """Both have something in the same turn: who was ended by the first is not heard any more."""

    def end_others(one: Heard) -> None:
        for other in all_.heard:
            if other is not one:
                other.transport.abort()

    async with served(end_others) as all_:
        pairs = [await all_.join() for _ in range(2)]
        for peer, _ in pairs:
            peer.sendall(b"I am the one")
        await until(lambda: any(one.lost for _, one in pairs))
        assert sorted(one.octets for _, one in pairs) == [b"", b"I am the one"]


@on_both_loops
async def test_one_that_fails_is_told_and_ended() -> None:
    """Its fault is the loop's to tell, and nobody else's loss."""

    def fail(one: Heard) -> None:
        if one.octets == b"bad":
            raise ValueError("bad octets")

    told: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context["exception"]))
    async with served(fail) as all_:
        (peer, one), (other, another) = await all_.join(), await all_.join()
        peer.sendall(b"bad")
        other.sendall(b"good")
        await until(lambda: one.lost and another.octets == b"good")
        assert not another.lost
    assert [str(error) for error in told] == ["bad octets"]


@on_both_loops
async def test_another_protocol_takes_over() -> None:
    """What comes from then on is its own, and so is the end."""
    async with served() as all_:
        (peer, one), _ = await all_.join(), await all_.join()
        next_ = Heard(lambda _: None)
        one.transport.set_protocol(next_)
        peer.sendall(b"for the next")
        await until(lambda: next_.octets == b"for the next")
        peer.close()
        await until(lambda: next_.lost)
        assert not one.octets
        one.lost = True  # nobody tells it


@on_both_loops
async def test_who_is_gone_touches_nobody() -> None:
    """The number of its file is another's by now."""
    async with served() as all_:
        (gone, lost), _ = await all_.join(), await all_.join()
        gone.close()
        await until(lambda: lost.lost)
        peer, one = await all_.join()
        lost.transport.pause_reading()
        lost.transport.resume_reading()
        lost.transport.abort()
        peer.sendall(b"still here")
        await until(lambda: one.octets == b"still here")


@on_both_loops
async def test_nothing_is_left_for_the_collector() -> None:
    """Thousands come and go: whoever is gone takes all with it that stood before its socket."""
    async with served() as all_:
        gone: list[weakref.ref[Any]] = []
        gc.disable()
        try:
            for _ in range(5):
                peer, one = await all_.join()
                gone += weakref.ref(one), weakref.ref(one.transport)
                peer.close()
                await until(lambda one=one: one.lost)
            all_.heard.clear()
            del one
            await until(lambda: all(each() is None for each in gone))
        finally:
            gc.enable()


@on_both_loops
async def test_nothing_is_left() -> None:
    """When all have gone no file is open that was not before."""
    async with served() as all_:
        before = open_files()
        for _ in range(20):
            peer, one = await all_.join()
            peer.sendall(b"x")
            await until(lambda one=one: one.octets == b"x")
        for peer in all_.peers:
            peer.close()
        await until(lambda: all(one.lost for one in all_.heard))
        await until(lambda: open_files() <= before)
