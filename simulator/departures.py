"""What is down on the agenda for messages on their way, and taking it off again. It moves no message and tells nobody.

A text that simply travels leaves nothing behind here: when it arrives is worked out anew. Of all others is remembered what stands where,
so that what is settled, called back or replaced leaves nothing on the agenda.
"""

from collections.abc import Callable, Hashable

from simulator.carrier.carrier import Carrier, Hold, Stop, Verdict, outage_ends
from simulator.causes import Cause
from simulator.kernel.agenda import Agenda
from simulator.ledger import Ledger
from simulator.lifecycle import Event
from simulator.lines import Line, Lines
from simulator.message import Instant, Message, Submission
from simulator.text.alphabets import show

CHANGE, ARRIVE, STOP, EXPIRE, REPLY, JOIN = range(6)
"""What is due at one instant happens in this order: a handset that comes back just when validity ends still gets its texts."""


class Departures:
    """carrier: the networks that hold at the moment; agenda: set by its owner, whose handlers take what is put down here."""

    agenda: Agenda

    def __init__(self, ledger: Ledger, lines: Lines, carrier: Callable[[], Carrier]) -> None:
        self._ledger, self._lines, self._carrier = ledger, lines, carrier
        self._later: dict[Message, tuple[Instant, int, Hashable]] = {}

    def arrival(self, message: Message) -> Instant:
        """When a text that nothing holds up reaches the place where its handset should be."""
        submission = message.submission
        at = self._carrier().carry(message, self._lines[submission.destination].travel_ms)
        plan = submission.plan
        return at if plan is None or plan.scheduled_for is None else at + max(0, plan.scheduled_for - message.accepted_at)

    def set_out(
        self, messages: list[Message], dues: list[Instant], lines: list[Line], unusual: dict[Message, Verdict | None], now: Instant
    ) -> None:
        """These begin to travel, in their order. dues: when they arrive, on which lines; unusual: those that do not simply travel."""
        if not unusual:
            self.agenda.add_all(dues, ARRIVE, messages, lines)
            return
        for message, due, line in zip(messages, dues, lines, strict=True):
            if message in unusual:
                self.depart(message, unusual[message], now)
            else:
                self.agenda.add(due, ARRIVE, message, line)

    def set_out_one(self, message: Message, due: Instant, line: Line, verdict: Verdict | None, now: Instant) -> None:
        """The same of one."""
        if verdict is None and due <= message.expires_at and message.submission.carriage.plan is None:
            self.agenda.add(due, ARRIVE, message, line)
        else:
            self.depart(message, verdict, now)

    def depart(self, message: Message, verdict: Verdict | None, now: Instant) -> None:
        """A text that does not simply travel. Earlier parts of a long one share its fate, if they are still in the air."""
        carriage = message.submission.carriage
        plan = carriage.plan
        if plan is not None and plan.scheduled_for is not None and message.trail is None and carriage.validity_ms is None:
            message.expires_at = self._carrier().expires_at(None, max(now, plan.scheduled_for))  # counted from when it sets out
        for part in verdict.whole if verdict is not None else ():
            arrival = self.arrival(part)
            if part is not message and self.agenda.cancel(arrival, ARRIVE, part):
                self._divert(part, verdict, arrival)
        self._divert(message, verdict, max(now, self.arrival(message)))

    def _divert(self, message: Message, verdict: Verdict | None, due: Instant) -> None:
        """It is stopped or held, or its validity may end on the way."""
        match verdict:
            case None:
                self.put_down(message, due, ARRIVE, message)
            case Stop(cause):
                self.put_down(message, due, STOP, (message, cause))
            case Hold(wait_ms, refused):
                self._ledger.note(message, message.accepted_at, Event.HELD, f"for review by hand, {wait_ms // 1000} s")
                if refused:
                    self.put_down(message, message.accepted_at + wait_ms, STOP, (message, Cause.REVIEW_REFUSED))
                else:
                    self.put_down(message, due + wait_ms, ARRIVE, message)

    def put_down(self, message: Message, due: Instant, priority: int, entry: Hashable) -> None:
        """On the agenda, and remembered where it is not what everybody can work out; with its expiry where validity ends first."""
        self.agenda.add(due, priority, entry)
        if message.submission.carriage.validity_ms == 0:
            message.expires_at = due  # validity of nothing at all is one attempt (assumed)
        if message.expires_at < due:
            self.agenda.add(message.expires_at, EXPIRE, message)
        elif priority == ARRIVE and due == self.arrival(message):
            return
        self._later[message] = (due, priority, entry)

    def await_change(self, line: Line, now: Instant) -> None:
        """What is stored is looked at again when the handset changes, or when the network's outage ends."""
        changes_at, ends = line.handset.changes_at, outage_ends(line.network, now)
        if changes_at is not None:
            self.agenda.add(max(changes_at, now), CHANGE, line.number)
        if ends is not None and ends > now:
            self.agenda.add(ends, CHANGE, line.number)

    def forget_change(self, line: Line, now: Instant) -> None:
        """Its handset is not what it was: the change that was waited for does not come."""
        if line.phone is not None:
            self.agenda.cancel(line.phone.changes_at or now, CHANGE, line.number)

    def settled(self, message: Message) -> None:
        """Nothing more can happen to it: what is down for it goes."""
        self.agenda.cancel(message.expires_at, EXPIRE, message)
        later = self._later.pop(message, None)
        if later is not None:
            self.agenda.cancel(*later)

    def call_back(self, message: Message) -> None:
        """It does not go on as it was: all that is down for it goes, also where it simply travels."""
        self.settled(message)
        if not self.agenda.cancel(self.arrival(message), ARRIVE, message):
            self.agenda.cancel_anywhere(ARRIVE, message)  # its line may have learnt other travel times since

    def replace(self, message: Message, submission: Submission, now: Instant, *, stored: bool) -> None:
        """Another text goes in its place, valid as long as the one before if it says nothing. stored: it was tried, and waits."""
        before, carrier = message.submission, self._carrier()
        self._ledger.note(message, now, Event.REPLACED, show(before.content, before.alphabet))
        if stored:
            self.agenda.cancel(message.expires_at, EXPIRE, message)
        else:
            self.call_back(message)
        message.submission = submission
        if submission.carriage.validity_ms is not None:
            message.expires_at = carrier.expires_at(submission.carriage.validity_ms, now)
        if stored:
            self.agenda.add(message.expires_at, EXPIRE, message)
        else:
            network = self._lines[submission.destination].network
            self.depart(message, carrier.read(message, network) if carrier.reads(submission.carriage) else None, now)
