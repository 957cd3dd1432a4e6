"""The table of TLVs (optional parameters), read and written by one table. Unknown tags are kept as raw octets, never refused.

Source: SMPP 3.4 § 5.3.2, and 5.0 for the tags 0428 and 06xx. Sizes follow what codecs in the field agree on; where they differ, both
sizes are read. Whether a TLV belongs in its PDU is a question of its own (`strays`): lenient peers never ask it.
"""

from dataclasses import dataclass
from struct import Struct as Layout
from typing import Any, Final

from msgspec import Struct

from simulator.smpp.bodies import V50
from simulator.smpp.commands import Command, is_response
from simulator.smpp.fields import TEXT, c_octets
from simulator.smpp.pdu import Tlvs
from simulator.smpp.statuses import ProtocolError, Status

_HEAD: Final = Layout(">HH")


@dataclass(frozen=True, slots=True)
class Number:
    """An unsigned integer; the first of `sizes` that can hold it is written. Lengths in `raw` are octets instead: 5.0's longer forms."""

    sizes: tuple[int, ...]
    raw: tuple[int, ...] = ()

    def read(self, value: bytes) -> int | bytes | None:
        """None: a length that it may not have."""
        if len(value) in self.sizes:
            return int.from_bytes(value, "big")
        return value if len(value) in self.raw else None

    def write(self, value: int | bytes) -> bytes:
        """Octets of an int, or the octets of a longer form."""
        if isinstance(value, bytes):
            if len(value) not in self.raw:
                raise ValueError(f"{len(value)} octets, wanted {self.raw or 'a number'}")
            return value
        for size in self.sizes:
            if 0 <= value < 1 << 8 * size:
                return value.to_bytes(size, "big")
        raise ValueError(f"{value} does not fit {max(self.sizes)} octets")


@dataclass(frozen=True, slots=True)
class Text:
    """A C-Octet String of `least` to `most` octets with its NUL. One that came without NUL is taken; the first NUL ends it."""

    least: int
    most: int

    def read(self, value: bytes) -> str | None:
        """None: a length that it may not have."""
        text = value.partition(b"\0")[0]
        if len(text) + 1 < self.least or len(value) > self.most:
            return None
        return text.decode(TEXT)

    def write(self, value: str) -> bytes:
        """The text and its NUL."""
        octets = c_octets(value, self.most)
        if len(octets) < self.least:
            raise ValueError(f"{len(octets)} octets with its NUL, at least {self.least}")
        return octets


@dataclass(frozen=True, slots=True)
class Raw:
    """Octets, `least` to `most` of them."""

    least: int
    most: int

    def read(self, value: bytes) -> bytes | None:
        """None: a length that it may not have."""
        return value if self.least <= len(value) <= self.most else None

    def write(self, value: bytes) -> bytes:
        """The octets as they are."""
        if not self.least <= len(value) <= self.most:
            raise ValueError(f"{len(value)} octets are not within {self.least} to {self.most}")
        return bytes(value)


class Tlv(Struct, frozen=True):
    """One row. `within`: the PDUs of 3.4 it may stand in, by the letters of `PDUS`; `also`: those that 5.0 adds; `repeats`: a list."""

    tag: int
    name: str
    type: Number | Text | Raw
    within: str
    also: str = ""
    repeats: bool = False


PDUS: Final[dict[str, tuple[Command, ...]]] = {
    "S": (Command.SUBMIT_SM,),
    "M": (Command.SUBMIT_MULTI,),
    "D": (Command.DELIVER_SM,),
    "A": (Command.DATA_SM,),
    "B": (Command.BIND_RECEIVER_RESP, Command.BIND_TRANSMITTER_RESP, Command.BIND_TRANSCEIVER_RESP),
    "a": (Command.DATA_SM_RESP,),
    "s": (Command.SUBMIT_SM_RESP,),
    "n": (Command.ALERT_NOTIFICATION,),
    "R": (Command.REPLACE_SM,),
    "b": (Command.BROADCAST_SM,),
    "r": (Command.BROADCAST_SM_RESP,),
    "Q": (Command.QUERY_BROADCAST_SM,),
    "q": (Command.QUERY_BROADCAST_SM_RESP,),
    "c": (Command.CANCEL_BROADCAST_SM,),
    "*": tuple(command for command in Command if is_response(command)),
}

_INT1 = Number((1,))
_INT2 = Number((2,))
_INT4 = Number((4,))

