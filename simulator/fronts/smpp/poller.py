"""Reads, in one go, what came for all plain connections in one turn of the loop. It knows no PDU.

asyncio asks the system which sockets have something, makes a note for each, and comes back to each by a call of its own: for clients that
wait for every answer that is a tenth of the whole road. Here two sockets or more stand behind one epoll, of which the loop knows as of one
file (an epoll can be polled itself: epoll(7)). What is alone, secured by TLS, or has come to its end, asyncio reads by itself.
"""

import asyncio
import os
import select
import sys
from collections.abc import Callable
from typing import Any, Final, cast

_OCTETS: Final = 65_536
"""Of one read. For more than 128 KiB the allocator would ask the system each time."""


class Poller:
    """One front's. Its epoll is there while two or more stand behind it."""

    def __init__(self) -> None:
        self._epoll: Any = None
        self._polled: dict[int, Polled] = {}

    def before(self, protocol: asyncio.Protocol) -> asyncio.Protocol:
        """What is to be the protocol of a socket in this one's place, so that it is read here; itself where that cannot be."""
        can = sys.platform == "linux" and isinstance(asyncio.get_running_loop(), asyncio.SelectorEventLoop)
        return cast("asyncio.Protocol", Polled(self, protocol)) if can else protocol

    def add(self, number: int, polled: "Polled") -> None:
        """Read what comes for this file."""
        if number in self._polled:
            return
        self._polled[number] = polled
        if len(self._polled) == 1:
            polled.transport.resume_reading()
        elif self._epoll is None:
            self._gather()
        else:
            self._epoll.register(number, select.EPOLLIN)

    def drop(self, number: int) -> None:
        """Read it no more."""
        if self._polled.pop(number, None) is None or self._epoll is None:
            return
        self._epoll.unregister(number)
        if len(self._polled) == 1:
            self._leave_alone()

    def _gather(self) -> None:
        """All that are read stand behind the epoll from now on."""
        self._epoll = select.epoll()
        asyncio.get_running_loop().add_reader(self._epoll.fileno(), self._read)
        for number, polled in self._polled.items():
            polled.transport.pause_reading()
            self._epoll.register(number, select.EPOLLIN)

    def _leave_alone(self) -> None:
        """One is left: what stands between would only cost it time."""
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        self._epoll.close()
        self._epoll = None
        for polled in self._polled.values():
            polled.transport.resume_reading()

    def _read(self) -> None:
        """Read each that has something once: who has more has it again in the next turn."""
        known, read = self._polled, os.read
        for number, _ in self._epoll.poll(0):
            polled = known.get(number)
            if polled is None:
                continue  # one before it ended it
            try:
                data = read(number, _OCTETS)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if not data:
                polled.end()
                continue
            try:
                polled.data_received(data)
            except Exception as error:  # noqa: BLE001 - as asyncio does it: whatever one connection meets, the others are read
                polled.fail(error)


class Polled:
    """One connection's: to the socket's transport it is the protocol, to the protocol it is the transport. It never touches an octet.

    data_received: the protocol's own; transport: the socket's.
    """

    def __init__(self, poller: Poller, protocol: asyncio.Protocol) -> None:
        self.transport: asyncio.Transport
        self.write: Callable[[bytes], None]
        self.is_closing: Callable[[], bool]
        self.get_extra_info: Callable[[str], Any]
        self._poller = poller
        self._number = -1
        self.set_protocol(protocol)

    def set_protocol(self, protocol: asyncio.Protocol) -> None:
        """From now on it is read for this one."""
        self._protocol, self.data_received = protocol, protocol.data_received

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up. By TLS others read."""
        self.transport = real = cast("asyncio.Transport", transport)
        if real.get_extra_info("sslcontext") is not None:
            real.set_protocol(self._protocol)
            self._protocol.connection_made(real)
            return
        self.write, self.is_closing, self.get_extra_info = real.write, real.is_closing, real.get_extra_info
        self._number = real.get_extra_info("socket").fileno()
        real.pause_reading()
        self.resume_reading()
        asyncio.get_running_loop().call_soon(self._hush)
        self._protocol.connection_made(cast("asyncio.Transport", self))  # as far as it uses one

    def connection_lost(self, exc: Exception | None) -> None:
        """TCP is gone. The file is about to be closed, and its number may be another's soon."""
        self._poller.drop(self._number)
        self._number = -1
        self._protocol.connection_lost(exc)
        del self._protocol, self.data_received  # they lead back here

    def eof_received(self) -> None:
        """The peer says no more: asyncio closes."""

    def pause_writing(self) -> None:
        """The peer does not read."""
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self._protocol.resume_writing()

    def pause_reading(self) -> None:
        """Whatever comes is left where it is."""
        self._poller.drop(self._number)
        self.transport.pause_reading()

    def resume_reading(self) -> None:
        """It is read again."""
        if not self.transport.is_closing():
            self._poller.add(self._number, self)

    def close(self) -> None:
        """Once all is written."""
        self._poller.drop(self._number)
        self.transport.close()

    def abort(self) -> None:
        """At once."""
        self._poller.drop(self._number)
        self.transport.abort()

    def end(self) -> None:
        """There is nothing to be read any more: asyncio is to see that for itself, and do what is to be done."""
        self._poller.drop(self._number)
        self.transport.resume_reading()

    def fail(self, error: Exception) -> None:
        """Its protocol failed: that is told, and ends it."""
        told = {"message": "data_received() failed", "exception": error, "transport": self.transport, "protocol": self._protocol}
        asyncio.get_running_loop().call_exception_handler(told)
        self.abort()

    def _hush(self) -> None:
        """Older asyncio (3.11.2) begins to read after connection_made whatever it was told there: it is told again."""
        if not (self.transport.is_closing() or self.transport.is_reading()):
            self.transport.resume_reading()
            self.transport.pause_reading()
