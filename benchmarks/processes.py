"""Servers and load clients as processes, each on a core of its own where there are two. It measures nothing itself."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER_CORE, CLIENT_CORE = 0, min(1, (os.cpu_count() or 1) - 1)
BARE_LOOP = str(Path(__file__).with_name("bare_loop.py"))
LOAD_LIMIT_S = 300
START_LIMIT_S = 20


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
def other(command: list[str]) -> Iterator[tuple[int, int]]:
    """Another server, from the command that takes its port as the last argument; that port, once it accepts, and its process id."""
    port = _free_port()
    with _running([*command, str(port)]) as process:
        _wait_for(port, process)
        yield port, process.pid


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + START_LIMIT_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{' '.join(map(str, process.args))} does not accept") from None  # type: ignore[arg-type]
            time.sleep(0.05)
        else:
            return


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
    """Run the SMPP load client; its figures. client: smppload's file, or `` for our own, which is slower."""
    ours = [sys.executable, "-m", "benchmarks.load_client"]
    command = [*([client] if client else ours), "-p", str(port), "-u", "esme", "-P", "secret", "-D", "8613900000000", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        os.sched_setaffinity(process.pid, {CLIENT_CORE})
        try:
            said, wrong = process.communicate(timeout=LOAD_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    if process.returncode not in {0, 1} or not said:
        raise SystemExit(f"{client or ours} failed: {wrong.strip()}")
    figures: dict[str, Any] = json.loads(said)
    return figures


def memory_mb(pid: int, what: str) -> float:
    """A process's memory from the kernel: VmRSS now, VmHWM at most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) / 1024
    raise ValueError(what)


def cpu_s(pid: int) -> float:
    """Seconds that a process has computed, in the kernel too."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
