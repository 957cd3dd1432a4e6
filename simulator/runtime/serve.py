"""`fakecarrier serve`: a network until it is told to stop. What it prints is read by people and by programs that wait for it."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from simulator.fronts.smpp.outbind import OutbindError
from simulator.runtime.certificate import Certificate
from simulator.runtime.entry import Where, welcome
from simulator.runtime.network import CaptureFileError, Network, NoNameServerError, calm_the_collector
from simulator.scenario.settings import Scenario

Again = Callable[[], Scenario | None]
"""Reads the scenario file once more; None where it is wrong, which it has said itself."""


def serve(
    scenario: Scenario,
    where: Where,
    *,
    speed: float,
    seed: int,
    as_json: bool,
    again: Again | None = None,
    certificate: Certificate | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. PortTakenError, CertificateError and CaptureFileError as of `Network.start`.

    certificate: for TLS; where none is given and it is wanted, one is made.
    again: what SIGHUP does. A file that has become wrong changes nothing: the world stays as it was.
    """
    with _runner() as runner:
        runner.run(_serve(scenario, where, speed=speed, seed=seed, as_json=as_json, again=again, certificate=certificate))


async def _serve(
    scenario: Scenario, where: Where, *, speed: float, seed: int, as_json: bool, again: Again | None, certificate: Certificate | None
) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    network = Network(scenario, seed=seed, start=round(time.time() * 1000), speed=speed, derived=speed == 0)
    if again is not None:
        loop.add_signal_handler(signal.SIGHUP, _reload, network, again)
    where = await network.start(where, certificate)
    calm_the_collector()
    print(_ready(network, seed) if as_json else "\n".join(welcome(where, scenario)), flush=True)
    await stopped.wait()
    await network.stop()


def _reload(network: Network, again: Again) -> None:
    scenario = again()
    if scenario is None:
        print("the scenario file is wrong: the world stays as it was", file=sys.stderr, flush=True)
        return
    try:
        network.learn(scenario)
    except (CaptureFileError, NoNameServerError, OutbindError) as error:
        print(f"{error}: the world stays as it was", file=sys.stderr, flush=True)
    else:
        print("reloaded", flush=True)


def _runner() -> asyncio.Runner:
    """On uvloop where it is installed: it spares some of the cost of a read."""
    with suppress(ImportError):
        import uvloop  # noqa: PLC0415 - an extra

        return asyncio.Runner(loop_factory=uvloop.new_event_loop)
    return asyncio.Runner()


def _ready(network: Network, seed: int) -> str:
    where = network.where
    ports = {"smpp_port": where.smpp_port, "http_port": where.http_port, "https_port": where.https_port}
    ports["smpp_tls_port"] = where.smpp_tls_port
    token = {} if where.control_token is None else {"control_token": where.control_token}
    return json.dumps({"ready": True, "host": where.host, **ports, **token, "seed": seed, **network.entry()})
