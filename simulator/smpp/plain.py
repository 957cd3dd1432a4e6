"""The fast pair for the two PDUs that the road is made of: submit_sm in, receipts out. It judges nothing.

The reader takes only what it has seen the reference codec accept: a head (service type and source) and a set of flags that it was
taught, no times, no TLVs, lengths that agree. At the least doubt it hands over. Tests hold both equal to the codec on every input.
"""

from struct import Struct as Layout
from typing import Any

from msgspec import Struct

from simulator.smpp.pdu import Pdu

_HEADER = Layout(">IIII")
_HEADER_OCTETS = 16
_pack = _HEADER.pack
_FLAGS = 9
"""esm_class to sm_default_msg_id, with the two empty times between: what follows destination_addr up to sm_length."""
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


class SubmitSm(Struct, frozen=True, eq=False, gc=False):
    """A submit_sm that was read. session: the number of the session that brought it.

    destination: ton, npi and address as octets (`01 01 8613…`), without the NUL.
    """

    session: int
    sequence: int
    source: Source
    destination: bytes
    options: Options
    short_message: bytes
    schedule_delivery_time: str = ""
    validity_period: str = ""
    tlvs: dict[str, Any] | None = None


class PlainReader:
    """One session's reader. What `teach` was shown, `read` knows from then on."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._sources: dict[bytes, Source] = {}
        self._options: dict[bytes, Options] = {}

    def read(self, octets: bytes, at: int, requests: list[SubmitSm]) -> int:
        """Append the plain submit_sm that stand at octets[at:], one after another; where the first PDU begins that is none of them.

        A PDU that is not whole yet is none either.
        """
        find, sources, all_options, session = octets.find, self._sources, self._options, self._session
        unpack, append, last = _HEADER.unpack_from, requests.append, len(octets) - _HEADER_OCTETS
        while at <= last:
            length, command, _, sequence = unpack(octets, at)
            if command != SUBMIT_SM:
                break
            head = at + _HEADER_OCTETS
            i = find(0, find(0, head) + 3)
            j = find(0, i + 3)
            text = j + _FLAGS + 2
            source = sources.get(octets[head:i])
            options = all_options.get(octets[j + 1 : text - 1])
            stop = at + length
            if source is None or options is None or not head < i < j <= i + _DESTINATION_MOST or stop > last + _HEADER_OCTETS:
                break
            if text > stop or text + octets[text - 1] != stop or octets[text - 1] > _TEXT_MOST:
                break
            append(SubmitSm(session, sequence, source, octets[i + 1 : j], options, octets[text:stop]))
            at = stop
        return at

    def teach(self, octets: bytes, start: int, pdu: Pdu) -> SubmitSm:
        """The submit_sm that the codec read from octets[start:]; its like will be known again."""
        fields = pdu.fields
        service_ends = octets.find(0, start + _HEADER_OCTETS)
        i = octets.find(0, service_ends + 3)
        j = octets.find(0, i + 3)
        head, flags = octets[start + _HEADER_OCTETS : i], octets[j + 1 : j + 1 + _FLAGS]
        source = self._sources.get(head)
        if source is None:
            ton, npi, address = fields["source_addr_ton"], fields["source_addr_npi"], fields["source_addr"]
            source = Source(fields["service_type"], ton, npi, address, octets[service_ends + 1 : i])
        options = self._options.get(flags) or Options(*(fields[name] for name in Options.__struct_fields__))
        times = fields["schedule_delivery_time"], fields["validity_period"]
        if times == ("", "") and len(self._sources) < _TAUGHT_MOST and len(self._options) < _TAUGHT_MOST:
            self._sources[head] = source
            self._options[flags] = options
        return SubmitSm(self._session, pdu.sequence, source, octets[i + 1 : j], options, fields["short_message"], *times, pdu.tlvs or None)


def accepted(sequence: int, message_id: str) -> bytes:
    """submit_sm_resp with status ROK."""
    body = message_id.encode() + b"\0"
    return _pack(_HEADER_OCTETS + len(body), SUBMIT_SM_RESP, 0, sequence) + body


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


_RECEIPT_OCTETS = _HEADER_OCTETS + 18
"""Of a receipt without its addresses, text, id and further TLVs."""


def receipt_33(sequence: int, destination: bytes, source: bytes, text: bytes) -> bytes:
    """The same to a peer of SMPP 3.3, which knows no TLVs."""
    body = b"\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b" % (destination, source, len(text), text)
    return _pack(_HEADER_OCTETS + len(body), DELIVER_SM, 0, sequence) + body
