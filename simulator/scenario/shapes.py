"""What the format finds wrong with a file, as problems with their places, in words for people. It knows the format only by its errors."""

from pydantic_core import ErrorDetails

from simulator.scenario.nodes import Node, Step
from simulator.scenario.problems import Problem, near, one_of, quoted
from simulator.scenario.schema import Errors, File, StepSection, keys_at, shaped

ROUNDS_MAX = 3
"""What is taken out can leave a gap that is an error too, as a list without items."""
TOLD_MAX = 100
"""Errors that are put into words; whoever has more reads no further either."""
_WANTED = {"list_type": "a list", "dict_type": "a mapping", "model_type": "a mapping", "model_attributes_type": "a mapping"}
"""By pydantic's name of the error."""

KEY = "[key]"
"""Where pydantic finds something wrong with a key itself."""

Path = tuple[Step, ...]


def read_shape(root: Node) -> tuple[File | None, list[Problem]]:
    """The file as the format has it, and what does not fit the format.

    What does not fit is taken out of the tree, entry by entry, so that the rest can still be judged. None: too little is left.
    """
    problems: list[Problem] = []
    for _ in range(ROUNDS_MAX):
        found = shaped(root.plain())
        if isinstance(found, File):
            return found, problems
        if not problems:
            problems = [_problem(root, error) for error in _plainest(found)[:TOLD_MAX]]
        for path in sorted({_entry(error["loc"]) for error in found}, key=_last_first):
            _take_out(root, path)
    return None, problems


def read_steps(steps: Node) -> list[StepSection] | Problem:
    """A list of steps as the format has them, or the first thing that does not fit it."""
    found = _shaped_steps(steps)
    return found.steps if isinstance(found, File) else found[0]


def misshapen(steps: Node) -> list[Problem]:
    """All that does not fit the format in a list of steps."""
    found = _shaped_steps(steps)
    return [] if isinstance(found, File) else found


def _shaped_steps(steps: Node) -> File | list[Problem]:
    root = Node(steps.place, {"steps": steps})
    found = shaped(root.plain())
    return found if isinstance(found, File) else [_problem(root, error) for error in _plainest(found)[:TOLD_MAX]]


def _plainest(errors: Errors) -> Errors:
    """Without `text is missing` where `txt` stands, which is said already."""
    misspelt: dict[Path, list[str]] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            misspelt.setdefault(error["loc"][:-1], []).append(str(error["loc"][-1]))
    return [error for error in errors if error["type"] != "missing" or not near(str(error["loc"][-1]), misspelt.get(error["loc"][:-1], []))]


def _problem(root: Node, error: ErrorDetails) -> Problem:
    path, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        mapping, key = root.at(path[:-1]), str(path[-1])
        return Problem(mapping.keys[key], mapping.where, f"unknown key {quoted(key)}{_meant(key, path[:-1])}")
    if kind == "missing":
        mapping = root.at(path[:-1])
        return Problem(mapping.place, mapping.where, f'"{path[-1]}" is missing')
    node = root.at(path)
    return Problem(node.place, node.where, _said(node, path, error))


def _meant(key: str, path: Path) -> str:
    if key == "<<":
        return ": mappings are not merged here, write the settings out"
    return one_of(key, keys_at(path))


def _said(node: Node, path: Path, error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "too_short":
        return "the list is empty: leave it out, or name at least one"
    if kind == "too_long":
        return f"the list has {len(node.value)} items: wanted at most {error['ctx']['max_length']}"
    if kind in _WANTED:
        found = "nothing is written" if node.empty else f"{node.kind} stands"
        keys = keys_at(path)
        return f"{found} here: wanted {_WANTED[kind]}{' with ' + ', '.join(keys[:4]) + ('…' if len(keys) > 4 else '') if keys else ''}"
    return error["msg"]


def _entry(path: Path) -> Path:
    """What goes with an error: the step, the handset or the list's item that it stands in, the setting alone; with a key all beside it."""
    if path[-1] == KEY:
        return path[:-2]
    if path[0] == "handsets":
        return path[:2]
    if path[0] == "steps":
        return path[: max(at for at, step in enumerate(path) if isinstance(step, int) and path[at - 1] == "steps") + 1]
    index = max((at for at, step in enumerate(path) if isinstance(step, int)), default=None)
    return path if index is None else path[: index + 1]


def _last_first(path: Path) -> list[tuple[bool, int, str]]:
    """Items of a list go from its end, or the others would move."""
    return [(isinstance(step, int), -step if isinstance(step, int) else 0, str(step)) for step in path]


def _take_out(root: Node, path: Path) -> None:
    holder = root.at(path[:-1])
    step = path[-1]
    if isinstance(holder.value, list) and isinstance(step, int):
        if step < len(holder.value):
            del holder.value[step]
    elif isinstance(holder.value, dict):
        holder.value.pop(str(step), None)
