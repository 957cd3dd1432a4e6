"""The codec against two foreign ones, both ways, 10,000 PDUs in all: smpplib (Python, a client) and smpp34 (Rust).

A PDU makes the whole round: what they write we read, what we write they read, and both write the same octets.
"""

from typing import Any

import pytest
import smpp34
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from smpplib import command as smpplib
from smpplib.exceptions import UnknownCommandError
from smpplib.ptypes import ostr

from simulator.smpp.bodies import V34, Field, bodies
from simulator.smpp.codec import decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.fields import Count, Int1, TimeString
from simulator.smpp.pdu import Pdu
from simulator.smpp.tlvs import BY_NAME, Number, Raw, Text, Tlv, write_tlvs
from tests.smpp.pdus import UNKNOWN_TAGS, any_pdu, numbers, texts, values
from tests.smpp.test_codec_foreign import Numbered

SMPPLIB, SMPP34, HEADERS = 4_500, 2_000, 1_500
"""With smpplib; with smpp34, of each of the two messages that it builds; of smpp34's reading of all else: 10,000."""

TIMES = st.sampled_from(["", "261122103000000+", "000000010000000R"])
ASCII = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
SHORT = {"esme_addr", "source_addr", "destination_addr"}
"""smpplib gives every address 21 octets."""
_KINDS: dict[Any, type] = {int: Number, str: Text, ostr: Raw}


def known(command: Command) -> bool:
    try:
        smpplib.factory(command.name.lower(), client=Numbered())
    except UnknownCommandError:
        return False
    return True


def agrees(theirs: Any, row: Tlv) -> bool:
    """Whether smpplib's form of a TLV is the papers'; some of its sizes and types are nobody else's."""
    if not isinstance(row.type, _KINDS.get(theirs.type, ())):
        return False
    return not isinstance(row.type, Number) or row.type.sizes == (theirs.size,)


def shared(command: Command) -> list[Tlv]:
    """The TLVs that smpplib places in this PDU, in its order, in the form that the papers give them."""
    theirs = smpplib.factory(command.name.lower(), client=Numbered())
    rows = [row for name in theirs.params_order if (row := BY_NAME.get(name)) and agrees(theirs.params[name], row)]
    return [row for row in rows if row.name not in bodies(V34)[command].defaults]


SHARED = {command: shared(command) for command in Command if known(command)}


def tlv(row: Tlv) -> st.SearchStrategy[Any]:
    """smpplib leaves an empty value out, and writes text as ASCII."""
    match row.type:
        case Number(sizes):
            one: st.SearchStrategy[Any] = numbers(sizes[0])
        case Text(_, most):
            one = st.text(ASCII, min_size=1, max_size=most - 1)
        case Raw(least, most):
            one = st.binary(min_size=max(least, 1), max_size=min(most, 300))
    return one.map(lambda value: [value]) if row.repeats else one


def field(one: Field) -> st.SearchStrategy[Any]:
    if isinstance(one.type, TimeString):
        return TIMES
    return texts(20) if one.name in SHORT else values(one.type)


def pdus_of(command: Command) -> st.SearchStrategy[Pdu]:
    """Any PDU of this command that smpplib can say."""
    said = {one.name: field(one) for one in bodies(V34)[command].fields if not isinstance(one.type, Count)}
    if command is Command.QUERY_SM:
        said["message_id"] = texts(64, 1)
    rows = st.lists(st.sampled_from(SHARED[command]), max_size=3, unique_by=lambda row: row.tag) if SHARED[command] else st.just([])
    tlvs = rows.flatmap(lambda some: st.fixed_dictionaries({row.name: tlv(row) for row in SHARED[command] if row in some}))
    inorder = tlvs.map(lambda some: {row.name: some[row.name] for row in SHARED[command] if row.name in some})
    pdus = st.builds(Pdu, st.just(command), numbers(4), st.integers(1, 0x7FFFFFFF), st.fixed_dictionaries(said), inorder)
    return pdus.map(text_once)


def text_once(pdu: Pdu) -> Pdu:
    """smpplib writes no text in two places."""
    return (
        replace(pdu, fields=pdu.fields | {"short_message": b""}) if "message_payload" in pdu.tlvs and "short_message" in pdu.fields else pdu
    )


PDUS = {command: pdus_of(command) for command in SHARED}


def as_smpplib(pdu: Pdu) -> Any:
    """The same PDU, made by smpplib."""
    tlvs = {name: value[0] if isinstance(value, list) else value for name, value in pdu.tlvs.items()}
    theirs = smpplib.factory(pdu.command.name.lower(), client=Numbered(), status=pdu.status, **pdu.fields, **tlvs)
    theirs.sequence = pdu.sequence
    if "interface_version" in pdu.fields:
        theirs.interface_version = pdu.fields["interface_version"]  # it says 3.4 for everybody
    return theirs


def as_read(value: Any) -> Any:
    """As smpplib shows it: text as octets, and of what repeats the last."""
    if isinstance(value, list):
        return value[-1]
    return value.encode("latin-1") if isinstance(value, str) else value


