"""The player's HTTP client: a request goes out as it was made, and the JSON that answers comes back. It signs and judges nothing."""

import asyncio
from io import BytesIO
from typing import Any, Final

import msgspec

from simulator.message import Instant
from simulator.player.connections import Connections
from simulator.player.fronts import ANSWERED_S
from simulator.player.patience import SilenceError, answered
from simulator.player.request import Outgoing
from simulator.player.smpp_client import ExchangeError
from simulator.runtime.network import Network
from simulator.scenario.settings import PATIENCE_MS

WHOLE_MAX: Final = 1 << 16
"""Octets of a body that is written in one go; a longer one goes out bit by bit, as it would over a real network."""
ANSWER_MAX: Final = 1 << 20
"""Octets of an answer to a request that is written octet by octet."""


class Http:
    """One front's client. Nothing is imported and opened before the first exchange. lasting, plain: see Connections."""

    def __init__(self, network: Network, *, lasting: bool = True, plain: bool = False) -> None:
        self._network = network
        self._connections = Connections(network, lasting=lasting, plain=plain)

    async def ask(self, exchange: str, outgoing: Outgoing, patience_ms: int = PATIENCE_MS, *, connection: str = "") -> dict[str, Any]:
        """The JSON that answers. ExchangeError, which names the exchange, where none does; SilenceError where a fault is to blame.

        connection: the name of the one that it goes over, when that is free; `` for any.
        """
        gives_up = self._network.driver.now() + patience_ms
        await self._free(connection, gives_up)
        with self._connections.taken(connection):
            return await self._exchange(exchange, outgoing, gives_up - self._network.driver.now(), connection)

    async def close(self) -> None:
        """Nothing stays open."""
        await self._connections.close()

    async def _free(self, connection: str, gives_up: Instant) -> None:
        """Wait for the request before on a connection of its own name: HTTP/1.1 answers one after the other."""
        while self._connections.busy(connection):
            if self._network.driver.now() >= gives_up:
                raise SilenceError(f"connection {connection} was not free")
            due = self._network.pauses.next_due()
            await self._network.pass_to(gives_up if due is None else min(due, gives_up))

    async def _exchange(self, exchange: str, outgoing: Outgoing, patience_ms: int, connection: str) -> dict[str, Any]:
        from aiohttp import ClientConnectionError, ClientError  # noqa: PLC0415 - see `Http`

        asking = self._in_octets(outgoing.octets, patience_ms) if outgoing.octets is not None else self._as_request(outgoing, connection)
        try:
            return await answered(self._network, asking, patience_ms)
        except TimeoutError:
            raise ExchangeError(f"{exchange} was not answered within {ANSWERED_S:g} s") from None
        except (ClientError, msgspec.DecodeError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            cut_off = isinstance(error, ClientConnectionError | ConnectionError)
            kind = SilenceError if cut_off and any(self._network.world.faults) else ExchangeError
            raise kind(f"{exchange} was not answered as it must be: {error}") from error

    async def _as_request(self, outgoing: Outgoing, connection: str) -> dict[str, Any]:
        from yarl import URL  # noqa: PLC0415 - see `Http`

        session = self._connections.session(connection)
        url = URL(f"{self._connections.url}{outgoing.target}", encoded=True)
        body = BytesIO(outgoing.body) if len(outgoing.body) > WHOLE_MAX else outgoing.body
        async with session.request(outgoing.method, url, data=body, headers=outgoing.headers) as response:
            answer: dict[str, Any] = msgspec.json.decode(await response.read())
            return answer

    async def _in_octets(self, octets: bytes, patience_ms: int) -> dict[str, Any]:
        """Over a connection of its own, whatever they are. Where more is promised than comes, time passes while the other side waits."""
        where = self._network.where
        reader, writer = await asyncio.open_connection(where.host, where.http_port, limit=ANSWER_MAX)
        try:
            writer.write(octets)
            async with asyncio.timeout(ANSWERED_S):
                if _length(octets) > len(octets.partition(b"\r\n\r\n")[2]):
                    await self._sit_out(self._network.driver.now() + patience_ms)
                head = await reader.readuntil(b"\r\n\r\n")
                answer: dict[str, Any] = msgspec.json.decode(await reader.readexactly(_length(head)))
                return answer
        finally:
            writer.close()

    async def _sit_out(self, gives_up: Instant) -> None:
        """Until whoever waits for the rest of a request does so no longer. SilenceError once the caller's patience is over."""
        pauses = self._network.pauses
        while (due := pauses.next_due()) is None:  # noqa: ASYNC110 - what is waited for is the loop's next turns, not an event
            await asyncio.sleep(0)  # what was written is on its way
        await self._network.pass_to(min(due, gives_up))
        if due > gives_up:
            raise SilenceError("nothing came back")


def _length(octets: bytes) -> int:
    """What the head of a message says of its body."""
    head = octets.partition(b"\r\n\r\n")[0].lower()
    return next((int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")), 0)
