"""How the player waits for an answer over SMPP: network time moves on once nothing moves on the wire any more, and only then.

Both ends are in this process: when each has read what the other wrote and still no answer is there, a fault holds it. An end that a fault
keeps from reading moves nothing either.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from simulator.message import Instant
from simulator.player.patience import SilenceError
from simulator.player.smpp_client import ExchangeError, SmppClient
from simulator.runtime.network import Network

T = TypeVar("T")

ANSWERED_S: Final = 5.0
"""Wall seconds that an answer may take which nothing holds: network time stands still meanwhile, so nothing is worth waiting longer for."""
STILL_TURNS: Final = 10
"""Turns of the loop without a move after which nothing moves: what was read is acted on within two or three."""


async def answered(network: Network, client: SmppClient, asking: Coroutine[Any, Any, T], patience_ms: int) -> T:
    """What comes of an exchange. SilenceError: the caller's patience is over, or the connection is, and a fault may be to blame."""
    gives_up = network.driver.now() + patience_ms
    exchange = asyncio.ensure_future(asking)
    try:
        while await _held(network, client, exchange):
            if network.driver.now() >= gives_up:
                raise SilenceError("nothing came back")
            await network.pass_to(_next(network, gives_up))
        return exchange.result()
    except ExchangeError as error:
        if client.gone and network.world.smpp.faults.list():
            raise SilenceError(str(error)) from error
        raise
    finally:
        exchange.cancel()
        await asyncio.wait((exchange,))


def _next(network: Network, latest: Instant) -> Instant:
    due, now = network.driver.next_due(), network.driver.now()
    return latest if due is None else min(max(due, now), latest)


async def _held(network: Network, client: SmppClient, exchange: "asyncio.Future[T]") -> bool:
    """Whether nothing moves any more, and the exchange is not over; False when it is. ExchangeError: things move for too long."""
    still, loop = 0, asyncio.get_running_loop()
    end = loop.time() + ANSWERED_S
    while not exchange.done() and still < STILL_TURNS:
        if loop.time() > end:
            raise ExchangeError(f"{client.asking} was not answered within {ANSWERED_S:g} s")
        if network.world.smpp.between.standing:
            await asyncio.sleep(0)
            still = still + 1 if _moves_nothing(network, client) else 0
        else:
            await asyncio.wait((exchange,), timeout=ANSWERED_S)  # no fault can hold it
    return not exchange.done()


def _moves_nothing(network: Network, client: SmppClient) -> bool:
    front = network.world.smpp
    number = next((session.number for session in front.sessions() if session.peer.port == client.port), None)
    wire = None if number is None else front.between.wire(number)
    if wire is None:
        return False
    return wire.written == client.read and (wire.read == client.written or not wire.reads)
