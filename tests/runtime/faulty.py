"""Networks with faults for the tests: all their clients are in the test's loop, so that what a fault delays waits for network time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import wraps
from inspect import Parameter, signature
from typing import Any

import msgspec
import pytest
import uvloop
from aiohttp import ClientSession
from msgspec.structs import replace

from simulator.runtime.entry import Where
from simulator.runtime.network import Network
from simulator.wire.faults import Fault, HttpSettings
from tests.fronts.tencent_v5 import APP, FREE, RANDOM, signed, world
from tests.road import NINE
from tests.web import Json

FACTORIES = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
LIMIT_S = 20


def on_both_loops(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run an async test on asyncio's own loop and on uvloop, each within bounds."""

    @pytest.mark.parametrize("loop", FACTORIES)
    @wraps(test)
    def run(*args: Any, loop: str, **kwargs: Any) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(LIMIT_S):
                await test(*args, **kwargs)

        with asyncio.Runner(loop_factory=FACTORIES[loop]) as runner:
            runner.run(bounded())

    theirs = signature(test)
    loop = Parameter("loop", Parameter.KEYWORD_ONLY)
    run.__signature__ = theirs.replace(parameters=[*theirs.parameters.values(), loop])  # type: ignore[attr-defined]  # what pytest reads
    return run


@asynccontextmanager
async def faulty(*faults: Fault, limit_ms: int = 10_000, ours: bool = True, where: Where | None = None) -> AsyncIterator[Network]:
    """A network with these faults, on free ports, its time standing still."""
    scenario = replace(world(FREE), faults=faults, http=HttpSettings(limit_ms))
    network = Network(scenario, seed=1, start=NINE, speed=0.0, derived=True, ours=ours)
    await network.start(where or Where(smpp_port=0, http_port=0))
    try:
        yield network
    finally:
        await network.stop()


async def send(session: ClientSession, network: Network, mobile: str = "13800000000", **headers: str) -> Json:
    """The answer to a sendsms."""
    body = {"tel": {"nationcode": "86", "mobile": mobile}, "tpl_id": 1001, "params": ["4321", "5"], "ext": ""}
    raw = msgspec.json.encode(signed(body, mobile, time_=network.driver.now() // 1000))
    query = {"sdkappid": APP, "random": RANDOM}
    async with session.post(f"{network.where.url}/v5/tlssmssvr/sendsms", params=query, data=raw, headers=headers) as response:
        answer: Json = msgspec.json.decode(await response.read())
        return answer


async def held(network: Network) -> None:
    """Until a fault holds an exchange."""
    await network.pauses.holding.wait()


async def until(true: Callable[[], bool | Awaitable[bool]]) -> None:
    """Until something outside the loop, such as the kernel, has made it so."""
    while True:
        now = true()
        if now if isinstance(now, bool) else await now:
            return
        await asyncio.sleep(0.001)


async def until_next(network: Network) -> None:
    """Pass to where the next thing that is held goes on, if anything is, and let the sockets be served."""
    due = network.pauses.next_due()
    if due is not None and network.pauses.holding.is_set():
        await network.driver.pass_to(due)
    await asyncio.sleep(0.001)


async def pass_(network: Network, milliseconds: int) -> None:
    """Let network time pass, and the clients hear what came of it."""
    await network.driver.pass_to(network.driver.now() + milliseconds)
    await asyncio.sleep(0.01)
