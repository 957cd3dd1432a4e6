"""The HTTP side of a network: its application behind the gate, behind the door. What is answered is the fronts' and the control API's."""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from aiohttp import web

from simulator.runtime.door import Door
from simulator.runtime.gate import Gate
from simulator.runtime.http import Answered, Http, Plain
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
        malformed, turn = self._world.v5.malformed, Turn(self._answer_all)
        return Door(lambda: Http(server, malformed, turn), lambda: server.connections, self._world.faults, self._pauses)

    def _answer_all(self, came: list[Plain]) -> list[Answered | None]:
        """The answers to plain requests; None to those that a fault may befall, or that aiohttp has to read."""
        answers: list[Answered | None] = [None] * len(came)
        if self._world.faults.on(Level.REQUEST):
            return answers
        for front, cloud in ((self._world.v3, True), (self._world.v5, False)):
            asked = [(nth, *plain) for nth, plain in enumerate(came) if (plain[0].target == "/") is cloud]
            if asked:
                _fill(answers, front, asked)
        return answers


class _Front(Protocol):
    """What is needed of a front; its requests are its own."""

    def plain(self, target: str, headers: Mapping[str, str], body: bytes, caller: str) -> Any | None: ...

    def answered(self, requests: list[Any]) -> list[Answered]: ...


def _fill(answers: list[Answered | None], front: _Front, came: list[tuple[int, PlainRequest, str]]) -> None:
    """A front's answers to what came for it, each in its place."""
    read = [(nth, front.plain(plain.target, plain.headers, plain.body, caller)) for nth, plain, caller in came]
    wanted = [(nth, request) for nth, request in read if request is not None]
    for (nth, _), answer in zip(wanted, front.answered([request for _, request in wanted]), strict=True):
        answers[nth] = answer


async def arrived() -> None:
    """Who was accepted just now has his connection, which can be closed."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
