"""The player's SMPP client: a transceiver that answers what it is sent at once. It judges nothing."""

import asyncio
from itertools import count
from typing import Any, cast

from simulator.smpp.codec import HEADER, HEADER_OCTETS, PDU_OCTETS_MAX, decode, encode
from simulator.smpp.commands import Command, response_of
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import name_of
from simulator.wire.accounts import SmppAccount


class ExchangeError(Exception):
    """The network did not answer as it must, or cannot be asked; the text names the exchange."""


class RefusedError(Exception):
    """The account is not let in. `status`: the bind's."""

    def __init__(self, system_id: str, status: int) -> None:
        super().__init__(f"SMPP account {system_id} cannot bind: {name_of(status)}")
        self.status = status


class SmppClient(asyncio.Protocol):
    """One account's session. patience_s: wall seconds that an answer may take; None: who asks knows when to wait no longer.

    received: every deliver_sm and data_sm, in order; asking: the last request, by name; port: its own; read, written: octets so far;
    gone: whether the connection is over.
    """

    def __init__(self, patience_s: float | None = None) -> None:
        self._patience_s = patience_s
        self.received: list[Pdu] = []
        self.port = self.read = self.written = 0
        self.gone = False
        self.asking = ""
        self._left = b""
        self._numbers = count(1)
        self._awaited: dict[int, asyncio.Future[Pdu]] = {}
        self._system_id = ""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up."""
        self._transport = cast("asyncio.Transport", transport)
        self.port = transport.get_extra_info("sockname")[1]

    def data_received(self, data: bytes) -> None:
        """Octets came. Where no PDU can begin, none can follow: it hangs up."""
        self.read += len(data)
        self._left += data
        while len(self._left) >= HEADER_OCTETS:
            length = HEADER.unpack_from(self._left)[0]
            if not HEADER_OCTETS <= length <= PDU_OCTETS_MAX:
                self._transport.abort()
                return
            if len(self._left) < length:
                return
            pdu, self._left = decode(self._left[:length]), self._left[length:]
            if isinstance(pdu, Pdu):
                self._take(pdu)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it went makes no difference
        """The network went away."""
        self.gone = True
        for answer in self._awaited.values():
            answer.cancel()

    async def bind(self, account: SmppAccount) -> None:
        """Be a transceiver of this account; RefusedError where it is not let in, and then the session is over."""
        self._system_id = account.system_id
        fields = {"system_id": account.system_id, "password": account.password, "interface_version": 0x34}
        answer = await self.ask(Command.BIND_TRANSCEIVER, fields)
        if answer.status:
            self.close()
            raise RefusedError(account.system_id, answer.status)

    async def ask(self, command: Command, fields: dict[str, Any]) -> Pdu:
        """Send a request; its answer. ExchangeError where none comes."""
        sequence = next(self._numbers)
        self.asking = exchange = f"{command.name.lower()} {sequence} of SMPP account {self._system_id}"
        if self.gone:
            raise ExchangeError(f"{exchange} cannot be sent: the network closed the session")
        answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()
        self._awaited[sequence] = answer
        self._write(Pdu(command, sequence=sequence, fields=fields))
        try:
            async with asyncio.timeout(self._patience_s):
                return await answer
        except TimeoutError:
            raise ExchangeError(f"{exchange} was not answered within {self._patience_s:g} s") from None
        except asyncio.CancelledError:
            if not self.gone:
                raise
            raise ExchangeError(f"{exchange} was not answered: the network closed the session") from None
        finally:
            self._awaited.pop(sequence, None)

    def close(self) -> None:
        """Leave."""
        self.gone = True
        self._transport.close()

    def _write(self, pdu: Pdu) -> None:
        octets = encode(pdu)
        self.written += len(octets)
        self._transport.write(octets)

    def _take(self, pdu: Pdu) -> None:
        response = response_of(pdu.command)
        if response is not None:
            self._write(Pdu(response, sequence=pdu.sequence))
            if pdu.command in {Command.DELIVER_SM, Command.DATA_SM}:
                self.received.append(pdu)
        elif pdu.sequence in self._awaited and not self._awaited[pdu.sequence].done():
            self._awaited[pdu.sequence].set_result(pdu)
