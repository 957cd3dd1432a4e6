"""The codec against smpplib by example: every PDU that it builds, as software in use would fill it. Any PDU at all: test_round_trips."""

from typing import Any

import pytest
from smpplib import command as smpplib

from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu

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
