"""The load shape that looks for the highest rate that holds a stated p99 and loss. It is users that it adds: each has its --pace.

A rate is judged by the texts that left while it was measured, and not before each of them is reported or given up: what is lost at one rate
shows only while the next would run. The rate is kept up until then. It sends nothing itself.
"""

import logging
import time
from typing import Any, Final, NamedTuple

from locust import LoadTestShape
from locust.runners import Runner

from simulator.locust.bisection import Bisection
from simulator.locust.book import REST
from simulator.locust.counts import Counts, total
from simulator.locust.figures import Since, loss_percent
from simulator.locust.running import Run

FELL_BEHIND: Final = 0.9
"""Whoever waits for answers slows down with the network, and would call that holding: so much of the stated rate must be answered."""
SPAWN_PER_S: Final = 100
LATE_S: Final = 5.0
"""What workers and their books may take to say that a text was given up."""

_log = logging.getLogger("locust.stats_logger")


class Measured(NamedTuple):
    """A rate while its texts are waited for. until: of time.monotonic; rate: answered texts a second; broken: by what, in words."""

    until: float
    rate: float
    p99_ms: float
    broken: list[str]


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
        self._measured: Measured | None = None
        self._cohort = REST
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
                self._measure(now)
        elif self._measured is None:
            if now - self._from[0] >= self._options.step_time:
                self._measured = self._end(now, *self._from)
        else:
            users = self._judge(now, self._measured)
        if users is None:
            self.over = True
            return None
        return users, min(SPAWN_PER_S, users)

    def _is_complete(self) -> bool:
        return self.runner.user_count == self._bisection.at

    def _total(self) -> Counts:
        return total(self._run.counts().values())

    def _measure(self, now: float) -> None:
        """From now on texts are those that the rate is judged by."""
        self._cohort += 2
        self._run.mark(self._cohort)
        self._from = (now, self._total(), Since(self.runner.stats))

    def _end(self, now: float, since: float, before: Counts, times: Since) -> Measured:
        """What was held until now; texts that leave later are not judged."""
        self._run.mark(self._cohort + 1)
        options, stated = self._options, self._bisection.at * self._options.pace
        counts = self._total().since(before)
        rate, p99_ms = (counts.answered - counts.refused) / (now - since), times.p99_ms()
        broken = []
        if rate < FELL_BEHIND * stated:
            broken.append(f"{stated:g} texts/s were stated")
        if options.p99_ms and p99_ms > options.p99_ms:
            broken.append(f"p99 over {options.p99_ms:g} ms")
        return Measured(now + max(options.answer_timeout, options.report_timeout) + LATE_S, rate, p99_ms, broken)

    def _judge(self, now: float, measured: Measured) -> int | None:
        """Judge the rate that was measured as soon as it is known what became of its texts; how many users are next."""
        users, broken = self._bisection.at, measured.broken or self._lost(over=now >= measured.until)
        if broken is None:
            return users
        _log.info(f"{users} users, {measured.rate:.1f} texts/s answered, p99 {measured.p99_ms:.0f} ms: {', '.join(broken) or 'held'}")
        self._begun = self._from = self._measured = None
        return self._next(users, measured.rate, held=not broken)

    def _lost(self, *, over: bool) -> list[str] | None:
        """What was lost of the texts that the rate is judged by, in words; None: nothing yet. over: no more of them can be had."""
        counts = self._run.cohort(self._cohort)
        if counts is None:
            return ["a worker did not tell what became of its texts"] if over else None
        lost = loss_percent([counts.given_up() if over else counts])
        if lost > self._options.loss:
            return [f"{lost:.2f} % were lost{' so far' if counts.is_open and not over else ''}"]
        return None if counts.is_open and not over else []

    def _next(self, users: int, rate: float, *, held: bool) -> int | None:
        """A rate that does not hold has another try."""
        if not held and not self._broke:
            self._broke = True
            return users
        self._broke = False
        if held:
            self.found = (users, rate)
        return self._bisection.next(held=held)
