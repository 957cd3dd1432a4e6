"""A run in each kind of process: alone, as the master, as a worker. It knows books and messages, not what is in a text.

The end of a run: users are halted; until nothing is open, neither a text nor a bind, or --drain is over, lines stay; then they close, and
what is open is given up. Only when every worker has reported its closed books does the master let locust stop them: what it prints is then
all there was.
"""

import time
from collections.abc import Callable
from typing import Any, Final, Protocol
from weakref import WeakKeyDictionary

import gevent
from locust import runners
from locust.env import Environment
from locust.runners import MasterRunner, Runner, WorkerRunner

from simulator.locust.book import Told
from simulator.locust.books import FRONTS, Books
from simulator.locust.counts import Counts, total

HALT, CLOSE, ASTRAY, MARK = "fakecarrier-halt", "fakecarrier-close", "fakecarrier-astray", "fakecarrier-mark"
KEY: Final = "fakecarrier"
"""Of our part in what a worker reports."""
REPORT_EVERY_S: Final = 1.0
"""locust's workers report every three seconds, which is long for a step of a search, and for the end of a run."""
CLOSE_S: Final = 10.0
"""For workers to report their closed books."""
LOOK_EVERY_S: Final = 0.05

_books: WeakKeyDictionary[Environment, Books] = WeakKeyDictionary()


class Run(Protocol):
    """What the rest asks of the process that is alone, or the master."""

    def counts(self) -> dict[str, Counts]:
        """By front, of all processes. After the end nothing is open: what was is given up."""

    def mark(self, cohort: int) -> None:
        """Texts that leave from now on belong to this one. cohort: greater than any before in this run."""

    def cohort(self, cohort: int) -> Counts | None:
        """Its counts, of all fronts; None: some process may still send texts of it."""

    def finish(self) -> None:
        """The end; no matter how often."""


def books(environment: Environment) -> Books:
    """The books of this process."""
    if environment not in _books:
        _books[environment] = Books(environment)
    return _books[environment]


def run_of(environment: Environment, runner: Runner) -> Run:
    """This process's, with what it does at the start and the end of a run. A worker is none: make a `Worker`."""
    return Master(environment, runner) if isinstance(runner, MasterRunner) else Alone(environment)


class Alone:
    """One process does it all."""

    def __init__(self, environment: Environment) -> None:
        self._books = books(environment)
        events: Any = environment.events
        events.test_start.add_listener(lambda **_: self._books.open())
        events.test_stopping.add_listener(lambda **_: self.finish())

    def counts(self) -> dict[str, Counts]:
        """Of this process."""
        return self._books.counts()

    def mark(self, cohort: int) -> None:
        """In this process."""
        self._books.mark(cohort)

    def cohort(self, cohort: int) -> Counts | None:
        """Of this process."""
        return None if self._books.cohort <= cohort else self._books.cohorts().get(cohort, Counts())

    def finish(self) -> None:
        """Wait for what is open, and close."""
        if not self._books.closed:
            self._books.halt()
            wait(lambda: not (_is_open(self.counts()) or self._books.binding), self._books.options.drain)
            self._books.close()


class Worker:
    """One of several; the master says when."""

    def __init__(self, environment: Environment, runner: WorkerRunner) -> None:
        self._books = books(environment)
        self._books.passes = lambda told: runner.send_message(ASTRAY, told)  # type: ignore[arg-type]  # anything that msgpack takes
        runners.WORKER_REPORT_INTERVAL = REPORT_EVERY_S
        runner.register_message(HALT, lambda **_: self._books.halt())
        runner.register_message(CLOSE, lambda **_: self.finish())
        runner.register_message(MARK, lambda msg, **_: self._books.mark(msg.data["cohort"]))
        runner.register_message(ASTRAY, lambda msg, **_: self._books.hear([Told(*each) for each in msg.data]))
        events: Any = environment.events
        events.report_to_master.add_listener(lambda data, **_: data.update({KEY: self._books.snapshot()}))
        events.test_start.add_listener(lambda **_: self._books.open())
        events.test_stopping.add_listener(lambda **_: self.finish())

    def finish(self) -> None:
        """What is open here is given up: it was the master's to wait for it."""
        self._books.close()


class Master:
    """Sums what workers report, and passes on what came to the wrong one."""

    def __init__(self, environment: Environment, runner: MasterRunner) -> None:
        self._environment, self._runner = environment, runner
        self._last: dict[str, dict[str, Any]] = {}
        self._finished, self._over = True, False
        runner.register_message(ASTRAY, self._pass_on)
        events: Any = environment.events
        events.worker_report.add_listener(self._reported)
        events.test_start.add_listener(self._start)
        events.test_stopping.add_listener(lambda **_: self.finish())

    def counts(self) -> dict[str, Counts]:
        """Of all workers, as of their last reports."""
        each = [last["counts"] for last in self._last.values()]
        sums = {front: total(Counts(**rows[front]) for rows in each if front in rows) for front in FRONTS}
        there = {front: counts for front, counts in sums.items() if counts != Counts()}
        return {front: counts.given_up() for front, counts in there.items()} if self._over else there

    def mark(self, cohort: int) -> None:
        """In all workers."""
        self._runner.send_message(MARK, {"cohort": cohort})

    def cohort(self, cohort: int) -> Counts | None:
        """Of all workers, once each of them that is there reported that it sends later ones."""
        if any(last.get("cohort", cohort) <= cohort for last in self._there()):
            return None
        each = [last["cohorts"].get(cohort) for last in self._last.values()]
        return total(Counts(**row) for row in each if row)

    def finish(self) -> None:
        """Halt all workers, wait for what is open anywhere, have them close; what a worker that is gone left open is given up."""
        if self._finished:
            return
        self._finished = True
        assert self._environment.parsed_options is not None
        self._runner.send_message(HALT)
        wait(lambda: self._all("halted") and not (_is_open(self.counts()) or self._any("binding")), self._environment.parsed_options.drain)
        self._runner.send_message(CLOSE)
        wait(lambda: self._all("closed"), CLOSE_S)
        self._over = True

    def _all(self, what: str) -> bool:
        return all(last.get(what, False) for last in self._there())

    def _any(self, what: str) -> bool:
        return any(last.get(what, False) for last in self._there())

    def _there(self) -> list[dict[str, Any]]:
        """The last reports of the workers that are there; nothing of those that have not reported yet."""
        clients = self._runner.clients
        return [self._last.get(client.id, {}) for client in (*clients.ready, *clients.spawning, *clients.running)]

    def _start(self, **_: Any) -> None:
        self._last.clear()
        self._finished = self._over = False

    def _reported(self, client_id: str, data: dict[str, Any], **_: Any) -> None:
        if KEY in data:
            self._last[client_id] = data[KEY]

    def _pass_on(self, msg: Any, **_: Any) -> None:
        for client in self._runner.clients.all:
            if client.id != msg.node_id:
                self._runner.send_message(ASTRAY, msg.data, client.id)


def _is_open(counts: dict[str, Counts]) -> bool:
    return any(each.is_open for each in counts.values())


def wait(until: Callable[[], bool], seconds: float) -> None:
    """Until it is so, or the time is over; users and lines go on meanwhile."""
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        gevent.sleep(LOOK_EVERY_S)
