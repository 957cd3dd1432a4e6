"""Receipts: who wants which, what they hold, in which order they come, and what becomes of those that are not taken."""

from itertools import count

import pytest
from msgspec.structs import replace

from simulator.lifecycle import State
from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from tests.esme import OFF, ON, Esme

NEVER, ALWAYS, ON_FAILURE, ON_SUCCESS = range(4)
FRESH = (f"139{n:08}" for n in count())


def ids(client: Esme, most: int, status: int | None = 0) -> list[str]:
    return [client.receipt(status)[0].id for _ in range(most)]


def submitted(client: Esme, most: int) -> list[str]:
    """The ids of texts to as many handsets, which will all report."""
    return [client.submit(next(FRESH)).fields["message_id"] for _ in range(most)]


def in_order(carrier: Carrier, messages: list[str]) -> list[str]:
    """As they were reported on the network."""
    reported = {
        message: [entry["at"] for entry in carrier.message(message)["trail"] if entry["event"] == "reported"] for message in messages
    }
    return sorted(messages, key=reported.__getitem__)


@pytest.mark.parametrize(
    ("version", "wish", "to", "told"),
    [
        (0x34, NEVER, ON, []),
        (0x34, NEVER, OFF, []),
        (0x34, ALWAYS, ON, ["DELIVRD"]),
        (0x34, ALWAYS, OFF, ["EXPIRED"]),
        (0x34, ON_FAILURE, ON, []),
        (0x34, ON_FAILURE, OFF, ["EXPIRED"]),
        (0x50, ON_SUCCESS, ON, ["DELIVRD"]),
        (0x50, ON_SUCCESS, OFF, []),
    ],
)
def test_what_was_asked_for_is_told(version: int, wish: int, to: str, told: list[str]) -> None:
    """registered_delivery: nothing, both, failures only; successes only from 5.0 on."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        assert client.submit(to, registered_delivery=wish).status == Status.ROK
        carrier.pass_(hours=48)
        assert client.alive()
        assert [client.receipt()[0].stat for _ in client.heard[:]] == told


@pytest.mark.parametrize("version", [0x33, 0x34])
def test_success_only_is_of_5_0(version: int) -> None:
    """Before it the value is reserved."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        assert client.submit(registered_delivery=ON_SUCCESS).status == Status.RINVREGDLVFLG
        assert [refusal["detail"] for refusal in carrier.refusals()] == ["RINVREGDLVFLG"]


@pytest.mark.parametrize(("to", "state", "error"), [(ON, State.DELIVERED, None), (OFF, State.EXPIRED, b"\x03\x00\x1b")])
def test_what_a_receipt_holds(to: str, state: State, error: bytes | None) -> None:
    """Text and TLVs say the same; the addresses are swapped; a failure names its cause."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        message = client.submit(to, {"user_message_reference": 513}, source_addr_npi=1).fields["message_id"]
        carrier.pass_(hours=49)
        receipt, pdu = client.receipt()
        assert (receipt.id, receipt.sub, receipt.dlvrd, receipt.text) == (message, 1, int(error is None), b"Hello")
        assert pdu.tlvs.pop("network_error_code", None) == error
        assert pdu.tlvs == {"receipted_message_id": message, "message_state": state, "user_message_reference": 513}
        addresses = {name: value for name, value in pdu.fields.items() if "addr" in name}
        source = {"source_addr_ton": 1, "source_addr_npi": 1, "source_addr": to}
        assert addresses == {**source, "dest_addr_ton": 5, "dest_addr_npi": 1, "destination_addr": "BANK"}
        rest = {name: value for name, value in pdu.fields.items() if name not in addresses and value}
        assert rest == {"esm_class": 4, "sm_length": len(pdu.fields["short_message"]), "short_message": pdu.fields["short_message"]}


def test_a_3_3_client_gets_no_tlvs() -> None:
    """They came with 3.4."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=0x33) as client:
        client.bind()
        client.submit()
        carrier.pass_(minutes=1)
        receipt, pdu = client.receipt()
        assert (receipt.stat, pdu.tlvs) == ("DELIVRD", {})


