"""The capture of the control API: begun, read, fetched for Wireshark, ended; and no file is named through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.fronts.smpp.pcap import HEAD
from simulator.smpp.commands import Command
from simulator.testing import Carrier
from tests.esme import Esme
from tests.integration import wireshark
from tests.web import Json, ask, exchange

EVERYTHING = {"account": "", "session": None, "keep": 10_000, "times": "network", "file": "", "pcap": ""}


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def start(carrier: Carrier, **settings: object) -> Json:
    status, answer = ask("PUT", f"{carrier.url}/sim/capture", dict(settings))
    assert status == 200, answer
    return answer


def commands(carrier: Carrier, query: str = "") -> list[str]:
    return [pdu["command"] for pdu in ask("GET", f"{carrier.url}/sim/capture{query}")[1]["pdus"]]


def test_it_is_begun_read_and_ended(carrier: Carrier) -> None:
    """What was kept can be read when it is over."""
    assert ask("GET", f"{carrier.url}/sim/capture") == (200, {"running": None, "kept": 0, "pdus": []})
    assert start(carrier) == {"running": EVERYTHING, "kept": 0, "pdus": []}
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit()
        assert ask("DELETE", f"{carrier.url}/sim/capture") == (200, {"running": None, "kept": 4, "pdus": []})
        client.submit()
    assert commands(carrier) == ["bind_transceiver", "bind_transceiver_resp", "submit_sm", "submit_sm_resp"]
    assert ask("DELETE", f"{carrier.url}/sim/capture")[0] == 409


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?limit=1", ["enquire_link_resp"]),
        ("?limit=0", []),
        ("?session=2", ["enquire_link", "enquire_link_resp"]),
        ("?account=esme", ["bind_transceiver", "bind_transceiver_resp"]),
        ("?command=enquire_link", ["enquire_link"]),
        ("?command=submit_sm", []),
    ],
)
def test_some_of_it(carrier: Carrier, query: str, found: list[str]) -> None:
    """The newest, or those of a session, an account, a kind."""
    start(carrier)
    with Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port) as two:
        one.bind()
        two.alive()
        assert commands(carrier, query) == found


def test_only_one_account(carrier: Carrier) -> None:
    """As it was begun for."""
    assert start(carrier, account="nobody", keep=5)["running"] == EVERYTHING | {"account": "nobody", "keep": 5}
    with Esme(carrier.smpp_port) as client:
        client.bind()
    assert commands(carrier) == []


@pytest.mark.parametrize("name", ["file", "pcap"])
def test_no_file_is_named_here(carrier: Carrier, tmp_path: Path, name: str) -> None:
    """Who can reach the port does not choose what is written over."""
    file = tmp_path / "kept"
    status, problem = ask("PUT", f"{carrier.url}/sim/capture", {name: str(file)})
    assert status == 400
    assert f"unknown field `{name}`" in problem["detail"]
    assert not file.exists()


def test_it_is_fetched_for_wireshark(carrier: Carrier, tmp_path: Path) -> None:
    """On the port that Wireshark knows as SMPP's; every PDU, no packet malformed or lost."""
    start(carrier)
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit(short_message=b"x" * 150)
        carrier.pass_(minutes=1)
        client.receipt()
        client.alive()
    status, kind, raw = exchange("GET", f"{carrier.url}/sim/capture/pcap")
    assert (status, kind) == (200, "application/vnd.tcpdump.pcap")
    pcap = tmp_path / "smpp.pcap"
    pcap.write_bytes(raw)
    assert [Command(one).name.lower() for one in wireshark.command_ids(pcap)] == commands(carrier)
    assert wireshark.wrong(pcap) == []


def test_nothing_is_fetched_where_nothing_is_kept(carrier: Carrier) -> None:
    """A file that Wireshark opens all the same."""
    assert exchange("GET", f"{carrier.url}/sim/capture/pcap") == (200, "application/vnd.tcpdump.pcap", HEAD)
