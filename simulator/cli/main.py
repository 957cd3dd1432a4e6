"""The command line. Each command hands its options over; what costs start-up time is imported by the command that needs it."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Final, NoReturn

from simulator.cli.options import CANNOT_BE, read

FAILED: Final = 1


def main(words: list[str] | None = None) -> None:
    """The command `fakecarrier`. words: in place of those of the command line."""
    said = read(sys.argv[1:] if words is None else words)
    try:
        _COMMANDS[said.command](said)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except KeyboardInterrupt:  # who is ended by the signal ends the shell's loop around it too; who exits, whatever with, does not
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.raise_signal(signal.SIGINT)


def _serve(said: Namespace) -> None:
    from simulator.cli.serving import CannotServeError, Options, run  # noqa: PLC0415
    from simulator.cli.token import token  # noqa: PLC0415
    from simulator.runtime.entry import Where  # noqa: PLC0415
    from simulator.runtime.logs import write_log  # noqa: PLC0415

    write_log(as_json=said.log_json)
    try:
        shown = token(said.host, said.control_token, said.control_token_file)
    except OSError as error:
        _stop(f"--control-token-file {said.control_token_file} cannot be written: {error.strerror}")
    where = Where(said.host, said.smpp_port, said.http_port, said.https_port, said.dns_port, said.smpp_tls_port, shown)
    tls = (said.cert, said.key, said.ca_file)
    try:
        run(Options(said.scenario, where, *tls, said.allow_callback, said.capture, said.smpp_client_ca, said.speed, said.seed, said.json))
    except CannotServeError as error:
        _stop(str(error))


def _send(said: Namespace) -> None:
    from simulator.cli.send import send_one, wished  # noqa: PLC0415
    from simulator.cli.talk import RefusedError, TalkError  # noqa: PLC0415

    try:
        wish = wished(said.via, said.to, said.text, template=said.template, params=tuple(said.param), sign=said.sign)
        for line in send_one(said.url, said.via, wish, said.wait):
            print(line, flush=True)
    except (RefusedError, TalkError) as error:
        _stop(str(error))


def _why(said: Namespace) -> None:
    from simulator.cli import why as command  # noqa: PLC0415
    from simulator.cli.talk import TalkError  # noqa: PLC0415

    try:
        question = command.asked(said.what, said.carrier, message=said.message, number=said.number, code=said.code)
        if said.export is not None:
            print(command.write(said.url, question, said.export))
            return
        found = command.ask(said.url, question)
        print(command.as_json(found) if said.json else "\n".join(command.told(found, said.lang, said.url)))
    except TalkError as error:
        _stop(str(error))


def _run(said: Namespace) -> None:
    from simulator.cli import run as command  # noqa: PLC0415

    played, problems = command.run(said.paths, shuffle=said.shuffle)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(command.as_json(played) if said.json else "\n".join(command.table(played)))
        if said.junit is not None:
            try:
                command.write_junit(played, said.junit)
            except OSError as error:
                _stop(f"--junit {said.junit} cannot be written: {error.strerror}", CANNOT_BE)
    sys.exit(command.exit_code(played, problems))


def _check(said: Namespace) -> None:
    from simulator.cli import check as command  # noqa: PLC0415

    lines, code = command.check(said.paths)
    print("\n".join(lines))
    sys.exit(code)


def _schema(_: Namespace) -> None:
    from simulator.cli import check as command  # noqa: PLC0415

    lines, code = command.schema()
    print("\n".join(lines))
    sys.exit(code)


def _pass(said: Namespace) -> None:
    from simulator.cli.clock import pass_time  # noqa: PLC0415
    from simulator.cli.talk import TalkError  # noqa: PLC0415

    try:
        print(pass_time(said.url, said.span))
    except TalkError as error:
        _stop(str(error))


def _version(_: Namespace) -> None:
    from importlib.metadata import version as installed  # noqa: PLC0415

    print(f"fakecarrier {installed('fakecarrier')}")


def _stop(what: str, code: int = FAILED) -> NoReturn:
    print(f"fakecarrier: {what}", file=sys.stderr)
    sys.exit(code)


_COMMANDS: Final[dict[str, Callable[[Namespace], None]]] = {
    "serve": _serve,
    "send": _send,
    "why": _why,
    "run": _run,
    "check": _check,
    "schema": _schema,
    "pass": _pass,
    "version": _version,
}
