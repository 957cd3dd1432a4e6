"""The scenario files that come with the program: every one holds, holds the same each time, and fails without what it is about."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.cli import run as command
from simulator.cli.check import files_in
from simulator.handset.conditions import Condition
from simulator.player.play import Played, play
from simulator.reporting.settings import Manner
from simulator.scenario import default
from simulator.scenario.load import load
from simulator.scenario.nodes import Node
from simulator.scenario.overlay import overlaid
from simulator.scenario.reader import read
from simulator.scenario.settings import Expect, Scenario, Send
from simulator.scenario.shapes import read_shape

FOLDER = Path(__file__).parent.parent.parent / "scenarios"
DEFAULT = FOLDER / "default.yaml"
FILES = [file for file in files_in(FOLDER) if file != DEFAULT]
HANDSETS = [*(condition.value for condition in Condition), "ported"]
HOURS_MS = 3_600_000


def named(file: Path) -> str:
    return str(file.relative_to(FOLDER).with_suffix(""))


@cache
def loaded(file: Path, without: str = "") -> Scenario:
    found = load(file, without=without)
    assert isinstance(found, Scenario), list(map(str, found))
    return found


@cache
def alone_played(file: Path) -> Played:
    """One file, played once for all tests that look at it."""
    return play(loaded(file), str(file))


def played() -> dict[Path, Played]:
    """The whole folder."""
    return {file: alone_played(file) for file in FILES}


def wrong(one: Played) -> Iterator[str]:
    return (f"{finding.place}: {finding.what}" for finding in one.findings if not finding.held)


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_holds(file: Path) -> None:
    """Everything that a file expects is so, and it expects something."""
    one = alone_played(file)
    assert list(wrong(one)) == []
    assert one.findings


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_fails_without_what_it_is_about(file: Path) -> None:
    """With the setting that `because` names taken out, at least one expectation does not hold."""
    reason = loaded(file).because
    assert reason
    assert not play(loaded(file, without=reason), str(file)).held


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_is_told_by_its_title_and_its_cases(file: Path) -> None:
    """Each has a title of its own and names the cases that it shows; of SMPP's own faults the FAQ knows nothing."""
    scenario = loaded(file)
    assert scenario.shows or file.parent.name == "smpp"
    assert [other for other in FILES if loaded(other).title == scenario.title] == [file]


@pytest.mark.parametrize(("condition", "manner"), list(product(HANDSETS, Manner)), ids=str)
def test_every_condition_is_shown_in_every_manner(condition: str, manner: Manner) -> None:
    """There is a file for each pair, hours long, through both fronts, that looks at all three truths."""
    file = FOLDER / "handsets" / f"{condition}-{manner.value}.yaml"
    scenario = loaded(file)
    looked_at = [step for step in scenario.steps if isinstance(step, Expect)]
    assert {step.via for step in scenario.steps if isinstance(step, Send)} == {"smpp", "tencent-v5"}
    assert any(step.answer for step in looked_at)
    assert any(step.reports is not None for step in looked_at)
    assert any(step.inbox is not None for step in looked_at)
    assert {scenario.lines[step.to].report for step in scenario.steps if isinstance(step, Send)} == {manner}
    assert alone_played(file).simulated_ms > 2 * HOURS_MS


def test_the_same_run_twice_is_the_same_to_the_byte() -> None:
    """Ids, instants and words follow from file and seed alone."""
    again = [play(loaded(file), str(file)) for file in FILES]
    assert command.as_json(again) == command.as_json(list(played().values()))


def test_no_file_depends_on_the_one_before() -> None:
    """In shuffled order the results are the same."""
    shuffled, problems = command.run([each for each in FOLDER.iterdir() if each.is_dir()], shuffle=20240304)
    assert problems == []
    by_file = {one.file: one for one in played().values()}
    assert {one.file: one for one in shuffled} == by_file


def test_a_different_seed_changes_the_instants_only() -> None:
    """No file holds by the luck of its seed."""
    lucky = [file for file in FILES if not play(replace(loaded(file), seed=loaded(file).seed + 1_000), str(file)).held]
    assert lucky == []


def test_the_whole_folder_is_one_command(tmp_path: Path) -> None:
    """The default world and all files: a table, JSON, and an exit code that says that all held."""
    results, problems = command.run([FOLDER])
    assert command.exit_code(results, problems) == command.ALL_HELD
    assert len(json.loads(command.as_json(results))) == len(FILES) + 1
    assert list(command.table(results))[-1] == f"{len(FILES) + 1} passed, 0 failed"


def alone(file: Path) -> Scenario:
    """A file laid over nothing: what it leaves out is missing."""
    root = read(file.read_bytes(), str(file))
    assert isinstance(root, Node)
    shaped, problems = read_shape(root)
    assert shaped is not None
    assert problems == []
    return overlaid(shaped, Scenario(accounts=(), apps=(), lines={}))


@pytest.mark.parametrize("field", Scenario.__struct_fields__)
def test_the_default_world_is_the_file(field: str) -> None:
    """What `serve` runs without a file and what default.yaml says by itself are the same, field by field."""
    assert getattr(alone(DEFAULT), field) == getattr(default.scenario(), field)


def test_the_default_file_can_be_served() -> None:
    """Loaded as every file is, over the default world, it changes nothing but where that is said."""
    assert replace(loaded(DEFAULT), places={}) == default.scenario()
