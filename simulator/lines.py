"""What the network knows of each number, resolved once: its network, its handset, how its reports are made, what is stored for it.

A line holds state and decides nothing: the journey moves texts over it.
"""

from collections.abc import Callable, Mapping
from typing import Final, cast

from msgspec import Struct
from msgspec.structs import replace

from simulator.carrier.carrier import Carrier, troubled
from simulator.carrier.settings import Network
from simulator.causes import Cause
from simulator.handset.handset import Handset
from simulator.handset.settings import ORDINARY, HandsetSettings
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Outcome
from simulator.reporting.report import report
from simulator.reporting.settings import Manner
from simulator.text.joins import Joins

LINES_KEPT = 200_000
"""Lines of ordinary handsets that are remembered; past it, all that hold nothing of their own are forgotten."""

Recall = Callable[[str, Instant, int], list[Message]]
"""The texts in the ledger that a number's phone shows, oldest first, but for those that it keeps in any case (`Ledger.shown_to`)."""


class LineSettings(Struct, frozen=True):
    """What a scenario says of one number.

    report: the manner of the carrier's reports about it; ported_to: the network that serves it in place of its prefix's, or NOWHERE;
    blacklisted: on the carrier's blacklist; unsubscribed: apps (`1400000001`) from whose texts it opted out before anything began.
    """

    handset: HandsetSettings = ORDINARY
    report: Manner = Manner.FINAL
    ported_to: str | None = None
    blacklisted: bool = False
    unsubscribed: tuple[str, ...] = ()


PLAIN = LineSettings()
NOWHERE: Final = "nowhere"
"""The number was ported, and the network that gave it out does not find out where to: the records of the two do not agree."""
_NOTHING: Final[Mapping[Message, Cause]] = {}
"""Shared by all lines for which nothing waits: nearly all."""


class Line:
    """One number. on_delivery: what is told of a text that arrives at the first try; waiting: stored texts, each with its last cause.

    barred: why no text passes at all; judged: whether one that arrives has to be looked at: it is barred, a fault or a limit of the
    carrier's, or the line is known no more.
    phone: its handset; None: an ordinary one that nobody asked for yet, which so costs nothing.
    """

    __slots__ = ("_lines", "barred", "judged", "manner", "network", "number", "on_delivery", "phone", "travel_ms", "waiting")

    def __init__(self, number: str, network: Network, travel_ms: tuple[int, ...], settings: LineSettings, lines: "Lines") -> None:
        self.number = number
        self.phone: Handset | None = None
        self._lines = lines
        self.waiting: Mapping[Message, Cause] = _NOTHING
        self.learn(network, travel_ms, settings)

    @property
    def handset(self) -> Handset:
        """What has this number."""
        if self.phone is None:
            self.phone = self._lines.phone(self.number)
        return self.phone

    def learn(self, network: Network, travel_ms: tuple[int, ...], settings: LineSettings) -> None:
        """From now on the network knows this of the number; its handset is not touched."""
        self.network = network
        self.travel_ms = travel_ms
        self.barred = Cause.BLACKLISTED if settings.blacklisted else Cause.PORTING if settings.ported_to == NOWHERE else None
        self.judged = self.barred is not None or troubled(network)
        self.report_in(settings.report)

    def store(self, message: Message, cause: Cause) -> None:
        """This text waits for the handset; cause: of its last attempt."""
        if self.waiting:
            cast("dict[Message, Cause]", self.waiting)[message] = cause
        else:
            self.waiting = {message: cause}

    def settle(self, message: Message) -> bool:
        """It waits no more; whether it was the last that did."""
        if message not in self.waiting:
            return False
        del cast("dict[Message, Cause]", self.waiting)[message]
        return not self.waiting

    def report_in(self, manner: Manner) -> None:
        """From now on its carrier reports so."""
        self.manner = manner
        self.on_delivery = _AT_ONCE if manner is Manner.FINAL else _ON_DELIVERY[manner.value]


class Lines(dict[str, Line]):
    """Lines by E.164 number; asking for a number makes its line. settings: what is said of single numbers, all others are ordinary.

    recall: reads in the ledger what ordinary handsets show, which keep no inbox until somebody looks.
    """

    def __init__(self, carrier: Carrier, settings: dict[str, LineSettings], recall: Recall, *, kept: int = LINES_KEPT) -> None:
        super().__init__()
        self.settings = settings
        self.joins: Joins[Message] = Joins(carrier.settings.join_ms)
        self._carrier = carrier
        self._recall = recall
        self._emptied: tuple[Instant, int] = (-1, 0)
        self._keeping: set[str] = set()
        self._kept = self._most = kept

    def __missing__(self, number: str) -> Line:
        if len(self) >= self._most:
            self._forget()
        settings = self.settings.get(number, PLAIN)
        network = self._network(number, settings)
        line = self[number] = Line(number, network, self._carrier.travel_ms(network), settings, self)
        if settings.handset is not ORDINARY:
            line.phone = self.phone(number)
        return line

    def phone(self, number: str) -> Handset:
        """A handset as it is said to be, that has not been asked for before."""
        return Handset(self.settings.get(number, PLAIN).handset, self.joins, self, number)

    def keeps(self, number: str) -> None:
        """This number's phone keeps what comes from now on: it lets go what the ledger lets go."""
        self._keeping.add(number)

    def recall(self, number: str) -> list[Message]:
        """The texts that this number's phone shows, oldest first; from now on it keeps its inbox itself."""
        self._keeping.add(number)
        return self._recall(number, *self._emptied)

    def full(self) -> list[str]:
        """The numbers whose phones keep their inboxes themselves, or for whom it matters otherwise whether there is room."""
        mattering = (number for number, line in self.items() if line.waiting or (line.phone is not None and not line.phone.plain))
        return list({**dict.fromkeys(self._keeping), **dict.fromkeys(mattering)})

    def emptied(self, now: Instant, taken: int) -> None:
        """The owners of all other phones delete what these show. taken: how many messages have been taken by now."""
        self._emptied = now, taken

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
        if line.phone is not None or settings.handset is not ORDINARY:
            line.handset.set(settings.handset)
        return line

    def _network(self, number: str, settings: LineSettings) -> Network:
        to = settings.ported_to
        return self._carrier.network(number) if to is None or to == NOWHERE else self._carrier.named(to)

    def drop(self, messages: list[Message]) -> None:
        """The ledger has let go of these; so do the inboxes that are kept."""
        if not self._keeping:
            return
        for message in messages:
            number = message.submission.destination
            if number in self._keeping and (line := self.get(number)) is not None:
                line.handset.forget(message)

    def _forget(self) -> None:
        kept = {number: line for number, line in self.items() if line.waiting or number in self.settings or _emptied(line)}
        for number, line in self.items():
            line.judged = line.judged or number not in kept
        self._keeping &= kept.keys()
        self.clear()
        self.update(kept)
        self._most = max(self._kept, 2 * len(kept))


def _emptied(line: Line) -> bool:
    return line.phone is not None and line.phone.emptied


_ON_DELIVERY: dict[str, Outcome | None] = {manner.value: report(manner, Event.DELIVERED, None, "", told=False) for manner in Manner}
"""Delivered is delivered on every network."""
_AT_ONCE = _ON_DELIVERY[Manner.FINAL.value]
