"""THE ROAD: submit → carry → arrive → settle → report, and the reply back. Read this first.

The stations (platform, carrier, handset, reporting) judge; only the journey moves messages, schedules them and writes their trails. It
reads no clock: what waits stands on the agenda. Batches come in and go out: what is paid for a message is paid in the loops of this file.
"""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from simulator.acceptance import Acceptance
from simulator.carrier.carrier import Carrier, outage_ends
from simulator.carrier.retry import next_try, story
from simulator.causes import Cause
from simulator.claims import claim
from simulator.departures import ARRIVE, EXPIRE, JOIN, REPLY, Departures
from simulator.handset.conditions import ALERTED, MEETINGS, Cure, Effect, Row
from simulator.handset.settings import HandsetSettings
from simulator.kernel.agenda import Agenda
from simulator.kernel.identity import Identity
from simulator.ledger import Entry, Ledger, Refused, failed_at, told
from simulator.lifecycle import FINAL, Event, State, advance
from simulator.lines import PLAIN, Line, Lines, LineSettings
from simulator.message import NOTIFY, Instant, Message, Outcome, Report, Submission, Trail
from simulator.parts import Parts
from simulator.platform.platform import Platform
from simulator.refusals import Refusal
from simulator.replies import Fate, Replies
from simulator.reporting.codes import on_the_way
from simulator.reporting.report import report
from simulator.reporting.settings import Manner
from simulator.senders import Sender, Senders
from simulator.watchers import Watchers

_DELIVERED, _REPORTED = int(Event.DELIVERED), int(Event.REPORTED)
"""As a trail holds them (`Message.trail`)."""
_ARRIVED = advance(State.ENROUTE, Event.DELIVERED)


