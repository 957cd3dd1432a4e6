"""The log of a served network: lines for people, JSON for programs."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from simulator.runtime.logs import JsonLines
from tests.esme import Esme
from tests.served import serve


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of its own, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("network")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)


def test_a_line_of_json(log: tuple[logging.Logger, io.StringIO]) -> None:
    """When, how grave, who, what; a text of several lines is one line of the log."""
    logger, written = log
    logger.warning("session %d: %s", 7, "broken\n行")
    (line,) = written.getvalue().splitlines()
    said: dict[str, Any] = json.loads(line)
    assert said.pop("at").endswith("+00:00")
    assert said == {"level": "warning", "logger": "network", "message": "session 7: broken\n行"}


def test_a_bug_of_ours_keeps_its_trace(log: tuple[logging.Logger, io.StringIO]) -> None:
    """What it was, and where."""
    logger, written = log
    try:
        {}["x"]
    except KeyError:
        logger.exception("oh")
    said = json.loads(written.getvalue())
    assert (said["level"], said["error"]) == ("error", "KeyError('x')")
    assert "test_logs.py" in said["trace"]


def test_served_with_a_log_of_json() -> None:
    """Every line on stderr is one object."""
    with serve("--log-json") as network:
        with Esme(network.said["smpp_port"]) as client:
            client.write(b"\0\0\0\x10\0\0\x0b\xad" + bytes(8))
            client.hear()
        _, errors = network.stop()
    said = [json.loads(line) for line in errors.splitlines()]
    assert [(one["level"], one["logger"]) for one in said] == [("warning", "simulator.fronts.smpp.connection")]
    assert "RINVCMDID" in said[0]["message"]


def test_served_with_a_log_for_people() -> None:
    """The same, in a line with its time."""
    with serve() as network:
        with Esme(network.said["smpp_port"]) as client:
            client.write(b"\0\0\0\x10\0\0\x0b\xad" + bytes(8))
            client.hear()
        _, errors = network.stop()
    assert " WARNING session 1: unknown command" in errors
