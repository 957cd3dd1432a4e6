"""What short messages on the air have room for: 140 octets each, header and text. It counts, and cuts nothing."""

from typing import Final

from simulator.message import Alphabet
from simulator.text import gsm7, udh
from simulator.text.segments import TOTAL_MAX

_AIR_BITS: Final = 140 * 8
_NUMBERED: Final = 5
"""Octets of the header's element that says which part of how many it is (3GPP TS 23.040 § 9.2.3.24.1)."""


def fits(content: bytes, alphabet: Alphabet, header: bytes, *, payload: bool) -> bool:
    """Whether a text can be carried: a part of a long one in one short message, any other in as many as can be numbered.

    payload: it came as message_payload, whose header the centre repeats in each part that it makes. It makes none of a short_message that
    has a header. Where the last pair of a part must not be cut it has room for one unit less: that is not looked at.
    """
    units, bits = _measured(content, alphabet)
    if units <= _room(len(header), bits):
        return True
    if header and not (payload and udh.concatenation(header) is None):
        return False
    return units <= TOTAL_MAX * _room((len(header) or 1) + _NUMBERED, bits)


def _measured(content: bytes, alphabet: Alphabet) -> tuple[int, int]:
    """How many units of how many bits it is on the air. Latin-1 is written in the GSM alphabet where that has all of it."""
    match alphabet:
        case Alphabet.GSM7:
            return len(content), 7
        case Alphabet.UCS2:
            return -(-len(content) // 2), 16
        case Alphabet.LATIN1:
            septets = gsm7.septets(content.decode("latin-1"))
            return (len(content), 8) if septets is None else (septets, 7)
        case Alphabet.BINARY:
            return len(content), 8


def _room(header_octets: int, bits: int) -> int:
    """Units behind a header; below none where that is too long by itself."""
    return (_AIR_BITS - header_octets * 8) // bits
