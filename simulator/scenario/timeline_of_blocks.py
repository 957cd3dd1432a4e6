"""Steps that hold steps as values: what their rounds are, and how their steps are read. It reads no step that stands by itself."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, assert_never

from msgspec import Struct

from simulator.personas import Personas
from simulator.population import People
from simulator.scenario.courses import Block, Course, Either, Loop, Parallel, Scope
from simulator.scenario.nodes import Node
from simulator.scenario.schema import StepSection
from simulator.scenario.sections_of_blocks import BranchSection, EachSection, EverySection, OptionSection, RepeatSection

Read = Callable[[Node, Scope], Iterable[Any]]
"""Reads a list of steps with what its variables are worth."""


class Counting(Struct, frozen=True):
    """So many rounds, with a variable that counts them, or none."""

    counter: str | None
    times: int

    def __iter__(self) -> Iterator[Scope]:
        for nth in range(1, self.times + 1):
            yield {} if self.counter is None else {self.counter: str(nth)}


class Going(Struct, frozen=True):
    """A round for each item: a text, or fields."""

    name: str
    items: list[str | dict[str, str]]

    def __iter__(self) -> Iterator[Scope]:
        for item in self.items:
            yield {self.name: item} if isinstance(item, str) else {f"{self.name}.{field}": worth for field, worth in item.items()}


class Meeting(Struct, frozen=True, eq=False):
    """A round for each of the first `most` of a population."""

    name: str
    personas: Personas
    most: int

    def __iter__(self) -> Iterator[Scope]:
        for nth in range(min(self.most, len(self.personas))):
            yield _Named(self.name, self.personas[nth])


class _Named(Mapping[str, str]):
    """Fields by the name of whose they are."""

    __slots__ = ("_fields", "_name")

    def __init__(self, name: str, fields: Mapping[str, str]) -> None:
        self._name, self._fields = f"{name}.", fields

    def __getitem__(self, key: str) -> str:
        if not key.startswith(self._name):
            raise KeyError(key)
        return self._fields[key.removeprefix(self._name)]

    def __iter__(self) -> Iterator[str]:
        return (self._name + field for field in self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def block(section: StepSection, step: Node, scope: Scope, read: Read, peoples: Mapping[str, People]) -> Block | None:
    """A step that holds steps; None where it is none. step: as it stands in the file, its variables not put in yet."""

    def course(holder: Node) -> Course:
        steps = holder.get("steps")
        return Course((lambda _: ()) if steps is None else lambda more: read(steps, ChainMap(more, scope)))  # type: ignore[arg-type]

    loop = section.repeat or section.each or section.every
    if loop is not None:
        word = "repeat" if section.repeat else "each" if section.each else "every"
        return _loop(loop, step, course(step.at((word,))), peoples)
    if section.parallel:
        holders = zip(section.parallel, _holders(step.at(("parallel",))), strict=True)
        return Parallel(step.place, tuple((one, course(holder)) for branch, holder in holders for one in _senders(branch)))
    if section.either:
        return Either(step.place, step.where, _options(section.either, [course(holder) for holder in _holders(step.at(("either",)))]))
    return None


def _loop(section: RepeatSection | EachSection | EverySection, step: Node, course: Course, peoples: Mapping[str, People]) -> Loop:
    match section:
        case RepeatSection():
            return Loop(step.place, Counting(section.counter, section.times), course)
        case EverySection():
            times = -(-section.for_ // section.interval)
            return Loop(step.place, Counting(section.counter, times), course, section.interval, section.for_)
        case EachSection():
            return Loop(step.place, _rounds(section, peoples), course)
        case _:
            assert_never(section)


def _rounds(section: EachSection, peoples: Mapping[str, People]) -> Iterable[Scope]:
    if isinstance(section.in_, list):
        return Going(section.as_, section.in_)
    people = peoples[section.in_]  # `meaning` has seen to it that there is one
    return Meeting(section.as_, Personas(people), people.population.size if section.most is None else section.most)


def _senders(branch: BranchSection) -> Iterable[Scope]:
    return Counting(branch.counter, branch.senders)


def _options(sections: list[OptionSection], courses: list[Course]) -> tuple[tuple[int, Course], ...]:
    return tuple((section.weight, course) for section, course in zip(sections, courses, strict=True))


def _holders(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else [node]
