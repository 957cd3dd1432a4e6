"""The command line. Each command reads its options and hands over; what costs start-up time is imported by the command that needs it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="fakecarrier",
    help="A mobile carrier network on your own machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DEFAULT_URL = "http://127.0.0.1:8080"
SPEED_MAX = 1_000_000


class Front(StrEnum):
    """Fronts that `send` can use."""

    SMPP = "smpp"
    TENCENT_V5 = "tencent-v5"
    TENCENT_V3 = "tencent-v3"


class Carrier(StrEnum):
    """Networks whose codes `why` knows."""

    MOBILE = "mobile"
    UNICOM = "unicom"
    TELECOM = "telecom"
    INTERNATIONAL = "international"


class Language(StrEnum):
    """Languages that `why` speaks."""

    EN = "en"
    ZH = "zh"


@app.command()
def serve(  # noqa: PLR0917 - options, given by name
    scenario: Annotated[Path | None, typer.Argument(help="The world, a scenario file; the default world if none is named.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    smpp_port: Annotated[int, typer.Option(min=0, max=65535, help="SMPP port; 0 takes a free one.")] = 2775,
    http_port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the HTTP APIs; 0 takes a free one.")] = 8080,
    https_port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of the same APIs over HTTPS; off unless given.")] = None,
    dns_port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of a name server for the APIs' hosts; else off.")] = None,
    smpp_tls_port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port of SMPP by TLS; off unless given.")] = None,
    cert: Annotated[Path | None, typer.Option(help="TLS: a certificate with its chain (PEM); one is made unless given.")] = None,
    key: Annotated[Path | None, typer.Option(help="TLS: the private key of --cert (PEM).")] = None,
    ca_file: Annotated[Path | None, typer.Option(help="TLS: write what clients have to trust there.")] = None,
    smpp_client_ca: Annotated[Path | None, typer.Option(help="SMPP by TLS: only clients with a certificate of this authority.")] = None,
    capture: Annotated[list[Path] | None, typer.Option(help="Write SMPP's PDUs to FILE.jsonl, or FILE.pcap for Wireshark.")] = None,
    control_token: Annotated[str | None, typer.Option(envvar="FAKECARRIER_TOKEN", help="What callers of /sim/ have to show.")] = None,
    control_token_file: Annotated[Path | None, typer.Option(help="Write that token there; made and printed unless given.")] = None,
    allow_callback: Annotated[list[str] | None, typer.Option(help="A host beside loopback that callbacks may go to.")] = None,
    speed: Annotated[str, typer.Option(help="Network seconds a second: 1, 60, …, or paused.")] = "1",
    seed: Annotated[int, typer.Option(help="Everything random follows from it.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Say ready as one line of JSON.")] = False,  # noqa: FBT002 - an option
    log_json: Annotated[bool, typer.Option("--log-json", help="Log as one JSON object a line.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Run a network until it is stopped; prints one line `ready …` once it can be used."""
    from simulator.cli.serving import CannotServeError, Options, run  # noqa: PLC0415
    from simulator.cli.token import token  # noqa: PLC0415
    from simulator.runtime.entry import Where  # noqa: PLC0415
    from simulator.runtime.logs import write_log  # noqa: PLC0415

    write_log(as_json=log_json)
    try:
        shown = token(host, control_token, control_token_file)
    except OSError as error:
        _stop(f"--control-token-file {control_token_file} cannot be written: {error.strerror}")
    where = Where(host, smpp_port, http_port, https_port, dns_port, smpp_tls_port, shown)
    hosts, files, rate = allow_callback or [], capture or [], _speed(speed)
    try:
        run(Options(scenario, where, cert, key, ca_file, hosts, files, smpp_client_ca, rate, seed, as_json))
    except CannotServeError as error:
        _stop(str(error))


