"""TLVs: the table, and how they are read and written."""

from typing import Any

import pytest
import smpp34
from hypothesis import given
from hypothesis import strategies as st
from smpplib import consts

from simulator.smpp.bodies import V34, V50
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Tlvs
from simulator.smpp.statuses import ProtocolError, Status
from simulator.smpp.tlvs import BY_NAME, BY_TAG, TABLE, Tlv, read_tlvs, strays, write_tlvs
from tests.smpp.pdus import TLVS, tlv_values

SMPP34_TAGS = {name.removeprefix("TLV_").lower(): tag for name, tag in vars(smpp34).items() if name.startswith("TLV_")}

READ = [
    ("0204 0002 002a", {"user_message_reference": 42}),
    ("0424 0000", {"message_payload": b""}),
    ("001e 0003 3132 00", {"receipted_message_id": "12"}),
    ("0381 0004 01010131 0381 0004 01010132", {"callback_num": [b"\1\1\x011", b"\1\1\x012"]}),
    ("0302 0001 04", {"callback_num_pres_ind": [4]}),
    ("1454 0004 00000001", {0x1454: b"\0\0\0\1"}),
    ("0423 0003 030022", {"network_error_code": b"\3\0\x22"}),
    ("130c 0000", {"alert_on_message_delivery": b""}),
    ("130c 0001 02", {"alert_on_message_delivery": 2}),
    ("1204 0004 04080001", {"ms_validity": b"\4\x08\0\1"}),
    ("1204 0001 00", {"ms_validity": 0}),
    ("0010 0001 05", {"source_telematics_id": 5}),
    ("0010 0002 0105", {"source_telematics_id": 0x105}),
    ("0604 0002 0003", {"broadcast_rep_num": 3}),
]

READ_ONLY = [  # what others write and we would write otherwise
    ("001e 0002 3132", {"receipted_message_id": "12"}),  # no NUL
    ("001e 0005 3132 00 3300", {"receipted_message_id": "12"}),  # octets after the NUL
    ("0604 0001 03", {"broadcast_rep_num": 3}),
    ("0010 0002 0005", {"source_telematics_id": 5}),
    ("0204 0002 002a 00", {"user_message_reference": 42}),  # a provider's NUL at the end
    ("00", {}),
    ("0427 0001 01 0427 0001 02", {"message_state": 2}),  # twice what may come once
]

REFUSED = [
    ("01", Status.RINVOPTPARSTREAM),
    ("0000", Status.RINVOPTPARSTREAM),
    ("0204 00", Status.RINVOPTPARSTREAM),
    ("0204 0002 002a 020400", Status.RINVOPTPARSTREAM),
    ("0204 0003 002a", Status.RINVOPTPARSTREAM),
    ("1454 ffff", Status.RINVOPTPARSTREAM),
    ("0204 0001 2a", Status.RINVPARLEN),
    ("0204 0003 00002a", Status.RINVPARLEN),
    ("0423 0002 0300", Status.RINVPARLEN),
    ("0381 0003 010101", Status.RINVPARLEN),
    ("1204 0002 0000", Status.RINVPARLEN),
    (f"001e 0042 {'31' * 66}", Status.RINVPARLEN),
    ("060d 0007 31000000000000", Status.RINVPARLEN),
]


def _octets(digits: str) -> bytes:
    return bytes.fromhex(digits)


@pytest.mark.parametrize(("digits", "tlvs"), READ)
def test_reads_and_writes(digits: str, tlvs: Tlvs) -> None:
    """A TLV reads as a value of its type, and writes the same octets."""
    assert read_tlvs(_octets(digits), 0) == tlvs
    assert write_tlvs(tlvs) == _octets(digits)


@pytest.mark.parametrize(("digits", "tlvs"), READ_ONLY)
def test_reads_leniently(digits: str, tlvs: Tlvs) -> None:
    """Forms that are seen in the field are taken."""
    assert read_tlvs(_octets(digits), 0) == tlvs


@pytest.mark.parametrize(("digits", "status"), REFUSED)
def test_refuses(digits: str, status: Status) -> None:
    """A stream that cannot be cut is C0, a length that the TLV may not have is C2."""
    with pytest.raises(ProtocolError) as broken:
        read_tlvs(_octets(digits), 0)
    assert broken.value.status is status


