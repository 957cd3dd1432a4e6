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
from tests.esme import OFF, Esme, bind_pdu, submit_pdu
from tests.fronts.smpp_bad_input import ROWS, SUBMIT, Bad, Due
from tests.smpp.pdus import any_pdu, frame

NACK = Command.GENERIC_NACK


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture(scope="module")
def captured() -> Iterator[Carrier]:
    """A network that keeps all that its clients say."""
    with Carrier() as carrier:
        carrier.capture(keep=1_000)
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


class Talker(Esme):
    """A client that remembers all that it wrote."""

    def __init__(self, port: int) -> None:
        self.written = b""
        super().__init__(port)

    def write(self, octets: bytes) -> None:
        self.written += octets
        super().write(octets)


def kept(carrier: Carrier) -> bytes:
    """What the capture holds of the newest client's octets."""
    records = carrier.captured()
    session = max(record["session"] for record in records)
    return b"".join(bytes.fromhex(one["octets"]) for one in records if (one["session"], one["from"]) == (session, "client"))


def answer(row: Bad) -> Pdu:
    """The refusal that is due: header only."""
    command = response_of(int.from_bytes(row.octets[4:8], "big")) if row.due is Due.TYPED else NACK
    assert command is not None
    return Pdu(command, row.status, row.sequence)


def assert_answered(client: Esme, row: Bad) -> None:
    """What is due comes, and nothing else."""
    match row.due:
        case Due.NOTHING:
            pass
        case Due.TAKEN:
            assert client.hear().status == Status.ROK
        case Due.TYPED | Due.NACK | Due.CLOSE:
            assert client.hear() == answer(row)
    if row.due is Due.CLOSE:
        assert client.hung_up()
    else:
        assert client.alive()
        assert client.heard == []


@pytest.mark.parametrize(
    ("row", "when"), [(row, when) for row in ROWS for when in ("open", "bound") if row.when in {when, "both"}], ids=str
)
def test_bad_input(captured: Carrier, row: Bad, when: str) -> None:
    """Each has its answer and no other, the session goes on as it was or ends, and the capture has every octet."""
    with Talker(captured.smpp_port) as client:
        if when == "bound":
            client.bind()
        client.write(row.octets)
        assert_answered(client, row)
        if row.due is not Due.CLOSE:
            assert (client.submit(OFF).status if when == "bound" else client.bind().status) == Status.ROK
        assert kept(captured) == client.written


@pytest.mark.parametrize("octets", range(1, HEADER_OCTETS + 20, 5))
def test_a_client_that_hangs_up_within_a_pdu(captured: Carrier, octets: int) -> None:
    """There is no answer to give; what it said is kept."""
    with Talker(captured.smpp_port) as client:
        client.alive()
        client.write(encode(submit_pdu())[:octets])
    assert any(kept(captured) == client.written for _ in range(10_000))
    (last,) = [record for record in captured.captured()[-1:] if record["broken"] == "it ends here"]
    assert last["octets"] == encode(submit_pdu())[:octets].hex()


@pytest.mark.parametrize("sequence", [0, 1, 0x80000000, 0xFFFFFFFF])
def test_any_sequence_number_is_echoed(client: Esme, sequence: int) -> None:
    """Also one that SMPP does not allow."""
    client.bind()
    client.write(frame(Command.SUBMIT_SM, SUBMIT, 0, sequence))
    assert client.answer_to(sequence).status == Status.ROK


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
    quick = replace(scenario(), timers=Timers(enquire_link_s=1.5, response_s=1.5))
    with Carrier(quick) as carrier, Esme(carrier.smpp_port, receive_octets=4_096) as client:
        client.bind()
        assert client.stalls(BURST, 5_000)
        assert client.is_reset()
