"""THE ROAD: submit → carry → arrive → settle → report. Read this first.

The stations (platform, carrier, handset, reporting) judge; only the journey moves messages, schedules them and writes their trails. It
reads no clock: `now` is network time, and what waits stands on the agenda. Batches come in and go out, so that what is paid for a
message is paid in the loops of this file.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from simulator.carrier.carrier import Carrier
from simulator.carrier.retry import attempts
from simulator.causes import Cause
from simulator.handset.settings import HandsetSettings
from simulator.kernel.agenda import Agenda
from simulator.kernel.identity import Identity
from simulator.ledger import Entry, Ledger, Refused, trail
from simulator.lifecycle import Event, advance
from simulator.lines import Line, Lines, LineSettings
from simulator.message import AppSubmission, Instant, Message, Outcome, Report, Submission
from simulator.platform.platform import Platform
from simulator.refusals import Refusal
from simulator.reporting.report import report
from simulator.reporting.settings import Manner

CHANGE, ARRIVE, EXPIRE = range(3)
"""What is due at one instant happens in this order: a handset that comes back just when validity ends still gets its texts."""

_FATES = (Event.DELIVERED, Event.FAILED, Event.EXPIRED)
"""After one of them no attempt follows."""


_DELIVERED, _REPORTED = int(Event.DELIVERED), int(Event.REPORTED)
"""As a trail holds them (`Message.trail`)."""


class Sender(Struct, frozen=True):
    """One that submits. outlet: takes its reports, a batch at a time; numbering: its message ids from (serial, instant)."""

    outlet: Callable[[list[Report]], None]
    numbering: Callable[[int, Instant], str]


class Stations(Struct, frozen=True):
    """Those of one network that have state or settings of their own."""

    platform: Platform
    carrier: Carrier


class Journey:
    """The road of one network. `lines`: what the scenario says of numbers; all others are handsets that are on and report finally."""

    def __init__(
        self,
        stations: Stations,
        ledger: Ledger,
        identity: Identity,
        lines: dict[str, LineSettings],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self.ledger = ledger
        self._carrier, self._platform = stations.carrier, stations.platform
        self._identity = identity
        self._senders: dict[str, Sender] = {}
        self._lines = Lines(stations.carrier, lines)
        self._outbox: dict[str, list[Report]] = {}
        self.agenda = Agenda((self._change, self._arrive, self._expire), wake)
        ledger.on_forget(self._lines.drop)

    def attach(self, account: str, sender: Sender) -> None:
        """Let `account` submit."""
        self._senders[account] = sender
        self._outbox[account] = []

    def apply(self, submission: AppSubmission, now: Instant) -> Message | Refusal:
        """A text that the platform has to judge first."""
        judged = self._platform.check(submission, now)
        if isinstance(judged, Refusal):
            text = submission.text if submission.text is not None else f"{submission.template} {list(submission.params)}"
            self.refuse(f"app:{submission.app}", submission.destination, judged, text, now)
            return judged
        return self.submit(judged, now)

    def submit(self, submission: Submission, now: Instant) -> Message:
        """A text that is ready to travel."""
        return self.submit_all([submission], now)[0]

    def submit_all(self, submissions: list[Submission], now: Instant) -> list[Message]:
        """Texts that are ready to travel: they have ids from here on, and their first arrivals are due."""
        identify, senders, lines = self._identity.of, self._senders, self._lines
        expires, carry, add, accept = self._carrier.expires_at, self._carrier.carry, self.agenda.add, self.ledger.accept
        messages = []
        for submission in submissions:
            serial, luck = identify(submission)
            line = lines[submission.destination]
            expires_at = expires(submission.validity_ms, now)
            message = Message(senders[submission.account].numbering(serial, now), luck, submission, now, expires_at)
            accept(message)
            due = carry(message, line.travel_ms)
            add(due, ARRIVE, message)
            if expires_at < due:
                self._expire_first(message, due)
            messages.append(message)
        return messages

    def _expire_first(self, message: Message, due: Instant) -> None:
        """Validity ends on the way. A validity of nothing at all is one attempt (assumed)."""
        if message.submission.validity_ms == 0:
            message.expires_at = due
        else:
            self.agenda.add(message.expires_at, EXPIRE, message)

    def refuse(self, account: str, destination: str, refusal: Refusal, request: str, now: Instant) -> None:
        """Record a request that was not taken, whoever found that out."""
        self.ledger.refuse(Refused(now, account, destination, refusal, request))

    def _arrive(self, now: Instant, messages: list[Message]) -> None:
        lines, outbox = self._lines, self._outbox
        for message in messages:
            submission = message.submission
            line = lines[submission.destination]
            cause = line.handset.receive(message, now)
            if cause is not None:
                self._store(message, line, cause, now)
                continue
            message.state = advance(message.state, _DELIVERED)
            before = message.trail
            message.trail = trail = (before, now, _DELIVERED, None)
            outcome = line.on_delivery if before is None else self._claim(message, line, Event.DELIVERED, None)
            if outcome is not None and submission.wants & outcome.wanted:
                message.trail = (trail, now, _REPORTED, outcome)
                outbox[submission.account].append(Report(message, outcome, now))
        self._send_reports()

    def _store(self, message: Message, line: Line, cause: Cause, now: Instant) -> None:
        """The carrier keeps a text that could not be handed over, until the handset is back or validity ends."""
        message.state = advance(message.state, Event.ATTEMPTED)
        self.ledger.note(message, now, Event.ATTEMPTED, cause)
        self._report(message, self._claim(message, line, Event.ATTEMPTED, cause), Event.REPORTED_EARLY, now)
        if not line.waiting and line.handset.changes_at is not None:
            self.agenda.add(line.handset.changes_at, CHANGE, line.number)
        line.waiting[message] = cause
        self.agenda.add(message.expires_at, EXPIRE, message)

    def _expire(self, now: Instant, messages: list[Message]) -> None:
        for message in messages:
            line = self._lines[message.submission.destination]
            if line.waiting.pop(message, None) is None:
                self.agenda.cancel(self._carrier.carry(message, line.travel_ms), ARRIVE, message)
            self._fail(message, line, Event.EXPIRED, _last_cause(message), now)
        self._send_reports()

    def _fail(self, message: Message, line: Line, event: Event, cause: Cause | None, now: Instant) -> None:
        message.state = advance(message.state, event)
        self.ledger.note(message, now, event, cause)
        self._report(message, self._claim(message, line, event, cause), Event.REPORTED, now)

    def next_due(self) -> Instant | None:
        """When the next message moves or handset changes."""
        return self.agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Let happen what is due at the earliest instant up to `now`, at most so many; how many it were."""
        return self.agenda.act(now, most)

    def busy(self) -> list[str]:
        """Nothing here takes wall time."""
        return []

    def _change(self, now: Instant, numbers: list[str]) -> None:
        for number in numbers:
            handset = self._lines[number].handset
            if handset.changes_at is not None and handset.changes_at <= now:
                handset.recover()
                self._release(number, now)
                handset.relapse()

    def _release(self, number: str, now: Instant) -> None:
        """The handset is back: what is stored for it arrives at this instant, not at the next retry."""
        line = self._lines[number]
        messages = list(line.waiting)
        line.waiting.clear()
        for message in messages:
            self.agenda.cancel(message.expires_at, EXPIRE, message)
        self._arrive(now, messages)

    def turn(self, number: str, settings: HandsetSettings, manner: Manner | None, now: Instant) -> None:
        """Change a handset from outside (the control API, a scenario's timeline); `manner` None keeps how its carrier reports."""
        line = self._lines[number]
        line.report_in(line.manner if manner is None else manner)
        handset = line.handset
        if handset.changes_at is not None:
            self.agenda.cancel(handset.changes_at, CHANGE, number)
        handset.set(settings, now if line.waiting else None)
        self._lines.settings[number] = LineSettings(settings, line.manner)
        if handset.reachable:
            self._release(number, now)
        elif line.waiting and handset.changes_at is not None:
            self.agenda.add(max(handset.changes_at, now), CHANGE, number)

    def line(self, number: str) -> Line:
        """What the network knows of a number, to look at."""
        return self._lines[number]

    def note(self, message: Message, event: Event, detail: Any, now: Instant) -> None:
        """Something that an edge did with a message's report belongs on its trail."""
        self.ledger.note(message, now, event, detail)

    def story(self, message: Message, now: Instant) -> list[Entry]:
        """A message's trail with the retries that changed nothing, which are computed here and stored nowhere."""
        whole = trail(message)
        failed = next((entry for entry in whole if entry.event is Event.ATTEMPTED), None)
        if failed is None:
            return whole
        until = next((entry.at for entry in whole if entry.event in _FATES), now + 1)
        tries = attempts(failed.at, until, self._carrier.settings.retries_ms)
        return sorted([*whole, *(Entry(at, Event.ATTEMPTED, failed.detail) for at in tries)], key=lambda entry: entry.at)

    def _claim(self, message: Message, line: Line, event: Event, cause: Cause | None) -> Outcome | None:
        return report(line.manner, event, cause, line.network, told=_told(message))

    def _report(self, message: Message, outcome: Outcome | None, event: Event, now: Instant) -> None:
        submission = message.submission
        if outcome is not None and submission.wants & outcome.wanted:
            self.ledger.note(message, now, event, outcome)
            self._outbox[submission.account].append(Report(message, outcome, now))

    def _send_reports(self) -> None:
        for account, reports in self._outbox.items():
            if reports:
                self._outbox[account] = []
                self._senders[account].outlet(reports)


def _told(message: Message) -> bool:
    return any(entry.event is Event.REPORTED_EARLY or entry.event is Event.REPORTED for entry in trail(message))


def _last_cause(message: Message) -> Cause | None:
    causes = [entry.detail for entry in trail(message) if entry.event is Event.ATTEMPTED]
    return causes[-1] if causes else None
