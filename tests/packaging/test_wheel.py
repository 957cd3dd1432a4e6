"""The wheel: what is installed of it runs without the clone, and has the scenario files that come along."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.faq.catalogue import files

ROOT = Path(__file__).parents[2]
MADE_FROM = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "simulator", "scenarios")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with what the wheel installs, made from a copy of the clone."""
    copy, site = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("site")
    for name in MADE_FROM:
        source = ROOT / name
        place = shutil.copytree if source.is_dir() else shutil.copy
        place(source, copy / name)
    build = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=copy, capture_output=True, text=True, check=False
    )
    assert build.returncode == 0, build.stderr
    (wheel,) = (copy / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    yield site
    shutil.rmtree(copy)


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in some folder, where what is installed comes before this clone."""
    env = os.environ | {"PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "simulator", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_every_file_that_why_names_is_installed(installed: Path) -> None:
    """And the default world; nothing of the tests is."""
    named = {file for each in files().values() for file in each} | {"scenarios/default.yaml"}
    assert sorted(name for name in named if not (installed / "simulator" / name).is_file()) == []
    assert sorted(each.name for each in installed.iterdir() if not each.name.endswith(".dist-info")) == ["simulator"]


@pytest.mark.parametrize("code", ["MK:0024", "1014"])
def test_the_lines_that_why_prints_work_wherever_they_are_typed(installed: Path, tmp_path: Path, code: str) -> None:
    """In a folder with nothing in it, to the letter."""
    told = run(installed, tmp_path, "why", "--code", code)
    commands = re.findall(r"fakecarrier (run [a-z].*)", told.stdout)
    assert commands, told.stderr
    played = run(installed, tmp_path, *commands[0].split())
    assert (played.returncode, played.stderr) == (0, "")
    assert str(installed / "simulator" / "scenarios") in played.stdout
