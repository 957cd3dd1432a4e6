"""The player's resolver against the network's own name server."""

import asyncio
import socket

import pytest

from simulator.player.names import KNOWN, Resolver
from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.scenario import default


async def looked_up(name: str) -> list[tuple[str, int]]:
    network = Network(default.scenario(), seed=1, start=default.scenario().start, speed=0.0, derived=True, ours=True)
    where = await network.start(Where(smpp_port=0, http_port=0, dns_port=0))
    try:
        return [(found["host"], found["port"]) for found in await Resolver(where).resolve(name, 443, socket.AF_INET)]
    finally:
        await network.stop()


@pytest.mark.parametrize("name", [KNOWN, "sms.tencentcloudapi.com"])
def test_a_host_of_the_platform_leads_to_the_network(name: str) -> None:
    """To the address that it listens on, and the port that was asked for."""
    assert asyncio.run(looked_up(name)) == [("127.0.0.1", 443)]


def test_no_other_name_leads_anywhere() -> None:
    """The server knows the platform's names only."""
    assert asyncio.run(looked_up("example.com")) == []
