"""The scenario files that are meant by what was typed: what is there, or what comes with the program. It reads none of them."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from simulator.scenario.problems import Problem
from simulator.scenario.settings import Place

ENDINGS: Final = (".yaml", ".yml")
NAME: Final = "scenarios"
"""The folder of those that come along, in a clone and in an installed package; typed, it may be left out."""


def files_of(typed: Path) -> list[Path] | Problem:
    """The file, or the scenario files below the folder, that is meant; what is wrong where there is none."""
    path = meant(typed)
    if isinstance(path, Problem):
        return path
    return list(files_in(path)) or Problem(Place(str(path), 1, 1), "", "holds no *.yaml and no *.yml")


def meant(typed: Path) -> Path | Problem:
    """What is there by this path, else what comes along by this name, such as `faq/late-handset`; what is wrong where neither is."""
    if _there(typed):
        return typed
    below = shelf() / (typed.relative_to(NAME) if typed.parts[:1] == (NAME,) else typed)
    found = next((each for each in (below, below.parent / f"{below.name}{ENDINGS[0]}") if _there(each)), None)
    return _missing(typed) if found is None else _as_seen(found)


def files_in(path: Path) -> Iterator[Path]:
    """The file itself, or the scenario files of a folder and of the folders in it, sorted; those named _… are there to be included."""
    if path.is_dir():
        files = (file for file in path.rglob("[!_]*") if file.suffix in ENDINGS and file.is_file())
        yield from sorted(file for file in files if _ours(file.relative_to(path)))
    else:
        yield path


def short(file: Path | str) -> str:
    """The name of one that comes along, as every command takes it wherever it is typed: `faq/late-handset.yaml`."""
    return Path(file).as_posix().removeprefix(f"{NAME}/")


def shelf() -> Path:
    """The folder of those that come along: inside the package where it is installed, beside it in a clone."""
    package = Path(__file__).parents[1]
    return next((folder for folder in (package / NAME, package.parent / NAME) if folder.is_dir()), package)


def _missing(typed: Path) -> Problem:
    """Perhaps one that comes along is meant."""
    names = {file.stem: short(file.relative_to(shelf())) for file in files_in(shelf())}
    near = get_close_matches(typed.stem, names, n=1, cutoff=0.75)
    hint = f" (did you mean {names[near[0]]}, which comes with fakecarrier?)" if near else ""
    return Problem(Place(str(typed), 1, 1), "", f"there is no such file{hint}")


def _ours(file: Path) -> bool:
    """Whether it is not among what other tools keep in the folder: packages of Node, and what begins with a dot."""
    return not any(part == "node_modules" or part.startswith(".") for part in file.parts[:-1])


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # longer than names can be, or with a NUL in it
        return False


def _as_seen(path: Path) -> Path:
    """From where the command is typed, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
