"""The SMPP accounts of the control API: what was chosen for each, who is bound, what waits, and no password."""

import json
from collections.abc import Iterator

import pytest

from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.testing import Carrier
from tests.esme import Esme
from tests.web import ask

WORLD = """
accounts:
  - system_id: bank
    password: quite
    quirks: {profile: hexdec, words: {REJECTED: NO}}
    binds: {types: [transmitter, receiver], clients: [127.0.0.0/8], patience: {tries: 3}}
    senders: {allowed: ["1069*"]}
    outbind: {host: 127.0.0.1, port: 9, password: hidden}
"""


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    scenario = loads(WORLD)
    assert isinstance(scenario, Scenario)
    with Carrier(scenario) as fresh:
        yield fresh


def test_an_account_is_what_was_chosen_for_it(carrier: Carrier) -> None:
    """What differs from the defaults, by the names of `wire.accounts`; the first account is the one that sends use."""
    bank, esme = ask("GET", f"{carrier.url}/sim/accounts")[1]["accounts"]
    settings = bank["settings"]
    assert (bank["system_id"], esme["system_id"]) == ("bank", "esme")
    assert esme["settings"] == {"shares": "1400000001"}
    assert settings["binds"] == {"types": ["receiver", "transmitter"], "clients": ["127.0.0.0/8"], "patience": {"tries": 3}}
    assert settings["senders"] == {"allowed": ["1069*"]}
    assert settings["quirks"]["answered"]["style"] == "hexadecimal"
    assert settings["outbind"] == {"host": "127.0.0.1", "port": 9}


def test_no_password_is_shown(carrier: Carrier) -> None:
    """Neither the account's nor the one that it is called with."""
    said = json.dumps(ask("GET", f"{carrier.url}/sim/accounts"))
    assert not any(secret in said for secret in ("password", "quite", "hidden", "secret"))


def test_who_is_bound_and_what_waits(carrier: Carrier) -> None:
    """Receipts wait while no session receives."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit()
        assert ask("GET", f"{carrier.url}/sim/accounts/esme")[1]["sessions"] == [1]
        client.ask(Pdu(Command.UNBIND, sequence=99))
    carrier.pass_(minutes=1)
    account = ask("GET", f"{carrier.url}/sim/accounts/esme")[1]
    assert (account["sessions"], account["waiting"]) == ([], 1)


def test_an_account_that_there_is_not(carrier: Carrier) -> None:
    """With the names that there are."""
    status, problem = ask("GET", f"{carrier.url}/sim/accounts/esmee")
    assert (status, problem["detail"]) == (404, "there is no SMPP account 'esmee': there are bank, esme")
