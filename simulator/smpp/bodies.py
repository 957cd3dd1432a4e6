"""THE table: for each command its mandatory fields in wire order. Reader and writer interpret it both, so they cannot disagree.

Source: SMPP 3.4 § 4, and 5.0 for the broadcast operations. What the values mean is not judged here.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from simulator.smpp.commands import FIRST_50, RESPONSE, Command
from simulator.smpp.fields import Count, CString, Destinations, Fields, FieldType, Int1, Octets, TimeString, Unsuccesses
from simulator.smpp.statuses import ProtocolError, Status

V34: Final = 0x34
V50: Final = 0x50
PASSWORD_MAX: Final = 9
"""The paper's limit, with the NUL. Providers do hand out longer passwords, so a server may take more."""


class Field(Struct, frozen=True):
    """One row: its name, its form, and what is written where the PDU does not say."""

    name: str
    type: FieldType
    default: Any = 0


class Body(Struct, frozen=True):
    """A command and its rows."""

    command: Command
    fields: tuple[Field, ...]
    defaults: Mapping[str, Any]


def _text(name: str, most: int, status: Status, most_written: int = 0) -> Field:
    return Field(name, CString(most, status, most_written), "")


def _address(prefix: str, name: str, status: Status, most: int = 21, most_written: int = 0) -> tuple[Field, ...]:
    return Field(f"{prefix}_ton", _INT1), Field(f"{prefix}_npi", _INT1), _text(name, most, status, most_written)


def _int1s(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, _INT1) for name in names)


def _short_message(version: int) -> tuple[Field, ...]:
    most = 255 if version >= V50 else 254
    return (
        Field("sm_length", Count("short_message", 0, most, Status.RINVMSGLEN)),
        Field("short_message", Octets("sm_length", Status.RINVMSGLEN), b""),
    )


_INT1 = Int1()
_SERVICE = _text("service_type", 6, Status.RINVSERTYP)
_MESSAGE_ID = _text("message_id", 65, Status.RINVMSGID)
_SYSTEM_ID = _text("system_id", 16, Status.RINVSYSID)
_SOURCE = _address("source_addr", "source_addr", Status.RINVSRCADR)
_DESTINATION = _address("dest_addr", "destination_addr", Status.RINVDSTADR)
_TIMES = (
    Field("schedule_delivery_time", TimeString(Status.RINVSCHED), ""),
    Field("validity_period", TimeString(Status.RINVEXPIRY), ""),
)
_HOW = (
    *_int1s("esm_class", "protocol_id", "priority_flag"),
    *_TIMES,
    *_int1s("registered_delivery", "replace_if_present_flag", "data_coding", "sm_default_msg_id"),
)


def _binds(password_max: int) -> dict[Command, tuple[Field, ...]]:
    password = _text("password", password_max, Status.RINVPASWD)
    bind = (
        _SYSTEM_ID,
        password,
        _text("system_type", 13, Status.RINVSYSTYP),
        *_int1s("interface_version", "addr_ton", "addr_npi"),
        _text("address_range", 41, Status.RBINDFAIL),
    )
    return {
        Command.BIND_RECEIVER: bind,
        Command.BIND_RECEIVER_RESP: (_SYSTEM_ID,),
        Command.BIND_TRANSMITTER: bind,
        Command.BIND_TRANSMITTER_RESP: (_SYSTEM_ID,),
        Command.BIND_TRANSCEIVER: bind,
        Command.BIND_TRANSCEIVER_RESP: (_SYSTEM_ID,),
        Command.OUTBIND: (_SYSTEM_ID, password),
    }


def _messages(version: int) -> dict[Command, tuple[Field, ...]]:
    message = (_SERVICE, *_SOURCE, *_DESTINATION, *_HOW, *_short_message(version))
    destinations = (
        Field("number_of_dests", Count("dest_addresses", 1, 255 if version >= V50 else 254, Status.RINVNUMDESTS)),
        Field("dest_addresses", Destinations("number_of_dests"), ()),
    )
    unsuccesses = (
        Field("no_unsuccess", Count("unsuccess_sme", 0, 255, Status.RINVNUMDESTS)),
        Field("unsuccess_sme", Unsuccesses("no_unsuccess"), ()),
    )
    return {
        Command.SUBMIT_SM: message,
        Command.SUBMIT_SM_RESP: (_MESSAGE_ID,),
        Command.DELIVER_SM: message,
        Command.DELIVER_SM_RESP: (_MESSAGE_ID,),  # the paper: always one NUL; clients do fill it
        Command.SUBMIT_MULTI: (_SERVICE, *_SOURCE, *destinations, *_HOW, *_short_message(version)),
        Command.SUBMIT_MULTI_RESP: (_MESSAGE_ID, *unsuccesses),
        Command.REPLACE_SM: (
            _MESSAGE_ID,
            *_SOURCE,
            *_TIMES,
            *_int1s("registered_delivery", "sm_default_msg_id"),
            *_short_message(version),
        ),
        Command.REPLACE_SM_RESP: (),
    }


