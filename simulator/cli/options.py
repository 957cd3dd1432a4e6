"""What may be said on the command line: commands, options, what each takes. It runs none of it and imports nothing that costs time."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from math import inf
from pathlib import Path
from shlex import quote
from typing import Any, Final, NoReturn

CANNOT_BE: Final = 2
"""The exit code of what cannot be done as it was asked for, where 1 says that a test failed."""
DEFAULT_URL: Final = "http://127.0.0.1:8080"
SPEED_MAX: Final = 1_000_000
PORT_MAX: Final = 65_535
FRONTS: Final = ("smpp", "tencent-v5", "tencent-v3")
"""Fronts that `send` can use."""
CARRIERS: Final = ("mobile", "unicom", "telecom", "international")
"""Networks whose codes `why` knows."""
LANGUAGES: Final = ("en", "zh")
"""Languages that `why` speaks."""


class Parser(ArgumentParser):
    """One command's, or that of all commands: what is wrong is one line, and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where to read on."""
        self.exit(CANNOT_BE, f"{self.prog}: {message}; `{self.prog} --help` tells what there is\n")


def read(words: list[str]) -> Namespace:
    """The command and its options, in any order behind it; says what is wrong and exits. `command` is `version` for --version too."""
    parser = Parser(prog="fakecarrier", description="A mobile carrier network on your own machine.", allow_abbrev=False)
    parser.add_argument("--version", action="store_true", help="say which version this is")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for declare in (_serve, _send, _why, _run, _check, _schema, _pass, _version):
        declare(commands)
    at = next((at for at, word in enumerate(words) if not word.startswith("-")), len(words))
    whole, rest = parser.parse_known_args(words[:at])
    if rest:
        _unknown(parser, rest)
    if whole.version:
        return Namespace(command="version")
    if at == len(words):
        parser.print_help()
        parser.exit(CANNOT_BE)
    return _behind(parser, commands.choices, words[at], words[at + 1 :])


def _behind(parser: Parser, commands: Mapping[str, ArgumentParser], name: str, words: list[str]) -> Namespace:
    """What stands behind a command, with options among what it is about: `run a.yaml --json b.yaml`."""
    if name not in commands:
        parser.error(f"there is no command {name!r}{_meant(name, commands)}")
    said, rest = commands[name].parse_known_intermixed_args(words)
    if rest:
        _unknown(commands[name], rest)
    said.command = name
    return said


def _unknown(parser: ArgumentParser, rest: list[str]) -> NoReturn:
    word = next((each for each in rest if each.startswith("-")), None)
    if word is None:
        parser.error(f"{rest[0]!r} is too much: there is no place for it")
    name = word.partition("=")[0]
    known = [option for action in parser._actions for option in action.option_strings]  # noqa: SLF001 - argparse lists them nowhere else
    parser.error(f"there is no option {name}{_meant(name, known)}")


