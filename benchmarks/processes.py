"""Servers and load clients as processes, each on a core of its own where there are two. It measures nothing itself."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER_CORE, CLIENT_CORE = 0, min(1, (os.cpu_count() or 1) - 1)
LOAD_LIMIT_S = 300


@contextmanager
def network(*options: str) -> Iterator[tuple[int, int, int]]:
    """A network of ours; its SMPP port, HTTP port and process id."""
    with _running([sys.executable, "-m", "benchmarks.server", *options]) as process:
        assert process.stdout is not None
        _, smpp_port, http_port = process.stdout.readline().split()
        yield int(smpp_port), int(http_port), process.pid


@contextmanager
def bare_web() -> Iterator[tuple[int, int, int]]:
    """The bare HTTP handler; 0, its port and process id."""
    with _running([sys.executable, "-m", "benchmarks.bare_web"]) as process:
        assert process.stdout is not None
        _, _, http_port = process.stdout.readline().split()
        yield 0, int(http_port), process.pid


@contextmanager
def other(command: list[str]) -> Iterator[int]:
    """Another server; its process id. It is given a moment to listen by the first load's own retries."""
    with _running(command) as process:
        yield process.pid


@contextmanager
def _running(command: list[str]) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    os.sched_setaffinity(process.pid, {SERVER_CORE})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()


def load(client: str, port: int, *options: str) -> dict[str, Any]:
    """Run the SMPP load client; its figures."""
    command = [client, "-p", str(port), "-u", "esme", "-P", "secret", "-D", "8613900000000", *options]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=LOAD_LIMIT_S,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CORE}),
    )
    if done.returncode not in {0, 1} or not done.stdout:
        raise SystemExit(f"{client} failed: {done.stderr.strip()}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def memory_mb(pid: int, what: str) -> float:
    """A process's memory from the kernel: VmRSS now, VmHWM at most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    raise ValueError(what)
