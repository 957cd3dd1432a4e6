"""The Node example: an SMPP client and the official SDK of that world against a network that the example starts itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.integration.tools import missing, tool

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "node"


def test_the_node_example_passes() -> None:
    """Every test of it, none skipped."""
    node = tool("node", "nodejs")
    if not (EXAMPLE / "node_modules").is_dir():
        missing("the Node example's packages are missing: make docs/examples/node/node_modules/.made")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [node, "--test", "--test-reporter", "tap"]
    done = subprocess.run(command, cwd=EXAMPLE, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    written = sum(line.startswith("test(") for file in EXAMPLE.glob("*.test.mjs") for line in file.read_text("utf-8").splitlines())
    assert f"# pass {written}\n" in done.stdout