@pytest.mark.parametrize(("name", "tag"), SMPP34_TAGS.items())
def test_tags_as_in_smpp34(name: str, tag: int) -> None:
    """Every TLV of smpp34 is here under the same name and tag."""
    assert BY_NAME[name].tag == tag


@pytest.mark.parametrize("name", sorted(consts.OPTIONAL_PARAMS.keys() & BY_NAME.keys()))
def test_tags_as_in_smpplib(name: str) -> None:
    """smpplib gives the name the same tag."""
    assert BY_NAME[name].tag == consts.OPTIONAL_PARAMS[name]


def test_the_table_is_whole() -> None:
    """44 TLVs of 3.4 and 20 of 5.0 (0428 and 0600 to 0613 without 060C), each tag and name once."""
    added = [row for row in TABLE if row.tag == 0x428 or 0x600 <= row.tag <= 0x613]
    assert (len(TABLE) - len(added), len(added)) == (44, 20)
    assert len(BY_TAG) == len(BY_NAME) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
@given(data=st.data())
def test_every_tlv_round_trips(row: Tlv, data: st.DataObject) -> None:
    """Any value that fits is read as it was written."""
    tlvs: Tlvs = {row.name: data.draw(tlv_values(row))}
    assert read_tlvs(write_tlvs(tlvs), 0) == tlvs


@given(TLVS)
def test_any_mixture_round_trips(tlvs: Tlvs) -> None:
    """Known and unknown side by side, in the order given."""
    assert list(read_tlvs(write_tlvs(tlvs), 0).items()) == list(tlvs.items())


@given(st.binary(max_size=80))
def test_any_octets_are_read_or_refused(octets: bytes) -> None:
    """A reader raises ProtocolError and nothing else."""
    try:
        found = read_tlvs(octets, 0)
    except ProtocolError:
        return
    assert len(found) * 4 <= len(octets)


UNWRITABLE: list[tuple[Tlvs, str]] = [
    ({"no_such_tlv": 1}, "no TLV is named no_such_tlv"),
    ({"message_state": 256}, "TLV message_state: 256 does not fit"),
    ({"message_state": b"\1"}, "TLV message_state: 1 octets"),
    ({"receipted_message_id": "1" * 65}, "TLV receipted_message_id: 66 octets"),
    ({"source_network_id": "1"}, "TLV source_network_id: 2 octets with its NUL, at least 7"),
    ({"callback_num": [b"1"]}, "TLV callback_num: 1 octets"),
]


@pytest.mark.parametrize(("tlvs", "reason"), UNWRITABLE)
def test_writes_nothing_that_does_not_fit(tlvs: Tlvs, reason: str) -> None:
    """A value that its TLV cannot hold is an error of ours."""
    with pytest.raises(ValueError, match=reason):
        write_tlvs(tlvs)


def test_a_tag_writes_raw_octets() -> None:
    """By its tag even a known TLV is written as it is given, wrong length and all."""
    assert write_tlvs({0x0204: b"*"}) == _octets("0204 0001 2a")


STRAYS: list[tuple[Command, dict[str, Any], int, list[str]]] = [
    (Command.SUBMIT_SM, {"user_message_reference": 1, "sar_total_segments": 2}, V34, []),
    (Command.SUBMIT_SM, {"receipted_message_id": "1"}, V34, ["receipted_message_id"]),
    (Command.SUBMIT_SM, {"qos_time_to_live": 1}, V34, ["qos_time_to_live"]),
    (Command.SUBMIT_SM, {"qos_time_to_live": 1}, V50, []),
    (Command.BIND_TRANSCEIVER_RESP, {"sc_interface_version": 0x34}, V34, []),
    (Command.QUERY_SM_RESP, {"congestion_state": 1}, V34, ["congestion_state"]),
    (Command.QUERY_SM_RESP, {"congestion_state": 1}, V50, []),
    (Command.QUERY_SM, {"congestion_state": 1}, V50, ["congestion_state"]),
]


@pytest.mark.parametrize(("command", "tlvs", "version", "found"), STRAYS)
def test_strays(command: Command, tlvs: Tlvs, version: int, found: list[str]) -> None:
    """A known TLV that its command does not have is named; unknown tags never are."""
    assert strays(command, {**tlvs, 0x1454: b""}, version) == found
