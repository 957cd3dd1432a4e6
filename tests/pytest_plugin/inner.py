"""Runs of pytest inside a test: a folder with test files of a user, played with the plugins that the user has."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import trustme  # noqa: F401 - runs in this process find these loaded; each would load them anew, and some only load once

import simulator.faq.catalogue
import simulator.player.play
import simulator.pytest_plugin.evidence
import simulator.scenario.reader
import simulator.scenario.schema  # noqa: F401 - the same

SEND = '''
from smpplib.client import Client


def send(port, number, text=b"Your code is 4321.", system_id="esme", password="secret"):
    """A text over SMPP; its id."""
    ids = []
    client = Client("127.0.0.1", port, allow_unknown_opt_params=True)
    client.set_message_sent_handler(lambda pdu: ids.append(pdu.message_id.decode()))
    client.connect()
    try:
        client.bind_transmitter(system_id=system_id, password=password)
        client.send_message(source_addr="BANK", destination_addr=number, short_message=text, registered_delivery=1)
        while not ids:
            client.read_once()
        client.unbind()
    finally:
        client.disconnect()
    return ids[0]
'''
"""Of a user who has it in a file of its own, `send.py`."""
FOREIGN = ("aiohttp", "asyncio", "xdist", "anyio", "faker", "hypothesispytest", "locust", "schemathesis")
"""What is installed here, and is not among what a user needs."""


def lay_out(pytester: pytest.Pytester, **files: str) -> None:
    """The test files by name, beside `send.py`; what goes unclosed in them is an error."""
    pytester.makepyfile(send=SEND, **files)
    pytester.makeini("[pytest]\nfilterwarnings = error\n")


def alone(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """A run with this plugin only."""
    return pytester.runpytest_inprocess(*_without(FOREIGN), *options)


def beside(pytester: pytest.Pytester, *plugins: str, options: tuple[str, ...] = ()) -> pytest.RunResult:
    """A run beside these plugins, in a process of its own."""
    return pytester.runpytest_subprocess(*_without(each for each in FOREIGN if each not in plugins), *options)


def scenario(pytester: pytest.Pytester, name: str, text: str) -> Path:
    """A file of this name with this text, in folders that are made."""
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _without(plugins: Iterable[str]) -> list[str]:
    return [word for name in plugins for word in ("-p", f"no:{name}")]
