"""SME acknowledgements: a second client answers as the recipient, and the sender of the text is told so by its own sessions."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.commands import Command, response_of
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import Esme

PHONE = "13712340000"
READ, ANSWERED = 0x08, 0x10
"""esm_class of a delivery acknowledgement and of a manual one (SMPP 3.4 § 5.2.12)."""
BACK = {"source_addr_ton": 1, "source_addr_npi": 1, "source_addr": PHONE, "dest_addr_ton": 5, "destination_addr": "BANK"}


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    accounts = (ACCOUNT, replace(ACCOUNT, system_id="phone"))
    with Carrier(replace(scenario(), accounts=accounts)) as carrier:
        yield carrier


@pytest.fixture
def bank(carrier: Carrier) -> Iterator[Esme]:
    """Who sends texts."""
    with Esme(carrier.smpp_port) as bank:
        bank.bind()
        yield bank


@pytest.fixture
def phone(carrier: Carrier) -> Iterator[Esme]:
    """Who acknowledges them: another account."""
    with Esme(carrier.smpp_port) as phone:
        phone.bind(system_id="phone")
        yield phone


def sent(bank: Esme, reference: int | None = None, **fields: Any) -> str:
    """A text that asks for both acknowledgements, and no receipt; its id."""
    tlvs = {} if reference is None else {"user_message_reference": reference}
    return str(bank.submit(PHONE, tlvs, registered_delivery=0x0C, **fields).fields["message_id"])


def acknowledged(phone: Esme, tlvs: dict[str, Any] | None = None, command: Command = Command.SUBMIT_SM, **fields: Any) -> Pdu:
    """The answer to an acknowledgement."""
    given = {**BACK, "esm_class": READ, **fields}
    if command is Command.SUBMIT_SM:
        given.setdefault("short_message", b"seen")
    return phone.ask(Pdu(command, sequence=phone.next(), fields=given, tlvs=tlvs or {}))


@pytest.mark.parametrize("kind", [READ, ANSWERED])
@pytest.mark.parametrize(("command", "tlvs"), [(Command.SUBMIT_SM, {}), (Command.DATA_SM, {"message_payload": b"seen"})])
def test_the_sender_is_told(bank: Esme, phone: Esme, kind: int, command: Command, tlvs: dict[str, Any]) -> None:
    """deliver_sm of the same type and text, from the recipient to the address that sent, with reference and response code."""
    message = sent(bank, 7)
    answer = acknowledged(phone, {"user_message_reference": 7, "user_response_code": 2, **tlvs}, command, esm_class=kind)
    assert (answer.command, answer.status, answer.fields) == (response_of(command), Status.ROK, {"message_id": message})
    told = bank.hear()
    assert (told.command, told.fields["esm_class"]) == (Command.DELIVER_SM, kind)
    assert {name: told.fields[name] for name in BACK} == BACK
    assert told.tlvs == {"user_message_reference": 7, "user_response_code": 2, **tlvs}
    assert tlvs or told.fields["short_message"] == b"seen"


def test_the_reference_says_which(carrier: Carrier, bank: Esme, phone: Esme) -> None:
    """Without one the newest text is meant; with one, the text of that reference, and of one that was never given, none."""
    first, second = sent(bank, 1), sent(bank, 2)
    ids = [
        acknowledged(phone, tlvs).fields.get("message_id") for tlvs in ({"user_message_reference": 1}, {"user_message_reference": 2}, {})
    ]
    assert ids == [first, second, second]
    assert acknowledged(phone, {"user_message_reference": 3}).status == Status.RINVDSTADR
    assert [step["detail"] for step in carrier.message(first)["trail"] if step["event"] == "replied"] == [
        "“seen”: acknowledged by a client"
    ]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"destination_addr": "SHOP"}, Status.RINVDSTADR),
        ({"destination_addr": ""}, Status.RINVDSTADR),
        ({"source_addr": "13712349999"}, Status.RINVDSTADR),
        ({"source_addr": "PHONE"}, Status.RINVDSTADR),
        ({"dest_addr_ton": 7}, Status.RINVDSTTON),
        ({"esm_class": 0}, Status.RINVDSTADR),
    ],
)
def test_nobody_sent_such_a_text(bank: Esme, phone: Esme, fields: dict[str, Any], status: Status) -> None:
    """It goes to an address that is no number: what acknowledges nothing is refused, and so is an ordinary text."""
    sent(bank)
    assert acknowledged(phone, **fields).status == status
    assert bank.alive()
    assert bank.heard == []


def test_to_a_handset_it_is_a_text(carrier: Carrier, bank: Esme) -> None:
    """A client that acknowledges what a handset sent: no GSM handset knows more of it."""
    answer = acknowledged(bank, **BACK | {"source_addr": "BANK", "destination_addr": PHONE})
    carrier.pass_(minutes=1)
    assert (answer.status, carrier.inbox(PHONE)) == (Status.ROK, ["seen"])


def test_it_waits_for_a_receiver_and_has_no_tlvs_for_3_3(carrier: Carrier, phone: Esme) -> None:
    """As receipts do; a text that came as message_payload is in short_message then, as far as it goes."""
    with Esme(carrier.smpp_port) as sender:
        sender.bind(Command.BIND_TRANSMITTER)
        sent(sender, 7)
    payload = {"user_message_reference": 7, "message_payload": b"x" * 300}
    assert acknowledged(phone, payload, short_message=b"").status == Status.ROK
    with Esme(carrier.smpp_port, version=0x33) as old:
        old.bind(Command.BIND_RECEIVER)
        told = old.hear()
        assert (told.fields["short_message"], told.tlvs) == (b"x" * 254, {})
