"""The load shape that looks for the highest rate that holds a stated p99 and loss. It is users that it adds: each has its --pace."""

import logging
import time
from typing import Any, Final

from locust import LoadTestShape
from locust.runners import Runner

from simulator.locust.bisection import Bisection
from simulator.locust.counts import Counts, total
from simulator.locust.figures import Since, loss_percent
from simulator.locust.running import Run

FELL_BEHIND: Final = 0.9
"""Whoever waits for answers slows down with the network, and would call that holding: so much of the stated rate must be answered."""
SPAWN_PER_S: Final = 100

_log = logging.getLogger("locust.stats_logger")


class Search(LoadTestShape):
    """found: users and answered texts a second of the highest rate that held; (0, 0.0) while none has. A rate breaks when it does twice."""

    abstract = True
    runner: Runner

    def __init__(self, run: Run, runner: Runner, options: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # locust says no types here
        self.runner = runner
        self._run, self._options = run, options
        self._restart()

    def _restart(self) -> None:
        self.found: tuple[int, float] = (0, 0.0)
        self.over = False
        self._bisection = Bisection(self._options.search_from, self._options.search_most)
        self._begun: float | None = None
        self._from: tuple[float, Counts, Since] | None = None
        self._broke = False

    def reset_time(self) -> None:
        """A run begins."""
        super().reset_time()  # type: ignore[no-untyped-call]  # the same
        self._restart()

    def tick(self) -> tuple[int, float] | None:
        """Users, and how many come a second; None: it is over."""
        users: int | None = self._bisection.at
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        elif self._from is None:
            if now - self._begun >= self._options.settle and self._is_complete():
                self._from = (now, self._total(), Since(self.runner.stats))
        elif now - self._from[0] >= self._options.step_time:
            users = self._step(now)
        if users is None:
            self.over = True
            return None
        return users, min(SPAWN_PER_S, users)

    def _is_complete(self) -> bool:
        return self.runner.user_count == self._bisection.at

    def _total(self) -> Counts:
        return total(self._run.counts().values())

    def _step(self, now: float) -> int | None:
        """Judge the rate that was held until now; how many users are next."""
        assert self._from is not None
        since, before, times = self._from
        self._begun = self._from = None
        counts, users = self._total().since(before), self._bisection.at
        rate, p99_ms = (counts.answered - counts.refused) / (now - since), times.p99_ms()
        broken = self._broken(counts, rate, p99_ms)
        _log.info(f"{users} users, {rate:.1f} texts/s answered, p99 {p99_ms:.0f} ms: {', '.join(broken) or 'held'}")
        if broken and not self._broke:
            self._broke = True
            return users
        self._broke = False
        if not broken:
            self.found = (users, rate)
        return self._bisection.next(held=not broken)

    def _broken(self, counts: Counts, rate: float, p99_ms: float) -> list[str]:
        stated, options = self._bisection.at * self._options.pace, self._options
        broken = []
        if rate < FELL_BEHIND * stated:
            broken.append(f"{stated:g} texts/s were stated")
        if options.p99_ms and p99_ms > options.p99_ms:
            broken.append(f"p99 over {options.p99_ms:g} ms")
        if loss_percent([counts]) > options.loss:
            broken.append(f"{loss_percent([counts]):.2f} % were lost")
        return broken
