"""Scenario files as tests: which files are some, and how one runs and fails. It plays none itself, and reads none before it runs."""

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

import pytest

from simulator.pytest_plugin.options import settings_of

SECTIONS: Final = (
    *("title", "shows", "because", "seed", "start", "keep", "allow_callback", "rules", "network", "platform", "timers", "http", "smpp"),
    *("faults", "handsets", "accounts", "customers", "apps", "populations", "vars", "steps"),
)
"""What may stand at the top of a scenario file: of the schema, which costs too much to ask at the start of every run."""
UNLIKELY_ELSEWHERE: Final = frozenset(("steps", "handsets", "because", "shows", "populations", "allow_callback", "smpp"))
"""One of these makes a file a scenario, unless most of its other sections are strange: a slip in one does not hide the file."""
_TOP: Final = re.compile(r"^[\"']?([\w-]+)[\"']?[ \t]*:(?:\s|$)", re.MULTILINE)


class ScenarioFile(pytest.File):
    """A file that holds one."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """One test."""
        yield ScenarioItem.from_parent(self, name=self.path.stem)


class ScenarioItem(pytest.Item):
    """One scenario: played in virtual time, against a network of its own."""

    def runtest(self) -> None:
        """Play it; NotHeldError where the file is wrong, or not all that it expects holds."""
        from simulator.pytest_plugin.playing import play_file  # noqa: PLC0415 - a run without scenarios does not pay for a player

        wrong = play_file(self.path, settings_of(self.config).seed)
        if wrong:
            raise NotHeldError(wrong)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **options: Any) -> Any:
        """Places in the file, and the lines that stand there; of Python only where it is our fault."""
        if isinstance(excinfo.value, NotHeldError):
            return "\n".join(excinfo.value.told(self.config.invocation_params.dir))
        return super().repr_failure(excinfo, *args, **options)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it is."""
        return self.path, None, self.name


class NotHeldError(Exception):
    """wrong: what was found, each as its place (file, line) and a sentence that begins with the place."""

    def __init__(self, wrong: list[tuple[str, int, str]]) -> None:
        super().__init__("\n".join(said for _, _, said in wrong))
        self._wrong = wrong

    def told(self, here: Path) -> Iterator[str]:
        """Each with the line that it is about; files by their way from `here`."""
        for file, line, said in self._wrong:
            yield said.replace(f"{here}{os.sep}", "")
            shown = _line(Path(file), line)
            if shown:
                yield f"> {line:5} | {shown}"


def wanted(path: Path, config: pytest.Config) -> bool:
    """Whether the settings want it: a folder that it is in, or a pattern of its path from the root. Those named _… are for including."""
    patterns = settings_of(config).scenarios
    if not patterns or path.name.startswith("_") or not path.is_relative_to(config.rootpath):
        return False
    place = path.relative_to(config.rootpath)
    return any(place.is_relative_to(pattern) or fnmatch(place.as_posix(), pattern) for pattern in patterns)


def is_scenario(path: Path) -> bool:
    """Whether it is one, right or wrong: by the names at its top, so that a file that cannot be read as YAML is judged too."""
    try:
        top = set(_TOP.findall(path.read_text("utf-8", errors="replace")))
    except OSError:
        return False
    known = top & set(SECTIONS)
    return bool(known & UNLIKELY_ELSEWHERE) and 2 * len(known) >= len(top)


def _line(file: Path, number: int) -> str:
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""