_OTHERS: Final[dict[Command, tuple[Field, ...]]] = {
    Command.GENERIC_NACK: (),
    Command.UNBIND: (),
    Command.UNBIND_RESP: (),
    Command.ENQUIRE_LINK: (),
    Command.ENQUIRE_LINK_RESP: (),
    Command.QUERY_SM: (_MESSAGE_ID, *_SOURCE),
    Command.QUERY_SM_RESP: (
        _MESSAGE_ID,
        Field("final_date", TimeString(Status.RINVEXPIRY), ""),
        *_int1s("message_state", "error_code"),
    ),
    Command.CANCEL_SM: (_SERVICE, _MESSAGE_ID, *_SOURCE, *_DESTINATION),
    Command.CANCEL_SM_RESP: (),
    Command.DATA_SM: (  # 65 octets an address in 3.4, 21 in 5.0: what we write, both can read
        _SERVICE,
        *_address("source_addr", "source_addr", Status.RINVSRCADR, 65, 21),
        *_address("dest_addr", "destination_addr", Status.RINVDSTADR, 65, 21),
        *_int1s("esm_class", "registered_delivery", "data_coding"),
    ),
    Command.DATA_SM_RESP: (_MESSAGE_ID,),
    Command.ALERT_NOTIFICATION: (
        *_address("source_addr", "source_addr", Status.RINVSRCADR, 65),
        *_address("esme_addr", "esme_addr", Status.RINVDSTADR, 65),
    ),
    Command.BROADCAST_SM: (
        _SERVICE,
        *_SOURCE,
        _MESSAGE_ID,
        *_int1s("priority_flag"),
        *_TIMES,
        *_int1s("replace_if_present_flag", "data_coding", "sm_default_msg_id"),
    ),
    Command.BROADCAST_SM_RESP: (_MESSAGE_ID,),
    Command.QUERY_BROADCAST_SM: (_MESSAGE_ID, *_SOURCE),
    Command.QUERY_BROADCAST_SM_RESP: (_MESSAGE_ID,),
    Command.CANCEL_BROADCAST_SM: (_SERVICE, _MESSAGE_ID, *_SOURCE),
    Command.CANCEL_BROADCAST_SM_RESP: (),
}


@cache
def bodies(version: int = V34, password_max: int = PASSWORD_MAX) -> Mapping[int, Body]:
    """The table as a peer of this version knows it, by command id: below 5.0 there are no broadcasts, and texts end at 254 octets."""
    rows = {**_binds(password_max), **_messages(version), **_OTHERS}
    return {
        int(command): Body(command, fields, MappingProxyType({field.name: field.default for field in fields}))
        for command, fields in rows.items()
        if version >= V50 or command & ~RESPONSE < FIRST_50
    }


def read_fields(body: Body, octets: bytes, at: int) -> tuple[Fields, int]:
    """The mandatory fields that begin at `at`, and the offset after them; ProtocolError with the broken field's own status."""
    fields: Fields = {}
    field = None
    try:
        for field in body.fields:
            fields[field.name], at = field.type.read(octets, at, fields)
    except ProtocolError as broken:
        assert field is not None
        raise ProtocolError(broken.status, f"{field.name}: {broken.reason}") from None
    return fields, at


def write_fields(body: Body, given: Fields) -> bytes:
    """The octets of all fields of `body`, its defaults where nothing is given. A value that does not fit is ValueError, and so is a
    name that the command does not have.
    """
    fields = {**body.defaults, **given}
    if len(fields) > len(body.fields):
        raise ValueError(f"{body.command.name} has no field {', '.join(sorted(given.keys() - body.defaults.keys()))}")
    written = []
    for field in body.fields:
        try:
            written.append(field.type.write(fields[field.name], fields))
        except ValueError as wrong:
            raise ValueError(f"{body.command.name}.{field.name}: {wrong}") from wrong
    return b"".join(written)
