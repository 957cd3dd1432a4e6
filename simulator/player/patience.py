"""How the player waits for an answer: network time moves on while a fault holds the exchange, and only then."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from simulator.message import Instant
from simulator.player.smpp_client import ExchangeError
from simulator.runtime.network import Network

T = TypeVar("T")


class SilenceError(ExchangeError):
    """No answer came, and none will."""


async def answered(network: Network, asking: Coroutine[Any, Any, T], patience_ms: int) -> T:
    """What comes of an exchange; SilenceError once the caller's patience is over."""
    gives_up = network.driver.now() + patience_ms
    held = network.pauses.next_hold()
    exchange = asyncio.ensure_future(asking)
    try:
        while True:
            await asyncio.wait((exchange, held), return_when=asyncio.FIRST_COMPLETED)
            if exchange.done():
                return exchange.result()
            over, held = held.result(), network.pauses.next_hold()
            await _sit_out(network, over, gives_up)
    finally:
        exchange.cancel()
        held.cancel()


async def _sit_out(network: Network, over: "asyncio.Future[None]", gives_up: Instant) -> None:
    """Let time pass until what is held goes on."""
    while not over.done():
        if network.driver.now() >= gives_up:
            raise SilenceError("nothing came back")
        due = network.pauses.next_due()
        await network.pass_to(gives_up if due is None else min(due, gives_up))
