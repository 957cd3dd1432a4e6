"""The session's states and who may send what in each: one table. It moves no session and reads no PDU.

Source: SMPP 3.4 § 2.2 and its matrix in § 2.3, read as 5.0 made it precise: data_sm by direction, replace_sm also as a transceiver,
enquire_link also before the bind.
"""

from enum import Enum, unique
from itertools import product
from typing import Final

from msgspec import Struct

from simulator.smpp.commands import BINDS, Command, request_of
from simulator.smpp.pdu import Answer, answer_due
from simulator.smpp.statuses import Status


@unique
class SessionState(Enum):
    """Of the ESME's session, seen from either end."""

    OPEN = "open"  # connected, not bound
    BOUND_TX = "bound_tx"
    BOUND_RX = "bound_rx"
    BOUND_TRX = "bound_trx"
    UNBOUND = "unbound"  # unbind was answered, the connection still stands
    CLOSED = "closed"


BOUND: Final = frozenset({SessionState.BOUND_TX, SessionState.BOUND_RX, SessionState.BOUND_TRX})

BOUND_BY: Final = {
    Command.BIND_TRANSMITTER: SessionState.BOUND_TX,
    Command.BIND_RECEIVER: SessionState.BOUND_RX,
    Command.BIND_TRANSCEIVER: SessionState.BOUND_TRX,
}


@unique
class Side(Enum):
    """Who sends."""

    ESME = "E"
    MC = "M"

    @property
    def other(self) -> "Side":
        """Who receives."""
        return Side.MC if self is Side.ESME else Side.ESME


class Breach(Struct, frozen=True):
    """A PDU that its sender may not send now: the status that tells so, and in what it is told."""

    status: Status
    answer: Answer


_COLUMNS: Final = (SessionState.OPEN, SessionState.BOUND_TX, SessionState.BOUND_RX, SessionState.BOUND_TRX, SessionState.UNBOUND)

SENDERS: Final[dict[Command, str]] = {
    #                               "OPEN TX RX TRX UNBOUND"
    Command.BIND_TRANSMITTER: "E - - - -",
    Command.BIND_RECEIVER: "E - - - -",
    Command.BIND_TRANSCEIVER: "E - - - -",
    Command.OUTBIND: "M - - - -",
    Command.UNBIND: "- EM EM EM -",
    Command.SUBMIT_SM: "- E - E -",
    Command.SUBMIT_MULTI: "- E - E -",
    Command.QUERY_SM: "- E - E -",
    Command.CANCEL_SM: "- E - E -",
    Command.REPLACE_SM: "- E - E -",
    Command.DATA_SM: "- E M EM -",
    Command.DELIVER_SM: "- - M M -",
    Command.ALERT_NOTIFICATION: "- - M M -",
    Command.ENQUIRE_LINK: "EM EM EM EM EM",
    Command.GENERIC_NACK: "EM EM EM EM EM",
    Command.BROADCAST_SM: "- E - E -",
    Command.QUERY_BROADCAST_SM: "- E - E -",
    Command.CANCEL_BROADCAST_SM: "- E - E -",
}
"""Which side may send a request in each state, E the ESME and M the message centre. A response goes the other way in the same states."""


def _table() -> dict[tuple[SessionState, Command, Side], Breach | None]:
    return {case: _judge(*case) for case in product(SessionState, Command, Side)}


def _judge(state: SessionState, command: Command, sender: Side) -> Breach | None:
    request = request_of(command)
    allowed = _may_send(state, request, sender.other) if request else _may_send(state, command, sender)
    return None if allowed else _breach(state, command)


def _may_send(state: SessionState, command: Command, sender: Side) -> bool:
    return state in _COLUMNS and sender.value in SENDERS[command].split()[_COLUMNS.index(state)]


def _breach(state: SessionState, command: Command) -> Breach:
    answer = Answer.NOTHING if state is SessionState.CLOSED else answer_due(command)
    if command in BINDS and state in BOUND:
        return Breach(Status.RALYBND, answer)
    if answer is Answer.NACK:  # outbind, alert_notification: the side that may not send it has no such command
        return Breach(Status.RINVCMDID, answer)
    return Breach(Status.RINVBNDSTS, answer)


_BREACHES: Final = _table()


def breach(state: SessionState, command: Command, sender: Side) -> Breach | None:
    """None where `sender` may send `command` in `state`; otherwise what is told to it.

    Responses are never answered: their breach says only that nothing here can have asked for them. An error response may still belong
    to an open request (a bind refused, a request sent too early), so look for that by its sequence number first.
    """
    return _BREACHES[state, command, sender]
