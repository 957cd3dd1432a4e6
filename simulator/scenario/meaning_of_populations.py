"""What a file says of populations, judged: that shares come to a whole, and that there are numbers enough. It makes none."""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.carrier.settings import Network
from simulator.message import Instant
from simulator.population import PROVINCES, room, settled
from simulator.scenario.meaning_of_handsets import handset
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.overlay_of_populations import carriers, meant, prefixes
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.schema import File
from simulator.scenario.sections_of_populations import PopulationSection

NEARLY: Final = 0.001
"""Percent that a sum of shares may be off: 33.3 three times is not 100."""


def populations(file: File, root: Node, names: Names, networks: Iterable[Network], start: Instant) -> Iterator[Problem]:
    """All that is wrong with what is said of many numbers. networks: as they are with the file laid over its world."""
    known = tuple(networks)
    for place, (name, section) in enumerate(file.populations.items(), 1):
        node = root.at(("populations", name))
        own = prefixes(known, place)
        found = [*_networks(section, node, own), *_shares(section, node)]
        yield from found
        if not found:
            yield from _room(section, node, own)
        for index, behaviour in enumerate(section.behaviours):
            yield from _behaviour(behaviour.unsubscribed, node.at(("behaviours", index)))
            yield from handset(behaviour, node.at(("behaviours", index)), names, start)


def _behaviour(unsubscribed: object, node: Node) -> Iterator[Problem]:
    if unsubscribed is not None:
        yield _at(node, ("unsubscribed",), "the platform keeps a list of single numbers: say it of those, in handsets")


def _networks(section: PopulationSection, node: Node, own: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    for name in section.carriers or ():
        if name not in own:
            what = f"{quoted(name)} is no network with numbers here{one_of(name, sorted(own))}"
            yield Problem(node.at(("carriers",)).keys[name], node.at(("carriers",)).where, what)


def _shares(section: PopulationSection, node: Node) -> Iterator[Problem]:
    wholes = {
        "carriers": list((section.carriers or {}).values()),
        "provinces": list((section.provinces or {}).values()),
        "texts": [share for share, _ in meant(section)],
    }
    for key, shares in wholes.items():
        if shares and abs(sum(shares) - 100) > NEARLY:
            yield _at(node, (key,), f"the shares come to {sum(shares):g}%: wanted 100% in all")
    behaviours = sum(each.share for each in section.behaviours)
    if behaviours > 100 + NEARLY:
        yield _at(node, ("behaviours",), f"the shares come to {behaviours:g}%: wanted at most 100%, the rest is ordinary")


def _room(section: PopulationSection, node: Node, own: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    for cell in settled(section.size, carriers(section, own), section.provinces or PROVINCES, own):
        if cell.count > room(cell.prefixes):
            there = f"there are {room(cell.prefixes):,}: take fewer, or more provinces"
            yield _at(node, ("size",), f"{cell.count:,} numbers of {cell.carrier} in {cell.province}, and {there}")
            return


def _at(node: Node, steps_in: tuple[str, ...], what: str) -> Problem:
    inner = node.at(steps_in)
    return Problem(inner.place, inner.where, what)
