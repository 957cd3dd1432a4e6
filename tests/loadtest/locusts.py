"""locust in processes of its own, against a network in another: it changes how a process waits, so that no test may import it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from tests.ports import kept_port
from tests.served import Served
from tests.web import ask, exchange

ROOT = Path(__file__).parents[2]
LIMIT_S = 60
LOOK_EVERY_S = 0.05
HASTE = ("--speed", "100")
FREE = """
platform: {call_rates: false}
apps: [{id: 1400000001, limits: {per_30s: none, per_day: none}}]
"""
Process = subprocess.Popen[str]
Records = dict[tuple[str, str, str], int]
LISTED_MOST = 1_000
_FRONT_OF = {"8": "tencent-v5", "2640": "tencent-v3"}
"""Where a text was taken, by what its id begins with."""
_METRIC = re.compile(r'^fakecarrier_(\w+)_total(?:\{(?:front="([^"]+)",)?(?:result|status)="([^"]+)"\})? ([\d.]+)$', re.MULTILINE)


class Network(Protocol):
    """What is driven: a network that is served, or something else that speaks as one does. said: at least its `smpp_port`."""

    said: dict[str, Any]

    @property
    def url(self) -> str:
        """The base of its HTTP addresses."""


Enough = Callable[[Network], bool]


class Load(NamedTuple):
    """What came of a run. fronts: the figures by front; found: the search's; stats: locust's own, by kind and name; said: stderr."""

    status: int
    fronts: dict[str, dict[str, Any]]
    found: dict[str, Any] | None
    broken: list[str]
    stats: dict[tuple[str, str], dict[str, Any]]
    said: str


def command(served: Network, *options: str, file: str = "locustfile.py") -> list[str]:
    """The one that drives this network."""
    where = ["--smpp", f"127.0.0.1:{served.said['smpp_port']}", "--host", served.url]
    return [sys.executable, "-m", "locust", "-f", file, *where, *options]


def run(served: Network, folder: Path, *options: str, file: str = "locustfile.py", enough: Enough | None = None) -> Load:
    """Headless, until the network has enough: a machine that is busy takes longer, and sends as much. Without that to its own end."""
    figures, out, err = (folder / name for name in ("figures.json", "out", "err"))
    asked = command(served, "--headless", "--json", "--figures", str(figures), *options, file=file)
    with out.open("w") as stdout, err.open("w") as stderr, started(asked, stdout, stderr) as process:
        if enough is not None:
            until(served, enough, process)
            process.terminate()
        status = process.wait(LIMIT_S)
    assert figures.exists(), err.read_text("utf-8")
    told = json.loads(figures.read_text("utf-8"))
    stats = {(line["method"], line["name"]): line for line in json.loads(out.read_text("utf-8"))}
    fronts = {row["front"]: row for row in told["fronts"]}
    return Load(status, fronts, told["found"], told["did_not_hold"], stats, err.read_text("utf-8"))


@contextmanager
def workers(count: int) -> Iterator[tuple[str, ...]]:
    """So many, waiting for a master; the options that make one theirs. They end with it, and well."""
    with ExitStack() as stack:
        port = str(stack.enter_context(kept_port()))
        asked = [sys.executable, "-m", "locust", "-f", "locustfile.py", "--worker", "--master-port", port]
        processes = [stack.enter_context(started(asked)) for _ in range(count)]
        yield "--master", "--master-bind-host", "127.0.0.1", "--master-bind-port", port, "--expect-workers", str(count)
        for process in processes:
            _, errors = process.communicate(timeout=LIMIT_S)
            assert process.returncode == 0, errors


@contextmanager
def page(served: Served, *options: str) -> Iterator[str]:
    """locust with its page, at this address; no run has begun."""
    with kept_port() as port, started(command(served, "--web-host", "127.0.0.1", "--web-port", str(port), *options)) as process:
        assert process.stderr is not None
        while "Starting web interface" not in process.stderr.readline():
            assert process.poll() is None
        while not _listens(port):  # it says so a moment before
            assert process.poll() is None
        yield f"http://127.0.0.1:{port}"


@contextmanager
def started(asked: list[str], out: IO[str] | int = subprocess.DEVNULL, err: IO[str] | int = subprocess.PIPE) -> Iterator[Process]:
    """A command while it runs."""
    with subprocess.Popen(asked, cwd=ROOT, env=_environment(), stdout=out, stderr=err, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LOCUST_"))}


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def records(served: Network) -> Records:
    """The network's own: by what is counted, the front, and the result or status."""
    found = _METRIC.findall(exchange("GET", f"{served.url}/metrics")[2].decode())
    return {(what, front, result): int(float(count)) for what, front, result, count in found}


def until(served: Network, enough: Enough, process: Process) -> None:
    """Until the network has enough; the one that is to bring it about runs all the while."""
    limit = time.monotonic() + LIMIT_S
    while not enough(served):
        assert not _ends(process, LOOK_EVERY_S)
        assert time.monotonic() < limit, "it never has enough"


def _ends(process: Process, within_s: float) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(within_s)
    return process.poll() is not None


def texts(least: int, *fronts: str) -> Enough:
    """So many of each front were taken. Pulls have answers too: those of a front say little of how much was sent there."""

    def enough(served: Network) -> bool:
        _, listed = ask("GET", f"{served.url}/sim/messages?limit={LISTED_MOST}")
        taken = Counter(_FRONT_OF.get(message["id"].partition(":")[0], "smpp") for message in listed["messages"])
        return all(taken[front] >= least for front in fronts)

    return enough


def answers(least: int, *fronts: str) -> Enough:
    """So many of each front, pulls among them, in the network's own records."""

    def enough(served: Network) -> bool:
        given = Counter(dict.fromkeys(fronts, 0))
        for (what, front, _), count in records(served).items():
            given[front] += count if what == "answers" else 0
        return all(given[front] >= least for front in fronts)

    return enough
