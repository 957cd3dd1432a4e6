"""The listeners of the HTTP port: as the loop does it, until faults of connections are on; then by hand. It reads no HTTP."""

import asyncio
import os
import socket
import ssl
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Final

from msgspec import Struct

from simulator.faults import Faults, Strike
from simulator.runtime.middlebox import Middlebox
from simulator.runtime.pauses import FOR_EVER, Pauses
from simulator.wire.faults import Kind, Level, Manner

BACKLOG: Final = 1024
RETRY_S: Final = 1.0
"""After how long it is tried again where the system has no socket to give."""
SMALL_BUFFER: Final = 16_384
"""SO_RCVBUF of connections that are read slowly: what is not read backs up in the caller soon."""


class Listener(Struct):
    """One listening address. server: while the loop accepts; sock: while it is done by hand; neither: nobody listens."""

    address: Any
    family: int
    tls: ssl.SSLContext | None
    server: asyncio.Server | None = None
    sock: socket.socket | None = None


class Door:
    """Where callers come in. make: the server's side of a connection; connections: those that are open."""

    def __init__(self, make: Callable[[], Any], connections: Callable[[], Iterable[Any]], faults: Faults, pauses: Pauses) -> None:
        self._make = make
        self._connections = connections
        self._faults = faults
        self._pauses = pauses
        self._listeners: list[Listener] = []
        self._by_hand = False
        self._open = 0
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._queued: asyncio.Task[None] | None = None
        faults.subscribe(self._adjust)

    async def listen(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        """Accept callers; the port. OSError where it cannot be had."""
        server = await asyncio.get_running_loop().create_server(self._make, host, port, ssl=tls, backlog=BACKLOG)
        sockets = list(server.sockets)
        self._listeners += [Listener(sock.getsockname(), sock.family, tls, server) for sock in sockets]
        taken: int = sockets[0].getsockname()[1]
        if self._by_hand:
            self._take_over(server)
        self._adjust()
        return taken

    def servers(self) -> list[asyncio.Server]:
        """Those that accept now, where it is not done by hand."""
        return [listener.server for listener in self._listeners if listener.server is not None]

    def close(self) -> None:
        """Nobody listens any more; connections stay."""
        self._closed = True
        for listener in self._listeners:
            if listener.server is not None:
                listener.server.close()
            self._shut(listener)
        for task in self._tasks:
            task.cancel()

    def _adjust(self) -> None:
        """Listen as the faults and the open connections have it."""
        if self._closed or (not self._by_hand and not self._faults.on(Level.CONNECTION)):
            return
        if not self._by_hand:
            self._begin()
        full = self._faults.full(self._open)
        if full is not Manner.QUEUE and self._queued is not None:
            self._queued.cancel()
            self._queued = None
        for listener in self._listeners:
            if full is None:
                self._accept_from(listener)
            elif full is Manner.REFUSE:
                self._shut(listener)
            elif listener.sock is not None:
                asyncio.get_running_loop().add_reader(listener.sock, self._queue, listener)

    def _begin(self) -> None:
        """Accept by hand from now on, and stand between the server and the connections that are open."""
        self._by_hand = True
        for server in {listener.server for listener in self._listeners if listener.server is not None}:
            self._take_over(server)
        for http in self._connections():
            if http.transport is not None:
                self._open += 1
                Middlebox(http, self._faults, self._pauses, self._leave).take(http.transport)

    def _take_over(self, server: asyncio.Server) -> None:
        """Take the sockets that the loop listens on: a copy keeps listening when the loop closes its own."""
        theirs = [listener for listener in self._listeners if listener.server is server]
        for listener, sock in zip(theirs, server.sockets, strict=True):
            listener.sock = socket.socket(fileno=os.dup(sock.fileno()))
            listener.server = None
        server.close()

    def _accept_from(self, listener: Listener) -> None:
        loop = asyncio.get_running_loop()
        if listener.sock is None:
            try:
                listener.sock = _listening(listener)
            except OSError:  # somebody else took the port meanwhile
                loop.call_later(RETRY_S, self._adjust)
                return
        loop.add_reader(listener.sock, self._accept, listener)

    def _queue(self, listener: Listener) -> None:
        """Somebody waits to be let in: held like any other until there is room. The kernel does not say how many more come."""
        assert listener.sock is not None
        asyncio.get_running_loop().remove_reader(listener.sock)
        if self._queued is None:
            self._queued = self._start(self._pauses.hold(FOR_EVER))

    def _shut(self, listener: Listener) -> None:
        if listener.sock is not None:
            asyncio.get_running_loop().remove_reader(listener.sock)
            listener.sock.close()
            listener.sock = None

    def _accept(self, listener: Listener) -> None:
        """Take one caller; the loop comes back for the next."""
        assert listener.sock is not None
        try:
            connection, _ = listener.sock.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError:  # no file is left to open
            loop = asyncio.get_running_loop()
            loop.remove_reader(listener.sock)
            loop.call_later(RETRY_S, self._adjust)
            return
        connection.settimeout(0)
        self._open += 1
        admitting = self._start(self._admit(connection, listener.tls))
        admitting.add_done_callback(lambda task: connection.close() if task.cancelled() else None)  # perhaps before it began
        self._adjust()

    async def _admit(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        """Give a caller to the server."""
        late = None if tls is None else self._faults.one(Kind.LATE_TLS)
        slow = self._faults.one(Kind.SLOW_READS)
        if slow is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        try:
            if late is not None:
                await self._pauses.hold(late.delay_ms)
            await self._connect(connection, tls, slow)
        except OSError:  # it hung up, or its handshake failed
            connection.close()
            self._leave()

    async def _connect(self, connection: socket.socket, tls: ssl.SSLContext | None, slow: Strike | None) -> None:
        box = Middlebox(self._make(), self._faults, self._pauses, self._leave, slow)
        await asyncio.get_running_loop().connect_accepted_socket(lambda: box, connection, ssl=tls)

    def _leave(self) -> None:
        """A connection is gone."""
        self._open -= 1
        self._adjust()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _listening(listener: Listener) -> socket.socket:
    """A new socket at the same address."""
    sock = socket.socket(listener.family, socket.SOCK_STREAM)
    try:
        sock.settimeout(0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listener.family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(listener.address)
        sock.listen(BACKLOG)
    except OSError:
        sock.close()
        raise
    return sock
