"""`fakecarrier check` and `fakecarrier schema`: scenario files are read and judged, and nothing is started."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.scenario.load import json_schema, load

OK = 0
WRONG = 2
"""A scenario cannot be."""
ENDINGS = {".yaml", ".yml"}


def check(paths: Iterable[Path]) -> tuple[list[str], int]:
    """Lines to print and the exit code. Folders are walked for *.yaml and *.yml; all files are read, whatever is wrong with one."""
    lines: list[str] = []
    good = bad = 0
    for path in paths:
        files = list(files_in(path))
        if not files:
            lines.append(f"{path}: holds no *.yaml and no *.yml")
            bad += 1
        for file in files:
            found = load(file)
            if isinstance(found, list):
                lines += map(str, found)
                bad += 1
            else:
                good += 1
    return [*lines, _summary(good, bad)], WRONG if bad else OK


def schema() -> tuple[list[str], int]:
    """The JSON Schema of scenario files, as lines to print, and the exit code."""
    return [json.dumps(json_schema(), ensure_ascii=False, indent=2)], OK


def files_in(path: Path) -> Iterator[Path]:
    """The file itself, or the scenario files of a folder and of the folders in it, sorted; those named _… are there to be included."""
    if path.is_dir():
        files = (file for file in path.rglob("[!_]*") if file.suffix in ENDINGS and file.is_file())
        yield from sorted(file for file in files if _ours(file.relative_to(path)))
    else:
        yield path


def _summary(good: int, bad: int) -> str:
    return f"{good} {'file' if good == 1 else 'files'} can be run" + (f", {bad} cannot" if bad else "")


def _ours(file: Path) -> bool:
    """Whether it is not among what other tools keep in the folder: packages of Node, and what begins with a dot."""
    return not any(part == "node_modules" or part.startswith(".") for part in file.parts[:-1])
