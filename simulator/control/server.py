"""The control API: look at a running network and drive it. It changes nothing that a scenario could not, and judges nothing itself."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Protocol, TypeVar

import msgspec
from aiohttp import web

from simulator import address
from simulator.control import views
from simulator.control.requests import Answer, Cured, HandsetChange, Pass, Speed
from simulator.handset.settings import in_condition
from simulator.kernel.clock import Clock, NotQuietError
from simulator.message import Instant
from simulator.world import World

Form = TypeVar("Form", bound=msgspec.Struct)
Handler = Callable[[web.Request], Awaitable[web.Response]]
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


class ProblemError(Exception):
    """What is wrong with a request, as RFC 9457 tells it."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers


class Control:
    """One network's control API. entry: where its fronts are, and a credential for each."""

    def __init__(self, world: World, driver: Time, entry: Callable[[], dict[str, Any]]) -> None:
        self._world = world
        self._driver = driver
        self._entry = entry

    def routes(self) -> list[web.RouteDef]:
        """All paths."""
        return [
            web.get("/healthz", _guarded(self._health)),
            web.get("/readyz", _guarded(self._health)),
            web.get("/sim/entry", _guarded(self._enter)),
            web.get("/sim/clock", _guarded(self._clock)),
            web.post("/sim/clock/pass", _guarded(self._pass)),
            web.post("/sim/clock/pause", _guarded(self._pause)),
            web.post("/sim/clock/speed", _guarded(self._speed)),
            web.get("/sim/handsets/{number}", _guarded(self._handset)),
            web.put("/sim/handsets/{number}", _guarded(self._set_handset)),
            web.post("/sim/handsets/{number}/cure", _guarded(self._cure)),
            web.post("/sim/handsets/{number}/reply", _guarded(self._reply)),
            web.get("/sim/messages", _guarded(self._messages)),
            web.get("/sim/messages/{id}", _guarded(self._message)),
            web.get("/sim/refusals", _guarded(self._refusals)),
            web.get("/sim/ledger", _guarded(self._ledger)),
            web.route("*", "/{path:.*}", _guarded(_nowhere)),
        ]

    async def _health(self, _: web.Request) -> web.Response:
        return _json({"status": "ok"})

    async def _enter(self, _: web.Request) -> web.Response:
        return _json(self._entry())

    async def _clock(self, _: web.Request) -> web.Response:
        driver = self._driver
        return _json(views.clock(driver.now(), driver.clock.speed, driver.next_due()))

    async def _pass(self, request: web.Request) -> web.Response:
        wish = await _body(request, Pass)
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
        self._driver.set_speed((await _body(request, Speed)).speed)
        return await self._clock(request)

    async def _handset(self, request: web.Request) -> web.Response:
        return _json(views.handset(self._world.journey.line(_number(request)), self._driver.now()))

    async def _set_handset(self, request: web.Request) -> web.Response:
        change = await _body(request, HandsetChange)
        if change.until is not None and change.for_s is not None:
            raise ProblemError(400, "until and for_s exclude each other: a condition ends at an instant, or so long after the first text")
        settings = in_condition(
            change.condition,
            until=None if change.until is None else self._later(change.until),
            for_ms=None if change.for_s is None else round(change.for_s * 1000),
        )
        self._world.journey.turn(_number(request), settings, change.report, self._driver.now())
        return await self._handset(request)

    async def _cure(self, request: web.Request) -> web.Response:
        cure = (await _body(request, Cured)).cure
        if not self._world.journey.cure(_number(request), cure, self._driver.now()):
            raise ProblemError(409, f"{cure.value} cures nothing that is the matter with {request.match_info['number']}")
        return await self._handset(request)

    async def _reply(self, request: web.Request) -> web.Response:
        text = (await _body(request, Answer)).text
        fate = self._world.journey.reply(_number(request), text, self._driver.now())
        return _json({"fate": fate.value})

    async def _messages(self, request: web.Request) -> web.Response:
        query = request.query
        most = _whole(query.get("limit", "100"), 1, MESSAGES_MOST)
        ledger = self._world.ledger
        found = ledger.to(_parsed(query["to"])) if "to" in query else list(ledger)
        return _json({"count": len(found), "messages": [views.summary(message) for message in found[-most:]]})

    async def _message(self, request: web.Request) -> web.Response:
        message_id = request.match_info["id"]
        message = self._world.ledger.find(message_id)
        if message is None:
            raise ProblemError(404, f"no message has the id {message_id!r} among the {len(self._world.ledger)} that are kept")
        return _json(views.whole(message, self._world.journey, self._driver.now()))

    async def _refusals(self, _: web.Request) -> web.Response:
        return _json({"refusals": [views.refusal(refused) for refused in self._world.ledger.refused]})

    async def _ledger(self, _: web.Request) -> web.Response:
        return web.Response(body=self._world.ledger.export(), content_type="application/jsonl")

    def _later(self, wish: datetime) -> Instant:
        to, now = views.milliseconds(wish), self._driver.now()
        if to < now:
            raise ProblemError(409, f"{wish.isoformat()} is over: it is {views.instant(now)} here, and network time never runs backwards")
        if to > LATEST:
            raise ProblemError(400, f"{wish.isoformat()} is too late: network time ends with {views.instant(LATEST)}")
        return to


def _guarded(handle: Handler) -> Handler:
    """A problem becomes an answer that says what it was (application/problem+json)."""

    @wraps(handle)
    async def guarded(request: web.Request) -> web.Response:
        try:
            return await handle(request)
        except ProblemError as problem:
            body = msgspec.json.encode({"status": problem.status, "detail": str(problem)})
            return web.Response(body=body, status=problem.status, headers=problem.headers, content_type="application/problem+json")

    return guarded


async def _nowhere(request: web.Request) -> web.Response:
    """What no route takes."""
    methods = {method for resource in request.app.router.resources() for method in (await resource.resolve(request))[1]} - {"*"}
    if methods:
        allow = ", ".join(sorted(methods))
        raise ProblemError(405, f"{request.path} does not take {request.method}, only {allow}", {"Allow": allow})
    raise ProblemError(404, f"there is nothing at {request.path}; the control API is at /sim/…, the SMS API v5 at /v5/tlssmssvr/…")


def _json(value: Any) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")


async def _body(request: web.Request, form: type[Form]) -> Form:
    try:
        return msgspec.json.decode(await request.read() or b"{}", type=form)
    except (ValueError, RecursionError) as error:
        takes = ", ".join(field.name for field in msgspec.structs.fields(form))
        raise ProblemError(400, f"the body is not what {request.method} {request.path} takes ({takes}): {error}") from error
    except web.HTTPRequestEntityTooLarge as error:
        raise ProblemError(413, f"the body is too long: {error.text}") from error
    except (web.RequestPayloadError, ConnectionError) as error:
        raise ProblemError(400, f"the body broke off: {error}") from error


def _number(request: web.Request) -> str:
    return _parsed(request.match_info["number"])


def _parsed(digits: str) -> str:
    number = address.parse(digits.replace(" ", "+"))  # an unescaped + in a query is a blank
    if number is None:
        raise ProblemError(400, f"{digits!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
    return number


def _whole(digits: str, least: int, most: int) -> int:
    if digits.isdecimal() and digits.isascii() and len(digits) < 10 and least <= int(digits) <= most:
        return int(digits)
    raise ProblemError(400, f"limit is {digits!r}: wanted a whole number from {least} to {most}")
