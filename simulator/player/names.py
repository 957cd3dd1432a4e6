"""Looks names up at the network's own name server, as a caller's resolver does. It keeps no answer: each connection asks anew."""

import asyncio
import socket
from typing import Any, Final

from simulator.runtime.entry import Where

KNOWN: Final = "yun.tim.qq.com"
"""A name that the server knows: the v5 API's host."""


class Resolver:
    """What aiohttp asks for the address of a host. where: of a network that has a name server."""

    def __init__(self, where: Where) -> None:
        self._where = where

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[dict[str, Any]]:
        """The addresses of a host, as aiohttp wants them; none where the server knows no such name."""
        from dnslib import DNSRecord  # noqa: PLC0415 - only a scenario that looks names up pays for it

        loop = asyncio.get_running_loop()
        made = loop.create_datagram_endpoint(lambda: _Question(loop), remote_addr=(self._where.host, self._where.dns_port or 0))
        transport, question = await made
        try:
            transport.sendto(DNSRecord.question(host, "AAAA" if family == socket.AF_INET6 else "A").pack())
            answer = DNSRecord.parse(await question.answer)
        finally:
            transport.close()
        found = {"hostname": host, "port": port, "family": family, "proto": 0, "flags": socket.AI_NUMERICHOST}
        return [found | {"host": str(record.rdata), "family": socket.AF_INET} for record in answer.rr]

    async def close(self) -> None:
        """Nothing stays open."""


class _Question(asyncio.DatagramProtocol):
    """One question. answer: the octets that come back."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.answer: asyncio.Future[bytes] = loop.create_future()

    def datagram_received(self, data: bytes, addr: Any) -> None:  # noqa: ARG002 - only one is asked
        """The first answer counts."""
        if not self.answer.done():
            self.answer.set_result(data)
