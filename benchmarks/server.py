"""A network to be measured: the default world with short journeys, so that receipts come while the load runs. Not for use otherwise.

Everything else is as in `serve`: the whole road, ledger, expiry, retention. It prints one line `ready SMPP_PORT HTTP_PORT`.
"""

import argparse
import asyncio
import signal
import sys
import time

from msgspec.structs import replace

from simulator.carrier.settings import Latency, WordRule
from simulator.handset.conditions import Condition
from simulator.handset.settings import in_condition
from simulator.lines import LineSettings
from simulator.platform.settings import Limits
from simulator.runtime.entry import Where
from simulator.runtime.network import Network, calm_the_collector
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario

OFF_FROM = 13_900_000_000


def world(median_ms: float, p99_ms: float, answer_ms: int = 0, off: int = 0) -> Scenario:
    """The default world at this speed, with so many handsets from +8613900000000 on that are off for good."""
    base = scenario()
    networks = tuple(replace(network, latency=Latency(median_ms, p99_ms)) for network in base.carriers.networks)
    account = replace(base.accounts[0], answer_ms=answer_ms)
    switched_off = LineSettings(in_condition(Condition.OFF))
    lines = base.lines | {f"+86{OFF_FROM + nth}": switched_off for nth in range(off)}
    return replace(base, carriers=replace(base.carriers, networks=networks), accounts=(account,), lines=lines)


def crowded(base: Scenario, words: int, known: int, sick: int) -> Scenario:
    """The same with a lexicon of so many words, so many known numbers (the load's among them), and so many handsets in a condition."""
    lexicon = (WordRule(tuple(f"禁词{nth:05}" for nth in range(words))), *base.carriers.lexicon) if words else base.carriers.lexicon
    numbers = {f"+86{OFF_FROM + nth}": LineSettings() for nth in range(known)}
    conditions = [condition for condition in Condition if condition is not Condition.ON]
    ill = {f"+8613700{nth:06}": LineSettings(in_condition(conditions[nth % len(conditions)])) for nth in range(sick)}
    return replace(base, carriers=replace(base.carriers, lexicon=lexicon), lines=base.lines | numbers | ill)


def unlimited(base: Scenario) -> Scenario:
    """The same without limits on texts and calls, so that a load is taken as long as it lasts."""
    none = Limits(per_30s=None, per_day=None)
    return replace(base, apps=tuple(replace(app, limits=none) for app in base.apps), platform=replace(base.platform, call_rates=False))


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    settings = world(options.median_ms, options.p99_ms, options.answer_ms, options.off)
    settings = crowded(settings, options.words, options.known, options.sick)
    if options.free:
        settings = unlimited(settings)
    if options.keep is not None:
        settings = replace(settings, keep=options.keep)
    speed = options.speed
    network = Network(settings, seed=1, start=round(time.time() * 1000), speed=speed, derived=speed == 0)
    where = await network.start(Where(smpp_port=options.smpp_port, http_port=0))
    calm_the_collector()
    print("ready", where.smpp_port, where.http_port, flush=True)
    await stopped.wait()
    await network.stop()


def main(arguments: list[str]) -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smpp-port", type=int, default=0)
    parser.add_argument("--median-ms", type=float, default=20.0)
    parser.add_argument("--p99-ms", type=float, default=60.0)
    parser.add_argument("--answer-ms", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--off", type=int, default=0)
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--known", type=int, default=0)
    parser.add_argument("--sick", type=int, default=0)
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--keep", type=int, help="messages remembered; the default world's limit by default")
    asyncio.run(_serve(parser.parse_args(arguments)))


if __name__ == "__main__":
    main(sys.argv[1:])
