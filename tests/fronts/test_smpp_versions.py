"""Clients of SMPP 3.3, 3.4 and 5.0 on one network: each is spoken to in its own version, whatever others speak."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.smpp.bodies import V34, V50
from simulator.smpp.commands import BINDS, Command, response_of
from simulator.smpp.fields import SmeAddress
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import OFF, ON, Esme
from tests.fronts.test_smpp_operations import MULTI

V33 = 0x33
VERSIONS = (V33, V34, V50)
OLD, NEW = "13900000001", "13900000002"


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.mark.parametrize("command", BINDS)
@pytest.mark.parametrize(
    ("said", "told"),
    [(0x00, None), (0x03, None), (V33, None), (V34, V34), (0x35, V34), (0x4F, V34), (V50, V50), (0x51, V50), (0xFF, V50)],
)
def test_which_version_is_spoken(carrier: Carrier, command: Command, said: int, told: int | None) -> None:
    """Every interface_version is taken; from 3.4 on the answer names the one that is spoken, 3.4 or 5.0."""
    with Esme(carrier.smpp_port, version=said) as client:
        answer = client.bind(command)
        assert (answer.command, answer.fields) == (response_of(command), {"system_id": "fakecarrier"})
        assert answer.tlvs == ({} if told is None else {"sc_interface_version": told})


def converse(carrier: Carrier, client: Esme) -> list[Pdu]:
    """A word with every operation that a peer of any version has; all that the network says."""
    client.bind()
    message = client.submit(OFF, {"user_message_reference": 7}, registered_delivery=0x11).fields["message_id"]
    about = {"message_id": message, "source_addr_ton": 5, "source_addr": "BANK"}
    for sequence, command in enumerate((Command.QUERY_SM, Command.REPLACE_SM, Command.CANCEL_SM), 50):
        client.heard.append(client.ask(Pdu(command, sequence=sequence, fields=about)))
    to = [SmeAddress(1, 1, ON), SmeAddress(1, 1, "x"), SmeAddress(1, 1, OFF)]
    client.heard.append(
        client.ask(Pdu(Command.SUBMIT_MULTI, sequence=60, fields={**MULTI, "registered_delivery": 0x11, "dest_addresses": to}))
    )
    client.heard.append(client.submit("x"))
    carrier.pass_(hours=49)
    carrier.reply(ON, "收到")
    client.heard.append(client.ask(Pdu(Command.UNBIND, sequence=99)))
    return client.heard


TOLD = [
    Command.QUERY_SM_RESP,
    Command.REPLACE_SM_RESP,
    Command.CANCEL_SM_RESP,
    Command.SUBMIT_MULTI_RESP,
    Command.SUBMIT_SM_RESP,
    Command.DELIVER_SM,  # the text to many at the first handset
    Command.DELIVER_SM,  # it waits for the second
    Command.DELIVER_SM,  # in vain
    Command.DELIVER_SM,  # the first answers
    Command.UNBIND_RESP,
]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_same_word_with_each(version: int) -> None:
    """All operations are there for all; only who knows TLVs gets any, and no reader of his version finds anything odd."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=version) as client:
        told = converse(carrier, client)
    assert sorted(pdu.command for pdu in told) == sorted(TOLD)
    assert {name for pdu in told for name in pdu.tlvs} == (
        set() if version == V33 else {"receipted_message_id", "message_state", "network_error_code"}
    )


