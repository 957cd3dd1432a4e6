"""Puts the load test into locust: options, runs, the search, the tab, and the exit code. A locustfile calls `install`, no more.

The exit code: 1 where --loss or --p99-ms did not hold, a front could not send or bind, or a search found less than --at-least; 0 otherwise,
also with failed requests.
"""

import json
import logging
from pathlib import Path
from typing import Any, cast

from locust.env import Environment
from locust.runners import Runner, WorkerRunner
from locust.web import WebUI

from simulator.locust import options, tab
from simulator.locust.books import FRONTS, SMPP, V3, V5
from simulator.locust.counts import Counts
from simulator.locust.figures import breaches, line, rows
from simulator.locust.running import Run, Worker, run_of
from simulator.locust.search import Search

CHOICES = {"smpp": SMPP, "v5": V5, "v3": V3}
_log = logging.getLogger("locust.stats_logger")


def install(events: Any) -> None:
    """Add everything. events: locust's."""
    events.init_command_line_parser.add_listener(options.add)
    events.init.add_listener(_init)


def _init(environment: Environment, runner: Runner, web_ui: WebUI | None = None, **_: Any) -> None:
    events = cast("Any", environment.events)
    if isinstance(runner, WorkerRunner):
        Worker(environment, runner)
        events.quitting.add_listener(_leave)
        return
    run = run_of(environment, runner)
    given: Any = environment.parsed_options
    _choose(environment, given.front)
    search = _search(environment, runner, run, given) if given.search else None
    if web_ui is not None:
        tab.add(web_ui, lambda: rows(run.counts(), runner.stats))
    judge = Judge(run, runner, given, search)
    events.quitting.add_listener(judge.judge)
    events.quit.add_listener(judge.say)
    if environment.stop_timeout == 0:
        environment.stop_timeout = given.answer_timeout  # nobody is to be stopped between a text and its answer


def _choose(environment: Environment, front: str) -> None:
    wanted = CHOICES.get(front)
    kept = [user for user in environment.user_classes if wanted is None or getattr(user, "front", wanted) == wanted]
    environment.user_classes[:] = kept


def _search(environment: Environment, runner: Runner, run: Run, given: Any) -> Search:
    if not given.pace:
        raise SystemExit("--search needs --pace: texts a second of each user that it adds")
    search = Search(run, runner, given)
    environment.shape_class = search
    return search


def _leave(environment: Environment, **_: Any) -> None:
    """A worker judges nothing: failed requests are the master's to weigh."""
    environment.process_exit_code = 0


class Judge:
    """Of one run."""

    def __init__(self, run: Run, runner: Runner, given: Any, search: Search | None) -> None:
        self._run, self._runner, self._given, self._search = run, runner, given, search
        self._breaches: list[str] = []

    def judge(self, environment: Environment, **_: Any) -> None:
        """Set the exit code, and write the figures where they are wanted."""
        self._run.finish()
        given = self._given
        if self._search is None:
            self._breaches = breaches(self._counts(), self._runner.stats, given.loss, given.p99_ms)
        else:
            self._breaches = self._sought(self._search)
        environment.process_exit_code = 1 if self._breaches else 0
        if given.figures:
            Path(given.figures).write_text(json.dumps(self._figures(), indent=1) + "\n", "utf-8")

    def say(self, **_: Any) -> None:
        """After locust's own tables."""
        for row in rows(self._counts(), self._runner.stats):
            _log.info(line(row))
        if self._search is not None:
            users, rate = self._search.found
            _log.info(f"highest rate that held: {rate:.1f} texts/s with {users} users")
        for breach in self._breaches:
            _log.info(f"did not hold: {breach}")

    def _counts(self) -> dict[str, Counts]:
        """Of each front that was to be tried, whether or not anything came of it."""
        chosen = {getattr(user, "front", None) for user in self._runner.environment.user_classes}
        counts = self._run.counts()
        return {front: counts.get(front, Counts()) for front in FRONTS if front in chosen or front in counts}

    def _sought(self, search: Search) -> list[str]:
        _, rate = search.found
        if not rate:
            return ["no rate held"]
        at_least = self._given.at_least
        return [f"{rate:.1f} texts/s were found, and {at_least:g} are wanted"] if rate < at_least else []

    def _figures(self) -> dict[str, Any]:
        found = None if self._search is None else dict(zip(("users", "texts_per_s"), self._search.found, strict=True))
        return {"fronts": rows(self._counts(), self._runner.stats), "did_not_hold": self._breaches, "found": found}