@settings(max_examples=SMPPLIB, deadline=None)
@given(st.sampled_from(list(PDUS)).flatmap(PDUS.__getitem__))
def test_a_round_with_smpplib(pdu: Pdu) -> None:
    """Any of the twenty PDUs that it knows, with any TLVs that it writes as the papers say: same octets, same values."""
    octets = encode(pdu)
    assert as_smpplib(pdu).generate() == octets
    ours = decode(octets)
    assert isinstance(ours, Pdu)
    counts = {one.name for one in bodies(V34)[pdu.command].fields if isinstance(one.type, Count)}
    assert replace(ours, fields={name: value for name, value in ours.fields.items() if name not in counts}) == pdu
    theirs = smpplib.factory(pdu.command.name.lower(), client=Numbered())
    theirs.parse(octets)
    assert (theirs.command, theirs.status, theirs.sequence) == (pdu.command.name.lower(), pdu.status, pdu.sequence)
    for name, value in {**ours.fields, **pdu.tlvs}.items():
        shown = getattr(theirs, name)
        assert (b"" if shown is None else shown) == as_read(value), name


def test_smpplib_knows_twenty() -> None:
    """Most of what is said in practice, but none of the ways to call a text back, and nothing to many."""
    absent = {"CANCEL_SM", "REPLACE_SM", "SUBMIT_MULTI", "OUTBIND"}
    missing = {command.name.removesuffix("_RESP") for command in Command if command not in SHARED}
    assert (len(SHARED), missing) == (20, absent | {name.name for name in Command if "BROADCAST" in name.name and name < 0x80000000})


OF_ITS_OWN = {  # text with a NUL for octets, other sizes, nothing for a flag
    Command.SUBMIT_SM: {"source_addr_subunit", "source_subaddress", "dest_subaddress", "alert_on_message_delivery", "its_session_info"},
    Command.DELIVER_SM: {"source_subaddress", "dest_subaddress", "its_session_info"},
    Command.DATA_SM: {
        "source_telematics_id",
        "callback_num_atag",
        "source_subaddress",
        "dest_subaddress",
        "alert_on_message_delivery",
        "its_session_info",
    },
    Command.DATA_SM_RESP: {"delivery_failure_reason", "network_error_code"},
}


@pytest.mark.parametrize("command", SHARED)
def test_where_smpplib_stands_alone(command: Command) -> None:
    """These TLVs are left out above, and no others: their forms are the papers' here, and in the other codecs that were compared."""
    theirs = smpplib.factory(command.name.lower(), client=Numbered())
    known = {name for name in theirs.params_order if name in BY_NAME and name not in bodies(V34)[command].defaults}
    assert known - {row.name for row in SHARED[command]} == OF_ITS_OWN.get(command, set())


FLAGS = [one.name for one in bodies(V34)[Command.SUBMIT_SM].fields if isinstance(one.type, Int1)]
MESSAGES = st.fixed_dictionaries(
    {
        "service_type": st.text(ASCII, max_size=5),
        "source_addr": st.text(ASCII, max_size=20),
        "destination_addr": st.text(ASCII, max_size=20),
        "schedule_delivery_time": TIMES,
        "validity_period": TIMES,
        "short_message": st.binary(max_size=254),
        **{name: numbers(1) for name in FLAGS},
    }
)
BUILDERS = {Command.SUBMIT_SM: smpp34.SubmitSm, Command.DELIVER_SM: smpp34.DeliverSm}


@pytest.mark.parametrize("command", BUILDERS)
@settings(max_examples=SMPP34, deadline=None)
@given(fields=MESSAGES, tlvs=UNKNOWN_TAGS, reference=numbers(2), sequence=st.integers(1, 0x7FFFFFFF))
def test_a_round_with_smpp34(command: Command, fields: dict[str, Any], tlvs: dict[int, bytes], reference: int, sequence: int) -> None:
    """Any submit_sm or deliver_sm, any unknown TLVs: same octets, same values, and what it read it writes again."""
    foreign = [smpp34.Tlv(tag, value) for tag, value in tlvs.items()]
    numbered = smpp34.Tlv(BY_NAME["user_message_reference"].tag, reference.to_bytes(2, "big"))
    octets = bytes(BUILDERS[command](**fields, tlvs=[*foreign, numbered], sequence_number=sequence).encode())
    pdu = Pdu(command, 0, sequence, fields, {**tlvs, "user_message_reference": reference})
    assert encode(pdu) == octets
    ours, theirs = decode(octets), smpp34.decode(octets)
    assert ours == replace(pdu, fields={**fields, "sm_length": len(fields["short_message"])})
    assert {name: plain(getattr(theirs, name)) for name in ours.fields} == ours.fields
    assert {one.tag: bytes(one.value) for one in theirs.tlvs} == {**tlvs, numbered.tag: bytes(numbered.value)}
    assert bytes(theirs.encode()) == octets


def plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, bytes | list) else value


@settings(max_examples=HEADERS, deadline=None)
@given(any_pdu().filter(lambda pdu: pdu.command not in BUILDERS))
def test_what_smpp34_reads_of_all_else(pdu: Pdu) -> None:
    """It frames every other PDU of ours, finds the header's numbers, and the TLVs where we put them."""
    octets = encode(pdu)
    theirs = smpp34.decode(octets)
    assert (theirs.command_id, theirs.command_status, theirs.sequence_number) == (pdu.command, pdu.status, pdu.sequence)
    assert bytes(theirs.body) == octets[16:]
    assert bytes(theirs.body).endswith(write_tlvs(pdu.tlvs))
