"""The control API's clock: read it, let time pass, stop it, set its speed, run until nothing is due. What is due is others' business."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from aiohttp import web

from simulator.control import views
from simulator.control.answers import ClockFace
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.operations import Operation, Sight, get, post
from simulator.control.requests import Idle, Pass, Speed
from simulator.kernel.clock import Clock, NotQuietError
from simulator.message import Instant

LATEST: Final = views.milliseconds(datetime(9000, 1, 1, tzinfo=UTC))
"""Dates end with the year 9999, wherever one lives; network time ends well before."""

Stop = Callable[[], bool]
"""Says whether time has passed far enough."""


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

    def put_back(self, to: Instant) -> None:
        """Be at an earlier instant, with what was due then."""

    async def pass_to(self, to: Instant, stop: Stop = ...) -> None:
        """Let time pass. stop: asked at each instant at which something happened; it goes no further then."""


class ClockControl:
    """One network's."""

    def __init__(self, driver: Time) -> None:
        self._driver = driver

    def operations(self) -> list[Operation]:
        """All of them."""
        return [
            get(
                "/sim/clock",
                self._read,
                "Network time, its speed, and when something happens next.",
                gives=ClockFace,
                sight=Sight.EVERYTHING,
            ),
            post("/sim/clock/pass", self._pass, "Let time pass, and with it all that is due.", takes=Pass, gives=ClockFace),
            post("/sim/clock/idle", self._idle, "Let time pass until nothing is due any more.", takes=Idle, gives=ClockFace),
            post("/sim/clock/pause", self._pause, "Stand still until told to pass.", gives=ClockFace),
            post("/sim/clock/speed", self._speed, "Go on at this speed.", takes=Speed, gives=ClockFace),
        ]

    async def _read(self, _: web.Request) -> web.Response:
        driver = self._driver
        return answer(views.clock(driver.now(), driver.clock.speed, driver.next_due()))

    async def _pass(self, request: web.Request) -> web.Response:
        wish = await read(request, Pass)
        if (wish.seconds is None) is (wish.until is None):
            raise ProblemError(400, 'say either how many seconds, {"seconds": 60}, or until when, {"until": "2024-03-04T09:00:00+08:00"}')
        now = self._driver.now()
        await pass_to(self._driver, later(wish.until, now) if wish.until is not None else now + round((wish.seconds or 0) * 1000))
        return await self._read(request)

    async def _idle(self, request: web.Request) -> web.Response:
        """Stops at the last instant at which something happened, or at the limit."""
        limit = self._driver.now() + round((await read(request, Idle)).within_s * 1000)
        while (due := self._driver.next_due()) is not None and due <= limit:
            await pass_to(self._driver, max(due, self._driver.now()))
        return await self._read(request)

    async def _pause(self, request: web.Request) -> web.Response:
        self._driver.set_speed(0.0)
        return await self._read(request)

    async def _speed(self, request: web.Request) -> web.Response:
        self._driver.set_speed((await read(request, Speed)).speed)
        return await self._read(request)


async def pass_to(driver: Time, to: Instant, stop: Stop = lambda: False) -> None:
    """Let time pass, and not beyond dates. stop: says when it has passed far enough."""
    if to > LATEST:
        raise ProblemError(409, f"network time ends with {views.instant(LATEST)}")
    try:
        await driver.pass_to(to, stop)
    except (ValueError, NotQuietError) as error:
        raise ProblemError(409, str(error)) from error


def reachable(wish: datetime) -> Instant:
    """An instant that network time comes to, or that is over; ProblemError where time ends before it."""
    at = views.milliseconds(wish)
    if at > LATEST:
        raise ProblemError(400, f"{wish.isoformat()} is too late: network time ends with {views.instant(LATEST)}")
    return at


def later(wish: datetime, now: Instant) -> Instant:
    """An instant that is still to come; ProblemError where it is not."""
    to = reachable(wish)
    if to < now:
        raise ProblemError(409, f"{wish.isoformat()} is over: it is {views.instant(now)} here, and network time never runs backwards")
    return to
