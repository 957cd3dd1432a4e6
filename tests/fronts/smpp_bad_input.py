"""What a client may send that is broken or odd, and what is due for each: one table, played over a socket by test_smpp_broken.

Source: SMPP 3.4 § 3.2, § 4 and § 5.1.3; where the papers are silent, what centres and libraries in the field do.
"""

from enum import Enum
from random import Random
from typing import Final, NamedTuple

from simulator.smpp.codec import HEADER_OCTETS, PDU_OCTETS_MAX, encode
from simulator.smpp.commands import Command
from simulator.smpp.statuses import Status
from tests.esme import bind_pdu, submit_pdu
from tests.smpp.pdus import frame

SEQUENCE: Final = 0x01020304


class Due(Enum):
    """What follows."""

    TYPED = "the operation's own response, header only; the session goes on"
    NACK = "generic_nack; the session goes on"
    CLOSE = "generic_nack, then the network hangs up"
    TAKEN = "the operation's own response: it is as good as any"
    NOTHING = "nothing at all; the session goes on"


class Bad(NamedTuple):
    """One row. when: `open`, `bound` or `both`; sequence: of the answer."""

    name: str
    octets: bytes
    due: Due
    status: Status = Status.ROK
    when: str = "bound"
    sequence: int = SEQUENCE

    def __str__(self) -> str:
        return self.name


BIND: Final = encode(bind_pdu())[HEADER_OCTETS:]
SUBMIT: Final = encode(submit_pdu())[HEADER_OCTETS:]
C = Command


def body(command: Command, octets: bytes, status: Status, what: str, when: str = "bound") -> Bad:
    """A PDU around this body, to be refused in its own response."""
    return Bad(f"{command.name.lower()}: {what}", frame(command, octets, 0, SEQUENCE), Due.TYPED, status, when)


def taken(command: Command, octets: bytes, what: str) -> Bad:
    """A PDU around this body, which is odd and yet understood."""
    return Bad(f"{command.name.lower()}: {what}", frame(command, octets, 0, SEQUENCE), Due.TAKEN)


def length(octets: int, sequence: int) -> Bad:
    """A header of this command_length."""
    header = frame(C.ENQUIRE_LINK, b"", 0, SEQUENCE)[4:]
    return Bad(f"command_length {octets}", octets.to_bytes(4, "big") + header, Due.CLOSE, Status.RINVCMDLEN, "both", sequence)


def stranger(what: str, octets: bytes) -> Bad:
    """Another protocol's first words. Its first four octets are no length that can be, and its next ones make the header."""
    return Bad(what, octets, Due.CLOSE, Status.RINVCMDLEN, "both", int.from_bytes(octets[12:16], "big"))


LENGTHS: Final = [length(octets, 0) for octets in range(HEADER_OCTETS)] + [
    length(octets, SEQUENCE) for octets in (PDU_OCTETS_MAX + 1, 0x00100000, 0x7FFFFFFF, 0xFFFFFFFF)
]

CLIENT_HELLO: Final = bytes.fromhex("16030102000100 01fc0303") + bytes(range(32)) + bytes.fromhex("20") + bytes(range(32, 64))
CMPP_CONNECT: Final = b"\0\0\0\x27\0\0\0\1\0\0\0\1" + b"901234" + b"\xaa" * 16 + b"\x30" + b"\x12\x34\x56\x78"

