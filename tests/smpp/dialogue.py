"""A session of the message centre to talk with: the client says, the server answers, seconds pass. No tests of its own."""

from typing import Any

from simulator.smpp.bodies import V34, V50
from simulator.smpp.codec import decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.happenings import Ended, Happening
from simulator.smpp.pdu import Pdu
from simulator.smpp.session import Session
from simulator.smpp.states import BOUND_BY, SessionState
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from tests.esme import bind_pdu

BIND_TO = {state: command for command, state in BOUND_BY.items()}
UNBIND = Pdu(Command.UNBIND, sequence=6)


class Dialogue:
    """A session, the seconds, and all that happened in it. `server`: what it has said since it was last asked."""

    def __init__(self, state: SessionState = SessionState.OPEN, version: int = V34, **timers: Any) -> None:
        self.now = 0.0
        self.happened: list[Happening] = []
        self.session = Session(7, self.judge, "network", Timers(**timers), self.now)
        if state is not SessionState.OPEN:
            self.client(bind_pdu(BIND_TO.get(state, Command.BIND_TRANSCEIVER), 1, interface_version=version))
        if state is SessionState.UNBOUND:
            self.client(UNBIND)
        self.session.window.most = 10
        self.happened = []

    @staticmethod
    def judge(bind: Pdu) -> Status:
        return Status.ROK if bind.fields["password"] == "secret" else Status.RINVPASWD

    def client(self, *said: Pdu | bytes) -> list[Pdu]:
        """The client says it in one piece; what the server answers."""
        octets = b"".join(one if isinstance(one, bytes) else encode(one, V50) for one in said)
        happened = self.session.receive(octets, self.now)
        for one in happened:
            if isinstance(one, Ended):
                self.session.send(one.last)
        self.happened += happened
        return self.server()

    def seconds(self, count: int) -> list[Pdu]:
        """Seconds pass; what the server says."""
        for _ in range(count):
            self.now += 1.0
            self.happened += self.session.tick(self.now)
        return self.server()

    def server(self) -> list[Pdu]:
        octets, said = self.session.take(), []
        while octets:
            length = int.from_bytes(octets[:4], "big")
            pdu = decode(octets[:length], self.session.version)
            assert isinstance(pdu, Pdu), pdu
            said.append(pdu)
            octets = octets[length:]
        return said

    def kinds(self) -> list[type]:
        return [type(one) for one in self.happened]
