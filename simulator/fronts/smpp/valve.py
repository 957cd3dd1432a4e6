"""The socket under a relay: what holds up its reading and its writing, and for how long. It knows octets only, no PDU."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any, Final, Protocol

from simulator.fronts.smpp.drip import Drip
from simulator.fronts.smpp.faults import Strike
from simulator.wire.smpp_faults import Kind

LASTING: Final = frozenset((Kind.CONNECT_SILENT, Kind.HALF_OPEN, Kind.SLOW_READS, Kind.TRICKLE))
"""Faults that hold for the rest of a session, or until they are switched off."""
_FREEZING: Final = frozenset((Kind.CONNECT_SILENT, Kind.HALF_OPEN))
_DRIPS_MOST: Final = 65_536
"""Octets that may wait to be written a few at a time before the session gets no more."""
_SMALL_BUFFER: Final = 16_384
"""SO_RCVBUF of a session that is read slowly: what is not read backs up in the client soon."""
_AT_ONCE: Final = struct.pack("ii", 1, 0)
"""SO_LINGER: a close is a reset."""
_SESSION, _FROZEN, _SLOW = "session", "frozen", "slow"
"""Who may want the socket not to be read."""

Later = Callable[[int, Callable[[], None]], None]


class Writer(Protocol):
    """Who writes through it, and is told when to stop."""

    def pause_writing(self) -> None:
        """No more for now."""

    def resume_writing(self) -> None:
        """Go on."""


class Valve:
    """transport: of either loop. wrote: told what goes out; emptied: that nothing waits to be written any more."""

    def __init__(
        self,
        transport: Any,
        writer: Writer,
        later: Later,
        wrote: Callable[[bytes], None],
        emptied: Callable[[], None],
    ) -> None:
        self._transport, self._writer, self._later = transport, writer, later
        self._wrote, self._emptied = wrote, emptied
        self._lasting: dict[Kind, Strike] = {}
        self._unread_for: set[str] = set()
        self._gathered: list[bytes] = []
        self._drip = Drip(self._write, self._again, self._dry)
        self._closing = self._dammed = False

    @property
    def frozen(self) -> bool:
        """Whether it reads and writes nothing."""
        return not _FREEZING.isdisjoint(self._lasting)

    @property
    def reads(self) -> bool:
        """Whether the socket is read now."""
        return not self._unread_for

    @property
    def stalls(self) -> bool:
        """Whether octets that are on their way wait for network time to pass."""
        return self.frozen or _SLOW in self._unread_for or bool(self._drip and self._drip.delay_ms)

    @property
    def lasting(self) -> frozenset[Kind]:
        """The faults that hold."""
        return frozenset(self._lasting)

    @property
    def busy(self) -> bool:
        """Whether it is more than a passage."""
        return bool(self._lasting or self._gathered or self._drip or self._unread_for - {_SESSION})

    @property
    def closing(self) -> bool:
        """Whether nothing more can be put."""
        return self._closing or bool(self._transport.is_closing())

    def put(self, octets: bytes) -> None:
        """These are written with the next flush."""
        if not self.closing:
            self._gathered.append(octets)

    def flush(self) -> None:
        """Write what was put."""
        if self.frozen or not self._gathered:
            return
        octets = b"".join(self._gathered)
        self._gathered.clear()
        if Kind.TRICKLE not in self._lasting and not self._drip:
            self._write(octets)
            return
        self._drip.add(octets)
        if len(self._drip) > _DRIPS_MOST:
            self._dammed = True
            self._writer.pause_writing()

    def close(self) -> None:
        """Once all is written; a frozen one stays open."""
        self.flush()
        self._closing = True
        if not self.frozen and not self._drip:
            self._transport.close()

    def abort(self) -> None:
        """At once; a frozen one stays open."""
        self._closing = True
        if not self.frozen:
            self._transport.abort()

    def reset(self) -> None:
        """At once, with RST."""
        self._transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.abort()

    def drop(self) -> None:
        """At once, whatever holds."""
        self._lasting.clear()
        self._transport.abort()

    def came(self, octets: int) -> None:
        """So many were read."""
        slow = self._lasting.get(Kind.SLOW_READS)
        if slow is not None:
            assert slow.fault.octets_per_s is not None, "its row says that it needs it"
            self._leave_unread(_SLOW)
            self._later(octets * 1000 // slow.fault.octets_per_s, lambda: self._read_on(_SLOW))

    def pause(self) -> None:
        """The session reads no more for now."""
        self._leave_unread(_SESSION)

    def resume(self) -> None:
        """It goes on."""
        self._read_on(_SESSION)

    def begin(self, strike: Strike) -> None:
        """A fault holds from now on."""
        self._lasting[strike.fault.kind] = strike
        if strike.fault.kind in _FREEZING:
            self._leave_unread(_FROZEN)
            self._writer.pause_writing()
        elif strike.fault.kind is Kind.SLOW_READS:
            self._transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        else:
            self._drip.size, self._drip.delay_ms = strike.fault.octets_a_write, strike.delay_ms

    def keep(self, holds: Callable[[Strike], bool]) -> bool:
        """Only these faults hold any longer; whether it was frozen and is so no more."""
        froze = self.frozen
        self._lasting = {kind: strike for kind, strike in self._lasting.items() if holds(strike)}
        if Kind.SLOW_READS not in self._lasting:
            self._read_on(_SLOW)
        if Kind.TRICKLE not in self._lasting:
            self._drip.pour()
        if not froze or self.frozen:
            return False
        if self._closing:
            self._transport.abort()
            return False
        self._read_on(_FROZEN)
        self._writer.resume_writing()
        self.flush()
        return True

    def _write(self, octets: bytes) -> None:
        if not self._transport.is_closing():
            self._wrote(octets)
            self._transport.write(octets)

    def _again(self, delay_ms: int, act: Callable[[], None]) -> None:
        if delay_ms:
            self._later(delay_ms, act)
        else:
            asyncio.get_running_loop().call_soon(act)

    def _dry(self) -> None:
        if self._closing:
            self._transport.close()
        elif self._dammed:
            self._dammed = False
            self._writer.resume_writing()
        self._emptied()

    def _leave_unread(self, reason: str) -> None:
        self._unread_for.add(reason)
        self._transport.pause_reading()

    def _read_on(self, reason: str) -> None:
        if reason in self._unread_for:
            self._unread_for.discard(reason)
            if not self._unread_for and not self._transport.is_closing():
                self._transport.resume_reading()
