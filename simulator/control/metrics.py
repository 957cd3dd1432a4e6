"""The network's counts for Prometheus, put together when they are asked for from what its parts count anyway. No number is a label.

All that the road itself pays is an addition a batch. What has to be looked for, the texts that are on their way, is looked for in slices,
between which the network serves its clients.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from simulator.control.clock import Time
from simulator.ledger import Ledger, Page
from simulator.lifecycle import FINAL, State
from simulator.message import Message
from simulator.smpp.statuses import name_of
from simulator.world import World

PAGES_A_TURN: Final = 4
"""Pages of the ledger looked through before the loop may serve its sockets again: about a millisecond."""
LAG_EVERY_S: Final = 0.1
LAG_FOR_S: Final = 90.0
"""The loop's lag is measured for so long after a scrape, so that a network that nobody scrapes any more does not go on."""
LAG_BUCKETS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """One network's, with a registry of its own."""

    def __init__(self, world: World, driver: Time) -> None:
        self._registry = CollectorRegistry()
        self._pending = Pending(world.ledger)
        self._lag = Lag(self._registry)
        self._registry.register(Counts(world, driver, self._pending))
        ProcessCollector(registry=self._registry)

    async def scrape(self, request: web.Request) -> web.Response:
        """All of it, as text of Prometheus or of OpenMetrics, whichever is asked for."""
        self._lag.watch()
        await self._pending.look()
        encode, media = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self._registry), headers={"Content-Type": media})


class Pending:
    """How many texts are on their way. A page on which all is settled says so, and is not looked at again: what it says goes back with it
    when the network is put back.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.count = 0

    async def look(self) -> None:
        """Count them, a few pages at a time."""
        held, *pages = self._ledger.pages()
        may_hold, count, looked = self._ledger.may_hold(State.ENROUTE), _unsettled(held), 0
        for page in reversed(pages):
            assert isinstance(page, Page)
            if page.settled:
                continue
            if may_hold(page):
                count += _unsettled(page)
            looked += 1
            if looked % PAGES_A_TURN == 0:
                await asyncio.sleep(0)
        self.count = count


def _unsettled(page: Iterable[Message]) -> int:
    return sum(not FINAL[message.state] for message in page)


class Counts(Collector):
    """What the parts of the world count, under the names that Prometheus knows them by."""

    def __init__(self, world: World, driver: Time, pending: Pending) -> None:
        self._world = world
        self._driver = driver
        self._pending = pending

    def collect(self) -> Iterator[Metric]:
        """As of now."""
        yield from self._texts()
        yield from self._wires()
        clock = GaugeMetricFamily("fakecarrier_network_time_seconds", "Network time, as Unix time.", self._driver.now() / 1000)
        speed = GaugeMetricFamily("fakecarrier_network_speed", "Network seconds a second; 0: it stands still.", self._driver.clock.speed)
        yield from (clock, speed)

    def _texts(self) -> Iterator[Metric]:
        world = self._world
        taken = world.ledger.accepted(-1)[1]
        yield CounterMetricFamily("fakecarrier_submissions", "Texts that were taken, each number of a batch for itself.", taken)
        yield GaugeMetricFamily("fakecarrier_pending", "Texts that are on their way.", self._pending.count)
        yield GaugeMetricFamily("fakecarrier_kept", "Texts that the ledger remembers.", len(world.ledger))
        reports = CounterMetricFamily("fakecarrier_reports", "Reports handed over, by what they told.", labels=["status"])
        for state, count in world.journey.senders.reported().items():
            reports.add_metric([state.name], count)
        yield reports

    def _wires(self) -> Iterator[Metric]:
        world = self._world
        answers = CounterMetricFamily("fakecarrier_answers", "Requests answered, by front and result.", labels=["front", "result"])
        for front, result, count in self._answers():
            answers.add_metric([front, result], count)
        yield answers
        sessions = GaugeMetricFamily("fakecarrier_smpp_sessions", "SMPP connections; no account: not bound yet.", labels=["account"])
        bound = world.smpp.sessions()
        for account, many in Counter(each.account for each in bound).items():
            sessions.add_metric([account], many)
        yield sessions
        open_ = sum(each.unanswered for each in bound)
        yield GaugeMetricFamily("fakecarrier_smpp_unanswered", "Receipts and replies that SMPP clients have not answered.", open_)
        callbacks = CounterMetricFamily("fakecarrier_callbacks", "Callbacks tried, by what they told.", labels=["what", "result"])
        for (what, well), count in world.push.history.counts.items():
            callbacks.add_metric([what, "taken" if well else "failed"], count)
        yield callbacks
        yield GaugeMetricFamily("fakecarrier_callbacks_waiting", "Callbacks in flight or behind one that is.", len(world.push.busy()))
        faults = CounterMetricFamily("fakecarrier_faults_struck", "How often each fault struck.", labels=["name", "kind"])
        for name, kind, count in self._faults():
            faults.add_metric([name, kind], count)
        yield faults

    def _answers(self) -> Iterator[tuple[str, str, int]]:
        world = self._world
        yield from (("smpp", name_of(status), count) for status, count in world.smpp.intake.answers.items())
        yield from (("tencent-v5", str(result), count) for result, count in world.v5.answers.items())
        yield from (("tencent-v3", result, count) for result, count in world.v3.answers.items())

    def _faults(self) -> Iterator[tuple[str, str, int]]:
        yield from ((one.fault.name, one.fault.kind.value, one.struck) for one in self._world.faults)
        yield from ((one["name"], one["kind"], one["struck"]) for one in self._world.smpp.faults.list())


class Lag:
    """How late the event loop comes to what is due: what every client waits beyond all that the network does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seen = Histogram("fakecarrier_event_loop_lag_seconds", "How late timers fire.", buckets=LAG_BUCKETS_S, registry=registry)
        self._due = self._until = 0.0
        self._watching = False

    def watch(self) -> None:
        """Go on measuring for a while."""
        loop = asyncio.get_running_loop()
        self._until = loop.time() + LAG_FOR_S
        if not self._watching:
            self._watching = True
            self._wait(loop)

    def _wait(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + LAG_EVERY_S
        loop.call_at(self._due, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        self._seen.observe(max(0.0, now - self._due))
        self._watching = now < self._until
        if self._watching:
            self._wait(loop)
