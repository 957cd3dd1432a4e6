"""locust in processes of its own, against a network in another: it changes how a process waits, so that no test may import it."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.served import Served
from tests.web import exchange

ROOT = Path(__file__).parents[2]
LIMIT_S = 60
HASTE = ("--speed", "100")
FREE = """
platform: {call_rates: false}
apps: [{id: 1400000001, limits: {per_30s: none, per_day: none}}]
"""
_METRIC = re.compile(r'^fakecarrier_(\w+)_total(?:\{(?:front="([^"]+)",)?(?:result|status)="([^"]+)"\})? ([\d.]+)$', re.MULTILINE)


class Load(NamedTuple):
    """What came of a run. fronts: the figures by front; found: the search's; stats: locust's own, by kind and name; said: stderr."""

    status: int
    fronts: dict[str, dict[str, Any]]
    found: dict[str, Any] | None
    broken: list[str]
    stats: dict[tuple[str, str], dict[str, Any]]
    said: str


def command(served: Served, *options: str, file: str = "locustfile.py") -> list[str]:
    """The one that drives this network."""
    where = ["--smpp", f"127.0.0.1:{served.said['smpp_port']}", "--host", served.url]
    return [sys.executable, "-m", "locust", "-f", file, *where, *options]


def run(served: Served, folder: Path, *options: str, file: str = "locustfile.py") -> Load:
    """Headless, to its end."""
    figures = folder / "figures.json"
    asked = command(served, "--headless", "--json", "--figures", str(figures), *options, file=file)
    done = subprocess.run(asked, cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert figures.exists(), done.stderr
    told = json.loads(figures.read_text("utf-8"))
    stats = {(line["method"], line["name"]): line for line in json.loads(done.stdout)}
    fronts = {row["front"]: row for row in told["fronts"]}
    return Load(done.returncode, fronts, told["found"], told["did_not_hold"], stats, done.stderr)


@contextmanager
def workers(count: int) -> Iterator[tuple[str, ...]]:
    """So many, waiting for a master; the options that make one theirs. They end with it, and well."""
    port = str(free_port())
    asked = [sys.executable, "-m", "locust", "-f", "locustfile.py", "--worker", "--master-port", port]
    with ExitStack() as stack:
        processes = [stack.enter_context(started(asked)) for _ in range(count)]
        yield "--master", "--master-bind-host", "127.0.0.1", "--master-bind-port", port, "--expect-workers", str(count)
        for process in processes:
            _, errors = process.communicate(timeout=LIMIT_S)
            assert process.returncode == 0, errors


@contextmanager
def page(served: Served, *options: str) -> Iterator[str]:
    """locust with its page, at this address; no run has begun."""
    port = free_port()
    with started(command(served, "--web-host", "127.0.0.1", "--web-port", str(port), *options)) as process:
        assert process.stderr is not None
        while "Starting web interface" not in process.stderr.readline():
            assert process.poll() is None
        while not _listens(port):  # it says so a moment before
            assert process.poll() is None
        yield f"http://127.0.0.1:{port}"


@contextmanager
def started(asked: list[str]) -> Iterator["subprocess.Popen[str]"]:
    """A command while it runs."""
    with subprocess.Popen(asked, cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LOCUST_"))}


def free_port() -> int:
    """One that nobody has now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def records(served: Served) -> dict[tuple[str, str, str], int]:
    """The network's own: by what is counted, the front, and the result or status."""
    found = _METRIC.findall(exchange("GET", f"{served.url}/metrics")[2].decode())
    return {(what, front, result): int(float(count)) for what, front, result, count in found}


def until_sent(served: Served, texts: int) -> None:
    """Until the network has so many."""
    while records(served).get(("submissions", "", ""), 0) < texts:
        pass
