"""The one timer of a network: in real time, and told to pass."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from simulator.kernel.agenda import Agenda
from simulator.kernel.clock import Clock, NotQuietError
from simulator.message import Instant
from simulator.runtime.driver import GRAIN_MS, SLICE, Driver

START = 1_700_000_000_000


class Waiting:
    """An owner whose entries are noted as they become due: (due, driver's time, entries)."""

    def __init__(self, driver: Driver, follow: Callable[["Waiting", Instant], None] | None = None) -> None:
        self.driver = driver
        self.done: list[tuple[Instant, Instant, list[Any]]] = []
        self.seen = asyncio.Event()
        self.exchanges: list[str] = []
        self._follow = follow
        self.agenda = Agenda((self._act,))

    def add(self, after_ms: int, entry: Any = None) -> None:
        """From outside: the driver has to be woken."""
        self.agenda.add(START + after_ms, 0, entry)
        self.driver.wake()

    def _act(self, now: Instant, entries: list[Any]) -> None:
        self.done.append((now - START, self.driver.now() - START, entries))
        self.seen.set()
        if self._follow is not None:
            self._follow(self, now - START)

    def next_due(self) -> Instant | None:
        return self.agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        return self.agenda.act(now, most)

    def busy(self) -> list[str]:
        return self.exchanges

    @property
    def dues(self) -> list[Instant]:
        return [due for due, _, _ in self.done]


def driven(speed: float, follow: Callable[[Waiting, Instant], None] | None = None) -> tuple[Driver, Waiting]:
    driver = Driver(Clock(START, speed, time.monotonic()))
    owner = Waiting(driver, follow)
    driver.drive([owner])
    return driver, owner


def in_loop(work: Awaitable[Any]) -> Any:
    async def bounded() -> Any:
        async with asyncio.timeout(8):
            return await work

    return asyncio.run(bounded())


def test_passing_stops_at_every_instant() -> None:
    """Each due entry is handled at its own instant, in order, also what is added on the way; then it is the time that was asked for."""

    async def passes() -> None:
        driver, owner = driven(0, lambda owner, at: owner.add(5_000, "added") if at == 1_000 else None)
        owner.add(9_000)
        owner.add(1_000)
        await driver.pass_to(START + 9_000)
        assert owner.dues == [1_000, 5_000, 9_000]
        assert all(due == now for due, now, _ in owner.done)
        await driver.pass_to(START + 60_000)
        assert driver.now() == START + 60_000

    in_loop(passes())


def test_what_is_added_for_the_same_instant_happens_in_it() -> None:
    """One step may lead to the next without any time between."""

    async def passes() -> None:
        driver, owner = driven(0, lambda owner, at: owner.add(at) if len(owner.done) < 5 else None)
        owner.add(1_000)
        await driver.pass_to(START + 1_000)
        assert owner.dues == [1_000] * 5

    in_loop(passes())


def test_a_clock_that_stands_still_does_nothing_by_itself() -> None:
    """However long a client waits."""

    async def stands() -> None:
        driver, owner = driven(0)
        owner.add(1)
        for _ in range(100):
            await asyncio.sleep(0)
        assert (owner.dues, driver.now()) == ([], START)

    in_loop(stands())


def test_time_never_runs_backwards() -> None:
    """Passing to what is past is an error."""

    async def back() -> None:
        driver, _ = driven(0)
        with pytest.raises(ValueError, match="backwards"):
            await driver.pass_to(START - 1)

    in_loop(back())


def test_time_that_is_put_back_passes_no_further() -> None:
    """Who let it pass is told, and it stands where it was put; from there it passes as before."""

    async def back() -> None:
        driver, owner = driven(0, lambda owner, at: owner.driver.put_back(START) if at == 1_000 else None)
        owner.add(1_000)
        owner.add(2_000)
        with pytest.raises(ValueError, match="put back"):
            await driver.pass_to(START + 9_000)
        assert (driver.now(), owner.dues) == (START, [1_000])
        await driver.pass_to(START + 9_000)
        assert (driver.now(), owner.dues) == (START + 9_000, [1_000, 2_000])

    in_loop(back())


def test_an_exchange_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time does not pass over it: an error names it after a while."""
    monkeypatch.setattr("simulator.runtime.driver.QUIET_S", 0.05)

    async def waits() -> None:
        driver, owner = driven(0)
        owner.exchanges.append("a callback to nowhere")
        with pytest.raises(NotQuietError, match="a callback to nowhere"):
            await driver.pass_to(START + 1_000)
        assert driver.now() == START

    in_loop(waits())


def test_an_exchange_that_ends() -> None:
    """Time waits for it and then passes."""

    async def waits() -> None:
        driver, owner = driven(0)
        owner.exchanges.append("a callback")
        asyncio.get_running_loop().call_later(0.02, owner.exchanges.clear)
        await driver.pass_to(START + 1_000)
        assert driver.now() == START + 1_000

    in_loop(waits())


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_in_real_time(speed: float) -> None:
    """Entries are handled not before they are due, at their own instants, those of one grain together."""

    async def runs() -> None:
        _, owner = driven(speed)
        grain = round(GRAIN_MS * speed)
        begins = round(30 * speed) - (START + round(30 * speed)) % grain
        wanted = [round(5 * speed), *(begins + part * grain // 4 for part in (1, 2, 3))]
        for after in wanted:
            owner.add(after)
        while len(owner.done) < 4:
            owner.seen.clear()
            await owner.seen.wait()
        assert owner.dues == wanted
        assert all(due <= now for due, now, _ in owner.done)
        assert owner.done[3][1] - owner.done[1][1] < GRAIN_MS * speed

    in_loop(runs())


def test_an_earlier_entry_rearms_the_timer() -> None:
    """It is not held up by one that is due in an hour."""

    async def runs() -> None:
        _, owner = driven(1)
        owner.add(3_600_000)
        owner.add(1)
        await owner.seen.wait()
        assert owner.dues == [1]

    in_loop(runs())


def test_a_change_of_speed_is_felt() -> None:
    """What was an hour away is due at once at a great speed, and never on a clock that was stopped."""

    async def runs() -> None:
        driver, owner = driven(1)
        owner.add(3_600_000)
        driver.set_speed(1_000_000_000)
        await owner.seen.wait()
        driver.set_speed(0)
        owner.agenda.add(driver.now() + 1, 0, None)
        assert driver.clock.paused
        await asyncio.sleep(0)
        assert len(owner.done) == 1

    in_loop(runs())


def test_sockets_are_served_between_slices() -> None:
    """A mountain of entries of one instant is handled in pieces, with turns of the loop between them."""

    async def runs() -> None:
        driver, owner = driven(1)
        for n in range(3 * SLICE):
            owner.agenda.add(START, 0, n)
        driver.wake()
        turns = 0
        while len(owner.done) < 3:
            await asyncio.sleep(0)
            turns += 1
        assert [len(entries) for _, _, entries in owner.done] == [SLICE] * 3
        assert turns >= 3

    in_loop(runs())


def test_a_stopped_driver_acts_no_more() -> None:
    """Its timer is gone."""

    async def stops() -> None:
        driver, owner = driven(1)
        owner.add(1)
        driver.stop()
        driver.wake()
        await asyncio.sleep(0)
        assert (owner.dues, driver.next_due()) == ([], None)

    in_loop(stops())
