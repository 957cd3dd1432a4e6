"""The clients of a crowd: those that bind are bound, those that go are gone."""

from benchmarks.peers import bind_all, come_and_go, connected
from simulator.testing import Carrier
from tests.web import ask


def sessions(carrier: Carrier) -> list[str]:
    return [one["state"] for one in ask("GET", f"{carrier.url}/sim/sessions")[1]["sessions"]]


def test_a_crowd_that_binds() -> None:
    """All are bound until the crowd goes."""
    with Carrier() as carrier, connected(carrier.smpp_port, 5) as sockets:
        bind_all(sockets)
        assert sessions(carrier) == ["bound_trx"] * 5


def test_a_crowd_that_comes_and_goes() -> None:
    """Each was bound, and none is any more."""
    with Carrier() as carrier:
        come_and_go(carrier.smpp_port, 20, at_once=5)
        assert "bound_trx" not in sessions(carrier)
