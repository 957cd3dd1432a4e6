"""Moves network time: one timer that is armed for what is due next, or jumps when told to pass. It knows no message."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from simulator.kernel.clock import Clock, NotQuietError
from simulator.message import Instant

GRAIN_MS = 8
"""In real time what is due within 8 ms goes in one batch: a join and a write for a session, not for a message."""
SLICE = 5_000
"""Entries handled before the loop may serve its sockets again: some tens of milliseconds."""
QUIET_S = 6.0
"""Wall seconds after which an exchange that keeps time from passing is an error: longer than the 5 s that a callback may take."""


class Owner(Protocol):
    """A part of the world that waits for instants of its own."""

    def next_due(self) -> Instant | None:
        """The earliest instant at which it has something to do."""

    def act(self, now: Instant, most: int) -> int:
        """Do what is due at the earliest instant up to `now`; how many entries that were, 0 for none."""

    def busy(self) -> list[str]:
        """Exchanges that must end before time passes, by name."""


class Driver:
    """The clock of a running network and the one timer behind it. `owners` are asked in their order."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._owners: tuple[Owner, ...] = ()
        self._timer: asyncio.Handle | None = None
        self._armed_for: Instant | None = None
        self._acting = False
        self._put_back = 0
        """How often time was put back: who lets it pass goes no further then."""

    def drive(self, owners: Iterable[Owner]) -> None:
        """Begin to act for these."""
        self._owners = tuple(owners)
        self.wake()

    def stop(self) -> None:
        """Act no more."""
        self._owners = ()
        self._disarm()

    @property
    def clock(self) -> Clock:
        """The clock, to read its speed."""
        return self._clock

    def now(self) -> Instant:
        """Network time at this moment."""
        return self._clock.now(time.monotonic())

    def next_due(self) -> Instant | None:
        """The earliest instant at which anything happens."""
        return min((due for owner in self._owners if (due := owner.next_due()) is not None), default=None)

    def wake(self) -> None:
        """Something may be due earlier than the timer is armed for. What is due within one grain shares a timer."""
        if self._acting or (due := self.next_due()) is None:
            return
        wall_s = time.monotonic()
        if due > self._clock.now(wall_s):
            grain = max(1, round(GRAIN_MS * self._clock.speed))
            due = -(-due // grain) * grain
        if self._armed_for is None or due < self._armed_for:
            self._disarm()
            self._arm(due, self._clock.wait_s(due, wall_s))

    def _arm(self, due: Instant, wait_s: float) -> None:
        loop = asyncio.get_running_loop()
        if wait_s == 0.0:
            self._timer = loop.call_soon(self._fire)
        elif wait_s != float("inf"):
            self._timer = loop.call_later(wait_s, self._fire)
        else:
            return
        self._armed_for = due

    def set_speed(self, speed: float) -> None:
        """From now on so fast; 0 stands still."""
        self._clock.set_speed(speed, time.monotonic())
        self._disarm()
        self.wake()

    def put_back(self, to: Instant) -> None:
        """The world is as it was at `to`: go on from there. Whoever is letting time pass does so no more."""
        self._put_back += 1
        self._clock.put_back(to, time.monotonic())
        self._disarm()
        self.wake()

    async def pass_to(self, to: Instant, stop: Callable[[], bool] = lambda: False) -> None:
        """Let network time go to `to`, stopping at each instant at which something is due. stop: asked there; it goes no further then.

        NotQuietError when an exchange does not end within five seconds of wall time; ValueError where `to` is over already, or time was
        put back meanwhile.
        """
        if to < self.now():
            raise ValueError(f"cannot pass to {to}: it is {self.now()} already, and network time never runs backwards")
        era = self._put_back
        await self._quiet(era)
        while (due := self.next_due()) is not None and due <= to:
            self._jump(due)
            while self._act(due):
                await self._quiet(era)
            if stop():
                to = due
        self._jump(to)
        self._disarm()
        self.wake()

    def _jump(self, to: Instant) -> None:
        wall_s = time.monotonic()
        self._clock.jump(max(to, self._clock.now(wall_s)), wall_s)

    def _act(self, now: Instant) -> int:
        self._acting = True
        try:
            return sum(owner.act(now, SLICE) for owner in self._owners)
        finally:
            self._acting = False

    def _fire(self) -> None:
        self._timer = self._armed_for = None
        now = self.now()
        done = 0
        try:
            while done < SLICE and (due := self.next_due()) is not None and due <= now:
                done += self._act(due)
        finally:
            self.wake()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._armed_for = None

    async def _quiet(self, era: int) -> None:
        await asyncio.sleep(0)
        end = time.monotonic() + QUIET_S
        while busy := [name for owner in self._owners for name in owner.busy()]:
            if time.monotonic() > end:
                raise NotQuietError(f"time cannot pass: still waiting for {', '.join(busy[:5])}" + ("…" if len(busy) > 5 else ""))
            await asyncio.sleep(0.001)
        if era != self._put_back:
            raise ValueError("time was put back while it was passing: it goes no further")
