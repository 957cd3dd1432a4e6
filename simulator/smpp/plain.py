"""The fast pair for the two PDUs that the road is made of: submit_sm in, receipts out. It judges nothing.

The reader takes only what it has seen the reference codec accept: a head (service type and source) and a set of flags that it was
taught, no times, no TLVs, lengths that agree. At the least doubt it hands over. Tests hold both equal to the codec on every input.
"""

from struct import Struct as Layout
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from simulator.smpp.pdu import Pdu

_HEADER = Layout(">IIII")
_HEADER_OCTETS = 16
pack = _HEADER.pack
_FLAGS = 9
"""esm_class to sm_default_msg_id, with the two empty times between: what follows destination_addr up to sm_length."""
_TON_NPI = 2
_DESTINATION_MOST = 23
"""ton, npi and twenty characters, from NUL to NUL."""
_TEXT_MOST = 254
"""Of SMPP 3.4; 5.0's 255 is the codec's to judge."""
_TAUGHT_MOST = 4_096
"""Heads and flag sets remembered; a client that sends ever new ones is served by the codec alone."""

SUBMIT_SM = 4
SUBMIT_SM_RESP = 0x80000004
DELIVER_SM = 5


class Source(Struct, frozen=True, eq=False, gc=False):
    """Who submits, as the PDU says it: one object for all PDUs alike. wire: its ton, npi and address octets, for the way back."""

    service_type: str
    ton: int
    npi: int
    address: str
    wire: bytes


class Options(Struct, frozen=True, eq=False, gc=False):
    """The flags of a submit_sm (SMPP 3.4 § 4.4.1): one object for all PDUs alike."""

    esm_class: int
    protocol_id: int
    priority_flag: int
    registered_delivery: int
    replace_if_present_flag: int
    data_coding: int
    sm_default_msg_id: int


USUAL_HEAD, USUAL_CUT = b"\1\1", 1
"""An international ISDN number, its digits without the plus sign."""


class Origin(Struct, frozen=True, eq=False, gc=False):
    """From whom and how texts come: one object for all that are alike. session: the number of the session that brought them.

    head, cut: how their destinations were written: these octets (ton, npi and what else stood there), then the number from this place on.
    tlvs: of the one text that it stands for, None where that had none.
    """

    session: int
    source: Source
    options: Options
    head: bytes = USUAL_HEAD
    cut: int = USUAL_CUT
    tlvs: dict[str, Any] | None = None

    def written(self, number: str) -> bytes:
        """Ton, npi and address octets of a destination, as they came."""
        return self.head + number[self.cut :].encode("latin-1")


class SubmitSm(Struct, frozen=True, eq=False, gc=False):
    """A submit_sm that was read.

    destination: ton, npi and address as octets (`01 01 8613…`), without the NUL; origin: all else but the text, in the usual form.
    """

    origin: Origin
    sequence: int
    destination: bytes
    short_message: bytes
    schedule_delivery_time: str = ""
    validity_period: str = ""
    tlvs: dict[str, Any] | None = None

    @property
    def source(self) -> Source:
        """Who submits."""
        return self.origin.source

    @property
    def options(self) -> Options:
        """Its flags."""
        return self.origin.options


class Like(NamedTuple):
    """The plain submit_sm before: mostly the next one has another sequence number, the digits of another number, and another text.

    head: from its service type to the NUL of its source; tail: from the NUL of its destination to what stands before sm_length.
    origin: what both are; number, ends, text: where in the PDU the destination begins and ends, and where the text begins.
    """

    head: bytes
    tail: bytes
    origin: Origin
    number: int
    ends: int
    text: int


