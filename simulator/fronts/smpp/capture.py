"""The capture of the SMPP front: a ring in memory, a file of JSON lines, a file for Wireshark. What a record holds is the recorder's."""

import logging
from collections import deque
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any, Final

import msgspec

from simulator.fronts.smpp import pcap
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.recorder import Recorder
from simulator.message import Instant
from simulator.wire.capture import SmppCapture, Times

log = logging.getLogger(__name__)

DEFAULT: Final = SmppCapture()


class Capture:
    """now, wall: milliseconds of network time and of the wall; changed: called when it began or ended."""

    def __init__(self, now: Callable[[], Instant], wall: Callable[[], Instant], changed: Callable[[], None]) -> None:
        self._clocks = {Times.NETWORK: now, Times.WALL: wall}
        self._changed = changed
        self._ring: deque[dict[str, Any]] = deque(maxlen=DEFAULT.keep)
        self._files: dict[str, FileIO] = {}
        self._learnt: SmppCapture | None = None
        self.settings: SmppCapture | None = None

    def learn(self, settings: SmppCapture | None) -> None:
        """This capture runs in place of the one learnt before. One that was started since ends only for another. OSError as of `start`."""
        if settings == self._learnt:
            return
        if settings is not None:
            self.start(settings)
        elif self.settings is self._learnt:
            self.stop()
        self._learnt = settings

    def start(self, settings: SmppCapture = DEFAULT) -> None:
        """Begin, in place of the one before, whose records are forgotten. OSError where a file cannot be written: then that one goes on."""
        files = _opened({name: path for name in ("file", "pcap") if (path := getattr(settings, name))})
        self._close()
        self._files = files
        self._ring = deque(maxlen=settings.keep)
        self.packets(pcap.HEAD)
        self.settings = settings
        self._changed()

    def stop(self) -> None:
        """End. What is in memory can still be read."""
        self.settings = None
        self._close()
        self._changed()

    def list(self) -> list[dict[str, Any]]:
        """The records in memory, oldest first.

        Each has at, session, account, peer, from (`client`, `network`), command, status, sequence, fields, tlvs, octets (hexadecimal). What
        cannot be read has `broken`, with the reason, in place of what is unknown.
        """
        return list(self._ring)

    def recorder(self, connection: Connection, *, opened: bool) -> Recorder | None:
        """For a connection; None where it is not among those that are wanted. opened: it was just accepted."""
        settings = self.settings
        if settings is None or settings.session not in {None, connection.number}:
            return None
        now, packets = self._clocks[settings.times], bool(settings.pcap)
        return Recorder(connection, self, now, account=settings.account, opened=opened, packets=packets)

    def pdu(self, record: dict[str, Any]) -> None:
        """One PDU, or octets that are none."""
        self._ring.append(record)
        self._write("file", msgspec.json.encode(record) + b"\n")

    def packets(self, octets: bytes) -> None:
        """Packets as a pcap file has them."""
        self._write("pcap", octets)

    def _write(self, name: str, octets: bytes) -> None:
        """At once: whoever looks while it runs sees all. A disk that is full ends the file, not the session."""
        file = self._files.get(name)
        if file is None:
            return
        try:
            file.write(octets)
        except OSError as error:
            log.warning("the capture's %s ends: %s", name, error)
            self._files.pop(name).close()

    def _close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()


def _opened(paths: dict[str, str]) -> dict[str, FileIO]:
    """All of these files, empty; or none, and OSError."""
    files: dict[str, FileIO] = {}
    try:
        for name, path in paths.items():
            files[name] = Path(path).open("wb", buffering=0)  # noqa: SIM115 - `stop` closes it
    except OSError:
        for file in files.values():
            file.close()
        raise
    return files
