"""The user data header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text import udh
from simulator.text.udh import Concatenation


@st.composite
def concatenations(draw: st.DrawFn) -> Concatenation:
    wide = draw(st.booleans())
    total = draw(st.integers(1, 255))
    return Concatenation(draw(st.integers(0, 0xFFFF if wide else 0xFF)), total, draw(st.integers(1, total)), wide)


@pytest.mark.parametrize(
    ("octets", "parts"),
    [
        pytest.param(b"\x05\x00\x03\x2a\x02\x01hi", (b"\x05\x00\x03\x2a\x02\x01", b"hi"), id="text-behind"),
        pytest.param(b"\x05\x00\x03\x2a\x02\x01", (b"\x05\x00\x03\x2a\x02\x01", b""), id="nothing-behind"),
        pytest.param(b"\x00hi", (b"\x00", b"hi"), id="empty-header"),
        pytest.param(b"\x05\x00\x03\x2a\x02", None, id="length-says-too-much"),
        pytest.param(b"\xff", None, id="length-alone"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_the_length_octet_splits(octets: bytes, parts: tuple[bytes, bytes] | None) -> None:
    """A header ends where its length octet says, and there is none where that lies behind the end."""
    assert udh.split(octets) == parts


@given(st.binary())
def test_splitting_loses_nothing(octets: bytes) -> None:
    """Header and rest are the octets again."""
    parts = udh.split(octets)
    assert parts is None or b"".join(parts) == octets


@given(concatenations(), st.binary())
def test_what_is_written_is_read(concatenation: Concatenation, text: bytes) -> None:
    """A written header splits off its text and says the same again."""
    header = udh.write(concatenation)
    assert udh.split(header + text) == (header, text)
    assert udh.concatenation(header) == concatenation


@pytest.mark.parametrize(
    ("concatenation", "header"),
    [
        (Concatenation(0x2A, 3, 1), "0500032a0301"),
        (Concatenation(0x012A, 3, 1, wide=True), "060804012a0301"),
    ],
)
def test_headers_have_their_known_octets(concatenation: Concatenation, header: str) -> None:
    """Six octets with a reference of 8 bits, seven with one of 16."""
    assert udh.write(concatenation).hex() == header


@pytest.mark.parametrize(
    ("header", "said"),
    [
        pytest.param("", None, id="no-header"),
        pytest.param("00", None, id="empty-header"),
        pytest.param("05000307 0201", Concatenation(7, 2, 1), id="8-bit"),
        pytest.param("060804010702ff", None, id="number-over-total-wide"),
        pytest.param("050003070203", None, id="number-over-total"),
        pytest.param("050003070200", None, id="number-0"),
        pytest.param("050003070001", None, id="total-0"),
        pytest.param("050003070000", None, id="both-0"),
        pytest.param("06050423f40000", None, id="ports-only"),
        pytest.param("0b050423f400000003070201", Concatenation(7, 2, 1), id="behind-ports"),
        pytest.param("0b0003070201050423f40000", Concatenation(7, 2, 1), id="before-ports"),
        pytest.param("0a00030702010003080202", Concatenation(8, 2, 2), id="the-last-counts"),
        pytest.param("0a00030702010003080200", Concatenation(7, 2, 1), id="the-last-valid-counts"),
        pytest.param("0600040702010a", None, id="wrong-element-length"),
        pytest.param("0700030702010504", None, id="last-element-too-long"),
        pytest.param("0600030702 0105", None, id="half-an-element"),
        pytest.param("050004070201", None, id="only-element-too-long"),
    ],
)
def test_only_valid_elements_say_something(header: str, said: Concatenation | None) -> None:
    """Other elements and impossible figures are passed over; an element that overruns the header spoils all of it."""
    assert udh.concatenation(bytes.fromhex(header)) == said


@given(st.binary())
def test_any_header_can_be_read(header: bytes) -> None:
    """Nothing raises, and what is said is possible."""
    said = udh.concatenation(header)
    assert said is None or 1 <= said.number <= said.total


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0x2A, 3, 1), Concatenation(0x2A, 3, 1)),
        ((0xFF, 3, 3), Concatenation(0xFF, 3, 3)),
        ((0x0100, 3, 1), Concatenation(0x0100, 3, 1, wide=True)),
        ((0, 0, 0), None),
        ((0, 3, 0), None),
        ((0, 3, 4), None),
    ],
)
def test_sar_parameters_say_the_same_as_a_header(figures: tuple[int, int, int], said: Concatenation | None) -> None:
    """In the narrow width where the reference allows it; impossible figures say nothing."""
    assert udh.sar(*figures) == said
    assert said is None or udh.concatenation(udh.write(said)) == said
