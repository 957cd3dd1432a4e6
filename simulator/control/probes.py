"""What those ask who run the network beside others: does it live, is it ready, how is it doing. They ask often, and change nothing."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.control.answers import Health
from simulator.control.clock import Time
from simulator.control.exchange import ProblemError, answer
from simulator.control.operations import Operation, get
from simulator.world import World

if TYPE_CHECKING:
    from simulator.control.metrics import Metrics

SCRAPED = "text/plain"


class Probes:
    """One network's. missing: what keeps it from being used now, in words; `` when nothing does."""

    def __init__(self, world: World, driver: Time, missing: Callable[[], str]) -> None:
        self._world = world
        self._driver = driver
        self._missing = missing

    def operations(self) -> list[Operation]:
        """All of them; they are open to everybody, for they show no text, no number and no secret."""
        return [
            get("/healthz", self._live, "Whether it runs.", gives=Health, open=True),
            get("/readyz", self._ready, "Whether every port accepts and it can be used; 503 until then.", gives=Health, open=True),
            get("/metrics", self._scrape, "Counts and gauges for Prometheus.", media=SCRAPED, open=True),
        ]

    async def _live(self, _: web.Request) -> web.Response:
        return answer(Health("ok"))

    async def _ready(self, _: web.Request) -> web.Response:
        if missing := self._missing():
            raise ProblemError(503, missing, {"Retry-After": "1"})
        return answer(Health("ok"))

    async def _scrape(self, request: web.Request) -> web.Response:
        return await self._metrics.scrape(request)

    @cached_property
    def _metrics(self) -> "Metrics":
        from simulator.control.metrics import Metrics  # noqa: PLC0415 - its client takes a moment, and few networks are scraped

        return Metrics(self._world, self._driver)
