"""Octets to text and back in the four alphabets of the network. It never raises on what a peer sent: it shows what a phone would."""

from codecs import utf_16_be_encode
from typing import assert_never

from simulator.message import Alphabet
from simulator.text import gsm7


def decode(content: bytes, alphabet: Alphabet) -> str:
    """The text that the octets show. Binary shows as hex pairs: `de ad be ef`.

    UCS2 is read as UTF-16 big-endian, as everyone sends it; half a pair of surrogates or half a unit at the end shows as U+FFFD.
    """
    match alphabet:
        case Alphabet.GSM7:
            return gsm7.decode(content)
        case Alphabet.UCS2:
            return content.decode("utf-16-be", "replace")
        case Alphabet.LATIN1:
            return content.decode("latin-1")
        case Alphabet.BINARY:
            return content.hex(" ")
        case _:
            assert_never(alphabet)


def show(content: bytes, alphabet: Alphabet) -> str:
    """The text, or all of its octets as hex pairs where they are not valid in their alphabet: `d8 3d 00 61`."""
    return decode(content, alphabet if valid(content, alphabet) else Alphabet.BINARY)


def valid(content: bytes, alphabet: Alphabet) -> bool:
    """Whether the octets are a text of that alphabet: septets below 0x80, whole units, whole pairs of surrogates. Binary is what it is."""
    if alphabet is Alphabet.GSM7:
        return content.isascii()
    if alphabet is not Alphabet.UCS2:
        return True
    try:
        content.decode("utf-16-be")
    except UnicodeDecodeError:
        return False
    return True


def encode(text: str) -> tuple[bytes, Alphabet]:
    """The text in GSM7 where that has all its characters, else in UCS2; half a pair of surrogates stays as it is."""
    octets = gsm7.encode(text)
    return (utf_16_be_encode(text, "surrogatepass")[0], Alphabet.UCS2) if octets is None else (octets, Alphabet.GSM7)
