"""smpplib's client with buffers: one read takes what is there, one write all that was said since. It gives no PDU a meaning.

As it comes, smpplib reads twice and writes once a PDU; under load those calls are most of what a client does.
"""

import logging
from typing import Any, Final

from gevent.event import Event
from smpplib import exceptions
from smpplib.client import Client

READ_OCTETS: Final = 65_536
BIND_S: Final = 5.0
PDU_OCTETS_MOST: Final = 1 << 20
"""Fifteen times the longest text that SMPP can carry: a length beyond it is no length, and what follows it could not be read."""

_log = logging.getLogger("simulator.locust.wire")
_log.setLevel(logging.WARNING)  # smpplib tells of every PDU


class UnreadableError(exceptions.PDUError):  # type: ignore[misc]  # smpplib has no types
    """A PDU that smpplib cannot make sense of; what follows it can be read."""


class Wire(Client):  # type: ignore[misc]  # smpplib has no types
    """A connection. smpplib's own methods work on it as usual; `flush` runs as a greenlet of its own."""

    _socket: Any

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port, timeout=BIND_S, logger_name=_log.name, allow_unknown_opt_params=True)
        self._read = b""
        self._at = 0
        self._unsent: list[bytes] = []
        self._said = Event()

    def wait_for_ever(self) -> None:
        """From now on reads have no limit: whoever waits looks at the clock himself."""
        self._socket.settimeout(None)

    def send_pdu(self, p: Any) -> bool:
        """Have it written with this turn's others."""
        self._unsent.append(p.generate())
        if len(self._unsent) == 1:
            self._said.set()
        return True

    def read_pdu(self) -> Any:
        """The next one. UnreadableError: it was taken and thrown away; ConnectionError: there will be none any more."""
        try:
            return super().read_pdu()
        except (exceptions.ConnectionError, OSError):
            raise
        except Exception as error:
            # An unknown command, a vendor's, a body that is cut off: smpplib has an error of another kind for each, and no list of them.
            raise UnreadableError(f"{type(error).__name__}: {error}") from error

    def flush(self) -> None:
        """Write what is said, until the connection ends."""
        while self._said.wait():
            self._said.clear()
            unsent, self._unsent = self._unsent, []
            if self._socket is None:
                return
            try:
                self._socket.sendall(b"".join(unsent))
            except OSError:
                return  # the reader learns of it too, and it is he who tells

    def hang_up(self) -> None:
        """End the connection without a word; whoever reads gets a ConnectionError."""
        held, self._socket = self._socket, None
        self._said.set()
        if held is not None:
            held.close()

    def _recv_exact(self, exact_size: int) -> bytes:
        if not 0 <= exact_size <= PDU_OCTETS_MOST:
            raise exceptions.ConnectionError(f"a PDU of {exact_size} more octets")
        end = self._at + exact_size
        while end > len(self._read):
            if self._socket is None:
                raise exceptions.ConnectionError
            more = self._more()
            self._read = self._read[self._at :] + more
            self._at, end = 0, exact_size
        octets = self._read[self._at : end]
        self._at = end
        return octets

    def _more(self) -> bytes:
        try:
            more: bytes = self._socket.recv(READ_OCTETS)
        except TimeoutError:
            raise
        except OSError as error:
            raise exceptions.ConnectionError from error
        if not more:
            raise exceptions.ConnectionError
        return more
