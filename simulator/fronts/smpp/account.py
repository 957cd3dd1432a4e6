"""What one account has bound, and the receipts that wait for it. It encodes nothing and knows no socket."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from simulator.fronts.smpp import borrowed
from simulator.fronts.smpp.admission import Admission, Takes
from simulator.fronts.smpp.gate import Gate
from simulator.fronts.smpp.keeping import Lose, Told, Waiting
from simulator.fronts.smpp.pieces import Pieces
from simulator.fronts.smpp.quirky import QuirkyTranslator
from simulator.fronts.smpp.translate import Translator
from simulator.lifecycle import State
from simulator.message import SUCCESS, Instant, Message, Outcome, Reply, Report, Submission
from simulator.smpp.plain import Origin
from simulator.wire.accounts import SmppAccount

ACCEPTED = Outcome(State.ACCEPTED, None, SUCCESS, "ACCEPTD", "", "000", 0)
TOGETHER_MOST = 10_000
"""Texts to many that are remembered as one, the newest ones."""


class Receiver(Protocol):
    """A session that is bound to receive."""

    number: int
    takes: Takes | None

    def room(self) -> int:
        """How many receipts it can take now."""

    def deliver(self, told: list[Told]) -> None:
        """Send these receipts and replies, with one write."""

    def alert(self, submission: Submission) -> bool:
        """Say that the handset of this text can be reached; whether its client can be told so."""


class Means(Struct, frozen=True):
    """What an account needs of the front. after: calls something when this turn of the loop is over; wire: seconds of wire time.

    lose: takes what is told to nobody; remind: calls the account's `expire` at an instant; call: makes an outbind where one is wanted.
    """

    after: Callable[[Callable[[], None]], object]
    wire: Callable[[], float]
    lose: Lose
    remind: Callable[["Account", Instant], None]
    call: Callable[["Account"], None]


class Account:
    """Receipts leave in the order in which they came to be, through any receiving session: the one that submitted first, if it has room."""

    def __init__(self, settings: SmppAccount, means: Means) -> None:
        self.settings = settings
        self.admission = Admission(settings)
        self.gate = _gate(settings, means)
        self.paced, self.tells_taken = _is_paced(settings), _tells_taken(settings)
        self.sessions: set[int] = set()
        self._means = means
        self._drains_soon = False
        self._translators: dict[int, Translator] = {}
        self.receivers: dict[int, Receiver] = {}
        self._kept = Waiting(settings.keeping, means.lose, lambda due: means.remind(self, due))
        self.waiting: deque[Told] = self._kept.queue
        self.awaited: dict[Message, Callable[[Outcome], None]] = {}
        self.together: dict[str, list[Message]] = {}
        self._pieces = Pieces()
        self.outlet: Callable[[list[Report]], None] = self.take
        self._passed, self._passed_by = 0, frozenset[int]()

    def learn(self, settings: SmppAccount) -> None:
        """Other settings hold from now on; sessions stay, and what they may send from, with the next bind."""
        if settings == self.settings:
            return
        self.admission = Admission(settings)
        if settings.traffic != self.settings.traffic:
            self.gate = _gate(settings, self._means)
        self.settings, self.paced, self.tells_taken = settings, _is_paced(settings), _tells_taken(settings)
        self._translators.clear()
        self._kept.learn(settings.keeping)
        self._passed_by = frozenset()

    def join(self, receiver: Receiver) -> None:
        """This session receives."""
        self.receivers[receiver.number] = receiver
        self.drain_soon()

    def leave(self, number: int) -> None:
        """This session is bound no more."""
        self.sessions.discard(number)
        self.receivers.pop(number, None)

    def translator(self, version: int) -> Translator:
        """The one for peers of this interface_version, shared by all their sessions."""
        known = self._translators.get(version)
        if known is None:
            known = self._translators[version] = _translator(self.settings, version)
        return known

    def take(self, reports: list[Report]) -> None:
        """Reports of this account's messages, from the journey."""
        if self.awaited:
            reports = [report for report in reports if not self._awaits(report)]
        self._kept.add(reports)
        self.drain_soon()

    def borrow(self, reports: list[Report]) -> None:
        """Reports of the app that this account subscribes to."""
        self.take([borrowed.report(report) for report in reports])

    def borrow_reply(self, reply: Reply) -> None:
        """A reply to the app that this account subscribes to."""
        self.take_reply(borrowed.reply(reply))

    def accepted(self, messages: list[Message], now: Instant) -> None:
        """Texts were taken and their answers are written: tell that."""
        self.outlet([Report(message, ACCEPTED, now) for message in messages if message.submission.carriage.wants & SUCCESS])

    def take_reply(self, reply: Reply) -> None:
        """A reply to one of this account's messages; a handset's long one in its parts."""
        self._kept.add(self._pieces.of(reply, self.settings.quirks))
        self.drain_soon()

    def _awaits(self, report: Report) -> bool:
        """Whether an answer waited for this report: then it is one, and no receipt."""
        told = self.awaited.pop(report.message, None)
        if told is not None:
            told(report.outcome)
        return told is not None

    def sent_together(self, messages: list[Message]) -> str:
        """The id that stands for all of these (submit_multi): the first one's, which the others take too."""
        message_id = messages[0].id
        for message in messages:
            message.id = message_id
        if len(self.together) >= TOGETHER_MOST:
            del self.together[next(iter(self.together))]
        self.together[message_id] = messages
        return message_id

    def alert(self, submission: Submission, _: Instant) -> None:
        """The handset of this text is back: a receiving session is told, if there is one; nothing waits for one (assumed)."""
        any(receiver.alert(submission) for receiver in self.receivers.values())

    def take_back(self, reports: list[Told]) -> None:
        """What was sent and not taken goes back to where it stood."""
        self._kept.take_back(reports)
        self._passed_by = frozenset()

    def expire(self, now: Instant) -> None:
        """Drop what waited too long."""
        self._kept.expire(now)
        self._passed_by = frozenset()

    def drain_soon(self) -> None:
        """Send what waits when this turn of the loop is over: one write for all that came together in it."""
        if self.waiting and not self._drains_soon:
            self._drains_soon = True
            self._means.after(self._drain)

    def _drain(self) -> None:
        """Send what sessions have room for; what is left waits, as long and as much as it may."""
        self._drains_soon = False
        self._send()
        if self._kept.bound():
            self._passed_by = frozenset()

    def _send(self) -> None:
        waiting, receivers = self.waiting, self.receivers
        if not receivers:
            if self.settings.outbind is not None:
                self._means.call(self)
            return
        rooms = {number: room for number, receiver in receivers.items() if (room := receiver.room()) > 0}
        loads: dict[int, list[Told]] = {number: [] for number in rooms}
        if self.settings.binds.address_range is not None:
            self._sort_out(rooms, loads)
        while waiting and rooms:
            one = waiting.popleft()
            number = one.message.submission.origin.session
            if number not in rooms:
                number = next(iter(rooms))
            load = loads[number]
            load.append(one)
            if len(load) == rooms[number]:
                del rooms[number]
        for number, load in loads.items():
            if load:
                receivers[number].deliver(load)

    def _sort_out(self, rooms: dict[int, int], loads: dict[int, list[Told]]) -> None:
        """The same where sessions serve ranges of addresses. What no session with room serves is left, in its place.

        It is looked at again when another session has room: else a backlog that nobody serves would be gone through with every read.
        """
        waiting, servers = self.waiting, frozenset(rooms)
        passed = self._passed if servers <= self._passed_by else 0
        new = [waiting.pop() for _ in range(len(waiting) - passed)]
        while new and rooms:
            told = new.pop()
            number = self._server(told, rooms)
            if number is None:
                waiting.append(told)
                continue
            loads[number].append(told)
            if len(loads[number]) == rooms[number]:
                del rooms[number]
        waiting.extend(reversed(new))
        self._passed, self._passed_by = len(waiting), servers if len(rooms) == len(servers) else frozenset()
        rooms.clear()

    def _server(self, told: Told, rooms: dict[int, int]) -> int | None:
        origin: Origin = told.message.submission.origin
        for number in (origin.session, *rooms):
            if number in rooms and ((takes := self.receivers[number].takes) is None or takes(origin.source.address)):
                return number
        return None


def _gate(settings: SmppAccount, means: Means) -> Gate | None:
    return None if settings.traffic is None else Gate(settings.traffic, means.wire())


def _is_paced(settings: SmppAccount) -> bool:
    """Whether there is anything to its requests but to take them at once."""
    return settings.answer_ms > 0 or settings.traffic is not None


def _tells_taken(settings: SmppAccount) -> bool:
    """Whether its centre is one of those that tell that they have a text before they tell what became of it."""
    return settings.quirks is not None and settings.quirks.accepted_first


def _translator(settings: SmppAccount, version: int) -> Translator:
    quirks, senders = settings.quirks, settings.senders
    if quirks is None:
        return Translator(settings.system_id, version, senders)
    return QuirkyTranslator(settings.system_id, version, quirks, senders)