TABLE: Final = (
    Tlv(0x0005, "dest_addr_subunit", _INT1, "SMA", "Db"),
    Tlv(0x0006, "dest_network_type", _INT1, "A", "SM"),
    Tlv(0x0007, "dest_bearer_type", _INT1, "A", "SM"),
    Tlv(0x0008, "dest_telematics_id", _INT2, "A", "SM"),
    Tlv(0x000D, "source_addr_subunit", _INT1, "SMA", "b"),
    Tlv(0x000E, "source_network_type", _INT1, "A", "SM"),
    Tlv(0x000F, "source_bearer_type", _INT1, "A", "SM"),
    Tlv(0x0010, "source_telematics_id", Number((1, 2)), "A", "SM"),  # codecs disagree on 1 or 2 octets
    Tlv(0x0017, "qos_time_to_live", _INT4, "A", "SM"),
    Tlv(0x0019, "payload_type", _INT1, "SMDA", "b"),
    Tlv(0x001D, "additional_status_info_text", Text(1, 256), "a", "s"),
    Tlv(0x001E, "receipted_message_id", Text(1, 65), "DA"),
    Tlv(0x0030, "ms_msg_wait_facilities", _INT1, "SMA"),
    Tlv(0x0201, "privacy_indicator", _INT1, "SMDA", "b"),
    Tlv(0x0202, "source_subaddress", Raw(2, 23), "SMDA", "b"),
    Tlv(0x0203, "dest_subaddress", Raw(2, 23), "SMDA", "b"),
    Tlv(0x0204, "user_message_reference", _INT2, "SMDA", "brQqc"),
    Tlv(0x0205, "user_response_code", _INT1, "SDA"),
    Tlv(0x020A, "source_port", _INT2, "SMDA", "b"),
    Tlv(0x020B, "destination_port", _INT2, "SMDA", "b"),
    Tlv(0x020C, "sar_msg_ref_num", _INT2, "SMDA"),
    Tlv(0x020D, "language_indicator", _INT1, "SMDA", "b"),
    Tlv(0x020E, "sar_total_segments", _INT1, "SMDA"),
    Tlv(0x020F, "sar_segment_seqnum", _INT1, "SMDA"),
    Tlv(0x0210, "sc_interface_version", _INT1, "B"),
    Tlv(0x0302, "callback_num_pres_ind", _INT1, "SMA", "Db", repeats=True),
    Tlv(0x0303, "callback_num_atag", Raw(1, 65), "SMA", "Db", repeats=True),
    Tlv(0x0304, "number_of_messages", _INT1, "SA"),
    Tlv(0x0381, "callback_num", Raw(4, 19), "SMDA", "b", repeats=True),
    Tlv(0x0420, "dpf_result", _INT1, "a", "Ds"),
    Tlv(0x0421, "set_dpf", _INT1, "A", "S"),
    Tlv(0x0422, "ms_availability_status", _INT1, "n"),
    Tlv(0x0423, "network_error_code", Raw(3, 3), "DAa", "s"),
    Tlv(0x0424, "message_payload", Raw(0, 65535), "SMDA", "bR"),
    Tlv(0x0425, "delivery_failure_reason", _INT1, "a", "s"),
    Tlv(0x0426, "more_messages_to_send", _INT1, "SA"),
    Tlv(0x0427, "message_state", _INT1, "DA", "q"),
    Tlv(0x0428, "congestion_state", _INT1, "", "*"),
    Tlv(0x0501, "ussd_service_op", _INT1, "S", "D"),
    Tlv(0x0600, "broadcast_channel_indicator", _INT1, "", "b"),
    Tlv(0x0601, "broadcast_content_type", Raw(3, 3), "", "bc"),
    Tlv(0x0602, "broadcast_content_type_info", Raw(1, 255), "", "b"),
    Tlv(0x0603, "broadcast_message_class", _INT1, "", "b"),
    Tlv(0x0604, "broadcast_rep_num", Number((2, 1)), "", "b"),  # codecs disagree on 1 or 2 octets
    Tlv(0x0605, "broadcast_frequency_interval", Raw(3, 3), "", "b"),
    Tlv(0x0606, "broadcast_area_identifier", Raw(1, 65535), "", "brq", repeats=True),
    Tlv(0x0607, "broadcast_error_status", _INT4, "", "r", repeats=True),
    Tlv(0x0608, "broadcast_area_success", _INT1, "", "q", repeats=True),
    Tlv(0x0609, "broadcast_end_time", Text(17, 17), "", "q"),
    Tlv(0x060A, "broadcast_service_group", Raw(1, 255), "", "b"),
    Tlv(0x060B, "billing_identification", Raw(1, 1024), "", "SMA"),
    Tlv(0x060D, "source_network_id", Text(7, 66), "", "SMDA"),
    Tlv(0x060E, "dest_network_id", Text(7, 66), "", "SMDA"),
    Tlv(0x060F, "source_node_id", Raw(6, 6), "", "SMDA"),
    Tlv(0x0610, "dest_node_id", Raw(6, 6), "", "SMDA"),
    Tlv(0x0611, "dest_addr_np_resolution", _INT1, "", "SMDA"),
    Tlv(0x0612, "dest_addr_np_information", Raw(10, 10), "", "SMDA"),
    Tlv(0x0613, "dest_addr_np_country", Raw(1, 5), "", "SMDA"),
    Tlv(0x1201, "display_time", _INT1, "SMA", "b"),
    Tlv(0x1203, "sms_signal", _INT2, "SMA", "b"),
    Tlv(0x1204, "ms_validity", Number((1,), raw=(4,)), "SMA", "b"),
    Tlv(0x130C, "alert_on_message_delivery", Number((1,), raw=(0,)), "SMA", "b"),
    Tlv(0x1380, "its_reply_type", _INT1, "SA"),
    Tlv(0x1383, "its_session_info", Raw(2, 2), "SDA"),
)

