"""The control API: look at a running network and drive it. It changes nothing that a scenario could not, and judges nothing itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol

from aiohttp import web

from simulator.control import openapi, views
from simulator.control.callbacks import Callbacks
from simulator.control.customers import Customers
from simulator.control.exchange import ProblemError, answer, guarded, number, parsed, read, whole
from simulator.control.faults import FaultControl
from simulator.control.requests import Answer, Cured, HandsetChange, Pass, Speed
from simulator.control.reviews import Reviews
from simulator.control.unsubscribes import Unsubscribes
from simulator.handset.settings import in_condition
from simulator.kernel.clock import Clock, NotQuietError
from simulator.message import Instant
from simulator.world import World

MESSAGES_MOST = 1_000
"""Messages in one answer."""
LATEST = views.milliseconds(datetime(9000, 1, 1, tzinfo=UTC))
"""Dates end with the year 9999, wherever one lives; network time ends well before."""


class Time(Protocol):
    """The network's driver, as far as it is driven from here."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    def now(self) -> Instant:
        """Network time."""

    def next_due(self) -> Instant | None:
        """When something happens next."""

    def set_speed(self, speed: float) -> None:
        """From now on so fast."""

    async def pass_to(self, to: Instant) -> None:
        """Let time pass."""


class Control:
    """One network's control API. entry: where its fronts are, and a credential for each."""

    def __init__(self, world: World, driver: Time, entry: Callable[[], dict[str, Any]]) -> None:
        self._world = world
        self._driver = driver
        self._entry = entry

    def routes(self) -> list[web.RouteDef]:
        """All paths."""
        return [
            web.get("/healthz", guarded(self._health)),
            web.get("/readyz", guarded(self._health)),
            web.get("/sim/entry", guarded(self._enter)),
            web.get("/sim/clock", guarded(self._clock)),
            web.post("/sim/clock/pass", guarded(self._pass)),
            web.post("/sim/clock/pause", guarded(self._pause)),
            web.post("/sim/clock/speed", guarded(self._speed)),
            web.get("/sim/handsets/{number}", guarded(self._handset)),
            web.put("/sim/handsets/{number}", guarded(self._set_handset)),
            web.post("/sim/handsets/{number}/cure", guarded(self._cure)),
            web.post("/sim/handsets/{number}/reply", guarded(self._reply)),
            web.get("/sim/messages", guarded(self._messages)),
            web.get("/sim/messages/{id}", guarded(self._message)),
            web.get("/sim/refusals", guarded(self._refusals)),
            web.get("/sim/ledger", guarded(self._ledger)),
            *Reviews(self._world, self._driver.now).routes(),
            *Unsubscribes(self._world, self._driver.now).routes(),
            *Customers(self._world, self._driver.now).routes(),
            *Callbacks(self._world).routes(),
            *FaultControl(self._world.faults, self._entry).routes(),
            openapi.route(self._world),
            web.route("*", "/{path:.*}", guarded(_nowhere)),
        ]

    async def _health(self, _: web.Request) -> web.Response:
        return answer({"status": "ok"})

    async def _enter(self, _: web.Request) -> web.Response:
        return answer(self._entry())

    async def _clock(self, _: web.Request) -> web.Response:
        driver = self._driver
        return answer(views.clock(driver.now(), driver.clock.speed, driver.next_due()))

    async def _pass(self, request: web.Request) -> web.Response:
        wish = await read(request, Pass)
        if (wish.seconds is None) is (wish.until is None):
            raise ProblemError(400, 'say either how many seconds, {"seconds": 60}, or until when, {"until": "2024-03-04T09:00:00+08:00"}')
        to = self._later(wish.until) if wish.until is not None else self._driver.now() + round((wish.seconds or 0) * 1000)
        if to > LATEST:
            raise ProblemError(409, f"network time ends with {views.instant(LATEST)}")
        try:
            await self._driver.pass_to(to)
        except (ValueError, NotQuietError) as error:
            raise ProblemError(409, str(error)) from error
        return await self._clock(request)

    async def _pause(self, request: web.Request) -> web.Response:
        self._driver.set_speed(0.0)
        return await self._clock(request)

    async def _speed(self, request: web.Request) -> web.Response:
        self._driver.set_speed((await read(request, Speed)).speed)
        return await self._clock(request)

    async def _handset(self, request: web.Request) -> web.Response:
        return answer(views.handset(self._world.journey.line(number(request)), self._driver.now()))

    async def _set_handset(self, request: web.Request) -> web.Response:
        change = await read(request, HandsetChange)
        if change.until is not None and change.for_s is not None:
            raise ProblemError(400, "until and for_s exclude each other: a condition ends at an instant, or so long after the first text")
        settings = in_condition(
            change.condition,
            until=None if change.until is None else self._later(change.until),
            for_ms=None if change.for_s is None else round(change.for_s * 1000),
        )
        self._world.journey.turn(number(request), settings, change.report, self._driver.now())
        return await self._handset(request)

    async def _cure(self, request: web.Request) -> web.Response:
        cure = (await read(request, Cured)).cure
        if not self._world.journey.cure(number(request), cure, self._driver.now()):
            raise ProblemError(409, f"{cure.value} cures nothing that is the matter with {request.match_info['number']}")
        return await self._handset(request)

    async def _reply(self, request: web.Request) -> web.Response:
        text = (await read(request, Answer)).text
        fate = self._world.journey.reply(number(request), text, self._driver.now())
        return answer({"fate": fate.value})

    async def _messages(self, request: web.Request) -> web.Response:
        query = request.query
        most = whole(query.get("limit", "100"), 1, MESSAGES_MOST)
        ledger = self._world.ledger
        found = ledger.to(parsed(query["to"])) if "to" in query else list(ledger)
        return answer({"count": len(found), "messages": [views.summary(message) for message in found[-most:]]})

    async def _message(self, request: web.Request) -> web.Response:
        message_id = request.match_info["id"]
        message = self._world.ledger.find(message_id)
        if message is None:
            raise ProblemError(404, f"no message has the id {message_id!r} among the {len(self._world.ledger)} that are kept")
        return answer(views.whole(message, self._world.journey, self._driver.now()))

    async def _refusals(self, _: web.Request) -> web.Response:
        return answer({"refusals": [views.refusal(refused) for refused in self._world.ledger.refused]})

    async def _ledger(self, _: web.Request) -> web.Response:
        return web.Response(body=self._world.ledger.export(), content_type="application/jsonl")

    def _later(self, wish: datetime) -> Instant:
        to, now = views.milliseconds(wish), self._driver.now()
        if to < now:
            raise ProblemError(409, f"{wish.isoformat()} is over: it is {views.instant(now)} here, and network time never runs backwards")
        if to > LATEST:
            raise ProblemError(400, f"{wish.isoformat()} is too late: network time ends with {views.instant(LATEST)}")
        return to


async def _nowhere(request: web.Request) -> web.Response:
    """What no route takes."""
    methods = {method for resource in request.app.router.resources() for method in (await resource.resolve(request))[1]} - {"*"}
    if methods:
        allow = ", ".join(sorted(methods))
        raise ProblemError(405, f"{request.path} does not take {request.method}, only {allow}", {"Allow": allow})
    raise ProblemError(404, f"there is nothing at {request.path}; the control API is at /sim/…, the SMS API v5 at /v5/tlssmssvr/…")
