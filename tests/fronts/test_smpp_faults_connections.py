"""Connections that go wrong: closed, reset, hanging, slow, with octets on them that are no PDU; binds and connects that are refused."""

import asyncio
import importlib
import socket
from typing import Any

import pytest

from simulator.smpp.codec import HEADER, HEADER_OCTETS, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.wire.accounts import BindRules
from tests.esme import OFF, ON, bind_pdu, submit_pdu
from tests.fronts.smpp_faults import ENQUIRE, FRESH, Raw, dialogue, network, several


@pytest.fixture(params=["asyncio", "uvloop"])
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whichever loop the network runs on."""
    monkeypatch.setattr(asyncio, "new_event_loop", importlib.import_module(request.param).new_event_loop)
    return str(request.param)


@pytest.mark.parametrize(
    ("kind", "settings", "answered", "shown"),
    [
        ("close-before", {}, False, 0),
        ("close-before", {"taken": True}, False, 1),
        ("close-after", {}, True, 1),
        ("reset", {}, False, 0),
        ("reset", {"taken": True}, False, 1),
    ],
)
def test_the_connection_ends(loop: str, kind: str, settings: dict[str, Any], answered: bool, shown: int) -> None:
    """Before the answer or after it, with a farewell or without, and the text taken or not."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("end", kind, first=1, **settings)
        asked = client.send()
        if answered:
            assert client.answer_to(asked).status == Status.ROK
        assert client.torn() is (kind == "reset")
        with Raw(carrier.smpp_port) as again:
            again.bind()
            carrier.pass_(minutes=1)
            again.alive()
            assert (len(carrier.inbox(ON)), len(again.heard)) == (shown, shown)


def test_what_came_before_the_end_was_taken(loop: str) -> None:
    """Requests of one read are looked at in their order; those behind the end are nobody's."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("end", "close-before", every=3)
        client.write(several(*(submit_pdu(f"1360000000{n}", 100 + n) for n in range(1, 5))))
        assert [client.hear().sequence for _ in range(2)] == [101, 102]
        assert client.hung_up()
        carrier.pass_(minutes=1)
        assert [len(carrier.inbox(f"1360000000{n}")) for n in (1, 2, 3, 4)] == [1, 1, 0, 0]


def test_half_open(loop: str) -> None:
    """Nothing is read, nothing is written, time passes, and the socket stays; receipts go elsewhere. Healed, it goes on where it stood."""
    with dialogue() as (carrier, client), Raw(carrier.smpp_port) as other:
        other.bind(Command.BIND_RECEIVER)
        taken = client.submit(next(FRESH)).fields["message_id"]
        carrier.smpp_fault("hang", "half-open", session=1)
        asked = client.send()
        client.say(ENQUIRE)
        carrier.pass_(minutes=1)
        assert other.receipt()[0].id == taken
        assert client.waits()
        carrier.smpp_heal("hang")
        answers = [client.hear() for _ in range(2)]
        assert {(pdu.sequence, pdu.status) for pdu in answers} == {(asked, Status.ROK), (ENQUIRE.sequence, Status.ROK)}


def test_a_session_that_hangs_is_given_up(loop: str) -> None:
    """The network ends it when enquire_link is not answered, and there is room for another; the client is not told until the fault goes."""
    with network(binds=BindRules(sessions_most=1), enquire_link_s=0.1, response_s=0.1) as carrier, Raw(carrier.smpp_port) as client:
        client.bind()
        carrier.smpp_fault("hang", "half-open")
        client.send()
        with Raw(carrier.smpp_port) as other:
            while other.bind().status:
                assert client.waits()
        assert client.waits()
        carrier.smpp_heal("hang")
        assert client.hung_up()


def test_accepted_and_silent(loop: str) -> None:
    """The connect succeeds, and no bind is ever answered; until the fault goes."""
    with network() as carrier:
        carrier.smpp_fault("silent", "connect-silent", first=1)
        with Raw(carrier.smpp_port) as client, Raw(carrier.smpp_port) as other:
            client.say(bind_pdu())
            assert other.bind().status == Status.ROK
            assert client.waits()
            carrier.smpp_heal("silent")
            assert client.answer_to(1).status == Status.ROK


def test_slow_reads(loop: str) -> None:
    """So many octets in a second of network time: what is behind them waits."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("slow", "slow-reads", octets_per_s=10)
        octets = encode(submit_pdu(OFF, 70))
        client.write(octets)
        assert client.answer_to(70).status == Status.ROK
        client.say(ENQUIRE)
        carrier.pass_(milliseconds=len(octets) * 100 - 1)
        assert client.waits()
        carrier.pass_(milliseconds=1)
        assert client.answer_to(ENQUIRE.sequence).status == Status.ROK


