"""From the tree of a file to its scenario: shape, meaning, the default world, the steps. Only here do these meet."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from simulator.message import Instant
from simulator.population import Directory, People
from simulator.scenario import default
from simulator.scenario.blocks import Binding, TooLongError, given
from simulator.scenario.includes import put_in
from simulator.scenario.landmarks import landmarks
from simulator.scenario.laying import laid
from simulator.scenario.meaning import objections, reason
from simulator.scenario.names import names
from simulator.scenario.nodes import Node, path
from simulator.scenario.overlay import overlaid
from simulator.scenario.overlay_of_populations import populations
from simulator.scenario.overlay_of_smpp import called_from, seen_from
from simulator.scenario.problems import Problem
from simulator.scenario.schema import File
from simulator.scenario.settings import Scenario, Step
from simulator.scenario.shapes import misshapen, read_shape
from simulator.scenario.timeline import Ground, timeline

TOLD_MAX = 100
"""Problems that are listed; whoever has more reads no further either."""
_OF_A_CONDITION = ("stage", "since", "until", "for")


def compose(root: Node, without: str = "", start: Instant | None = None, within: Path | None = None) -> Scenario | list[Problem]:
    """The scenario of a tree, or all that is wrong with it in the order of the file. The tree is used up.

    within: the file that it was read from; None: a text that can include none.
    """
    problems = put_in(root, within)
    if without:
        _take_out(root, without)
    world = default.scenario()
    if start is not None:
        world = replace(world, start=start)
    problems += [] if without else list(reason(root))
    further: list[Node] = []
    binding = Binding(further=further)
    try:
        bound = binding.whole(root)
    except TooLongError:
        return _told(binding.problems)
    known = names(bound, world, root)
    file, misfits = read_shape(bound)
    problems += misfits or [problem for steps in further for problem in misshapen(steps)]
    if file is not None:
        problems += objections(file, bound, known, world)
    if file is None or problems or binding.problems:
        return _told([*binding.problems, *_others(problems, binding.problems)])
    scenario = overlaid(file, world)
    scenario = laid(scenario, populations=populations(file, scenario.carriers.networks, scenario.start))
    folder = Path(root.place.file).parent
    smpp, accounts = seen_from(folder, scenario.smpp), called_from(folder, scenario.accounts)
    return laid(scenario, smpp=smpp, accounts=accounts, places=landmarks(bound), steps=tuple(_timeline(file, root, scenario)))


def _timeline(file: File, root: Node, scenario: Scenario) -> Iterable[Step]:
    """The steps as they stand in the tree, before their variables were put in: loops need them so."""
    steps, scope = root.get("steps"), given(root)
    if steps is None:
        return ()
    networks = frozenset(network.name for network in scenario.carriers.networks)
    peoples = {population.name: People(population, scenario.seed) for population in scenario.populations}
    return timeline(file.steps, steps, Ground(Directory(scenario.lines), scenario.start, peoples, networks), scope)


def _others(problems: list[Problem], unknown: list[Problem]) -> list[Problem]:
    """Without what follows from variables that are not there."""
    places = {problem.place for problem in unknown}
    return [problem for problem in problems if problem.place not in places]


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
