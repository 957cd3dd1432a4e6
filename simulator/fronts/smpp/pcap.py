"""A TCP connection written as Wireshark reads it: packets with IPv4 and TCP headers of our own making. It opens no file.

The socket gave us octets without their packets, so these are made anew: segments of 1,460 octets, each acknowledged at once, sequence
numbers from 0, no options. Ports are the real ones, and addresses too where they are IPv4.
"""

import struct
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

HEAD: Final = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 101)
"""The file's: microseconds, version 2.4, packets that begin with an IP header (LINKTYPE_RAW)."""

_SEGMENT: Final = 1_460
_WINDOW: Final = 65_535
_TCP: Final = 6
_FIN, _SYN, _RST, _PUSH, _ACK = 0x01, 0x02, 0x04, 0x08, 0x10
_LOCAL: Final = (127, 0, 0, 1)
_MASK: Final = 0xFFFFFFFF


class End(Struct):
    """One end of a connection. sent: sequence number of what it sends next."""

    address: bytes
    port: int
    sent: int = 0


class Flow:
    """One connection's packets, ready for the file. peer, here: the client's and our socket addresses as Python has them; None: unknown."""

    def __init__(self, peer: tuple[object, ...] | None, here: tuple[object, ...] | None) -> None:
        self._client, self._network = _end(peer, 1), _end(here, 2775)
        self._count = 0

    def opened(self, at_ms: int) -> bytes:
        """The handshake."""
        return (
            self._packet(at_ms, self._client, self._network, _SYN, b"")
            + self._packet(at_ms, self._network, self._client, _SYN | _ACK, b"")
            + self._packet(at_ms, self._client, self._network, _ACK, b"")
        )

    def data(self, at_ms: int, octets: bytes, *, from_client: bool) -> bytes:
        """Octets of one side."""
        sender, other = (self._client, self._network) if from_client else (self._network, self._client)
        packets = []
        for start in range(0, len(octets), _SEGMENT):
            packets.append(self._packet(at_ms, sender, other, _PUSH | _ACK, octets[start : start + _SEGMENT]))
            packets.append(self._packet(at_ms, other, sender, _ACK, b""))
        return b"".join(packets)

    def closed(self, at_ms: int, *, reset: bool) -> bytes:
        """The end: a reset by the network, or both sides' farewell. Which side began it is not known."""
        if reset:
            return self._packet(at_ms, self._network, self._client, _RST | _ACK, b"")
        return (
            self._packet(at_ms, self._network, self._client, _FIN | _ACK, b"")
            + self._packet(at_ms, self._client, self._network, _FIN | _ACK, b"")
            + self._packet(at_ms, self._network, self._client, _ACK, b"")
        )

    def _packet(self, at_ms: int, sender: End, other: End, flags: int, octets: bytes) -> bytes:
        """One, with its header in the file. SYN and FIN take a sequence number as an octet does (RFC 9293 § 3.4)."""
        acknowledged = other.sent if flags & _ACK else 0
        tcp = struct.pack(">HHIIBBHHH", sender.port, other.port, sender.sent, acknowledged, 5 << 4, flags, _WINDOW, 0, 0) + octets
        pseudo = sender.address + other.address + struct.pack(">BBH", 0, _TCP, len(tcp))
        tcp = tcp[:16] + checksum(pseudo + tcp) + tcp[18:]
        self._count = self._count + 1 & 0xFFFF
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), self._count, 0x4000, 64, _TCP, 0) + sender.address + other.address
        packet = ip[:10] + checksum(ip) + ip[12:] + tcp
        sender.sent = sender.sent + len(octets) + bool(flags & (_SYN | _FIN)) & _MASK
        return struct.pack("<IIII", at_ms // 1000, at_ms % 1000 * 1000, len(packet), len(packet)) + packet


def checksum(octets: bytes) -> bytes:
    """The internet checksum (RFC 1071)."""
    even = octets + b"\0" * (len(octets) % 2)
    total = sum(struct.unpack(f">{len(even) // 2}H", even))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return int(~total & 0xFFFF).to_bytes(2, "big")


def kept(records: Iterable[Mapping[str, Any]]) -> bytes:
    """The records of a capture as a file. Each session seems to begin with its first record, and none to end; they tell of no packets.

    The network's port is 2775, whatever it is: Wireshark looks for SMPP there without being told.
    """
    flows: dict[int, Flow] = {}
    packets = [HEAD]
    for record in records:
        at_ms = round(datetime.fromisoformat(record["at"]).timestamp() * 1000)
        flow = flows.get(record["session"])
        if flow is None:
            address, _, port = record["peer"].rpartition(":")
            flow = flows[record["session"]] = Flow((address, port or "1"), None)
            packets.append(flow.opened(at_ms))
        packets.append(flow.data(at_ms, bytes.fromhex(record["octets"]), from_client=record["from"] == "client"))
    return b"".join(packets)


def written(name: tuple[object, ...] | None) -> str:
    """A socket address as people write it; `` where it is not known."""
    if not name:
        return ""
    return f"[{name[0]}]:{name[1]}" if ":" in str(name[0]) else f"{name[0]}:{name[1]}"


def _end(name: tuple[object, ...] | None, port: int) -> End:
    """A socket address; one of another family than IPv4 shows as 127.0.0.1."""
    parts = str(name[0]).split(".") if name else []
    address = bytes(map(int, parts)) if len(parts) == len(_LOCAL) and all(map(str.isdigit, parts)) else bytes(_LOCAL)
    return End(address, int(str(name[1])) if name else port)
