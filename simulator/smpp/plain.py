"""The fast pair for the two PDUs that the road is made of: submit_sm in, receipts out. It judges nothing.

The reader takes only what it has seen the reference codec accept: a head (service type and source) and a set of flags that it was
taught, no times, no TLVs, lengths that agree. At the least doubt it hands over. Tests hold both equal to the codec on every input.
"""

from struct import Struct as Layout
from typing import Any

from msgspec import Struct

from simulator.smpp.pdu import Pdu

_HEADER = 16
_FLAGS = 9
"""esm_class to sm_default_msg_id, with the two empty times between: what follows destination_addr up to sm_length."""
_DESTINATION_MOST = 23
"""ton, npi and twenty characters, from NUL to NUL."""
_TEXT_MOST = 254
"""Of SMPP 3.4; 5.0's 255 is the codec's to judge."""
_TAUGHT_MOST = 4_096
"""Heads and flag sets remembered; a client that sends ever new ones is served by the codec alone."""

pack = Layout(">IIII").pack

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
    """A submit_sm that was read. session: the number of the session that brought it. destination: ton, npi and address as octets (`01 01 8613…`), without the NUL."""

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

    def read(self, octets: bytes, start: int, stop: int, sequence: int) -> SubmitSm | None:
        """The submit_sm in octets[start:stop], its header included; None: let the codec read it."""
        find = octets.find
        i = find(0, find(0, start + _HEADER) + 3)
        source = self._sources.get(octets[start + _HEADER : i])
        if source is None:
            return None
        j = find(0, i + 3)
        text = j + _FLAGS + 2
        options = self._options.get(octets[j + 1 : text - 1])
        if options is None or not start < i < j <= i + _DESTINATION_MOST or text > stop:
            return None
        length = octets[text - 1]
        if text + length != stop or length > _TEXT_MOST:
            return None
        return SubmitSm(self._session, sequence, source, octets[i + 1 : j], options, octets[text:stop])

    def teach(self, octets: bytes, start: int, pdu: Pdu) -> SubmitSm:
        """The submit_sm that the codec read from octets[start:]; its like will be known again."""
        fields = pdu.fields
        i = octets.find(0, octets.find(0, start + _HEADER) + 3)
        j = octets.find(0, i + 3)
        head, flags = octets[start + _HEADER : i], octets[j + 1 : j + 1 + _FLAGS]
        source = self._sources.get(head) or Source(*(fields[name] for name in _SOURCE), octets[i - len(fields["source_addr"]) - 2 : i])
        options = self._options.get(flags) or Options(*(fields[name] for name in Options.__struct_fields__))
        times = fields["schedule_delivery_time"], fields["validity_period"]
        if times == ("", "") and len(self._sources) < _TAUGHT_MOST and len(self._options) < _TAUGHT_MOST:
            self._sources[head] = source
            self._options[flags] = options
        return SubmitSm(self._session, pdu.sequence, source, octets[i + 1 : j], options, fields["short_message"], *times, pdu.tlvs or None)


_SOURCE = ("service_type", "source_addr_ton", "source_addr_npi", "source_addr")


def accepted(sequence: int, message_id: bytes) -> bytes:
    """submit_sm_resp with status ROK."""
    return pack(17 + len(message_id), SUBMIT_SM_RESP, 0, sequence) + message_id + b"\0"


def receipt(sequence: int, destination: bytes, source: bytes, text: bytes, tlvs: bytes) -> bytes:
    """deliver_sm that carries a receipt: esm_class 0x04, addresses swapped, all else 0 (SMPP 3.4 § 4.6.1).

    destination: the original's (ton, npi, address), now the source; source: the original's. text: at most 254 octets.
    """
    body = b"\0%b\0%b\0\4\0\0\0\0\0\0\0\0%c%b%b" % (destination, source, len(text), text, tlvs)
    return pack(_HEADER + len(body), DELIVER_SM, 0, sequence) + body
