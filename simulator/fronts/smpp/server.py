"""The SMPP front: who may bind, which connections there are, and the answers that take time. PDUs are the session's business."""

import asyncio
import time
from collections.abc import Callable, Iterable

from msgspec import Struct

from simulator.desk.desk import Desk
from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.intake import Intake
from simulator.journey import Journey
from simulator.kernel.agenda import Agenda
from simulator.kernel.clock import Time
from simulator.message import Instant, Report, Submission
from simulator.refusals import Refusal
from simulator.senders import Numbering, Sender
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.wire.accounts import SmppAccount

ANSWER, RECEIPT = range(2)
"""A receipt that is due with its own answer goes after it."""
TICK_S = 1.0
"""How often sessions look at their timers: all together, so that none needs a timer of its own."""
BACKLOG = 1024


class Answers(Struct, eq=False, frozen=True):
    """Answers of one read, to be sent together."""

    connection: Connection
    octets: list[bytes]


def decimal_id(serial: int, _at: Instant, _submission: Submission) -> str:
    """Message ids as SMPP 3.4 Appendix B shows them: ten digits."""
    return "%010d" % serial  # noqa: UP031 - a third faster than an f-string here


def hex_id(serial: int, _at: Instant, _submission: Submission) -> str:
    """Message ids of a network whose serials are 64-bit digests."""
    return "%016x" % serial  # noqa: UP031


class SmppFront:
    """accounts: who may bind; numbering: message ids from serials; timers: of every session."""

    def __init__(
        self,
        journey: Journey,
        desk: Desk,
        accounts: Iterable[SmppAccount],
        numbering: Numbering,
        time_: Time,
        *,
        timers: Timers,
        ours: bool = False,
    ) -> None:
        self.wall = time.monotonic
        self.intake = Intake(time_.now, journey.submit_all, _soon)
        self._journey, self._desk = journey, desk
        self._paused = time_.paused
        self._ours = ours
        self._timers = timers
        self._numbering = numbering
        self._accounts: dict[str, Account] = {}
        self.learn(accounts)
        self._connections: dict[int, Connection] = {}
        self._count = 0
        self._agenda = Agenda((self._answer, self._release), time_.wake)
        self._ticker: asyncio.TimerHandle | None = None

    def learn(self, accounts: Iterable[SmppAccount]) -> None:
        """These may bind from now on. An account that is there already keeps its sessions, and what waits for it."""
        for settings in accounts:
            account = self._accounts.setdefault(settings.system_id, Account(settings, _soon))
            account.settings = settings
            sender = Sender(self._outlet(account), self._numbering, account.take_reply, settings.shares)
            self._journey.attach(settings.system_id, sender)

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Accept clients; OSError where the port cannot be had."""
        loop = asyncio.get_running_loop()
        self._ticker = loop.call_later(TICK_S, self._tick)
        return await loop.create_server(self._connection, host, port, backlog=BACKLOG)

    def close(self) -> None:
        """End every connection."""
        if self._ticker is not None:
            self._ticker.cancel()
        for connection in list(self._connections.values()):
            connection.unbind("the network stops")

    @property
    def alone(self) -> bool:
        """Whether there is only one connection."""
        return len(self._connections) == 1

    def session(self, number: int, judge: Callable[[Pdu], Status]) -> Session:
        """A new connection's session."""
        return Session(number, judge, "fakecarrier", self._timers, self.wall())

    def judge(self, bind: Pdu) -> Account | Status:
        """Whose account a bind request is for, or what is wrong with it (SMPP 3.4 § 4.1; the statuses are custom)."""
        account = self._accounts.get(bind.fields["system_id"])
        if account is None:
            return Status.RINVSYSID
        if account.settings.password != bind.fields["password"]:
            return Status.RINVPASWD
        return account

    def opened(self, connection: Connection) -> None:
        """A client connected."""
        self._connections[connection.number] = connection

    def closed(self, connection: Connection) -> None:
        """It is gone."""
        self._connections.pop(connection.number, None)

    def refusal(self, account: Account, number: str) -> Refusal | None:
        """Why a text of this account to a number is not taken, whatever it says."""
        return self._desk.refuses(account.settings.shares, number)

    def refused(self, account: Account, request: SubmitSm, refusal: Refusal, now: Instant) -> None:
        """A submit_sm that was not taken belongs in the record."""
        destination = request.destination[2:].decode("latin-1")
        self._journey.refuse(account.settings.system_id, destination, refusal, request.short_message.hex(" "), now)

    def answer_ms(self, account: Account) -> int:
        """How long this account's answers take now: an answer never waits for a clock that stands still."""
        return 0 if self._paused() else account.settings.answer_ms

    def answer_later(self, due: Instant, connection: Connection, answers: list[bytes]) -> None:
        """Send these answers at this instant."""
        self._agenda.add(due, ANSWER, Answers(connection, answers))

    def next_due(self) -> Instant | None:
        """When the next answer is due."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Send the answers that are due."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """Receipts that our own clients have not answered. Other clients may answer whenever they read, and time passes meanwhile."""
        if not self._ours:
            return []
        waiting = [(connection.number, connection.waits_for) for connection in self._connections.values() if connection.waits_for]
        return [f"{count} deliver_sm of SMPP session {number}" for number, count in waiting]

    def _outlet(self, account: Account) -> Callable[[list[Report]], None]:
        answer_ms = account.settings.answer_ms
        if not answer_ms:
            return account.take

        def outlet(reports: list[Report]) -> None:
            """No receipt goes before the answer to its own submit_sm."""
            for report in reports:
                self._agenda.add(max(report.at, report.message.accepted_at + answer_ms), RECEIPT, (account, report))

        return outlet

    def _connection(self) -> Connection:
        self._count += 1
        return Connection(self, self._count)

    def _answer(self, _: Instant, batches: list[Answers]) -> None:
        for batch in batches:
            batch.connection.answer(batch.octets)

    def _release(self, _: Instant, held: list[tuple[Account, Report]]) -> None:
        together: dict[Account, list[Report]] = {}
        for account, report in held:
            together.setdefault(account, []).append(report)
        for account, reports in together.items():
            account.take(reports)

    def _tick(self) -> None:
        for connection in list(self._connections.values()):
            connection.tick()
        self._ticker = asyncio.get_running_loop().call_later(TICK_S, self._tick)


def _soon(act: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_soon(act)
