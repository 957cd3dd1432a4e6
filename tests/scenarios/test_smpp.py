"""The scenarios of SMPP: one for each fault that a client can see. That they hold, and fail without their reason, is test_folder's."""

from pathlib import Path

from simulator.scenario.load import load
from simulator.scenario.settings import Scenario
from simulator.wire.smpp_faults import Kind
from tests.served import run

FOLDER = Path(__file__).parents[2] / "scenarios" / "smpp"
UNSEEN = {Kind.UNKNOWN_COMMAND}
"""What a good client ignores: nothing comes of it that a scenario could look at."""


def test_every_fault_is_shown() -> None:
    """By a file of its own, that is about it alone."""
    shown = set()
    for file in FOLDER.glob("*.yaml"):
        scenario = load(file)
        assert isinstance(scenario, Scenario)
        kinds = {fault.kind for fault in scenario.smpp.faults.values()}
        assert len(kinds) <= 1
        shown |= kinds
    assert shown == set(Kind) - UNSEEN


def test_they_are_played_by_the_command() -> None:
    """The table names each, and what the network thinks of its clients is not printed beside it."""
    ended = run("run", str(FOLDER))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[-1] == f"{len(list(FOLDER.glob('*.yaml')))} passed, 0 failed"
