"""A network to be measured: the default world with short journeys, so that receipts come while the load runs. Not for use otherwise.

Everything else is as in `serve`: the whole road, ledger, expiry, retention.
"""

import argparse
import asyncio
import signal
import sys
import time

from msgspec.structs import replace

from simulator.carrier.settings import CarrierSettings, Latency
from simulator.runtime.network import Network, Where, calm_the_collector
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import SmppAccount


def world(median_ms: float, p99_ms: float, answer_ms: int) -> Scenario:
    """The default world at this speed."""
    carriers = CarrierSettings()
    networks = tuple(replace(network, latency=Latency(median_ms, p99_ms)) for network in carriers.networks)
    account = SmppAccount("esme", "secret", answer_ms=answer_ms)
    return replace(scenario(), carriers=replace(carriers, networks=networks), accounts=(account,))


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    settings = world(options.median_ms, options.p99_ms, options.answer_ms)
    network = Network(settings, seed=1, start=round(time.time() * 1000), speed=options.speed, derived=False)
    where = await network.start(Where(smpp_port=options.smpp_port, http_port=options.http_port))
    calm_the_collector()
    print(f"ready smpp={where.smpp_port} http={where.http_port}", flush=True)
    await stopped.wait()
    await network.stop()


def main(arguments: list[str]) -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smpp-port", type=int, default=0)
    parser.add_argument("--http-port", type=int, default=0)
    parser.add_argument("--median-ms", type=float, default=20.0)
    parser.add_argument("--p99-ms", type=float, default=60.0)
    parser.add_argument("--answer-ms", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--profile", help="write a cProfile there")
    options = parser.parse_args(arguments)
    if options.profile:
        import cProfile  # noqa: PLC0415

        profile = cProfile.Profile()
        profile.runcall(asyncio.run, _serve(options))
        profile.dump_stats(options.profile)
    else:
        asyncio.run(_serve(options))


if __name__ == "__main__":
    main(sys.argv[1:])