STRANGERS: Final = [
    stranger("an HTTP request", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    stranger("a TLS hello in the clear", CLIENT_HELLO),
    stranger("an SSH banner", b"SSH-2.0-OpenSSH_9.2p1\r\n"),
    stranger("a line of text", b"hello, is anybody there?\n"),
    stranger("octets drawn at random", Random(7).randbytes(200)),
    stranger("nothing but ones", b"\xff" * 64),
    Bad("nothing but zeros", bytes(64), Due.CLOSE, Status.RINVCMDLEN, "both", 0),
    Bad("a CMPP connect, whose header is shorter", CMPP_CONNECT, Due.TYPED, Status.RINVSYSID, "both", int.from_bytes(b"9012", "big")),
]

UNKNOWN: Final = [
    Bad(f"unknown command 0x{command:08X}", frame(command, b"any", 0, SEQUENCE), Due.NACK, Status.RINVCMDID, "both")
    for command in (0x00000000, 0x0000000A, 0x00000022, 0x00010200, 0x01000001, 0x7FFFFFFF)
] + [
    Bad(f"unknown response 0x{command:08X}", frame(command, b"any", 0, SEQUENCE), Due.NOTHING, when="both")
    for command in (0x8000000A, 0x80010200, 0xFFFFFFFF)
]

BEFORE_THE_BIND: Final = [
    body(C.BIND_TRANSCEIVER, BIND[:-1], Status.RINVCMDLEN, "the last NUL is missing", "open"),
    body(C.BIND_RECEIVER, b"", Status.RINVCMDLEN, "no body", "open"),
    body(C.BIND_TRANSMITTER, b"x" * 16 + BIND, Status.RINVSYSID, "system_id of 16 characters", "open"),
    body(C.BIND_TRANSMITTER, b"esme\0" + b"x" * 60, Status.RINVPASWD, "a password without an end", "open"),
    body(C.BIND_TRANSMITTER, b"esme\0secret\0" + b"x" * 60, Status.RINVSYSTYP, "system_type of 13 characters", "open"),
    body(C.BIND_TRANSMITTER, b"esme\0secret\0\0\x34\0\0" + b"x" * 60, Status.RBINDFAIL, "address_range of 41 characters", "open"),
    body(C.BIND_TRANSMITTER, BIND + b"\2\4\0", Status.RINVOPTPARSTREAM, "three octets behind it", "open"),
    body(C.SUBMIT_SM, SUBMIT[:9], Status.RINVCMDLEN, "cut off, and too early", "open"),
    body(C.SUBMIT_SM, SUBMIT, Status.RINVBNDSTS, "too early", "open"),
]

SENDER: Final = b"\0\5\0BANK\0"
TO: Final = b"\1\00113800000000\0"
TO_ONE: Final = SENDER + TO
"""service_type, source and destination of a submit_sm."""
FLAGS: Final = b"\0\0\0"
"""esm_class, protocol_id and priority_flag."""
REST: Final = b"\1\0\0\0\5Hello"
"""registered_delivery and all that follows."""

SUBMITS: Final = [
    body(C.SUBMIT_SM, SUBMIT[:-1], Status.RINVMSGLEN, "a text shorter than sm_length"),
    body(C.SUBMIT_SM, SUBMIT[:10], Status.RINVCMDLEN, "cut off in the destination"),
    body(C.SUBMIT_SM, b"", Status.RINVCMDLEN, "no body"),
    body(C.SUBMIT_SM, b"x" * 80, Status.RINVSERTYP, "service_type without an end"),
    body(C.SUBMIT_SM, b"\0\5\0" + b"x" * 80, Status.RINVSRCADR, "source_addr without an end"),
    body(C.SUBMIT_SM, SENDER + b"\1\1" + b"1" * 80, Status.RINVDSTADR, "destination_addr without an end"),
    body(C.SUBMIT_SM, SENDER + b"\1\1\0" + FLAGS + b"\0\0" + REST, Status.RINVDSTADR, "no destination"),
    body(C.SUBMIT_SM, SENDER + b"\1\1BANK\0" + FLAGS + b"\0\0" + REST, Status.RINVDSTADR, "letters in the destination"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"x" * 80, Status.RINVSCHED, "a schedule without an end"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"tomorrow\0\0" + REST, Status.RINVSCHED, "a schedule of eight characters"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"24023009000003 +\0\0" + REST, Status.RINVSCHED, "a schedule with a blank in it"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"240230090000032+\0\0" + REST, Status.RINVSCHED, "a schedule on the 30th of February"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"240304090000049+\0\0" + REST, Status.RINVSCHED, "a schedule 49 quarters off UTC"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0" + b"x" * 80, Status.RINVEXPIRY, "a validity without an end"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\x0000000001\0" + REST, Status.RINVEXPIRY, "a validity of eight characters"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\x00000000250000000R\0" + REST, Status.RINVEXPIRY, "a validity of 25 o'clock"),
    body(C.SUBMIT_SM, TO_ONE + b"\x04\0\0\0\0" + REST, Status.RINVESMCLASS, "a receipt's esm_class"),
    body(C.SUBMIT_SM, TO_ONE + b"\0\0\4\0\0" + REST, Status.RINVPRTFLG, "priority_flag 4"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\xe0\0\0\0\0", Status.RINVREGDLVFLG, "reserved bits of registered_delivery"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\0\2\0\0\0", Status.RINVREPFLAG, "replace_if_present_flag 2"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\0\0\x0b\0\0", Status.RSUBMITFAIL, "a reserved data_coding"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\0\0\0\1\0", Status.RINVDFTMSGID, "a canned text"),
    body(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\0\0\0\0\xff" + b"x" * 255, Status.RINVMSGLEN, "sm_length 255"),
    body(C.SUBMIT_SM, TO_ONE + b"\x40\0\0\0\0\0\0\0\0\2\5\0", Status.RINVMSGLEN, "a header longer than its text"),
    taken(C.SUBMIT_SM, TO_ONE + FLAGS + b"\0\0\0\0\0\0\0", "no text"),
    Bad("submit_sm: a command_status", frame(C.SUBMIT_SM, SUBMIT, 0xDEAD, SEQUENCE), Due.TAKEN),
]

TLVS: Final = [
    body(C.SUBMIT_SM, SUBMIT + b"\2", Status.RINVOPTPARSTREAM, "one octet behind it"),
    body(C.SUBMIT_SM, SUBMIT + b"\2\4", Status.RINVOPTPARSTREAM, "half a tag"),
    body(C.SUBMIT_SM, SUBMIT + b"\2\4\0", Status.RINVOPTPARSTREAM, "half a length"),
    body(C.SUBMIT_SM, SUBMIT + b"\2\4\0\x09xx", Status.RINVOPTPARSTREAM, "a TLV longer than the rest"),
    body(C.SUBMIT_SM, SUBMIT + b"\2\4\0\2xx\0\0", Status.RINVOPTPARSTREAM, "two NULs behind the TLVs"),
    body(C.SUBMIT_SM, SUBMIT + b"\2\4\0\1x", Status.RINVPARLEN, "user_message_reference of one octet"),
    body(C.SUBMIT_SM, SUBMIT + b"\4\x23\0\2\3\0", Status.RINVPARLEN, "network_error_code of two octets"),
    body(C.SUBMIT_SM, SUBMIT + b"\4\x24\0\1x", Status.RINVMSGLEN, "a message_payload beside a text"),
    body(C.DATA_SM, TO_ONE + b"\0\0\0", Status.RMISSINGOPTPARAM, "no message_payload"),
    body(C.BIND_RECEIVER, BIND + b"\2\x10\0\2\0\0", Status.RINVPARLEN, "sc_interface_version of two octets", "open"),
    taken(C.SUBMIT_SM, SUBMIT + b"\0", "one NUL behind it"),
    taken(C.SUBMIT_SM, SUBMIT + b"\2\4\0\2xx\0", "one NUL behind the TLVs"),
    taken(C.SUBMIT_SM, SUBMIT + b"\x30\0\0\2xx", "an unknown TLV"),
    taken(C.SUBMIT_SM, SUBMIT + b"\x14\0\0\0", "a vendor's TLV without a value"),
    taken(C.SUBMIT_SM, SUBMIT + b"\2\4\0\2xx\2\4\0\2yy", "a TLV twice"),
    taken(C.SUBMIT_SM, SUBMIT + b"\2\x10\0\1\x34", "a TLV of another PDU"),
    taken(C.SUBMIT_SM, SUBMIT + b"\2\x0c\0\2\0\1", "one of three SAR TLVs"),
    taken(C.SUBMIT_SM, SUBMIT + b"\x30\0\xff\xff" + bytes(0xFFFF), "a TLV of 65,535 octets"),
    taken(
        C.SUBMIT_SM,
        SUBMIT
        + b"\x30\0\xff\xff"
        + bytes(0xFFFF)
        + b"\x30\1"
        + (rest := PDU_OCTETS_MAX - HEADER_OCTETS - len(SUBMIT) - 0xFFFF - 8).to_bytes(2, "big")
        + bytes(rest),
        "as long as a PDU may be",
    ),
]

MANY: Final = SENDER + b"\1\1"
"""Up to the first destination of a submit_multi, which is to have one."""

OTHERS: Final = [
    body(C.SUBMIT_MULTI, SENDER + b"\0", Status.RINVNUMDESTS, "nobody to send to"),
    body(C.SUBMIT_MULTI, SENDER + b"\xff" + b"\1\1\0011\0" * 255, Status.RINVNUMDESTS, "255 destinations"),
    body(C.SUBMIT_MULTI, SENDER + b"\1\3xx", Status.RINVDESTFLAG, "dest_flag 3"),
    body(C.SUBMIT_MULTI, SENDER + b"\1\2" + b"x" * 30, Status.RINVDLNAME, "a list's name without an end"),
    body(C.SUBMIT_MULTI, SENDER + b"\1\1\1\1" + b"1" * 30, Status.RINVDSTADR, "an address without an end"),
    body(C.SUBMIT_MULTI, SENDER + b"\2\1\1\0011\0", Status.RINVCMDLEN, "fewer destinations than announced"),
    body(C.DATA_SM, b"x" * 80, Status.RINVSERTYP, "service_type without an end"),
    body(C.DATA_SM, b"\0\5\0" + b"x" * 80, Status.RINVSRCADR, "source_addr of 65 characters"),
    body(C.DATA_SM, SENDER + b"\1\1" + b"1" * 80, Status.RINVDSTADR, "destination_addr of 65 characters"),
    body(C.DATA_SM, TO_ONE, Status.RINVCMDLEN, "no flags"),
    body(C.QUERY_SM, b"", Status.RINVCMDLEN, "no body"),
    body(C.QUERY_SM, b"x" * 80, Status.RINVMSGID, "message_id of 65 characters"),
    body(C.QUERY_SM, b"\0\5\0BANK\0", Status.RINVMSGID, "no id"),
    body(C.QUERY_SM, b"1\0\5\0" + b"x" * 80, Status.RINVSRCADR, "source_addr without an end"),
    body(C.CANCEL_SM, b"x" * 80, Status.RINVSERTYP, "service_type without an end"),
    body(C.CANCEL_SM, b"\0" + b"x" * 80, Status.RINVMSGID, "message_id of 65 characters"),
    body(C.CANCEL_SM, b"\x001\0\5\0" + b"x" * 80, Status.RINVSRCADR, "source_addr without an end"),
    body(C.CANCEL_SM, b"\x001\0\5\0\0\1\1" + b"x" * 80, Status.RINVDSTADR, "destination_addr without an end"),
    body(C.CANCEL_SM, b"\0\0\0\0\0\1\00113800000000\0", Status.RINVSRCADR, "neither id nor source"),
    body(C.REPLACE_SM, b"x" * 80, Status.RINVMSGID, "message_id of 65 characters"),
    body(C.REPLACE_SM, b"1\0\5\0" + b"x" * 80, Status.RINVSRCADR, "source_addr without an end"),
    body(C.REPLACE_SM, b"1\0\5\0\0" + b"x" * 80, Status.RINVSCHED, "a schedule without an end"),
    body(C.REPLACE_SM, b"1\0\5\0\0\0" + b"x" * 80, Status.RINVEXPIRY, "a validity without an end"),
    body(C.REPLACE_SM, b"1\0\5\0\0\0\0\0\0\5Hi", Status.RINVMSGLEN, "a text shorter than sm_length"),
    body(C.DELIVER_SM, b"x" * 80, Status.RINVSERTYP, "broken, and not a client's to send"),
    body(C.ENQUIRE_LINK, b"\0", Status.RINVCMDLEN, "a body"),
    body(C.UNBIND, b"\0", Status.RINVCMDLEN, "a body"),
    Bad("outbind: no body", frame(C.OUTBIND, b"", 0, SEQUENCE), Due.NACK, Status.RINVCMDLEN, "both"),
    Bad("alert_notification: no body", frame(C.ALERT_NOTIFICATION, b"", 0, SEQUENCE), Due.NACK, Status.RINVCMDLEN, "both"),
    Bad("generic_nack: a body", frame(C.GENERIC_NACK, b"\0", 0, SEQUENCE), Due.NOTHING, when="both"),
    Bad("enquire_link_resp: a body", frame(C.ENQUIRE_LINK_RESP, b"\0", 0, SEQUENCE), Due.NOTHING, when="both"),
    Bad("submit_sm_resp: no end", frame(C.SUBMIT_SM_RESP, b"x" * 70, 0, SEQUENCE), Due.NOTHING, when="both"),
    Bad("deliver_sm_resp: to nothing", frame(C.DELIVER_SM_RESP, b"\0", 0, SEQUENCE), Due.NOTHING, when="both"),
]

ROWS: Final = [*LENGTHS, *STRANGERS, *UNKNOWN, *BEFORE_THE_BIND, *SUBMITS, *TLVS, *OTHERS]
