"""The faults of a file: as settings, and judged. Which settings a kind takes stands in `wire.faults`."""

from collections.abc import Iterator

from simulator.scenario.laying import as_tuple, by_name, laid
from simulator.scenario.meaning_of_platform import twice
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem
from simulator.scenario.schema import File
from simulator.scenario.sections_of_faults import FaultSection
from simulator.wire.faults import Fault, HttpSettings, objections


def faults(file: File, base: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The file's over the default world's."""
    return by_name(file.faults, base, _fault, "name")


def http(file: File, base: HttpSettings) -> HttpSettings:
    """What the file says of the HTTP port."""
    return base if file.http is None else laid(base, processing_limit_ms=file.http.processing_limit)


def wrong(file: File, root: Node) -> Iterator[Problem]:
    """All that is wrong with them."""
    yield from twice(root, ("faults",), "name", [section.name for section in file.faults])
    for index, section in enumerate(file.faults):
        node = root.at(("faults", index))
        for setting, what in objections(_fault(section, None), _written):
            inner = node.get(setting) or node
            yield Problem(inner.place, inner.where, what)


def _written(setting: str) -> str:
    """How a file calls a setting: its times have units of their own."""
    return setting.removesuffix("_ms")


def _fault(section: FaultSection, base: Fault | None) -> Fault:
    return laid(
        base or Fault(section.name, section.kind),
        kind=section.kind,
        path=section.path,
        number=section.number,
        first=section.first,
        every=section.every,
        share=section.share,
        delay_ms=section.delay,
        delay_max_ms=section.delay_max,
        connections=section.connections,
        octets_per_s=section.octets_per_s,
        idle_ms=section.idle,
        manner=section.manner,
        taken=section.taken,
        reason=section.reason,
        code=section.code,
        names=as_tuple(section.names),
    )
