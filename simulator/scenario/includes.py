"""Steps from other files, put into a file's tree where it includes them. Nothing outside of the file's own folder is read."""

from pathlib import Path
from typing import Final

from msgspec.structs import replace

from simulator.scenario.blocks import members
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, near, one_of, quoted
from simulator.scenario.reader import NODES_MAX, SIZE_MAX, read
from simulator.scenario.settings import Place

DEPTH_MAX: Final = 5
"""Files that include one another in a row."""
FILES_MAX: Final = 50
"""Different files that one scenario includes; together they are no longer than one file may be, and have no more values."""
MAY_HOLD: Final = ("vars", "steps")
"""What an included file may say; what goes with a scenario as a whole stands in the file that is played."""


def put_in(root: Node, file: Path | None) -> list[Problem]:
    """Put the steps of all included files into the tree; what is wrong with them. file: None where the text has no folder of its own."""
    return _Including(file).go(root)


class _Including:
    """One scenario's. _open: the files that are being read, outermost first."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._folder = None if file is None else file.parent.resolve()
        self._problems: list[Problem] = []
        self._read: dict[Path, Node | None] = {}
        self._nodes = 0
        self._left = SIZE_MAX

    def go(self, root: Node) -> list[Problem]:
        self._nodes = root.size
        open_ = () if self._file is None else (self._file.resolve(),)
        self._into(root.get("steps"), self._file, open_)
        return self._problems

    def _into(self, steps: Node | None, file: Path | None, open_: tuple[Path, ...]) -> None:
        for step in steps.value if steps and isinstance(steps.value, list) else ():
            include = step.get("include")
            if include is not None:
                self._include(step, include, file, open_)
            else:
                for _, member in members(step):
                    self._into(member.get("steps"), file, open_)

    def _include(self, step: Node, include: Node, file: Path | None, open_: tuple[Path, ...]) -> None:
        if isinstance(include.value, str):
            include = replace(include, value={"file": include}, keys={"file": include.place}, empty=False)
        named = include.get("file")
        if named is None or not isinstance(named.value, str) or not named.value or "steps" in include.names():
            return  # the format says so
        path = None if self._nodes > NODES_MAX else self._path(named, named.value, file)
        if path is None or self._goes_round(named, path, open_):
            return
        found = self._file_at(named, path)
        if found is None:
            return
        self._nodes += found.size
        if self._nodes > NODES_MAX:
            self._object(named, f"with what it includes, the file has more than {NODES_MAX:,} values: a scenario is smaller")
            return
        assert isinstance(step.value, dict)
        step.value["include"] = _joined(include, found)
        self._into(found.get("steps"), path, (*open_, path.resolve()))

    def _path(self, named: Node, said: str, file: Path | None) -> Path | None:
        """The file that is meant; None where it is none, or not ours to read."""
        if file is None or self._folder is None:
            self._object(named, "a text that is no file has no folder to include from: save it, and name the file")
            return None
        path = file.parent / said
        if not _plain(said) or not _inside(path, self._folder):
            self._object(named, f"{quoted(said)} leads out of the folder: only files in it, or in folders below, can be included")
            return None
        if not path.is_file():
            there = [other.name for other in path.parent.iterdir() if other != file] if path.parent.is_dir() else []
            hint = one_of(path.name, there) if near(path.name, there) else ""
            self._object(named, f"there is no file {quoted(said)}{hint}")
            return None
        return path

    def _goes_round(self, named: Node, path: Path, open_: tuple[Path, ...]) -> bool:
        if path.resolve() in open_:
            by = " and ".join(each.name for each in open_[-3:])
            self._object(named, f"{quoted(path.name)} includes itself, by {by}: it would never end")
        elif len(open_) > DEPTH_MAX:
            self._object(named, f"more than {DEPTH_MAX} files include one another in a row")
        else:
            return False
        return True

    def _file_at(self, named: Node, path: Path) -> Node | None:
        """A tree of an included file of its own, for what is put into it differs from place to place."""
        real = path.resolve()
        if real not in self._read:
            if len(self._read) >= FILES_MAX:
                self._object(named, f"more than {FILES_MAX} files are included")
                return None
            found = self._first(path)
            if isinstance(found, Problem):
                self._problems.append(found)
            self._read[real] = None if isinstance(found, Problem) else found
        once = self._read[real]
        return None if once is None else _copy(once)

    def _first(self, path: Path) -> Node | Problem:
        """The tree of a file, or the first thing that is wrong with it."""
        try:
            with path.open("rb") as file:
                raw = file.read(self._left + 1)
        except OSError as error:
            return Problem(Place(str(path), 1, 1), "", f"cannot be read: {error.strerror}")
        if len(raw) > self._left:
            return Problem(Place(str(path), 1, 1), "", f"all that is included is longer than {SIZE_MAX // 1_000_000} MB: include less")
        self._left -= len(raw)
        found = read(raw, str(path))
        return found[0] if isinstance(found, list) else _fit(found)

    def _object(self, node: Node, what: str) -> None:
        self._problems.append(Problem(node.place, node.where, what))


def _plain(said: str) -> bool:
    """Whether it is a path that goes down only."""
    return not said.startswith(("/", "\\", "~")) and ".." not in Path(said.replace("\\", "/")).parts and said.isprintable()


def _inside(path: Path, folder: Path) -> bool:
    """Whether it stays in the folder, links followed."""
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _fit(found: Node) -> Node | Problem:
    """A tree as it may be included."""
    for key, place in found.keys.items():
        if key not in MAY_HOLD:
            return Problem(place, "", f"{quoted(key)} stands in a file that is included: it may hold {' and '.join(MAY_HOLD)}")
    return found if found.get("steps") else Problem(found.place, "", '"steps" is missing: nothing is included')


def _copy(node: Node) -> Node:
    """The same tree again, as deep as a file can be."""
    value = node.value
    if isinstance(value, str):
        return node
    return replace(node, value=[_copy(each) for each in value] if isinstance(value, list) else {k: _copy(v) for k, v in value.items()})


def _joined(include: Node, found: Node) -> Node:
    """What is said where a file is included, with the file's steps; what it says of variables holds before what the file says."""
    assert isinstance(include.value, dict)
    steps, own, said = found.get("steps"), found.get("vars"), include.get("vars")
    assert steps is not None
    value = include.value | {"steps": replace(steps, parent=include)}
    if own is not None and isinstance(own.value, dict):
        over = said.value if said is not None and isinstance(said.value, dict) else {}
        value["vars"] = replace(own, parent=include, value=own.value | over, keys=own.keys | (said.keys if said else {}))
    return replace(include, value=value)
