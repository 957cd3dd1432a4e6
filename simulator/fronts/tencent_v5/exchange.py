"""One POST to a customer's URL, and what its answer counts as. It follows no redirect and calls no host it was not allowed."""

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

TIMEOUT_S = 5.0
ANSWER_MAX = 1 << 16
"""Octets of an answer that are looked at."""


class Answered(Struct, frozen=True):
    """What came of a POST. status: its HTTP status, None where there was no answer; complaint: why it failed, empty where it did not."""

    status: int | None
    complaint: str = ""


class Exchange:
    """The HTTP client of one network. allow_callback: hosts beside loopback that may be called, in lower case."""

    def __init__(self, allow_callback: frozenset[str]) -> None:
        self._hosts = allow_callback
        self._client: ClientSession | None = None

    def allowed(self, url: str) -> bool:
        """Whether this URL may be called."""
        return allowed(url, self._hosts)

    async def post(self, url: str, body: bytes) -> Answered:
        """What came of it. No port stands in a complaint: trails are the same in every run."""
        from aiohttp import ClientConnectorError, ClientError  # noqa: PLC0415 - a network without callbacks starts faster

        try:
            headers = {"Content-Type": "application/json"}
            async with self._session().post(url, data=body, headers=headers, allow_redirects=False) as response:
                return Answered(response.status, objection(response.status, await _read(response)))
        except TimeoutError:
            return Answered(None, f"no answer within {TIMEOUT_S:.0f} s")
        except ClientConnectorError:
            return Answered(None, "no connection")
        except (ClientError, OSError):
            return Answered(None, "the exchange broke off")

    async def close(self) -> None:
        """Nothing stays open."""
        if self._client is not None:
            await self._client.close()

    def _session(self) -> "ClientSession":
        if self._client is None:
            from aiohttp import ClientSession, ClientTimeout, TCPConnector  # noqa: PLC0415 - as above

            self._client = ClientSession(timeout=ClientTimeout(total=TIMEOUT_S), connector=TCPConnector(limit=0))
        return self._client


def allowed(url: str, hosts: frozenset[str]) -> bool:
    """Whether a callback may go there: http or https, to loopback or to one of `hosts` (names in lower case)."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host:
        return False
    return host in hosts or host == "localhost" or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def objection(status: int, answer: bytes) -> str:
    """Why an answer counts as a failure, empty where it is none.

    Anything but 200, and JSON whose `result` is not 0. An empty body, or one that is no JSON, is a success [assumed].
    """
    if status != 200:
        return f"HTTP status {status}"
    try:
        said = msgspec.json.decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    result = said.get("result", 0) if isinstance(said, dict) else 0
    return "" if result in (0, "0") else f"the receiver answered result {result!r:.40}"


async def _read(response: "ClientResponse") -> bytes:
    answer = bytearray()
    async for chunk in response.content.iter_any():
        answer += chunk
        if len(answer) > ANSWER_MAX:
            break
    return bytes(answer)
