"""Populations of a file as rules: who is where, and how many have what. It judges nothing; `meaning` has."""

from collections.abc import Iterable, Iterator

from simulator.carrier.settings import Network
from simulator.lines import PLAIN, LineSettings
from simulator.message import Instant
from simulator.population import CARRIERS, PROVINCES, Population, apportioned, settled
from simulator.scenario.overlay import line
from simulator.scenario.schema import File
from simulator.scenario.sections_of_populations import PopulationSection

REST = "rest"


def populations(file: File, networks: Iterable[Network], start: Instant) -> tuple[Population, ...]:
    """Those of a file. networks: as they are with the file laid over the default world."""
    known = tuple(networks)
    named = enumerate(file.populations.items(), 1)
    return tuple(_population(name, place, section, prefixes(known, place), start) for place, (name, section) in named)


def prefixes(networks: Iterable[Network], place: int) -> dict[str, tuple[str, ...]]:
    """By network: the prefixes of three digits that stay its own with this fourth digit."""
    every = {prefix: network.name for network in networks for prefix in network.prefixes}
    found: dict[str, list[str]] = {}
    for prefix, name in every.items():
        if len(prefix) == 3 and prefix.isdecimal() and not any(_taken(prefix, f"{place}", other) for other in every):
            found.setdefault(name, []).append(prefix)
    return {name: tuple(sorted(theirs)) for name, theirs in found.items()}


def _taken(prefix: str, digit: str, other: str) -> bool:
    return len(other) > 3 and other.startswith(prefix + digit)


def carriers(section: PopulationSection, own: Iterable[str]) -> dict[str, float]:
    """Shares of networks. own: those that have numbers to give out."""
    if section.carriers is not None:
        return section.carriers
    return {name: share for name, share in CARRIERS.items() if name in set(own)}


def _population(name: str, place: int, section: PopulationSection, own: dict[str, tuple[str, ...]], start: Instant) -> Population:
    cells = settled(section.size, carriers(section, own), section.provinces or PROVINCES, own)
    return Population(name, place, section.size, cells, tuple(_behaviours(section, start)), tuple(meant(section)))


def meant(section: PopulationSection) -> list[tuple[float, str]]:
    """Its texts, each with its share in percent."""
    silent = sum(each.share is None for each in section.texts)
    left = max(0.0, 100 - sum(each.share or 0 for each in section.texts))
    return [(left / silent if each.share is None else each.share, each.text) for each in section.texts]


def _behaviours(section: PopulationSection, start: Instant) -> Iterator[tuple[int, LineSettings]]:
    shares = {nth: behaviour.share for nth, behaviour in enumerate(section.behaviours)}
    rest = 100 - sum(shares.values())
    counts = apportioned(section.size, {**shares, REST: max(rest, 0)})
    for nth, behaviour in enumerate(section.behaviours):
        yield counts[nth], line(behaviour, PLAIN, start)
