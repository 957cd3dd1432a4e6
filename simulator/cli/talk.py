"""How the commands speak to a running network: its control API over HTTP, with nothing but the standard library. No meaning here."""

import json
import os
from http import HTTPStatus
from http.client import HTTPException
from ssl import SSLCertVerificationError, SSLError
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

TOKEN = "FAKECARRIER_TOKEN"  # noqa: S105 - its name
"""The variable of the environment that holds a network's token, where it wants one."""
TIMEOUT_S = 600.0
"""Letting days pass over a million messages takes its time."""
_direct = build_opener(ProxyHandler({}))
"""Past any proxy: the network is here."""


class TalkError(Exception):
    """The network did not answer as it should; the text says what to do."""


class UnansweredError(TalkError):
    """No network is there."""


class RefusedError(Exception):
    """A front did not take the text; the text is its answer."""


def get(url: str, path: str) -> Any:
    """The JSON at a path of the control API; its parts are quoted by the caller (`part`)."""
    return _exchange(url, _request(url, path))


def post(url: str, path: str, body: Any) -> Any:
    """What a path answers to a JSON body."""
    return post_raw(url, path, json.dumps(body).encode(), {})


def post_raw(url: str, path: str, body: bytes, headers: dict[str, str]) -> Any:
    """What a path answers to these octets of JSON, with these headers beside the usual ones."""
    return _exchange(url, _request(url, path, body, headers))


def _request(url: str, path: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> Request:
    if not url.startswith(("http://", "https://")):
        raise TalkError(f"{url!r} is no address of a network: wanted http://127.0.0.1:8080")
    token = os.environ.get(TOKEN)
    shown = {"Authorization": f"Bearer {token}"} if token and path.startswith("/sim/") else {}
    return Request(url + path, data=data, headers={"Content-Type": "application/json", **shown, **(headers or {})})  # noqa: S310 - checked above


def part(text: str) -> str:
    """One part of a path."""
    return quote(text, safe="")


def _exchange(url: str, request: Request) -> Any:
    try:
        with _direct.open(request, timeout=TIMEOUT_S) as response:
            return json.loads(response.read())
    except HTTPError as error:
        hint = f"; put it into the environment as {TOKEN}" if error.code == HTTPStatus.UNAUTHORIZED else ""
        raise TalkError(_detail(error) + hint) from error
    except (URLError, OSError, HTTPException, ValueError) as error:
        said = f"no network answers at {url} ({_reason(error)}): start one with `fakecarrier serve`, or say where with --url"
        raise UnansweredError(said) from error


def _reason(error: Exception) -> str:
    """As the system says it, without the wrapping; of who answers something else, what that is likely to be."""
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, OSError) else error
    if isinstance(inner, SSLCertVerificationError):
        return "its certificate is not trusted here; its HTTP port needs none"
    if isinstance(inner, SSLError):
        return "what listens there speaks no TLS; say http://"
    if isinstance(inner, HTTPException | ValueError):
        return "what listens there is no network's HTTP port; SMPP has another"
    return str(getattr(inner, "strerror", None) or inner)


def _detail(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError, TypeError):
        return f"the network answered {error.code} {error.reason}"
