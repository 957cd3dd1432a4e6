"""One SMPP session of a message centre, sans-IO: octets in, requests and octets out. It reads no clock and knows no message.

A read of nothing but plain submit_sm goes straight through; else every PDU is handled in one loop. Plain submit_sm and answers to
deliver_sm are read there and then; everything else goes through the codec, the table of states, and the table of handlers.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from simulator.smpp.bodies import PASSWORD_MAX, V34, V50
from simulator.smpp.codec import HEADER, HEADER_OCTETS, PDU_OCTETS_MAX, decode, encode
from simulator.smpp.commands import Command, response_of
from simulator.smpp.deliver import answered
from simulator.smpp.happenings import Asked, Bound, Broken, Ended, Happening, Late, Refused
from simulator.smpp.pdu import Pdu, Tlvs, UnparsedPdu, refusal
from simulator.smpp.plain import PlainReader, SubmitSm
from simulator.smpp.states import BOUND, BOUND_BY, SessionState, Side, breach
from simulator.smpp.statuses import Status, name_of
from simulator.smpp.timers import ENDS, Due, Timers, Watch
from simulator.smpp.tlvs import write_tlvs
from simulator.smpp.window import Window

VERSION: Final = V34
"""What a peer is taken to speak until its bind says otherwise."""

_SUBMIT_SM, _ANSWER = int(Command.SUBMIT_SM), int(Command.DELIVER_SM_RESP) & 0xFF
_KIND_AT: Final = 7
"""The last octet of command_id tells at a glance whether a submit_sm, or an answer to a receipt, may stand there."""

_NO_BROADCAST: Final = {
    Command.BROADCAST_SM: Status.RBCASTFAIL,
    Command.QUERY_BROADCAST_SM: Status.RBCASTQUERYFAIL,
    Command.CANCEL_BROADCAST_SM: Status.RBCASTCANCELFAIL,
}


def never() -> bool:
    """Nothing is in the way."""
    return False


class Session:
    """number: ours for it. judge: says ROK to a bind request, or why not. system_id: what we call ourselves. now: wall seconds.

    version_max: the highest interface_version that the account's centre speaks; error_bodies: it refuses with an empty message id.
    password_max: octets of a password that are read, with its NUL. left: octets of a PDU that is not whole yet; out: what is to be written.
    hindered: asked at each tick whether it is our own doing that the peer is not heard, or does not hear: then its silence is none.
    holds: set by the judge, before any bind is let in: what follows waits in `left` until it is unset and the next octets (or none) come.
    """

    def __init__(self, number: int, judge: Callable[[Pdu], Status], system_id: str, timers: Timers, now: float) -> None:
        self.number = number
        self.state = SessionState.OPEN
        self.version = VERSION
        self.window = Window(0)
        self._judge = judge
        self.system_id = system_id
        self._timers = timers
        self._watch = Watch(timers, now)
        self._plain = PlainReader(number)
        self._may_submit = False
        self.version_max = 0xFF
        self.error_bodies = False
        self.password_max = PASSWORD_MAX
        self.left = b""
        self.holds = False
        self.hindered: Callable[[], bool] = never
        self.out: list[bytes] = []

    @property
    def response_s(self) -> float:
        """How long either side may take to answer."""
        return self._timers.response_s

    @property
    def receives(self) -> bool:
        """Whether it is bound to get receipts and replies."""
        return self.state in {SessionState.BOUND_RX, SessionState.BOUND_TRX}

    def let_go(self) -> None:
        """The connection is gone, and nothing is received any more: whoever judged its binds is held no longer."""
        del self._judge
        self.hindered = never

    def take(self) -> bytes:
        """What is to be written now."""
        if not self.out:
            return b""
        out = b"".join(self.out)
        self.out.clear()
        return out

    def take_with(self, pdus: list[bytes]) -> bytes:
        """The same, and these behind it."""
        self.out += pdus
        return self.take()

    def send(self, octets: bytes) -> None:
        """Put a whole PDU to what is to be written."""
        self.out.append(octets)

    def refuse(self, sequence: int, status: int, tlvs: Tlvs | None = None) -> None:
        """Answer a submit_sm by an error: header only (SMPP 3.4 § 4.4.2), or with an empty message id, as in 3.3 and before TLVs (5.0)."""
        body = b"\0" + write_tlvs(tlvs) if tlvs else b"\0" if self.error_bodies else b""
        self.out.append(HEADER.pack(HEADER_OCTETS + len(body), Command.SUBMIT_SM_RESP, status, sequence) + body)

    def answer(self, pdu: Pdu) -> None:
        """Put the answer to what was asked to what is to be written."""
        self._send(pdu)

    def receive(self, data: bytes, now: float) -> list[Happening]:
        """Octets from the peer, cut as the network cut them; what came of them, in order."""
        octets = self.left + data if self.left else data
        happened: list[Happening] = []
        requests: list[SubmitSm] = []
        read, end, work = self._plain.read, len(octets), False
        at = read(octets, 0, requests) if self._may_submit and end > _KIND_AT and octets[_KIND_AT] == _SUBMIT_SM else 0
        if requests and at == end:  # nothing but plain submit_sm, mostly
            self.left = b""
            self._watch.worked(now)
            return [requests]
        awaited, unpack = self.window.open, HEADER.unpack_from
        while end - at >= HEADER_OCTETS:
            kind = octets[at + _KIND_AT]
            if kind == _SUBMIT_SM and self._may_submit and (after := read(octets, at, requests)) != at:
                at = after
                continue
            if kind == _ANSWER and (after := answered(octets, at, awaited)) != at:
                at, work = after, True
                continue
            length = unpack(octets, at)[0]
            stop = at + length
            if stop > end and length <= PDU_OCTETS_MAX:
                break
            if requests:
                happened.append(requests)
                requests = []
            start, at = at, self._odd(octets, at, min(stop, end), happened)
            if at == start:
                break
        if requests:
            happened.append(requests)
        self.left = octets[at:]
        (self._watch.worked if work or happened else self._watch.heard)(now)
        return happened

    def tick(self, now: float) -> list[Happening]:
        """Time went by; called every second or so."""
        if self.hindered():
            self._watch.worked(now)
            return []
        due = self._watch.look(now, bound=self.state in BOUND)
        if due is Due.INACTIVE:
            self.unbind()
        elif due is Due.ASK:
            self.enquire(now)
        if due in ENDS:
            return [Ended(ENDS[due])]
        late = self.window.overdue(now, self._timers.response_s)
        return [Late(late)] if late else []

    def enquire(self, now: float) -> None:
        """Ask whether the peer is still there."""
        self._send(Pdu(Command.ENQUIRE_LINK, sequence=self.window.number()))
        self._watch.asked(now)

    def unbind(self) -> None:
        """Tell a bound peer that this is the end; the connection may be closed then, and is when the peer does not answer in time."""
        if self.state in BOUND:
            self._send(Pdu(Command.UNBIND, sequence=self.window.number()))
            self._leave()
            self._watch.left()

    def _odd(self, octets: bytes, start: int, stop: int, happened: list[Happening]) -> int:
        """Whatever the fast readers left; where to read on: at the end if nothing after it can be read, at `start` while it has to wait."""
        if self.state is SessionState.CLOSED:
            return len(octets)
        if self.holds:
            return start
        pdu = decode(octets[start:stop], self.version, self.password_max)
        if isinstance(pdu, UnparsedPdu):
            self._answer(refusal(pdu.command_id, pdu.sequence, pdu.status, pdu.answer))
            happened.append(Broken(f"{pdu.reason} (command 0x{pdu.command_id:08X}, sequence {pdu.sequence}): {name_of(pdu.status)}"))
            if pdu.framing_lost:
                happened.append(Ended("the stream of PDUs cannot be cut any more"))
                self._close()
                return len(octets)
            return stop
        misplaced = None if self._asked_for(pdu) else breach(self.state, pdu.command, Side.ESME)
        if misplaced is not None:
            self._answer(refusal(pdu.command, pdu.sequence, misplaced.status, misplaced.answer))
            happened.append(Broken(f"{pdu.command.name.lower()} is out of place in state {self.state.value}: {misplaced.status.name}"))
            return stop
        if pdu.command is Command.SUBMIT_SM:
            happened.append([self._plain.teach(octets, start, pdu)])
        else:
            self._HANDLERS.get(pdu.command, Session._unsupported)(self, pdu, happened)
        return stop

    def _asked_for(self, pdu: Pdu) -> bool:
        return pdu.command in {Command.DELIVER_SM_RESP, Command.DATA_SM_RESP, Command.GENERIC_NACK} and pdu.sequence in self.window.open

    def _bind(self, pdu: Pdu, happened: list[Happening]) -> None:
        status = self._judge(pdu)
        response = response_of(pdu.command)
        assert response is not None
        if status is not Status.ROK:
            self._send(Pdu(response, status, pdu.sequence))
            happened.append(Broken(f"bind as {pdu.fields['system_id']!r} was refused: {status.name}"))
            return
        self.version = min(pdu.fields["interface_version"], self.version_max)
        self.state = BOUND_BY[pdu.command]
        self._watch.bound()
        self._may_submit = self.state is not SessionState.BOUND_RX
        tlvs = {"sc_interface_version": V50 if self.version >= V50 else V34} if self.version >= V34 else {}
        self._send(Pdu(response, Status.ROK, pdu.sequence, {"system_id": self.system_id}, tlvs))
        happened.append(Bound(pdu.fields["system_id"], self.state))

    def _unbind(self, pdu: Pdu, happened: list[Happening]) -> None:
        self._leave()
        happened.append(Ended("the client unbound", encode(Pdu(Command.UNBIND_RESP, sequence=pdu.sequence), self.version)))

    def _enquired(self, pdu: Pdu, _: list[Happening]) -> None:
        self._send(Pdu(Command.ENQUIRE_LINK_RESP, sequence=pdu.sequence))

    def _answered(self, pdu: Pdu, happened: list[Happening]) -> None:
        """deliver_sm_resp or generic_nack for a request of ours; one that nobody asked for is dropped (it must never be answered)."""
        item = self.window.open.pop(pdu.sequence, None)
        if item is None:
            happened.append(Broken(f"{pdu.command.name.lower()} {pdu.sequence} answers nothing of ours"))
        elif pdu.status:
            happened.append(Refused(item, pdu.status))

    def _noted(self, pdu: Pdu, _: list[Happening]) -> None:
        """An answer that tells no more than that the peer is there."""

    def _asked(self, pdu: Pdu, happened: list[Happening]) -> None:
        happened.append(Asked(pdu))

    def _no_broadcast(self, pdu: Pdu, happened: list[Happening]) -> None:
        """5.0 has words for it."""
        response = response_of(pdu.command)
        assert response is not None
        self._send(Pdu(response, _NO_BROADCAST[pdu.command], pdu.sequence))
        happened.append(Broken(f"{pdu.command.name.lower()}: nothing is broadcast here"))

    def _unsupported(self, pdu: Pdu, happened: list[Happening]) -> None:
        self._send(Pdu(Command.GENERIC_NACK, Status.RINVCMDID, pdu.sequence))
        happened.append(Broken(f"{pdu.command.name.lower()} is not supported"))

    def _leave(self) -> None:
        self.state = SessionState.UNBOUND
        self._may_submit = False

    def _close(self) -> None:
        self.state = SessionState.CLOSED
        self._may_submit = False

    def _answer(self, pdu: Pdu | None) -> None:
        if pdu is not None:
            self._send(pdu)

    def _send(self, pdu: Pdu) -> None:
        self.out.append(encode(pdu, self.version))

    _HANDLERS: ClassVar[dict[Command, Callable[["Session", Pdu, list[Happening]], None]]] = {
        Command.BIND_RECEIVER: _bind,
        Command.BIND_TRANSMITTER: _bind,
        Command.BIND_TRANSCEIVER: _bind,
        Command.UNBIND: _unbind,
        Command.UNBIND_RESP: _noted,
        Command.ENQUIRE_LINK: _enquired,
        Command.ENQUIRE_LINK_RESP: _noted,
        Command.DELIVER_SM_RESP: _answered,
        Command.GENERIC_NACK: _answered,
        Command.DATA_SM_RESP: _answered,
        **dict.fromkeys((Command.QUERY_SM, Command.CANCEL_SM, Command.REPLACE_SM, Command.SUBMIT_MULTI, Command.DATA_SM), _asked),
        **dict.fromkeys(_NO_BROADCAST, _no_broadcast),
    }
