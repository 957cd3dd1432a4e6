"""The table of mandatory fields."""

import pytest

from simulator.smpp.bodies import V34, V50, bodies, read_fields, write_fields
from simulator.smpp.commands import Command
from simulator.smpp.statuses import ProtocolError, Status

TABLE = bodies(V50)

LAYOUTS = {
    Command.BIND_TRANSCEIVER: "system_id password system_type interface_version addr_ton addr_npi address_range",
    Command.OUTBIND: "system_id password",
    Command.SUBMIT_SM: (
        "service_type source_addr_ton source_addr_npi source_addr dest_addr_ton dest_addr_npi destination_addr esm_class protocol_id "
        "priority_flag schedule_delivery_time validity_period registered_delivery replace_if_present_flag data_coding "
        "sm_default_msg_id sm_length short_message"
    ),
    Command.SUBMIT_MULTI: (
        "service_type source_addr_ton source_addr_npi source_addr number_of_dests dest_addresses esm_class protocol_id priority_flag "
        "schedule_delivery_time validity_period registered_delivery replace_if_present_flag data_coding sm_default_msg_id sm_length "
        "short_message"
    ),
    Command.SUBMIT_MULTI_RESP: "message_id no_unsuccess unsuccess_sme",
    Command.DATA_SM: (
        "service_type source_addr_ton source_addr_npi source_addr dest_addr_ton dest_addr_npi destination_addr esm_class "
        "registered_delivery data_coding"
    ),
    Command.QUERY_SM: "message_id source_addr_ton source_addr_npi source_addr",
    Command.QUERY_SM_RESP: "message_id final_date message_state error_code",
    Command.CANCEL_SM: ("service_type message_id source_addr_ton source_addr_npi source_addr dest_addr_ton dest_addr_npi destination_addr"),
    Command.REPLACE_SM: (
        "message_id source_addr_ton source_addr_npi source_addr schedule_delivery_time validity_period registered_delivery "
        "sm_default_msg_id sm_length short_message"
    ),
    Command.ALERT_NOTIFICATION: "source_addr_ton source_addr_npi source_addr esme_addr_ton esme_addr_npi esme_addr",
    Command.BROADCAST_SM: (
        "service_type source_addr_ton source_addr_npi source_addr message_id priority_flag schedule_delivery_time validity_period "
        "replace_if_present_flag data_coding sm_default_msg_id"
    ),
    Command.CANCEL_BROADCAST_SM: "service_type message_id source_addr_ton source_addr_npi source_addr",
}

SHORTEST = {  # octets of a body with every field at its default
    Command.BIND_TRANSMITTER: 7,
    Command.SUBMIT_SM: 17,
    Command.DELIVER_SM: 17,
    Command.SUBMIT_SM_RESP: 1,
    Command.SUBMIT_MULTI_RESP: 2,
    Command.DATA_SM: 10,
    Command.QUERY_SM: 4,
    Command.QUERY_SM_RESP: 4,
    Command.CANCEL_SM: 8,
    Command.REPLACE_SM: 9,
    Command.ALERT_NOTIFICATION: 6,
    Command.ENQUIRE_LINK: 0,
    Command.GENERIC_NACK: 0,
}


@pytest.mark.parametrize("command", list(Command))
def test_every_command_has_a_body(command: Command) -> None:
    """5.0 knows every command; each has a row in the table."""
    assert TABLE[command].command is command


@pytest.mark.parametrize(("command", "names"), LAYOUTS.items())
def test_layouts(command: Command, names: str) -> None:
    """The fields stand in the order of SMPP 3.4 § 4."""
    assert [field.name for field in TABLE[command].fields] == names.split()


@pytest.mark.parametrize(("command", "octets"), SHORTEST.items())
def test_defaults(command: Command, octets: int) -> None:
    """Where nothing is given, all fields are written as zeros and empty strings."""
    assert write_fields(TABLE[command], {}) == bytes(octets)


def test_broadcasts_came_with_5_0() -> None:
    """The six broadcast PDUs are unknown below it, and nothing else is."""
    missing = TABLE.keys() - bodies(V34).keys()
    assert {Command(command).name for command in missing} == {command.name for command in Command if "BROADCAST" in command.name}


@pytest.mark.parametrize(("version", "most"), [(V34, 254), (V50, 255)])
def test_text_limit(version: int, most: int) -> None:
    """A short_message has 254 octets at most, 255 in 5.0."""
    body = bodies(version)[Command.SUBMIT_SM]
    assert len(write_fields(body, {"short_message": bytes(most)})) == 17 + most
    with pytest.raises(ValueError, match=r"SUBMIT_SM\.sm_length"):
        write_fields(body, {"short_message": bytes(most + 1)})


def test_a_broken_field_is_named() -> None:
    """The reason says which field it was."""
    with pytest.raises(ProtocolError, match="password: no NUL within 9") as broken:
        read_fields(TABLE[Command.OUTBIND], b"a\0" + b"x" * 9, 0)
    assert broken.value.status is Status.RINVPASWD


def test_a_field_that_the_command_lacks() -> None:
    """Nothing that was given is silently left out."""
    with pytest.raises(ValueError, match="QUERY_SM has no field short_message"):
        write_fields(TABLE[Command.QUERY_SM], {"short_message": b""})


def test_longer_passwords_may_be_taken() -> None:
    """Eight characters are the paper's limit; a server may take more, as providers hand them out."""
    body = bodies(V34, 33)[Command.BIND_RECEIVER]
    fields, _ = read_fields(body, b"esme\0" + b"p" * 32 + b"\0\0\x34\0\0\0", 0)
    assert fields["password"] == "p" * 32
