"""The listening sockets of the SMPP front, which a fault may shut. It accepts nothing by itself."""

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

from simulator.fronts.smpp.poller import Poller

BACKLOG: Final = 1024
_RETRY_S: Final = 0.1
"""After how long it is tried again where somebody else took the port meanwhile."""


class Place(NamedTuple):
    """Where a socket is bound."""

    family: socket.AddressFamily
    address: Any

    def getsockname(self) -> Any:
        """As a socket's."""
        return self.address


class Listening(NamedTuple):
    """What listens, or will when no fault forbids it. sockets: where; close: ends it."""

    sockets: tuple[Place, ...]
    close: Callable[[], None]


class Door:
    """One front's. closed: for good."""

    def __init__(self) -> None:
        self._places: dict[Place, Callable[..., Any]] = {}
        self._servers: dict[Place, asyncio.Server] = {}
        self._held: dict[Place, socket.socket] = {}
        self._poller = Poller()
        self.closed = self._shut = False
        self._opens: asyncio.Task[None] | None = None

    async def listen(self, make: Callable[[], Any], host: str, port: int, **how: Any) -> Listening:
        """Accept clients; OSError where the port cannot be had. make: the server's side of a connection; how: what TLS needs."""
        serve = partial(asyncio.get_running_loop().create_server, lambda: self._poller.before(make()), backlog=BACKLOG, **how)
        server = await serve(host, port)
        places = tuple(Place(each.family, each.getsockname()) for each in server.sockets)
        self._places |= dict.fromkeys(places, serve)
        self._servers |= dict.fromkeys(places, server)
        if self._shut:
            self._adjust()
        return Listening(places, partial(self._leave, places))

    def servers(self) -> list[asyncio.Server]:
        """Those that accept now."""
        return list(self._servers.values())

    def set(self, *, shut: bool) -> None:
        """Whether nobody listens. While it is shut the port is still ours, as far as the system lets us hold it."""
        if shut != self._shut and not self.closed:
            self._shut = shut
            if self._places:
                self._adjust()

    def close(self) -> None:
        """For good."""
        self.closed = True
        if self._opens is not None:
            self._opens.cancel()
        self._stop_listening()

    def _adjust(self) -> None:
        if self.closed:
            return
        if self._shut:
            self._stop_listening()
            self._held = {place: held for place in self._places if (held := _bound(*place)) is not None}
            return
        for held in self._held.values():
            held.listen(BACKLOG)  # at once; accepting begins with the loop's next turn
        if self._opens is None or self._opens.done():
            self._opens = asyncio.get_running_loop().create_task(self._open())

    def _leave(self, places: Iterable[Place]) -> None:
        for place in places:
            self._places.pop(place, None)
            if (server := self._servers.pop(place, None)) is not None:
                server.close()
            if (held := self._held.pop(place, None)) is not None:
                held.close()

    def _stop_listening(self) -> None:
        for server in self._servers.values():
            server.close()
        for held in self._held.values():
            held.close()
        self._servers, self._held = {}, {}

    async def _open(self) -> None:
        while not self._shut and (missing := [place for place in self._places if place not in self._servers]):
            for place in missing:
                await self._open_at(place)
            await asyncio.sleep(0 if len(self._servers) == len(self._places) else _RETRY_S)

    async def _open_at(self, place: Place) -> None:
        held = (self._held.pop(place, None) or _bound(*place)) if place in self._places else None
        if held is None:
            return
        server = await self._places[place](sock=held)
        if self._shut:
            server.close()
        else:
            self._servers[place] = server


def _bound(family: socket.AddressFamily, place: Any) -> socket.socket | None:
    """A socket that holds the port and does not listen: connects are refused. None where the port cannot be had now."""
    held = socket.socket(family, socket.SOCK_STREAM)
    held.settimeout(0)
    with suppress(OSError):
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            held.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        held.bind(place)
        return held
    held.close()
    return None
