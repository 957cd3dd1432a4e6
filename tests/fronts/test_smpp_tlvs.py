"""Every TLV of SMPP 3.4 and 5.0 over a socket: from a client it is taken, or refused for its length; the network's come in their places."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from simulator.smpp.bodies import V34, V50
from simulator.smpp.codec import HEADER_OCTETS, encode
from simulator.smpp.commands import Command, response_of
from simulator.smpp.fields import SmeAddress
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import TABLE, Number, Raw, Text, Tlv
from simulator.testing import Carrier
from tests.esme import OFF, ON, Esme
from tests.fronts.test_smpp_operations import HOME, data_pdu
from tests.fronts.test_smpp_validity import after
from tests.smpp.pdus import frame

TO = {"source_addr_ton": 5, "source_addr": "BANK", "dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": ON}
MANY = {"source_addr_ton": 5, "source_addr": "BANK", "dest_addresses": [SmeAddress(1, 1, ON)]}
SAID = {Command.SUBMIT_SM: TO, Command.SUBMIT_MULTI: MANY, Command.DATA_SM: TO}
LETTERS = {"S": Command.SUBMIT_SM, "M": Command.SUBMIT_MULTI, "A": Command.DATA_SM}
"""The PDUs that a client brings TLVs in; the table's letters."""

CLIENTS = [(row, LETTERS[letter]) for row in TABLE for letter in dict.fromkeys(row.within + row.also) if letter in LETTERS]


@pytest.fixture(scope="module")
def talker() -> Iterator[Esme]:
    """A client that says one thing after another."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=V50) as talker:
        talker.bind()
        yield talker


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture
def client(carrier: Carrier) -> Iterator[Esme]:
    with Esme(carrier.smpp_port, version=V50) as client:
        client.bind()
        yield client


def octets(row: Tlv) -> bytes:
    """A value of it that says nothing unusual."""
    match row.type:
        case Number(sizes):
            return bytes(sizes[0] - 1) + b"\1"
        case Text(least, _):
            return b"1" * (least - 1) + b"\0"
        case Raw(least, _):
            return b"\1" * max(least, 1)


def said(command: Command, tlvs: bytes) -> bytes:
    """The PDU with a text of its own, where these TLVs bring none."""
    payload = b"\x04\x24\0\5Hello" if command is Command.DATA_SM and tlvs[:2] != b"\x04\x24" else b""
    body = encode(Pdu(command, fields=SAID[command]), V50)[HEADER_OCTETS:]
    return frame(command, body + payload + tlvs, 0, 77)


@pytest.mark.parametrize(("row", "command"), CLIENTS, ids=[f"{row.name}-{command.name.lower()}" for row, command in CLIENTS])
def test_it_is_taken(talker: Esme, row: Tlv, command: Command) -> None:
    """Wherever it may stand."""
    value = octets(row)
    talker.write(said(command, row.tag.to_bytes(2, "big") + len(value).to_bytes(2, "big") + value))
    answer = talker.hear()
    assert (answer.command, answer.status, answer.sequence) == (response_of(command), Status.ROK, 77)
    assert answer.fields["message_id"]


def unfit(row: Tlv) -> list[int]:
    """Lengths that it may not have."""
    match row.type:
        case Number(sizes, raw):
            return [length for length in range(6) if length not in {*sizes, *raw}]
        case Text(least, most):
            return [most + 1, *([least - 2] if least > 1 else [])]
        case Raw(least, most):
            return [length for length in (least - 1, most + 1) if 0 <= length <= 0xFFFF]


SIZED = [(row, length) for row in TABLE for length in unfit(row)]


@pytest.mark.parametrize(("row", "length"), SIZED, ids=[f"{row.name}-{length}" for row, length in SIZED])
def test_a_length_that_it_may_not_have(talker: Esme, row: Tlv, length: int) -> None:
    """RINVPARLEN, wherever it stands, and the session goes on."""
    talker.write(said(Command.SUBMIT_SM, row.tag.to_bytes(2, "big") + length.to_bytes(2, "big") + bytes(length)))
    assert talker.hear() == Pdu(Command.SUBMIT_SM_RESP, Status.RINVPARLEN, 77)
    assert talker.alive()


def test_sar_tlvs_make_one_text(carrier: Carrier, client: Esme) -> None:
    """sar_msg_ref_num, sar_total_segments and sar_segment_seqnum, in whatever order the parts come."""
    for number, text in ((2, b"world"), (1, b"hello, ")):
        tlvs = {"sar_msg_ref_num": 300, "sar_total_segments": 2, "sar_segment_seqnum": number}
        assert client.submit("13712340001", tlvs, short_message=text).status == Status.ROK
    carrier.pass_(minutes=1)
    assert carrier.inbox("13712340001") == ["hello, world"]


def test_a_text_of_its_own_tlv(carrier: Carrier, client: Esme) -> None:
    """message_payload, longer than a short_message may be."""
    client.submit("13712340002", {"message_payload": b"x" * 400}, short_message=b"")
    carrier.pass_(minutes=1)
    assert carrier.inbox("13712340002") == ["x" * 400]


@pytest.mark.parametrize("validity", ["", "000002000000000R"])
def test_how_long_it_is_worth_something(carrier: Carrier, client: Esme, validity: str) -> None:
    """qos_time_to_live is in seconds, and comes before a validity_period."""
    message = client.submit(OFF, {"qos_time_to_live": 90}, validity_period=validity).fields["message_id"]
    life = client.ask(data_pdu(OFF, tlvs={"qos_time_to_live": 120})).fields["message_id"]
    carrier.pass_(hours=1)
    assert [after(carrier, one, "expired") for one in (message, life)] == [[timedelta(seconds=90)], [timedelta(minutes=2)]]


@pytest.mark.parametrize(("to", "told"), [(OFF, 1), (HOME, 0), ("13800000015", 0)], ids=["off", "on", "unknown"])
def test_whether_the_flag_is_set(carrier: Carrier, client: Esme, to: str, told: int) -> None:
    """dpf_result: who asked with set_dpf hears in the answer whether an alert_notification will come."""
    client.say(data_pdu(to, tlvs={"set_dpf": 1}, esm_class=0b10))
    carrier.pass_(minutes=1)
    assert client.answer_to(9).tlvs["dpf_result"] == told


SENT: dict[str, tuple[str, Command, dict[str, Any]]] = {  # by TLV: to whom a text goes, which PDU brings it, what the client says
    "receipted_message_id": (ON, Command.DELIVER_SM, {}),
    "message_state": (ON, Command.DELIVER_SM, {}),
    "network_error_code": ("13800000015", Command.DELIVER_SM, {}),
    "user_message_reference": (ON, Command.DELIVER_SM, {"user_message_reference": 1}),
}


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("version", [V34, V50])
def test_what_a_receipt_brings(carrier: Carrier, version: int, name: str) -> None:
    """Its own TLVs, once each."""
    to, command, tlvs = SENT[name]
    with Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        message = client.submit(to, tlvs).fields["message_id"]
        carrier.pass_(minutes=1)
        told = client.hear()
        client.say(Pdu(Command.DELIVER_SM_RESP, sequence=told.sequence))
    values = {"receipted_message_id": message, "message_state": 2, "network_error_code": b"\3\0\1", "user_message_reference": 1}
    assert (told.command, told.tlvs[name]) == (command, values[name])
