"""Hypothesis strategies: any PDU that the tables allow, any TLVs, and hand-made frames. No tests of its own."""

from typing import Any

from hypothesis import strategies as st

from simulator.smpp.bodies import V34, Body, bodies
from simulator.smpp.codec import HEADER, HEADER_OCTETS
from simulator.smpp.fields import (
    Count,
    CString,
    Destinations,
    DistributionList,
    FieldType,
    Int,
    Int1,
    Octets,
    SmeAddress,
    TimeString,
    Unsuccess,
    Unsuccesses,
)
from simulator.smpp.pdu import Pdu
from simulator.smpp.tlvs import BY_TAG, TABLE, Number, Raw, Text, Tlv

OCTET_CHARACTERS = st.characters(min_codepoint=1, max_codepoint=255)


def frame(command_id: int, body: bytes = b"", status: int = 0, sequence: int = 7) -> bytes:
    """A whole PDU around any body."""
    return HEADER.pack(HEADER_OCTETS + len(body), command_id, status, sequence) + body


def numbers(octets: int) -> st.SearchStrategy[int]:
    return st.integers(0, (1 << 8 * octets) - 1)


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(OCTET_CHARACTERS, min_size=least, max_size=most)


ADDRESSES = st.builds(SmeAddress, numbers(1), numbers(1), texts(20))
DESTINATIONS = st.lists(ADDRESSES | st.builds(DistributionList, texts(20)), min_size=1, max_size=4)
UNSUCCESSES = st.lists(st.builds(Unsuccess, numbers(1), numbers(1), texts(20), numbers(4)), max_size=4)


def values(kind: FieldType) -> st.SearchStrategy[Any]:
    """Any value that fits the field."""
    match kind:
        case Int1():
            return numbers(1)
        case Int(size):
            return numbers(size)
        case CString(most, _, written):
            return texts((written or most) - 1)
        case TimeString():
            return st.just("") | texts(16, 16)
        case Octets():
            return st.binary(max_size=254)
        case Destinations():
            return DESTINATIONS
        case Unsuccesses():
            return UNSUCCESSES
        case _:
            raise AssertionError(kind)


def fields(body: Body) -> st.SearchStrategy[dict[str, Any]]:
    """All fields of the command but the counts, which the writer makes."""
    return st.fixed_dictionaries({field.name: values(field.type) for field in body.fields if not isinstance(field.type, Count)})


def _one(row: Tlv) -> st.SearchStrategy[Any]:
    match row.type:
        case Number(sizes, raw):
            longer = [st.binary(min_size=size, max_size=size) for size in raw]
            return st.one_of(numbers(max(sizes)), *longer)
        case Text(least, most):
            return texts(most - 1, least - 1)
        case Raw(least, most):
            return st.binary(min_size=least, max_size=min(most, 300))


def tlv_values(row: Tlv) -> st.SearchStrategy[Any]:
    """Any value of this TLV: a list where it repeats."""
    return st.lists(_one(row), min_size=1, max_size=3) if row.repeats else _one(row)


UNKNOWN_TAGS = st.dictionaries(numbers(2).filter(lambda tag: tag not in BY_TAG), st.binary(max_size=20), max_size=2)
TLVS = st.builds(
    lambda known, unknown: {**known, **unknown},
    st.lists(st.sampled_from(TABLE), max_size=4, unique_by=lambda row: row.tag).flatmap(
        lambda rows: st.fixed_dictionaries({row.name: tlv_values(row) for row in rows})
    ),
    UNKNOWN_TAGS,
)


@st.composite
def any_pdu(draw: st.DrawFn, version: int = V34) -> Pdu:
    """Any PDU of this version with all its fields; TLVs where it has a body."""
    body = draw(st.sampled_from(list(bodies(version).values())))
    tlvs = draw(TLVS) if body.fields else {}
    return Pdu(body.command, draw(numbers(4)), draw(numbers(4)), draw(fields(body)), tlvs)
