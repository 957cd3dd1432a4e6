"""The codec against two foreign ones: smpplib (Python, a client) and smpp34 (Rust)."""

from typing import Any

import pytest
import smpp34
from hypothesis import given
from hypothesis import strategies as st
from smpplib import command as smpplib

from simulator.smpp.bodies import V34, bodies
from simulator.smpp.codec import decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.fields import Int1
from simulator.smpp.pdu import Pdu
from simulator.smpp.tlvs import BY_NAME, write_tlvs
from tests.smpp.pdus import UNKNOWN_TAGS, any_pdu, numbers

SEQUENCE = 7


class Numbered:
    """What smpplib asks its client for: the next sequence number."""

    sequence = SEQUENCE

    def next_sequence(self) -> int:
        return self.sequence


BIND: dict[str, Any] = {
    "system_id": "esme",
    "password": "secret",
    "system_type": "VMS",
    "interface_version": 0x34,
    "addr_ton": 1,
    "addr_npi": 1,
    "address_range": "^1069",
}
MESSAGE: dict[str, Any] = {
    "service_type": "CMT",
    "source_addr_ton": 3,
    "source_addr_npi": 1,
    "source_addr": "10690",
    "dest_addr_ton": 1,
    "dest_addr_npi": 1,
    "destination_addr": "8613800000000",
    "esm_class": 0x40,
    "protocol_id": 0x41,
    "priority_flag": 2,
    "schedule_delivery_time": "261122103000000+",
    "validity_period": "000000010000000R",
    "registered_delivery": 0x11,
    "replace_if_present_flag": 1,
    "data_coding": 8,
    "sm_default_msg_id": 3,
    "short_message": b"\0h\0i",
}
SOURCE = {name: MESSAGE[name] for name in ("source_addr_ton", "source_addr_npi", "source_addr")}
ALERT = {**SOURCE, "esme_addr_ton": 3, "esme_addr_npi": 1, "esme_addr": "10690"}
DATA = {name: MESSAGE[name] for name in ("service_type", *SOURCE, "dest_addr_ton", "dest_addr_npi", "destination_addr")} | {
    "esm_class": 1,
    "registered_delivery": 1,
    "data_coding": 8,
}
SAR: dict[str | int, Any] = {"user_message_reference": 42, "sar_msg_ref_num": 7, "sar_total_segments": 2, "sar_segment_seqnum": 1}
RECEIPT: dict[str | int, Any] = {"network_error_code": b"\3\0\x1b", "message_state": 2, "receipted_message_id": "0012"}

BOTH_BUILD: list[tuple[Command, dict[str, Any], dict[str | int, Any]]] = [  # TLVs in the order that smpplib writes them
    (Command.BIND_TRANSMITTER, BIND, {}),
    (Command.BIND_RECEIVER, BIND, {}),
    (Command.BIND_TRANSCEIVER, BIND, {}),
    (Command.BIND_TRANSMITTER_RESP, {"system_id": "mc"}, {"sc_interface_version": 0x34}),
    (Command.BIND_RECEIVER_RESP, {"system_id": "mc"}, {"sc_interface_version": 0x34}),
    (Command.BIND_TRANSCEIVER_RESP, {"system_id": "mc"}, {"sc_interface_version": 0x34}),
    (Command.SUBMIT_SM, MESSAGE, {}),
    (Command.SUBMIT_SM, MESSAGE, SAR),
    (Command.SUBMIT_SM, {**MESSAGE, "short_message": b""}, {"message_payload": b"payload"}),
    (Command.SUBMIT_SM_RESP, {"message_id": "0012"}, {}),
    (Command.DELIVER_SM, MESSAGE, RECEIPT),
    (Command.DELIVER_SM_RESP, {"message_id": ""}, {}),
    (Command.DATA_SM, DATA, {"message_payload": b"payload"}),
    (Command.DATA_SM_RESP, {"message_id": "0012"}, {}),
    (Command.QUERY_SM, {"message_id": "0012", **SOURCE}, {}),
    (Command.QUERY_SM_RESP, {"message_id": "0012", "final_date": "261122103000032+", "message_state": 3, "error_code": 5}, {}),
    (Command.ALERT_NOTIFICATION, ALERT, {"ms_availability_status": 1}),
    (Command.UNBIND, {}, {}),
    (Command.UNBIND_RESP, {}, {}),
    (Command.ENQUIRE_LINK, {}, {}),
    (Command.ENQUIRE_LINK_RESP, {}, {}),
    (Command.GENERIC_NACK, {}, {}),
]


