"""A running network: a world with its driver, its sockets and its control API; start, use, stop."""

import errno
import gc
import os
import socket
import time
from typing import Any

from aiohttp import web
from msgspec import Struct

from simulator.control.server import Control
from simulator.kernel.clock import Clock, Time
from simulator.message import Instant
from simulator.runtime.driver import Driver
from simulator.scenario.settings import Scenario
from simulator.world import World, build, relearn

BODY_MAX = 1 << 20
STOP_S = 0.5
"""How long requests that are being answered may hold up the end."""


class PortTakenError(Exception):
    """A port cannot be had; the text says which, and how to choose another."""


class Where(Struct, frozen=True):
    """Where a network listens, or is to listen; port 0 is any free one."""

    host: str = "127.0.0.1"
    smpp_port: int = 2775
    http_port: int = 8080

    @property
    def url(self) -> str:
        """The base of every HTTP address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.http_port}"


class Network:
    """One network in the running loop. start: its first instant; speed: network seconds a second, 0 stands still.

    derived: ids follow from seed and content. ours: all its clients are in this process; then requests are signed with network time, and
    time passes only when they have answered all they were sent.
    """

    def __init__(self, scenario: Scenario, *, seed: int, start: Instant, speed: float, derived: bool, ours: bool = False) -> None:
        self.driver = Driver(Clock(start, speed, time.monotonic()))
        driver_time = Time(self.driver.now, self.driver.wake, lambda: self.driver.clock.paused)
        self.world: World = build(scenario, seed, driver_time, derived=derived, ours=ours)
        self.where = Where()
        self._seed = seed
        self._smpp: Any = None
        self._http: web.AppRunner | None = None

    async def start(self, where: Where) -> Where:
        """Listen; where it listens now. PortTakenError when a port cannot be had."""
        world = self.world
        self.driver.drive((world.journey.agenda, world.push, world.smpp))
        app = web.Application(client_max_size=BODY_MAX)
        app.add_routes(world.v5.routes())
        app.add_routes(Control(world, self.driver, self.entry).routes())
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=STOP_S)
        try:
            self._smpp = await _listen("SMPP", "smpp", where.host, where.smpp_port, world.smpp.listen(where.host, where.smpp_port))
            await runner.setup()
            self._http = runner
            site = web.TCPSite(runner, where.host, where.http_port, backlog=1024)
            await _listen("HTTP", "http", where.host, where.http_port, site.start())
        except PortTakenError:
            await self.stop()
            raise
        smpp_port = self._smpp.sockets[0].getsockname()[1]
        self.where = Where(where.host, smpp_port, runner.addresses[0][1])
        return self.where

    def entry(self) -> dict[str, Any]:
        """Where each front is and how to come in: the first SMPP account and the first app, None where there is none."""
        where, scenario = self.where, self.world.scenario
        smpp = [{"host": where.host, "port": where.smpp_port, "system_id": a.system_id, "password": a.password} for a in scenario.accounts]
        tencent = [{"url": f"{where.url}/v5/tlssmssvr/", "sdkappid": a.id, "appkey": a.key} for a in scenario.apps]
        return {"url": where.url, "smpp": smpp[0] if smpp else None, "tencent": tencent[0] if tencent else None}

    def learn(self, scenario: Scenario) -> None:
        """Another scenario holds from now on."""
        relearn(self.world, scenario, self._seed, self.driver.now())
        self.driver.wake()

    async def stop(self) -> None:
        """Close every socket and act no more."""
        self.driver.stop()
        if self._smpp is not None:
            self._smpp.close()
        self.world.smpp.close()
        await self.world.push.close()
        if self._http is not None:
            await self._http.cleanup()


async def _listen(what: str, word: str, host: str, port: int, listening: Any) -> Any:
    try:
        return await listening
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno in {errno.EADDRNOTAVAIL, None}:  # None: what 3.13 says of it
            raise PortTakenError(f"{host} is no address of this machine: choose another with --host") from error
        why = os.strerror(error.errno) if error.errno else error
        choose = f"choose another with --{word}-port, 0 for any free one"
        raise PortTakenError(f"{what} port {port} cannot be used ({why}): {choose}") from error


def calm_the_collector() -> None:
    """For a process that only serves: what is there after the start is never collected, and passes are rare.

    Messages stand outside the cyclic collector, so there is next to nothing for it to find.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
