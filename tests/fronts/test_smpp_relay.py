"""What stands between connections and their sockets: it comes with a fault or a capture, goes with it, and serves TLS as it serves TCP."""

import asyncio
import importlib
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import trustme
from msgspec.structs import replace

from simulator.fronts.smpp.server import SmppFront
from simulator.runtime.network import Network, Where
from simulator.scenario.default import scenario
from simulator.smpp.codec import HEADER_OCTETS, decode, encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.testing import START
from simulator.wire.capture import SmppCapture
from simulator.wire.smpp import SmppSettings
from simulator.wire.smpp_faults import Kind, Request, SmppFault
from tests.esme import OFF, bind_pdu, submit_pdu
from tests.fronts.smpp_faults import ENQUIRE

AUTHORITY = trustme.CA()
ELSEWHERE = SmppFault(Kind.ANSWER_NEVER, account="nobody")


class Peer:
    """A client in the network's own loop."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def ask(self, pdu: Pdu) -> Pdu:
        """The next PDU after this one."""
        self.writer.write(encode(pdu))
        return await self.hear()

    async def hear(self) -> Pdu:
        """The next PDU."""
        head = await self.reader.readexactly(HEADER_OCTETS)
        pdu = decode(head + await self.reader.readexactly(int.from_bytes(head[:4], "big") - HEADER_OCTETS))
        assert isinstance(pdu, Pdu)
        return pdu


def play(work: Callable[[SmppFront, Peer], Awaitable[None]], loop: str = "asyncio", *, secure: bool = False) -> None:
    """Run it against a network of its own, with one client that is bound."""

    async def played() -> None:
        network = Network(scenario(), seed=1, start=int(START.timestamp() * 1000), speed=0.0, derived=True)
        await network.start(Where(smpp_port=0, http_port=0))
        front = network.world.smpp
        server, client = contexts() if secure else (None, None)
        listening = await front.listen("127.0.0.1", 0, server)
        reader, writer = await asyncio.open_connection("localhost", listening.sockets[0].getsockname()[1], ssl=client, family=2)
        peer = Peer(reader, writer)
        assert (await peer.ask(bind_pdu())).status == 0
        await work(front, peer)
        writer.close()
        await network.stop()

    with asyncio.Runner(loop_factory=importlib.import_module(loop).new_event_loop) as runner:
        runner.run(asyncio.wait_for(played(), 20))


def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("localhost").configure_cert(server)
    client = ssl.create_default_context()
    AUTHORITY.configure_trust(client)
    return server, client


def test_nothing_stands_where_nothing_is_set() -> None:
    """Relays come with the first fault or capture and go with the last; faults of receipts and listeners need none."""

    async def work(front: SmppFront, peer: Peer) -> None:
        stood: list[int] = []

        async def look() -> None:
            assert (await peer.ask(ENQUIRE)).command is Command.ENQUIRE_LINK_RESP
            stood.append(front.between.standing)

        steps: list[Callable[[], Any]] = [
            lambda: None,
            lambda: front.faults.put("receipts", SmppFault(Kind.RECEIPT_NEVER)),
            lambda: front.faults.put("answers", ELSEWHERE),
            front.capture.start,
            lambda: front.faults.remove("answers"),
            front.capture.stop,
            lambda: front.faults.learn({"answers": ELSEWHERE}),
            lambda: front.faults.learn({}),
        ]
        for step in steps:
            step()
            await look()
        assert stood == [0, 0, 1, 1, 1, 0, 1, 0]

    play(work)


def test_it_stays_while_it_owes() -> None:
    """An answer that a fault made late comes in its time when the fault is off; then nothing stands there any more."""

    async def work(front: SmppFront, peer: Peer) -> None:
        front.faults.put("slow", SmppFault(Kind.ANSWER_LATE, delay_ms=1_000))
        peer.writer.write(encode(submit_pdu(OFF, 5)))
        await peer.ask(ENQUIRE)
        front.faults.remove("slow")
        await peer.ask(ENQUIRE)
        assert front.between.standing == 1
        due = front.next_due()
        assert due is not None
        front.act(due, 10)
        assert (await peer.hear()).sequence == 5
        await peer.ask(ENQUIRE)
        assert front.between.standing == 0

    play(work)


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
@pytest.mark.parametrize("secure", [False, True])
def test_faults_and_capture_by_tls(loop: str, secure: bool) -> None:
    """What is inside is seen, cut and slowed in the same way; a reset is one."""

    async def work(front: SmppFront, peer: Peer) -> None:
        front.capture.start()
        front.faults.put("drip", SmppFault(Kind.TRICKLE))
        front.faults.put("slow", SmppFault(Kind.SLOW_READS, octets_per_s=1_000_000_000))
        front.faults.put("busy", SmppFault(Kind.ANSWER_STATUS, status=0x58, first=1))
        assert [(await peer.ask(submit_pdu(OFF, 5 + n))).status for n in range(2)] == [0x58, 0]
        front.faults.put("hang", SmppFault(Kind.HALF_OPEN, at=(Request.ENQUIRE_LINK,)))
        peer.writer.write(encode(ENQUIRE))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(peer.hear(), 0.05)
        front.faults.remove("hang")
        assert (await peer.hear()).sequence == ENQUIRE.sequence
        assert [record["command"] for record in front.capture.list()] == ["submit_sm", "submit_sm_resp"] * 2 + [
            "enquire_link",
            "enquire_link_resp",
        ]
        front.faults.put("end", SmppFault(Kind.RESET))
        with pytest.raises(ConnectionError):
            await peer.ask(submit_pdu(OFF, 9))

    play(work, loop, secure=secure)


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_learnt_before_it_listens(loop: str) -> None:
    """A scenario's faults and capture hold from the first connect on, and go with the next scenario."""

    async def played() -> None:
        world = replace(scenario(), smpp=SmppSettings({"down": SmppFault(Kind.CONNECT_REFUSED)}, SmppCapture()))
        network = Network(world, seed=1, start=int(START.timestamp() * 1000), speed=0.0, derived=True)
        front = network.world.smpp
        where = await network.start(Where(smpp_port=0, http_port=0))
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", where.smpp_port)
        network.learn(replace(scenario(), smpp=SmppSettings({}, SmppCapture())))
        peer = Peer(*await asyncio.open_connection("127.0.0.1", where.smpp_port))
        await peer.ask(bind_pdu())
        network.learn(scenario())
        await peer.ask(ENQUIRE)
        assert [record["command"] for record in front.capture.list()] == ["bind_transceiver", "bind_transceiver_resp"]
        peer.writer.close()
        await network.stop()

    with asyncio.Runner(loop_factory=importlib.import_module(loop).new_event_loop) as runner:
        runner.run(asyncio.wait_for(played(), 20))
