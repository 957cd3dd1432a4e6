"""What a message centre answers to each PDU in each state of a session, written down from the papers alone. No code of ours is asked.

Source: SMPP 3.4 § 2.3 and § 4, 5.0 for its broadcasts and for what 3.4 leaves open. A cell is the status in the PDU's own response,
`nack` and a status for a generic_nack, `-` where nothing is answered; `RBCASTFAIL` and its like are 5.0's, older peers know no broadcasts.
"""

from typing import Final, NamedTuple

from simulator.smpp.commands import Command
from simulator.smpp.fields import SmeAddress
from simulator.smpp.pdu import Pdu
from tests.esme import OFF, bind_pdu, submit_pdu

STATES: Final = ("open", "tx", "rx", "trx", "unbound")

_TABLE: Final = """
bind_receiver             ROK         RALYBND          RALYBND     RALYBND          RINVBNDSTS
bind_transmitter          ROK         RALYBND          RALYBND     RALYBND          RINVBNDSTS
bind_transceiver          ROK         RALYBND          RALYBND     RALYBND          RINVBNDSTS
outbind                   nack        nack             nack        nack             nack
unbind                    RINVBNDSTS  ROK              ROK         ROK              RINVBNDSTS
submit_sm                 RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
submit_multi              RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
data_sm                   RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
query_sm                  RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
cancel_sm                 RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
replace_sm                RINVBNDSTS  ROK              RINVBNDSTS  ROK              RINVBNDSTS
deliver_sm                RINVBNDSTS  RINVBNDSTS       RINVBNDSTS  RINVBNDSTS       RINVBNDSTS
alert_notification        nack        nack             nack        nack             nack
enquire_link              ROK         ROK              ROK         ROK              ROK
generic_nack              -           -                -           -                -
broadcast_sm              nack        RBCASTFAIL       RINVBNDSTS  RBCASTFAIL       RINVBNDSTS
query_broadcast_sm        nack        RBCASTQUERYFAIL  RINVBNDSTS  RBCASTQUERYFAIL  RINVBNDSTS
cancel_broadcast_sm       nack        RBCASTCANCELFAIL RINVBNDSTS  RBCASTCANCELFAIL RINVBNDSTS
bind_receiver_resp        -           -                -           -                -
bind_transmitter_resp     -           -                -           -                -
bind_transceiver_resp     -           -                -           -                -
unbind_resp               -           -                -           -                -
submit_sm_resp            -           -                -           -                -
submit_multi_resp         -           -                -           -                -
data_sm_resp              -           -                -           -                -
query_sm_resp             -           -                -           -                -
cancel_sm_resp            -           -                -           -                -
replace_sm_resp           -           -                -           -                -
deliver_sm_resp           -           -                -           -                -
enquire_link_resp         -           -                -           -                -
broadcast_sm_resp         -           -                -           -                -
query_broadcast_sm_resp   -           -                -           -                -
cancel_broadcast_sm_resp  -           -                -           -                -
"""
"""An ESME's PDUs. A nack here is always RINVCMDID: the sender has no such command, or no such version."""

SINCE_50: Final = frozenset(command for command in Command if "BROADCAST" in command.name)
UNKNOWN: Final = {
    "param_retrieve": 0x22,  # of SMPP 3.3, and no more
    "query_last_msgs": 0x23,
    "query_msg_details": 0x24,
    "reserved": 0x0A,
    "vendor": 0x00010200,
    "auth_acc": 0x01000001,  # Huawei's SMPP+
    "unknown response": 0x8000000A,
}

_SOURCE: Final = {"source_addr_ton": 5, "source_addr": "BANK"}
_DESTINATION: Final = {"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": OFF}


class Cell(NamedTuple):
    """One PDU in one state to peers of one version. command: None for `UNKNOWN` ones; answer: as in the table."""

    name: str
    command: Command | None
    state: str
    version: int
    answer: str

    def __str__(self) -> str:
        return f"{self.version:02x}-{self.state}-{self.name}"


def _rows() -> dict[Command, tuple[str, ...]]:
    lines = (line.split() for line in _TABLE.strip().splitlines())
    return {Command[name.upper()]: tuple(cells) for name, *cells in lines}


ROWS: Final = _rows()


def _answer(command: Command, answer: str, version: int) -> str:
    if command in SINCE_50 and version < 0x50 and answer != "-":
        return "nack"
    return answer


CELLS: Final = [
    Cell(command.name.lower(), command, state, version, _answer(command, answer, version))
    for command, answers in ROWS.items()
    for state, answer in zip(STATES, answers, strict=True)
    for version in (0x33, 0x34, 0x50)
] + [
    Cell(name, None, state, version, "-" if command_id >> 31 else "nack")
    for name, command_id in UNKNOWN.items()
    for state in STATES
    for version in (0x33, 0x34, 0x50)
]


def said(command: Command, sequence: int, pending: str) -> Pdu:
    """This PDU with what it needs to be taken. pending: the id of a text from BANK to a handset that is off."""
    about = {"message_id": pending, **_SOURCE}
    text = {"short_message": b"Hello"}
    fields = {
        Command.SUBMIT_MULTI: {**_SOURCE, **text, "dest_addresses": [SmeAddress(1, 1, OFF)]},
        Command.DATA_SM: {**_SOURCE, **_DESTINATION},
        Command.QUERY_SM: about,
        Command.CANCEL_SM: about,
        Command.REPLACE_SM: {**about, **text},
        Command.DELIVER_SM: {**_SOURCE, **_DESTINATION, **text},
    }
    if command.name.startswith("BIND") and not command & 0x80000000:
        return bind_pdu(command, sequence)
    if command is Command.SUBMIT_SM:
        return submit_pdu(OFF, sequence, registered_delivery=0)
    tlvs = {"message_payload": b"Hello"} if command is Command.DATA_SM else {}
    return Pdu(command, sequence=sequence, fields=fields.get(command, {}), tlvs=tlvs)
