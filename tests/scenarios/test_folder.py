"""The scenario files that come with the program: every one holds, holds the same each time, and fails without what it is about."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.cli import run as command
from simulator.handset.conditions import Condition
from simulator.player.play import Played, play
from simulator.reporting.settings import Manner
from simulator.scenario import default
from simulator.scenario.nodes import Node
from simulator.scenario.overlay import overlaid
from simulator.scenario.reader import read
from simulator.scenario.settings import Expect, Scenario, Send
from simulator.scenario.shapes import read_shape
from tests.scenarios.folder import DEFAULT, FILES, FOLDER, Plays, loaded, named

HANDSETS = [*(condition.value for condition in Condition), "ported"]
HOURS_MS = 3_600_000


def wrong(one: Played) -> Iterator[str]:
    return (f"{finding.place}: {finding.what}" for finding in one.findings if not finding.held)


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_holds(plays: Plays, file: Path) -> None:
    """Everything that a file expects is so, and it expects something."""
    one = plays(file)
    assert list(wrong(one)) == []
    assert one.findings


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_fails_without_what_it_is_about(plays: Plays, file: Path) -> None:
    """With the setting that `because` names taken out, at least one expectation does not hold."""
    reason = loaded(file).because
    assert reason
    assert not plays(file, without=reason).held


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_is_told_by_its_title_and_its_cases(file: Path) -> None:
    """Each has a title of its own and names the cases that it shows; of SMPP's own faults the FAQ knows nothing."""
    scenario = loaded(file)
    assert scenario.shows or file.parent.name == "smpp"
    assert [other for other in FILES if loaded(other).title == scenario.title] == [file]


@pytest.mark.parametrize(("condition", "manner"), list(product(HANDSETS, Manner)), ids=str)
def test_every_condition_is_shown_in_every_manner(plays: Plays, condition: str, manner: Manner) -> None:
    """There is a file for each pair, hours long, through both fronts, that looks at all three truths."""
    file = FOLDER / "handsets" / f"{condition}-{manner.value}.yaml"
    scenario = loaded(file)
    looked_at = [step for step in scenario.steps if isinstance(step, Expect)]
    assert {step.via for step in scenario.steps if isinstance(step, Send)} == {"smpp", "tencent-v5"}
    assert any(step.answer for step in looked_at)
    assert any(step.reports is not None for step in looked_at)
    assert any(step.inbox is not None for step in looked_at)
    assert {scenario.lines[step.to].report for step in scenario.steps if isinstance(step, Send)} == {manner}
    assert plays(file).simulated_ms > 2 * HOURS_MS


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_different_seed_changes_the_instants_only(file: Path) -> None:
    """No file holds by the luck of its seed."""
    assert play(replace(loaded(file), seed=loaded(file).seed + 1_000), str(file)).held


def test_the_whole_folder_is_one_command_and_the_same_run_twice_is_the_same_to_the_byte(plays: Plays) -> None:
    """The default world and all files: a table, JSON, and an exit code that says that all held.

    Ids, instants and words follow from file and seed alone, and no file depends on the one before: played in shuffled order the results
    are those of each file by itself.
    """
    results, problems = command.run([FOLDER], shuffle=20240304)
    assert [line for one in results for line in wrong(one)] == []
    assert command.exit_code(results, problems) == command.ALL_HELD
    assert len(json.loads(command.as_json(results))) == len(FILES) + 1
    assert list(command.table(results))[-1] == f"{len(FILES) + 1} passed, 0 failed"
    alone = [plays(Path(one.file)) for one in results]
    assert results == alone
    assert command.as_json(results) == command.as_json(alone)


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
