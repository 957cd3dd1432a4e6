"""The fast side of submit_sm, which half of the road is made of: requests in, answers out. It judges nothing.

The reader takes only what it has seen the reference codec accept: a head (service type and source) and a set of flags that it was
taught, no times, no TLVs, lengths that agree. At the least doubt it hands over. Tests hold it equal to the codec on every input.
"""

from collections.abc import Callable
from functools import lru_cache
from struct import Struct as Layout
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from simulator.smpp.pdu import Pdu

Cut = Callable[[bytes, int], tuple[Any, ...]]
"""Cuts a PDU at a place of the octets into its parts."""

_HEADER = Layout(">IIII")
_HEADER_OCTETS = 16
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


class Layouts(dict[int, Cut]):
    """How to cut a submit_sm whose head and destination have so many octets, by the octets of its text; made when first asked for.

    What is cut out: length, command_id, command_status, sequence_number, head, destination, flags, short_message.
    """

    def __init__(self, head: int, destination: int) -> None:
        super().__init__()
        self._head, self._destination = head, destination

    def __missing__(self, text: int) -> Cut:
        layout = Layout(f">IIII{self._head}s{self._destination}s{1 + _FLAGS}sx{text}s")
        cut = self[text] = layout.unpack_from
        return cut


_layouts = lru_cache(64)(Layouts)
"""Shared by all sessions; a peer that sends ever other shapes pays for them itself."""


class Like(NamedTuple):
    """The plain submit_sm before: mostly the next one has another sequence number, the digits of another number, and another text.

    layouts: of those with as many octets before their text; head: from its service type to the NUL of its source.
    flags: from the NUL of its destination to what stands before sm_length; origin: what both are; text: where in the PDU the text begins.
    """

    layouts: Layouts
    head: bytes
    flags: bytes
    origin: Origin
    text: int


class PlainReader:
    """One session's reader. What `teach` was shown, `read` knows from then on."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._heads: dict[bytes, dict[bytes, Origin]] = {}
        self._taught = 0
        nobody = Origin(session, Source("", 0, 0, "", b""), Options(*(0,) * 7))
        self._like = Like(_layouts(0, 0), b"", _NO_FLAGS, nobody, _HEADER_OCTETS + 1 + _FLAGS + 1)

    def read(self, octets: bytes, at: int, requests: list[SubmitSm]) -> int:
        """Append the plain submit_sm that stand at octets[at:], one after another; where the first PDU begins that is none of them.

        A PDU that is not whole yet is none either. One that is like the one before is cut in one call, and its parts are compared.
        """
        end = len(octets)
        layouts, head, flags, origin, text = self._like
        while at <= end - _HEADER_OCTETS:
            begins = at + text
            size = octets[begins - 1] if begins <= end else _TEXT_MOST + 1
            stop = begins + size
            if size <= _TEXT_MOST and stop <= end:
                length, command, _, sequence, first, destination, last, short_message = layouts[size](octets, at)
                if (
                    first == head
                    and last == flags
                    and length == stop - at
                    and command == SUBMIT_SM
                    and not (0 in destination and destination.find(0, _TON_NPI) >= 0)
                ):
                    requests.append(SubmitSm(origin, sequence, destination, short_message))
                    at = stop
                    continue
            if not self._look(octets, at):
                break
            layouts, head, flags, origin, text = self._like
        return at

    def _look(self, octets: bytes, at: int) -> bool:
        """Look at a PDU that is not like the one before; whether it is a plain submit_sm, and whole. If so, the next may be like it."""
        length, command, _, _ = _HEADER.unpack_from(octets, at)
        stop = at + length
        if command != SUBMIT_SM or stop > len(octets):
            return False
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
        self._like = Like(_layouts(i + 1 - head, j - i - 1), octets[head : i + 1], octets[j : text - 1], origin, text - at)
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
_NO_FLAGS = b""
"""Nothing is like that."""


def accepted(sequence: int, message_id: str) -> bytes:
    """submit_sm_resp with status ROK."""
    body = message_id.encode() + b"\0"
    return _HEADER.pack(_HEADER_OCTETS + len(body), SUBMIT_SM_RESP, 0, sequence) + body
