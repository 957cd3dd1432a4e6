"""What an ESME may ask beside submit_sm, over a socket: query, cancel, replace, data_sm, modes, schedules, alerts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.lifecycle import State
from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp import times
from simulator.smpp.codec import HEADER, HEADER_OCTETS
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import START, Carrier
from tests.esme import OFF, ON, Esme, submit_pdu
from tests.fronts.test_smpp_validity import after, relative

NOW = int(START.timestamp() * 1000)
HOME = "13912345678"
SOURCE = {"source_addr_ton": 5, "source_addr": "BANK"}
MULTI = {**SOURCE, "registered_delivery": 1, "short_message": b"to all"}


def world(**changes: Any) -> Any:
    return replace(scenario(), accounts=(replace(ACCOUNT, **changes),))


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        client.bind()
        yield client


def asked(client: Esme, command: Command, message_id: str, sequence: int = 50, **fields: Any) -> Pdu:
    """The answer to a question about a message."""
    return client.ask(Pdu(command, sequence=sequence, fields={"message_id": message_id, **SOURCE, **fields}))


def submitted(client: Esme, to: str = OFF, **fields: Any) -> str:
    return str(client.submit(to, **fields).fields["message_id"])


def texts(carrier: Carrier, number: str) -> list[str]:
    return [text["text"] for text in carrier.handset(number)["inbox"]]


def test_query_tells_what_the_receipt_told(carrier: Carrier, client: Esme) -> None:
    """On its way it has no final date; settled it has the receipt's state, date and network error."""
    delivered, expired = submitted(client, ON), submitted(client, OFF)
    assert asked(client, Command.QUERY_SM, expired).fields["message_state"] == State.ENROUTE
    carrier.pass_(hours=49)
    first, second = (asked(client, Command.QUERY_SM, one).fields for one in (delivered, expired))
    assert (first["message_state"], first["error_code"]) == (State.DELIVERED, 0)
    assert (second["message_state"], second["error_code"]) == (State.EXPIRED, 27)
    assert second["final_date"] == times.write(NOW + 48 * 3_600_000)


@pytest.mark.parametrize("command", [Command.QUERY_SM, Command.CANCEL_SM, Command.REPLACE_SM])
def test_who_may_ask(client: Esme, command: Command) -> None:
    """An unknown id is invalid, and so is another account's; the right id from the wrong source fails the operation."""
    failed = {Command.QUERY_SM: Status.RQUERYFAIL, Command.CANCEL_SM: Status.RCANCELFAIL, Command.REPLACE_SM: Status.RREPLACEFAIL}
    message = submitted(client)
    assert asked(client, command, "4711").status == Status.RINVMSGID
    assert asked(client, command, message, source_addr="OTHER").status == failed[command]


def test_cancel_by_id(carrier: Carrier, client: Esme) -> None:
    """A text that waits is deleted, with a receipt that says so; a second cancel is too late."""
    message = submitted(client)
    carrier.pass_(hours=1)
    assert [asked(client, Command.CANCEL_SM, message).status for _ in range(2)] == [Status.ROK, Status.RCANCELFAIL]
    receipt, _ = client.receipt()
    assert (receipt.stat, after(carrier, message, "cancelled")) == ("DELETED", [timedelta(hours=1)])


def test_cancel_all_of_a_source_to_a_number(carrier: Carrier, client: Esme) -> None:
    """Without an id every pending text of this source, destination and service_type goes; others stay."""
    gone = [submitted(client, service_type="WAP"), submitted(client, service_type="WAP")]
    stays = [submitted(client), submitted(client, service_type="WAP", source_addr="OTHER"), submitted(client, HOME, service_type="WAP")]
    fields = {"service_type": "WAP", "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": OFF}
    assert [asked(client, Command.CANCEL_SM, "", **fields).status for _ in range(2)] == [Status.ROK, Status.RCANCELFAIL]
    assert [carrier.message(one)["state"] for one in gone + stays] == ["DELETED"] * 2 + ["ENROUTE"] * 3
    assert asked(client, Command.CANCEL_SM, "", source_addr="", destination_addr=OFF).status == Status.RINVSRCADR
    assert asked(client, Command.CANCEL_SM, "", destination_addr="x").status == Status.RINVDSTADR


