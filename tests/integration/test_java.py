"""The Java example: it needs no more than a JDK, against a network whose time stands still."""

import os
import subprocess
from pathlib import Path

from tests.integration.tools import tool
from tests.served import serve

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "java" / "CodeArrivesLate.java"


def test_the_java_example_passes() -> None:
    """With its assertions on."""
    tool("javac", "default-jdk-headless")
    with serve("--speed", "paused") as network:
        environment = os.environ | {"FAKECARRIER_URL": network.url}
        command = ["java", "-ea", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", str(EXAMPLE)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "shown an hour later\n"), done.stderr
