"""The codec: what it reads it can write, and each broken thing has its own answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.smpp.bodies import V34, V50, bodies
from simulator.smpp.codec import HEADER, PDU_OCTETS_MAX, decode, encode
from simulator.smpp.commands import Command, is_response
from simulator.smpp.fields import Count, SmeAddress
from simulator.smpp.pdu import Answer, Pdu, UnparsedPdu
from simulator.smpp.statuses import Status
from tests.smpp.pdus import any_pdu, frame

TYPED, NACK, NOTHING = Answer.TYPED, Answer.NACK, Answer.NOTHING
V33 = 0x33

SUBMIT = bytes(17)
"""A submit_sm body with nothing in it."""

BROKEN = [  # command, body, status, answer
    (0x9999, b"", "RINVCMDID", NACK),
    (0x80009999, b"", "RINVCMDID", NOTHING),
    (Command.BROADCAST_SM, bytes(13), "RINVCMDID", NACK),
    (0x22, b"", "RINVCMDID", NACK),
    (Command.SUBMIT_SM, b"", "RINVCMDLEN", TYPED),
    (Command.SUBMIT_SM, SUBMIT[:-1], "RINVCMDLEN", TYPED),
    (Command.BIND_RECEIVER, b"esme\0secret\0\0\x34\0", "RINVCMDLEN", TYPED),
    (Command.BIND_RECEIVER, b"s" * 16 + SUBMIT, "RINVSYSID", TYPED),
    (Command.BIND_RECEIVER, b"esme\0" + b"p" * 9 + SUBMIT, "RINVPASWD", TYPED),
    (Command.BIND_RECEIVER, b"esme\0\0" + b"t" * 13 + SUBMIT, "RINVSYSTYP", TYPED),
    (Command.BIND_RECEIVER, b"esme\0\0\0\x34\0\0" + b"a" * 41, "RBINDFAIL", TYPED),
    (Command.SUBMIT_SM, b"s" * 6 + SUBMIT, "RINVSERTYP", TYPED),
    (Command.SUBMIT_SM, b"\0\0\0" + b"9" * 21 + SUBMIT, "RINVSRCADR", TYPED),
    (Command.SUBMIT_SM, bytes(6) + b"9" * 21 + SUBMIT, "RINVDSTADR", TYPED),
    (Command.SUBMIT_SM, bytes(10) + b"12\0" + SUBMIT, "RINVSCHED", TYPED),
    (Command.SUBMIT_SM, bytes(11) + b"1" * 17 + SUBMIT, "RINVEXPIRY", TYPED),
    (Command.SUBMIT_SM, SUBMIT[:-1] + b"\xff" + bytes(255), "RINVMSGLEN", TYPED),
    (Command.SUBMIT_SM, SUBMIT[:-1] + b"\5four", "RINVMSGLEN", TYPED),
    (Command.DELIVER_SM, SUBMIT[:-1] + b"\5four", "RINVMSGLEN", TYPED),
    (Command.QUERY_SM, b"1" * 65 + SUBMIT, "RINVMSGID", TYPED),
    (Command.SUBMIT_MULTI, bytes(20), "RINVNUMDESTS", TYPED),
    (Command.SUBMIT_MULTI, b"\0\0\0\0\1\3" + SUBMIT, "RINVDESTFLAG", TYPED),
    (Command.SUBMIT_MULTI, b"\0\0\0\0\1\2" + b"l" * 21, "RINVDLNAME", TYPED),
    (Command.ENQUIRE_LINK, b"\0", "RINVCMDLEN", TYPED),
    (Command.UNBIND, b"\2\4\0\0", "RINVCMDLEN", TYPED),
    (Command.GENERIC_NACK, b"\0", "RINVCMDLEN", NOTHING),
    (Command.ENQUIRE_LINK_RESP, b"\0", "RINVCMDLEN", NOTHING),
    (Command.SUBMIT_SM, SUBMIT + b"\1", "RINVOPTPARSTREAM", TYPED),
    (Command.SUBMIT_SM, SUBMIT + b"\0\0", "RINVOPTPARSTREAM", TYPED),
    (Command.SUBMIT_SM, SUBMIT + b"\x14\x01\0", "RINVOPTPARSTREAM", TYPED),
    (Command.SUBMIT_SM, SUBMIT + b"\x14\x01\0\1", "RINVOPTPARSTREAM", TYPED),
    (Command.SUBMIT_SM, SUBMIT + b"\2\4\0\1\0", "RINVPARLEN", TYPED),
    (Command.SUBMIT_SM_RESP, b"12", "RINVCMDLEN", NOTHING),
    (Command.ALERT_NOTIFICATION, b"", "RINVCMDLEN", NACK),
    (Command.OUTBIND, b"esme\0", "RINVCMDLEN", NACK),
]


@pytest.mark.parametrize(("command_id", "body", "status", "answer"), BROKEN)
def test_broken(command_id: int, body: bytes, status: str, answer: Answer) -> None:
    """Each broken thing is a value with the status and the kind of answer that is due; the stream goes on."""
    found = decode(frame(command_id, body))
    assert isinstance(found, UnparsedPdu)
    assert (found.command_id, found.sequence, found.framing_lost) == (command_id, 7, False)
    assert (found.status.name, found.answer) == (status, answer)


LOST = [
    (b"", 0),
    (b"\0\0\0\x10\0\0\0\x15\0\0\0\0\0\0\0", 0),
    (HEADER.pack(15, Command.ENQUIRE_LINK, 0, 7), 0),
    (HEADER.pack(0, Command.ENQUIRE_LINK, 0, 7), 0),
    (HEADER.pack(17, Command.ENQUIRE_LINK, 0, 7), 7),
    (HEADER.pack(PDU_OCTETS_MAX + 1, Command.SUBMIT_SM, 0, 7), 7),
    (frame(Command.SUBMIT_SM, SUBMIT + b"\x04\x24\xff\xff" + bytes(PDU_OCTETS_MAX)), 7),
]


@pytest.mark.parametrize(("octets", "sequence"), LOST)
def test_framing_lost(octets: bytes, sequence: int) -> None:
    """A length that cannot be believed: generic_nack RINVCMDLEN, and nothing after it can be cut."""
    found = decode(octets)
    assert isinstance(found, UnparsedPdu)
    assert (found.status, found.answer, found.framing_lost, found.sequence) == (Status.RINVCMDLEN, NACK, True, sequence)


READ = [  # (octets, version, pdu): forms that are taken though they are not the paper's
    (frame(Command.DELIVER_SM_RESP), V34, Pdu(Command.DELIVER_SM_RESP, 0, 7)),
    (frame(Command.SUBMIT_SM_RESP, status=0x14), V34, Pdu(Command.SUBMIT_SM_RESP, 0x14, 7)),
    (frame(Command.SUBMIT_SM_RESP, b"\0", 0x14), V34, Pdu(Command.SUBMIT_SM_RESP, 0x14, 7, {"message_id": ""})),
    (frame(Command.DELIVER_SM_RESP, b"12\0"), V34, Pdu(Command.DELIVER_SM_RESP, 0, 7, {"message_id": "12"})),
    (
        frame(Command.SUBMIT_SM_RESP, b"\x00\x1d\x00\x05hello", 0x45),
        V34,
        Pdu(Command.SUBMIT_SM_RESP, 0x45, 7, {}, {"additional_status_info_text": "hello"}),
    ),
    (frame(Command.SUBMIT_SM_RESP, b"junk", 0x45), V34, Pdu(Command.SUBMIT_SM_RESP, 0x45, 7)),
    (frame(Command.CANCEL_SM_RESP, b"\4\x28\0\1\5"), V50, Pdu(Command.CANCEL_SM_RESP, 0, 7, {}, {"congestion_state": 5})),
    (frame(Command.ENQUIRE_LINK, status=9, sequence=0xFFFFFFFF), V34, Pdu(Command.ENQUIRE_LINK, 9, 0xFFFFFFFF)),
    (frame(0x8000FFFF & Command.GENERIC_NACK, status=0x400, sequence=0), V34, Pdu(Command.GENERIC_NACK, 0x400, 0)),
]


@pytest.mark.parametrize(("octets", "version", "pdu"), READ)
def test_lenient(octets: bytes, version: int, pdu: Pdu) -> None:
    """What is seen in the field and can be understood is understood."""
    assert decode(octets, version) == pdu


def test_one_nul_at_the_end_is_ignored() -> None:
    """A provider appends it; the text is whole all the same."""
    found = decode(frame(Command.SUBMIT_SM, SUBMIT[:-1] + b"\4four\0"))
    assert isinstance(found, Pdu)
    assert (found.fields["short_message"], found.tlvs) == (b"four", {})


def test_long_passwords_by_option() -> None:
    """A longer password is RINVPASWD unless the server takes them."""
    octets = frame(Command.BIND_TRANSMITTER, b"esme\0" + b"p" * 20 + b"\0\0\x34\0\0\0")
    assert isinstance(decode(octets), UnparsedPdu)
    found = decode(octets, password_max=33)
    assert isinstance(found, Pdu)
    assert found.fields["password"] == "p" * 20
    assert encode(found, password_max=33) == octets


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_buffer_is_read(kind: type[bytes | bytearray | memoryview]) -> None:
    """Bytes, a bytearray, or a view into a larger buffer."""
    assert decode(kind(frame(Command.UNBIND))) == Pdu(Command.UNBIND, 0, 7)


def _without_counts(pdu: Pdu) -> dict[str, object]:
    counts = {field.name for field in bodies(V50)[pdu.command].fields if isinstance(field.type, Count)}
    return {name: value for name, value in pdu.fields.items() if name not in counts}


@pytest.mark.parametrize("version", [V34, V50])
@given(data=st.data())
def test_what_is_written_is_read(version: int, data: st.DataObject) -> None:
    """Any PDU of the version, its fields, TLVs, status and sequence number come back the same."""
    pdu = data.draw(any_pdu(version))
    found = decode(encode(pdu, version), version)
    assert isinstance(found, Pdu)
    assert (found.command, found.status, found.sequence, found.tlvs) == (pdu.command, pdu.status, pdu.sequence, pdu.tlvs)
    assert _without_counts(found) == pdu.fields


@given(any_pdu())
def test_what_is_read_is_written(pdu: Pdu) -> None:
    """Octets of ours that were read are written again octet for octet, counts included."""
    octets = encode(pdu)
    found = decode(octets)
    assert isinstance(found, Pdu)
    assert encode(found) == octets


@given(any_pdu(V50), st.data())
def test_a_pdu_that_is_cut_short(pdu: Pdu, data: st.DataObject) -> None:
    """A PDU cut anywhere, with its length put right, is read or is a value; a response is never answered."""
    whole = encode(pdu, V50)
    cut = data.draw(st.integers(16, len(whole)))
    found = decode(frame(pdu.command, whole[16:cut], pdu.status), V50)
    if isinstance(found, UnparsedPdu):
        assert not found.framing_lost
        assert (found.answer is NOTHING) is is_response(pdu.command)


@given(
    st.sampled_from(sorted(bodies(V50))) | st.integers(0, 0xFFFFFFFF),
    st.binary(max_size=120),
    st.integers(0, 3),
    st.sampled_from([V33, V34, V50]),
)
def test_any_body_gives_a_value(command_id: int, body: bytes, status: int, version: int) -> None:
    """Arbitrary octets behind a believable header never raise, and keep their sequence number."""
    found = decode(frame(command_id, body, status), version)
    assert found.sequence == 7


@given(st.binary(max_size=60))
def test_any_octets_give_a_value(octets: bytes) -> None:
    """Arbitrary octets never raise."""
    assert isinstance(decode(octets), Pdu | UnparsedPdu)


@pytest.mark.parametrize(("version", "tlvs"), [(V33, {}), (V34, {"sc_interface_version": 0x34})])
def test_no_tlvs_before_3_4(version: int, tlvs: dict[str, int]) -> None:
    """To a peer below 0x34 none are written."""
    resp = Pdu(Command.BIND_TRANSMITTER_RESP, 0, 1, {"system_id": "mc"}, {"sc_interface_version": 0x34})
    found = decode(encode(resp, version))
    assert isinstance(found, Pdu)
    assert (found.fields, found.tlvs) == ({"system_id": "mc"}, tlvs)


@pytest.mark.parametrize(
    ("pdu", "octets"),
    [
        (Pdu(Command.SUBMIT_SM_RESP, Status.RTHROTTLED, 7), frame(Command.SUBMIT_SM_RESP, b"", 0x58)),
        (Pdu(Command.SUBMIT_SM_RESP, Status.RTHROTTLED, 7, {"message_id": ""}), frame(Command.SUBMIT_SM_RESP, b"\0", 0x58)),
        (
            Pdu(Command.SUBMIT_SM_RESP, Status.RTHROTTLED, 7, tlvs={"congestion_state": 100}),
            frame(Command.SUBMIT_SM_RESP, b"\0\x04\x28\0\1\x64", 0x58),
        ),
        (Pdu(Command.DELIVER_SM_RESP, Status.ROK, 7), frame(Command.DELIVER_SM_RESP, b"\0")),
        (Pdu(Command.SUBMIT_SM, Status.ROK, 7), frame(Command.SUBMIT_SM, SUBMIT)),
    ],
)
def test_bodies_of_answers(pdu: Pdu, octets: bytes) -> None:
    """An error response is header only unless it is given fields or TLVs; everything else has all its fields, by default empty."""
    assert encode(pdu) == octets


@pytest.mark.parametrize(
    ("pdu", "reason"),
    [
        (Pdu(Command.BROADCAST_SM), "BROADCAST_SM does not exist in version 0x34"),
        (Pdu(Command.SUBMIT_SM, fields={"source_addr": "9" * 21}), "SUBMIT_SM.source_addr: 22 octets"),
        (Pdu(Command.SUBMIT_SM, fields={"text": b""}), "SUBMIT_SM has no field text"),
        (Pdu(Command.SUBMIT_MULTI), "SUBMIT_MULTI.number_of_dests: 0"),
        (Pdu(Command.SUBMIT_SM, tlvs={"nonsense": 1}), "no TLV is named nonsense"),
    ],
)
def test_unwritable(pdu: Pdu, reason: str) -> None:
    """What has no form on the wire is an error of ours that says where it is."""
    with pytest.raises(ValueError, match=reason):
        encode(pdu)


def test_a_multi_by_hand() -> None:
    """submit_multi as a hex dump: two destinations counted by the writer."""
    pdu = Pdu(Command.SUBMIT_MULTI, 0, 1, {"dest_addresses": [SmeAddress(1, 1, "1"), SmeAddress(1, 1, "2")], "short_message": b"hi"})
    assert encode(pdu).hex() == "0000002b000000210000000000000001000000000201010131000101013200" + "00" * 9 + "026869"