BY_TAG: Final[dict[int, Tlv]] = {row.tag: row for row in TABLE}
BY_NAME: Final[dict[str, Tlv]] = {row.name: row for row in TABLE}


def read_tlvs(octets: bytes, at: int) -> Tlvs:
    """All TLVs from `at` to the end, in wire order; of one that comes twice and may not, the last.

    A stream that cannot be cut is ProtocolError RINVOPTPARSTREAM, but one NUL at the end is ignored: providers append it. A known
    TLV of a length it may not have is RINVPARLEN.
    """
    found: Tlvs = {}
    end = len(octets)
    while at + 4 <= end:
        tag, length = _HEAD.unpack_from(octets, at)
        value, at = octets[at + 4 : at + 4 + length], at + 4 + length
        if at > end:
            raise ProtocolError(Status.RINVOPTPARSTREAM, f"TLV 0x{tag:04X} announces {length} octets, {length - at + end} there")
        _keep(found, tag, value)
    if at < end and octets[at:] != b"\0":
        raise ProtocolError(Status.RINVOPTPARSTREAM, f"{end - at} octets after the TLVs")
    return found


def _keep(found: Tlvs, tag: int, octets: bytes) -> None:
    row = BY_TAG.get(tag)
    if row is None:
        found[tag] = octets
        return
    value = row.type.read(octets)
    if value is None:
        raise ProtocolError(Status.RINVPARLEN, f"TLV {row.name} of {len(octets)} octets")
    if row.repeats:
        found.setdefault(row.name, []).append(value)
    else:
        found[row.name] = value


def write_tlvs(tlvs: Tlvs) -> bytes:
    """The octets of all TLVs in the order given. A key that is a tag writes its value raw, known or not.

    An unknown name and a value that does not fit are ValueError.
    """
    return b"".join(_written(key, value) for key, value in tlvs.items())


def _written(key: str | int, value: Any) -> bytes:
    if isinstance(key, int):
        return _HEAD.pack(key, len(value)) + bytes(value)
    row = BY_NAME.get(key)
    if row is None:
        raise ValueError(f"no TLV is named {key}")
    try:
        contents = [row.type.write(one) for one in (value if row.repeats else (value,))]
    except ValueError as wrong:
        raise ValueError(f"TLV {key}: {wrong}") from wrong
    return b"".join(_HEAD.pack(row.tag, len(content)) + content for content in contents)


def strays(command: Command, tlvs: Tlvs, version: int) -> list[str]:
    """The known TLVs that this version does not place in this command: RTLVNOTALLWD of a strict peer. Unknown tags are never strays."""
    return [key for key in tlvs if isinstance(key, str) and command not in _places(BY_NAME[key], version)]


def _places(row: Tlv, version: int) -> set[Command]:
    letters = row.within + row.also if version >= V50 else row.within
    return {command for letter in letters for command in PDUS[letter]}
