"""The SMPP front: who may bind, which connections there are, and the answers that take time. PDUs are the session's business."""

import asyncio
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from simulator.desk.desk import Desk, Follower
from simulator.fronts.smpp import ids, outbind, translate
from simulator.fronts.smpp.account import Account, Means
from simulator.fronts.smpp.admission import Turned
from simulator.fronts.smpp.between import Between, act_all
from simulator.fronts.smpp.borrowed import is_borrowed
from simulator.fronts.smpp.codes import CODES
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.door import Listening
from simulator.fronts.smpp.intake import Intake
from simulator.fronts.smpp.keeping import Told
from simulator.fronts.smpp.operations import Operations
from simulator.fronts.smpp.outbind import Called, Caller
from simulator.fronts.smpp.peers import note_names
from simulator.fronts.smpp.roster import Bound, Roster
from simulator.journey import Journey
from simulator.kernel.agenda import Agenda
from simulator.kernel.clock import Time
from simulator.lifecycle import Event
from simulator.message import Instant, Report, Submission
from simulator.refusals import Refusal
from simulator.senders import Numbering, Sender
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.wire.accounts import Outbind, SmppAccount

ANSWER, RECEIPT, DROP, FAULT = range(4)
"""A receipt that is due with its own answer goes after it."""
TICK_S, TICK_S_LEAST = 1.0, 0.02
"""How often sessions look at their timers: all together, so that none needs a timer of its own. More often where a timer is shorter."""
HANDSHAKE_S = 60.0
"""For TLS, where no session-init time is set."""


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
    """accounts: who may bind; numbering: message ids from serials; timers: of every session; seed: of the faults' chance."""

    def __init__(
        self,
        journey: Journey,
        desk: Desk,
        accounts: Sequence[SmppAccount],
        numbering: Numbering,
        time_: Time,
        *,
        timers: Timers,
        ours: bool = False,
        seed: int = 0,
    ) -> None:
        self.wall = time.monotonic
        self.now = time_.now
        self.unwilling: Callable[[str], Collection[str]] = desk.unwilling
        self.intake = Intake(time_.now, journey, lambda act: asyncio.get_running_loop().call_soon(act))
        self._journey, self._desk = journey, desk
        self._paused = time_.paused
        self._ours = ours
        self._timers = timers
        self._numbering = numbering
        self._accounts: dict[str, Account] = {}
        self._former: dict[str, Account] = {}
        self._connections: dict[int, Connection] = {}
        self._count = 0
        self._agenda = Agenda((self._answer, self._release, self._drop, act_all), time_.wake)
        self._ticker: asyncio.TimerHandle | None = None
        self._tick_s = _tick_s(timers)
        self._caller = Caller(self._called)
        self._means = Means(self.intake.after, self.wire, self.lost, self._remind, self._caller.call)
        put_down = partial(self._agenda.add, priority=FAULT)
        self.between = Between(
            journey, time_.now, put_down=put_down, accounts=self._accounts, connections=self._connections, attach=self._attach, seed=seed
        )
        self.faults, self.capture = self.between.faults, self.between.capture
        self.roster = Roster(self._accounts, self._connections, self.between)
        outbind.check(accounts)
        self.learn(accounts)

    def learn(self, accounts: Iterable[SmppAccount]) -> None:
        """These may bind from now on. An account that is there already keeps its sessions, and what waits for it."""
        for settings in accounts:
            name = settings.system_id
            account = self._accounts[name] = self._accounts.get(name) or self._former.pop(name, None) or Account(settings, self._means)
            account.learn(settings)
            follower = Follower(settings.subscribes, account.borrow, account.borrow_reply) if settings.subscribes else None
            self._desk.follow(settings.system_id, follower)
            self._attach(account)

    def forget(self, names: Iterable[str]) -> None:
        """These may bind no more: their sessions are unbound. What they sent goes on, and what is told of it waits for their return."""
        for name in names:
            if (account := self._accounts.pop(name, None)) is not None:
                self._former[name] = account
                account.learn(replace(account.settings, outbind=None))
                self._desk.follow(name, None)
                self.roster.unbind_all(account.sessions)

    def dismiss(self, names: Collection[str]) -> None:
        """As `forget`, for good: what there is to tell of their texts is told nobody, and the trails say so."""
        self.forget(names)
        nobody = partial(self.lost, why="its account is there no more")
        for account in [self._former.pop(name) for name in names if name in self._former]:
            nobody(account.waiting)
            self._journey.attach(account.settings.system_id, Sender(nobody, self._numbering))

    async def listen(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> Listening:
        """Accept clients, in the clear or by TLS; OSError where the port cannot be had. It may be asked for several."""
        loop = asyncio.get_running_loop()
        if self._ticker is None:
            self._ticker = loop.call_later(self._tick_s, self._tick)
        if tls is None:
            return await self.between.door.listen(self._connection, host, port)
        note_names(tls)
        handshake_s = self._timers.session_init_s or HANDSHAKE_S
        return await self.between.door.listen(self._connection, host, port, ssl=tls, ssl_handshake_timeout=handshake_s)

    def close(self) -> None:
        """End every connection."""
        if self._ticker is not None:
            self._ticker.cancel()
        self._caller.close()
        for connection in list(self._connections.values()):
            connection.unbind("the network stops")
        self.between.close()

    def session(self, number: int, judge: Callable[[Pdu], Status]) -> Session:
        """A new connection's session."""
        session = Session(number, judge, "fakecarrier", self._timers, self.wall())
        session.password_max = 1 + max((account.settings.binds.password_max for account in self._accounts.values()), default=0)
        return session

    def sessions(self) -> list[Bound]:
        """All connections, oldest first."""
        return self.roster.sessions()

    def wire(self) -> float:
        """Seconds of wire time, which only grow: the wall's, but network time where all clients are ours."""
        return self.now() / 1000 if self._ours else self.wall()

    def operations(self, account: Account, number: int, version: int, respond: Callable[[Pdu], None]) -> Operations:
        """What a bound session may ask beside plain submit_sm."""

        def refuse(submission: Submission) -> Status | None:
            over = None if account.gate is None else account.gate.over(self.now(), self.wire())
            refusal = over.refusal if over else self.refusal(account, submission.destination)
            if refusal is None:
                return None
            self._journey.refuse(account.settings.system_id, submission.destination, refusal, submission.content.hex(" "), self.now())
            return over.status if over else CODES[refusal.reason]

        return Operations(self._journey, account, number, version, accounts=self._accounts, refuse=refuse, respond=respond)

    def judge(self, bind: Pdu, client: str, tries: int) -> Account | Turned:
        """Whose account a bind request is for, or what is wrong with it (SMPP 3.4 § 4.1; the statuses are custom)."""
        account = self._accounts.get(bind.fields["system_id"])
        if account is None:
            return Turned(Status.RINVSYSID)
        return account.admission.judge(bind, client, len(account.sessions), tries) or account

    def opened(self, connection: Connection) -> None:
        """A client connected."""
        self._connections[connection.number] = connection
        self.intake.alone = len(self._connections) == 1
        self.between.opened(connection)

    def closed(self, connection: Connection) -> None:
        """It is gone."""
        self._connections.pop(connection.number, None)
        self.intake.alone = len(self._connections) == 1

    def refusal(self, account: Account, number: str) -> Refusal | None:
        """Why a text of this account to a number is not taken, whatever it says."""
        return self._desk.refuses(account.settings.shares, number)

    def lost(self, told: Iterable[Told], why: str) -> None:
        """What reached nobody belongs on the trails."""
        for one in told:
            message = self._journey.ledger.find(one.message.id) if is_borrowed(one.message) else one.message
            if message is not None:
                what = "the receipt" if isinstance(one, Report) else "the reply"
                self._journey.note(message, Event.UNTAKEN, f"{what}: {why}", self.now())

    def refused(self, account: Account, request: SubmitSm, refusal: Refusal, now: Instant) -> None:
        """A submit_sm that was not taken belongs in the record: to a number in its one form, or to what stands there and is none."""
        destination = translate.addressed(request.destination)
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
        waiting = {number: one.waits_for for number, one in self._connections.items() if not self.between.hangs(number)}
        return [f"{count} deliver_sm of SMPP session {number}" for number, count in waiting.items() if count]

    def _attach(self, account: Account) -> None:
        """Let it submit; where its receipts go is asked anew."""
        settings = account.settings
        account.outlet = self.between.outlet(account, self._outlet(account))
        numbering = _numbering(settings, self._numbering)
        sender = Sender(account.outlet, numbering, account.take_reply, settings.shares, account.alert)
        self._journey.attach(settings.system_id, sender)

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

    def _answer(self, _: Instant, batches: Iterable[Answers]) -> None:
        for batch in batches:
            batch.connection.answer(batch.octets)

    def _called(self, wanted: Outbind) -> Called:
        self._count += 1
        return Called(self, self._count, wanted)

    def _remind(self, account: Account, due: Instant) -> None:
        self._agenda.add(due, DROP, account)

    def _drop(self, now: Instant, accounts: Iterable[Account]) -> None:
        for account in accounts:
            account.expire(now)

    def _release(self, _: Instant, held: Iterable[tuple[Account, Report]]) -> None:
        together: dict[Account, list[Report]] = {}
        for account, report in held:
            together.setdefault(account, []).append(report)
        for account, reports in together.items():
            account.take(reports)

    def _tick(self) -> None:
        for connection in list(self._connections.values()):
            connection.tick()
        self._ticker = asyncio.get_running_loop().call_later(self._tick_s, self._tick)


def _tick_s(timers: Timers) -> float:
    spans = (timers.session_init_s, timers.enquire_link_s, timers.inactivity_s, timers.response_s)
    return max(TICK_S_LEAST, min(TICK_S, *(span / 4 for span in spans if span is not None)))


def _numbering(settings: SmppAccount, plain: Numbering) -> Numbering:
    """How this account's messages are numbered."""
    quirks = settings.quirks
    return plain if quirks is None else lambda serial, _at, _submission: ids.write(serial, quirks.answered)
