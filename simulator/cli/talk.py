"""How the commands speak to a running network: its control API over HTTP, with nothing but the standard library. No meaning here."""

import json
import os
from http import HTTPStatus
from http.client import HTTPException, RemoteDisconnected
from ssl import SSLCertVerificationError, SSLError
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

TOKEN = "FAKECARRIER_TOKEN"  # noqa: S105 - its name
"""The variable of the environment that holds a network's token, where it wants one."""
TIMEOUT_S = 600.0
"""Letting days pass over a million messages takes its time."""
LOOK_S = 5.0
"""For a look at what answers at all."""
_direct = build_opener(ProxyHandler({}))
"""Past any proxy: the network is here."""


class TalkError(Exception):
    """The network did not answer as it should; the text says what to do."""


class UnansweredError(TalkError):
    """No network is there, or none that answers. why: what the system says of it."""

    def __init__(self, said: str, why: str) -> None:
        super().__init__(said)
        self.why = why


class RefusedError(Exception):
    """A front did not take the text; the text is its answer."""


def get(url: str, path: str) -> Any:
    """The JSON at a path of the control API; its parts are quoted by the caller (`part`)."""
    return _exchange(url, _request(url, path))


def post(url: str, path: str, body: Any) -> Any:
    """What a path answers to a JSON body."""
    return post_raw(url, path, json.dumps(body).encode(), {})


def post_raw(url: str, path: str, body: bytes, headers: dict[str, str], limit_s: float = TIMEOUT_S) -> Any:
    """What a path answers to these octets of JSON, with these headers beside the usual ones."""
    return _exchange(url, _request(url, path, body, headers), limit_s)


def _request(url: str, path: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> Request:
    if not _readable(url):
        raise TalkError(f"{url!r} is no address of a network: wanted http://127.0.0.1:8080")
    token = os.environ.get(TOKEN, "").strip()
    if not token.isprintable():
        raise TalkError(f"{TOKEN} holds what no token can: a token is one line, of what can be printed")
    shown = {"Authorization": f"Bearer {token}".encode().decode("latin-1")} if token and path.startswith("/sim/") else {}
    return Request(url + path, data=data, headers={"Content-Type": "application/json", **shown, **(headers or {})})  # noqa: S310 - checked above


def _readable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:
        return False


def part(text: str) -> str:
    """One part of a path."""
    return quote(text, safe="")


def _exchange(url: str, request: Request, limit_s: float = TIMEOUT_S) -> Any:
    try:
        with _direct.open(request, timeout=limit_s) as response:
            return json.loads(response.read())
    except HTTPError as error:
        hint = f"; put it into the environment as {TOKEN}" if error.code == HTTPStatus.UNAUTHORIZED else ""
        raise TalkError(_detail(error) + hint) from error
    except TimeoutError as error:  # while it is connected to, it is an URLError's reason
        why = f"nothing within {limit_s:g} s"
        raise UnansweredError(f"{url} took the request and answered {why}: what was asked may still be under way", why) from error
    except (URLError, OSError, HTTPException, ValueError) as error:
        why = _reason(_inner(error), url)
        said = f"no network answers at {url} ({why}): start one with `fakecarrier serve`, or say where with --url"
        raise UnansweredError(said, why) from error


def _inner(error: Exception) -> Exception:
    return error.reason if isinstance(error, URLError) and isinstance(error.reason, OSError) else error


def _reason(inner: Exception, url: str) -> str:
    """As the system says it, without the wrapping; of who answers something else, what that is likely to be."""
    if isinstance(inner, ConnectionResetError | BrokenPipeError) and not isinstance(inner, RemoteDisconnected):
        inner = _of_a_look(url) or inner
    if isinstance(inner, SSLCertVerificationError):
        return "its certificate is not trusted here; its HTTP port needs none"
    if isinstance(inner, SSLError):
        return "what listens there speaks no TLS; say http://"
    if isinstance(inner, RemoteDisconnected):
        return "the connection was closed without an answer"
    if isinstance(inner, HTTPException | ValueError):
        return "what listens there is no network's HTTP port; SMPP has another"
    return str(getattr(inner, "strerror", None) or inner)


def _of_a_look(url: str) -> Exception | None:
    """What comes of a request that leaves in one piece: who hangs up while the rest of another is under way may have said more."""
    try:
        with _direct.open(_request(url, "/readyz"), timeout=LOOK_S):
            return None
    except HTTPError:
        return None
    except (URLError, OSError, HTTPException, ValueError) as error:
        return _inner(error)


def _detail(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError, TypeError):
        return f"the network answered {error.code} {error.reason}"
