"""Reads scenarios, each in a process of its own with no test runner in it, and says what is wrong and at what cost."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from simulator.scenario.load import loads

Judged = tuple[list[str], float, float]
"""What is wrong, in lines; the seconds of processor time that this took; the megabytes that its process had at most."""


class Judge:
    """A process that has read next to nothing yet; for each text it makes another one like it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.scenario.judge"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, text: str) -> Judged:
        """What is said of a text."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        lines, seconds, megabytes = json.loads(self._process.stdout.readline())
        return lines, seconds, megabytes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()


def peak_mb() -> float:
    """Of this process alone: what getrusage tells is inherited from the one that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def judged(text: str) -> Judged:
    """By this process."""
    began = time.process_time()
    problems = loads(text, "f")
    took = time.process_time() - began
    assert isinstance(problems, list)
    return [str(each) for each in problems], took, peak_mb()


if __name__ == "__main__":
    loads("title: what is imported on first use is here")
    for line in iter(sys.stdin.readline, ""):
        if not os.fork():
            print(json.dumps(judged(json.loads(line))), flush=True)
            os._exit(0)
        assert os.wait()[1] == 0
