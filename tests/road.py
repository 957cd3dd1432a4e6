"""A journey with its real stations, driven by plain calls: no sockets, no clock but the one that the test turns."""

from typing import Any

from simulator.carrier.carrier import Carrier
from simulator.journey import Journey, Sender, Stations
from simulator.kernel.identity import Identity
from simulator.ledger import Entry, Ledger
from simulator.lines import LineSettings
from simulator.message import BOTH, Alphabet, Instant, Message, Outcome, Report, Submission
from simulator.platform.platform import Platform
from simulator.platform.settings import default_apps
from simulator.scenario.default import scenario

NINE = 1_709_514_000_000
"""2024-03-04 09:00 in Beijing."""
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
VALIDITY = 48 * HOUR
WORLD = scenario()


class Road:
    """The default world's road. told: all reports that the account `esme` got, in their order."""

    def __init__(self, lines: dict[str, LineSettings] | None = None, keep: int | None = None) -> None:
        self.now = NINE
        self.told: list[Report] = []
        self.carrier = Carrier(WORLD.carriers, 1)
        self.ledger = Ledger(keep)
        stations = Stations(Platform(default_apps()), self.carrier)
        self.journey = Journey(stations, self.ledger, Identity(1, derived=True), dict(WORLD.lines if lines is None else lines))
        self.journey.attach("esme", Sender(self.told.extend, lambda serial, _: str(serial)))

    def submit(self, number: str, *, validity_ms: int | None = None, wants: int = BOTH) -> Message:
        """A text to a number, now."""
        return self.journey.submit(submission(number, validity_ms=validity_ms, wants=wants), self.now)

    def travel(self, message: Message) -> int:
        """How long its way takes (ms)."""
        line = self.journey.line(message.submission.destination)
        return self.carrier.carry(message, line.travel_ms) - message.accepted_at

    def pass_to(self, at: Instant) -> None:
        """Let all happen that is due until then."""
        while self.journey.act(at, 1_000):
            pass
        self.now = at

    def end(self) -> None:
        """Let all happen that is due at all."""
        while (due := self.journey.next_due()) is not None:
            self.pass_to(due)

    def inbox(self, number: str) -> list[Message]:
        """What a handset shows."""
        return self.journey.line(number).handset.texts()


def submission(number: str, *, content: bytes = b"hi", validity_ms: int | None = None, wants: int = BOTH) -> Submission:
    """A text of esme's to a number."""
    return Submission("esme", "10690", number, content, Alphabet.GSM7, validity_ms=validity_ms, wants=wants)


def steps(entries: list[Entry], since: Instant) -> list[tuple[int, str, Any]]:
    """A trail to compare: (ms since then, event, the cause's word, the report's code or the sentence)."""
    return [(entry.at - since, entry.event.name.lower(), _said(entry.detail)) for entry in entries]


def _said(detail: Any) -> Any:
    if isinstance(detail, Outcome):
        return detail.code
    return getattr(detail, "value", detail)
