"""How many segments are billed, and what goes on the air."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Alphabet
from simulator.text import alphabets, segments, udh
from simulator.text.segments import Segment

ROOM = {Alphabet.GSM7: 153, Alphabet.LATIN1: 134, Alphabet.UCS2: 134, Alphabet.BINARY: 134}
long_text = st.text(st.sampled_from("aé€^中😀\n"), max_size=500) | st.text(st.sampled_from("ab€[]"), max_size=500)


@pytest.mark.parametrize("character", ["a", "€", "中", "😀"])
@pytest.mark.parametrize(
    ("characters", "billed"), [(0, 1), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (150, 3), (201, 3), (202, 4), (500, 8)]
)
def test_in_the_mainland_every_character_counts_one(character: str, characters: int, billed: int) -> None:
    """Up to 70 characters are one segment, more are 67 each, in whatever alphabet."""
    assert segments.count(character * characters) == billed


@pytest.mark.parametrize(
    ("text", "billed"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 80 + "a", 2),
        ("[" * 153, 2),
        ("中" * 70, 1),
        ("中" * 71, 2),
        ("中" * 134, 2),
        ("中" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 35 + "a", 2),
        ("a" * 70 + "ê", 2),
    ],
)
def test_abroad_the_alphabet_decides(text: str, billed: int) -> None:
    """160 and 153 septets in the GSM alphabet, extension characters counted twice; else 70 and 67 UTF-16 units."""
    assert segments.count(text, international=True) == billed


@given(long_text)
def test_the_air_needs_what_is_billed_or_one_more(text: str) -> None:
    """Abroad, the bill is what goes on the air, but for pairs that are not cut."""
    on_the_air = len(segments.split(text))
    assert on_the_air - 1 <= segments.count(text, international=True) <= on_the_air


@pytest.mark.parametrize("text", ["", "Hello", "a" * 160, "中" * 70, "😀" * 35])
def test_a_short_text_has_no_header(text: str) -> None:
    """A text that fits one short message travels as it is."""
    assert segments.split(text) == [Segment(b"", *alphabets.encode(text))]


def test_a_long_text_is_numbered() -> None:
    """Each part says which of how many it is, under the text's reference."""
    assert segments.split("a" * 154 + "b" * 153, reference=42) == [
        Segment(b"\x05\x00\x03\x2a\x03\x01", b"a" * 153, Alphabet.GSM7),
        Segment(b"\x05\x00\x03\x2a\x03\x02", b"a" + b"b" * 152, Alphabet.GSM7),
        Segment(b"\x05\x00\x03\x2a\x03\x03", b"b", Alphabet.GSM7),
    ]


@given(long_text)
def test_every_part_can_be_read_alone(text: str) -> None:
    """No escape and no surrogate is cut from its pair: the parts' texts, one by one, make up the whole."""
    assert "".join(alphabets.decode(part.content, part.alphabet) for part in segments.split(text)) == text


@given(st.binary(max_size=2000), st.sampled_from(Alphabet), st.integers(0, 255))
def test_any_octets_divide_without_loss(content: bytes, alphabet: Alphabet, reference: int) -> None:
    """Parts fit the air, are numbered from 1, and hold the content in order, whatever a peer sent."""
    parts = segments.divide(content, alphabet, reference)
    assert b"".join(part.content for part in parts) == content
    if len(parts) > 1:
        assert max(len(part.content) for part in parts) <= ROOM[alphabet]
        assert [udh.concatenation(part.header) for part in parts] == [
            udh.Concatenation(reference, len(parts), number) for number in range(1, len(parts) + 1)
        ]


@pytest.mark.parametrize(
    ("content", "alphabet", "sizes"),
    [
        pytest.param(b"a" * 152 + b"\x1be" + b"a" * 10, Alphabet.GSM7, [152, 12], id="escape-pair"),
        pytest.param(b"a" * 151 + b"\x1b\x1b" + b"a" * 10, Alphabet.GSM7, [153, 10], id="two-escapes-are-a-pair"),
        pytest.param(b"\x00a" * 66 + b"\xd8\x3d\xde\x00" * 4, Alphabet.UCS2, [132, 16], id="surrogates"),
        pytest.param(b"\x00a" * 66 + b"\xde\x00" + b"\x00a" * 5, Alphabet.UCS2, [134, 10], id="no-pair"),
        pytest.param(b"\x1b" * 141, Alphabet.BINARY, [134, 7], id="binary-has-no-pairs"),
    ],
)
def test_parts_end_between_characters(content: bytes, alphabet: Alphabet, sizes: list[int]) -> None:
    """A pair that would be cut goes into the next part whole."""
    assert [len(part.content) for part in segments.divide(content, alphabet)] == sizes


def test_more_parts_than_can_be_counted_are_an_error() -> None:
    """255 parts are the most that a header can count."""
    assert len(segments.divide(b"a" * 153 * 255, Alphabet.GSM7)) == segments.TOTAL_MAX
    with pytest.raises(ValueError, match="256 parts"):
        segments.divide(b"a" * (153 * 255 + 1), Alphabet.GSM7)
