"""The session's states: every state, command and sender."""

from itertools import product

import pytest

from simulator.smpp.commands import BINDS, RESPONSE, Command, is_response, response_of
from simulator.smpp.pdu import Answer
from simulator.smpp.states import BOUND, BOUND_BY, Breach, SessionState, Side, breach
from simulator.smpp.statuses import Status

OPEN, TX, RX, TRX, UNBOUND, CLOSED = SessionState
E, M = Side

TRANSMIT = {(TX, E), (TRX, E)}
RECEIVE = {(RX, M), (TRX, M)}
BOTH = {E, M}

MAY_SEND = {  # SMPP 3.4 § 2.3, with 5.0's directions
    Command.BIND_TRANSMITTER: {(OPEN, E)},
    Command.BIND_RECEIVER: {(OPEN, E)},
    Command.BIND_TRANSCEIVER: {(OPEN, E)},
    Command.OUTBIND: {(OPEN, M)},
    Command.UNBIND: set(product((TX, RX, TRX), BOTH)),
    Command.SUBMIT_SM: TRANSMIT,
    Command.SUBMIT_MULTI: TRANSMIT,
    Command.QUERY_SM: TRANSMIT,
    Command.CANCEL_SM: TRANSMIT,
    Command.REPLACE_SM: TRANSMIT,
    Command.BROADCAST_SM: TRANSMIT,
    Command.QUERY_BROADCAST_SM: TRANSMIT,
    Command.CANCEL_BROADCAST_SM: TRANSMIT,
    Command.DATA_SM: TRANSMIT | RECEIVE,
    Command.DELIVER_SM: RECEIVE,
    Command.ALERT_NOTIFICATION: RECEIVE,
    Command.ENQUIRE_LINK: set(product((OPEN, TX, RX, TRX, UNBOUND), BOTH)),
    Command.GENERIC_NACK: set(product((OPEN, TX, RX, TRX, UNBOUND), BOTH)),
}
MAY_SEND |= {
    response: {(state, sender.other) for state, sender in MAY_SEND[command]}
    for command in list(MAY_SEND)
    if (response := response_of(command)) is not None
}

EVERY = list(product(SessionState, Command, Side))


def test_the_matrix_names_every_command() -> None:
    """None is left out of the test below."""
    assert MAY_SEND.keys() == set(Command)


@pytest.mark.parametrize(("state", "command", "sender"), EVERY)
def test_who_may_send(state: SessionState, command: Command, sender: Side) -> None:
    """A PDU is allowed in exactly the states, and from the side, that the matrix names."""
    assert (breach(state, command, sender) is None) is ((state, sender) in MAY_SEND[command])


@pytest.mark.parametrize(("state", "command", "sender"), EVERY)
def test_how_a_breach_is_told(state: SessionState, command: Command, sender: Side) -> None:
    """Responses and closed sessions get no answer; a command without response gets a generic_nack, every other its own response."""
    found = breach(state, command, sender)
    if found is None:
        return
    if state is CLOSED or is_response(command):
        assert found.answer is Answer.NOTHING
    elif command in {Command.OUTBIND, Command.ALERT_NOTIFICATION}:
        assert found == Breach(Status.RINVCMDID, Answer.NACK)
    elif command in BINDS and state in BOUND:
        assert found == Breach(Status.RALYBND, Answer.TYPED)
    else:
        assert found == Breach(Status.RINVBNDSTS, Answer.TYPED)


@pytest.mark.parametrize("command", [command for command in Command if not command & RESPONSE and command not in BINDS])
def test_before_the_bind(command: Command) -> None:
    """An ESME that is not bound is told RINVBNDSTS in the response of whatever it asks, but may ask whether the link is up."""
    found = breach(OPEN, command, E)
    if command is Command.ENQUIRE_LINK:
        assert found is None
    elif response_of(command):
        assert found == Breach(Status.RINVBNDSTS, Answer.TYPED)
    else:
        assert found == Breach(Status.RINVCMDID, Answer.NACK)


def test_what_each_bind_makes() -> None:
    """Each of the three binds leads to its own state."""
    assert BOUND_BY.keys() == BINDS
    assert set(BOUND_BY.values()) == BOUND


def test_sides() -> None:
    """There are two ends."""
    assert (E.other, M.other) == (M, E)
