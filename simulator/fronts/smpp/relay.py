"""Stands between a connection and its socket while there are faults or a capture; else there is none. It knows PDUs, not their meaning.

To the socket it is the protocol, to the connection it is the transport; what is not struck passes as it came.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final, NamedTuple, cast

from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.debts import Debts
from simulator.fronts.smpp.faults import Strike
from simulator.fronts.smpp.meetings import Meeting, meet
from simulator.fronts.smpp.mishaps import befall
from simulator.fronts.smpp.post import Post
from simulator.fronts.smpp.recorder import Recorder
from simulator.fronts.smpp.stream import Stream
from simulator.fronts.smpp.valve import LASTING, Valve
from simulator.message import Report
from simulator.smpp.codec import HEADER, HEADER_OCTETS
from simulator.smpp.commands import RESPONSE, Command
from simulator.smpp.session import never
from simulator.wire.smpp_faults import Kind, Level

_REFUSING: Final = frozenset((Kind.BIND_REFUSED, Kind.ANSWER_STATUS, Kind.ANSWER_NEVER, Kind.RESET, Kind.CLOSE_BEFORE))
"""Where the network does not do what was asked, unless the fault says that it does."""
_TELLING: Final = frozenset((Command.DELIVER_SM, Command.DATA_SM))
_UNBIND_RESP: Final = Command.UNBIND_RESP.to_bytes(4, "big")


class Wire(NamedTuple):
    """A connection's octets so far, and whether more are read now."""

    read: int
    written: int
    reads: bool


