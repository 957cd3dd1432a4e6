"""What a file says across its settings, judged: names that nobody has, things said twice, times that run backwards. It changes nothing."""

from collections.abc import Iterator

from simulator.message import Instant
from simulator.scenario import faults
from simulator.scenario.meaning_of_handsets import handset
from simulator.scenario.meaning_of_platform import platform, twice
from simulator.scenario.meaning_of_populations import populations
from simulator.scenario.meaning_of_smpp import smpp
from simulator.scenario.meaning_of_steps import steps
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node, Step, path
from simulator.scenario.overlay import carriers
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.scalars import e164, number
from simulator.scenario.schema import File
from simulator.scenario.sections import CarrierSection
from simulator.scenario.settings import Scenario


def objections(file: File, root: Node, names: Names, world: Scenario) -> Iterator[Problem]:
    """All that is wrong with what a file means. names: whom it may name; world: what it is laid over."""
    start = world.start if file.start is None else file.start
    if file.network is not None:
        yield from _carriers(file.network.carriers, root, start)
    yield from smpp(file, root, names, world)
    yield from platform(file, root, names, world, start)
    yield from faults.wrong(file, root)
    yield from _handsets(file, root, names, start)
    yield from populations(file, root, names, carriers(file, world, start).networks, start)
    yield from steps(file, root, names, world, start)


def reason(root: Node) -> Iterator[Problem]:
    """What is wrong with `because`: it has to lead to something in this file. To be asked before anything is taken out of the tree."""
    said = root.get("because")
    if said is None or not isinstance(said.value, str) or not said.value:
        return
    node = root
    for step in path(said.value):
        inner = node.get(step)
        if inner is None:
            known = [name for name in node.names() if node is not root or name != "because"]
            holder = node.where or "this file"
            yield Problem(said.place, said.where, f"{quoted(said.value)} leads nowhere: {holder} has no {step}{one_of(str(step), known)}")
            return
        node = inner


def _carriers(sections: list[CarrierSection], root: Node, start: Instant) -> Iterator[Problem]:
    yield from twice(root, ("network", "carriers"), "name", [section.name for section in sections])
    claimed: dict[str, str] = {}
    for index, section in enumerate(sections):
        node = root.at(("network", "carriers", index))
        for group, prefixes in enumerate(section.prefixes or ()):
            for prefix in prefixes:
                other = claimed.setdefault(prefix, section.name)
                if other != section.name:
                    what = f"{prefix} is claimed by {other} already: a prefix belongs to one network"
                    yield _at(node, ("prefixes", group), what)
                    break
        if section.latency and section.latency.p99 < section.latency.median:
            yield _at(node, ("latency", "p99"), "less than the median: of a hundred texts one takes longer than p99")
        for number_, outage in enumerate(section.outages or ()):
            if outage.until is not None and outage.until.resolved(start) <= outage.since.resolved(start):
                yield _at(node, ("outages", number_, "until"), "the outage ends before it begins: until comes after since")


def _handsets(file: File, root: Node, names: Names, start: Instant) -> Iterator[Problem]:
    holder = root.at(("handsets",))
    lines: dict[str, int] = {}
    for written, section in file.handsets.items():
        node, place = root.at(("handsets", written)), holder.keys[written]
        known = e164(written)
        if known is None:
            yield Problem(place, node.where, _no_number(written))
        elif lines.setdefault(known, place.line) != place.line:
            yield Problem(place, node.where, f"{quoted(written)} is the same number as on line {lines[known]}: put both into one")
        yield from handset(section, node, names, start)


def _no_number(written: str) -> str:
    try:
        return number(written)
    except ValueError as error:
        return str(error)


def _at(node: Node, steps_in: tuple[Step, ...], what: str) -> Problem:
    inner = node.at(steps_in)
    return Problem(inner.place, inner.where, what)
