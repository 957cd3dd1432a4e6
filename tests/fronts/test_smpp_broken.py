"""Clients that break the protocol, crowd in or do not read: each gets its answer, and nobody else notices."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.smpp.codec import HEADER_OCTETS, encode
from simulator.smpp.commands import BINDS, Command, response_of
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from tests.esme import Esme, bind_pdu, submit_pdu
from tests.smpp.pdus import any_pdu, frame

SUBMIT = encode(submit_pdu())[HEADER_OCTETS:]
BIND = encode(bind_pdu())[HEADER_OCTETS:]
TRX, NACK = Command.BIND_TRANSCEIVER, Command.GENERIC_NACK


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture
def witness(carrier: Carrier, caplog: pytest.LogCaptureFixture) -> Iterator[Esme]:
    """Another bound session: afterwards it is alive, has heard nothing, and no error was logged."""
    with Esme(carrier.smpp_port) as witness:
        witness.bind()
        yield witness
        assert witness.alive()
        assert witness.heard == []
        assert [record for record in caplog.records if record.levelno >= logging.ERROR or record.exc_info] == []


@pytest.fixture
def client(carrier: Carrier, witness: Esme) -> Iterator[Esme]:
    with Esme(carrier.smpp_port) as client:
        yield client


@pytest.mark.parametrize("command", BINDS)
@pytest.mark.parametrize(
    ("wrong", "status"), [({"system_id": "nobody"}, Status.RINVSYSID), ({"password": "wrong"}, Status.RINVPASWD), ({}, Status.ROK)]
)
def test_who_may_bind(client: Esme, command: Command, wrong: dict[str, str], status: Status) -> None:
    """An unknown account and a wrong password are told apart; the client may try again on the same connection."""
    assert client.bind(command, **wrong).status == status
    assert client.bind(command).status == (Status.RALYBND if status is Status.ROK else Status.ROK)


BEFORE_THE_BIND = [  # (command, body, status)
    (TRX, BIND[:-1], Status.RINVCMDLEN),
    (TRX, b"", Status.RINVCMDLEN),
    (TRX, b"x" * 16 + BIND, Status.RINVSYSID),
    (TRX, b"esme\0" + b"x" * 60, Status.RINVPASWD),
    (TRX, b"esme\0secret\0" + b"x" * 60, Status.RINVSYSTYP),
    (TRX, b"esme\0secret\0\0\x34\0\0" + b"x" * 60, Status.RBINDFAIL),
    (Command.SUBMIT_SM, SUBMIT, Status.RINVBNDSTS),
]

TIMELESS = b"\0\5\0BANK\0\1\1138\0\0\0\0"
BOUND = [
    (Command.SUBMIT_SM, SUBMIT[:-1], Status.RINVMSGLEN),
    (Command.SUBMIT_SM, SUBMIT[:10], Status.RINVCMDLEN),
    (Command.SUBMIT_SM, b"", Status.RINVCMDLEN),
    (Command.SUBMIT_SM, b"x" * 80, Status.RINVSERTYP),
    (Command.SUBMIT_SM, b"\0\5\0" + b"x" * 80, Status.RINVSRCADR),
    (Command.SUBMIT_SM, b"\0\5\0BANK\0\1\1" + b"1" * 80, Status.RINVDSTADR),
    (Command.SUBMIT_SM, TIMELESS + b"x" * 80, Status.RINVSCHED),
    (Command.SUBMIT_SM, TIMELESS + b"\0" + b"x" * 80, Status.RINVEXPIRY),
    (Command.SUBMIT_SM, SUBMIT[:-6] + b"\xff" + b"x" * 255, Status.RINVMSGLEN),
    (Command.SUBMIT_SM, SUBMIT + b"\2\4\0", Status.RINVOPTPARSTREAM),
    (Command.SUBMIT_SM, SUBMIT + b"\2\4\0\x09xx", Status.RINVOPTPARSTREAM),
    (Command.SUBMIT_SM, SUBMIT + b"\2\4\0\1x", Status.RINVPARLEN),
    (Command.SUBMIT_SM, SUBMIT + b"\0", Status.ROK),
    (Command.SUBMIT_SM, SUBMIT + b"\x30\0\0\2xx", Status.ROK),
    (Command.ENQUIRE_LINK, b"\0", Status.RINVCMDLEN),
    (Command.UNBIND, b"\0", Status.RINVCMDLEN),
    (Command.DELIVER_SM, SUBMIT, Status.RINVBNDSTS),
    (Command.SUBMIT_MULTI, b"\0\5\0BANK\0\1\3xx", Status.RINVDESTFLAG),
    (Command.SUBMIT_MULTI, b"\0\5\0BANK\0\0", Status.RINVNUMDESTS),
    (Command.SUBMIT_MULTI, b"\0\5\0BANK\0\1\2" + b"x" * 30, Status.RINVDLNAME),
    (Command.QUERY_SM, b"x" * 80, Status.RINVMSGID),
]


def tell(client: Esme, command: int, body: bytes) -> Pdu:
    client.write(frame(command, body, 0, 0x7FFFFFFF))
    return client.answer_to(0x7FFFFFFF)


@pytest.mark.parametrize(("command", "body", "status"), BEFORE_THE_BIND)
def test_malformed_before_the_bind(client: Esme, command: Command, body: bytes, status: Status) -> None:
    """The field's own status, header only, and the client may still bind."""
    assert tell(client, command, body) == Pdu(response_of(command), status, 0x7FFFFFFF)
    assert client.bind().status == Status.ROK