def test_the_clients_writes_stall(loop: str) -> None:
    """Nobody reads on while time stands still, and the buffers fill."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("slow", "slow-reads", octets_per_s=1)
        client.submit()
        assert client.stalls(several(*(submit_pdu(sequence=100 + n) for n in range(1_000))), 400)


@pytest.mark.parametrize(
    ("kind", "settings", "octets"), [("slow-reads", {"octets_per_s": 1}, 0x21), ("trickle", {"octets_a_write": 1, "delay_ms": 1_000}, 1)]
)
def test_a_session_that_the_network_holds_up_is_not_given_up(loop: str, kind: str, settings: dict[str, Any], octets: int) -> None:
    """However long: what is not read cannot be missed. A session that is only silent is asked, and ended. Healed, it is asked as well."""
    with network(enquire_link_s=0.4, response_s=0.1) as carrier, Raw(carrier.smpp_port) as client:
        client.bind()
        carrier.smpp_fault("slow", kind, session=1, **settings)
        client.send(OFF, sequence=70)
        assert len(client.read(octets)) == octets
        with Raw(carrier.smpp_port) as silent:
            silent.bind()
            assert silent.hear().command is Command.ENQUIRE_LINK
            assert silent.hung_up()
        assert client.waits()
        carrier.smpp_heal("slow")
        client.read(0x21 - octets)
        assert client.alive()
        assert client.hear().command is Command.ENQUIRE_LINK


@pytest.mark.parametrize("size", [1, 7])
def test_octet_by_octet(loop: str, size: int) -> None:
    """With time between the writes a client gets pieces of a PDU; without, all of it in the end. The order holds."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("drip", "trickle", octets_a_write=size, delay_ms=1_000)
        client.send(OFF, sequence=70)
        assert client.read(size) == b"\0\0\0\x21"[:size] + b"\x80\0\0"[: max(0, size - 4)]
        assert client.waits()
        client.say(ENQUIRE)
        carrier.pass_(minutes=1)
        rest = client.read(0x21 - size + HEADER_OCTETS)
        assert HEADER.unpack_from(rest, 0x21 - size) == (HEADER_OCTETS, Command.ENQUIRE_LINK_RESP, 0, ENQUIRE.sequence)
        carrier.smpp_fault("drip", "trickle", octets_a_write=size)
        client.write(several(*(submit_pdu(next(FRESH), 100 + n) for n in range(20))))
        assert [client.hear().sequence for _ in range(20)] == list(range(100, 120))


def test_more_than_can_trickle(loop: str) -> None:
    """The session stops reading while too much waits to be written, and goes on when it is out."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("drip", "trickle", octets_a_write=1_000)
        most = 3_000
        client.write(several(*(submit_pdu(OFF, 100 + n, registered_delivery=0) for n in range(most))))
        assert [client.hear().sequence for _ in range(most)] == list(range(100, 100 + most))
        assert client.alive()


def test_a_farewell_waits_for_the_last_octet(loop: str) -> None:
    """The connection is closed when all that trickles has come."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("drip", "trickle", at=["unbind"])
        assert client.ask(Pdu(Command.UNBIND, sequence=9)).command is Command.UNBIND_RESP
        assert client.hung_up()