def test_replace(carrier: Carrier, client: Esme) -> None:
    """The handset shows the new text, once, under the old id."""
    message = submitted(client, HOME)
    assert asked(client, Command.REPLACE_SM, message, short_message=b"Better", registered_delivery=1).status == Status.ROK
    carrier.pass_(minutes=1)
    assert (texts(carrier, HOME), client.receipt()[0].id) == (["Better"], message)
    assert asked(client, Command.REPLACE_SM, message, short_message=b"Late").status == Status.RREPLACEFAIL


def test_replace_keeps_the_tlvs(carrier: Carrier, client: Esme) -> None:
    """What it does not name stays: the client's own reference comes back in the receipt."""
    tlvs = {"user_message_reference": 77, "message_payload": b"in a TLV", "qos_time_to_live": 3_600}
    message = submitted(client, HOME, tlvs=tlvs, short_message=b"")
    carrier.pass_(seconds=1)
    assert asked(client, Command.REPLACE_SM, message, short_message=b"Better", registered_delivery=1).status == Status.ROK
    carrier.pass_(minutes=1)
    assert (texts(carrier, HOME), client.receipt()[1].tlvs["user_message_reference"]) == (["Better"], 77)


def test_replace_a_part(carrier: Carrier, client: Esme) -> None:
    """A part by SAR parameters stays one."""
    sar = {"sar_msg_ref_num": 5, "sar_total_segments": 2}
    parts = [submitted(client, HOME, tlvs={**sar, "sar_segment_seqnum": number}, short_message=b"part ") for number in (1, 2)]
    assert asked(client, Command.REPLACE_SM, parts[1], short_message=b"two").status == Status.ROK
    carrier.pass_(minutes=1)
    assert texts(carrier, HOME) == ["part two"]


def test_replace_says_nothing_of_validity(carrier: Carrier, client: Esme) -> None:
    """It is as it was, also where a TLV had said it."""
    message = submitted(client, tlvs={"qos_time_to_live": 3_600})
    carrier.pass_(minutes=30)
    assert asked(client, Command.REPLACE_SM, message, short_message=b"Better").status == Status.ROK
    carrier.pass_(hours=3)
    assert after(carrier, message, "expired") == [timedelta(hours=1)]


@pytest.mark.parametrize(
    ("fields", "ends"),
    [
        ({}, timedelta(hours=48)),
        ({"validity_period": relative(hours=2)}, timedelta(hours=2)),
        ({"schedule_delivery_time": relative(hours=3)}, timedelta(hours=51)),
    ],
    ids=["the network's own", "its own", "counted from its schedule"],
)
def test_how_long_a_replacement_is_valid(carrier: Carrier, client: Esme, fields: dict[str, str], ends: timedelta) -> None:
    """A submit_sm that replaces is a submission of its own: nothing is left of the validity of the text before."""
    message = submitted(client, validity_period=relative(minutes=30))
    carrier.pass_(minutes=10)
    assert submitted(client, replace_if_present_flag=1, short_message=b"Newer", **fields) == message
    carrier.pass_(days=3)
    assert after(carrier, message, "expired") == [timedelta(minutes=10) + ends]


def test_replace_if_present(carrier: Carrier, client: Esme) -> None:
    """A pending text of the same source, destination and service_type makes room and gives its id; without one it is sent."""
    carrier.turn(HOME, "off")
    first = submitted(client, HOME, replace_if_present_flag=1)
    assert submitted(client, HOME, replace_if_present_flag=1, short_message=b"Newer") == first
    assert submitted(client, HOME, replace_if_present_flag=1, service_type="WAP") != first
    carrier.turn(HOME, "on")
    carrier.pass_(minutes=1)
    assert sorted(texts(carrier, HOME)) == ["Hello", "Newer"]


