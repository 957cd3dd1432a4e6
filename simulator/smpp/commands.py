"""The command ids of SMPP and which response belongs to which request. Numbers only: no fields, no states."""

from enum import IntEnum, unique
from typing import Final

RESPONSE: Final = 0x80000000
"""Bit 31 of a command id: set in every response, and in generic_nack."""

FIRST_50: Final = 0x111
"""Requests from broadcast_sm on came with SMPP 5.0; to a 3.4 peer they are unknown."""


@unique
class Command(IntEnum):
    """The PDUs of SMPP 3.4 § 5.1.2.1, and the three broadcast operations of 5.0."""

    GENERIC_NACK = 0x80000000
    BIND_RECEIVER = 0x00000001
    BIND_RECEIVER_RESP = 0x80000001
    BIND_TRANSMITTER = 0x00000002
    BIND_TRANSMITTER_RESP = 0x80000002
    QUERY_SM = 0x00000003
    QUERY_SM_RESP = 0x80000003
    SUBMIT_SM = 0x00000004
    SUBMIT_SM_RESP = 0x80000004
    DELIVER_SM = 0x00000005
    DELIVER_SM_RESP = 0x80000005
    UNBIND = 0x00000006
    UNBIND_RESP = 0x80000006
    REPLACE_SM = 0x00000007
    REPLACE_SM_RESP = 0x80000007
    CANCEL_SM = 0x00000008
    CANCEL_SM_RESP = 0x80000008
    BIND_TRANSCEIVER = 0x00000009
    BIND_TRANSCEIVER_RESP = 0x80000009
    OUTBIND = 0x0000000B
    ENQUIRE_LINK = 0x00000015
    ENQUIRE_LINK_RESP = 0x80000015
    SUBMIT_MULTI = 0x00000021
    SUBMIT_MULTI_RESP = 0x80000021
    ALERT_NOTIFICATION = 0x00000102
    DATA_SM = 0x00000103
    DATA_SM_RESP = 0x80000103
    BROADCAST_SM = 0x00000111
    BROADCAST_SM_RESP = 0x80000111
    QUERY_BROADCAST_SM = 0x00000112
    QUERY_BROADCAST_SM_RESP = 0x80000112
    CANCEL_BROADCAST_SM = 0x00000113
    CANCEL_BROADCAST_SM_RESP = 0x80000113


BINDS: Final = frozenset({Command.BIND_RECEIVER, Command.BIND_TRANSMITTER, Command.BIND_TRANSCEIVER})

_BY_ID: Final[dict[int, Command]] = {int(command): command for command in Command}

_RESPONSES: Final[dict[int, Command]] = {
    command: _BY_ID[command | RESPONSE] for command in Command if not command & RESPONSE and command | RESPONSE in _BY_ID
}
_REQUESTS: Final[dict[int, Command]] = {response: _BY_ID[request] for request, response in _RESPONSES.items()}


def response_of(command_id: int) -> Command | None:
    """The response that answers this request; None for outbind, alert_notification, responses and what is unknown."""
    return _RESPONSES.get(command_id)


def request_of(command_id: int) -> Command | None:
    """The request that this response answers; None for generic_nack (it may answer any), requests and what is unknown."""
    return _REQUESTS.get(command_id)


def is_response(command_id: int) -> bool:
    """Whether it is never answered: any response, known or not, and generic_nack."""
    return command_id & RESPONSE != 0
