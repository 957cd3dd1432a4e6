"""A submit_sm's way into the network's values and back out as a receipt, in plain calls: nothing of how it was written is lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.fronts.smpp.plain_receipts import PlainReceipts
from simulator.fronts.smpp.translate import Translator
from simulator.lifecycle import State
from simulator.message import NOTIFY, SUCCESS, Alphabet, Message, Outcome, Report, Submission
from simulator.smpp import plain
from simulator.smpp.bodies import V34
from simulator.smpp.codec import decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import PlainReader
from simulator.smpp.window import Window
from tests.road import MINUTE, NINE, submission

V33 = 0x33
ORIGIN = PlainReader(3).teach(octets := encode(Pdu(Command.SUBMIT_SM)), 0, decode(octets)).origin  # type: ignore[arg-type]

OUTCOMES = [
    Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "", "000", 0),
    Outcome(State.EXPIRED, None, SUCCESS, "EXPIRED", "", "%d%", 27),
    Outcome(State.ENROUTE, None, NOTIFY, "ENROUTE", "", "027", 0x25),
]


def submit(**fields: Any) -> plain.SubmitSm:
    """A submit_sm as the session reads it."""
    tlvs = fields.pop("tlvs", {})
    octets = encode(Pdu(Command.SUBMIT_SM, fields={"short_message": b"hi", **fields}, tlvs=tlvs))
    return PlainReader(3).teach(octets, 0, decode(octets))  # type: ignore[arg-type]


WRITTEN = [
    (1, 1, "8613800000001", "+8613800000001"),
    (0, 0, "8613800000001", "+8613800000001"),
    (1, 1, "+8613800000001", "+8613800000001"),
    (2, 1, "13800000001", "+8613800000001"),
    (1, 1, "008613800000001", "+8613800000001"),
    (1, 1, "4915112345678", "+4915112345678"),
]


@pytest.mark.parametrize(("ton", "npi", "address", "number"), WRITTEN)
def test_a_receipt_names_the_number_as_it_was_written(ton: int, npi: int, address: str, number: str) -> None:
    """Whatever form the sender uses for it, the network's own is one."""
    translator = Translator("esme", V34)
    request = submit(dest_addr_ton=ton, dest_addr_npi=npi, destination_addr=address)
    for _ in range(2):
        taken = translator.submission(request, NINE)
        assert isinstance(taken, Submission)
        assert taken.destination == number
        message = Message("7", 0, taken, NINE, NINE)
        (octets,) = translator.tell([Report(message, OUTCOMES[0], NINE)], [5])
        receipt = decode(octets)
        assert isinstance(receipt, Pdu)
        assert tuple(receipt.fields[name] for name in ("source_addr_ton", "source_addr_npi", "source_addr")) == (ton, npi, address)


def test_texts_alike_share_all_but_their_text() -> None:
    """However many come from one source with one set of flags: one origin a session and form of the number."""
    reader, translator = PlainReader(3), Translator("esme", V34)
    octets = encode(Pdu(Command.SUBMIT_SM, fields={"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": "8613800000001"}))
    reader.teach(octets, 0, decode(octets))  # type: ignore[arg-type]
    requests: list[plain.SubmitSm] = []
    reader.read(octets * 9, 0, requests)
    taken = [translator.submission(request, NINE) for request in requests]
    assert len(taken) == 9
    assert len({id(one.origin) for one in taken if isinstance(one, Submission)}) == 1


def test_texts_with_a_time_of_their_own_share_their_origin() -> None:
    """Ten thousand of one source, each with a validity or a time to set out: what is remembered of them is one form."""
    reader, translator, origins = PlainReader(3), Translator("esme", V34), set[plain.Origin]()
    for nth in range(10_000):
        time = ("validity_period", "schedule_delivery_time")[nth % 2]
        fields = {"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": "8613800000001", time: f"0000{nth % 28 + 1:02}010000000R"}
        octets = encode(Pdu(Command.SUBMIT_SM, fields=fields))
        request = reader.teach(octets, 0, decode(octets))  # type: ignore[arg-type]
        taken = translator.submission(request, NINE)
        assert isinstance(taken, Submission)
        origins |= {request.origin, taken.origin}
    assert len(origins) == 1


reports = st.builds(
    lambda number, text, alphabet, outcome, taken, done, message_id, reference: Report(
        Message(
            message_id,
            0,
            submission(
                number,
                content=text,
                alphabet=alphabet,
                origin=replace(ORIGIN, tlvs={"user_message_reference": 9}) if reference is None else ORIGIN,
            ),
            NINE + taken * MINUTE // 2,
            0,
        ),
        outcome,
        NINE + done * MINUTE // 2,
    ),
    st.sampled_from(["+8613800000001", "+4915112345678"]),
    st.binary(max_size=30),
    st.sampled_from(Alphabet),
    st.sampled_from(OUTCOMES),
    st.integers(0, 3),
    st.integers(0, 3),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64),
    st.sampled_from([1, 2, 3, None]),
)


@given(st.lists(reports, max_size=12), st.sampled_from([V33, V34]))
def test_receipts_written_together_are_those_written_one_by_one(told: list[Report], version: int) -> None:
    """Octet for octet, in any mixture of outcomes, minutes, alphabets and ids."""
    receipts, numbers = PlainReceipts(version), range(1, len(told) + 1)
    assert receipts.write_all(told, numbers) == [receipts.write(report, number) for report, number in zip(told, numbers, strict=True)]


@given(st.integers(0x7FFFFFF0, 0x7FFFFFFF), st.integers(0, 40))
def test_requests_opened_together_are_numbered_as_one_by_one(first: int, count: int) -> None:
    """Also where the numbers begin again at 1."""
    together, singly = Window(100, first), Window(100, first)
    assert list(together.add_all(range(count))) == [singly.add(item) for item in range(count)]
    assert (together.open, together.number()) == (singly.open, singly.number())
