"""Command ids and their pairs."""

import pytest

from simulator.smpp.commands import BINDS, RESPONSE, Command, is_response, request_of, response_of

WITHOUT_RESPONSE = {Command.OUTBIND, Command.ALERT_NOTIFICATION}
REQUESTS = [command for command in Command if not command & RESPONSE]

IDS = {
    "generic_nack": 0x80000000,
    "bind_receiver": 0x01,
    "bind_transmitter": 0x02,
    "query_sm": 0x03,
    "submit_sm": 0x04,
    "deliver_sm": 0x05,
    "unbind": 0x06,
    "replace_sm": 0x07,
    "cancel_sm": 0x08,
    "bind_transceiver": 0x09,
    "outbind": 0x0B,
    "enquire_link": 0x15,
    "submit_multi": 0x21,
    "alert_notification": 0x102,
    "data_sm": 0x103,
    "broadcast_sm": 0x111,
    "query_broadcast_sm": 0x112,
    "cancel_broadcast_sm": 0x113,
}


@pytest.mark.parametrize(("name", "command_id"), IDS.items())
def test_ids(name: str, command_id: int) -> None:
    """Each command has the id of SMPP 3.4 § 5.1.2.1, or of 5.0."""
    assert Command[name.upper()] == command_id


@pytest.mark.parametrize("command", REQUESTS)
def test_pairs(command: Command) -> None:
    """A request's response has its id with bit 31 set and its name with _RESP; outbind and alert_notification have none."""
    response = response_of(command)
    if command in WITHOUT_RESPONSE:
        assert response is None
        return
    assert response is not None
    assert response == command | RESPONSE
    assert response.name == f"{command.name}_RESP"
    assert request_of(response) is command


def test_every_command_is_named_here() -> None:
    """The table above and the responses of its requests are all commands there are."""
    assert {command.name.lower().removesuffix("_resp") for command in Command} == set(IDS)


@pytest.mark.parametrize("command_id", [Command.GENERIC_NACK, Command.SUBMIT_SM_RESP, 0x80009999])
def test_a_response_is_never_answered(command_id: int) -> None:
    """Bit 31 tells a response, known or not; none has a response of its own."""
    assert is_response(command_id)
    assert response_of(command_id) is None


def test_a_nack_answers_no_request_of_its_own() -> None:
    """A generic_nack may answer any request, so it belongs to none."""
    assert request_of(Command.GENERIC_NACK) is None


def test_binds() -> None:
    """Three commands bind."""
    assert {command.name for command in BINDS} == {"BIND_RECEIVER", "BIND_TRANSMITTER", "BIND_TRANSCEIVER"}
