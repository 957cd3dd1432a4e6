"""The SMPP sessions of the control API: who is connected, and how one is ended from outside."""

from collections.abc import Iterator

import pytest

from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts.smpp_faults import Raw
from tests.web import Json, ask


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def sessions(carrier: Carrier) -> list[Json]:
    listed: list[Json] = ask("GET", f"{carrier.url}/sim/sessions")[1]["sessions"]
    return listed


def test_a_session_is_seen_from_its_first_moment(carrier: Carrier) -> None:
    """Connected, bound, gone; oldest first."""
    with Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port, version=0x33) as two:
        assert one.alive()
        two.bind(Command.BIND_RECEIVER, interface_version=0x33)
        first, second = sessions(carrier)
        assert (first["id"], first["account"], first["bound"], first["state"], first["version"]) == (1, "", None, "open", None)
        assert (second["id"], second["account"], second["bound"], second["version"]) == (2, "esme", "receiver", "3.3")
        assert first["peer"].startswith("127.0.0.1:")
        assert ask("GET", f"{carrier.url}/sim/sessions/2") == (200, second)
        two.ask(Pdu(Command.UNBIND, sequence=99))
        assert two.hung_up()
    assert ask("GET", f"{carrier.url}/sim/sessions/2")[0] == 404


def test_what_a_client_leaves_unanswered(carrier: Carrier) -> None:
    """Receipts that it was sent."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        client.submit()
        carrier.pass_(minutes=1)
        client.receipt(status=None)
        assert sessions(carrier)[0]["unanswered"] == 1


def test_the_centre_unbinds(carrier: Carrier) -> None:
    """The client hears it, and its answer closes; until then nothing is sent to it, and a second unbind is none."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        status, session = ask("POST", f"{carrier.url}/sim/sessions/1/unbind")
        assert (status, session["state"], session["bound"]) == (200, "unbound", None)
        unbind = client.hear()
        assert unbind.command is Command.UNBIND
        status, problem = ask("POST", f"{carrier.url}/sim/sessions/1/unbind")
        assert (status, problem["detail"]) == (409, "session 1 is unbound, so there is nothing to unbind: DELETE closes it")
        client.say(Pdu(Command.UNBIND_RESP, sequence=unbind.sequence))
        assert client.hung_up()


def test_a_receipt_goes_to_another_session_after_an_unbind(carrier: Carrier) -> None:
    """Nothing is lost by it."""
    with Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port) as two:
        one.bind()
        two.bind()
        message = one.submit().fields["message_id"]
        ask("POST", f"{carrier.url}/sim/sessions/1/unbind")
        carrier.pass_(minutes=1)
        assert two.receipt()[0].id == message


def test_a_connection_is_torn_down(carrier: Carrier) -> None:
    """Without an unbind, bound or not; the others stay."""
    with Esme(carrier.smpp_port) as one, Esme(carrier.smpp_port) as two:
        one.bind()
        two.alive()
        assert [session["id"] for session in ask("DELETE", f"{carrier.url}/sim/sessions/1")[1]["sessions"]] == [2]
        assert one.hung_up()
        assert two.alive()
        assert ask("DELETE", f"{carrier.url}/sim/sessions/2")[0] == 200
        assert two.hung_up()


def test_a_connection_that_hangs_is_torn_down_too(carrier: Carrier) -> None:
    """A fault keeps it open, whoever closes it; this does not ask the fault."""
    with Raw(carrier.smpp_port) as client:
        client.bind()
        carrier.smpp_fault("hangs", "half-open")
        client.send()
        carrier.handset("13800000000")
        ask("DELETE", f"{carrier.url}/sim/sessions/1")
        assert client.torn() or client.read(1) == b""


@pytest.mark.parametrize(("method", "path"), [("GET", "7"), ("POST", "7/unbind"), ("DELETE", "7")])
def test_a_session_that_there_is_not(carrier: Carrier, method: str, path: str) -> None:
    """With the numbers that there are."""
    with Esme(carrier.smpp_port) as client:
        client.bind()
        status, problem = ask(method, f"{carrier.url}/sim/sessions/{path}")
    assert (status, problem["detail"]) == (404, "there is no SMPP session 7: there are 1")