class PlainReader:
    """One session's reader. What `teach` was shown, `read` knows from then on."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._heads: dict[bytes, dict[bytes, Origin]] = {}
        self._taught = 0
        self._like = Like(_NO_HEAD, b"", Origin(session, Source("", 0, 0, "", b""), Options(*(0,) * 7)), 0, 0, 1)

    def read(self, octets: bytes, at: int, requests: list[SubmitSm]) -> int:
        """Append the plain submit_sm that stand at octets[at:], one after another; where the first PDU begins that is none of them.

        A PDU that is not whole yet is none either. Slices are compared where methods would do: a call costs more than a few octets.
        """
        unpack, end = _HEADER.unpack_from, len(octets)
        head, tail, origin, number, ends, text = self._like
        while at <= end - _HEADER_OCTETS:
            length, command, _, sequence = unpack(octets, at)
            i, j, stop = at + number, at + ends, at + length
            if command != SUBMIT_SM or stop > end:
                break
            destination, size, begins = octets[i:j], length - text, at + text
            if (
                not 0 <= size <= _TEXT_MOST
                or octets[begins - 1] != size
                or octets[at + _HEADER_OCTETS : i] != head
                or octets[j : begins - 1] != tail
                or destination.find(0, _TON_NPI) >= 0
            ):
                if not self._look(octets, at, stop):
                    break
                head, tail, origin, number, ends, text = self._like
                destination, begins = octets[at + number : at + ends], at + text
            requests.append(SubmitSm(origin, sequence, destination, octets[begins:stop]))
            at = stop
        return at

    def _look(self, octets: bytes, at: int, stop: int) -> bool:
        """Look at a whole submit_sm that is not like the one before; whether it is plain, so that the next one may be like it."""
        find, head = octets.find, at + _HEADER_OCTETS
        i = find(0, find(0, head) + _TON_NPI + 1)
        j = find(0, i + _TON_NPI + 1)
        text = j + 1 + _FLAGS + 1
        if not head < i < j <= i + _DESTINATION_MOST or text > stop:
            return False
        if text + octets[text - 1] != stop or octets[text - 1] > _TEXT_MOST:
            return False
        origin = self._heads.get(octets[head:i], _NONE).get(octets[j + 1 : text - 1])
        if origin is None:
            return False
        self._like = Like(octets[head : i + 1], octets[j : text - 1], origin, i + 1 - at, j - at, text - at)
        return True

    def teach(self, octets: bytes, start: int, pdu: Pdu) -> SubmitSm:
        """The submit_sm that the codec read from octets[start:]; its like will be known again."""
        fields = pdu.fields
        service_ends = octets.find(0, start + _HEADER_OCTETS)
        i = octets.find(0, service_ends + 3)
        j = octets.find(0, i + 3)
        options = Options(*(fields[name] for name in Options.__struct_fields__))
        head, flags = octets[start + _HEADER_OCTETS : i], _flags(options)
        origin = self._heads.get(head, _NONE).get(flags)
        if origin is None:
            ton, npi, address = fields["source_addr_ton"], fields["source_addr_npi"], fields["source_addr"]
            source = Source(fields["service_type"], ton, npi, address, octets[service_ends + 1 : i])
            origin = Origin(self._session, source, options)
            if self._taught < _TAUGHT_MOST:
                self._taught += 1
                self._heads.setdefault(head, {})[flags] = origin
        times = fields["schedule_delivery_time"], fields["validity_period"]
        return SubmitSm(origin, pdu.sequence, octets[i + 1 : j], fields["short_message"], *times, pdu.tlvs or None)


def _flags(options: Options) -> bytes:
    """As they stand in a submit_sm without times."""
    before = options.esm_class, options.protocol_id, options.priority_flag
    return bytes((*before, 0, 0, options.registered_delivery, *astuple(options)[4:]))


_NONE: dict[bytes, Origin] = {}
_NO_HEAD = b"\xff"
"""It has no NUL."""


def accepted(sequence: int, message_id: str) -> bytes:
    """submit_sm_resp with status ROK."""
    body = message_id.encode() + b"\0"
    return pack(_HEADER_OCTETS + len(body), SUBMIT_SM_RESP, 0, sequence) + body


def receipt(  # noqa: PLR0917 - the parts of one PDU, in its order
    sequence: int, destination: bytes, source: bytes, text: bytes, message_id: bytes, tlvs: bytes
) -> bytes:
    """deliver_sm that carries a receipt: esm_class 0x04, addresses swapped, all else 0, receipted_message_id (SMPP 3.4 § 4.6.1).

    destination: the original's (ton, npi, address), now the source; source: the original's. text: at most 254 octets; tlvs: more, encoded.
    """
    return b"%b\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b\0\x1e\0%c%b\0%b" % (
        pack(_RECEIPT_OCTETS + len(destination) + len(source) + len(text) + len(message_id) + len(tlvs), DELIVER_SM, 0, sequence),
        destination,
        source,
        len(text),
        text,
        len(message_id) + 1,
        message_id,
        tlvs,
    )


_RECEIPT_OCTETS = _HEADER_OCTETS + 18
"""Of a receipt without its addresses, text, id and further TLVs."""


class Shape(Struct, frozen=True, gc=False):
    """What receipts share. octets: of all that does not vary; text_octets: of the text without id and excerpt.

    filled: with header, number behind the destination's head, octets of the text, id, excerpt, octets of the id with its NUL, id.
    """

    filled: bytes
    octets: int
    text_octets: int


def shape(head: bytes, source: bytes, before: bytes, behind: bytes, tlvs: bytes) -> Shape:
    """Receipts of texts from this source, to destinations that begin so; with this before and behind the id in their text, and these TLVs.

    Filled in, they are as `receipt` writes them.
    """
    first, by, start, text, last = (octets.replace(b"%", b"%%") for octets in (head, source, before, behind, tlvs))
    filled = b"%b\0" + first + b"%b\0" + by + b"\0\4\0\0\0\0\0\0\0\0%c" + start + b"%b" + text + b"%b\0\x1e\0%c%b\0" + last
    return Shape(filled, _RECEIPT_OCTETS + len(head) + len(source) + len(tlvs), len(before) + len(behind))


def receipt_33(sequence: int, destination: bytes, source: bytes, text: bytes) -> bytes:
    """The same to a peer of SMPP 3.3, which knows no TLVs."""
    body = b"\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b" % (destination, source, len(text), text)
    return pack(_HEADER_OCTETS + len(body), DELIVER_SM, 0, sequence) + body
