"""The fuzz targets hold: on everything they begin with, and for a minute of the fuzzer's own inputs."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

SECONDS = {"session": 20, "road": 20, "codec": 12, "http": 8}
"""A minute in all. `make fuzz` takes ten."""
HERE_S = 2
"""Outside CI it is only seen to run."""


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_fuzzer_begins_with(target: str) -> None:
    """Every seed, and every seed cut in the middle."""
    with TARGETS[target]() as holds:
        for seed in seeds(target):
            holds(seed)
            holds(seed[: len(seed) // 2])


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: pip install -e '.[fuzz]'; CI does so on Python 3.11")
@pytest.mark.parametrize("target", TARGETS)
def test_the_fuzzer_finds_nothing(target: str, tmp_path: Path) -> None:
    """No exception, no hang, no growth, and all readers agree; otherwise the last lines say which input it was."""
    seconds = SECONDS[target] if os.environ.get("CI") else HERE_S
    command = [sys.executable, "-m", "tests.fuzz", target, str(seconds), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds + 120, check=False)
    assert done.returncode == 0, done.stderr[-4_000:]
    assert "Done " in done.stderr
    assert sorted(SECONDS) == sorted(TARGETS)
