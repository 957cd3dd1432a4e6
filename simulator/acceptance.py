"""The beginning of the road: submissions become messages that have ids, stand in the ledger and are due somewhere. It judges nothing."""

from simulator.carrier.carrier import Carrier, Verdict
from simulator.departures import Departures
from simulator.kernel.identity import Identity
from simulator.ledger import Ledger
from simulator.lines import Lines
from simulator.message import Instant, Message, Submission
from simulator.senders import Senders


class Acceptance:
    """One network's. It is paid for every message: all that a batch shares is looked up once."""

    def __init__(self, identity: Identity, senders: Senders, lines: Lines, ledger: Ledger, departures: Departures) -> None:
        self._identity, self._senders, self._lines, self._ledger, self._departures = identity, senders, lines, ledger, departures

    def take(self, submissions: list[Submission], carrier: Carrier, now: Instant) -> list[Message]:
        """These were taken just now; their messages, in their order."""
        if len(submissions) == 1:  # what a batch shares costs more there than it saves
            message = self.begin(submissions[0], carrier, now)
            self.go_on(message, carrier, now)
            return [message]
        senders, lines = self._senders, self._lines
        pick, read = carrier.pick, carrier.read
        messages: list[Message] = []
        dues: list[Instant] = []
        # All at once: among many numbers a look-up waits for memory, and one loop in C waits for several at a time.
        ways = list(map(lines.__getitem__, [submission.destination for submission in submissions]))
        unusual: dict[Message, Verdict | None] = {}
        carriage = None
        for submission, line, (serial, luck) in zip(submissions, ways, self._identity.of_all(submissions), strict=True):
            if submission.carriage is not carriage:
                carriage = submission.carriage
                numbering, planned = senders[carriage.account].numbering, carriage.plan is not None
                reads = carrier.reads(carriage)
                expires_at = carrier.expires_at(carriage.validity_ms, now)
            message = Message(numbering(serial, now, submission), luck, submission, now, expires_at)
            due = now + pick(line.travel_ms, luck)
            verdict = read(message, line.network) if reads else None
            if verdict is not None or due > expires_at or planned:
                unusual[message] = verdict
            messages.append(message)
            dues.append(due)
        self._ledger.accept_all(messages)
        self._departures.set_out(messages, dues, ways, unusual, now)
        return messages

    def begin(self, submission: Submission, carrier: Carrier, now: Instant) -> Message:
        """One was taken: its message has an id and stands in the ledger, and is due nowhere yet."""
        carriage = submission.carriage
        serial, luck = self._identity.of(submission)
        expires_at = carrier.expires_at(carriage.validity_ms, now)
        message = Message(self._senders[carriage.account].numbering(serial, now, submission), luck, submission, now, expires_at)
        self._ledger.accept(message)
        return message

    def go_on(self, message: Message, carrier: Carrier, now: Instant) -> None:
        """It sets out."""
        submission = message.submission
        line = self._lines[submission.destination]
        verdict = carrier.read(message, line.network) if carrier.reads(submission.carriage) else None
        self._departures.set_out_one(message, now + carrier.pick(line.travel_ms, message.luck), line, verdict, now)