def _meant(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _serve(commands: Any) -> None:
    new = _command(commands, "serve", "Run a network until it is stopped; prints one line `ready …` once it can be used.")
    new.add_argument("scenario", nargs="?", type=Path, help="the world, a scenario file; the default world if none is named")
    _option(new, "--host", "address to listen on", default="127.0.0.1")
    _option(new, "--smpp-port", "SMPP port; 0 takes a free one", kind=port, default=2775)
    _option(new, "--http-port", "port of the HTTP APIs; 0 takes a free one", kind=port, default=8080)
    _option(new, "--https-port", "port of the same APIs over HTTPS; off unless given", kind=port)
    _option(new, "--dns-port", "port of a name server for the APIs' hosts; off unless given", kind=port)
    _option(new, "--smpp-tls-port", "port of SMPP by TLS; off unless given", kind=port)
    _option(new, "--cert", "TLS: a certificate with its chain (PEM); one is made unless given", kind=Path)
    _option(new, "--key", "TLS: the private key of --cert (PEM)", kind=Path)
    _option(new, "--ca-file", "TLS: write what clients have to trust there", kind=Path)
    _option(new, "--smpp-client-ca", "SMPP by TLS: only clients with a certificate of this authority", kind=Path)
    _option(new, "--capture", "write SMPP's PDUs to FILE.jsonl, or FILE.pcap for Wireshark; may be said twice", kind=Path, many=True)
    _option(new, "--control-token", "what callers of /sim/ have to show [FAKECARRIER_TOKEN]", kind=secret)
    new.set_defaults(control_token=os.environ.get("FAKECARRIER_TOKEN"))  # not as `default`: help is printed where others read it
    _option(new, "--control-token-file", "write that token there; made and printed unless given", kind=Path)
    _option(new, "--allow-callback", "a host beside loopback that callbacks may go to; once for each", many=True)
    _option(new, "--speed", "network seconds a second: 1, 60, …, or paused", kind=speed, default=1.0)
    _option(new, "--seed", "everything random follows from it", kind=whole, default=1)
    _flag(new, "--json", "say ready as one line of JSON")
    _flag(new, "--log-json", "log as one JSON object a line")


def _send(commands: Any) -> None:
    does = "Send one text to a running network, and show the three truths of it: the answer, the report, the handset."
    new = _command(commands, "send", does)
    _option(new, "--to", "the number: 13800000000 or +8613800000000", default="13800000000")
    _option(new, "--text", "the text; over tencent-v5 it has to fit a template; left out: a code")
    _option(new, "--template", "a template's id in place of a text; over tencent-v3 always", kind=whole)
    _option(new, "--param", "a value for the template's next variable; once for each", many=True)
    _option(new, "--sign", "the template's signature, without brackets", default="")
    _option(new, "--via", f"the front to send through: {', '.join(FRONTS)}", kind=one_of(FRONTS), default="smpp")
    _option(new, "--wait", "seconds to wait for the report", kind=span, default=10.0)
    _url(new)


def _why(commands: Any) -> None:
    does = "Tell what became of a message of a running network, or of the last one to a number, and why; or what a code may mean."
    new = _command(commands, "why", does)
    new.add_argument("what", help="a message id or serial number, a phone number, or a code such as 1014 or MK:0024")
    _flag(new, "--message", "it is a message id")
    _flag(new, "--number", "it is a phone number")
    _flag(new, "--code", "it is a code; no network is asked")
    _option(new, "--carrier", f"whose code it is: {', '.join(CARRIERS)}; left out: all readings", kind=one_of(CARRIERS))
    _option(new, "--lang", "the language of the answer: en, zh", kind=one_of(LANGUAGES), default="en")
    _flag(new, "--json", "print it as JSON, in both languages")
    _option(new, "--export", "write the smallest scenario that replays it there", kind=Path)
    _url(new)


def _run(commands: Any) -> None:
    does = "Play scenario files in virtual time; exit code 0 all held, 1 an expectation failed, 2 a file is wrong."
    new = _command(commands, "run", does)
    _paths(new)
    _option(new, "--junit", "write JUnit's XML there", kind=Path)
    _flag(new, "--json", "print the results as JSON")
    _option(new, "--shuffle", "play the files in an order shuffled by this seed", kind=whole)


def _check(commands: Any) -> None:
    _paths(_command(commands, "check", "Read scenario files and say all that is wrong with them; exit code 0 nothing, 2 something."))


def _schema(commands: Any) -> None:
    _command(commands, "schema", "Print the JSON Schema of scenario files, for editors.")


def _pass(commands: Any) -> None:
    new = _command(commands, "pass", "Let a running network's time pass, and with it all that is due meanwhile.")
    new.add_argument("span", help="how much: 90s, 1h30m, 2d")
    _url(new)


def _version(commands: Any) -> None:
    _command(commands, "version", "Say which version this is.")


def port(word: str) -> int:
    """A port; 0 for any free one."""
    if not (word.isdecimal() and int(word) <= PORT_MAX):
        raise ArgumentTypeError(f"{word!r} is no port: wanted 0 to {PORT_MAX}, 0 for any free one")
    return int(word)


def speed(word: str) -> float:
    """Network seconds a second; 0 for `paused`."""
    if word == "paused":
        return 0.0
    found = _number(word)
    if found is None or not 0 <= found <= SPEED_MAX:
        raise ArgumentTypeError(f"{word!r} is no speed: wanted a number from 0 to {SPEED_MAX:,}, or paused")
    return found


def span(word: str) -> float:
    """Seconds."""
    found = _number(word)
    if found is None or not 0 <= found < inf:
        raise ArgumentTypeError(f"{word!r} is no number of seconds")
    return found


def whole(word: str) -> int:
    """A whole number."""
    try:
        return int(word)
    except ValueError:
        raise ArgumentTypeError(f"{word!r} is no whole number") from None


def secret(word: str) -> str:
    """A token, without blanks around it; what is wrong with one does not show it."""
    if not word.strip().isprintable():
        raise ArgumentTypeError("a token is one line, of what can be printed")
    return word.strip()


def base(word: str) -> str:
    """What every address of a network begins with, to which a path is added."""
    return word.strip().rstrip("/")


def one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    """One of a few words, in any case."""

    def choose(word: str) -> str:
        if word.lower() not in words:
            raise ArgumentTypeError(f"{word!r} is none of {', '.join(words)}{_meant(word.lower(), words)}")
        return word.lower()

    return choose


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _command(commands: Any, name: str, does: str) -> ArgumentParser:
    new: ArgumentParser = commands.add_parser(name, help=does, description=does, allow_abbrev=False)
    return new


def _paths(parser: ArgumentParser) -> None:
    what = "scenario files, or folders of them; those that come along go by their names: faq/late-handset, handsets"
    parser.add_argument("paths", nargs="+", type=Path, help=what)


def _url(parser: ArgumentParser) -> None:
    _option(parser, "--url", "where the network's HTTP port is [FAKECARRIER_URL]", kind=base, default=_usual_url())


def same_network(url: str) -> str:
    """What a command needs besides to ask this network: ` --url …`, or nothing where it asks this one anyway."""
    return "" if url == base(_usual_url()) else f" --url {quote(url)}"


def _usual_url() -> str:
    return os.environ.get("FAKECARRIER_URL") or DEFAULT_URL


def _flag(parser: ArgumentParser, name: str, does: str) -> None:
    parser.add_argument(name, action="store_true", help=does)


def _option(
    parser: ArgumentParser, name: str, does: str, *, kind: Callable[[str], Any] = str, default: Any = None, many: bool = False
) -> None:
    """One that takes a value; many: it may be said several times, and is a list."""
    if many:
        parser.add_argument(name, type=kind, default=[], action="append", help=does, metavar="…")
    else:
        shown = f" (left out: {default})" if default not in {None, ""} else ""
        parser.add_argument(name, type=kind, default=default, help=does + shown.replace("%", "%%"), metavar="…")