class Relay(asyncio.Protocol):
    """One connection's. record: keeps what is on the wire, None where nobody reads it; came, went: octets so far."""

    def __init__(self, connection: Connection, post: Post) -> None:
        self.connection = connection
        self.record: Recorder | None = None
        self.came = self.went = 0
        self._transport: Any = connection.transport
        self._post = post
        self._in, self._out = Stream(connection.session.left), Stream()
        connection.session.left = b""
        self._valve = Valve(self._transport, connection, post.later, self._wrote, post.settled)
        self._struck: dict[int, list[Strike]] = {}
        self._debts = Debts(self._paid)
        self._leaves = self._resets = self._abandoned = self._parts = self._closes = False
        self._transport.set_protocol(self)
        connection.write_to(cast("asyncio.Transport", self))  # as far as it uses one
        connection.session.hindered = lambda: self._valve.stalls and not self.frozen  # one that hangs is to be found out
        if connection.session.holds:
            self._read()  # what was held goes back to where it is held

    @property
    def frozen(self) -> bool:
        """Whether it reads and writes nothing, and so gets no answer either."""
        return self._valve.frozen

    @property
    def wire(self) -> Wire:
        """What went over it."""
        return Wire(self.came, self.went, self._valve.reads)

    @property
    def stalls(self) -> bool:
        """Whether octets on their way wait for network time to pass, in either direction."""
        return self._valve.stalls or self._closes

    def data_received(self, data: bytes) -> None:
        """Octets came."""
        self.came += len(data)
        if self.record is not None:
            self.record.came(data)
        self._in.feed(data)
        self._read()
        self._valve.came(len(data))

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        if self.record is not None:
            self.record.ended(reset=self._resets)
        if not self._abandoned:
            self.connection.connection_lost(exc)
        self._post.gone(self.connection.number)

    def pause_writing(self) -> None:
        """The client does not read."""
        self.connection.pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self.connection.resume_writing()

    def write(self, octets: bytes) -> None:
        """Whole PDUs of the session's."""
        self._out.feed(octets)
        while (pdu := self._out.next()) is not None:
            self._say(pdu)
        self._valve.flush()
        self._post.settled()

    def is_closing(self) -> bool:
        """Whether nothing more is written, but for what is owed."""
        return self._closes or self._valve.closing

    def get_extra_info(self, name: str) -> Any:
        """As the socket's transport has it."""
        return self._transport.get_extra_info(name)

    def close(self) -> None:
        """Write what is left, then close: after an unbind, once nothing is owed. Where the socket hangs, only the session ends."""
        self._closes = self._parts and bool(self._debts) and not self.frozen
        if self._closes:
            return
        self._valve.close()
        self._abandon_if_frozen()

    def abort(self) -> None:
        """Close at once."""
        self._valve.abort()
        self._abandon_if_frozen()

    def pause_reading(self) -> None:
        """The session wants no more now."""
        self._valve.pause()

    def resume_reading(self) -> None:
        """It does again."""
        self._valve.resume()

    def put(self, octets: bytes) -> None:
        """These are written."""
        self._valve.put(octets)

    def number(self) -> int:
        """The next sequence number of requests of ours."""
        return self.connection.session.window.number()

    def wait(self, strike: Strike, act: Callable[[], None]) -> None:
        """Do it after the strike's delay."""
        self._post.later(strike.delay_ms, self._debts.owe(act))

    def wait_for_receipt(self, strike: Strike, message_id: str, act: Callable[[], None]) -> None:
        """Do it when the receipt of this text was written, or after the strike's delay, if it has one; with an unbind at the latest."""
        owed = self._debts.owe(act)
        self._debts.hurry(owed)
        self._post.await_receipt(message_id, owed)
        if strike.delay_ms:
            self._post.later(strike.delay_ms, owed)

    def end(self) -> None:
        """Close, once what was put is written."""
        self.connection.close("a fault says so")

    def reset(self) -> None:
        """Tear the connection down."""
        self._resets = True
        self._valve.reset()

    def unbind(self) -> None:
        """Unbind; the client's answer closes. Receipts go elsewhere meanwhile."""
        self._leaves = True
        if self.connection.account is not None:
            self.connection.account.leave(self.connection.number)
        self.connection.session.unbind()
        self.connection.flush()

    def watch(self, record: Recorder | None) -> None:
        """Keep what is on the wire from now on, from the beginning of the PDU that is under way."""
        self.record = record
        if record is not None and self._in.left:
            record.came(self._in.left)

    def begin(self, strike: Strike) -> None:
        """A fault holds from now on."""
        self._valve.begin(strike)

    def changed(self) -> None:
        """Faults were switched on or off: what lasted for one that is off ends."""
        if self._valve.keep(self._post.faults.has):
            self._read()

    def leave(self) -> bool:
        """Let connection and socket have each other again, if nothing is owed; whether it did."""
        if self._struck or self._debts or self._leaves or self._valve.busy or self._valve.closing:
            return False
        self._transport.set_protocol(self.connection)
        self.connection.session.hindered = never
        self.connection.write_to(self._transport)
        rest = self._in.rest()
        if rest:
            self.connection.data_received(rest)
        return True

    def drop(self) -> None:
        """Close the socket, whatever state it is in."""
        self._valve.drop()

    def _read(self) -> None:
        """Hand on what is not struck, many PDUs at once."""
        passed: list[bytes] = []
        while not (self.is_closing() or self.frozen) and (octets := self._in.next()) is not None:
            meeting = self._meet(octets)
            if meeting is not None:
                self._hand_on(passed)
                self._strike(meeting, octets)
                continue
            if self._leaves and octets[4:8] == _UNBIND_RESP:
                self._hand_on(passed)
                self.end()
                continue
            passed.append(octets)
        self._hand_on(passed)
        if self._closes:
            self._in.rest()  # whoever unbound has no more to say

    def _meet(self, octets: bytes) -> Meeting | None:
        faults = self._post.faults
        return meet(self.connection, octets, faults, self._valve.lasting) if faults.on(Level.REQUEST) else None

    def _hand_on(self, passed: list[bytes]) -> None:
        if passed:
            octets = b"".join(passed)
            passed.clear()
            self.connection.data_received(octets)

    def _strike(self, meeting: Meeting, octets: bytes) -> None:
        strikes = []
        for strike in meeting.strikes:
            if strike.fault.kind in LASTING:
                self.begin(strike)
            else:
                strikes.append(strike)
        if self.frozen:
            self._in.back(octets)
            return
        refusing = next((strike for strike in strikes if strike.fault.kind in _REFUSING and not strike.fault.taken), None)
        if refusing is None:
            if strikes:
                self._struck[meeting.pdu.sequence] = strikes
            self.connection.data_received(octets)
            return
        if refusing.fault.status:
            self._post.refused(meeting.met, refusing, octets)
        befall(self, strikes, HEADER.pack(HEADER_OCTETS, meeting.pdu.command | RESPONSE, 0, meeting.pdu.sequence))
        self._valve.flush()

    def _say(self, pdu: bytes) -> None:
        """Write one of the session's PDUs, or what becomes of it; its unbind_resp after all that is owed."""
        _, command, _, sequence = HEADER.unpack_from(pdu)
        if command == Command.UNBIND_RESP:
            self._parts = True
            self._debts.part()
            if self._debts:
                self._debts.put_last(pdu)
                return
        strikes = self._struck.pop(sequence, None) if command & RESPONSE else None
        if strikes is not None:
            befall(self, strikes, pdu)
            return
        self.put(pdu)
        if command in _TELLING and isinstance(told := self.connection.session.window.open.get(sequence), Report):
            self._post.told(told)

    def _paid(self) -> None:
        """An answer that was owed is out."""
        last = b"" if self._debts else self._debts.take_last()
        if last:
            self._say(last)
        self._valve.flush()
        if self._closes:
            self.close()
        self._post.settled()

    def _wrote(self, octets: bytes) -> None:
        self.went += len(octets)
        if self.record is not None:
            self.record.went(octets)

    def _abandon_if_frozen(self) -> None:
        """The session ends, the socket stays."""
        if self.frozen and not self._abandoned:
            self._abandoned = True
            asyncio.get_running_loop().call_soon(self.connection.connection_lost, None)
