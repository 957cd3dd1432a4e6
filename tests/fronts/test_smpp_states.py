"""Every PDU that an ESME can say, in every state of its session, as peers of 3.3, 3.4 and 5.0, over a socket: the answer is the papers'."""

from collections.abc import Iterator

import pytest

from simulator.smpp.bodies import V50
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command, response_of
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import OFF, Esme, submit_pdu
from tests.fronts.smpp_states import CELLS, ROWS, UNKNOWN, Cell, said
from tests.smpp.pdus import frame

SEQUENCE = 4711
ENQUIRE, UNBIND = Pdu(Command.ENQUIRE_LINK, sequence=9_000), Pdu(Command.UNBIND, sequence=9_001)
BINDS = {"tx": Command.BIND_TRANSMITTER, "rx": Command.BIND_RECEIVER, "trx": Command.BIND_TRANSCEIVER}
AFTER = {command: state for state, command in BINDS.items()}
SUBMITS = {"open": Status.RINVBNDSTS, "tx": Status.ROK, "rx": Status.RINVBNDSTS, "trx": Status.ROK}


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier() as carrier:
        yield carrier


@pytest.fixture(scope="module")
def sender(carrier: Carrier) -> Iterator[Esme]:
    """Another session of the account, whose texts wait."""
    with Esme(carrier.smpp_port) as sender:
        sender.bind(Command.BIND_TRANSMITTER)
        yield sender


def octets(cell: Cell, sender: Esme) -> bytes:
    if cell.command is None:
        return frame(UNKNOWN[cell.name], b"", 0, SEQUENCE)
    asks = cell.command in {Command.QUERY_SM, Command.CANCEL_SM, Command.REPLACE_SM}
    pending = sender.submit(OFF, registered_delivery=0).fields["message_id"] if asks else ""
    return encode(said(cell.command, SEQUENCE, pending), V50)


def expected(cell: Cell) -> list[tuple[Command, int, int]]:
    if cell.answer == "-":
        return []
    if cell.answer == "nack":
        return [(Command.GENERIC_NACK, Status.RINVCMDID, SEQUENCE)]
    assert cell.command is not None
    response = response_of(cell.command)
    assert response is not None
    return [(response, Status[cell.answer], SEQUENCE)]


def heard_before(client: Esme, last: int) -> list[tuple[Command, int, int]]:
    """All that comes before the answer with this number."""
    told = []
    while (pdu := client.hear()).sequence != last:
        told.append((pdu.command, pdu.status, pdu.sequence))
    return told


def test_the_table_is_whole() -> None:
    """Every command that there is has its row."""
    assert ROWS.keys() == set(Command)


def leaves(cell: Cell) -> bool:
    return cell.command is Command.UNBIND and cell.state in BINDS


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.state != "unbound" and not leaves(cell)], ids=str)
def test_every_pdu_in_every_state(carrier: Carrier, sender: Esme, cell: Cell) -> None:
    """The answer is the table's and the only one, and the session is in the state that it was in, or where a bind leads."""
    with Esme(carrier.smpp_port, version=cell.version) as client:
        if cell.state in BINDS:
            client.bind(BINDS[cell.state])
        client.write(octets(cell, sender))
        told = [client.hear() for _ in expected(cell)]
        assert [(pdu.command, pdu.status, pdu.sequence) for pdu in told] == expected(cell)
        client.say(ENQUIRE)
        assert client.hear().sequence == ENQUIRE.sequence
        state = AFTER[cell.command] if cell.command in AFTER and cell.state == "open" else cell.state
        assert client.submit(OFF, registered_delivery=0).status == SUBMITS[state]


@pytest.mark.parametrize("cell", [cell for cell in CELLS if leaves(cell)], ids=str)
def test_an_unbind(carrier: Carrier, cell: Cell) -> None:
    """It is answered and the network hangs up, whatever the session was bound as."""
    with Esme(carrier.smpp_port, version=cell.version) as client:
        client.bind(BINDS[cell.state])
        assert client.ask(UNBIND) == Pdu(Command.UNBIND_RESP, Status[cell.answer], UNBIND.sequence)
        assert client.hung_up()


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.state == "unbound"], ids=str)
def test_every_pdu_after_the_unbind(carrier: Carrier, sender: Esme, cell: Cell) -> None:
    """What stands behind an unbind in the same piece has its answer too; then comes unbind_resp, and the network hangs up."""
    with Esme(carrier.smpp_port, version=cell.version) as client:
        client.bind()
        client.write(encode(UNBIND) + octets(cell, sender))
        assert heard_before(client, UNBIND.sequence) == expected(cell)
        assert client.hung_up()
    assert sender.alive()


def test_a_text_after_the_unbind_is_not_sent(carrier: Carrier) -> None:
    """It was refused, and nobody gets it."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.write(encode(UNBIND) + encode(submit_pdu("13712340000", SEQUENCE)))
        assert [client.answer_to(sequence).status for sequence in (SEQUENCE, UNBIND.sequence)] == [Status.RINVBNDSTS, Status.ROK]
        assert client.hung_up()
    assert carrier.messages("13712340000") == []
