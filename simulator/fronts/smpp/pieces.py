"""A reply too long for one short message, as its handset sends it: in parts with a header each. It numbers texts, and sends nothing."""

from itertools import count
from typing import Final

from simulator.fronts.smpp.acknowledgements import Acknowledgement
from simulator.fronts.smpp.plain_receipts import swapped
from simulator.message import Alphabet, Reply
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.text import alphabets, gsm7
from simulator.text.segments import Segment, divide, split
from simulator.wire.quirks import DefaultAlphabet, Quirks

_TEXT_MOST: Final = 8_000
"""Characters: in any alphabet no more parts than a header can count, and more than a handset lets anybody write."""
_UDHI: Final = 0x40
_DEFAULT, _UCS2 = 0x00, 0x08
_REFERENCES: Final = 256


class Piece(Reply, frozen=True, eq=False, gc=False):
    """One part. octets: header and text, as data_coding says."""

    data_coding: int
    octets: bytes

    def written(self, sequence: int, version: int) -> bytes:
        """The deliver_sm that brings it."""
        text = {"esm_class": _UDHI, "data_coding": self.data_coding, "short_message": self.octets}
        return encode(Pdu(Command.DELIVER_SM, sequence=sequence, fields=swapped(self.message) | text), version)


class Pieces:
    """One account's. Each long reply has a reference of its own, so that its parts are not taken for another's."""

    def __init__(self) -> None:
        self._references = count()

    def of(self, reply: Reply, quirks: Quirks | None) -> list[Reply]:
        """What is told of it, in order: itself where one short message carries it, or where it came from another client.

        It is in the alphabet that is data_coding 0 to this centre where that has all its characters, else in UCS-2.
        """
        if isinstance(reply, Acknowledgement):
            return [reply]
        alphabet = DefaultAlphabet.GSM if quirks is None else quirks.alphabet
        text, reference = reply.text[:_TEXT_MOST], next(self._references) % _REFERENCES
        if written(text, alphabet) is None:
            coding, parts = _UCS2, divide(text.encode("utf-16-be", "surrogatepass"), Alphabet.UCS2, reference)
        else:
            coding, parts = _DEFAULT, split(text, reference)
        if len(parts) == 1:
            return [reply]
        return [Piece(reply.message, reply.text, reply.at, coding, part.header + _content(part, coding, alphabet)) for part in parts]


def _content(part: Segment, coding: int, alphabet: DefaultAlphabet) -> bytes:
    if coding == _UCS2:
        return part.content
    if alphabet is DefaultAlphabet.PACKED:
        return gsm7.pack(part.content, -len(part.header) * 8 % 7)
    octets = written(alphabets.decode(part.content, part.alphabet), alphabet)
    assert octets is not None, "the whole text is in that alphabet"
    return octets


def written(text: str, alphabet: DefaultAlphabet) -> bytes | None:
    """A text in a centre's default alphabet; None where that lacks a character."""
    septets = gsm7.encode(text)
    match alphabet:
        case DefaultAlphabet.GSM:
            return septets
        case DefaultAlphabet.PACKED:
            return None if septets is None else gsm7.pack(septets)
        case DefaultAlphabet.ASCII | DefaultAlphabet.LATIN1:
            try:
                return text.encode(alphabet.value)
            except UnicodeEncodeError:
                return None
