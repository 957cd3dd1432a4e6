"""The whole road as a fuzz target: octets to a served network's socket, and a minute of network time for what they bring.

Whatever a bound client says, nothing in the network raises, and the record of it can be told.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from msgspec.structs import replace

from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario.default import ACCOUNT, scenario
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.wire.quirks import PROFILES

BINDS: Final = (Command.BIND_TRANSCEIVER, Command.BIND_TRANSMITTER)
VERSIONS: Final = (0x34, 0x33, 0x50)
CENTRES: Final = ("esme", *PROFILES)
KEPT: Final = 2_000
LOOK_EVERY: Final = 500
PATIENCE_S: Final = 5.0


@contextmanager
def road() -> Iterator[Callable[[bytes], None]]:
    """A network in a loop of its own, which stands still between inputs."""
    with asyncio.Runner() as runner:
        network = Road(runner.get_loop())
        try:
            yield network
        finally:
            network.close()


class Road:
    """Every profile of a centre has an account of its name."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        loop.set_exception_handler(self._failed)
        self._wrong: list[dict[str, Any]] = []
        self._count = 0
        accounts = [replace(ACCOUNT, system_id=name[:15], quirks=PROFILES.get(name)) for name in CENTRES]
        world = replace(scenario(), accounts=tuple(accounts), keep=KEPT)
        self._network = Network(world, seed=1, start=1_709_514_000_000, speed=0.0, derived=True)
        self._port = self._loop.run_until_complete(self._network.start(Where(smpp_port=0, http_port=0))).smpp_port

    def __call__(self, octets: bytes) -> None:
        """One connection: a bind, then these; then a minute passes."""
        if len(octets) < 2:
            return
        self._loop.run_until_complete(asyncio.wait_for(self._connect(octets), PATIENCE_S))
        self._count += 1
        if self._count % LOOK_EVERY == 0:
            self._network.world.ledger.export()
        assert not self._wrong, self._wrong

    def close(self) -> None:
        """Stop the network."""
        self._loop.run_until_complete(self._network.stop())

    async def _connect(self, octets: bytes) -> None:
        command, version = BINDS[octets[0] % len(BINDS)], VERSIONS[octets[0] // 2 % len(VERSIONS)]
        centre = CENTRES[octets[1] % len(CENTRES)][:15]
        bind = Pdu(command, sequence=1, fields={"system_id": centre, "password": "secret", "interface_version": version})
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(encode(bind) + octets[2:])
        driver = self._network.driver
        await reader.read(4)
        await driver.pass_to(driver.now() + 60_000)
        writer.write_eof()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    def _failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self._wrong.append(context)
