"""The clock over the control API, where it runs until nothing is due."""

from simulator.testing import Carrier
from tests.control.busy import HOME, OFF, send
from tests.web import ask


def test_it_runs_until_nothing_is_due() -> None:
    """And stands at the last instant at which something happened."""
    with Carrier() as carrier:
        sid = send(carrier)
        clock = carrier.client.idle()
        assert (clock.next_due, clock.now) == (None, carrier.message(sid)["trail"][-1]["at"])


def test_it_runs_no_further_than_told() -> None:
    """What is due later is due still; the instant is the last one at which something happened."""
    with Carrier() as carrier:
        send(carrier, OFF)
        clock = carrier.client.idle(hours=1)
        assert clock.next_due is not None
        assert clock.now < "2024-03-04T09:01"
        assert carrier.client.idle(days=3).next_due is None
        assert carrier.client.handset(OFF).inbox == []
        assert ask("POST", f"{carrier.url}/sim/clock/idle", {"within_s": -1})[0] == 400
        assert carrier.client.handset(HOME).inbox == []
