"""submit_multi over a socket: one text to addresses and lists, under one id."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.lifecycle import State
from simulator.smpp.commands import Command
from simulator.smpp.fields import DistributionList, SmeAddress, Unsuccess
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from simulator.wire.accounts import Traffic
from tests.esme import ON, Esme
from tests.fronts.test_smpp_operations import HOME, MULTI, asked, submitted, texts, world


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier(world(lists={"staff": ("+8613800000000", "+8613900000001")})) as carrier:
        yield carrier


@pytest.fixture
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        client.bind()
        yield client


def test_submit_multi(carrier: Carrier, client: Esme) -> None:
    """One id for all; who was not taken is listed with the reason; each that was taken has a receipt of its own."""
    to = [SmeAddress(1, 1, ON), SmeAddress(1, 1, "12x"), DistributionList("staff"), SmeAddress(9, 1, HOME)]
    answer = client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields={**MULTI, "number_of_dests": 4, "dest_addresses": to}))
    failed = [Unsuccess(1, 1, "12x", Status.RINVDSTADR), Unsuccess(9, 1, HOME, Status.RINVDSTTON)]
    assert (answer.status, answer.fields["unsuccess_sme"]) == (Status.ROK, failed)
    carrier.pass_(minutes=1)
    assert {client.receipt()[0].id for _ in range(3)} == {answer.fields["message_id"]}
    assert texts(carrier, "13900000001") == ["to all"]
    assert asked(client, Command.QUERY_SM, answer.fields["message_id"]).fields["message_state"] == State.DELIVERED


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ([SmeAddress(1, 1, "x"), SmeAddress(1, 1, "")], Status.RINVDSTADR),
        ([SmeAddress(1, 1, "x"), SmeAddress(9, 1, HOME)], Status.RSUBMITFAIL),
        ([DistributionList("nobody")], Status.RINVDLNAME),
    ],
    ids=["all alike", "for different reasons", "no such list"],
)
def test_submit_multi_to_nobody(client: Esme, to: list[Any], status: Status) -> None:
    """None taken is what each alone would be told, else a failure; a list that the account does not have is wrong for all."""
    assert client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields={**MULTI, "dest_addresses": to})).status == status


@pytest.mark.parametrize(
    ("traffic", "status"), [(Traffic(per_s=0.001, burst=1), Status.RTHROTTLED), (Traffic(pending_most=1), Status.RMSGQFUL)]
)
def test_submit_multi_of_which_none_is_let_in(traffic: Traffic, status: Status) -> None:
    """It is told to come again, as submit_sm is, though an address among them is wrong."""
    with Carrier(world(traffic=traffic)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        submitted(client)
        to = [SmeAddress(1, 1, "x"), SmeAddress(1, 1, HOME)]
        assert client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields={**MULTI, "dest_addresses": to})).status == status


def test_submit_multi_lists_255_at_most() -> None:
    """As many as its answer can count: all but one of them are turned away and listed; of one member more none is taken."""
    many = tuple(f"+8613900000{number:03}" for number in range(255))
    with Carrier(world(lists={"many": many}, traffic=Traffic(per_s=0.001, burst=1))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        more = {**MULTI, "dest_addresses": [DistributionList("many"), SmeAddress(1, 1, HOME)]}
        assert client.ask(Pdu(Command.SUBMIT_MULTI, sequence=8, fields=more)).status == Status.RINVNUMDESTS
        answer = client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields={**MULTI, "dest_addresses": [DistributionList("many")]}))
        assert (answer.status, answer.fields["no_unsuccess"], carrier.messages(HOME)) == (Status.ROK, 254, [])


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ({"replace_if_present_flag": 1}, Status.RINVSUBREP),
        ({"esm_class": 0x08}, Status.RINVESMCLASS),
        ({"esm_class": 0x02}, Status.RINVESMCLASS),
        ({"priority_flag": 9}, Status.RINVPRTFLG),
        ({"source_addr_ton": 9}, Status.RINVSRCTON),
        ({"validity_period": "000000250000000R"}, Status.RINVEXPIRY),
    ],
)
@pytest.mark.parametrize("version", [0x34, 0x50])
def test_what_to_many_is_refused(carrier: Carrier, flags: dict[str, int], status: Status, version: int) -> None:
    """It replaces nothing, acknowledges nothing, and has no fate to answer with; what is wrong with the text is wrong for all."""
    with Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        fields = {**MULTI, "dest_addresses": [SmeAddress(1, 1, "x"), SmeAddress(1, 1, HOME)], **flags}
        assert client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields=fields)).status == status
        assert carrier.messages(HOME) == []
