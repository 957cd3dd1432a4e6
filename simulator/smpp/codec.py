"""One framed PDU from octets and back, by the tables. It reads everything odd and never raises for it; it knows no session and no stream.

What is done about each broken thing follows SMPP 3.4 § 4.3.1 and § 5.1.3; where the paper is silent, the leniency that field practice
needs: one NUL after the TLVs is ignored, responses may lack their body, and error responses may carry TLVs alone, as in 5.0.
"""

from struct import Struct
from typing import Final

from simulator.smpp.bodies import PASSWORD_MAX, V34, V50, Body, bodies, read_fields, write_fields
from simulator.smpp.commands import is_response
from simulator.smpp.fields import Fields
from simulator.smpp.pdu import Answer, Pdu, Tlvs, UnparsedPdu, answer_due
from simulator.smpp.statuses import ProtocolError, Status
from simulator.smpp.tlvs import read_tlvs, write_tlvs

HEADER: Final = Struct(">IIII")
HEADER_OCTETS: Final = 16
PDU_OCTETS_MAX: Final = 70_000
"""Ours: the paper has none. It leaves room for a message_payload of 65,535 octets."""


def decode(octets: bytes | bytearray | memoryview, version: int = V34, password_max: int = PASSWORD_MAX) -> Pdu | UnparsedPdu:
    """The PDU in `octets`, its header included; any octets give a value.

    version: the peer's interface_version: below 0x50 the 5.0 commands are unknown. password_max: octets of a password with its NUL.
    A command_length that is not the length of `octets`, is below 16 or above our limit has lost the framing. So whoever cuts the
    stream may hand over the bare header of a PDU that he will not read.
    """
    octets = bytes(octets)
    if len(octets) < HEADER_OCTETS:
        return _lost(0, 0, "shorter than a header")
    length, command_id, status, sequence = HEADER.unpack_from(octets)
    if length < HEADER_OCTETS:
        return _lost(command_id, 0, f"command_length {length} is below 16")
    if length != len(octets) or length > PDU_OCTETS_MAX:
        return _lost(command_id, sequence, f"command_length {length} with {len(octets)} octets there, at most {PDU_OCTETS_MAX}")
    body = bodies(version, password_max).get(command_id)
    if body is None:
        answer = Answer.NOTHING if is_response(command_id) else Answer.NACK
        return UnparsedPdu(command_id, sequence, Status.RINVCMDID, answer, reason="unknown command")
    try:
        fields, tlvs = _read_body(body, octets, status, version)
    except ProtocolError as broken:
        return UnparsedPdu(command_id, sequence, broken.status, answer_due(command_id), reason=broken.reason)
    return Pdu(body.command, status, sequence, fields, tlvs)


def encode(pdu: Pdu, version: int = V34, password_max: int = PASSWORD_MAX) -> bytes:
    """The octets of `pdu` for a peer of this version: no TLVs below 0x34. Fields that are not given are written as their defaults.

    A response with an error status, no fields and no TLVs is header only; one that is to have its body all the same is given fields.
    Values that do not fit their field are ValueError, and so is a command that the version does not know.
    """
    body = bodies(version, password_max).get(pdu.command)
    if body is None:
        raise ValueError(f"{pdu.command.name} does not exist in version 0x{version:02X}")
    tlvs = write_tlvs(pdu.tlvs) if pdu.tlvs and version >= V34 else b""
    bare = pdu.status and not (pdu.fields or tlvs) and is_response(pdu.command)
    content = b"" if bare else write_fields(body, pdu.fields) + tlvs
    return HEADER.pack(HEADER_OCTETS + len(content), pdu.command, pdu.status, pdu.sequence) + content


def _lost(command_id: int, sequence: int, reason: str) -> UnparsedPdu:
    return UnparsedPdu(command_id, sequence, Status.RINVCMDLEN, Answer.NACK, framing_lost=True, reason=reason)


def _read_body(body: Body, octets: bytes, status: int, version: int) -> tuple[Fields, Tlvs]:
    if is_response(body.command):
        return _read_response(body, octets, status, version)
    if not body.fields:
        return _read_nothing(octets)
    return _read_full(body, octets)


def _read_full(body: Body, octets: bytes) -> tuple[Fields, Tlvs]:
    fields, at = read_fields(body, octets, HEADER_OCTETS)
    return fields, read_tlvs(octets, at) if at < len(octets) else {}


def _read_nothing(octets: bytes) -> tuple[Fields, Tlvs]:
    if len(octets) > HEADER_OCTETS:
        raise ProtocolError(Status.RINVCMDLEN, f"{len(octets) - HEADER_OCTETS} octets after a PDU that has no body")
    return {}, {}


def _read_response(body: Body, octets: bytes, status: int, version: int) -> tuple[Fields, Tlvs]:
    """Header only is taken at any status: the outcome is known. With an error status an unreadable body takes nothing from it either."""
    if len(octets) == HEADER_OCTETS:
        return {}, {}
    if not body.fields and version < V50:
        return _read_nothing(octets)
    try:
        return _read_full(body, octets)
    except ProtocolError:
        if not status:
            raise
    try:
        return {}, read_tlvs(octets, HEADER_OCTETS)
    except ProtocolError:
        return {}, {}