@pytest.mark.parametrize(("command", "body", "status"), BOUND)
def test_malformed(client: Esme, command: Command, body: bytes, status: Status) -> None:
    """The field's own status in the response of the operation, and the session goes on."""
    client.bind()
    answer = tell(client, command, body)
    assert (answer.command, answer.status) == (response_of(command), status)
    assert client.submit().status == Status.ROK


def test_a_status_in_a_request_means_nothing(client: Esme) -> None:
    """It is not looked at."""
    client.bind()
    client.write(frame(Command.SUBMIT_SM, SUBMIT, 0xDEAD, 9))
    assert client.answer_to(9).status == Status.ROK


@pytest.mark.parametrize("sequence", [0, 1, 0x80000000, 0xFFFFFFFF])
def test_any_sequence_number_is_echoed(client: Esme, sequence: int) -> None:
    """Also one that SMPP does not allow."""
    client.bind()
    client.write(frame(Command.SUBMIT_SM, SUBMIT, 0, sequence))
    assert client.answer_to(sequence).status == Status.ROK


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("head", [b"\0\0\0\0", b"\0\0\0\x0f", b"\0\1\x11\x71", b"\xff\xff\xff\xff", b"GET "])
def test_the_framing_is_lost(client: Esme, head: bytes, bound: bool) -> None:
    """generic_nack RINVCMDLEN, and the server hangs up: nothing after it can be cut."""
    if bound:
        client.bind()
    client.write(head + b"\0\0\0\4\0\0\0\0\0\0\0\7")
    sequence = 0 if head[:3] == b"\0\0\0" else 7
    assert client.hear() == Pdu(NACK, Status.RINVCMDLEN, sequence)
    assert client.hung_up()


def test_the_unbind_is_answered_last(client: Esme) -> None:
    """Submits that came before it in one piece have their answers first."""
    client.bind()
    client.write(b"".join(encode(submit_pdu(sequence=n)) for n in range(2, 20)) + encode(Pdu(Command.UNBIND, sequence=20)))
    assert [client.hear().sequence for _ in range(19)] == list(range(2, 21))
    assert client.hung_up()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_pdu().map(encode) | st.binary(max_size=200) | st.just(encode(submit_pdu())), max_size=8), st.booleans())
def test_garbage(carrier: Carrier, witness: Esme, pieces: list[bytes], bound: bool) -> None:
    """Whatever a client sends, the others are served."""
    with Esme(carrier.smpp_port) as client:
        if bound:
            client.bind()
        client.write(b"".join(pieces))
        assert witness.alive()


def test_a_thousand_clients_at_once(carrier: Carrier, witness: Esme) -> None:
    """All are bound, and all are answered."""
    with ExitStack() as stack:
        clients = [stack.enter_context(Esme(carrier.smpp_port)) for _ in range(1_000)]
        for client in clients:
            client.say(bind_pdu())
        for client in clients:
            client.say(submit_pdu(sequence=2))
        assert {client.answer_to(number).status for client in clients for number in (1, 2)} == {Status.ROK}


BURST = b"".join(encode(submit_pdu(sequence=n)) for n in range(1, 2_000))


def test_a_client_that_does_not_read(carrier: Carrier, witness: Esme) -> None:
    """Its requests are left in its socket when its answers are not read, so that nothing grows; others go on."""
    with Esme(carrier.smpp_port, receive_octets=4_096) as client:
        client.bind()
        assert client.stalls(BURST, 5_000)
        assert witness.submit().status == Status.ROK
    assert witness.alive()


def test_a_client_that_never_reads_is_given_up() -> None:
    """Its connection is torn down, though octets for it are left."""
    quick = replace(scenario(), timers=Timers(enquire_link_s=0.5, response_s=0.5))
    with Carrier(quick) as carrier, Esme(carrier.smpp_port, receive_octets=4_096) as client:
        client.bind()
        assert client.stalls(BURST, 5_000)
        assert client.is_reset()