def test_receipts_wait_for_a_receiver() -> None:
    """While none is bound they are kept, and then they come in the order in which they came to be."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as sender, Esme(carrier.smpp_port) as receiver:
        sender.bind(Command.BIND_TRANSMITTER)
        messages = submitted(sender, 20)
        carrier.pass_(hours=1)
        receiver.bind(Command.BIND_RECEIVER)
        assert ids(receiver, 20) == in_order(carrier, messages)


def test_any_receiving_session_takes_them() -> None:
    """The one that submitted first; when it is gone, another of the account."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as other:
        other.bind()
        with Esme(carrier.smpp_port) as client:
            client.bind()
            mine, left = submitted(client, 1), submitted(client, 2)
            carrier.pass_(minutes=1)
            assert set(ids(client, 3)) == {*mine, *left}
            left = submitted(client, 5)
        assert other.alive()
        carrier.pass_(minutes=1)
        assert ids(other, 5) == in_order(carrier, left)


def test_a_session_that_drops_loses_nothing() -> None:
    """What it had not answered goes to another session, in order, and what it had does not come again."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as other:
        with Esme(carrier.smpp_port) as client:
            client.bind()
            messages = submitted(client, 10)
            carrier.pass_(minutes=1)
            taken, seen = ids(client, 4), ids(client, 6, None)
            assert client.alive()
        other.bind(Command.BIND_RECEIVER)
        assert taken + seen == in_order(carrier, messages)
        assert ids(other, 6) == seen


def test_two_sessions_that_drop_lose_no_order() -> None:
    """Receipts that several sessions leave behind stand among one another as they came to be."""
    full = replace(scenario(), accounts=(replace(ACCOUNT, window_out=10),))  # so that none takes over what another leaves
    with Carrier(full) as carrier, Esme(carrier.smpp_port) as late:
        with Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port) as two:
            one.bind()
            two.bind()
            messages = [message for _ in range(10) for client in (one, two) for message in submitted(client, 1)]
            carrier.pass_(minutes=1)
            assert len({*ids(one, 10, None), *ids(two, 10, None)}) == 20
            for client in (one, two):
                client.ask(Pdu(Command.UNBIND, sequence=client.next()))
                assert client.hung_up()  # so the network has noticed
        late.bind()
        assert ids(late, 20) == in_order(carrier, messages)


AGAIN = [Status.RX_T_APPN, Status.RMSGQFUL, Status.RSYSERR, Status.RTHROTTLED]
NEVER_AGAIN = [Status.RX_P_APPN, Status.RX_R_APPN, Status.RINVDSTADR, 0x400]


def test_refused_receipts() -> None:
    """Those that are asked for again come again, in order; those that are refused for good do not."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        submitted(client, 8)
        carrier.pass_(minutes=1)
        refused = [client.receipt(status)[0].id for pair in zip(AGAIN, NEVER_AGAIN, strict=True) for status in pair]
        again = ids(client, 4)
        assert again == refused[::2]
        carrier.pass_(minutes=1)
        client.ask(Pdu(Command.UNBIND, sequence=client.next()))
        assert client.heard == []


def test_unanswered_receipts_come_again() -> None:
    """After the response time, in order, with new sequence numbers."""
    timers = Timers(response_s=0.5)
    with Carrier(replace(scenario(), timers=timers)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        messages = submitted(client, 3)
        carrier.pass_(minutes=1)
        first = [client.receipt(None) for _ in messages]
        again = [client.receipt() for _ in messages]
        assert [receipt for receipt, _ in first] == [receipt for receipt, _ in again]
        assert {pdu.sequence for _, pdu in first}.isdisjoint(pdu.sequence for _, pdu in again)
