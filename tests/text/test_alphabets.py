"""Texts in the four alphabets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Alphabet
from simulator.text import alphabets


@given(st.text())
def test_a_text_comes_back(text: str) -> None:
    """What is encoded decodes to itself, in GSM7 or UCS2."""
    content, alphabet = alphabets.encode(text)
    assert alphabets.decode(content, alphabet) == text


@pytest.mark.parametrize(
    ("text", "content", "alphabet"),
    [
        ("", b"", Alphabet.GSM7),
        ("a€", b"a\x1be", Alphabet.GSM7),
        ("a中", b"\x00a\x4e\x2d", Alphabet.UCS2),
        ("😀", b"\xd8\x3d\xde\x00", Alphabet.UCS2),
        ("\ud83d", b"\xd8\x3d", Alphabet.UCS2),
    ],
)
def test_the_smaller_alphabet_is_taken(text: str, content: bytes, alphabet: Alphabet) -> None:
    """GSM7 where it has all the characters, else UCS2, in which even half a pair of surrogates encodes."""
    assert alphabets.encode(text) == (content, alphabet)


@pytest.mark.parametrize(
    ("content", "alphabet", "shown"),
    [
        pytest.param(b"\x00\x11", Alphabet.GSM7, "@_", id="gsm7"),
        pytest.param(b"caf\xe9", Alphabet.LATIN1, "café", id="latin1"),
        pytest.param(b"\x4e\x2d\x65\x87", Alphabet.UCS2, "中文", id="ucs2"),
        pytest.param(b"\xd8\x3d\xde\x00", Alphabet.UCS2, "😀", id="surrogates"),
        pytest.param(b"\x00a\x4e", Alphabet.UCS2, "a\ufffd", id="odd-last-octet"),
        pytest.param(b"\xd8\x3d\x00a", Alphabet.UCS2, "\ufffda", id="lone-high-surrogate"),
        pytest.param(b"\xde\x00\x00a", Alphabet.UCS2, "\ufffda", id="lone-low-surrogate"),
        pytest.param(b"\xde\xad\x01", Alphabet.BINARY, "de ad 01", id="binary"),
    ],
)
def test_octets_show(content: bytes, alphabet: Alphabet, shown: str) -> None:
    """Each alphabet shows octets in its own way."""
    assert alphabets.decode(content, alphabet) == shown


@given(st.binary(), st.sampled_from(Alphabet))
def test_everything_shows_as_text(content: bytes, alphabet: Alphabet) -> None:
    """Whatever a peer sends shows as a text that UTF-8 can carry."""
    assert alphabets.decode(content, alphabet).encode("utf-8").decode("utf-8") == alphabets.decode(content, alphabet)


@pytest.mark.parametrize(
    ("content", "alphabet", "shown"),
    [
        pytest.param(b"a\x1be", Alphabet.GSM7, "a€", id="gsm7"),
        pytest.param(b"a\x80", Alphabet.GSM7, "61 80", id="no-septet"),
        pytest.param(b"\x4e\x2d", Alphabet.UCS2, "中", id="ucs2"),
        pytest.param(b"\x00a\x4e", Alphabet.UCS2, "00 61 4e", id="odd-last-octet"),
        pytest.param(b"\xd8\x3d\x00a", Alphabet.UCS2, "d8 3d 00 61", id="half-a-pair"),
        pytest.param(b"\xff", Alphabet.LATIN1, "ÿ", id="latin1"),
        pytest.param(b"\xde\xad", Alphabet.BINARY, "de ad", id="binary"),
    ],
)
def test_what_is_not_valid_shows_as_hex(content: bytes, alphabet: Alphabet, shown: str) -> None:
    """All of the octets, so that whoever looks for the fault sees what was sent."""
    assert alphabets.show(content, alphabet) == shown


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_encoded_text_is_valid(text: str) -> None:
    """What we encode is never shown as hex."""
    assert alphabets.valid(*alphabets.encode(text))
