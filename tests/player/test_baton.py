"""One acts at a time: the order of several senders follows from when they wait, never from how long their answers take."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from simulator.kernel.clock import NotQuietError
from simulator.player.baton import Baton


class Clock:
    """Time that passes when it is told to, until `stuck`."""

    def __init__(self, stuck: int = 1_000) -> None:
        self.now, self._stuck = 0, stuck
        self.baton = Baton(self.pass_to, lambda: self.now)

    async def pass_to(self, to: int) -> None:
        if to > self._stuck:
            raise NotQuietError("time cannot pass")
        await asyncio.sleep(0)
        self.now = to


Run = Callable[[Clock, list[str]], Coroutine[Any, Any, None]]


def together(*runs: Run, stuck: int = 1_000) -> list[str]:
    """What they noted, in its order."""
    clock, said = Clock(stuck), list[str]()

    async def go() -> None:
        await clock.baton.together(run(clock, said) for run in runs)
        said.append(f"over at {clock.now}")

    asyncio.run(go())
    return said


def acting(name: str, *waits: int) -> Run:
    async def run(clock: Clock, said: list[str]) -> None:
        for at in waits:
            await clock.baton.pass_to(at)
            said.append(f"{name} at {clock.now}")

    return run


def test_time_goes_to_who_waits_for_the_least() -> None:
    """Each acts at its own instants, and the whole is over with the last of them."""
    assert together(acting("a", 10, 30), acting("b", 5, 20)) == ["b at 5", "a at 10", "b at 20", "a at 30", "over at 30"]


def test_at_one_instant_the_first_acts_first() -> None:
    """In the order in which they came to wait."""
    assert together(acting("a", 10), acting("b", 10), acting("c", 10)) == ["a at 10", "b at 10", "c at 10", "over at 10"]


def test_who_takes_longer_to_answer_is_not_overtaken() -> None:
    """However often the loop turns meanwhile, nobody else acts."""

    async def slow(_: Clock, said: list[str]) -> None:
        for _ in range(100):
            await asyncio.sleep(0)
        said.append("slow")

    assert together(slow, acting("a", 0)) == ["slow", "a at 0", "over at 0"]


def test_steps_of_one_instant_take_turns() -> None:
    """Who is done with one lets the others do theirs."""

    def polite(name: str) -> Run:
        async def run(clock: Clock, said: list[str]) -> None:
            for nth in range(2):
                said.append(f"{name}{nth}")
                await clock.baton.after_others()

        return run

    assert together(polite("a"), polite("b")) == ["a0", "b0", "a1", "b1", "over at 0"]


def test_a_branch_may_have_branches() -> None:
    """It goes on when all of them are done, and not before."""

    async def outer(clock: Clock, said: list[str]) -> None:
        await clock.baton.together(run(clock, said) for run in (acting("x", 10), acting("y", 40)))
        said.append("outer")

    assert together(outer, acting("a", 20)) == ["x at 10", "a at 20", "y at 40", "outer", "over at 40"]


def test_who_cannot_go_on_does_not_stop_the_others() -> None:
    """What it raised is raised when they are done."""

    async def broken(_: Clock, said: list[str]) -> None:
        raise ValueError("broken")

    said: list[str] = []

    async def go() -> None:
        clock = Clock()
        await clock.baton.together(run(clock, said) for run in (broken, acting("a", 10)))

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(go())
    assert said == ["a at 10"]


def test_where_time_cannot_pass_all_hear_of_it() -> None:
    """Nobody waits for ever."""
    with pytest.raises(NotQuietError):
        together(acting("a", 10, 30), acting("b", 20, 40), stuck=15)
