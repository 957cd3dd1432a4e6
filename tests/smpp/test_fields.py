"""The types of fields: what they read, what they refuse, and that they write what they read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from simulator.smpp.statuses import ProtocolError, Status
from tests.smpp.pdus import DESTINATIONS, UNSUCCESSES, texts

SYSTEM_ID = CString(16, Status.RINVSYSID)
TIME = TimeString(Status.RINVSCHED)
COUNT = Count("things", 1, 3, Status.RINVNUMDESTS)
TEXT = Octets("length", Status.RINVMSGLEN)

READ = [
    (Int1(), b"\x01\xff", {}, 255),
    (Int(2), b"\x01\x02", {}, 0x0102),
    (Int(4), b"\xff\xff\xff\xff", {}, 0xFFFFFFFF),
    (SYSTEM_ID, b"\0", {}, ""),
    (SYSTEM_ID, b"123456789012345\0", {}, "123456789012345"),
    (SYSTEM_ID, b"\x80\xff\0", {}, "\x80\xff"),
    (TIME, b"\0", {}, ""),
    (TIME, b"000000010000000R\0", {}, "000000010000000R"),
    (TEXT, b"a\0b", {"length": 3}, b"a\0b"),
    (TEXT, b"", {"length": 0}, b""),
    (Destinations("n"), b"\1\2\3ab\0\2list\0", {"n": 2}, [SmeAddress(2, 3, "ab"), DistributionList("list")]),
    (Unsuccesses("n"), b"\1\1ab\0\0\0\0\x0b", {"n": 1}, [Unsuccess(1, 1, "ab", Status.RINVDSTADR)]),
]

REFUSED = [
    (Int1(), b"", {}, Status.RINVCMDLEN),
    (Int(4), b"\0\0\0", {}, Status.RINVCMDLEN),
    (SYSTEM_ID, b"", {}, Status.RINVCMDLEN),
    (SYSTEM_ID, b"short", {}, Status.RINVCMDLEN),
    (SYSTEM_ID, b"1234567890123456\0", {}, Status.RINVSYSID),
    (TIME, b"000000010000000", {}, Status.RINVCMDLEN),
    (TIME, b"0000\0", {}, Status.RINVSCHED),
    (TIME, b"000000010000000RR\0", {}, Status.RINVSCHED),
    (COUNT, b"", {}, Status.RINVCMDLEN),
    (COUNT, b"\0", {}, Status.RINVNUMDESTS),
    (COUNT, b"\4", {}, Status.RINVNUMDESTS),
    (TEXT, b"ab", {"length": 3}, Status.RINVMSGLEN),
    (Destinations("n"), b"", {"n": 1}, Status.RINVCMDLEN),
    (Destinations("n"), b"\3\0", {"n": 1}, Status.RINVDESTFLAG),
    (Destinations("n"), b"\1\0", {"n": 1}, Status.RINVCMDLEN),
    (Destinations("n"), b"\1\0\0" + b"9" * 21, {"n": 1}, Status.RINVDSTADR),
    (Destinations("n"), b"\2" + b"l" * 21, {"n": 1}, Status.RINVDLNAME),
    (Unsuccesses("n"), b"\1\1ab\0\0\0\0", {"n": 1}, Status.RINVCMDLEN),
]

UNWRITABLE = [
    (Int1(), 256, {}),
    (Int1(), -1, {}),
    (Int(2), 0x10000, {}),
    (SYSTEM_ID, "1234567890123456", {}),
    (SYSTEM_ID, "a\0b", {}),
    (SYSTEM_ID, "中", {}),
    (TIME, "0000", {}),
    (COUNT, 2, {"things": []}),
    (COUNT, 2, {"things": [1, 2, 3, 4]}),
    (CString(65, Status.RINVSRCADR, 21), "9" * 21, {}),
    (Destinations("n"), [SmeAddress(256, 0, "")], {}),
]


def write(kind: FieldType, value: Any) -> bytes:
    return kind.write(value, {})


@pytest.mark.parametrize(("kind", "octets", "before", "value"), READ)
def test_reads_and_writes(kind: FieldType, octets: bytes, before: dict[str, Any], value: Any) -> None:
    """A field reads its value from where it is told, says where the next begins, and writes the same octets."""
    start = 1 if kind == Int1() else 0
    assert kind.read(octets + b"next", start, before) == (value, len(octets))
    assert write(kind, value) == octets[start:]


@pytest.mark.parametrize(("kind", "octets", "before", "status"), REFUSED)
def test_refuses(kind: FieldType, octets: bytes, before: dict[str, Any], status: Status) -> None:
    """A field that breaks its form is answered with its own status, one that the body cuts off with RINVCMDLEN."""
    with pytest.raises(ProtocolError) as broken:
        kind.read(octets, 0, before)
    assert broken.value.status is status


@pytest.mark.parametrize(("kind", "value", "fields"), UNWRITABLE)
def test_writes_nothing_that_does_not_fit(kind: FieldType, value: Any, fields: dict[str, Any]) -> None:
    """A value that its field cannot hold is an error of ours, not a cut text."""
    with pytest.raises(ValueError, match=r"."):
        kind.write(value, fields)


def test_a_count_is_counted() -> None:
    """What is written is how many there are, whatever the PDU says."""
    assert COUNT.write(77, {"things": ["a", "b"]}) == b"\2"


def test_a_longer_address_is_read_than_written() -> None:
    """data_sm's addresses: 3.4 allows 65 octets, 5.0 only 21, so 21 are written."""
    kind = CString(65, Status.RINVSRCADR, 21)
    assert kind.read(b"9" * 64 + b"\0", 0, {}) == ("9" * 64, 65)


@given(texts(40))
def test_no_octet_of_a_text_is_lost(text: str) -> None:
    """Every octet but NUL survives reading and writing, ASCII or not."""
    kind = CString(41, Status.RBINDFAIL)
    assert kind.read(write(kind, text), 0, {}) == (text, len(text) + 1)


@given(DESTINATIONS)
def test_destinations_round_trip(destinations: list[Any]) -> None:
    """Any mixture of addresses and lists."""
    kind = Destinations("n")
    octets = write(kind, destinations)
    assert kind.read(octets, 0, {"n": len(destinations)}) == (destinations, len(octets))


@given(UNSUCCESSES)
def test_unsuccesses_round_trip(unsuccesses: list[Any]) -> None:
    """Any addresses and statuses."""
    kind = Unsuccesses("n")
    octets = write(kind, unsuccesses)
    assert kind.read(octets, 0, {"n": len(unsuccesses)}) == (unsuccesses, len(octets))


@given(st.binary(max_size=60), st.integers(0, 5), st.sampled_from([kind for kind, *_ in READ]))
def test_any_octets_are_read_or_refused(octets: bytes, count: int, kind: FieldType) -> None:
    """A reader raises ProtocolError and nothing else, and never reads beyond the body."""
    try:
        _, after = kind.read(octets, 0, {"n": count, "length": count})
    except ProtocolError:
        return
    assert after <= len(octets)
