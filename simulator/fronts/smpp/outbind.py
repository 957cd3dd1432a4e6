"""Calls to clients that want to be called when something waits for them (SMPP 3.4 § 2.2.1, § 4.1.7). It reads nothing of what they say."""

import asyncio
import logging
from collections.abc import Callable

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.front import Front
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.wire.accounts import Outbind

log = logging.getLogger(__name__)

CONNECT_S = 10.0


def greeting(wanted: Outbind, sequence: int) -> bytes:
    """The outbind that says who calls; ValueError where a name is longer than its field. Passwords may be, as in binds."""
    fields = {"system_id": wanted.system_id, "password": wanted.password}
    return encode(Pdu(Command.OUTBIND, sequence=sequence, fields=fields), password_max=len(wanted.password) + 1)


class Called(Connection):
    """A connection that we opened. From its outbind on it is as any other: the client has to bind, and in time."""

    def __init__(self, front: Front, number: int, wanted: Outbind) -> None:
        super().__init__(front, number)
        self.ended = asyncio.Event()
        self._wanted = wanted

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up: say who calls."""
        super().connection_made(transport)
        self.session.send(greeting(self._wanted, self.session.window.number()))
        self.flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """TCP is gone."""
        super().connection_lost(exc)
        self.ended.set()


class Caller:
    """connection: makes one of the front's. One call an account at a time, and none while a session of it receives."""

    def __init__(self, connection: Callable[[Outbind], Called]) -> None:
        self._connection = connection
        self._calls: dict[Account, asyncio.Task[None]] = {}

    def call(self, account: Account) -> None:
        """Something waits for this account, and none of its sessions receives."""
        if account not in self._calls:
            task = asyncio.get_running_loop().create_task(self._until_taken(account))
            self._calls[account] = task
            task.add_done_callback(lambda _: self._calls.pop(account, None))

    def close(self) -> None:
        """Call no more."""
        for task in list(self._calls.values()):
            task.cancel()

    async def _until_taken(self, account: Account) -> None:
        """Again and again, until nothing waits or another session receives."""
        while account.waiting and not account.receivers and (wanted := account.settings.outbind) is not None:
            await self._once(account.settings.system_id, wanted)
            if account.waiting and not account.receivers:
                await asyncio.sleep(wanted.again_s)

    async def _once(self, name: str, wanted: Outbind) -> None:
        called = self._connection(wanted)
        try:
            async with asyncio.timeout(CONNECT_S):
                await asyncio.get_running_loop().create_connection(lambda: called, wanted.host, wanted.port)
        except OSError as error:  # a TimeoutError is one
            log.warning("outbind to %s:%d for %s came to nothing: %s", wanted.host, wanted.port, name, error)
        else:
            await called.ended.wait()
