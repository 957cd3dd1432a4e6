"""The Dockerfile, as far as it can be tried without Docker: what it copies is there, and what it runs works."""

import json
import re
import subprocess
import sys
from pathlib import Path

from simulator.runtime.entry import Where
from tests.served import serve

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text("utf-8")
LINES = re.sub(r"\\\n\s*", "", TEXT).splitlines()


def said(word: str) -> list[str]:
    """What each instruction of a name says, in order."""
    return [line.removeprefix(word).strip() for line in LINES if line.startswith(word + " ")]


def probe(port: int) -> int:
    """The exit code of its health check, asked of this port."""
    (check,) = said("HEALTHCHECK")
    program, *arguments = json.loads(check[check.index("[") :])
    assert program == "python"
    command = [sys.executable, *(argument.replace(":8080/", f":{port}/") for argument in arguments)]
    return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode


def test_what_it_copies_is_there_and_is_sent() -> None:
    """Each source is in the clone, and .dockerignore lets it through; nothing else is sent."""
    copied = [source for line in said("COPY") if not line.startswith("--") for source in line.split()[:-1]]
    assert [source for source in copied if not (ROOT / source).exists()] == []
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert sorted(sent) == sorted(copied)


def test_it_is_healthy_when_it_is_ready() -> None:
    """And not before, or when nobody is there."""
    with serve("--speed", "paused") as network:
        assert probe(network.said["http_port"]) == 0
        assert network.stop()[0] == 0
        assert probe(network.said["http_port"]) != 0


def test_what_it_runs_by_default() -> None:
    """`fakecarrier serve` on all addresses, on the ports that it exposes, and not as root."""
    entry, command = (json.loads(said(word)[-1]) for word in ("ENTRYPOINT", "CMD"))
    assert [*entry, *command] == ["fakecarrier", "serve", "--host", "0.0.0.0"]  # noqa: S104 - a container's own addresses
    assert said("EXPOSE") == [f"{Where().smpp_port} {Where().http_port}"]
    user = said("USER")[-1]
    assert user != "root"
    assert any(line.startswith("useradd ") and user in line.split() for line in said("RUN"))
    with serve(*command[1:]) as network:
        assert probe(network.said["http_port"]) == 0
