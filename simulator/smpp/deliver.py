"""The fast side of deliver_sm, which the other half of the road is made of: receipts out, their answers in. It judges nothing.

Tests hold both equal to the codec.
"""

from collections.abc import Callable
from functools import lru_cache
from struct import Struct as Layout
from typing import Any, NamedTuple

DELIVER_SM = 5
DELIVER_SM_RESP = 0x80000005

_HEADER = Layout(">IIII")
_HEADER_OCTETS = _HEADER.size
_pack = _HEADER.pack
_LENGTH_AT = 3
"""The last octet of command_length is all of it where a PDU is short."""
_SEQUENCE_AT = 12
_AT_A_TIME = 64
"""Answers: what is looked at in vain, because another PDU stands between, stays little."""
_RECEIPT_OCTETS = _HEADER_OCTETS + 18
"""Of a receipt without its addresses, text, id and further TLVs."""


def answered(octets: bytes, at: int, awaited: dict[int, Any]) -> int:
    """Take what the deliver_sm_resp that stand at octets[at:] answer out of `awaited`; where the first other PDU begins.

    Those with an error, or that answer nothing that is waited for, are others. No message_id is read: it is unused (SMPP 3.4 § 4.6.2).
    """
    size = octets[at + _LENGTH_AT]
    if size < _HEADER_OCTETS:
        return at
    most = min(len(octets) - at, _AT_A_TIME * size)
    for length, command, status, sequence in _answers(size).iter_unpack(octets[at : at + most - most % size]):
        if length != size or command != DELIVER_SM_RESP or status or sequence not in awaited:
            break
        del awaited[sequence]
        at += size
    return at


@lru_cache
def _answers(size: int) -> Layout:
    """Headers of PDUs that have so many octets each, one behind another."""
    return Layout(f">IIII{size - _HEADER_OCTETS}x")


def receipt(  # noqa: PLR0917 - the parts of one PDU, in its order
    sequence: int, destination: bytes, source: bytes, text: bytes, message_id: bytes, tlvs: bytes
) -> bytes:
    """deliver_sm that carries a receipt: esm_class 0x04, addresses swapped, all else 0, receipted_message_id (SMPP 3.4 § 4.6.1).

    destination: the original's (ton, npi, address), now the source; source: the original's. text: at most 254 octets; tlvs: more, encoded.
    """
    return b"%b\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b\0\x1e\0%c%b\0%b" % (
        _pack(_RECEIPT_OCTETS + len(destination) + len(source) + len(text) + len(message_id) + len(tlvs), DELIVER_SM, 0, sequence),
        destination,
        source,
        len(text),
        text,
        len(message_id) + 1,
        message_id,
        tlvs,
    )


class Shape(NamedTuple):
    """What receipts share whose number, id and excerpt have so many octets each. pack: writes one, with what varies put between.

    Its arguments: head, sequence_number, start, number behind the destination's head, by, id, what stands behind it, excerpt, tlv, id, end.
    """

    pack: Callable[..., bytes]
    head: bytes
    start: bytes
    by: bytes
    tlv: bytes
    end: bytes


class Shapes(dict[tuple[int, int, int], Shape]):
    """Receipts of texts from this source, to destinations that begin so; with this before the id in their text, and these TLVs.

    behind: octets of what stands behind the id. By the octets of number, id and excerpt; made when first asked for. They are written as
    `receipt` writes them.
    """

    def __init__(self, head: bytes, source: bytes, before: bytes, behind: int, tlvs: bytes) -> None:
        super().__init__()
        self._start = b"\0" + head
        self._by = b"\0" + source + b"\0\4\0\0\0\0\0\0\0\0"
        self._before, self._behind = before, behind
        self._end = b"\0" + tlvs

    def __missing__(self, octets: tuple[int, int, int]) -> Shape:
        number, id_, excerpt = octets
        by = self._by + bytes((len(self._before) + id_ + self._behind + excerpt,)) + self._before
        tlv = b"\0\x1e\0" + bytes((id_ + 1,))
        between = len(self._start), number, len(by), id_, self._behind, excerpt, len(tlv), id_, len(self._end)
        head = _pack(_HEADER_OCTETS + sum(between), DELIVER_SM, 0, 0)[:_SEQUENCE_AT]
        shape = self[octets] = Shape(_layout(between).pack, head, self._start, by, tlv, self._end)
        return shape


@lru_cache(256)
def _layout(between: tuple[int, ...]) -> Layout:
    """A deliver_sm: its header in two, and parts of so many octets each."""
    return Layout(f">{_SEQUENCE_AT}sI" + "".join(f"{octets}s" for octets in between))


def receipt_33(sequence: int, destination: bytes, source: bytes, text: bytes) -> bytes:
    """The same to a peer of SMPP 3.3, which knows no TLVs."""
    body = b"\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b" % (destination, source, len(text), text)
    return _pack(_HEADER_OCTETS + len(body), DELIVER_SM, 0, sequence) + body
