"""A running network: a world with its driver, its sockets and its control API; start, use, stop."""

import errno
import gc
import os
import socket
import time
from typing import Any, cast

from simulator.control import authority
from simulator.control.server import Control
from simulator.kernel.clock import Clock, Time
from simulator.message import Instant
from simulator.runtime.certificate import Certificate, made
from simulator.runtime.dns import Names, open_names
from simulator.runtime.driver import Driver
from simulator.runtime.entry import Where, entry
from simulator.runtime.pauses import Pauses
from simulator.runtime.site import Site
from simulator.scenario.settings import Scenario
from simulator.wire.faults import Level
from simulator.world import World, build, relearn


class PortTakenError(Exception):
    """A port cannot be had; the text says which, and how to choose another."""


class Network:
    """One network in the running loop. start: its first instant; speed: network seconds a second, 0 stands still.

    derived: ids follow from seed and content. ours: all its clients are in this process; then requests are signed with network time, and
    time passes only when they have answered all they were sent.
    """

    def __init__(self, scenario: Scenario, *, seed: int, start: Instant, speed: float, derived: bool, ours: bool = False) -> None:
        self.driver = Driver(Clock(start, speed, time.monotonic()))
        driver_time = Time(self.driver.now, self.driver.wake, lambda: self.driver.clock.paused)
        self.pauses = Pauses(driver_time, ours=ours)
        self.world: World = build(scenario, seed, driver_time, derived=derived, ours=ours)
        self.where = Where()
        self._seed = seed
        self.certificate: Certificate | None = None
        self._smpp: Any = None
        self._site: Site | None = None
        self._names: Names | None = None

    async def start(self, where: Where, certificate: Certificate | None = None) -> Where:
        """Listen; where it listens now. PortTakenError when a port cannot be had. certificate: for HTTPS, one is made if none is given."""
        world = self.world
        if where.https_port is not None:
            self.certificate = certificate or made(where.host)
        self.driver.drive(
            (world.desk.reviews, world.desk.lifts, world.journey.agenda, world.bills, world.volumes, world.push, world.smpp, self.pauses)
        )
        certified = authority.routes(self.ca)
        self._site = site = Site(world, self.pauses, [*certified, *Control(world, self.driver, self.entry).routes()])
        try:
            self._smpp = await _listen("SMPP", "smpp", where.host, where.smpp_port, world.smpp.listen(where.host, where.smpp_port))
            http_port = await _listen("HTTP", "http", where.host, where.http_port, site.listen(where.host, where.http_port))
            https_port = await self._listen_https(site, where)
            dns_port = await self._name(where)
        except PortTakenError:
            await self.stop()
            raise
        smpp_port = self._smpp.sockets[0].getsockname()[1]
        self.where = Where(where.host, smpp_port, http_port, https_port, dns_port)
        return self.where

    def ca(self) -> bytes | None:
        """The authority that HTTPS clients have to trust, as PEM; None where there is none of ours."""
        return None if self.certificate is None else self.certificate.ca

    async def _listen_https(self, site: Site, where: Where) -> int | None:
        if where.https_port is None or self.certificate is None:
            return None
        opening = site.listen(where.host, where.https_port, self.certificate.context)
        port: int = await _listen("HTTPS", "https", where.host, where.https_port, opening)
        return port

    async def _name(self, where: Where) -> int | None:
        """Open the name server, where it is asked for or a fault of the scenario wants it late; its port."""
        if where.dns_port is None and not self.world.faults.on(Level.NAME):
            return None
        port = where.dns_port or 0
        self._names = names = await _listen("DNS", "dns", where.host, port, open_names(where.host, port, self.world.faults, self.pauses))
        return cast("Names", names).port

    def entry(self) -> dict[str, Any]:
        """Where each front is and how to come in; see `entry`."""
        return entry(self.where, self.world.scenario)

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
        if self._names is not None:
            self._names.close()
        if self._site is not None:
            await self._site.stop()


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
