"""One text to the short messages that carry it: how many are billed, and what goes on the air. It knows no prices and joins nothing."""

from msgspec import Struct

from simulator.message import Alphabet
from simulator.text import alphabets, gsm7, udh

_MAINLAND = (70, 67)
"""Characters in a text of one segment, and in each segment of a longer one."""
_GSM = (160, 153)
_UCS2 = (70, 67)
_ROOM = {
    Alphabet.GSM7: (160, 153),  # one septet an octet here; on the air they take 140 octets, 7 septets of them for header and fill bit
    Alphabet.LATIN1: (140, 134),
    Alphabet.UCS2: (140, 134),
    Alphabet.BINARY: (140, 134),
}
"""Octets in a text of one part, and in each part of a longer one, behind a header of six octets."""
TOTAL_MAX = 255
"""Parts of one text: the header counts them in one octet."""


class Segment(Struct, frozen=True, gc=False):
    """One short message on the air. header: the user data header with its length octet, empty where the text has one segment."""

    header: bytes
    content: bytes
    alphabet: Alphabet


def count(text: str, *, international: bool = False) -> int:
    """Segments that are billed, 1 for an empty text (Tencent Cloud: 国内短信计费概述, and its international counterpart).

    Mainland: every character counts 1, whatever the alphabet; up to 70 are one segment, above that 67 each. International: 160 and 153
    septets where the GSM alphabet has all the characters, else 70 and 67 UTF-16 units. It is plain division: on the air a pair that must
    not be cut can push one segment more out.
    """
    if not international:
        return _parts(len(text), _MAINLAND)
    septets = gsm7.septets(text)
    return _parts(_units(text), _UCS2) if septets is None else _parts(septets, _GSM)


def split(text: str, reference: int = 0) -> list[Segment]:
    """The text as it goes on the air, in GSM7 or UCS2. `reference` (0 to 255) tells its parts from another text's."""
    return divide(*alphabets.encode(text), reference)


def divide(content: bytes, alphabet: Alphabet, reference: int = 0) -> list[Segment]:
    """Octets as they go on the air. Neither an escape and its code nor a pair of surrogates is ever cut.

    ValueError where it makes more than 255 parts: no header can count them.
    """
    whole, each = _ROOM[alphabet]
    if len(content) <= whole:
        return [Segment(b"", content, alphabet)]
    pieces = _pieces(content, alphabet, each)
    if len(pieces) > TOTAL_MAX:
        raise ValueError(f"{len(content)} octets make {len(pieces)} parts: at most {TOTAL_MAX} can be counted")
    return [
        Segment(udh.write(udh.Concatenation(reference, len(pieces), number)), piece, alphabet) for number, piece in enumerate(pieces, 1)
    ]


def _parts(size: int, room: tuple[int, int]) -> int:
    whole, each = room
    return 1 if size <= whole else -(-size // each)


def _units(text: str) -> int:
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def _pieces(content: bytes, alphabet: Alphabet, each: int) -> list[bytes]:
    pieces = []
    start = 0
    while start < len(content):
        piece = content[start : start + each]
        if start + each < len(content):
            piece = piece[: len(piece) - _torn(piece, alphabet)]
        pieces.append(piece)
        start += len(piece)
    return pieces


def _torn(piece: bytes, alphabet: Alphabet) -> int:
    """How many octets at the end of a piece belong with what follows. A piece begins on a boundary, so escapes at its end pair off."""
    if alphabet is Alphabet.GSM7:
        return (len(piece) - len(piece.rstrip(b"\x1b"))) % 2
    return 2 if alphabet is Alphabet.UCS2 and piece[-2] & 0xFC == 0xD8 else 0
