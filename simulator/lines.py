"""What the network knows of each number, resolved once: its network, its handset, how its reports are made, what is stored for it.

A line holds state and decides nothing: the journey moves texts over it.
"""

from msgspec import Struct
from msgspec.structs import replace

from simulator.carrier.carrier import Carrier, troubled
from simulator.carrier.settings import Network
from simulator.causes import Cause
from simulator.handset.handset import Handset
from simulator.handset.settings import ORDINARY, HandsetSettings
from simulator.lifecycle import Event
from simulator.message import Message, Outcome
from simulator.reporting.report import report
from simulator.reporting.settings import Manner
from simulator.text.joins import Joins

LINES_KEPT = 200_000
"""Lines of ordinary handsets that are remembered with their inboxes; past it, all that hold nothing of their own are forgotten."""


class LineSettings(Struct, frozen=True):
    """What a scenario says of one number.

    report: the manner of the carrier's reports about it; ported_to: the network that serves it in place of its prefix's; blacklisted: on
    the carrier's blacklist; unsubscribed: apps (`1400000001`) from whose texts it opted out before anything began.
    """

    handset: HandsetSettings = ORDINARY
    report: Manner = Manner.FINAL
    ported_to: str | None = None
    blacklisted: bool = False
    unsubscribed: tuple[str, ...] = ()


PLAIN = LineSettings()


class Line:
    """One number. on_delivery: what is told of a text that arrives at the first try; waiting: stored texts, each with its last cause.

    judged: whether the carrier has to look at texts that arrive (a blacklist, a fault or a limit).
    """

    __slots__ = ("blacklisted", "handset", "judged", "manner", "network", "number", "on_delivery", "travel_ms", "waiting")

    def __init__(self, number: str, network: Network, travel_ms: tuple[int, ...], settings: LineSettings, joins: Joins[Message]) -> None:
        self.number = number
        self.handset = Handset(settings.handset, joins)
        self.waiting: dict[Message, Cause] = {}
        self.learn(network, travel_ms, settings)

    def learn(self, network: Network, travel_ms: tuple[int, ...], settings: LineSettings) -> None:
        """From now on the network knows this of the number; its handset is not touched."""
        self.network = network
        self.travel_ms = travel_ms
        self.blacklisted = settings.blacklisted
        self.judged = settings.blacklisted or troubled(network)
        self.report_in(settings.report)

    def report_in(self, manner: Manner) -> None:
        """From now on its carrier reports so."""
        self.manner = manner
        self.on_delivery = _ON_DELIVERY[manner.value]


class Lines(dict[str, Line]):
    """Lines by E.164 number; asking for a number makes its line. settings: what is said of single numbers, all others are ordinary."""

    def __init__(self, carrier: Carrier, settings: dict[str, LineSettings], *, kept: int = LINES_KEPT) -> None:
        super().__init__()
        self.settings = settings
        self.joins: Joins[Message] = Joins(carrier.settings.join_ms)
        self._carrier = carrier
        self._kept = self._most = kept

    def __missing__(self, number: str) -> Line:
        if len(self) >= self._most:
            self._forget()
        settings = self.settings.get(number, PLAIN)
        network = self._network(number, settings)
        line = self[number] = Line(number, network, self._carrier.travel_ms(network), settings, self.joins)
        return line

    def relearn(self, carrier: Carrier, settings: dict[str, LineSettings]) -> list[Line]:
        """Another scenario holds from now on: lines that stored texts keep them, and all take what it says. The lines that are known."""
        self.settings, self._carrier = settings, carrier
        self.joins.learn(carrier.settings.join_ms)
        return [self._learn(line, settings.get(number, PLAIN)) for number, line in self.items()]

    def turn(self, number: str, settings: LineSettings) -> Line:
        """From now on this holds of a number; its line."""
        line = self[number]
        self.settings[number] = settings
        return self._learn(line, settings)

    def blacklist(self, number: str, settings: LineSettings) -> None:
        """From now on this is said of a number, of which only the carrier's blacklist differs: its handset goes on as it is."""
        line = self[number]
        self.settings[number] = settings
        line.learn(line.network, line.travel_ms, replace(settings, report=line.manner))

    def _learn(self, line: Line, settings: LineSettings) -> Line:
        network = self._network(line.number, settings)
        line.learn(network, self._carrier.travel_ms(network), settings)
        line.handset.set(settings.handset)
        return line

    def _network(self, number: str, settings: LineSettings) -> Network:
        return self._carrier.named(settings.ported_to) if settings.ported_to else self._carrier.network(number)

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
