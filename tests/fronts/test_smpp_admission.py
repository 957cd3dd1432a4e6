"""Who may bind, what wrong passwords bring, and how much an account may send: over sockets, and the gate by plain calls."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.smpp.admission import Admission, Turned
from simulator.fronts.smpp.gate import Gate
from simulator.lifecycle import State
from simulator.message import Alphabet, Message, Submission
from simulator.scenario.default import ACCOUNT
from simulator.smpp.bodies import V34, V50
from simulator.smpp.codec import encode
from simulator.smpp.commands import BINDS, Command
from simulator.smpp.fields import SmeAddress
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from simulator.wire.accounts import BindRules, BindType, Patience, Traffic
from tests.esme import OFF, ON, Esme, bind_pdu, submit_pdu
from tests.fronts.test_smpp_operations import data_pdu, world

RX, TX, TRX = Command.BIND_RECEIVER, Command.BIND_TRANSMITTER, Command.BIND_TRANSCEIVER
LONG = "a password of thirty characters"


def judged(rules: BindRules, client: str = "127.0.0.1", bound: int = 0, **fields: Any) -> Turned | None:
    """What an account with these rules and this password says to a bind with it."""
    password = fields.get("password", ACCOUNT.password)
    door = Admission(replace(ACCOUNT, password=password, binds=rules))
    bind = bind_pdu(**{"system_type": "", "address_range": "", **fields, "password": fields.pop("said", password)})
    return door.judge(bind, client, bound, 0)


@pytest.mark.parametrize("command", BINDS)
@pytest.mark.parametrize("allowed", BindType)
def test_bind_types(command: Command, allowed: BindType) -> None:
    """A bind of a type that the account does not have fails, and the client may bind otherwise."""
    with Carrier(world(binds=BindRules(types=frozenset({allowed})))) as carrier, Esme(carrier.smpp_port) as client:
        matches = command.name == f"BIND_{allowed.name}"
        assert client.bind(command).status == (Status.ROK if matches else Status.RBINDFAIL)


@pytest.mark.parametrize(
    ("rules", "said", "status"),
    [
        (BindRules(system_type="VMA"), {"system_type": "VMA"}, None),
        (BindRules(system_type="VMA"), {"system_type": ""}, Status.RINVSYSTYP),
        (BindRules(system_type=""), {"system_type": "SMPP"}, Status.RINVSYSTYP),
        (BindRules(), {"system_type": "SMPP"}, None),
        (BindRules(address_range=""), {"address_range": "^1069"}, None),
        (BindRules(address_range=""), {"address_range": "(1069"}, Status.RBINDFAIL),
        (BindRules(), {"address_range": "(1069"}, None),
        (BindRules(sessions_most=2), {"bound": 1}, None),
        (BindRules(sessions_most=2), {"bound": 2}, Status.RALYBND),
        (BindRules(clients=("10.0.0.0/8", "::1")), {"client": "10.1.2.3"}, None),
        (BindRules(clients=("10.0.0.0/8", "::1")), {"client": "::ffff:10.1.2.3"}, None),
        (BindRules(clients=("10.0.0.0/8", "::1")), {"client": "::1"}, None),
        (BindRules(clients=("fe80::/10",)), {"client": "fe80::1%eth0"}, None),
        (BindRules(clients=("10.0.0.0/8",)), {"client": "11.1.2.3"}, Status.RBINDFAIL),
        (BindRules(clients=("10.0.0.0/8",)), {"client": "11.1.2.3", "said": "wrong"}, Status.RBINDFAIL),
        (BindRules(clients=("10.0.0.0/8",)), {"client": ""}, Status.RBINDFAIL),
        (BindRules(system_type="VMA"), {"said": "wrong"}, Status.RINVPASWD),
        (BindRules(password_max=40), {"password": LONG}, None),
        (BindRules(), {"password": LONG}, Status.RINVPASWD),
    ],
)
def test_rules(rules: BindRules, said: dict[str, Any], status: Status | None) -> None:
    """The first rule that is broken gives the status; where the client comes from is looked at first, then the password."""
    turned = judged(rules, **said)
    assert (turned and turned.status) == status


@pytest.mark.parametrize("rules", [BindRules(clients=("10.0.0.0/33",)), BindRules(address_range="(")])
def test_rules_that_cannot_be_read(rules: BindRules) -> None:
    """They are found when the account is made, not when somebody binds."""
    with pytest.raises(ValueError, match=r"10\.0\.0\.0|address_range"):
        judged(rules)


def test_a_long_password() -> None:
    """Only accounts that have the option take one, though others of the network do."""
    accounts = (replace(ACCOUNT, password=LONG, binds=BindRules(password_max=64)), replace(ACCOUNT, system_id="short"))
    bind = bytes(bind_pdu_with(LONG, "esme")), bytes(bind_pdu_with(LONG, "short"))
    with Carrier(replace(world(), accounts=accounts)) as carrier, Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port) as two:
        one.write(bind[0])
        two.write(bind[1])
        assert (one.answer_to(1).status, two.answer_to(1).status) == (Status.ROK, Status.RINVPASWD)


def bind_pdu_with(password: str, system_id: str) -> bytes:
    """A bind_transceiver whose password may be longer than the paper allows."""
    body = f"{system_id}\0{password}\0\0\x34\0\0\0".encode()
    return (16 + len(body)).to_bytes(4, "big") + bytes((0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1)) + body


def test_so_many_sessions() -> None:
    """One more is refused until another goes; sessions that were never bound do not count."""
    with Carrier(world(binds=BindRules(sessions_most=2))) as carrier, ExitStack() as stack:
        _, one, two, three = (stack.enter_context(Esme(carrier.smpp_port)) for _ in range(4))
        assert [client.bind().status for client in (one, two, three)] == [Status.ROK, Status.ROK, Status.RALYBND]
        one.ask(Pdu(Command.UNBIND, sequence=one.next()))
        assert three.bind().status == Status.ROK


def test_wrong_passwords_take_longer_each_time() -> None:
    """The answer to each waits longer than the one before; a right one is answered at once, and all is forgotten."""
    with Carrier(world(binds=BindRules(patience=Patience(delay_s=0.05)))) as carrier, Esme(carrier.smpp_port) as client:
        took = []
        for password in ("1", "2", "3", "secret"):
            begun = time.monotonic()
            client.bind(password=password)
            took.append(time.monotonic() - begun)
        assert [seconds >= least for seconds, least in zip(took, (0.05, 0.10, 0.15), strict=False)] == [True] * 3
        with Esme(carrier.smpp_port) as other:
            assert other.bind(password="wrong").status == Status.RINVPASWD


def test_patience_is_counted_by_address() -> None:
    """Another connection from the same address starts where the last one was; other addresses do not suffer."""
    door = Admission(replace(ACCOUNT, binds=BindRules(patience=Patience(delay_s=1, delay_s_max=2.5))))
    wrong, right = bind_pdu(password="wrong"), bind_pdu(system_type="", address_range="")
    turned = [door.judge(wrong, client, 0, 0) for client in ("1.1.1.1", "1.1.1.1", "2.2.2.2", "1.1.1.1")]
    assert [one and one.delay_s for one in turned] == [1, 2, 1, 2.5]
    assert door.judge(right, "1.1.1.1", 0, 0) is None
    assert door.judge(wrong, "1.1.1.1", 0, 0) == Turned(Status.RINVPASWD, 1)


def test_the_last_wrong_password_ends_the_connection() -> None:
    """It has its answer first; a new connection may try again."""
    with Carrier(world(binds=BindRules(patience=Patience(tries=2)))) as carrier, Esme(carrier.smpp_port) as client:
        assert [client.bind(password="wrong").status for _ in range(2)] == [Status.RINVPASWD] * 2
        assert client.hung_up()
        with Esme(carrier.smpp_port) as again:
            assert again.bind().status == Status.ROK


def test_a_client_that_leaves_while_its_answer_waits() -> None:
    """Nobody is served worse for it."""
    with Carrier(world(binds=BindRules(patience=Patience(delay_s=0.05)))) as carrier, Esme(carrier.smpp_port) as other:
        with Esme(carrier.smpp_port) as client:
            client.say(bind_pdu(password="wrong"))
        with Esme(carrier.smpp_port) as later:
            assert later.bind(password="wrong").status == Status.RINVPASWD  # which waited longer than the one before
        other.bind()
        assert other.alive()


def message(state: State = State.ENROUTE) -> Message:
    return Message("1", 0, Submission.of("esme", "", "+8613800000000", b"", Alphabet.GSM7), 0, 1, state)


def test_the_bucket() -> None:
    """So many at once, then so many a second; what is refused costs nothing."""
    gate = Gate(Traffic(per_s=10, burst=5), 100.0)
    took = [gate.admit(asked, 0, at)[0] for asked, at in ((7, 100.0), (1, 100.05), (2, 100.1), (9, 100.3), (9, 200.0))]
    assert took == [5, 0, 1, 2, 5]
    assert gate.admit(1, 0, 200.0)[1].status == Status.RTHROTTLED


def test_a_slow_bucket() -> None:
    """Less than one a second is a rate as well, and one may come at once."""
    gate = Gate(Traffic(per_s=0.5), 0.0)
    assert [gate.admit(1, 0, at)[0] for at in (0.0, 1.0, 2.0, 3.9, 4.0)] == [1, 0, 1, 0, 1]


@pytest.mark.parametrize("most", [3, 5_000])
def test_the_queue(most: int) -> None:
    """As many texts as may be on their way; room comes with those that are settled."""
    gate = Gate(Traffic(pending_most=most), 0.0)
    texts = [message() for _ in range(most)]
    assert gate.admit(most - 1, 0, 0.0)[0] == most - 1
    assert gate.admit(5, 0, 0.0)[0] == 1
    gate.took(texts)
    admitted, over = gate.admit(1, 0, 0.0)
    assert (admitted, over.status, gate.load(0.0)) == (0, Status.RMSGQFUL, 100)
    texts[most // 2].state = State.DELIVERED
    assert gate.admit(2, 10, 0.0)[0] == 1


def test_throttling_lets_up() -> None:
    """Beyond the rate RTHROTTLED, and the record says so; a moment later texts are taken again."""
    with Carrier(world(traffic=Traffic(per_s=20, burst=3))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        client.write(b"".join(map(encoded, range(10, 20))))
        told = {answer.sequence: answer.status for answer in (client.hear() for _ in range(10))}
        assert [told[sequence] for sequence in (10, 11, 12, 19)] == [Status.ROK, Status.ROK, Status.ROK, Status.RTHROTTLED]
        assert carrier.refusals()[0]["detail"] == "more than 20 texts a second"
        while (status := client.submit().status) == Status.RTHROTTLED:
            assert len(carrier.refusals()) < 10_000
        assert status == Status.ROK


MULTI = {"source_addr": "BANK", "number_of_dests": 3, "dest_addresses": [SmeAddress(1, 1, ON)] * 3, "short_message": b"to all"}
WAYS: list[Callable[[int], Pdu]] = [
    lambda sequence: submit_pdu(OFF, sequence),
    lambda sequence: replace(data_pdu(OFF), sequence=sequence),
    lambda sequence: submit_pdu(OFF, sequence, service_type="WAP", replace_if_present_flag=1),
]


@pytest.mark.parametrize("way", WAYS, ids=["submit_sm", "data_sm", "replace_if_present"])
def test_the_queue_is_full(way: Callable[[int], Pdu]) -> None:
    """However they came: beyond so many texts on their way RMSGQFUL, until one is settled."""
    with Carrier(world(traffic=Traffic(pending_most=2))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        first = client.submit(OFF).fields["message_id"]
        assert [client.ask(way(sequence)).status for sequence in (20, 21)] == [Status.ROK, Status.RMSGQFUL]
        cancel = {"message_id": first, "source_addr_ton": 5, "source_addr": "BANK"}
        assert client.ask(Pdu(Command.CANCEL_SM, sequence=30, fields=cancel)).status == Status.ROK
        assert client.ask(way(22)).status == Status.ROK


def test_the_queue_takes_part_of_a_multi() -> None:
    """Those beyond the limit are listed with RMSGQFUL."""
    with Carrier(world(traffic=Traffic(pending_most=2))) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        answer = client.ask(Pdu(Command.SUBMIT_MULTI, sequence=9, fields=MULTI))
        assert [one.status for one in answer.fields["unsuccess_sme"]] == [Status.RMSGQFUL]


@pytest.mark.parametrize("version", [0x33, 0x34, V50])
def test_congestion_is_told_to_peers_of_5_0(version: int) -> None:
    """From four fifths of the limit on, and with each refusal; others get no word of it."""
    with Carrier(world(traffic=Traffic(pending_most=5))) as carrier, Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        told = [client.submit(OFF).tlvs.get("congestion_state") for _ in range(6)]
        assert told == ([None, None, None, 80, 100, 100] if version == V50 else [None] * 6)


@pytest.mark.parametrize("version", [V34, V50])
def test_congestion_is_told_with_every_answer(version: int) -> None:
    """Also with those of other operations, refusals among them."""
    with Carrier(world(traffic=Traffic(pending_most=5))) as carrier, Esme(carrier.smpp_port, version=version) as client:
        client.bind()
        about = {"message_id": client.submit(OFF).fields["message_id"], "source_addr_ton": 5, "source_addr": "BANK"}
        query = Pdu(Command.QUERY_SM, sequence=50, fields=about)
        told = [client.ask(query).tlvs]
        for _ in range(4):
            client.submit(OFF)
        refused = client.ask(Pdu(Command.SUBMIT_MULTI, sequence=51, fields=MULTI))
        told += [client.ask(query).tlvs, refused.tlvs]
    assert refused.status == Status.RMSGQFUL
    assert told == [{}, *[{} if version == V34 else {"congestion_state": 100}] * 2]


def test_congestion_of_the_window() -> None:
    """Where answers take time, what is unanswered counts; over the window all is told."""
    with Carrier(world(answer_ms=60, window_in=4), speed=1.0) as carrier, Esme(carrier.smpp_port, version=V50) as client:
        client.bind()
        client.write(b"".join(map(encoded, range(10, 15))))
        answers = [client.answer_to(sequence) for sequence in (14, 13)]
        assert [(answer.status, answer.tlvs) for answer in answers] == [
            (Status.RTHROTTLED, {"congestion_state": 100}),
            (Status.ROK, {"congestion_state": 100}),
        ]


def encoded(sequence: int) -> bytes:
    return encode(submit_pdu(sequence=sequence), V50)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (Command.BROADCAST_SM, Status.RBCASTFAIL),
        (Command.QUERY_BROADCAST_SM, Status.RBCASTQUERYFAIL),
        (Command.CANCEL_BROADCAST_SM, Status.RBCASTCANCELFAIL),
    ],
)
def test_nothing_is_broadcast(command: Command, status: Status) -> None:
    """A peer of 5.0 is told so in its own words; to others the commands are unknown."""
    with Carrier() as carrier, Esme(carrier.smpp_port, version=V50) as new, Esme(carrier.smpp_port) as old:
        new.bind()
        old.bind()
        assert new.ask(Pdu(command, sequence=7)).status == status
        old.write((16).to_bytes(4, "big") + int(command).to_bytes(4, "big") + bytes(7) + b"\7")
        assert old.answer_to(7) == Pdu(Command.GENERIC_NACK, Status.RINVCMDID, 7)
