"""The carrier's judgement of a text that it was handed: to which line it goes and how long it travels. It schedules nothing."""

from simulator.carrier.routing import PREFIX_MOST, route, table
from simulator.carrier.settings import CarrierSettings, Network
from simulator.kernel.chance import Chance, log_normal
from simulator.message import Instant, Message

_AREA = len("+86") + PREFIX_MOST
"""So much of a number says its network. A number that is no mainland one though it begins with +86 has another length."""


class Carrier:
    """All networks of one world."""

    def __init__(self, settings: CarrierSettings, seed: int) -> None:
        self.settings = settings
        self._by_prefix = table(settings.networks)
        self._by_area: dict[str, Network] = {}
        self._pick = Chance(seed, "carrier.latency").pick
        self._travel_ms = {
            network.name: tuple(round(ms) for ms in log_normal(network.latency.median_ms, network.latency.p99_ms))
            for network in settings.networks
        }

    def network(self, number: str) -> Network:
        """The network that serves an E.164 number."""
        area = number[:_AREA] + str(len(number))
        network = self._by_area.get(area)
        if network is None:
            network = self._by_area[area] = route(self._by_prefix, number)
        return network

    def travel_ms(self, network: Network) -> tuple[int, ...]:
        """The network's 4096 equally likely travel times (ms)."""
        return self._travel_ms[network.name]

    def carry(self, message: Message, travel_ms: tuple[int, ...]) -> Instant:
        """When the text first reaches the place where its handset should be. A pure function of the message: ask it again at will."""
        return message.accepted_at + self._pick(travel_ms, message.luck)

    def expires_at(self, validity_ms: int | None, now: Instant) -> Instant:
        """The end of validity: the sender's wish, cut down to the network's longest, or the network's own (SMPP 3.4 § 5.2.16)."""
        if validity_ms is None:
            return now + self.settings.validity_ms
        return now + min(validity_ms, self.settings.validity_ms_max)