def data_pdu(to: str = ON, text: bytes | None = b"as data", tlvs: dict[str, Any] | None = None, **fields: Any) -> Pdu:
    """A data_sm that asks for a receipt."""
    given = {**SOURCE, "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": to, "registered_delivery": 1, **fields}
    return Pdu(Command.DATA_SM, sequence=9, fields=given, tlvs={**({} if text is None else {"message_payload": text}), **(tlvs or {})})


def test_data_sm(carrier: Carrier, client: Esme) -> None:
    """The text is the TLV; it travels as any other. Without one there is no text."""
    answer = client.ask(data_pdu(HOME))
    carrier.pass_(minutes=1)
    assert (client.receipt()[0].id, texts(carrier, HOME)) == (answer.fields["message_id"], ["as data"])
    assert client.ask(data_pdu(text=None)).status == Status.RMISSINGOPTPARAM


@pytest.mark.parametrize(
    ("source", "to", "esm_class", "status"),
    [
        ("B" * 20, HOME, 0, Status.ROK),
        ("B" * 21, HOME, 0, Status.RINVSRCADR),
        ("B" * 40, HOME, 0, Status.RINVSRCADR),
        ("BANK", "B" * 21, 0x08, Status.RINVDSTADR),
    ],
    ids=["20", "21", "40", "acknowledgement"],
)
def test_an_address_that_no_receipt_could_carry(client: Esme, source: str, to: str, esm_class: int, status: Status) -> None:
    """data_sm has room for 64 characters, deliver_sm for 20: more is refused."""
    body = b"\0\5\0%b\0\1\1%b\0%c\1\0\x04\x24\0\1x" % (source.encode(), to.encode(), esm_class)
    client.write(HEADER.pack(HEADER_OCTETS + len(body), Command.DATA_SM, 0, 9) + body)
    assert client.answer_to(9).status == status


@pytest.mark.parametrize(("to", "state", "shown"), [(OFF, "UNDELIVERABLE", []), (HOME, "DELIVERED", ["Hello"])])
def test_a_datagram_is_tried_once(carrier: Carrier, client: Esme, to: str, state: str, shown: list[str]) -> None:
    """It is never stored, and never reported."""
    message = submitted(client, to, esm_class=0b01)
    carrier.pass_(hours=1)
    assert (carrier.message(message)["state"], carrier.message(message)["reports"], texts(carrier, to)) == (state, [], shown)


def test_in_transaction_mode_the_answer_is_the_fate(carrier: Carrier, client: Esme) -> None:
    """data_sm_resp comes when the text is there, or says why it is not; nothing else is told."""
    client.say(data_pdu(HOME, esm_class=0b10))
    client.say(Pdu(Command.ENQUIRE_LINK, sequence=10))
    assert client.hear().command is Command.ENQUIRE_LINK_RESP
    carrier.pass_(minutes=1)
    assert client.answer_to(9).status == Status.ROK
    client.say(data_pdu(OFF, esm_class=0b10))
    carrier.pass_(minutes=1)
    failed = client.answer_to(9)
    assert (failed.status, failed.tlvs) == (Status.RDELIVERYFAILURE, {"network_error_code": b"\x03\x00\x1b", "delivery_failure_reason": 3})


@pytest.mark.parametrize(("version", "status"), [(0x34, Status.RINVESMCLASS), (0x50, Status.ROK)])
def test_transaction_mode_of_submit_sm(carrier: Carrier, version: int, status: Status) -> None:
    """5.0 has it for submit_sm too, 3.4 only for data_sm."""
    with Esme(carrier.smpp_port, version=version) as client:
        client.bind(interface_version=version)
        client.say(submit_pdu(HOME, sequence=3, esm_class=0b10))
        if version == 0x50:
            carrier.pass_(minutes=1)
        assert client.answer_to(3).status == status


