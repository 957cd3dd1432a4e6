"""What a file says of loops, senders side by side and chance, judged: how much it comes to, and whom it names."""

from collections.abc import Iterator, Sequence

from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.schema import StepSection
from simulator.scenario.sections_of_blocks import SENDERS_MAX, BranchSection, OptionSection

STEPS_MAX = 1_000_000
"""Steps that a file may come to, all rounds of its loops and all copies counted: some minutes of work."""

Inner = tuple[list[StepSection], Node]
"""Steps with the list that they stand in."""


def inner(section: StepSection, node: Node) -> list[Inner]:
    """The steps that a step holds; none where it is no block. node: what stands under its word."""
    for loop in (section.repeat, section.each, section.every, section.include):
        if loop is not None:
            return [(loop.steps, node.at(("steps",)))]
    sides: Sequence[BranchSection | OptionSection] = section.parallel or section.either or ()
    holders = node.value if isinstance(node.value, list) else [node]
    return [(side.steps, holder.at(("steps",))) for side, holder in zip(sides, holders, strict=False)]


def block(section: StepSection, node: Node, names: Names) -> Iterator[Problem]:
    """What is wrong with one, beside its steps."""
    each = section.each
    if each is not None and isinstance(each.in_, str) and each.in_ not in names.populations:
        yield _on(node, "in", f"{quoted(each.in_)} is no population{one_of(each.in_, names.populations)}")
    elif each is not None and isinstance(each.in_, list) and each.most is not None:
        yield _on(node, "most", "of a list all are taken: take it out, or name a population")
    if section.every is not None and section.every.for_ < section.every.interval:
        yield _on(node, "for", "shorter than the interval: there would be no second time")
    if sum(branch.senders for branch in section.parallel or ()) > SENDERS_MAX:
        yield _on(node, "", f"more than {SENDERS_MAX} senders side by side")


def crowded(sections: list[StepSection], steps: Node, sizes: dict[str, int]) -> Iterator[Problem]:
    """What a file comes to, where that is too much: told at the innermost block that is too much by itself."""
    for section, step in zip(sections, steps.value, strict=False):
        assert isinstance(step, Node)
        word = next(iter(step.names()), "")
        told = [problem for each, node in inner(section, step.at((word,))) for problem in crowded(each, node, sizes)]
        yield from told
        total = weight(section, sizes)
        if not told and total > STEPS_MAX:
            yield Problem(step.place, step.where, f"comes to {_many(total)} steps: wanted at most {STEPS_MAX:,}")


def weight(section: StepSection, sizes: dict[str, int]) -> int:
    """How many steps one comes to, with all its rounds."""
    if section.send is not None:
        return section.send.times
    if section.parallel is not None:
        return sum(branch.senders * _all(branch.steps, sizes) for branch in section.parallel)
    if section.either is not None:
        return max(_all(option.steps, sizes) for option in section.either)
    if section.include is not None:
        return _all(section.include.steps, sizes)
    return _rounds(section, sizes)


def _rounds(section: StepSection, sizes: dict[str, int]) -> int:
    repeat, each, every = section.repeat, section.each, section.every
    if repeat is not None:
        return repeat.times * _all(repeat.steps, sizes)
    if every is not None:
        return -(-every.for_ // every.interval) * _all(every.steps, sizes)
    if each is not None:
        among = len(each.in_) if isinstance(each.in_, list) else sizes.get(each.in_, 1)
        return min(among, each.most or among) * _all(each.steps, sizes)
    return 1


def _all(sections: list[StepSection], sizes: dict[str, int]) -> int:
    return sum(weight(section, sizes) for section in sections)


def _many(total: int) -> str:
    return f"{total:,}" if total < 10**12 else "more than a trillion"


def _on(node: Node, key: str, what: str) -> Problem:
    found = node.get(key) or node
    return Problem(found.place, found.where, what)
