"""The HTTP side of a network: its application behind the gate, behind the door. What is answered is the fronts' and the control API's."""

import asyncio
import ssl
from collections.abc import Iterable
from typing import Final

from aiohttp import web

from simulator.runtime.door import Door
from simulator.runtime.gate import Gate
from simulator.runtime.http import Http
from simulator.runtime.pauses import Pauses
from simulator.runtime.plain import PlainRequest
from simulator.runtime.turn import Turn
from simulator.wire.faults import Level
from simulator.world import World

BODY_MAX: Final = 10 << 20
"""Octets that are read at most: the cloud API takes so many. The other interfaces have limits of their own below it."""
STOP_S: Final = 0.5
"""How long requests that are being answered may hold up the end."""
_TURNS: Final = 3
"""Of the loop, from accepting a caller to having his connection."""


class Site:
    """One network's. control: the routes that no fault touches."""

    def __init__(self, world: World, pauses: Pauses, control: Iterable[web.RouteDef]) -> None:
        self._world = world
        self._pauses = pauses
        gate = Gate(world.faults, pauses, lambda: world.faults.http.processing_limit_ms)
        app = web.Application(client_max_size=BODY_MAX)
        for front in (world.v5, world.v3):
            app.add_routes(gate.before(front))
        app.add_routes(control)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=STOP_S)
        self._door: Door | None = None

    async def listen(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        """Accept callers, over TLS where a context is given; the port. OSError where it cannot be had."""
        if self._door is None:
            self._door = await self._open()
        return await self._door.listen(host, port, tls)

    def servers(self) -> list[asyncio.Server]:
        """Those that accept callers by themselves."""
        return [] if self._door is None else self._door.servers()

    async def stop(self) -> None:
        """Close every socket; what a fault holds is let go of without an answer."""
        if self._door is not None:
            self._door.close()
            self._pauses.close()
        await arrived()
        await self._runner.cleanup()

    async def _open(self) -> Door:
        await self._runner.setup()
        server = self._runner.server
        assert server is not None
        malformed, turn = self._world.v5.malformed, Turn()
        return Door(lambda: Http(server, malformed, self._plain, turn), lambda: server.connections, self._world.faults, self._pauses)

    def _plain(self, request: PlainRequest, caller: str) -> tuple[bytes, bytes] | None:
        """The answer of the front that a plain request is for; None where a fault may befall it, or it is for no front."""
        if self._world.faults.on(Level.REQUEST):
            return None
        front = self._world.v3 if request.target == "/" else self._world.v5
        return front.plain(request.target, request.headers, request.body, caller)


async def arrived() -> None:
    """Who was accepted just now has his connection, which can be closed."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
