"""Handsets over the control API: the list of those that are known, and texts that are deleted."""

import asyncio

import pytest
from msgspec.structs import replace

from simulator.handset.settings import HandsetSettings
from simulator.lines import LineSettings
from simulator.scenario.default import scenario
from simulator.testing import Carrier, RefusedError
from tests.control.busy import HOME, OFF, send, submit, submit_long
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


def test_one_text_is_deleted() -> None:
    """The others stay, and it does not come back."""
    with Carrier() as carrier:
        submit(carrier, b"one", b"two", b"three")
        carrier.pass_(minutes=1)
        phone = carrier.client.handset(HOME)
        first, second, third = (shown.id for shown in phone.look().inbox)
        assert [shown.id for shown in phone.delete_text(second).inbox] == [first, third]
        assert [shown.id for shown in phone.look().inbox] == [first, third]
        with pytest.raises(
            RefusedError, match=f"404: .8613800000000 has no text with the id '{second}' in its inbox or its blocked folder"
        ):
            phone.delete_text(second)
        assert carrier.message(second)["state"] == "DELIVERED", "what its sender knows is as it was"


def test_a_long_text_is_deleted_whole() -> None:
    """By the id that the folder shows, which is its first part's."""
    with Carrier() as carrier:
        ids = submit_long(carrier, "您好" * 60)
        carrier.pass_(minutes=1)
        phone = carrier.client.handset(HOME)
        (shown,) = phone.look().inbox
        assert shown.id == ids[0]
        with pytest.raises(RefusedError, match="has no text"):
            phone.delete_text(ids[1])
        assert phone.delete_text(shown.id).inbox == []


def test_a_blocked_text_is_deleted() -> None:
    """Over a loop of the test's own too."""

    async def emptied(carrier: Carrier, text_id: str) -> list[str]:
        async with carrier.async_client as network:
            phone = network.handset("13800000014")
            assert await phone.blocked() == ["one", "two"]
            await phone.delete_text(text_id)
            return await phone.blocked()

    with Carrier() as carrier:
        first, _ = submit(carrier, b"one", b"two", to="13800000014")
        carrier.pass_(minutes=1)
        assert asyncio.run(emptied(carrier, first)) == ["two"]


def test_deleting_one_text_makes_room_for_one() -> None:
    """What waits is shown at that instant, and the inbox is full again."""
    full, world = "13800000010", scenario()
    world = replace(world, lines={**world.lines, f"+86{full}": LineSettings(HandsetSettings(capacity=2))})
    with Carrier(world) as carrier:
        phone = carrier.client.handset(full)
        submit(carrier, *(b"%d" % nth for nth in range(4)), to=full)
        carrier.pass_(seconds=30)
        before = phone.look()
        after = phone.delete_text(before.inbox[0].id)
        assert [each.id for each in after.inbox] == [before.inbox[1].id, before.waiting[0]]
        assert (after.waiting, after.condition.value) == (before.waiting[1:], "inbox-full")


def test_deleting_one_text_ends_the_condition() -> None:
    """A phone that is full without a number for it takes what waits as soon as anything is deleted; not when nothing was."""
    with Carrier() as carrier:
        phone = carrier.client.handset(HOME)
        (shown,) = submit(carrier, b"one")
        carrier.pass_(seconds=30)
        phone.turn("inbox-full")
        (waiting,) = submit(carrier, b"two")
        carrier.pass_(seconds=30)
        with pytest.raises(RefusedError, match="has no text"):
            phone.delete_text(waiting)
        assert phone.look().condition.value == "inbox-full"
        after = phone.delete_text(shown)
        assert ([each.id for each in after.inbox], after.condition.value) == ([waiting], "on")
