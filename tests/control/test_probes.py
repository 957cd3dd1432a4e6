"""What an orchestrator asks: whether it lives, whether it is ready, and that it ends when it is told to."""

import asyncio
import socket

import pytest
from aiohttp import ClientSession, web

from simulator.control.operations import routes
from simulator.control.probes import Probes
from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario.default import scenario
from simulator.testing import Carrier
from tests.esme import PATIENCE_S, Esme
from tests.fronts.tencent_v5 import APP, RANDOM, single
from tests.served import serve
from tests.web import ask, exchange

MONDAY = 1_709_514_000_000


async def readiness(missing: list[str]) -> list[tuple[int, str]]:
    """What /readyz answers while each of these is missing."""
    network = Network(scenario(), seed=1, start=MONDAY, speed=0.0, derived=True)
    app = web.Application()
    app.add_routes(routes(Probes(network.world, network.driver, lambda: missing[0]).operations()))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    answers = []
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as client:
        while missing:
            async with client.get("/readyz") as answer:
                answers.append((answer.status, (await answer.json(content_type=None)).get("detail", "")))
            missing.pop(0)
    await runner.cleanup()
    return answers


def test_ready_means_ready() -> None:
    """503 says what is missing; 200 that nothing is."""
    assert asyncio.run(readiness(["not every port accepts yet", "", "it is stopping"])) == [
        (503, "not every port accepts yet"),
        (200, ""),
        (503, "it is stopping"),
    ]


def test_a_network_is_ready_once_it_has_started() -> None:
    """And every port accepts then."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as client:
        assert [ask("GET", carrier.url + path) for path in ("/readyz", "/healthz")] == [(200, {"status": "ok"})] * 2
        assert client.alive()


def test_a_network_that_stops_is_not_ready() -> None:
    """Nor is one that has not begun: what it says of itself, asked from within."""

    async def life() -> list[str]:
        network = Network(scenario(), seed=1, start=MONDAY, speed=0.0, derived=True)
        said = [network.missing]
        await network.start(Where(smpp_port=0, http_port=0))
        said.append(network.missing)
        await network.stop()
        return [*said, network.missing]

    before, while_it_runs, after = asyncio.run(life())
    assert (bool(before), while_it_runs, bool(after)) == (True, "", True)


@pytest.mark.parametrize("path", ["/readyz", "/healthz", "/metrics"])
def test_probes_need_no_token(path: str) -> None:
    """Whoever runs the container asks by its address, under any name."""
    with serve("--host", "0.0.0.0") as network:  # noqa: S104 - so a container listens
        port = network.said["http_port"]
        assert exchange("GET", f"http://127.0.0.1:{port}{path}", headers={"Host": "carrier.internal"})[0] == 200


def test_it_ends_when_it_is_told_to() -> None:
    """In less than five seconds, though a client never answers, a fault holds a request, and a callback's receiver says nothing."""
    options = ("--speed", "1000")
    with serve(*options) as network, Esme(network.said["smpp_port"]) as client, socket.create_server(("127.0.0.1", 0)) as receiver:
        receiver.settimeout(PATIENCE_S)
        client.bind()
        client.submit()
        silent = f"http://127.0.0.1:{receiver.getsockname()[1]}/status"
        assert ask("PUT", f"{network.url}/sim/apps/{APP}/callbacks", {"callback_url": silent})[0] == 200
        send = f"{network.url}/v5/tlssmssvr/sendsms?sdkappid={APP}&random={RANDOM}"
        assert ask("POST", send, single())[1]["result"] == 0
        assert ask("PUT", f"{network.url}/sim/faults/slow", {"kind": "slow-requests", "delay_ms": 6_000_000})[0] == 200
        with receiver.accept()[0], socket.create_connection(("127.0.0.1", network.said["http_port"])) as held:
            held.sendall(b"POST /v5/tlssmssvr/sendsms?sdkappid=1&random=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}")
            assert ask("GET", f"{network.url}/healthz")[0] == 200
            assert network.stop()[0] == 0
