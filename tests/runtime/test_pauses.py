"""How long exchanges are held: on network time where all clients are ours, else on the wall's."""

import asyncio

import pytest

from simulator.kernel.clock import Time
from simulator.runtime.pauses import FOR_EVER, Pauses
from tests.fronts.tencent_v5 import in_loop


class Moving:
    """A network's time, moved by hand."""

    def __init__(self, *, ours: bool = True) -> None:
        self.now = 0
        self.pauses = Pauses(Time(lambda: self.now, lambda: None, lambda: True), ours=ours)

    async def pass_to(self, now: int) -> None:
        while (due := self.pauses.next_due()) is not None and due <= now:
            self.now = due
            self.pauses.act(due, 100)
            await asyncio.sleep(0)
        self.now = now


@in_loop
async def test_a_wait_ends_at_its_instant() -> None:
    """Not before, and nothing is left of it."""
    time = Moving()
    holding = asyncio.create_task(time.pauses.hold(1_000))
    await time.pauses.holding.wait()
    await time.pass_to(999)
    assert not holding.done()
    await time.pass_to(1_000)
    await holding
    assert (time.pauses.next_due(), time.pauses.holding.is_set()) == (None, False)


@in_loop
async def test_who_gives_up_leaves_nothing_behind() -> None:
    """Time has nothing to stop for any more."""
    time = Moving()
    holding = asyncio.create_task(time.pauses.hold(1_000))
    await time.pauses.holding.wait()
    holding.cancel()
    await asyncio.gather(holding, return_exceptions=True)
    assert (time.pauses.next_due(), time.pauses.holding.is_set()) == (None, False)


@in_loop
async def test_for_ever_ends_with_the_network() -> None:
    """It keeps no time from passing, and is no exchange that must end."""
    time = Moving()
    holding = asyncio.create_task(time.pauses.hold(FOR_EVER))
    await time.pauses.holding.wait()
    assert (time.pauses.next_due(), time.pauses.busy()) == (None, [])
    time.pauses.close()
    with pytest.raises(asyncio.CancelledError):
        await holding


@pytest.mark.parametrize("ours", [True, False])
@in_loop
async def test_a_limit_is_a_time_out(ours: bool) -> None:
    """On the time that counts; what ends in time is left alone."""
    time = Moving(ours=ours)
    async with time.pauses.within(20):
        pass

    async def endless() -> None:
        async with time.pauses.within(20):
            await asyncio.Event().wait()

    working = asyncio.create_task(endless())
    await asyncio.sleep(0)
    await time.pass_to(20)
    with pytest.raises(TimeoutError):
        await working
    assert time.pauses.next_due() is None
