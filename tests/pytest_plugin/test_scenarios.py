"""Scenario files as tests: which files are collected, and how one that does not hold is told."""

from pathlib import Path

import pytest

from simulator.pytest_plugin.scenarios import SECTIONS, is_scenario
from simulator.scenario.schema import File
from tests.pytest_plugin.inner import alone, lay_out, scenario

pytest_plugins = ("pytester",)
ROOT = Path(__file__).parents[2]

HOLDS = """title: It is shown
steps:
  - send: {via: smpp, to: 13900000001, text: 您的包裹已到。, as: parcel}
  - expect: {of: parcel, within: 10s, report: {stat: DELIVRD}, inbox: {text: 您的包裹已到。}}
"""
FAILS = HOLDS.replace("steps:", "handsets: {13900000001: {condition: off}}\nsteps:")
WRONG = HOLDS.replace("via: smpp", "via: smp")


@pytest.fixture
def folder(pytester: pytest.Pytester) -> pytest.Pytester:
    """Files of all kinds in two folders; the ini file wants those of one."""
    scenario(pytester, "scenarios/holds.yaml", HOLDS)
    scenario(pytester, "scenarios/deep/fails.yml", FAILS)
    scenario(pytester, "scenarios/wrong.yaml", WRONG)
    scenario(pytester, "scenarios/broken.yaml", f"{HOLDS}  - expect: {{of: parcel\n")
    scenario(pytester, "scenarios/_part.yaml", HOLDS)
    scenario(pytester, "scenarios/compose.yaml", "services: {web: {image: nginx}}\n")
    scenario(pytester, "elsewhere/holds.yaml", HOLDS)
    lay_out(pytester, test_other="def test_other(): ...")
    pytester.makeini("[pytest]\nfilterwarnings = error\ncarrier_scenarios = scenarios\n")
    return pytester


def test_files_are_tests(folder: pytest.Pytester) -> None:
    """All scenarios of the folder, below it too; not what is there to be included, and no other YAML. What does not hold has its line."""
    run = alone(folder)
    run.assert_outcomes(passed=2, failed=3)
    run.stdout.fnmatch_lines_random(
        [
            "scenarios/deep/fails.yml:5:5: at 2024-03-04T09:00:10.*: *wanted*",
            ">     5 |   - expect: {of: parcel, within: 10s, report: {stat: DELIVRD}, *",
            'scenarios/wrong.yaml:3:17: steps[[]0].send.via: "smp" *(did you mean smpp?)',
            ">     3 |   - send: {via: smp, *",
            "scenarios/broken.yaml:6:1: *",
        ]
    )
    run.stdout.no_fnmatch_line("*.py:*: *Error*")


@pytest.mark.parametrize(
    ("options", "passed"),
    [
        (["-o", "carrier_scenarios="], 1),
        (["-o", "carrier_scenarios=", "--carrier-scenarios", "elsewhere"], 2),
        (["-o", "carrier_scenarios=scen*/h*.yaml", "--carrier-scenarios", "elsewhere/*.yaml"], 3),
        (["-o", "carrier_scenarios=", "elsewhere/holds.yaml"], 1),
    ],
)
def test_where_they_are(folder: pytest.Pytester, options: list[str], passed: int) -> None:
    """Folders and patterns from the ini file and the command line; a file that is named is taken from anywhere."""
    alone(folder, *options).assert_outcomes(passed=passed)


def test_one_is_chosen(folder: pytest.Pytester) -> None:
    """By its id, as any test."""
    alone(folder, "scenarios/holds.yaml::holds").assert_outcomes(passed=1)


def test_a_seed_for_all(pytester: pytest.Pytester) -> None:
    """In place of a file's own: all that is by chance in it is otherwise, such as when its text arrives."""
    scenario(pytester, "late.yaml", HOLDS.replace("steps:", "seed: 5\nsteps:") + "  - expect: {of: parcel, state: EXPIRED}\n")
    own, same, other = (alone(pytester, "late.yaml", *options) for options in ([], ["--carrier-seed=5"], ["-o", "carrier_seed=6"]))
    arrived = [line for run in (own, same, other) for line in run.outlines if line.startswith("late.yaml:6:5: at ")]
    assert arrived[0] == arrived[1] != arrived[2]


def test_the_sections_are_those_of_the_schema() -> None:
    """What makes a file a scenario is what may stand in one."""
    assert set(SECTIONS) == set(File.model_fields)


def test_our_own_files_are_scenarios() -> None:
    """Each that this project has, except parts."""
    files = list((ROOT / "scenarios").rglob("[!_]*.yaml"))
    assert files
    assert [path for path in files if not is_scenario(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "services: {web: {}}\n",
        "openapi: 3.1.0\ninfo: {title: x}\npaths: {}\n",
        "title: a page\nnetwork: x\n",
        "jobs: x\nname: x\non: x\nsteps: x\n",
        "- steps: []\n",
        "",
    ],
)
def test_other_yaml_is_none(tmp_path: Path, text: str) -> None:
    """It belongs to somebody else."""
    file = tmp_path / "file.yaml"
    file.write_text(text, "utf-8")
    assert not is_scenario(file)
