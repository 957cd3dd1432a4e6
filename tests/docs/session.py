"""Plays the terminal sessions of a document: starts the network that it starts, runs what it runs, and says what came out otherwise.

It looks at ```console blocks only: `$ ` begins a command, the lines below it are what the reader is promised to see.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
CLIENTS = {".py": "python", ".sh": "sh", ".yaml": "fakecarrier run"}
"""What runs an example."""
PATIENCE_S = 60
HTTPS_PORT, SMPP_TLS_PORT = "8443", "3550"
"""Which ones documents choose; here they are any free ones."""
HASTE = 100
"""Network seconds a second where the document does not choose a speed: nobody waits for handsets here."""

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"(?:make run|fakecarrier serve)\b(.*)")
_READY = re.compile(r"smpp={0}(\d+) http=http://{0}(\d+)(?: https=https://{0}(\d+))?(?: smpp-tls={0}(\d+))?".format(r"127\.0\.0\.1:"))
_VARIES = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+08:00"), "<instant>"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "<time>"),
    (re.compile(r"date:\d{10}"), "date:<minute>"),
    (re.compile(r"\b8:\w{19}\d{8}"), "<sid>"),
    (re.compile(r"\b[0-9a-f]{16}\b"), "<derived id>"),
    (re.compile(r"in \d+\.\d+s"), "in <seconds>"),
)
"""What differs from run to run, and from document to reader."""


def blocks(document: Path, language: str) -> list[str]:
    """What stands in the fenced blocks of one language."""
    return [text for kind, text in _BLOCK.findall(document.read_text("utf-8")) if kind == language]


def commands(document: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that it is said to print."""
    for block in blocks(document, "console"):
        for step in block.removeprefix("$ ").split("\n$ "):
            command, *lines = step.strip("\n").split("\n")
            yield command, lines


def same(line: str) -> str:
    """A line without what may differ."""
    line = line.rstrip()
    for pattern, name in _VARIES:
        line = pattern.sub(name, line)
    return line


class Terminal:
    """A folder with the examples and a network on free ports, which go by the names that the documents use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._network: subprocess.Popen[str] | None = None
        self._ports: tuple[tuple[str, str], ...] = ()
        self.examples = folder / "docs" / "examples"
        self.examples.mkdir(parents=True)
        self._lay_out()

    def start(self, options: list[str]) -> list[str]:
        """Serve with these options, in place of what was served so far; what a reader sees of it."""
        assert self.stop() == 0
        free = ["0" if option in {HTTPS_PORT, SMPP_TLS_PORT} else option for option in options]
        command = [_program("fakecarrier"), "serve", "--smpp-port", "0", "--http-port", "0", *free]
        self._network = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=_environment(), cwd=self._folder
        )
        assert self._network.stdout is not None
        said = [self._network.stdout.readline() for _ in range(4)]
        ports = _READY.search(said[0])
        assert ports, said
        self._ports = ((":2775", f":{ports[1]}"), (" 2775,", f" {ports[1]},"), (":8080", f":{ports[2]}"))
        self._ports += tuple((f":{named}", f":{port}") for named, port in ((HTTPS_PORT, ports[3]), (SMPP_TLS_PORT, ports[4])) if port)
        self._lay_out()
        return [self._there(line) for line in said]

    def run(self, command: str) -> list[str]:
        """What a command prints; it must succeed and complain of nothing."""
        done = subprocess.run(
            ["bash", "-c", self._here(command)],
            cwd=self._folder,
            env=_environment() | {"FAKECARRIER_URL": self._here("http://127.0.0.1:8080")},
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), f"$ {command}\n{done.stdout}{done.stderr}"
        return [self._there(line) for line in done.stdout.splitlines()]

    def stop(self) -> int:
        """End the network; its exit status."""
        if self._network is None:
            return 0
        self._network.terminate()
        self._network.communicate(timeout=PATIENCE_S)
        return self._network.returncode

    def reload(self) -> list[str]:
        """Send the network SIGHUP; what it says to that."""
        assert self._network is not None
        assert self._network.stdout is not None
        self._network.send_signal(signal.SIGHUP)
        said = [self._network.stdout.readline().strip()]
        while said[-1] not in {"reloaded", "the scenario file is wrong: the world stays as it was", ""}:
            said.append(self._network.stdout.readline().strip())
        return said

    def get(self, path: str) -> Any:
        """What the control API says at a path."""
        return json.loads("\n".join(self.run(f"curl -s http://127.0.0.1:8080{path}")))

    def play(self, document: Path) -> None:
        """Do as the document does, and see what it says one sees."""
        for command, lines in commands(document):
            starts = _STARTS.fullmatch(command)
            said = self.start([*f"--speed {HASTE}".split(), *starts[1].split()]) if starts else self.run(command)
            assert [same(line) for line in said] == [same(line) for line in lines], f"{document.name}: $ {command}"

    def _lay_out(self) -> None:
        for example in EXAMPLES.glob("*.*"):
            if example.suffix in CLIENTS:
                (self.examples / example.name).write_text(self._here(example.read_text("utf-8")), "utf-8")
        shutil.copy(ROOT / "locustfile.py", self._folder)

    def _here(self, text: str) -> str:
        for named, real in self._ports:
            text = text.replace(named, real)
        return text

    def _there(self, text: str) -> str:
        for named, real in self._ports:
            text = text.replace(real, named)
        return text


def _program(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _environment() -> dict[str, str]:
    """This Python's programs first; pytest in a session is not part of this run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    alone = "-p no:asyncio -p no:aiohttp -p no:locust -p no:schemathesis"  # a reader has none of these
    quiet = "-W 'ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning'"  # Tencent's own SDK, from Python 3.12 on
    return kept | {
        "PYTEST_ADDOPTS": f"{alone} {quiet}",
        "PATH": path,
        "COLUMNS": "80",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_COLOR": "1",
        "no_proxy": "127.0.0.1",
    }