UNEQUAL: list[tuple[dict[str, Any], tuple[Status, Status, Status]]] = [  # (fields, what 3.3, 3.4 and 5.0 are told)
    ({"short_message": b"x" * 254}, (Status.ROK, Status.ROK, Status.ROK)),
    ({"registered_delivery": 0x03}, (Status.RINVREGDLVFLG, Status.RINVREGDLVFLG, Status.ROK)),
    ({"registered_delivery": 0x23}, (Status.RINVREGDLVFLG,) * 3),
    ({"priority_flag": 3}, (Status.ROK,) * 3),
    ({"priority_flag": 4}, (Status.RINVPRTFLG, Status.RINVPRTFLG, Status.ROK)),
    ({"priority_flag": 5}, (Status.RINVPRTFLG,) * 3),
    ({"data_coding": 0x0B}, (Status.RSUBMITFAIL, Status.RSUBMITFAIL, Status.RINVDCS)),
    ({"esm_class": 0x02}, (Status.RINVESMCLASS, Status.RINVESMCLASS, Status.ROK)),
    ({"esm_class": 0x04}, (Status.RINVESMCLASS,) * 3),
    ({"replace_if_present_flag": 2}, (Status.RINVREPFLAG,) * 3),
    ({"sm_default_msg_id": 1}, (Status.RINVDFTMSGID,) * 3),
    ({"source_addr_ton": 7}, (Status.RINVSRCTON,) * 3),
    ({"source_addr_npi": 2}, (Status.RINVSRCNPI,) * 3),
    ({"dest_addr_ton": 7}, (Status.RINVDSTTON,) * 3),
    ({"dest_addr_npi": 2}, (Status.RINVDSTNPI,) * 3),
    ({"destination_addr": ""}, (Status.RINVDSTADR,) * 3),
]


@pytest.mark.parametrize(
    ("fields", "told"), UNEQUAL, ids=[f"{name}={value!r:.12}" for fields, _ in UNEQUAL for name, value in fields.items()]
)
def test_what_each_may_say(carrier: Carrier, fields: dict[str, Any], told: tuple[Status, ...]) -> None:
    """A value that came with 5.0 is refused to older peers, and a status that came with it is told to none of them."""
    for version, status in zip(VERSIONS, told, strict=True):
        with Esme(carrier.smpp_port, version=version) as client:
            client.bind()
            sequence = client.next()
            client.say(submit(sequence, fields))
            if status is Status.ROK:
                carrier.pass_(minutes=1)
            assert client.answer_to(sequence).status == status


def submit(sequence: int, fields: dict[str, Any]) -> Pdu:
    whole = {"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": ON, "short_message": b"Hello", **fields}
    return Pdu(Command.SUBMIT_SM, sequence=sequence, fields=whole)


def test_a_refusal_of_3_3_has_a_body(carrier: Carrier) -> None:
    """An empty message_id, which later versions leave out."""
    told = {}
    for version in VERSIONS:
        with Esme(carrier.smpp_port, version=version) as client:
            client.bind()
            told[version] = client.submit("1").fields
    assert told == {V33: {"message_id": ""}, V34: {}, V50: {}}


def test_an_alert_goes_to_who_knows_it(carrier: Carrier) -> None:
    """3.3 has no alert_notification; the account's other receiver gets it."""
    with Esme(carrier.smpp_port, version=V33) as old, Esme(carrier.smpp_port) as new:
        old.bind(Command.BIND_RECEIVER)
        new.bind()
        carrier.turn(ON, "off")
        new.submit(ON, tlvs={"set_dpf": 1}, registered_delivery=0)
        carrier.pass_(hours=1)
        carrier.turn(ON, "on")
        assert new.hear().command is Command.ALERT_NOTIFICATION
        assert (old.alive(), old.heard) == (True, [])


def test_255_octets_are_for_5_0(carrier: Carrier) -> None:
    """A short_message has 254 before it."""
    with Esme(carrier.smpp_port, version=V50) as new, Esme(carrier.smpp_port) as old:
        new.bind()
        old.bind()
        old.version = V50  # which is how it writes what it may not
        text = {"short_message": b"x" * 255}
        assert [client.submit(ON, **text).status for client in (new, old)] == [Status.ROK, Status.RINVMSGLEN]


def test_one_account_in_two_versions(carrier: Carrier) -> None:
    """A receipt is written for who gets it, whoever sent the text."""
    with Esme(carrier.smpp_port, version=V33) as old, Esme(carrier.smpp_port, version=V50) as new:
        old.bind(Command.BIND_RECEIVER)
        new.bind(Command.BIND_TRANSMITTER)
        message = new.submit(tlvs={"user_message_reference": 7}).fields["message_id"]
        carrier.pass_(minutes=1)
        receipt, pdu = old.receipt()
        assert (receipt.id, pdu.tlvs) == (message, {})
