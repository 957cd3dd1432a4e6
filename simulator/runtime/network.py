"""A running network: a world with its driver, its sockets and its control API; start, use, stop."""

import asyncio
import errno
import gc
import os
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

from simulator.control import authority
from simulator.control.doorkeeper import Doorkeeper
from simulator.control.faults import NAMELESS, of_names
from simulator.control.probes import Probes
from simulator.control.server import Control
from simulator.kernel.clock import Clock, Time
from simulator.message import Instant
from simulator.runtime.certificate import Certificate, made
from simulator.runtime.dns import Names, open_names
from simulator.runtime.driver import Driver
from simulator.runtime.entry import Where, entry
from simulator.runtime.pauses import Pauses
from simulator.runtime.secured import has_its_own, smpp_context
from simulator.runtime.site import Site, arrived
from simulator.scenario.settings import Scenario
from simulator.wire.faults import Level
from simulator.world import World, build, relearn


class PortTakenError(Exception):
    """A port cannot be had; the text says which, and how to choose another."""


class CaptureFileError(OSError):
    """A capture's file cannot be written; the text says which, and why."""


class NoNameServerError(ValueError):
    """A scenario wants look-ups of names to go wrong in a network that answers none; the text says which fault, and what would help."""


class Network:
    """One network in the running loop. start: its first instant; speed: network seconds a second, 0 stands still.

    pass_to: how whoever plays here lets time pass; several who play side by side put a way of their own in its place.
    derived: ids follow from seed and content. ours: all its clients are in this process; then requests are signed with network time, and
    time passes only when they have answered all they were sent.
    """

    def __init__(self, scenario: Scenario, *, seed: int, start: Instant, speed: float, derived: bool, ours: bool = False) -> None:
        self.driver = Driver(Clock(start, speed, time.monotonic()))
        driver_time = Time(self.driver.now, self.driver.wake, lambda: self.driver.clock.paused)
        self.pass_to: Callable[[Instant], Awaitable[None]] = self.driver.pass_to
        self.pauses = Pauses(driver_time, ours=ours)
        self.world: World = build(scenario, seed, driver_time, derived=derived, ours=ours)
        self.where = Where()
        self._seed = seed
        self.missing = "it is starting: not every port accepts yet"
        self.certificate: Certificate | None = None
        self._smpp: list[Any] = []
        self._site: Site | None = None
        self._control: Control | None = None
        self._names: Names | None = None

    async def start(self, where: Where, certificate: Certificate | None = None) -> Where:
        """Listen; where it listens now. PortTakenError, CertificateError, CaptureFileError: it cannot be done.

        certificate: for HTTPS, and for SMPP by TLS where the scenario names none; one is made if none is given.
        """
        world = self.world
        secured = self._certify(where, certificate)
        with _told_files():
            world.smpp.capture.learn(world.scenario.smpp.capture)
        self.driver.drive(
            (
                world.desk.reviews,
                world.desk.lifts,
                world.uploads,
                world.journey.agenda,
                world.bills,
                world.volumes,
                world.push,
                world.smpp,
                self.pauses,
            )
        )
        probes = Probes(world, self.driver, lambda: self.missing)
        self._control = control = Control(world, self.driver, self.entry, self, more=(*probes.operations(), *authority.operations(self.ca)))
        self._site = site = Site(world, self.pauses, control.routes(Doorkeeper(where.host, where.control_token)))
        try:
            smpp_port = await self._listen_smpp("smpp", where.host, where.smpp_port)
            http_port = await _listen("HTTP", "http", where.host, where.http_port, site.listen(where.host, where.http_port))
            https_port = await self._listen_https(site, where)
            dns_port = await self._name(where)
            tls_port = where.smpp_tls_port
            smpp_tls_port = None if tls_port is None else await self._listen_smpp("smpp-tls", where.host, tls_port, secured)
        except PortTakenError:
            await self.stop()
            raise
        self.where = Where(where.host, smpp_port, http_port, https_port, dns_port, smpp_tls_port, where.control_token)
        self.missing = ""
        return self.where

    def _certify(self, where: Where, certificate: Certificate | None) -> ssl.SSLContext | None:
        """Have the certificates that are needed; SMPP's side of TLS, None where that is off."""
        tls = self.world.scenario.smpp.tls
        secures_smpp = where.smpp_tls_port is not None
        if where.https_port is not None or (secures_smpp and not has_its_own(tls)):
            self.certificate = certificate or made(where.host)
        return smpp_context(tls, self.certificate) if secures_smpp else None

    async def _listen_smpp(self, word: str, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        listening = await _listen(_SPOKEN[word], word, host, port, self.world.smpp.listen(host, port, tls))
        self._smpp.append(listening)
        found: int = listening.sockets[0].getsockname()[1]
        return found

    def ca(self) -> bytes | None:
        """The authority that clients of TLS have to trust, as PEM; None where there is none of ours."""
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

    @property
    def scenario(self) -> Scenario:
        """The one that holds."""
        return self.world.scenario

    def learn(self, scenario: Scenario) -> None:
        """Another scenario holds from now on. CaptureFileError, OutbindError, NoNameServerError: it cannot, and nothing is changed."""
        if self._names is None and (late := of_names(scenario.faults)):
            raise NoNameServerError(f"fault {late[0]}: {NAMELESS}")
        with _told_files():
            relearn(self.world, scenario, self._seed, self.driver.now())
        self.driver.wake()

    async def stop(self) -> None:
        """Close every socket and act no more."""
        self.missing = "it is stopping"
        self.driver.stop()
        await self._accept_no_more()
        for listening in self._smpp:
            listening.close()
        self.world.smpp.close()
        await self.world.push.close()
        if self._names is not None:
            self._names.close()
        if self._control is not None:
            self._control.feed.end()
        if self._site is not None:
            await self._site.stop()

    async def _accept_no_more(self) -> None:
        """Nobody else is let in, and who was is connected: CPython forgets him, socket and all, where his server is closed before that."""
        loop, site = asyncio.get_running_loop(), self._site
        for server in (*self.world.smpp.between.door.servers(), *(() if site is None else site.servers())):
            for sock in server.sockets:
                loop.remove_reader(sock.fileno())
        await arrived()


_SPOKEN: Final = {"smpp": "SMPP", "smpp-tls": "SMPP TLS"}
"""What people call a port, by its option."""


@contextmanager
def _told_files() -> Iterator[None]:
    """A capture's file that cannot be written is told by its name."""
    try:
        yield
    except OSError as error:
        raise CaptureFileError(f"the capture's file {error.filename} cannot be written: {error.strerror}") from error


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
    """For a process that only serves: what is there after the start is never collected, and passes over all that came since are rare.

    Messages stand outside the cyclic collector, so there is next to nothing for it to find. A pass over the youngest costs the same for
    each of them however many there are: ten thousand hold up callers for a millisecond, the fifty thousand of a wider pass for fifteen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 5, 1_000)