def test_garbage() -> None:
    """Octets that are no PDU, and the answer behind them."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("noise", "garbage", octets="00 00 00 01 ff", first=1)
        client.send(sequence=70)
        assert client.read(5) == b"\0\0\0\x01\xff"
        assert client.answer_to(70).status == Status.ROK


@pytest.mark.parametrize("length", [8, 100_000])
def test_a_bad_length(length: int) -> None:
    """The command_length of the answer is not its length."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("long", "bad-length", length=length, first=1)
        client.send(sequence=70)
        assert HEADER.unpack(client.read(HEADER_OCTETS)) == (length, Command.SUBMIT_SM_RESP, 0, 70)


def test_an_unknown_command() -> None:
    """A request that no SMPP knows; its generic_nack disturbs nothing."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("odd", "unknown-command", command_id=0x0BAD, first=1)
        client.send(sequence=70)
        length, command, status, sequence = HEADER.unpack(client.read(HEADER_OCTETS))
        assert (length, command, status) == (HEADER_OCTETS, 0x0BAD, 0)
        assert client.answer_to(70).status == Status.ROK
        client.say(Pdu(Command.GENERIC_NACK, Status.RINVCMDID, sequence))
        assert client.alive()


def test_the_network_unbinds(loop: str) -> None:
    """After the answer; the client's unbind_resp closes, and its requests meanwhile find no bind. Receipts go to the next session."""
    with dialogue() as (carrier, client):
        carrier.smpp_fault("bye", "unbind", first=1)
        message = client.submit().fields["message_id"]
        bye = client.hear()
        assert bye.command is Command.UNBIND
        assert client.submit().status == Status.RINVBNDSTS
        carrier.pass_(minutes=1)
        client.say(Pdu(Command.UNBIND_RESP, sequence=bye.sequence))
        assert client.hung_up()
        with Raw(carrier.smpp_port) as again:
            again.bind()
            assert again.receipt()[0].id == message


@pytest.mark.parametrize("status", [Status.RBINDFAIL, Status.RALYBND, 0x0000_0480])
def test_refused_binds(status: int) -> None:
    """Of one account, any of the three binds, with any status; the connection stays, for another try."""
    with network() as carrier, Raw(carrier.smpp_port) as client:
        carrier.smpp_fault("full", "bind-refused", status=status, account="esme", first=3)
        for command in (Command.BIND_TRANSMITTER, Command.BIND_RECEIVER, Command.BIND_TRANSCEIVER):
            answer = client.bind(command)
            assert (answer.status, answer.command) == (status, command | 0x80000000)
        assert client.bind().status == Status.ROK
        with Raw(carrier.smpp_port) as other:
            assert other.bind(system_id="other").status == Status.ROK


def test_connects_are_refused(loop: str) -> None:
    """While the fault is on; open connections stay. The port is the same afterwards."""
    with dialogue() as (carrier, client):
        for _ in range(3):
            carrier.smpp_fault("down", "connect-refused")
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", carrier.smpp_port))
            assert client.alive()
            carrier.smpp_heal("down")
            with Raw(carrier.smpp_port) as other:
                assert other.bind().status == Status.ROK


def test_nothing_is_left_behind(loop: str) -> None:
    """When the faults are off again, what came in pieces meanwhile is whole, whatever stood between."""
    with dialogue() as (carrier, client):
        octets = several(*(submit_pdu(next(FRESH), 100 + n) for n in range(6)))
        for at in range(0, len(octets), 11):
            client.write(octets[at : at + 11])
            if at % 2:
                carrier.smpp_heal("x")
            else:
                carrier.smpp_fault("x", "answer-never", number=OFF)
        assert [client.answer_to(100 + n).status for n in range(6)] == [0] * 6


def test_the_network_stops_while_connections_hang(loop: str) -> None:
    """Their sockets are closed with it."""
    with network() as carrier:
        carrier.smpp_fault("hang", "half-open")
        client = Raw(carrier.smpp_port)
        client.bind()
        client.send()
        assert client.waits()
    assert client.hung_up()
    client.close()
