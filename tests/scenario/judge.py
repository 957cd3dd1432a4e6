"""Reads a scenario from standard input and says what is wrong and at what cost: a process of its own, with no test runner in it."""

import json
import sys
import time
from pathlib import Path

from simulator.scenario.load import loads


def peak_mb() -> float:
    """Of this process alone: what getrusage tells is inherited from the one that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    whole = sys.stdin.read()
    began = time.process_time()
    problems = loads(whole, "f")
    took = time.process_time() - began
    assert isinstance(problems, list)
    print(json.dumps([[str(each) for each in problems], took, peak_mb()]))
