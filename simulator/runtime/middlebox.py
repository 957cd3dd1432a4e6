"""What stands between a caller's connection and the HTTP server while faults are on: it forgets, and it slows. It reads no HTTP."""

import asyncio
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, cast

from simulator.faults import Faults, Strike
from simulator.runtime.pauses import FOR_EVER, Pauses
from simulator.wire.faults import Fault, Kind, Manner

GRAIN_MS: Final = 100
"""How often a slow reader reads."""
RESET_AT_CLOSE: Final = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time: closing sends RST."""


class Line:
    """The transport as the server sees it: the way out is noted, all else is the transport's own."""

    def __init__(self, transport: asyncio.Transport, note: Callable[[], None]) -> None:
        self._transport = transport
        self._note = note

    def write(self, data: Any) -> None:
        """Octets go out."""
        self._note()
        self._transport.write(data)

    def writelines(self, chunks: Any) -> None:
        """Octets go out."""
        self._note()
        self._transport.writelines(chunks)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Middlebox(asyncio.Protocol):
    """One connection's. inner: the server's side; slow: the fault that makes its reads slow; left: told when the connection is gone."""

    def __init__(self, inner: Any, faults: Faults, pauses: Pauses, left: Callable[[], None], slow: Strike | None = None) -> None:
        self._inner = inner
        self._faults = faults
        self._pauses = pauses
        self._left = left
        self._slow = slow
        self._last_ms = pauses.now_ms()
        self._forgotten = False
        self._unread = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport

    def take(self, transport: asyncio.Transport) -> None:
        """Stand on a connection that is open already."""
        self._transport = transport
        self._inner.transport = Line(transport, self._note)
        transport.set_protocol(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A caller connected."""
        self._transport = cast("asyncio.Transport", transport)
        self._inner.connection_made(Line(self._transport, self._note))

    def data_received(self, data: bytes) -> None:
        """Octets came: they go on, at once or slowly, or nowhere."""
        idle_ms = self._pauses.now_ms() - self._last_ms
        self._note()
        if not self._forgotten:
            self._forget(idle_ms)
        if self._forgotten:
            return
        if self._slow is None:
            self._inner.data_received(data)
            return
        self._unread += data
        if self._task is None:
            self._transport.pause_reading()
            self._task = asyncio.get_running_loop().create_task(self._read(self._slow.fault.octets_per_s or 1))

    def eof_received(self) -> bool | None:
        """The caller says no more."""
        return cast("bool | None", self._inner.eof_received())

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._task is not None:
            self._task.cancel()
        self._inner.connection_lost(exc)
        self._left()

    def pause_writing(self) -> None:
        """The caller reads too slowly."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self._inner.resume_writing()

    def _note(self) -> None:
        self._last_ms = self._pauses.now_ms()

    def _forget(self, idle_ms: float) -> None:
        """Forget the connection where it was idle for so long that a fault has it forgotten."""

        def long_enough(fault: Fault) -> bool:
            return idle_ms >= fault.idle_ms

        strike = self._faults.one(Kind.IDLE_FORGOTTEN, long_enough)
        if strike is None:
            return
        self._forgotten = True
        if strike.fault.way is Manner.RESET:
            reset(self._transport)
        elif self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._pauses.hold(FOR_EVER))

    async def _read(self, octets_per_s: int) -> None:
        """Hand over what came, bit by bit, and only then take more from the kernel."""
        grain_ms = max(GRAIN_MS, -(-1000 // octets_per_s))
        octets = octets_per_s * grain_ms // 1000
        while self._unread:
            await self._pauses.hold(grain_ms)
            some = bytes(self._unread[:octets])
            del self._unread[:octets]
            self._inner.data_received(some)
        self._task = None
        self._note()
        self._transport.resume_reading()


def reset(transport: asyncio.Transport) -> None:
    """End a connection with RST."""
    with suppress(OSError):
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
    transport.abort()
