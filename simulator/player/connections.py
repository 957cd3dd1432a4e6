"""The player's HTTP connections: a pool, and named ones that are kept apart from it. It sends nothing and reads no answer."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from simulator.player.fronts import ANSWERED_S
from simulator.player.names import KNOWN, Resolver
from simulator.runtime.network import Network
from simulator.scenario.settings import Scenario
from simulator.wire.faults import Kind

if TYPE_CHECKING:
    from aiohttp import ClientSession


def https_port(scenario: Scenario) -> int | None:
    """The port to ask for where callers have to come over HTTPS, for that is what a fault is about; else none."""
    return 0 if any(fault.kind is Kind.LATE_TLS for fault in scenario.faults) else None


POOLED: Final = 100
"""Connections of a pool, as aiohttp has it."""


class Connections:
    """One caller's. lasting: whether connections are used again; plain: it comes over HTTP and asks no name server, whatever others do."""

    def __init__(self, network: Network, *, lasting: bool = True, plain: bool = False) -> None:
        self._network, self._lasting, self._plain = network, lasting, plain
        self._sessions: dict[str, ClientSession] = {}
        self._busy: set[str] = set()

    def session(self, name: str = "") -> "ClientSession":
        """What holds one connection, which stays the same for a name; for no name a pool, that opens as many as are needed."""
        from aiohttp import ClientSession, ClientTimeout, TCPConnector  # noqa: PLC0415 - nothing is imported before the first exchange

        found = self._sessions.get(name)
        if found is None:
            asked: dict[str, Any] = {"limit": 1 if name else POOLED, **self._look_up(), **self._trust()}
            connector = TCPConnector(force_close=not self._lasting, **asked)
            found = self._sessions[name] = ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWERED_S))
        return found

    def busy(self, name: str) -> bool:
        """Whether a request is under way on the connection of this name; a pool never is."""
        return name in self._busy

    @contextmanager
    def taken(self, name: str) -> Iterator[None]:
        """A request is under way on it."""
        self._busy |= {name} - {""}
        try:
            yield
        finally:
            self._busy.discard(name)

    @property
    def url(self) -> str:
        """The base of addresses."""
        where = self._network.where
        if self._plain:
            return where.url
        secure = where.https_url
        host = where.host if where.dns_port is None else KNOWN
        return f"http://{host}:{where.http_port}" if secure is None else f"https://{host}:{where.https_port}"

    async def close(self) -> None:
        """Nothing stays open."""
        for session in self._sessions.values():
            await session.close()

    def _look_up(self) -> dict[str, Any]:
        if self._plain or self._network.where.dns_port is None:
            return {}
        return {"resolver": Resolver(self._network.where), "use_dns_cache": False}

    def _trust(self) -> dict[str, Any]:
        ca = self._network.ca()
        return {} if ca is None or self._plain else {"ssl": ssl.create_default_context(cadata=ca.decode())}