@app.command()
def send(  # noqa: PLR0917 - options, given by name
    to: Annotated[str, typer.Option(help="The number: 13800000000 or +8613800000000.")] = "13800000000",
    text: Annotated[str | None, typer.Option(help="The text; over tencent-v5 it has to fit a template. Left out: a code.")] = None,
    template: Annotated[int | None, typer.Option(help="A template's id in place of a text; over tencent-v3 always.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="A value for the template's next variable; once for each.")] = None,
    sign: Annotated[str, typer.Option(help="The template's signature, without brackets.")] = "",
    via: Annotated[Front, typer.Option(help="The front to send through.")] = Front.SMPP,
    wait: Annotated[float, typer.Option(help="Seconds to wait for the report.")] = 10.0,
    url: Annotated[str, typer.Option(envvar="FAKECARRIER_URL", help="Where the network's HTTP port is.")] = DEFAULT_URL,
) -> None:
    """Send one text to a running network, and show the three truths of it: the answer, the report, the handset."""
    from simulator.cli.send import send_one, wished  # noqa: PLC0415
    from simulator.cli.talk import RefusedError, TalkError  # noqa: PLC0415

    try:
        wish = wished(via.value, to, text, template=template, params=tuple(param or ()), sign=sign)
        for line in send_one(url, via.value, wish, wait):
            typer.echo(line)
    except (RefusedError, TalkError) as error:
        _stop(str(error))


@app.command()
def why(  # noqa: PLR0917 - options, given by name
    what: Annotated[str, typer.Argument(help="A message id or serial number, a phone number, or a code such as 1014 or MK:0024.")],
    message: Annotated[bool, typer.Option("--message", help="It is a message id.")] = False,  # noqa: FBT002 - an option
    number: Annotated[bool, typer.Option("--number", help="It is a phone number.")] = False,  # noqa: FBT002 - an option
    code: Annotated[bool, typer.Option("--code", help="It is a code; no network is asked.")] = False,  # noqa: FBT002 - an option
    carrier: Annotated[Carrier | None, typer.Option(help="Whose code it is; left out: all readings.")] = None,
    lang: Annotated[Language, typer.Option(help="The language of the answer.")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, in both languages.")] = False,  # noqa: FBT002 - an option
    export: Annotated[Path | None, typer.Option(help="Write the smallest scenario that replays it there.")] = None,
    url: Annotated[str, typer.Option(envvar="FAKECARRIER_URL", help="Where the network's HTTP port is.")] = DEFAULT_URL,
) -> None:
    """Tell what became of a message of a running network, or of the last one to a number, and why; or what a code may mean."""
    from simulator.cli import why as command  # noqa: PLC0415
    from simulator.cli.talk import TalkError  # noqa: PLC0415

    try:
        question = command.asked(what, carrier, message=message, number=number, code=code)
        if export is not None:
            typer.echo(command.write(url, question, export))
            return
        found = command.ask(url, question)
        typer.echo(command.as_json(found) if as_json else "\n".join(command.told(found, lang)))
    except TalkError as error:
        _stop(str(error))


@app.command()
def run(
    paths: Annotated[list[Path], typer.Argument(help="Scenario files, or folders of them.")],
    junit: Annotated[Path | None, typer.Option(help="Write JUnit's XML there.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,  # noqa: FBT002 - an option
    shuffle: Annotated[int | None, typer.Option(help="Play the files in an order shuffled by this seed.")] = None,
) -> None:
    """Play scenario files in virtual time; exit code 0 all held, 1 an expectation failed, 2 a file is wrong."""
    from simulator.cli import run as command  # noqa: PLC0415

    played, problems = command.run(paths, shuffle=shuffle)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if not problems:
        typer.echo(command.as_json(played) if as_json else "\n".join(command.table(played)))
        if junit is not None:
            command.write_junit(played, junit)
    sys.exit(command.exit_code(played, problems))


@app.command()
def check(paths: Annotated[list[Path], typer.Argument(help="Scenario files, or folders of them.")]) -> None:
    """Read scenario files and say all that is wrong with them; exit code 0 nothing, 2 something."""
    from simulator.cli import check as command  # noqa: PLC0415

    lines, code = command.check(paths)
    typer.echo("\n".join(lines))
    sys.exit(code)


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from simulator.cli import check as command  # noqa: PLC0415

    lines, code = command.schema()
    typer.echo("\n".join(lines))
    sys.exit(code)


@app.command("pass")
def pass_(
    span: Annotated[str, typer.Argument(help="How much: 90s, 1h30m, 2d.")],
    url: Annotated[str, typer.Option(envvar="FAKECARRIER_URL", help="Where the network's HTTP port is.")] = DEFAULT_URL,
) -> None:
    """Let a running network's time pass, and with it all that is due meanwhile."""
    from simulator.cli.clock import pass_time  # noqa: PLC0415
    from simulator.cli.talk import TalkError  # noqa: PLC0415

    try:
        typer.echo(pass_time(url, span))
    except TalkError as error:
        _stop(str(error))


@app.command()
def version() -> None:
    """Say which version this is."""
    from importlib.metadata import version as installed  # noqa: PLC0415

    typer.echo(f"fakecarrier {installed('fakecarrier')}")


def main() -> None:
    """The command `fakecarrier`."""
    app()


def _speed(word: str) -> float:
    if word == "paused":
        return 0.0
    try:
        speed = float(word)
    except ValueError:
        speed = -1.0
    if not 0 <= speed <= SPEED_MAX:
        raise typer.BadParameter(f"{word!r} is no speed: wanted a number from 0 to {SPEED_MAX:,}, or paused", param_hint="--speed")
    return speed


def _stop(what: str) -> None:
    typer.echo(f"fakecarrier: {what}", err=True)
    sys.exit(1)
