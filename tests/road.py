"""A journey with its real stations, driven by plain calls: no sockets, no clock but the one that the test turns."""

from typing import Any

from simulator.carrier.carrier import Carrier
from simulator.carrier.settings import CarrierSettings
from simulator.handset.handset import Shown
from simulator.journey import Journey
from simulator.kernel.identity import Identity
from simulator.ledger import Entry, Ledger, trail
from simulator.lines import LineSettings
from simulator.message import Alphabet, Instant, Message, Outcome, Reply, Report, Submission
from simulator.platform.platform import Platform
from simulator.platform.settings import default_apps
from simulator.scenario.default import scenario
from simulator.senders import Sender

NINE = 1_709_514_000_000
"""2024-03-04 09:00 in Beijing."""
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
VALIDITY = 48 * HOUR
WORLD = scenario()


class Road:
    """The default world's road. told: all reports that the account `esme` got, heard: all replies, each in their order."""

    def __init__(
        self, lines: dict[str, LineSettings] | None = None, keep: int | None = None, carriers: CarrierSettings = WORLD.carriers
    ) -> None:
        self.now = NINE
        self.told: list[Report] = []
        self.heard: list[Reply] = []
        self.carrier = Carrier(carriers, 1)
        self.ledger = Ledger(keep)
        settings = dict(WORLD.lines if lines is None else lines)
        self.journey = Journey(Platform(default_apps()), self.carrier, self.ledger, Identity(1, derived=True), settings)
        self.journey.attach("esme", Sender(self.told.extend, lambda serial, *_: str(serial), self.heard.append))

    def submit(self, number: str, **fields: Any) -> Message:
        """A text to a number, now."""
        return self.journey.submit(submission(number, **fields), self.now)

    def travel(self, message: Message) -> int:
        """How long its way takes (ms)."""
        line = self.journey.line(message.submission.destination)
        return self.carrier.carry(message, line.travel_ms) - message.accepted_at

    def pass_to(self, at: Instant) -> None:
        """Let all happen that is due until then."""
        while self.journey.agenda.act(at, 1_000):
            pass
        self.now = at

    def end(self) -> None:
        """Let all happen that is due at all."""
        while (due := self.journey.agenda.next_due()) is not None:
            self.pass_to(due)

    def inbox(self, number: str) -> list[Shown]:
        """What a handset shows."""
        return self.journey.line(number).handset.texts()

    def fate(self, message: Message) -> list[tuple[int, str, Any]]:
        """What happened to a text since it was accepted."""
        return steps(trail(message)[1:], message.accepted_at)

    def codes(self) -> list[str]:
        """What was reported."""
        return [told.outcome.code for told in self.told]


def submission(number: str, *, content: bytes = b"hi", alphabet: Alphabet = Alphabet.GSM7, **fields: Any) -> Submission:
    """A text of esme's to a number."""
    return Submission.of("esme", "10690", number, content, alphabet, **fields)


def steps(entries: list[Entry], since: Instant) -> list[tuple[int, str, Any]]:
    """A trail to compare: (ms since then, event, the cause's word, the report's code or the sentence)."""
    return [(entry.at - since, entry.event.name.lower(), _said(entry.detail)) for entry in entries]


def _said(detail: Any) -> Any:
    if isinstance(detail, Outcome):
        return detail.code
    return getattr(detail, "value", detail)
