"""What stands between the SMPP front and its clients while there are faults or a capture: the relays, and receipts that go astray.

While there are none, nothing stands there: connections have their sockets, and accounts their receipts, as if this file did not exist.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.astray import Astray, Outlet
from simulator.fronts.smpp.capture import Capture
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.door import Door
from simulator.fronts.smpp.faults import Faults, Met, Strike
from simulator.fronts.smpp.relay import Relay, Wire
from simulator.journey import Journey
from simulator.message import Instant, Message, Report
from simulator.refusals import Reason, Refusal
from simulator.smpp.statuses import name_of
from simulator.wire.smpp_faults import Level


class Between:
    """One front's. now: network time; put_down: does something at an instant of it (`due`, `entry`).

    accounts, connections: the front's own; attach: asks again where an account's receipts go; seed: of the faults' chance.
    """

    def __init__(
        self,
        journey: Journey,
        now: Callable[[], Instant],
        *,
        put_down: Callable[..., None],
        accounts: Mapping[str, Account],
        connections: Mapping[int, Connection],
        attach: Callable[[Account], None],
        seed: int,
    ) -> None:
        self._journey, self._now, self._put_down = journey, now, put_down
        self._accounts, self._connections, self._attach = accounts, connections, attach
        self._relays: dict[int, Relay] = {}
        self._astray: dict[str, Astray] = {}
        self._after_receipts: dict[tuple[str, int], Callable[[], None]] = {}
        self._settles = False
        self.door = Door()
        self.faults = Faults(seed, self._faults_changed)
        self.capture = Capture(now, lambda: round(time.time() * 1000), self._capture_changed)

    def opened(self, connection: Connection) -> None:
        """A client connected; one that was let in just before the door was closed is hung up on."""
        if self.door.closed:
            connection.transport.abort()
            return
        if not self._wanted():
            return
        relay = self._relay(connection)
        relay.watch(self.capture.recorder(connection, opened=True))
        for strike in self.faults.strike(Level.CONNECTION, Met(session=connection.number)):
            relay.begin(strike)

    def outlet(self, account: Account, plain: Outlet) -> Outlet:
        """Where an account's receipts go: to `plain`, by way of their faults if there are any."""
        name = account.settings.system_id
        if self.faults.on(Level.RECEIPT):
            astray = self._astray.setdefault(name, Astray(account, self._accounts, self.faults, self.later, plain))
            astray.onward = plain
            return astray.take
        gone = self._astray.pop(name, None)
        if gone is not None:
            gone.end()
        return plain

    @property
    def standing(self) -> int:
        """How many connections have a relay."""
        return len(self._relays)

    def hangs(self, number: int) -> bool:
        """Whether a fault holds up what this session and its client say to each other."""
        relay = self._relays.get(number)
        return relay is not None and relay.stalls

    def wire(self, number: int) -> Wire | None:
        """What went over a connection; None where nothing stands between it and its socket."""
        relay = self._relays.get(number)
        return None if relay is None else relay.wire

    def unbind(self, connection: Connection) -> None:
        """Send an unbind; the client's answer closes."""
        self._relay(connection).unbind()

    def kill(self, connection: Connection) -> None:
        """Tear a connection down, also one that hangs."""
        relay = self._relays.get(connection.number)
        if relay is None:
            connection.transport.abort()
        else:
            relay.drop()

    def close(self) -> None:
        """The network stops: sockets that hang are closed too, and files."""
        for relay in list(self._relays.values()):
            if relay.frozen or relay.is_closing():
                relay.drop()
        self.door.close()
        self.capture.stop()

    def later(self, delay_ms: int, act: Callable[[], None]) -> None:
        """Do it so many milliseconds of network time from now."""
        self._put_down(self._now() + delay_ms, entry=act)

    def await_receipt(self, message_id: str, act: Callable[[], None]) -> None:
        """Do it when the receipt of this text was written; never, where the answer tells of none."""
        message = self._journey.ledger.find(message_id)
        if message is not None:
            self._after_receipts[_likeness(message)] = act

    def told(self, report: Report) -> None:
        """This receipt was written."""
        if self._after_receipts:
            act = self._after_receipts.pop(_likeness(report.message), None)
            if act is not None:
                act()

    def refused(self, met: Met, strike: Strike, octets: bytes) -> None:
        """A request was refused for no reason but a fault."""
        refusal = Refusal(Reason.BACK_END, f"the fault {strike.name} says so ({name_of(strike.fault.status or 0)})")
        for number in sorted(met.numbers):
            self._journey.refuse(met.account, number, refusal, octets.hex(" "), self._now())

    def settled(self) -> None:
        """A relay may owe nothing any more: those that nobody wants are taken away when this turn of the loop is over."""
        if not self._settles and not self._wanted():
            self._settles = True
            asyncio.get_running_loop().call_soon(self._settle)

    def gone(self, number: int) -> None:
        """The socket of this relay is closed."""
        self._relays.pop(number, None)

    def _wanted(self) -> bool:
        return self.capture.settings is not None or self.faults.on(Level.CONNECTION, Level.REQUEST)

    def _relay(self, connection: Connection) -> Relay:
        relay = self._relays.get(connection.number)
        if relay is None:
            relay = self._relays[connection.number] = Relay(connection, self)
        return relay

    def _faults_changed(self) -> None:
        self.door.set(shut=self.faults.on(Level.LISTENER))
        for relay in list(self._relays.values()):
            relay.changed()
        self._adjust()
        for account in self._accounts.values():
            self._attach(account)

    def _capture_changed(self) -> None:
        self._adjust()
        for number, relay in self._relays.items():
            relay.watch(self.capture.recorder(self._connections[number], opened=False) if number in self._connections else None)

    def _adjust(self) -> None:
        """Relays where they are wanted, and only there."""
        if self._wanted():
            for connection in list(self._connections.values()):
                self._relay(connection)
        elif self._relays:
            self.settled()

    def _settle(self) -> None:
        self._settles = False
        if not self._wanted():
            for number, relay in list(self._relays.items()):
                if relay.leave():
                    del self._relays[number]


def _likeness(message: Message) -> tuple[str, int]:
    """What a message has in common with those that faults make of it: its id may be another."""
    return message.submission.destination, message.luck


def act_all(_: Instant, acts: Iterable[Callable[[], None]]) -> None:
    """What was put down is done."""
    for act in acts:
        act()
