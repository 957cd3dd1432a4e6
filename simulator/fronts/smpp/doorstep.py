"""A connection before its bind: who is there, may it come in, and how long does a refusal take. It binds nothing."""

import asyncio
from collections.abc import Callable

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.admission import Turned
from simulator.fronts.smpp.front import Front
from simulator.fronts.smpp.peers import peer_of
from simulator.smpp.pdu import Pdu
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status


class Doorstep:
    """One connection's. transport: where it writes, which may be a relay before the socket."""

    def __init__(self, front: Front, transport: asyncio.Transport) -> None:
        self.peer = peer_of(transport)
        self._front, self.transport = front, transport
        self._tries = 0
        self._turned: Turned | None = None

    def judge(self, bind: Pdu, session: Session) -> Account | Status:
        """Whose account a bind is for, or what is wrong with it. If its answer comes late or last, nothing behind it is read till then."""
        judged = self._front.judge(bind, self.peer.address, self._tries)
        if isinstance(judged, Account):
            return judged
        self._tries += judged.status is Status.RINVPASWD
        if judged.delay_s or judged.last:
            self._turned, session.holds = judged, True
        return judged.status

    def turn_away(self, session: Session, read_on: Callable[[bytes], None]) -> None:
        """After a bind that was refused: its answer goes out late, or as the last, where that is the rule. read_on: reads what was held."""
        turned, self._turned = self._turned, None
        if turned is None:
            return
        self.transport.pause_reading()
        asyncio.get_running_loop().call_later(turned.delay_s, self._answer, session, session.take(), turned, read_on)

    def _answer(self, session: Session, octets: bytes, turned: Turned, read_on: Callable[[bytes], None]) -> None:
        if self.transport.is_closing():
            return
        self.transport.write(octets)
        if turned.last:
            self.transport.close()
            return
        session.holds = False
        self.transport.resume_reading()
        read_on(b"")
