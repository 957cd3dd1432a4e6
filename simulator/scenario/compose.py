"""From the tree of a file to its scenario: shape, meaning, the default world, the steps. Only here do these meet."""

from msgspec.structs import replace

from simulator.message import Instant
from simulator.scenario import default
from simulator.scenario.laying import laid
from simulator.scenario.meaning import objections, reason
from simulator.scenario.names import names
from simulator.scenario.nodes import Node, path
from simulator.scenario.overlay import overlaid
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Scenario
from simulator.scenario.shapes import read_shape
from simulator.scenario.timeline import timeline

TOLD_MAX = 100
"""Problems that are listed; whoever has more reads no further either."""
_OF_A_CONDITION = ("stage", "since", "until", "for")


def compose(root: Node, without: str = "", start: Instant | None = None) -> Scenario | list[Problem]:
    """The scenario of a tree, or all that is wrong with it in the order of the file. The tree is used up."""
    if without:
        _take_out(root, without)
    world = default.scenario()
    if start is not None:
        world = replace(world, start=start)
    known = names(root, world)
    problems = [] if without else list(reason(root))
    file, misshapen = read_shape(root)
    problems += misshapen
    if file is not None:
        problems += objections(file, root, known, world)
    if file is None or problems:
        return _told(problems)
    scenario = overlaid(file, world)
    return laid(scenario, steps=tuple(timeline(file.steps, root, scenario.lines, scenario.start)))


def _take_out(root: Node, where: str) -> None:
    """Take a setting out of the tree, and with a condition what is said of it."""
    *holder, last = path(where)
    node = root.at(holder)
    if node.at((last,)) is node:
        return  # there is no such setting
    if isinstance(node.value, dict):
        for key in (str(last), *(_OF_A_CONDITION if last == "condition" else ())):
            node.value.pop(key, None)
    elif isinstance(node.value, list) and isinstance(last, int):
        del node.value[last : last + 1]


def _told(problems: list[Problem]) -> list[Problem]:
    """In the order of the file, each once."""
    unique = {str(problem): problem for problem in problems}
    in_order = sorted(unique.values(), key=lambda problem: (problem.place.line, problem.place.column))
    told = in_order[:TOLD_MAX]
    if len(in_order) > TOLD_MAX:
        told.append(Problem(told[-1].place, "", f"and {len(in_order) - TOLD_MAX} more problems from here on: mend these first"))
    return told
