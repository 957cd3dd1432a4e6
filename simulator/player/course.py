"""Plays steps that hold steps: rounds, senders side by side, chance. What a single step does it does not know."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any, Final, assert_never

from simulator.kernel.chance import Chance
from simulator.message import Instant
from simulator.player.baton import Baton
from simulator.player.smpp_client import ExchangeError
from simulator.scenario.courses import Block, Course, Either, Loop, Parallel, Scope
from simulator.scenario.meaning_of_blocks import STEPS_MAX
from simulator.scenario.settings import Step

NOTHING: Final[Scope] = {}


class Courses:
    """One play's. do: plays a single step; foresee: is shown the steps of a course before the first of them."""

    def __init__(
        self,
        do: Callable[[Step], Awaitable[None]],
        foresee: Callable[[Sequence[Step]], None],
        baton: Baton,
        now: Callable[[], Instant],
        seed: int,
    ) -> None:
        self._do, self._foresee = do, foresee
        self._baton, self._now, self._seed = baton, now, seed
        self._drawn: dict[str, int] = {}
        self._done = 0

    async def play(self, block: Block) -> None:
        """One, with all that is in it. ExchangeError: it cannot be ended."""
        match block:
            case Loop():
                await self._loop(block)
            case Parallel():
                await self._baton.together(self._go(course, scope) for scope, course in block.branches)
            case Either():
                await self._go(self._drawn_of(block), NOTHING)
            case _:
                assert_never(block)

    async def _loop(self, loop: Loop) -> None:
        began = self._now()
        for nth, scope in enumerate(loop.rounds):
            if loop.interval_ms is not None:
                await self._wait(began + nth * loop.interval_ms)
            await self._go(loop.course, scope)
        await self._wait(began + loop.lasts_ms)

    async def _wait(self, until: Instant) -> None:
        if until > self._now():
            await self._baton.pass_to(until)

    def _go(self, course: Course, scope: Scope) -> Coroutine[Any, Any, None]:
        async def go() -> None:
            steps = list(course.read(scope))
            self._foresee(steps)
            for step in steps:
                self._done += 1
                if self._done > STEPS_MAX:
                    raise ExchangeError(f"more than {STEPS_MAX:,} steps were played: what variables say of loops comes to more")
                await self._do(step)
                await self._baton.after_others()

        return go()

    def _drawn_of(self, either: Either) -> Course:
        """By chance, the same in every run of a seed: which it is each time follows from where it stands."""
        nth = self._drawn[either.where] = self._drawn.get(either.where, 0) + 1
        left = Chance(self._seed, f"scenario.{either.where}").share(nth) * sum(weight for weight, _ in either.options)
        for weight, course in either.options:
            left -= weight
            if left < 0:
                return course
        return either.options[-1][1]


def first_rounds(block: Block) -> Iterator[list[Any]]:
    """What each course of a block holds in its first round."""
    match block:
        case Loop():
            for scope in block.rounds:
                yield list(block.course.read(scope))
                return
        case Parallel():
            yield from (list(course.read(scope)) for scope, course in block.branches)
        case Either():
            yield from (list(course.read(NOTHING)) for _, course in block.options)
        case _:
            assert_never(block)
