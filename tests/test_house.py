"""The limits that keep this house small. `make check` runs this file by itself; each test names every place that breaks its rule."""

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "simulator"

LINES_MAX = 300
"""A longer file holds a noun that wants a name of its own."""
FUNCTION_LINES_MAX = 40
"""From `def` to the last line, docstring and all."""
SAY_NOTHING = {"util", "utils", "common", "helper", "helpers", "base", "manager", "managers", "handler", "handlers", "misc"}
EDGES = {"fronts", "world", "control", "console", "runtime", "player", "testing", "pytest_plugin", "locust", "cli", "__main__"}
ONLY_AT_THE_EDGES = {"aiohttp", "asyncio", "random", "secrets", "selectors", "socket", "ssl", "threading", "time", "uvloop"}
"""Below the edges time and chance are arguments, and nothing waits."""
ELSEWHERE = re.compile(r"(?<![\w.~/-])/(?:work|root|home)/|\.\./shared")
"""Places that exist on one machine only."""


def sources() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def ours(folder: Path, ignored: Iterable[str]) -> Iterator[Path]:
    """The files that are the project's own: all below a folder but what .gitignore names."""
    for path in sorted(folder.iterdir()):
        if path.name == ".git" or any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from ours(path, ignored)
        else:
            yield path


def long_functions(source: str) -> list[str]:
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES_MAX]


def imported(source: str) -> set[str]:
    """The top-level names of all that a source imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


def says_what_it_is(source: str) -> bool:
    """Whether the first line is a docstring's; an empty file has nothing to say."""
    return not source or (source.startswith('"""') and ast.get_docstring(ast.parse(source)) is not None)


def below_the_edges(path: Path) -> bool:
    return path.relative_to(HOUSE).with_suffix("").parts[0] not in EDGES


def test_no_file_outgrows_the_house() -> None:
    """No file in simulator/ is over 300 lines."""
    assert [path for path in sources() if len(path.read_text("utf-8").splitlines()) > LINES_MAX] == []


def test_no_function_does_too_much() -> None:
    """No function in simulator/ is over 40 lines."""
    assert {path: names for path in sources() if (names := long_functions(path.read_text("utf-8")))} == {}


def test_every_module_has_a_name_that_says_something() -> None:
    """No module is named for being useful."""
    assert [path for path in sources() if SAY_NOTHING & set(path.relative_to(HOUSE).with_suffix("").parts)] == []


def test_every_file_says_what_it_is() -> None:
    """Each file's first line is its docstring."""
    assert [path for path in sources() if not says_what_it_is(path.read_text("utf-8"))] == []


def test_time_chance_and_sockets_stay_at_the_edges() -> None:
    """Nothing below the edges imports what waits, draws or reads a clock."""
    inner = filter(below_the_edges, sources())
    assert {path: names for path in inner if (names := imported(path.read_text("utf-8")) & ONLY_AT_THE_EDGES)} == {}


def test_nothing_leads_out_of_the_clone() -> None:
    """No file of ours names a place on somebody's machine."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    assert [path for path in ours(ROOT, ignored) if ELSEWHERE.search(path.read_text("utf-8", errors="ignore"))] == []


def test_a_long_function_is_named() -> None:
    """Forty lines are a function's most, and the one that has more is named."""
    body = "    pass\n" * (FUNCTION_LINES_MAX - 1)
    assert long_functions(f"def fits():\n{body}async def does_not():\n    pass\n{body}") == ["does_not"]


@pytest.mark.parametrize("source", ["import time", "from time import monotonic", "import time as clock", "def f():\n    import time"])
def test_an_import_is_found_wherever_it_stands(source: str) -> None:
    """No form of the import statement gets past the rule."""
    assert imported(source) == {"time"}


@pytest.mark.parametrize("source", ["import time\n", "# why\n", '"not a docstring\'s quotes"\n'])
def test_a_file_without_a_docstring_is_found(source: str) -> None:
    """A file that starts with anything but its docstring does not say what it is."""
    assert not says_what_it_is(source)


@pytest.mark.parametrize("before", ["", "see ", '"', "cd "])
@pytest.mark.parametrize("place", ["work", "root", "home"])
def test_a_place_on_one_machine_is_found(before: str, place: str) -> None:
    """A path that starts in such a folder is found, and an address on the web that only looks like one is not."""
    assert ELSEWHERE.search(f"{before}/{place}/here")
    assert not ELSEWHERE.search(f"https://example.com/{place}/here")
