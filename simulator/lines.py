"""What the network knows of each number, resolved once: its network, its handset, how its reports are made, what is stored for it.

A line holds state and decides nothing: the journey moves texts over it.
"""

from msgspec import Struct

from simulator.carrier.carrier import Carrier
from simulator.causes import Cause
from simulator.handset.handset import Handset
from simulator.handset.settings import ORDINARY, HandsetSettings
from simulator.lifecycle import Event
from simulator.message import Message, Outcome
from simulator.reporting.report import report
from simulator.reporting.settings import Manner

LINES_KEPT = 200_000
"""Lines of ordinary handsets that are remembered with their inboxes; past it, all that hold nothing of their own are forgotten."""


class LineSettings(Struct, frozen=True):
    """What a scenario says of one number."""

    handset: HandsetSettings = ORDINARY
    report: Manner = Manner.FINAL


PLAIN = LineSettings()


class Line:
    """One number. on_delivery: what is told of a text that arrives at the first try; waiting: stored texts, each with its last cause."""

    __slots__ = ("handset", "manner", "network", "number", "on_delivery", "travel_ms", "waiting")

    def __init__(self, number: str, network: str, travel_ms: tuple[int, ...], handset: Handset, manner: Manner) -> None:
        self.number = number
        self.network = network
        self.travel_ms = travel_ms
        self.handset = handset
        self.manner = manner
        self.waiting: dict[Message, Cause] = {}
        self.on_delivery = _ON_DELIVERY[manner.value]

    def report_in(self, manner: Manner) -> None:
        """From now on its carrier reports so."""
        self.manner = manner
        self.on_delivery = _ON_DELIVERY[manner.value]


class Lines(dict[str, Line]):
    """Lines by E.164 number; asking for a number makes its line. settings: what is said of single numbers, all others are ordinary."""

    def __init__(self, carrier: Carrier, settings: dict[str, LineSettings], *, kept: int = LINES_KEPT) -> None:
        super().__init__()
        self.settings = settings
        self._carrier = carrier
        self._kept = self._most = kept

    def __missing__(self, number: str) -> Line:
        if len(self) >= self._most:
            self._forget()
        settings = self.settings.get(number, PLAIN)
        network = self._carrier.network(number)
        line = Line(number, network.name, self._carrier.travel_ms(network), Handset(settings.handset), settings.report)
        self[number] = line
        return line

    def drop(self, messages: list[Message]) -> None:
        """The ledger has let go of these; so do the inboxes."""
        for message in messages:
            line = self.get(message.submission.destination)
            if line is None:
                continue
            inbox = line.handset.inbox
            if inbox and inbox[0] is message:  # nearly always
                del inbox[0]
            else:
                line.handset.forget(message)

    def _forget(self) -> None:
        kept = {number: line for number, line in self.items() if line.waiting or number in self.settings}
        self.clear()
        self.update(kept)
        self._most = max(self._kept, 2 * len(kept))


_ON_DELIVERY: dict[str, Outcome | None] = {manner.value: report(manner, Event.DELIVERED, None, "", told=False) for manner in Manner}
"""Delivered is delivered on every network."""