class Journey:
    """The road of one network. `lines`: what the scenario says of numbers; all others are handsets that are on and report finally."""

    def __init__(
        self,
        platform: Platform,
        carrier: Carrier,
        ledger: Ledger,
        identity: Identity,
        lines: dict[str, LineSettings],
        *,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self.ledger, self.carrier = ledger, carrier
        self.senders = self._senders = Senders()
        self.lines = self._lines = Lines(carrier, lines, ledger.shown_to)
        self._replies = Replies(ledger, platform, self._senders, self._lines)
        self._parts, self._watchers = Parts(ledger, self._lines.joins, JOIN), Watchers(self._senders)
        self._departures = Departures(ledger, self._lines, lambda: self.carrier)
        self._acceptance = Acceptance(identity, self._senders, self._lines, ledger, self._departures)
        handlers = (self._change, self._arrive, self._stop, self._expire, self._replies.due, self._parts.give_up)
        self.agenda = self._parts.agenda = self._departures.agenda = Agenda(handlers, wake)
        ledger.on_forget(self._lines.drop)

    def attach(self, account: str, sender: Sender) -> None:
        """Let `account` submit."""
        self._senders.attach(account, sender)

    def submit(self, submission: Submission, now: Instant) -> Message:
        """A text that is ready to travel."""
        return self.submit_all([submission], now)[0]

    def submit_all(self, submissions: list[Submission], now: Instant) -> list[Message]:
        """Texts that are ready to travel: they have ids from here on, and their first arrivals are due."""
        return self._acceptance.take(submissions, self.carrier, now)

    def begin(self, submission: Submission, now: Instant) -> Message:
        """The same of one that can be answered already: it has its id, and stands in the ledger. `go_on` has to follow at once."""
        return self._acceptance.begin(submission, self.carrier, now)

    def go_on(self, message: Message, now: Instant) -> None:
        """Put it on its way, now that it was answered."""
        self._acceptance.go_on(message, self.carrier, now)

    def refuse(self, account: str, destination: str, refusal: Refusal, request: str, now: Instant) -> None:
        """Record a request that was not taken, whoever found that out."""
        self.ledger.refuse(Refused(now, account, destination, refusal, request))

    def _arrive(self, now: Instant, arriving: dict[Message, Line | None]) -> None:
        """Texts reach the place where their handsets should be. What happens to nearly all of them is one shared trail."""
        lines, outbox = self._lines, self._senders.outbox
        delivered: Trail = (None, now, _DELIVERED, None)
        told, carriage, trail = None, None, delivered
        for message, way in arriving.items():
            submission = message.submission
            line = lines[submission.destination] if way is None or way.judged else way
            if line.judged and not self._passes(message, line, now):
                continue
            if submission.carriage is not carriage:
                carriage = submission.carriage
                wants, reports = carriage.wants, outbox[carriage.account]
            phone = line.phone
            if message.trail is not None or carriage.header or (phone is not None and not phone.light):
                self._hand_over(message, line, now)
                continue
            message.state = _ARRIVED
            outcome = line.on_delivery
            if outcome is None or not wants & outcome.wanted:
                message.trail = delivered
                continue
            if outcome is not told:
                told, trail = outcome, (delivered, now, _REPORTED, outcome)
            message.trail = trail
            reports.append(Report(message, outcome, now))
        self.ledger.arrived(arriving)
        self._senders.hand_over()

    def _hand_over(self, message: Message, line: Line, now: Instant) -> None:
        """A handset that is not as nearly all are, a part of a long text, or one that was held or stored before."""
        handset, submission = line.handset, message.submission
        if (row := handset.receive(message, now)) is not None:
            self._meet(message, line, row, now)
            return
        message.state = advance(message.state, _DELIVERED)
        before = message.trail
        message.trail = trail = (before, now, _DELIVERED, None)
        outcome = line.on_delivery if before is None else self._late(message, line, now)
        if outcome is not None and submission.carriage.wants & outcome.wanted:
            message.trail = (trail, now, _REPORTED, outcome)
            self._senders.outbox[submission.account].append(Report(message, outcome, now))
        if handset.answers and (shown := handset.shown_by(message)) is not None:
            for due, planned in self._replies.planned(shown, now):
                self.agenda.add(due, REPLY, planned)
        if submission.header:
            self._parts.mind(now)

    def _passes(self, message: Message, line: Line, now: Instant) -> bool:
        """The carrier looks at a text once more before the handset gets it: blacklist, porting, outage, loss, its own limits."""
        cause = line.barred or self.carrier.pass_through(message, line.network, now)
        if cause is Cause.NETWORK_FAULT:
            self._store(message, line, cause, now)
        elif cause is not None:
            self._fail(message, line, Event.FAILED, cause, now)
        return cause is None

    def _meet(self, message: Message, line: Line, row: Row, now: Instant) -> None:
        """The handset does not show the text in its inbox."""
        assert row.cause is not None
        if row.effect is Effect.STORED:
            self._store(message, line, row.cause, now)
        else:
            self._fail(message, line, MEETINGS[row.effect], row.cause, now)
            self._parts.mind(now)

    def _late(self, message: Message, line: Line, now: Instant) -> Outcome | None:
        """A text that was held or stored before is there: its expiry is off the agenda, and the report may be a second one."""
        self._settle(message, line, now)
        return report(line.manner, Event.DELIVERED, None, line.network.name, told=told(message))

    def _settle(self, message: Message, line: Line, now: Instant) -> None:
        """Nothing more can happen to it. The last that waited lets a condition that begins anew with each first text do so."""
        self._departures.settled(message)
        if line.settle(message):
            line.handset.relapse(now)

    def _store(self, message: Message, line: Line, cause: Cause, now: Instant) -> None:
        """The carrier keeps a text that could not be handed over, until the handset is back or validity ends."""
        plan = message.submission.plan
        if plan is not None and plan.alert and cause in ALERTED:
            self._watchers.watch(message.submission)
            self._departures.await_change(line, now)
        if plan is not None and plan.one_try:
            self._fail(message, line, Event.FAILED, cause, now)
            return
        message.state = advance(message.state, Event.ATTEMPTED)
        self.ledger.note(message, now, Event.ATTEMPTED, cause)
        self._tell(message, line, Event.ATTEMPTED, cause, now)
        if message.submission.carriage.wants & NOTIFY and message not in line.waiting and line.manner is not Manner.SILENT:
            outcome = on_the_way(cause)
            self.ledger.note(message, now, Event.NOTIFIED, outcome)
            self._senders.tell(message, outcome, now)
        line.store(message, cause)
        self.agenda.add(message.expires_at, EXPIRE, message)
        self._departures.await_change(line, now)

    def _stop(self, now: Instant, stopped: Iterable[tuple[Message, Cause]]) -> None:
        """The carrier's gateway, or the review, turns these down."""
        for message, cause in stopped:
            self._fail(message, self._lines[message.submission.destination], Event.FAILED, cause, now)
        self._senders.hand_over()

    def _expire(self, now: Instant, messages: Iterable[Message]) -> None:
        for message in messages:
            line = self._lines[message.submission.destination]
            self._fail(message, line, Event.EXPIRED, line.waiting.get(message), now)
        self._senders.hand_over()

    def _fail(self, message: Message, line: Line, event: Event, cause: Cause | None, now: Instant) -> None:
        """It is settled, and not as its sender wished."""
        self._settle(message, line, now)
        message.state = advance(message.state, event)
        self.ledger.note(message, now, event, cause)
        self._tell(message, line, event, cause, now)

    def _change(self, now: Instant, numbers: Iterable[str]) -> None:
        for number in numbers:
            line = self._lines[number]
            line.handset.change(now)
            self._changed(line, now)
            if not line.waiting:
                line.handset.relapse(now)

    def _changed(self, line: Line, now: Instant) -> None:
        """The handset or its network is not as it was: what is stored meets something else now, or waits for the next change."""
        if (line.waiting or line.number in self._watchers) and outage_ends(line.network, now) == now:
            met = line.handset.meet(now).cause
            self._release(line, met, now)
            if met is None:
                self._watchers.back(line.number, now)
        if line.waiting:
            self._departures.await_change(line, now)
        self._senders.hand_over()

    def _release(self, line: Line, met: Cause | None, now: Instant) -> None:
        """Stored texts go out at this instant where the network is told that the handset is back, else with their next retry."""
        freed = [(message, cause in ALERTED) for message, cause in line.waiting.items() if cause is not met]
        self._arrive(now, {message: line for message, alerted in freed if alerted})
        for message, alerted in freed:
            if not alerted:
                self._departures.put_down(message, next_try(failed_at(message), now, line.network.retries_ms), ARRIVE, message)

    def cancel(self, message: Message, now: Instant) -> bool:
        """Its sender calls it back (SMPP 3.4 § 4.9); whether that was in time."""
        if FINAL[message.state]:
            return False
        self._departures.call_back(message)
        self._fail(message, self._lines[message.submission.destination], Event.CANCELLED, None, now)
        self._senders.hand_over()
        return True

    def replace(self, message: Message, submission: Submission, now: Instant) -> bool:
        """Its sender puts another text in its place (SMPP 3.4 § 4.10), valid as long as before if it says nothing; whether in time."""
        if FINAL[message.state]:
            return False
        line = self._lines[message.submission.destination]
        self._departures.replace(message, submission, now, stored=message in line.waiting)
        return True

    def turn(self, number: str, settings: HandsetSettings, manner: Manner | None, now: Instant) -> None:
        """Change a handset from outside (the control API, a scenario's timeline); `manner` None keeps how its carrier reports."""
        known = self._lines.settings.get(number, PLAIN)
        self.turn_line(number, replace(known, handset=settings, report=manner or self._lines[number].manner), now)

    def turn_line(self, number: str, settings: LineSettings, now: Instant) -> None:
        """Change all that is said of a number: its handset, its reports, its network, the carrier's blacklist."""
        self._departures.forget_change(self._lines[number], now)
        self._changed(self._lines.turn(number, settings), now)

    def relearn(self, carrier: Carrier, lines: dict[str, LineSettings], now: Instant) -> None:
        """Another scenario's carriers and numbers hold from now on; texts on their way go on."""
        for line in self._lines.values():
            self._departures.forget_change(line, now)
        self.carrier = carrier
        for line in self._lines.relearn(carrier, lines):
            self._changed(line, now)
        self._parts.mind(now)

    def cure(self, number: str, cure: Cure, now: Instant, text: str | None = None) -> bool:
        """The owner does something about it; whether that cured anything. text: of those that he deletes, only this one, by its id."""
        line = self._lines[number]
        self._departures.forget_change(line, now)
        cured = line.handset.cure(cure, now, text)
        self._changed(line, now)
        return cured

    def reply(self, number: str, text: str, now: Instant, to: str = "") -> Fate:
        """The owner of a handset answers the last text that it shows, or the last from this sender's number."""
        return self._replies.answer(number, text, now, to)

    def line(self, number: str) -> Line:
        """What the network knows of a number, to look at."""
        return self._lines[number]

    def claim(self, message: Message) -> tuple[Instant, Outcome] | None:
        """What its carrier says of a message when asked: since when, and what; None while it is on its way."""
        return claim(message, self._lines[message.submission.destination])

    def note(self, message: Message, event: Event, detail: Any, now: Instant) -> None:
        """Something that an edge did with a message's report belongs on its trail."""
        self.ledger.note(message, now, event, detail)

    def story(self, message: Message, now: Instant) -> list[Entry]:
        """A message's trail with the retries that changed nothing, which are stored nowhere."""
        return story(message, now, self._lines[message.submission.destination].network.retries_ms)

    def _tell(self, message: Message, line: Line, event: Event, cause: Cause | None, now: Instant) -> None:
        outcome = report(line.manner, event, cause, line.network.name, told=told(message))
        if outcome is not None and message.submission.carriage.wants & outcome.wanted:
            self.ledger.note(message, now, Event.REPORTED_EARLY if event is Event.ATTEMPTED else Event.REPORTED, outcome)
            self._senders.tell(message, outcome, now)
