"""All books of a process, and how a run ends: users stop, what is open may still come, the rest is given up. It talks to no front.

In a distributed run each worker has books of its own. The master sums what they report, passes on what came to the wrong one, and tells
them when to stop and when to close.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

import gevent
from locust.env import Environment
from msgspec.structs import asdict

from simulator.locust.book import REST, Asked, Book, Told
from simulator.locust.counts import Counts, total

TICK_S: Final = 0.1
SMPP, V5, V3 = "smpp", "tencent-v5", "tencent-v3"
FRONTS: Final = (SMPP, V5, V3)


class Line(Protocol):
    """Something that listens on behalf of users, and outlives them: a session, a greenlet that pulls."""

    def expire(self, now: float) -> None:
        """Give up answers that are overdue. now: of time.perf_counter."""

    def close(self) -> None:
        """Nobody is interested any more."""


class Books:
    """One process's. passes: where what nobody here waits for goes, once a tick; None: nowhere. binding: sessions amid a bind."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.passes: Callable[[list[Told]], None] | None = None
        self.lines: dict[str, list[Any]] = {}
        self._start()

    def _start(self) -> None:
        fire = self.environment.events.request.fire
        early = OrderedDict[str, Told]()
        asked: dict[str, Asked] = {}
        self.books = {SMPP: Book(SMPP, fire, OrderedDict(), {}), V5: Book(V5, fire, early, asked), V3: Book(V3, fire, early, asked)}
        self.cohort = REST
        self.halted = self.closed = False
        self.binding: set[Any] = set()
        self._astray: list[Told] = []
        self._shared: dict[str, Any] = {}

    @property
    def options(self) -> Any:
        """As they stand now: a worker gets the master's with its first users."""
        return self.environment.parsed_options

    def open(self) -> None:
        """A run begins: all counts are nought."""
        self.close()
        self._start()
        gevent.spawn(self._keep)

    def halt(self) -> None:
        """No user sends any more."""
        self.halted = True

    def close(self) -> None:
        """What is open is given up, and all lines end."""
        self.halted = self.closed = True
        lines, self.lines = self.lines, {}
        for line in [line for each in lines.values() for line in each]:
            line.close()
        for book in self.books.values():
            book.close(time.time())

    @property
    def process(self) -> int:
        """Which one of the workers this is, from 0."""
        return max(0, getattr(self.environment.runner, "worker_index", 0))

    def own(self, everybody: Sequence[str]) -> Sequence[str]:
        """Those of a few whom no other worker writes to, while there are not more workers than them."""
        at = self.process % len(everybody)
        return everybody if self.passes is None else everybody[at : at + 1]

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What all users of this process share in a run."""
        if name not in self._shared:
            self._shared[name] = make()
        return self._shared[name]

    def line(self, name: str, make: Callable[[], Line]) -> None:
        """The one line of this name that a process needs is there from now on, unless the run ends."""
        if name not in self.lines and not self.halted:
            self.lines[name] = [make()]

    def tell(self, told: Told) -> None:
        """A report or reply came to this process from a front."""
        if not self._knows(told) and self.passes is not None:
            self._astray.append(told)

    def hear(self, told: list[Told]) -> None:
        """Reports or replies came to another process, which does not know them."""
        for each in told:
            self._knows(each)

    def _knows(self, told: Told) -> bool:
        """Whether anybody here waited for it. An app has one queue for both of its APIs: each hands out the other's reports too."""
        fronts = (SMPP,) if told.front == SMPP else (V5, V3)
        if any(self.books[front].tell(told) for front in fronts):
            return True
        if not told.reply:
            self.books[told.front].keep(told)
        return False

    def mark(self, cohort: int) -> None:
        """Texts that leave from now on belong to this one."""
        self.cohort = cohort
        for book in self.books.values():
            book.mark(cohort)

    def counts(self) -> dict[str, Counts]:
        """By front, of those that anything was tried with. Once all is closed, what is still on its way is given up."""
        each = {name: book.counts for name, book in self.books.items()}
        return {name: counts.given_up() if self.closed else counts for name, counts in each.items() if counts != Counts()}

    def cohorts(self) -> dict[int, Counts]:
        """Of all fronts together, by cohort."""
        numbers = {number for book in self.books.values() for number in book.cohorts}
        return {number: total(book.cohorts.get(number, Counts()) for book in self.books.values()) for number in numbers}

    def snapshot(self) -> dict[str, Any]:
        """For the master."""
        return {
            "counts": {front: asdict(counts) for front, counts in self.counts().items()},
            "cohorts": {number: asdict(counts) for number, counts in self.cohorts().items()},
            "cohort": self.cohort,
            "binding": len(self.binding),
            "halted": self.halted,
            "closed": self.closed,
        }

    def _keep(self) -> None:
        """What has to be looked after while a run goes on."""
        books = self.books
        while self.books is books and not self.closed:
            gevent.sleep(TICK_S)
            now = time.perf_counter()
            for line in [line for lines in self.lines.values() for line in lines]:
                line.expire(now)
            for book in books.values():
                book.expire(time.time(), self.options.report_timeout)
            if self._astray and self.passes is not None:
                astray, self._astray = self._astray, []
                self.passes(astray)
