"""Which network a number belongs to, by its prefix. The pure router: no state, no clock."""

from collections.abc import Iterable

from simulator.address import is_mainland
from simulator.carrier.settings import Network

_MAINLAND_DIGITS = len("+86")
PREFIX_MOST = 5
"""Characters of a prefix: `+8526` abroad, `1380` at home."""


def table(networks: Iterable[Network]) -> dict[str, Network]:
    """Networks by prefix. Two networks that claim one prefix, or a longer one than `PREFIX_MOST`: ValueError."""
    by_prefix: dict[str, Network] = {}
    for network in networks:
        for prefix in network.prefixes:
            if len(prefix) > PREFIX_MOST:
                raise ValueError(f"prefix {prefix} of {network.name} is longer than {PREFIX_MOST}")
            other = by_prefix.setdefault(prefix, network)
            if other is not network:
                raise ValueError(f"prefix {prefix} is claimed by {other.name} and by {network.name}")
    return by_prefix


def route(by_prefix: dict[str, Network], number: str) -> Network:
    """The network of an E.164 number: the longest prefix that fits. A mainland prefix that nobody claims is the first network's."""
    digits = number[_MAINLAND_DIGITS:] if is_mainland(number) else number
    for size in range(min(len(digits), PREFIX_MOST), 0, -1):
        network = by_prefix.get(digits[:size])
        if network is not None:
            return network
    return next(iter(by_prefix.values()))
