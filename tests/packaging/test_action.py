"""The GitHub Action: its steps as a runner would run them, the network that they leave behind, and what they say when there is none."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.web import ask

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, START = ACTION["runs"]["steps"]
PROGRAMS = str(Path(sys.executable).parent)


def run(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The step that starts it, with these in place of the inputs' defaults."""
    said = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_ENV")}
    free = {"SMPP_PORT": "0", "HTTP_PORT": "0", "SCENARIO": "", "SPEED": "paused", "SEED": "1"}
    assert free.keys() == START["env"].keys()
    path = {"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder)}
    env = os.environ | path | {name: str(file) for name, file in said.items()} | free | settings
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", START["run"]]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def outputs(folder: Path) -> dict[str, str]:
    lines = (folder / "github_output").read_text("utf-8").splitlines()
    return dict(line.partition("=")[::2] for line in lines)


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[dict[str, str]]:
    """What the step's outputs say; its network is ended afterwards."""
    done = run(folder, **settings)
    assert done.returncode == 0, done.stderr
    said = outputs(folder)
    try:
        yield said
    finally:
        os.kill(int(said["pid"]), signal.SIGTERM)


def test_the_step_ends_when_the_network_is_ready(tmp_path: Path) -> None:
    """Its outputs say where it is; the job's further steps find it by the environment."""
    with started(tmp_path) as said:
        entry: dict[str, Any] = json.loads(said["entry"])
        assert ask("GET", said["url"] + "/readyz") == (200, {"status": "ok"})
        assert (entry["url"], str(entry["smpp_port"])) == (said["url"], said["smpp-port"])
        assert (tmp_path / "github_env").read_text("utf-8") == f"FAKECARRIER_URL={said['url']}\n"
        assert Path(said["log"]).is_file()


def test_a_world_of_ones_own(tmp_path: Path) -> None:
    """Also where its path has a blank in it."""
    file = tmp_path / "my world.yaml"
    file.write_text("handsets: {13900000001: {condition: off}}\n", "utf-8")
    with started(tmp_path, SCENARIO=str(file)) as said:
        assert ask("GET", said["url"] + "/sim/handsets/13900000001")[1]["condition"] == "off"


def test_a_network_that_cannot_start_fails_the_job(tmp_path: Path) -> None:
    """And the log says why."""
    (tmp_path / "wrong.yaml").write_text("handset: {}\n", "utf-8")
    done = run(tmp_path, SCENARIO="wrong.yaml")
    assert done.returncode == 1
    assert "did you mean handsets?" in done.stderr


def test_every_input_and_output_is_wired() -> None:
    """Inputs go through the environment, never into a script's text; outputs come from the step that starts."""
    used = {value for step in (INSTALL, START) for value in step["env"].values()}
    assert used == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    assert "inputs." not in INSTALL["run"] + START["run"]
    written = {f"${{{{ steps.start.outputs.{name} }}}}" for name in ACTION["outputs"]}
    assert {each["value"] for each in ACTION["outputs"].values()} == written
    assert all(f'"{name}=$' in START["run"] for name in ACTION["outputs"])


@pytest.mark.parametrize("step", [INSTALL, START], ids=["install", "start"])
def test_bash_can_read_it(step: dict[str, Any]) -> None:
    """No error in its grammar."""
    assert subprocess.run(["bash", "-n", "-c", step["run"]], check=False).returncode == 0
