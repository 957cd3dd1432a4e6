"""Where clients fetch the authority that they have to trust for TLS. It makes no certificate."""

from collections.abc import Callable

from aiohttp import web

from simulator.control.exchange import ProblemError
from simulator.control.operations import Operation, get


def operations(ca: Callable[[], bytes | None]) -> list[Operation]:
    """ca: the authority of this run's own certificate as PEM, None where there is none."""

    async def show(_: web.Request) -> web.Response:
        found = ca()
        if found is None:
            raise ProblemError(404, "there is no authority of ours: TLS is off (--https-port, --smpp-tls-port) or its certificate given")
        return web.Response(body=found, content_type="application/x-pem-file")

    return [get("/sim/ca.pem", show, "The authority that clients of TLS have to trust.", media="application/x-pem-file", open=True)]
