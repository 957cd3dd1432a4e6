"""The carrier's judgement of a text: whether it goes on, over which network, and how long it travels. It schedules nothing."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from simulator.carrier.routing import PREFIX_MOST, route, table
from simulator.carrier.settings import Action, CarrierSettings, Network, WordRule
from simulator.causes import Cause
from simulator.kernel.chance import Chance, log_normal
from simulator.ledger import trail
from simulator.lifecycle import Event
from simulator.message import Alphabet, Carriage, Instant, Message
from simulator.text import udh
from simulator.text.joins import Joins, key_of, shown
from simulator.text.lexicon import Lexicon

_AREA = len("+86") + PREFIX_MOST
"""So much of a number says its network. A number that is no mainland one though it begins with +86 has another length."""
_BEIJING = timezone(timedelta(hours=8))


class Hold(Struct, frozen=True):
    """The text waits so long for a review by hand. refused: whether it is turned down then. whole: all parts of the text that it ends."""

    wait_ms: int
    refused: bool
    whole: tuple[Message, ...] = ()


class Stop(Struct, frozen=True):
    """The text goes no further than the carrier's gateway. whole: as of a hold."""

    cause: Cause
    whole: tuple[Message, ...] = ()


Verdict = Hold | Stop


class Carrier:
    """All networks of one world. pick: a travel time for a message's luck."""

    def __init__(self, settings: CarrierSettings, seed: int) -> None:
        self.settings = settings
        self._by_prefix = table(settings.networks)
        self._by_name = {network.name: network for network in settings.networks}
        self._by_area: dict[str, Network] = {}
        self.pick = Chance(seed, "carrier.latency").pick
        self._loss = Chance(seed, "carrier.loss").share
        self.look_for(settings.lexicon)
        self._spelled: Joins[Message] = Joins(settings.join_ms)
        self._spot = Chance(seed, "carrier.spot-check").share
        self._taken: dict[tuple[str, int], int] = {}
        self._travel_ms = {network.name: _travel_times(network.latency.median_ms, network.latency.p99_ms) for network in settings.networks}

    def look_for(self, lexicon: tuple[WordRule, ...]) -> None:
        """From now on these words are looked for, and no others. What is on its way was read."""
        self.settings = replace(self.settings, lexicon=lexicon)
        self._lexicons = _lexicons(self.settings)
        self._read = tuple(not all(lexicon.silent(each) for lexicon in self._lexicons.values()) for each in Alphabet)

    def network(self, number: str) -> Network:
        """The network that an E.164 number was given out by."""
        area = number[:_AREA] + str(len(number))
        network = self._by_area.get(area)
        if network is None:
            network = self._by_area[area] = route(self._by_prefix, number)
        return network

    def named(self, name: str) -> Network:
        """The network of this name; KeyError where there is none."""
        return self._by_name[name]

    def travel_ms(self, network: Network) -> tuple[int, ...]:
        """The network's 4096 equally likely travel times (ms)."""
        return self._travel_ms[network.name]

    def carry(self, message: Message, travel_ms: tuple[int, ...]) -> Instant:
        """When the text first reaches the place where its handset should be. A pure function of the message: ask it again at will."""
        return message.accepted_at + self.pick(travel_ms, message.luck)

    def expires_at(self, validity_ms: int | None, now: Instant) -> Instant:
        """The end of validity: the sender's wish, cut down to the network's longest, or the network's own (SMPP 3.4 § 5.2.16)."""
        if validity_ms is None:
            return now + self.settings.validity_ms
        return now + min(validity_ms, self.settings.validity_ms_max)

    def reads(self, carriage: Carriage) -> bool:
        """Whether texts that are carried so have to be read at all: a part of a long one has, where there are any words."""
        return self._read[carriage.alphabet] or (bool(carriage.header) and any(self._read))

    def read(self, message: Message, network: Network) -> Verdict | None:
        """What the network's lexicon says of the text; None: it goes on."""
        submission, lexicon = message.submission, self._lexicons[network.name]
        carriage = submission.carriage
        rule = lexicon.find(submission.content, carriage.alphabet)
        if carriage.header and not lexicon.empty:
            return self._read_whole(message, lexicon, rule)
        return None if rule is None else _verdict(rule, message, ())

    def _read_whole(self, message: Message, lexicon: Lexicon[WordRule], rule: WordRule | None) -> Verdict | None:
        """A word may stand across the parts of a long text: with the last part that comes, all are read as one."""
        submission = message.submission
        said = udh.concatenation(submission.header)
        if said is None:
            return None if rule is None else _verdict(rule, message, ())
        self._spelled.expired(message.accepted_at)
        key = key_of(submission.source, submission.destination, said)
        parts, _ = self._spelled.add(key, message, said.number, message.accepted_at)
        if parts is None:
            return None if rule is None else _verdict(rule, message, ())
        whole = shown((part.submission.content, part.submission.alphabet) for part in parts)
        rule = lexicon.find_in(whole) or rule
        return None if rule is None else _verdict(rule, message, tuple(parts))

    def pass_through(self, message: Message, network: Network, now: Instant) -> Cause | None:
        """Whether the network hands the text on to the handset now; None: it does. Only asked where the network has a fault or a limit.

        A text counts once against the limit, however often it is tried.
        """
        if network.loss and self._loss(message.luck) < network.loss:
            return Cause.LOST
        if outage_ends(network, now) != now:
            return Cause.NETWORK_FAULT
        if network.spot_check and self._spot(message.luck) < network.spot_check:
            return Cause.SPOT_CHECK
        if network.throttle_per_day is not None and not _tried(message) and not self._within_limit(message, network.throttle_per_day, now):
            return Cause.THROTTLED
        return None

    def _within_limit(self, message: Message, most: int, now: Instant) -> bool:
        today = datetime.fromtimestamp(now // 1000, UTC).astimezone(_BEIJING).toordinal()
        key = (message.submission.destination, today)
        if key not in self._taken:
            self._taken = {known: count for known, count in self._taken.items() if known[1] == today}
        self._taken[key] = self._taken.get(key, 0) + 1
        return self._taken[key] <= most


@lru_cache(maxsize=64)
def _travel_times(median_ms: float, p99_ms: float) -> tuple[int, ...]:
    """Worked out once a process: it takes a millisecond, and tests make many networks of the same latency."""
    return tuple(round(ms) for ms in log_normal(median_ms, p99_ms))


def _tried(message: Message) -> bool:
    """Whether a network handed it on before, and the handset did not take it."""
    return any(entry.event is Event.ATTEMPTED and entry.detail is not Cause.NETWORK_FAULT for entry in trail(message))


def outage_ends(network: Network, now: Instant) -> Instant | None:
    """When the outage ends in which this instant lies: `now` where it lies in none, None for one that never ends."""
    for outage in network.outages:
        if outage.since <= now and (outage.until is None or now < outage.until):
            return outage.until
    return now


def troubled(network: Network) -> bool:
    """Whether texts have to be judged when they arrive."""
    return bool(network.loss or network.spot_check or network.outages or network.throttle_per_day is not None)


def _verdict(rule: WordRule, message: Message, whole: tuple[Message, ...]) -> Verdict:
    match rule.action:
        case Action.INTERCEPT:
            return Stop(Cause.INTERCEPTED, whole)
        case Action.DROP:
            return Stop(Cause.LOST, whole)
        case Action.HOLD:
            return Hold(rule.hold_marketing_ms if message.submission.carriage.marketing else rule.hold_ms, rule.refuse, whole)


def _lexicons(settings: CarrierSettings) -> dict[str, Lexicon[WordRule]]:
    """By network. Those without words of their own share one."""
    shared = Lexicon([(rule.words, rule) for rule in settings.lexicon if rule.network is None])
    own = {rule.network for rule in settings.lexicon}
    return {
        network.name: Lexicon([(rule.words, rule) for rule in settings.lexicon if rule.network in {None, network.name}])
        if network.name in own
        else shared
        for network in settings.networks
    }