@pytest.mark.parametrize(("command", "fields", "tlvs"), BOTH_BUILD)
def test_octets_as_smpplib_writes_them(command: Command, fields: dict[str, Any], tlvs: dict[str | int, Any]) -> None:
    """Every PDU that smpplib can build is the same octet for octet."""
    theirs = smpplib.factory(command.name.lower(), client=Numbered(), **fields, **tlvs)
    assert encode(Pdu(command, 0, SEQUENCE, fields, tlvs)) == theirs.generate()


ASCII = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
FLAGS = [field.name for field in bodies(V34)[Command.SUBMIT_SM].fields if isinstance(field.type, Int1)]
MESSAGES = st.fixed_dictionaries(
    {
        "service_type": st.text(ASCII, max_size=5),
        "source_addr": st.text(ASCII, max_size=20),
        "destination_addr": st.text(ASCII, max_size=20),
        "schedule_delivery_time": st.sampled_from(["", "261122103000000+"]),
        "validity_period": st.sampled_from(["", "000000010000000R"]),
        "short_message": st.binary(max_size=254),
        **{name: numbers(1) for name in FLAGS},
    }
)
BUILDERS = {Command.SUBMIT_SM: smpp34.SubmitSm, Command.DELIVER_SM: smpp34.DeliverSm}
NAMES = [field.name for field in bodies(V34)[Command.SUBMIT_SM].fields]


@pytest.mark.parametrize("command", BUILDERS)
@given(fields=MESSAGES, tlvs=UNKNOWN_TAGS, sequence=st.integers(1, 0x7FFFFFFF))
def test_messages_as_smpp34_writes_them(command: Command, fields: dict[str, Any], tlvs: dict[int, bytes], sequence: int) -> None:
    """Any submit_sm or deliver_sm is the same octet for octet, TLVs included."""
    foreign = [smpp34.Tlv(tag, value) for tag, value in tlvs.items()]
    theirs = BUILDERS[command](**fields, tlvs=foreign, sequence_number=sequence)
    assert encode(Pdu(command, 0, sequence, fields, {**tlvs})) == bytes(theirs.encode())


@pytest.mark.parametrize("command", BUILDERS)
@given(fields=MESSAGES, reference=numbers(2))
def test_messages_as_smpp34_reads_them(command: Command, fields: dict[str, Any], reference: int) -> None:
    """smpp34 finds in our octets every field that we put there, and the TLV."""
    octets = encode(Pdu(command, 0, SEQUENCE, fields, {"user_message_reference": reference}))
    theirs, ours = smpp34.decode(octets), decode(octets)
    assert isinstance(ours, Pdu)
    assert {name: _plain(getattr(theirs, name)) for name in NAMES} == ours.fields
    assert [(tlv.tag, tlv.as_int()) for tlv in theirs.tlvs] == [(BY_NAME["user_message_reference"].tag, reference)]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, bytes | list) else value


@given(any_pdu())
def test_every_header_as_smpp34_reads_it(pdu: Pdu) -> None:
    """smpp34 frames every PDU of ours and finds the command and the TLV octets where we put them."""
    octets = encode(pdu)
    if pdu.command in BUILDERS:
        return
    theirs = smpp34.decode(octets)
    assert (theirs.command_id, theirs.command_status, theirs.sequence_number) == (pdu.command, pdu.status, pdu.sequence)
    assert bytes(theirs.body).endswith(write_tlvs(pdu.tlvs))
