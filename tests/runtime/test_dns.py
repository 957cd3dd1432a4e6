"""The name server: the platform's hosts lead to this network, sooner or later."""

import asyncio
import socket

import pytest
from dnslib import QTYPE, RCODE, DNSRecord

from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.wire.faults import Fault, Kind
from tests.runtime.faulty import faulty, held, on_both_loops, pass_
from tests.served import serve

WITH_NAMES = Where(smpp_port=0, http_port=0, dns_port=0)
LATE = Fault("late", Kind.LATE_DNS, delay_ms=5_000, first=1)


class Asking(asyncio.DatagramProtocol):
    """A resolver."""

    def __init__(self) -> None:
        self.answers: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, _: object) -> None:
        self.answers.put_nowait(data)


async def ask(network: Network, question: bytes) -> DNSRecord:
    """The next answer to a datagram."""
    loop = asyncio.get_running_loop()
    transport, asking = await loop.create_datagram_endpoint(Asking, remote_addr=("127.0.0.1", network.where.dns_port or 0))
    try:
        transport.sendto(question)
        return DNSRecord.parse(await asking.answers.get())
    finally:
        transport.close()


def question(name: str, kind: str = "A") -> bytes:
    packed: bytes = DNSRecord.question(name, kind).pack()
    return packed


@pytest.mark.parametrize(
    "name",
    ["yun.tim.qq.com", "YUN.tim.QQ.com.", "sms.tencentcloudapi.com", "sms.ap-guangzhou.tencentcloudapi.com", "sms.example.org"],
)
@on_both_loops
async def test_the_hosts_of_the_platform_lead_here(name: str) -> None:
    """Those of both APIs, of each region, and those that a fault names."""
    async with faulty(Fault("named", Kind.LATE_DNS, delay_ms=1, names=("sms.example.org",), share=0.0), where=WITH_NAMES) as network:
        answer = await ask(network, question(name))
        assert [(QTYPE[each.rtype], str(each.rdata)) for each in answer.rr] == [("A", "127.0.0.1")]
        assert answer.header.rcode == RCODE.NOERROR


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("yun.tim.qq.com", "AAAA", RCODE.NOERROR),
        ("yun.tim.qq.com", "MX", RCODE.NOERROR),
        ("tim.qq.com", "A", RCODE.NXDOMAIN),
        ("a.b.sms.tencentcloudapi.com", "A", RCODE.NXDOMAIN),
        ("sms.a.b.tencentcloudapi.com", "A", RCODE.NXDOMAIN),
    ],
)
@on_both_loops
async def test_what_there_is_not(name: str, kind: str, code: int) -> None:
    """No other record of a name that it knows, and no other name."""
    async with faulty(where=WITH_NAMES) as network:
        answer = await ask(network, question(name, kind))
        assert (answer.rr, answer.header.rcode) == ([], code)


@on_both_loops
async def test_a_late_answer_comes_after_later_questions() -> None:
    """Who asks meanwhile is answered, and the late one gets its answer in the end."""
    async with faulty(LATE) as network:
        assert network.entry()["dns"] == {"host": "127.0.0.1", "port": network.where.dns_port}
        late = asyncio.create_task(ask(network, question("yun.tim.qq.com")))
        await held(network)
        await ask(network, question("yun.tim.qq.com"))
        assert not late.done()
        await pass_(network, 5_000)
        assert str((await late).rr[0].rdata) == "127.0.0.1"


@pytest.mark.parametrize("junk", [b"", b"\x00", b"\xff" * 12, b"\x12\x34\x01\x00\x00\x01" + b"\x00" * 6, question("x")[:-3], b"\xc0" * 600])
@on_both_loops
async def test_what_is_no_question_gets_no_answer(junk: bytes) -> None:
    """And harms nobody: the next one is answered."""
    async with faulty(where=WITH_NAMES) as network:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.sendto(junk, ("127.0.0.1", network.where.dns_port or 0))
        assert (await ask(network, question("yun.tim.qq.com"))).header.rcode == RCODE.NOERROR


@on_both_loops
async def test_nobody_gets_one_who_did_not_ask() -> None:
    """Neither by option nor by fault."""
    async with faulty() as network:
        assert network.where.dns_port is None
        assert network.entry()["dns"] is None


def test_serve_has_one_where_it_is_asked_for() -> None:
    """It says where, and who asks it by the usual means finds the network."""
    with serve("--dns-port", "0") as served:
        where = served.said["dns"]
        answer = DNSRecord.parse(DNSRecord.question("yun.tim.qq.com").send(where["host"], where["port"], timeout=10))
        assert str(answer.rr[0].rdata) == where["host"] == served.said["host"]
