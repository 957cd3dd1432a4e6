"""What the tests of the SMPP front's faults share: a network of two accounts, and a client that reads octets that are no PDU."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from msgspec.structs import replace

from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from simulator.wire.accounts import BindRules
from tests.esme import ON, PATIENCE_S, Esme, submit_pdu

OTHER = replace(ACCOUNT, system_id="other")
FRESH = (f"137{n:08}" for n in count())
"""Numbers of handsets that are on, each but once."""


class Raw(Esme):
    """A client that also reads octets by themselves."""

    def read(self, octets: int) -> bytes:
        """The next so many; fewer when the server hung up."""
        return self._stream.read(octets)

    def waits(self) -> bool:
        """Whether there is nothing to read now."""
        self._socket.setblocking(False)
        try:
            self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        finally:
            self._socket.settimeout(PATIENCE_S)
        return False

    def torn(self) -> bool:
        """Whether the connection ends with a reset, and not with a farewell."""
        try:
            while self._socket.recv(4096):
                pass
        except ConnectionResetError:
            return True
        return False

    def send(self, to: str = ON, sequence: int = 0, **fields: object) -> int:
        """Submit without waiting for the answer; its sequence number."""
        sequence = sequence or self.next()
        self.say(submit_pdu(to, sequence, **fields))  # type: ignore[arg-type]
        return sequence

    def id_of(self, sequence: int) -> str:
        """The id in the answer to this."""
        return str(self.answer_to(sequence).fields["message_id"])


@contextmanager
def network(seed: int = 1, binds: BindRules | None = None, **timers: float) -> Iterator[Carrier]:
    """Two accounts, `esme` (with these rules) and `other`, and network time that stands still."""
    account = replace(ACCOUNT, binds=binds or BindRules())
    world = replace(scenario(), accounts=(account, OTHER), timers=Timers(**timers))
    with Carrier(world, seed=seed) as carrier:
        yield carrier


@contextmanager
def dialogue(system_id: str = "esme", **timers: float) -> Iterator[tuple[Carrier, Raw]]:
    """The network and one bound client."""
    with network(**timers) as carrier, Raw(carrier.smpp_port) as client:
        client.bind(system_id=system_id)
        yield carrier, client


def several(*pdus: Pdu) -> bytes:
    """In one piece."""
    return b"".join(encode(pdu) for pdu in pdus)


ENQUIRE = Pdu(Command.ENQUIRE_LINK, sequence=900)
