"""Who may drive the network: judges Host, Origin and token of a request. It serves nothing.

A page in a browser can send requests to 127.0.0.1, and by a name that it makes point there (DNS rebinding) read the answers. So a network
without a token answers under its own names only. One that listens off loopback has a token; who has that may use any name.
"""

import hmac
import ipaddress
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from simulator.control.exchange import ProblemError

LOCAL: Final = frozenset(("localhost", "127.0.0.1", "::1"))


class Doorkeeper:
    """host: the address that is listened on; token: what callers have to show, None for none."""

    def __init__(self, host: str = "127.0.0.1", token: str | None = None) -> None:
        self._names = LOCAL | {host.lower()}
        self._token = token

    def check(self, request: web.Request) -> None:
        """ProblemError where the request may not come in: 401 without the token, 403 from somebody else's page or under a strange name."""
        self._check_origin(request)
        if self._token is not None:
            self._check_token(request)
        elif (name := _name(request.host)) not in self._names and not name.endswith(".localhost"):
            raise ProblemError(
                403, f"this network is not called {name[:100]!r}: ask for 127.0.0.1 or localhost, or serve with --control-token"
            )

    def _check_origin(self, request: web.Request) -> None:
        origin = request.headers.get("Origin")
        if origin is not None and _place(origin) != request.host.lower():
            raise ProblemError(403, f"a page of {origin[:100]!r} may not drive this network")

    def _check_token(self, request: web.Request) -> None:
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        assert self._token is not None
        if scheme.lower() != "bearer" or not hmac.compare_digest(_octets(shown.strip()), _octets(self._token)):
            raise ProblemError(401, "this network wants its token: Authorization: Bearer …, as it was printed at the start", _CHALLENGE)


_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="fakecarrier"'}


def needs_token(host: str) -> bool:
    """Whether others than this machine's own programs can reach what listens on this host."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() != "localhost"


def _place(origin: str) -> str:
    """The host of an Origin, with its port. What cannot be read is nowhere."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _octets(shown: str) -> bytes:
    """As they came: a header may hold any."""
    return shown.encode("utf-8", "surrogateescape")


def _name(host: str) -> str:
    """The name of a Host field without its port. What cannot be read is no name of ours."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
