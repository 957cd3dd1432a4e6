"""Scenario files to scenarios: read, shaped, judged, laid over the default world. All that is wrong comes back at once, as values."""

from pathlib import Path
from typing import Any

from simulator.message import Instant
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Place, Scenario


def load(path: Path, *, without: str = "", start: Instant | None = None) -> Scenario | list[Problem]:
    """The scenario of a file, or all that is wrong with it, in the file's order. See `loads`."""
    from simulator.scenario.reader import SIZE_MAX  # noqa: PLC0415 - a network without a file does not pay for YAML

    try:
        if not path.is_file():
            what = "this is a folder: name a file in it" if path.is_dir() else "there is no such file"
            return [Problem(Place(str(path), 1, 1), "", what)]
        with path.open("rb") as file:
            raw = file.read(SIZE_MAX + 1)
    except OSError as error:
        return [Problem(Place(str(path), 1, 1), "", f"cannot be read: {error.strerror}")]
    return _loaded(raw, str(path), without, start, path)


def loads(text: str | bytes, name: str = "scenario", *, without: str = "", start: Instant | None = None) -> Scenario | list[Problem]:
    """The scenario of a text. name: what places call it; without: a path whose setting is taken out first, as `because` promises.

    start: where a scenario begins that does not say so itself, and times such as `+2h` are counted from.
    """
    return _loaded(text, name, without, start, None)


def _loaded(text: str | bytes, name: str, without: str, start: Instant | None, file: Path | None) -> Scenario | list[Problem]:
    from simulator.scenario.compose import compose  # noqa: PLC0415 - pydantic costs a tenth of a second
    from simulator.scenario.reader import read  # noqa: PLC0415

    root = read(text, name)
    return root if isinstance(root, list) else compose(root, without, start, file)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, for editors."""
    from simulator.scenario import schema  # noqa: PLC0415

    return schema.json_schema()
