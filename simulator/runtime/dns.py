"""A name server that knows the platform's hosts, and may answer late. It asks no other and knows no other record than addresses."""

import asyncio
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final, cast

from simulator.faults import Faults, Strike
from simulator.runtime.pauses import Pauses
from simulator.wire.faults import Kind

NAMES: Final = ("yun.tim.qq.com", "sms.tencentcloudapi.com", "sms.*.tencentcloudapi.com", "sms.internal.tencentcloudapi.com")
"""The hosts of both APIs, with those of each region."""
TTL_S: Final = 0
"""Resolvers keep nothing: each look-up is asked here."""
NO_NAME: Final = "NXDOMAIN"


class Names(asyncio.DatagramProtocol):
    """Every name that it knows leads to the address that it listens on: there the network does too."""

    def __init__(self, faults: Faults, pauses: Pauses) -> None:
        self._faults = faults
        self._pauses = pauses
        self._answers: set[asyncio.Task[None]] = set()
        self._transport: asyncio.DatagramTransport
        self._address: IPv4Address | IPv6Address
        self.port = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It listens."""
        self._transport = cast("asyncio.DatagramTransport", transport)
        host, self.port, *_ = transport.get_extra_info("sockname")
        given = ip_address(host)
        self._address = given if not given.is_unspecified else ip_address("127.0.0.1" if given.version == 4 else "::1")

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """A question came. What is none gets no answer."""
        from dnslib import DNSError, DNSRecord  # noqa: PLC0415 - who wants no name server does not pay for it

        try:
            asked = DNSRecord.parse(data)
        except (DNSError, ValueError):
            return
        if asked.header.qr or len(asked.questions) != 1:
            return
        answer = self._answer(asked)
        late = self._faults.one(Kind.LATE_DNS) if answer.rr else None
        if late is None:
            self._transport.sendto(answer.pack(), addr)
        else:
            task = asyncio.get_running_loop().create_task(self._later(late, answer.pack(), addr))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    def close(self) -> None:
        """It listens no more."""
        for task in self._answers:
            task.cancel()
        self._transport.close()

    def _answer(self, asked: Any) -> Any:
        """The address for A or AAAA, whichever the network listens on; no other record; no such name for all others."""
        from dnslib import AAAA, QTYPE, RCODE, RR, A  # noqa: PLC0415 - as above

        name = str(asked.q.qname).rstrip(".").lower()
        answer = asked.reply(ra=0)
        if not any(fnmatchcase(name, known) and name.count(".") == known.count(".") for known in self._known()):
            answer.header.rcode = getattr(RCODE, NO_NAME)
        elif asked.q.qtype == (QTYPE.A if self._address.version == 4 else QTYPE.AAAA):
            record = A if self._address.version == 4 else AAAA
            answer.add_answer(RR(asked.q.qname, asked.q.qtype, rdata=record(str(self._address)), ttl=TTL_S))
        return answer

    def _known(self) -> tuple[str, ...]:
        return NAMES + self._faults.names()

    async def _later(self, late: Strike, answer: bytes, addr: Any) -> None:
        await self._pauses.hold(late.delay_ms)
        self._transport.sendto(answer, addr)


async def open_names(host: str, port: int, faults: Faults, pauses: Pauses) -> Names:
    """A name server on UDP. OSError where the port cannot be had."""
    _, names = await asyncio.get_running_loop().create_datagram_endpoint(lambda: Names(faults, pauses), local_addr=(host, port))
    return names
