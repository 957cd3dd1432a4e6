"""`fakecarrier check` and `fakecarrier schema`: scenario files are read and judged, and nothing is started."""

import json
from collections.abc import Iterable
from pathlib import Path

from simulator.cli.shelf import files_of
from simulator.scenario.load import json_schema, load
from simulator.scenario.problems import Problem

OK = 0
WRONG = 2
"""A scenario cannot be."""


def check(paths: Iterable[Path]) -> tuple[list[str], int]:
    """Lines to print and the exit code. Folders are walked for *.yaml and *.yml; all files are read, whatever is wrong with one."""
    lines: list[str] = []
    good = bad = 0
    for path in paths:
        files = files_of(path)
        if isinstance(files, Problem):
            lines.append(str(files))
            bad += 1
            continue
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


def _summary(good: int, bad: int) -> str:
    return f"{good} {'file' if good == 1 else 'files'} can be run" + (f", {bad} cannot" if bad else "")
