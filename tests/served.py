"""The command `fakecarrier` in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

COMMAND = (sys.executable, "-m", "simulator")
LIMIT_S = 60
"""Of whoever waits for a command to end: long enough for a machine that is busy."""


class Served:
    """A network that said it is ready. said: what it said, as JSON."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        self.said: dict[str, Any] = json.loads(line)

    @property
    def url(self) -> str:
        """The base of its HTTP addresses."""
        url: str = self.said["url"]
        return url

    def stop(self) -> tuple[int, str]:
        """Ask it to end: its exit code and what it wrote to stderr."""
        self.process.terminate()
        _, errors = self.process.communicate(timeout=5)
        return self.process.returncode, errors


@contextmanager
def serve(*options: str) -> Iterator[Served]:
    """`fakecarrier serve` on free ports."""
    command = [*COMMAND, "serve", "--json", "--smpp-port", "0", "--http-port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Served(process)
        finally:
            if process.poll() is None:
                process.kill()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=LIMIT_S, check=False)
