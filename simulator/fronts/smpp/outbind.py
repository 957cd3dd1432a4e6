"""Calls to clients that want to be called when something waits for them (SMPP 3.4 § 2.2.1, § 4.1.7). It reads nothing of what they say."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Iterable
from typing import Any

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.connection import Connection
from simulator.fronts.smpp.front import Front
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.wire.accounts import Outbind, SmppAccount

log = logging.getLogger(__name__)

CONNECT_S = 10.0


class OutbindError(ValueError):
    """An outbind that cannot be made; the text says why."""


def greeting(wanted: Outbind, sequence: int) -> bytes:
    """The outbind that says who calls; ValueError where a name is longer than its field. Passwords may be, as in binds."""
    fields = {"system_id": wanted.system_id, "password": wanted.password}
    return encode(Pdu(Command.OUTBIND, sequence=sequence, fields=fields), password_max=len(wanted.password) + 1)


def secured(wanted: Outbind) -> ssl.SSLContext | None:
    """How a call is secured; None: it is in the clear. OSError (an SSLError is one) where the authority cannot be read."""
    if not wanted.tls:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if wanted.authority:
        context.load_verify_locations(cafile=wanted.authority)
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def check(accounts: Iterable[SmppAccount]) -> None:
    """OutbindError says what cannot be said, or read, before anybody is called."""
    for account in accounts:
        if account.outbind is not None:
            _check(account.outbind)


def _check(wanted: Outbind) -> None:
    try:
        greeting(wanted, 1)
        secured(wanted)
    except OSError as error:
        raise OutbindError(f"outbind's authority {wanted.authority!r} cannot be read: {error}") from error
    except ValueError as error:
        raise OutbindError(f"an outbind cannot be said: {error}") from error


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

    async def _once(self, account: str, wanted: Outbind) -> None:
        called = self._connection(wanted)
        try:
            secure = secured(wanted)
            how: dict[str, Any] = {"ssl": secure, "server_hostname": wanted.server_name or wanted.host} if secure else {}
            async with asyncio.timeout(CONNECT_S):
                await asyncio.get_running_loop().create_connection(lambda: called, wanted.host, wanted.port, **how)
        except OSError as error:  # a TimeoutError is one
            log.warning("outbind to %s:%d for %s came to nothing: %s", wanted.host, wanted.port, account, error)
        else:
            await called.ended.wait()
