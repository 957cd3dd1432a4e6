"""Keeps what is on one session's wire: octets to packets and to PDUs that can be read. It opens no file, and changes nothing."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from msgspec import Struct
from msgspec.structs import asdict

from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.pcap import Flow, written
from simulator.fronts.smpp.stream import Stream
from simulator.message import Instant
from simulator.smpp.codec import decode
from simulator.smpp.commands import BINDS
from simulator.smpp.pdu import UnparsedPdu
from simulator.smpp.statuses import name_of

_HELD_MOST: Final = 500
"""PDUs and packets of a session that has not asked to be bound as the wanted account, the newest ones."""


class Sink(Protocol):
    """Where records go."""

    def pdu(self, record: dict[str, Any]) -> None:
        """One PDU, or octets that are none."""

    def packets(self, octets: bytes) -> None:
        """Packets as a pcap file has them."""


class Recorder:
    """One session's. account: only if it asks to be bound as this one, until when all is held back; empty: any.

    Bound as another it is over. What a bound session says of itself changes nothing.
    now: which time the records bear; opened: the connection was just accepted; packets: whether anybody wants them.
    """

    def __init__(
        self, connection: Connection, sink: Sink, now: Callable[[], Instant], *, account: str, opened: bool, packets: bool
    ) -> None:
        self._connection, self._sink, self._now, self._wanted = connection, sink, now, account
        peer, here = (connection.transport.get_extra_info(name) for name in ("peername", "sockname"))
        self._flow = Flow(peer, here) if packets else None
        self._peer = written(peer)
        self._streams = {"client": Stream(), "network": Stream()}
        self._account = connection.bound_as
        self._held: deque[Callable[[], None]] | None = deque(maxlen=_HELD_MOST) if account else None
        self._over = self._bound = False
        self._look()
        if opened:
            self._pack(lambda flow, at: flow.opened(at))

    def came(self, octets: bytes) -> None:
        """From the client."""
        self._pass(octets, "client")

    def went(self, octets: bytes) -> None:
        """To the client."""
        self._pass(octets, "network")

    def ended(self, *, reset: bool) -> None:
        """The connection is gone. A PDU that is not whole is kept as it is."""
        at = self._now()
        for side, stream in self._streams.items():
            rest = stream.rest()
            if rest:
                self._tell({"broken": "it ends here"}, side, at, rest)
        self._pack(lambda flow, at: flow.closed(at, reset=reset))

    def _pass(self, octets: bytes, side: str) -> None:
        if not self._bound:
            self._look()
        if self._over:
            return
        at = self._now()
        self._pack(lambda flow, at: flow.data(at, octets, from_client=side == "client"))
        stream = self._streams[side]
        stream.feed(octets)
        while (pdu := stream.next()) is not None:
            self._read(pdu, side, at)

    def _pack(self, pack: Callable[[Flow, Instant], bytes]) -> None:
        flow, at = self._flow, self._now()
        if flow is not None:
            self._do(lambda: self._sink.packets(pack(flow, at)))

    def _read(self, octets: bytes, side: str, at: Instant) -> None:
        session = self._connection.session
        pdu = decode(octets, session.version, session.password_max)
        if isinstance(pdu, UnparsedPdu):
            self._tell({"command": f"0x{pdu.command_id:08X}", "sequence": pdu.sequence, "broken": pdu.reason}, side, at, octets)
            return
        if pdu.command in BINDS and side == "client" and not self._bound:
            self._name(pdu.fields["system_id"])
        said = {"command": pdu.command.name.lower(), "status": name_of(pdu.status), "sequence": pdu.sequence}
        tlvs = {tag if isinstance(tag, str) else f"0x{tag:04X}": readable(value) for tag, value in pdu.tlvs.items()}
        self._tell(said | {"fields": readable(pdu.fields), "tlvs": tlvs}, side, at, octets)

    def _tell(self, said: dict[str, Any], side: str, at: Instant, octets: bytes) -> None:
        instant = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
        who = {"session": self._connection.number, "account": self._account, "peer": self._peer}

        def tell() -> None:
            self._sink.pdu({"at": instant, **who, "from": side, **said, "octets": octets.hex()})

        self._do(tell)

    def _do(self, act: Callable[[], None]) -> None:
        if self._held is not None:
            self._held.append(act)
        elif not self._over:
            act()

    def _look(self) -> None:
        """Is it bound now? Then there is no doubt any more whose it is."""
        account = self._connection.bound_as
        if account:
            self._bound = True
            self._name(account)
            self._over = self._wanted not in {"", account}
            self._held = None

    def _name(self, account: str) -> None:
        """It asks to be bound as this one: what was held back is kept if that is who is wanted, whether or not the bind is accepted."""
        self._account = account
        if account == self._wanted:
            held, self._held = self._held, None
            for act in held or ():
                self._do(act)


def readable(value: Any) -> Any:
    """A field's value as JSON has it; octets in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Struct):
        return readable(asdict(value))
    if isinstance(value, dict):
        return {name: readable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [readable(each) for each in value]
    return value
