"""Handsets over the control API: the list of those that are known, and texts that are deleted."""

from simulator.testing import Carrier
from tests.control.busy import HOME, OFF, send
from tests.web import ask


def test_known_handsets_are_listed_by_number() -> None:
    """Those that were used or looked at, page by page; all, or those in a condition, or for which something waits."""
    with Carrier() as carrier:
        for number in (OFF, HOME, "13900000000"):
            send(carrier, number)
        carrier.pass_(seconds=30)
        assert [each.number for each in carrier.client.handsets()] == ["+8613800000000", "+8613800000201", "+8613900000000"]
        assert [each.number for each in carrier.client.handsets(limit=1)] == ["+8613800000000", "+8613800000201", "+8613900000000"]
        assert [each.number for each in carrier.client.handsets(condition="off")] == ["+8613800000201"]
        assert [each.number for each in carrier.client.handsets(waiting=True)] == ["+8613800000201"]


def test_texts_are_deleted() -> None:
    """All that it shows; a full inbox takes what waits. There need not be any."""
    full = "13800000010"
    with Carrier() as carrier:
        send(carrier, full)
        carrier.pass_(minutes=1)
        assert carrier.handset(full)["condition"] == "inbox-full"
        assert carrier.client.handset(full).delete_texts().condition.value == "on"
        assert len(carrier.inbox(full)) == 1
        assert ask("DELETE", f"{carrier.url}/sim/handsets/{full}/texts")[1]["inbox"] == []
        assert ask("DELETE", f"{carrier.url}/sim/handsets/{full}/texts")[0] == 200
