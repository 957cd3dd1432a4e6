"""The import contracts of pyproject.toml: the house keeps them, and they bite."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint(folder: Path) -> tuple[int, str]:
    """Exit status and words of import-linter in a folder that holds simulator/ and pyproject.toml."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    wide = os.environ | {"COLUMNS": "200"}  # or it breaks its lines
    done = subprocess.run(command, cwd=folder, env=wide, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house once more, to do damage in."""
    shutil.copytree(ROOT / "simulator", tmp_path / "simulator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    """Every import in simulator/ goes down, and only the edges know sockets and clocks."""
    status, words = lint(copy)
    assert status == 0, words


@pytest.mark.parametrize(
    ("file", "line", "named"),
    [
        pytest.param("kernel/clock.py", "import simulator.journey", "simulator.kernel.clock -> simulator.journey", id="up"),
        pytest.param("smpp/__init__.py", "import simulator.text", "simulator.smpp -> simulator.text", id="neighbour"),
        pytest.param("utils.py", "", "- simulator.utils", id="unplanned"),
        pytest.param("fronts/smpp/__init__.py", "import simulator.carrier", "simulator.fronts.smpp -> simulator.carrier", id="station"),
        pytest.param(
            "fronts/smpp/__init__.py",
            "import simulator.fronts.tencent_v5",
            "simulator.fronts.smpp -> simulator.fronts.tencent_v5",
            id="other-front",
        ),
        pytest.param("desk/desk.py", "import asyncio", "simulator.desk.desk -> asyncio", id="loop-below-the-edges"),
        pytest.param("journey.py", "import aiohttp", "simulator.journey -> aiohttp", id="http-below-the-edges"),
    ],
)
def test_a_broken_contract_is_named(copy: Path, file: str, line: str, named: str) -> None:
    """An import that the house forbids fails the check, and the check names it."""
    with (copy / "simulator" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    status, words = lint(copy)
    assert status == 1
    assert named in words
