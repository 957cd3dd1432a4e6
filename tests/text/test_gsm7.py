"""The GSM alphabet, held against a foreign codec character by character, and its packed form against the specification's arithmetic."""

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text import gsm7

ORACLE = gsm0338.Codec()


def foreign(text: str) -> bytes | None:
    try:
        return bytes(ORACLE.encode(text)[0])
    except UnicodeEncodeError:
        return None


IN_ALPHABET = [shown for shown in map(chr, range(0x10000)) if foreign(shown) is not None and shown != "\x1b"]
gsm_text = st.text(st.sampled_from(IN_ALPHABET))
septet_octets = st.lists(st.integers(0, 0x7F)).map(bytes)


def test_every_character_encodes_as_the_foreign_codec_says() -> None:
    """All of the basic plane encodes to the same septets, or in both to none."""
    ours = {shown: gsm7.encode(shown) for shown in map(chr, range(0x10000)) if shown != "\x1b"}
    assert ours == {shown: foreign(shown) for shown in ours}


def test_the_alphabet_has_137_characters() -> None:
    """127 in the base table and ten in the extension."""
    assert len(IN_ALPHABET) == 137


@pytest.mark.parametrize("code", [code for code in range(0x80) if code != gsm7.ESCAPE])
def test_every_code_decodes_as_the_foreign_codec_says(code: int) -> None:
    """A septet of the base table shows as the character that encodes to it."""
    assert gsm7.decode(bytes((code,))) == ORACLE.decode(bytes((code,)))[0]


@given(gsm_text)
def test_what_encodes_decodes_to_itself(text: str) -> None:
    """Encoding, the foreign one too, and decoding give the text again."""
    octets = gsm7.encode(text)
    assert octets == foreign(text)
    assert octets is not None
    assert gsm7.decode(octets) == text


@given(gsm_text, st.characters().filter(lambda shown: shown not in IN_ALPHABET), gsm_text)
def test_one_foreign_character_spoils_the_text(before: str, foreigner: str, after: str) -> None:
    """A text with a character that is not in the alphabet does not encode, wherever it stands and whatever stands around it."""
    assert gsm7.encode(before + foreigner + after) is None
    assert gsm7.septets(before + foreigner + after) is None


@pytest.mark.parametrize("text", ["`", "\t", "\x00", "\x1b", "\x1be", "ç", "ê", "验", "😀", "\ufffd", "\uffff"])
def test_what_looks_close_is_not_in_the_alphabet(text: str) -> None:
    """Neither other ASCII, nor small c with cedilla, nor the escape itself encodes."""
    assert gsm7.encode(text) is None


@pytest.mark.parametrize(("text", "septets"), [("", 0), ("Hello", 5), ("é", 1), ("€", 2), ("^{}\\[~]|\f", 18), ("验", None)])
def test_septets_are_counted(text: str, septets: int | None) -> None:
    """A character of the extension table counts two."""
    assert gsm7.septets(text) == septets


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        pytest.param(b"a\x1bb", "ab", id="unknown-code-shows-its-base-character"),
        pytest.param(b"a\x1b\x1be", "a e", id="two-escapes-are-a-space"),
        pytest.param(b"a\x1b", "a ", id="escape-at-the-end-is-a-space"),
        pytest.param(b"\x1b\x0a\x0a", "\f\n", id="form-feed"),
        pytest.param(b"a\x80\xff", "a\ufffd\ufffd", id="no-septets"),
        pytest.param(b"\x1b\xe5", "\ufffd", id="escaped-no-septet"),
    ],
)
def test_odd_septets_show_what_a_phone_shows(octets: bytes, shown: str) -> None:
    """What the tables do not hold shows as GSM 03.38 § 6.2.1.1 asks."""
    assert gsm7.decode(octets) == shown


@given(st.binary())
def test_everything_shows_as_something(octets: bytes) -> None:
    """No octets raise, and no escape is shown."""
    assert "\x1b" not in gsm7.decode(octets)


@pytest.mark.parametrize(
    ("octets", "fill_bits", "packed"),
    [
        pytest.param(b"", 0, "", id="nothing"),
        pytest.param(b"hellohello", 0, "e8329bfd4697d9ec37", id="a-known-vector"),
        pytest.param(b"\x7f" * 8, 0, "ff" * 7, id="eight-in-seven"),
        pytest.param(b"\x7f", 1, "fe", id="one-fill-bit"),
        pytest.param(b"\x7f", 6, "c01f", id="six-fill-bits"),
        pytest.param(b"\xff", 0, "7f", id="the-eighth-bit-has-no-room"),
    ],
)
def test_septets_pack_low_bits_first(octets: bytes, fill_bits: int, packed: str) -> None:
    """Packed septets follow one another from the low bits up, after the fill bits."""
    assert gsm7.pack(octets, fill_bits).hex() == packed


@given(septet_octets, st.integers(0, 6))
def test_what_packs_unpacks(octets: bytes, fill_bits: int) -> None:
    """n septets take 7n bits and the fill bits, rounded up to octets, and come out as they went in."""
    packed = gsm7.pack(octets, fill_bits)
    assert len(packed) == -(-(7 * len(octets) + fill_bits) // 8)
    assert gsm7.unpack(packed, len(octets), fill_bits) == octets


def test_seven_zero_bits_read_as_an_at_sign() -> None:
    """Seven septets leave room for an eighth, which reads as @ by one who is not told the count."""
    assert gsm7.decode(gsm7.unpack(gsm7.pack(b"hello.."), 8)) == "hello..@"


@given(st.binary(), st.integers(-1, 1000), st.integers(0, 6))
def test_no_more_is_unpacked_than_there_is(octets: bytes, count: int, fill_bits: int) -> None:
    """A count that the octets do not hold gives what they hold."""
    held = max(0, (len(octets) * 8 - fill_bits) // 7)
    assert len(gsm7.unpack(octets, count, fill_bits)) == min(max(count, 0), held)
