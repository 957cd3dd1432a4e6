"""Where clients fetch the authority that they have to trust for HTTPS. It makes no certificate."""

from collections.abc import Callable

from aiohttp import web

from simulator.control.exchange import ProblemError, guarded


def routes(ca: Callable[[], bytes | None]) -> list[web.RouteDef]:
    """ca: the authority of this run's own certificate as PEM, None where there is none."""

    async def show(_: web.Request) -> web.Response:
        found = ca()
        if found is None:
            raise ProblemError(404, "there is no authority of ours: HTTPS is off (--https-port turns it on), or its certificate was given")
        return web.Response(body=found, content_type="application/x-pem-file")

    return [web.get("/sim/ca.pem", guarded(show))]
