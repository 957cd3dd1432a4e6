"""The fast reader and writers against the codec: equal on every input, and silent on what they do not take."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.smpp import deliver, plain
from simulator.smpp.bodies import V34, V50, bodies
from simulator.smpp.codec import HEADER_OCTETS, decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import Options, PlainReader, SubmitSm
from simulator.smpp.statuses import Status
from tests.smpp.pdus import TLVS, any_pdu, fields, frame, numbers, texts

SUBMIT = fields(bodies(V34)[Command.SUBMIT_SM])
HEADS = [("", 5, 0, "BANK"), ("", 0, 0, ""), ("CMT", 1, 1, "10690000"), ("CMT", 0, 1, "\xe9"), ("12345", 255, 255, "1" * 20)]
FLAGS = [(0, 0, 0, 1, 0, 0, 0), (0x40, 255, 3, 0, 1, 8, 9), (0, 0, 0, 0, 0, 0, 0)]
TIMES = [("", "")] * 6 + [("", "000000010000000R"), ("240304090000032+", "")]
HEAD_FIELDS = ("service_type", "source_addr_ton", "source_addr_npi", "source_addr")
TIME_FIELDS = ("schedule_delivery_time", "validity_period")


@st.composite
def likely(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of a submit_sm whose head and flags another one has too."""
    head, flags, times = draw(st.sampled_from(HEADS)), draw(st.sampled_from(FLAGS)), draw(st.sampled_from(TIMES))
    destination = {"dest_addr_ton": draw(numbers(1)), "dest_addr_npi": draw(numbers(1)), "destination_addr": draw(texts(20))}
    names = (*HEAD_FIELDS, *Options.__struct_fields__, *TIME_FIELDS)
    return {**dict(zip(names, (*head, *flags, *times), strict=True)), **destination, "short_message": draw(st.binary(max_size=254))}


@st.composite
def submits(draw: st.DrawFn) -> bytes:
    tlvs = draw(st.just({}) | TLVS)
    return encode(Pdu(Command.SUBMIT_SM, draw(numbers(4)), draw(numbers(4)), draw(likely() | SUBMIT), tlvs))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A submit_sm with an octet changed, taken out or put in, whose command_length may or may not have followed."""
    octets = draw(submits())
    at = draw(st.integers(0, len(octets) - 1))
    changed = octets[:at] + draw(st.binary(max_size=2)) + octets[at + draw(st.integers(0, 2)) :]
    return len(changed).to_bytes(4, "big") + changed[4:] if draw(st.booleans()) else changed


GARBAGE = st.binary(max_size=60) | st.builds(frame, st.just(int(Command.SUBMIT_SM)), st.binary(max_size=80))
PIECES = st.one_of(submits(), submits(), mutated(), any_pdu().map(encode), GARBAGE)


def assert_read(request: SubmitSm, octets: bytes, version: int) -> None:
    """The request says what the codec reads from the PDU, field by field."""
    pdu = decode(octets, version)
    assert isinstance(pdu, Pdu)
    assert pdu.command is Command.SUBMIT_SM
    said = pdu.fields
    source, options = request.source, request.options
    assert (request.origin.session, request.sequence) == (3, pdu.sequence)
    assert (source.service_type, source.ton, source.npi, source.address) == tuple(said[name] for name in HEAD_FIELDS)
    assert source.wire == bytes((source.ton, source.npi)) + said["source_addr"].encode("latin-1")
    assert request.destination == bytes((said["dest_addr_ton"], said["dest_addr_npi"])) + said["destination_addr"].encode("latin-1")
    assert [getattr(options, name) for name in Options.__struct_fields__] == [said[name] for name in Options.__struct_fields__]
    assert (request.schedule_delivery_time, request.validity_period) == tuple(said[name] for name in TIME_FIELDS)
    assert request.short_message == said["short_message"]
    assert request.tlvs == (pdu.tlvs or None)


def walk(reader: PlainReader, octets: bytes, version: int) -> int:
    """Read a stream as a session does, and compare each PDU; how many the reader took by itself."""
    at = taken = 0
    while len(octets) - at >= HEADER_OCTETS:
        requests: list[SubmitSm] = []
        after = reader.read(octets, at, requests)
        for request in requests:
            stop = at + int.from_bytes(octets[at : at + 4], "big")
            assert_read(request, octets[at:stop], version)
            at = stop
        assert at == after
        taken += len(requests)
        stop = at + int.from_bytes(octets[at : at + 4], "big")
        if stop - at < HEADER_OCTETS or stop > len(octets):
            break
        pdu = decode(octets[at:stop], version)
        if isinstance(pdu, Pdu) and pdu.command is Command.SUBMIT_SM:
            assert_read(reader.teach(octets, at, pdu), octets[at:stop], version)
        at = stop
    return taken


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8), st.sampled_from((V34, V50)))
def test_the_reader_reads_what_the_codec_reads(pieces: list[bytes], version: int) -> None:
    """Whatever stands in the stream and whatever was taught before: what is taken is what the codec reads."""
    reader = PlainReader(3)
    for head in HEADS:
        for flags in FLAGS:
            names = (*HEAD_FIELDS, *Options.__struct_fields__)
            walk(reader, encode(Pdu(Command.SUBMIT_SM, fields=dict(zip(names, (*head, *flags), strict=True)))), version)
    walk(reader, b"".join(pieces), version)
    walk(reader, b"".join(pieces), version)


@given(likely(), st.lists(st.binary(max_size=254), max_size=5))
def test_what_was_taught_is_taken(said: dict[str, Any], messages: list[bytes]) -> None:
    """All plain submit_sm of one head and one set of flags are taken, once the first was taught."""
    said |= dict.fromkeys(TIME_FIELDS, "")
    stream = b"".join(encode(Pdu(Command.SUBMIT_SM, fields=said | {"short_message": text})) for text in [b"", *messages])
    assert walk(PlainReader(3), stream, V34) == len(messages)


@given(likely())
def test_a_cut_pdu_is_left(said: dict[str, Any]) -> None:
    """However much of a PDU is there, nothing is taken before its last octet."""
    octets = encode(Pdu(Command.SUBMIT_SM, fields=said | dict.fromkeys(TIME_FIELDS, "")))
    reader = PlainReader(3)
    walk(reader, octets, V34)
    requests: list[SubmitSm] = []
    assert [reader.read(octets[:size], 0, requests) for size in range(len(octets))] == [0] * len(octets)
    assert requests == []
    assert reader.read(octets, 0, requests) == len(octets)


KNOWN = {"destination_addr": "8" * 20}
STRANGE = {
    "validity": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | {"validity_period": "000000010000000R"})),
    "schedule": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | {"schedule_delivery_time": "240304090000032+"})),
    "service": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | {"service_type": "WAP"})),
    "flag": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | {"data_coding": 8})),
    "tlv": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN, tlvs={"user_message_reference": 1})),
    "trailing NUL": frame(Command.SUBMIT_SM, encode(Pdu(Command.SUBMIT_SM, fields=KNOWN))[16:] + b"\0"),
    "long address": frame(Command.SUBMIT_SM, encode(Pdu(Command.SUBMIT_SM, fields=KNOWN))[16:].replace(b"8" * 20, b"8" * 21)),
    "text of 255": encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | {"short_message": b"x" * 255}), V50),
    "other command": encode(Pdu(Command.DELIVER_SM, fields=KNOWN)),
}


@pytest.mark.parametrize("octets", STRANGE.values(), ids=STRANGE)
def test_what_was_not_taught_is_left(octets: bytes) -> None:
    """Times, TLVs, and a source, a flag or a form not seen before are the codec's."""
    reader = PlainReader(3)
    known = encode(Pdu(Command.SUBMIT_SM, fields=KNOWN))
    walk(reader, known, V34)
    requests: list[SubmitSm] = []
    assert reader.read(known + octets, 0, requests) == len(known)
    assert len(requests) == 1


