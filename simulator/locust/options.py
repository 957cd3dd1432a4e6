"""The options of the load test beside locust's own. They are listed here and checked by argparse, no more."""

from argparse import ArgumentTypeError
from typing import Any

from locust.argument_parser import LocustArgumentParser

from simulator.platform.platform import DEFAULT
from simulator.platform.settings import default_apps

FRONT_CHOICES = ("smpp", "v5", "v3", "all")


def add(parser: LocustArgumentParser, **_: Any) -> None:
    """All of them, in groups."""
    _senders(parser)
    _limits(parser)
    _search(parser)


def _senders(parser: LocustArgumentParser) -> None:
    (app,), secret = default_apps(), DEFAULT.customers[0].secrets[0]
    group = parser.add_argument_group("fakecarrier: who sends what")
    add = group.add_argument
    add("--front", choices=FRONT_CHOICES, default="smpp", help="Through which front (default: smpp). HTTP is at --host.")
    add("--smpp", default="127.0.0.1:2775", metavar="HOST:PORT", type=_address, help="Where SMPP is (default: 127.0.0.1:2775).")
    add("--system-id", default="esme", help="The SMPP account.")
    _secret(add("--smpp-password", default="secret", help="Its password."))
    add("--window", type=_at_least(1), default=100, help="Texts that one SMPP session may have unanswered (default: 100).")
    add("--sdk-app-id", default=app.id, help="The SDK app id of the HTTP APIs.")
    _secret(add("--app-key", default=app.key, help="Its key (v5)."))
    add("--secret-id", default=secret.secret_id, help="The SecretId (v3).")
    _secret(add("--secret-key", default=secret.secret_key, help="The SecretKey (v3)."))
    add("--sign-name", default="示例科技", help="The signature of texts (v3).")
    add("--long-template", type=int, default=0, help="An approved template without variables, for long texts by HTTP (default: none).")
    add("--numbers", type=_at_least(1), default=10_000_000, help="Handsets that are written to (default: 10 million).")
    add("--seed", type=int, default=1, help="Which ones, and which texts.")
    add("--pace", type=float, default=0.0, help="Texts a second of each user; 0: as fast as they are answered (default).")


def _limits(parser: LocustArgumentParser) -> None:
    group = parser.add_argument_group("fakecarrier: what must hold, or the exit code is 1")
    add = group.add_argument
    add("--p99-ms", type=float, default=0.0, help="99 of 100 answers come in so many milliseconds; 0: never mind (default).")
    add("--loss", type=float, default=0.0, help="At most so many percent refused, timed out or unreported (default: 0); no bind may fail.")
    add("--answer-timeout", type=float, default=10.0, help="Seconds until an answer is given up (default: 10).")
    add("--report-timeout", type=float, default=60.0, help="Seconds until a report is given up (default: 60).")
    add("--drain", type=float, default=30.0, help="Seconds at the end for answers and reports that are on their way (default: 30).")
    add("--figures", default="", metavar="FILE", help="Write what was counted there, as JSON.")


def _search(parser: LocustArgumentParser) -> None:
    group = parser.add_argument_group("fakecarrier: the search for the highest rate that holds --p99-ms and --loss")
    add = group.add_argument
    add("--search", action="store_true", default=False, help="Search, in place of --users and --run-time. Needs --pace.")
    add("--search-from", type=_at_least(1), default=1, help="Users to begin with; they are doubled until it does not hold.")
    add("--search-most", type=_at_least(1), default=1000, help="Users at most (default: 1000).")
    add("--step-time", type=float, default=10.0, help="Seconds that each rate is measured for (default: 10).")
    add("--settle", type=float, default=2.0, help="Seconds before each of them that are not judged (default: 2).")
    add("--at-least", type=float, default=0.0, help="Texts a second that must be found, or the exit code is 1.")


def _secret(action: Any) -> None:
    """locust masks it in its page; its own parser takes that as an argument, groups do not."""
    action.is_secret = True


def _address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not host or not colon or not port.isdecimal() or int(port) > 65_535:
        raise ArgumentTypeError(f"{value!r} is not HOST:PORT")
    return value


def _at_least(least: int) -> Any:
    def whole(value: str) -> int:
        if not value.isdecimal() or int(value) < least:
            raise ArgumentTypeError(f"{value!r} is no whole number from {least} on")
        return int(value)

    return whole
