"""`fakecarrier serve`: options to a network. What an option says of one part is turned by that part's file; here they only meet."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from simulator.cli.smpp import SmppOptionError, laid_over, tls_port
from simulator.cli.tls import certificate
from simulator.fronts.smpp.outbind import OutbindError
from simulator.runtime.certificate import CertificateError
from simulator.runtime.entry import Where
from simulator.runtime.network import CaptureFileError, PortTakenError
from simulator.runtime.serve import serve
from simulator.scenario.settings import Scenario


class CannotServeError(Exception):
    """The network cannot run as it was asked for; the text says why, and what to do."""


class Options(Struct, frozen=True):
    """What was asked for. scenario: a file, None for the default world; where: the ports; cert, key, ca_file: of TLS.

    hosts: that callbacks may go to; capture: files that PDUs are written to; client_ca: whose certificates SMPP clients have to show.
    """

    scenario: Path | None
    where: Where
    cert: Path | None
    key: Path | None
    ca_file: Path | None
    hosts: list[str]
    capture: list[Path]
    client_ca: Path | None
    speed: float
    seed: int
    as_json: bool


def run(options: Options) -> None:
    """Serve until it is told to stop; exit code 2 where the scenario is wrong, which is said. CannotServeError."""

    def read() -> Scenario | None:
        found = _world(options.scenario, options.hosts)
        return None if found is None else laid_over(found, options.capture, options.client_ca)

    try:
        world = read()
        if world is None:
            sys.exit(2)
        again: Callable[[], Scenario | None] | None = None if options.scenario is None else read
        where = replace(options.where, smpp_tls_port=tls_port(options.where.smpp_tls_port, world))
        tls = certificate((where.https_port, where.smpp_tls_port), where.host, options.cert, options.key, options.ca_file)
        serve(world, where, speed=options.speed, seed=options.seed, as_json=options.as_json, again=again, certificate=tls)
    except (PortTakenError, CertificateError, CaptureFileError, OutbindError, SmppOptionError) as error:
        raise CannotServeError(str(error)) from error


def _world(path: Path | None, hosts: list[str]) -> Scenario | None:
    """The default world, or the one of a file, where callbacks may go to these hosts too; None where it is wrong, which is said."""
    if path is None:
        from simulator.scenario.default import scenario  # noqa: PLC0415 - a file takes its place

        return _allowing(scenario(), hosts)
    from simulator.cli.shelf import meant  # noqa: PLC0415 - a network without a file does not pay for it
    from simulator.scenario.load import load  # noqa: PLC0415 - the same

    file = meant(path)
    found = load(file, start=round(time.time() * 1000)) if isinstance(file, Path) else [file]
    if isinstance(found, Scenario):
        return _allowing(found, hosts)
    for problem in found:
        print(problem, file=sys.stderr)
    return None


def _allowing(scenario: Scenario, hosts: list[str]) -> Scenario:
    return replace(scenario, allow_callback=scenario.allow_callback | {host.lower() for host in hosts})
