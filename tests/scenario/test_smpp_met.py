"""What a file says of an SMPP account, met by its clients over their sockets: whom it tells, whom it calls, how much waits."""

from pathlib import Path

import pytest

from simulator.scenario.load import load
from simulator.scenario.settings import Scenario
from simulator.smpp.commands import Command
from simulator.smpp.fields import DistributionList
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import LATER, Esme
from tests.fronts.tencent_v5 import post, single
from tests.fronts.test_smpp_operations import MULTI
from tests.fronts.test_smpp_outbind import Home, SecureHome
from tests.fronts.test_smpp_tls import AUTHORITY

RX, TX = Command.BIND_RECEIVER, Command.BIND_TRANSMITTER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With the certificate of an authority in it."""
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return tmp_path


def serving(folder: Path, account: str) -> Carrier:
    """The network of a file in which the default world's account has this, too."""
    file = folder / "s.yaml"
    file.write_text(f"accounts:\n  - system_id: esme\n    {account}\n", "utf-8")
    found = load(file)
    assert isinstance(found, Scenario), list(map(str, found))
    return Carrier(found)


def test_sessions_serve_ranges(folder: Path) -> None:
    """Each gets what was sent from addresses of its own; a bind that says nothing serves the account's."""
    with (
        serving(folder, "binds: {address_range: ^1069}") as carrier,
        Esme(carrier.smpp_port) as bank,
        Esme(carrier.smpp_port) as rest,
    ):
        bank.bind(address_range="BANK")
        rest.bind()
        messages = [bank.submit(source_addr=source).fields["message_id"] for source in ("10691234", "BANK")]
        carrier.pass_(minutes=1)
        assert [rest.receipt()[0].id, bank.receipt()[0].id] == messages
        assert (bank.alive(), rest.alive(), bank.heard, rest.heard) == (True, True, [], [])


@pytest.mark.parametrize(
    ("home", "tls"),
    [(Home, ""), (lambda: SecureHome("esme.example"), ", tls: true, authority: ca.pem, server_name: esme.example")],
    ids=["in the clear", "by TLS"],
)
def test_who_is_not_there_is_called(folder: Path, home: type[Home], tls: str) -> None:
    """With the centre's name and password; the client binds on that connection, and gets what waited."""
    with home() as listening:
        wanted = f"outbind: {{host: 127.0.0.1, port: {listening.port}, system_id: centre, password: letmein, again: 50ms{tls}}}"
        with serving(folder, wanted) as carrier, Esme(carrier.smpp_port) as tx:
            tx.bind(TX)
            message = tx.submit().fields["message_id"]
            carrier.pass_(minutes=1)
            with listening.called() as client:
                assert client.hear().fields == {"system_id": "centre", "password": "letmein"}
                assert client.bind(RX).status == Status.ROK
                assert client.receipt()[0].id == message


def test_what_an_app_is_told_comes_to_its_follower(folder: Path) -> None:
    """Reports of texts over HTTP, with the app's own ids; and replies to them."""
    with serving(folder, "subscribes: 1400000001") as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        sid = post(carrier, "sendsms", single())["sid"]
        carrier.pass_(minutes=1)
        receipt, _ = client.receipt()
        assert (receipt.id, receipt.stat) == (sid, "DELIVRD")
        carrier.reply("13800000000", "yes")
        assert client.hear().fields["short_message"] == b"yes"


def test_a_list_has_one_id_for_all_its_numbers(folder: Path) -> None:
    """A text goes to each, and each has its receipt; of a list that is not in the file the status says so."""
    with serving(folder, "lists: {staff: [13800000000, 13900000001]}") as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        to = {name: {**MULTI, "number_of_dests": 1, "dest_addresses": [DistributionList(name)]} for name in ("staff", "nobody")}
        taken, refused = (client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields=fields)) for fields in to.values())
        assert (taken.status, refused.status) == (Status.ROK, Status.RINVDLNAME)
        carrier.pass_(minutes=1)
        assert [client.receipt()[0].id for _ in range(2)] == [taken.fields["message_id"]] * 2
        assert [len(carrier.inbox(number)) for number in ("13800000000", "13900000001")] == [1, 1]


def test_so_many_wait_and_no_more(folder: Path) -> None:
    """While nobody takes them; a session that is bound has room for all of them."""
    with serving(folder, "keeping: {most: 3}") as carrier, Esme(carrier.smpp_port) as tx, Esme(carrier.smpp_port) as rx:
        tx.bind(TX)
        for _ in range(5):
            tx.submit(LATER)
        carrier.pass_(minutes=2)
        rx.bind(RX)
        waited = [rx.receipt()[0].id for _ in range(3)]
        together = [tx.submit(LATER).fields["message_id"] for _ in range(5)]
        carrier.pass_(minutes=2)
        assert sorted(rx.receipt()[0].id for _ in range(5)) == sorted(together)
        assert rx.alive()
        assert (len(set(waited)), rx.heard) == (3, [])
