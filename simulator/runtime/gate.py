"""What befalls requests on their way to a front: they wait, are lost or time out. What they ask for is the front's to judge."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from aiohttp import web

from simulator.faults import Faults, Strike
from simulator.runtime.asked import asked
from simulator.runtime.http import Http
from simulator.runtime.pauses import FOR_EVER, Pauses
from simulator.wire.faults import Kind, Level

JSON: Final = "application/json"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Front(Protocol):
    """A front over HTTP."""

    def routes(self) -> list[web.RouteDef]:
        """Its paths."""

    def gave_up(self, http: web.Request) -> web.Response:
        """Its answer to a request that took too long, or is not sent as it must be."""


class Gate:
    """limit_ms: how long a body may take to come, and what a time-out waits for."""

    def __init__(self, faults: Faults, pauses: Pauses, limit_ms: Callable[[], int]) -> None:
        self._faults = faults
        self._pauses = pauses
        self._limit_ms = limit_ms

    def before(self, front: Front) -> list[web.RouteDef]:
        """A front's routes with the gate before them."""
        return [web.route(each.method, each.path, self._guarded(front, each.handler)) for each in front.routes()]

    def _guarded(self, front: Front, handle: Any) -> Handler:
        async def guarded(http: web.Request) -> web.StreamResponse:
            if not self._faults.on(Level.REQUEST) and http.content.is_eof():
                return await handle(http)  # type: ignore[no-any-return]  # what aiohttp's routes hold has no type
            try:
                return await self._pass(front, handle, http)
            except TimeoutError:
                return _last(front.gave_up(http))

        return guarded

    async def _pass(self, front: Front, handle: Handler, http: web.Request) -> web.StreamResponse:
        if not self._faults.on(Level.REQUEST):
            async with self._pauses.within(self._limit_ms()):
                return await handle(http)
        try:
            async with self._pauses.within(self._limit_ms()):
                raw = await http.read()
        except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ConnectionError):
            return _last(front.gave_up(http))
        return await self._befall(self._faults.strike(asked(http, raw)), front, handle, http)

    async def _befall(self, strikes: list[Strike], front: Front, handle: Handler, http: web.Request) -> web.StreamResponse:
        back_ms = 0
        for strike in strikes:
            match strike.fault.kind:
                case Kind.STRICT_CONTENT_TYPE:
                    if http.content_type != JSON:
                        return front.gave_up(http)
                case Kind.OVERSEAS:
                    back_ms += strike.delay_ms
                    await self._pauses.hold(strike.delay_ms)
                case Kind.SLOW_REQUESTS:
                    await self._pauses.hold(strike.delay_ms)
                case Kind.LOST:
                    await self._lose(strike, handle, http)
                case Kind.TIMED_OUT:
                    if strike.fault.taken:
                        await handle(http)
                    await self._pauses.hold(self._limit_ms())
                    return front.gave_up(http)
                case _:
                    raise AssertionError(strike.fault.kind)
        answer = await handle(http)
        if back_ms:
            await self._pauses.hold(back_ms)
        return answer

    async def _lose(self, strike: Strike, handle: Handler, http: web.Request) -> None:
        """No answer, ever: it ends with the connection."""
        if strike.fault.taken:
            await handle(http)
        assert isinstance(http.protocol, Http)
        http.protocol.hold()
        await self._pauses.hold(FOR_EVER)


def _last(answer: web.Response) -> web.Response:
    """The answer after which the connection ends: what is left of the request may still come."""
    answer.force_close()
    return answer
