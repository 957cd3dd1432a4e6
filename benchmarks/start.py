"""What a newcomer waits for: `fakecarrier serve` from start to ready, and its memory when idle."""

import statistics
import subprocess
import sys
import time

from benchmarks.processes import memory_mb

RUNS = 7


def run() -> None:
    """Print the medians."""
    times, memory = [], []
    for _ in range(RUNS):
        begun = time.perf_counter()
        command = [sys.executable, "-m", "simulator", "serve", "--smpp-port", "0", "--http-port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            times.append(time.perf_counter() - begun)
            memory.append(memory_mb(process.pid, "VmRSS"))
            process.terminate()
    print(f"start to ready {statistics.median(times):.2f} s, idle {statistics.median(memory):.0f} MB (medians of {RUNS})")