@pytest.mark.parametrize("when", [relative(hours=2), times.write(NOW + 7_200_000)])
def test_a_schedule(carrier: Carrier, client: Esme, when: str) -> None:
    """Relative or absolute, the text sets out then; 3.4 calls it on its way until then."""
    message = submitted(client, HOME, schedule_delivery_time=when)
    assert asked(client, Command.QUERY_SM, message).fields["message_state"] == State.ENROUTE
    carrier.pass_(hours=3)
    (delivered,) = after(carrier, message, "delivered")
    assert timedelta(hours=2) < delivered < timedelta(hours=2, minutes=1)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"schedule_delivery_time": times.write(NOW - 1_000)}, Status.RINVSCHED),
        ({"schedule_delivery_time": "000029000000000R"}, Status.ROK),
        ({"schedule_delivery_time": "000031000000000R"}, Status.RINVSCHED),
        ({"schedule_delivery_time": relative(hours=2), "validity_period": relative(hours=1)}, Status.RINVEXPIRY),
        ({"validity_period": times.write(NOW - 1_000)}, Status.RINVEXPIRY),
    ],
    ids=["past", "29 days", "31 days", "over before it begins", "over"],
)
def test_times_that_cannot_be(client: Esme, fields: dict[str, str], status: Status) -> None:
    """A schedule in the past or too far ahead, a validity that ends before it begins."""
    assert client.submit(HOME, **fields).status == status


def test_5_0_calls_it_scheduled(carrier: Carrier) -> None:
    """A peer of 5.0 is told SCHEDULED."""
    with Esme(carrier.smpp_port, version=0x50) as client:
        client.bind(interface_version=0x50)
        message = submitted(client, HOME, schedule_delivery_time=relative(hours=2))
        assert asked(client, Command.QUERY_SM, message).fields["message_state"] == State.SCHEDULED


@pytest.mark.parametrize("version", [0x33, 0x34])
def test_an_intermediate_notification(carrier: Carrier, version: int) -> None:
    """At the first failed try it says that the text is on its way still; then comes the receipt."""
    with Esme(carrier.smpp_port, version=version) as client:
        client.bind(Command.BIND_RECEIVER, interface_version=version)
        with Esme(carrier.smpp_port) as sender:
            sender.bind()
            submitted(sender, registered_delivery=0x11)
            sender.say(Pdu(Command.UNBIND, sequence=99))
            assert sender.answer_to(99).status == Status.ROK
        carrier.pass_(hours=49)
        first, second = client.hear(), client.hear()
        assert [first.fields["esm_class"], second.fields["esm_class"]] == [0x20, 0x04]
        assert [b"stat:ENROUTE" in first.fields["short_message"], b"stat:EXPIRED" in second.fields["short_message"]] == [True, True]


def test_an_alert_when_the_handset_is_back(carrier: Carrier, client: Esme) -> None:
    """Who set set_dpf on a text that could not be handed over is told when its handset can be reached, once."""
    carrier.turn(HOME, "off")
    client.ask(data_pdu(HOME, tlvs={"set_dpf": 1}, registered_delivery=0))
    carrier.pass_(hours=1)
    carrier.turn(HOME, "on")
    alert = client.hear()
    assert (alert.command, alert.fields["source_addr"], alert.fields["esme_addr"]) == (Command.ALERT_NOTIFICATION, HOME, "BANK")


def test_an_alert_for_a_text_that_was_replaced(carrier: Carrier, client: Esme) -> None:
    """It was asked for with the text before, and is not taken back, whatever the new schedule."""
    message = submitted(client, HOME, tlvs={"set_dpf": 1}, schedule_delivery_time=relative(hours=1), registered_delivery=0)
    asked(client, Command.REPLACE_SM, message, short_message=b"Better", schedule_delivery_time=relative(hours=2))
    carrier.turn(HOME, "off")
    carrier.pass_(hours=3)
    carrier.turn(HOME, "on")
    assert client.hear().command is Command.ALERT_NOTIFICATION
