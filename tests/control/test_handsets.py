"""Handsets over the control API: the list of those that are known, and texts that are deleted."""

import asyncio

import pytest
from aiohttp import ClientSession
from msgspec.structs import replace

from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, in_condition
from simulator.lines import LineSettings
from simulator.population import People
from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario.default import scenario
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier, RefusedError
from tests.control.busy import HOME, OFF, send, submit, submit_long
from tests.fronts.tencent_v5 import in_loop
from tests.road import NINE
from tests.web import Json, ask


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


@pytest.mark.parametrize("after", ["%2B8613900000001", "+8613900000001", "13900000001"])
def test_a_page_begins_after_a_number_in_any_of_its_spellings(after: str) -> None:
    """Also where its plus sign stands in the query as it is, and so comes as a blank."""
    with Carrier() as carrier:
        for nth in range(4):
            submit(carrier, b"x", to=f"1390000000{nth}")
        page = ask("GET", f"{carrier.url}/sim/handsets?limit=1&after={after}")[1]
        assert ([each["number"] for each in page["handsets"]], page["next"]) == (["+8613900000002"], "+8613900000002")
        assert ask("GET", f"{carrier.url}/sim/handsets?after=nobody")[0] == 400


def test_of_a_population_each_has_its_condition() -> None:
    """Those that have something the matter are found by it, and all others are on: also those that nobody asked for before."""
    crowd = loads("title: crowd\npopulations:\n  crowd: {size: 40, behaviours: [{share: 25%, condition: off}]}\n", "crowd.yaml")
    assert isinstance(crowd, Scenario)
    numbers = sorted(People(crowd.populations[0], crowd.seed))
    with Carrier(crowd) as carrier:
        for number in numbers:
            submit(carrier, b"x", to=number)
        found = {word: [each.number for each in carrier.client.handsets(condition=word)] for word in ("on", "off", "suspended")}
        each = {word: [number for number in numbers if carrier.handset(number)["condition"] == word] for word in found}
        assert (found, len(found["off"])) == (each, 10)


@in_loop
async def test_many_handsets_are_looked_through_by_turns() -> None:
    """Others are served meanwhile, and no phone is made of a number that nobody asked for."""
    network = Network(scenario(), seed=1, start=NINE, speed=0.0, derived=True)
    where, journey = await network.start(Where(smpp_port=0, http_port=0)), network.world.journey
    few, before = await _watched(f"{where.url}/sim/handsets?condition=off")
    numbers = [f"+86139{nth * 7919 % 100_000:08}" for nth in range(50_000)]
    for number in numbers:
        journey.line(number)
    off = sorted(numbers)[40_000:40_002]
    for number in off:
        journey.turn(number, in_condition(Condition.OFF), None, NINE)
    many, turns = await _watched(f"{where.url}/sim/handsets?condition=off&limit=1")
    assert (few["handsets"], [each["number"] for each in many["handsets"]], many["next"]) == ([], off[:1], off[0])
    assert turns > before + 2
    assert [number for number, line in journey.lines.items() if line.phone is not None] == [each for each in numbers if each in off]
    await network.stop()


async def _watched(url: str) -> tuple[Json, int]:
    """What is answered, and how many turns others had until then."""

    async def fetch() -> Json:
        async with ClientSession() as session, session.get(url) as response:
            answered: Json = await response.json()
            return answered

    asking, turns = asyncio.create_task(fetch()), 0
    while not asking.done():
        await asyncio.sleep(0)
        turns += 1
    return asking.result(), turns


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
