"""The user data header in front of a text (GSM 03.40 § 9.2.3.24). It reads and writes concatenation; other elements pass by unread."""

import struct

from msgspec import Struct

_CONCATENATED = {False: (0x00, struct.Struct(">BBB")), True: (0x08, struct.Struct(">HBB"))}
"""By width of the reference: the element's identifier and its reference, total and number."""
_WIDTH = {(identifier, form.size): wide for wide, (identifier, form) in _CONCATENATED.items()}


class Concatenation(Struct, frozen=True, gc=False):
    """Which part of which long text. Parts match on reference, total and width; number counts from 1.

    reference: 0 to 255, or to 65535 where it is wide, that is, written in 16 bits.
    """

    reference: int
    total: int
    number: int
    wide: bool = False


def split(octets: bytes) -> tuple[bytes, bytes] | None:
    """The header with its length octet, and the rest; None where the length octet says more than there is, or there is none."""
    end = octets[0] + 1 if octets else 1
    return (octets[:end], octets[end:]) if end <= len(octets) else None


def concatenation(header: bytes) -> Concatenation | None:
    """What a header (with its length octet, or empty) says of a long text; None where it says nothing valid: the text stands alone.

    An element with impossible figures is passed over, and of several valid ones the last counts.
    """
    found = None
    for identifier, data in _elements(header):
        wide = _WIDTH.get((identifier, len(data)))
        if wide is not None:
            reference, total, number = _CONCATENATED[wide][1].unpack(data)
            found = Concatenation(reference, total, number, wide) if 0 < number <= total else found
    return found


def sar(reference: int, total: int, number: int) -> Concatenation | None:
    """The same said by SMPP's parameters sar_msg_ref_num, sar_total_segments, sar_segment_seqnum; None where they say nothing valid.

    The centre makes a header of them, and takes the narrow one where the reference fits into it (assumed).
    """
    return Concatenation(reference, total, number, reference > 0xFF) if 0 < number <= total else None


def write(concatenation: Concatenation) -> bytes:
    """The header that says so, with its length octet: six octets, seven where the reference is wide."""
    identifier, form = _CONCATENATED[concatenation.wide]
    data = form.pack(concatenation.reference, concatenation.total, concatenation.number)
    return bytes((len(data) + 2, identifier, len(data))) + data


def _elements(header: bytes) -> list[tuple[int, bytes]]:
    """Identifier and data of each element; none at all where the last one does not end with the header, which spoils the whole of it."""
    elements = []
    at = 1
    while at + 1 < len(header):
        end = at + 2 + header[at + 1]
        elements.append((header[at], header[at + 2 : end]))
        at = end
    return elements if at == len(header) else []