def test_a_time_is_never_taken_for_flags() -> None:
    """Not even where its sixth character says how much would be left if it were the length of the text."""
    said = {"validity_period": "000000010000000R", "short_message": b"x" * (ord("0") - 16)}
    octets = encode(Pdu(Command.SUBMIT_SM, fields=KNOWN | said))
    assert walk(PlainReader(3), octets * 3, V34) == 0


def test_a_client_with_ever_new_sources_is_served() -> None:
    """What is remembered has a bound; past it the codec reads on, as well as before."""
    reader = PlainReader(3)
    stream = b"".join(encode(Pdu(Command.SUBMIT_SM, fields={"source_addr": str(n)})) for n in range(5_000))
    assert walk(reader, stream, V34) == 0
    assert 0 < walk(reader, stream, V34) < 5_000


@pytest.mark.parametrize("unusual", ["tlv", "validity", "schedule"])
def test_texts_that_are_never_plain_use_nothing_up(unusual: str) -> None:
    """However many of them came before, a source that sends plainly is learned."""
    reader = PlainReader(3)
    assert walk(reader, STRANGE[unusual] * 5_000, V34) == 0
    assert walk(reader, encode(Pdu(Command.SUBMIT_SM, fields={"source_addr": "BANK"})) * 2, V34) == 1


@given(numbers(4), st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=64))
def test_accepted(sequence: int, message_id: str) -> None:
    """The answer is the codec's, octet for octet."""
    answer = Pdu(Command.SUBMIT_SM_RESP, Status.ROK, sequence, {"message_id": message_id})
    assert plain.accepted(sequence, message_id) == encode(answer)


@given(likely(), numbers(4), st.binary(max_size=254), texts(64), TLVS)
def test_receipt(said: dict[str, Any], sequence: int, text: bytes, message_id: str, more: dict[str | int, Any]) -> None:
    """The deliver_sm is the codec's, octet for octet: addresses swapped, the id first of its TLVs; below 3.4 without any."""
    more.pop("receipted_message_id", None)
    names = ("source_addr_ton", "source_addr_npi", "source_addr", "dest_addr_ton", "dest_addr_npi", "destination_addr")
    swapped = dict(zip(names, [said[name] for name in (*names[3:], *names[:3])], strict=True))
    pdu = Pdu(
        Command.DELIVER_SM,
        sequence=sequence,
        fields={**swapped, "esm_class": 4, "short_message": text},
        tlvs={"receipted_message_id": message_id, **more},
    )
    octets = encode(Pdu(Command.SUBMIT_SM, fields=said))
    request = PlainReader(3).teach(octets, 0, decode(octets))  # type: ignore[arg-type]
    tlvs = encode(Pdu(Command.DELIVER_SM, tlvs=more))[len(encode(Pdu(Command.DELIVER_SM))) :]
    to, by = request.destination, request.source.wire
    assert deliver.receipt(sequence, to, by, text, message_id.encode("latin-1"), tlvs) == encode(pdu)
    assert deliver.receipt_33(sequence, to, by, text) == encode(pdu, 0x33)
