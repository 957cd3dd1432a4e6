"""One HTTP connection of the server: aiohttp's, but for plain requests to the fronts, for what it says to a caller that breaks HTTP, and
for whom it holds.

A connection begins with the fast reader. The first thing that is not plain, or not for a front, goes to aiohttp, and all that follows.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache
from typing import Any, Final

from aiohttp import web
from aiohttp.http import SERVER_SOFTWARE
from aiohttp.http_exceptions import HttpProcessingError

from simulator.runtime import plain
from simulator.runtime.plain import PlainRequest
from simulator.runtime.turn import Turn

log = logging.getLogger(__name__)

Plain = tuple[PlainRequest, str]
"""A plain request, and the IP address that it came from."""
Answered = tuple[bytes, bytes]
"""Content-Type and body of an answer."""
IDLE_S: Final = 75.0
"""How long a connection may be idle, as aiohttp has it."""
UNREAD_MAX: Final = 64 << 10
"""Octets of answers that a caller may leave unread; aiohttp waits for him then."""

LINE_MAX: Final = 64 << 10
"""Octets of a request's first line: the cloud API takes queries of 32 KB, and refuses in its own words what is somewhat longer."""


class Http(web.RequestHandler):
    """malformed: the answer to what is no HTTP; turn: takes what may be plain requests."""

    __slots__ = ("_caller", "_heard_at", "_held", "_malformed", "_plain", "_turn")

    def __init__(self, server: web.Server, malformed: Callable[[str], web.Response], turn: Turn[Plain, Answered]) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(server, loop=loop, access_log=None, max_line_size=LINE_MAX)  # type: ignore[arg-type]  # None is for none
        self._malformed = malformed
        self._held: asyncio.Task[Any] | None = None
        self._turn = turn
        self._plain = True
        self._caller = ""
        self._heard_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A caller connected."""
        super().connection_made(transport)
        self._caller = str((transport.get_extra_info("peername") or ("",))[0])

    def data_received(self, data: bytes) -> None:
        """Octets came."""
        if self._plain:
            self._turn.add(self, data)
        else:
            super().data_received(data)

    def read(self, data: bytes) -> Plain | None:
        """The plain request that the data are; None where they are anything else, and aiohttp has them and all that follows."""
        if self.transport is None:
            return None
        request = plain.read(data) if self.transport.get_write_buffer_size() <= UNREAD_MAX else None
        if request is None:
            self.hand_over(data)
            return None
        return request, self._caller

    def hand_over(self, data: bytes) -> None:
        """To aiohttp, with all that follows."""
        self._plain = False
        super().data_received(data)

    def send(self, answer: Answered) -> None:
        """Write an answer out."""
        if self.transport is None:
            return
        kind, body = answer
        self.transport.write(_head(kind, len(body), int(time.time())) + body)
        if not self._heard_at:
            self._watch(IDLE_S)
        self._heard_at = time.monotonic()

    def _watch(self, wait_s: float) -> None:
        asyncio.get_running_loop().call_later(wait_s, self._look)

    def _look(self) -> None:
        """One timer a connection, which looks how long it is idle; once aiohttp has it, its own timer does."""
        if not self._plain or self.transport is None:
            return
        left_s = self._heard_at + IDLE_S - time.monotonic()
        if left_s > 0:
            self._watch(left_s)
        else:
            self.transport.close()

    def hold(self) -> None:
        """The exchange that is being handled ends when its caller hangs up, whatever it waits for."""
        self._held = asyncio.current_task()

    def connection_lost(self, exc: BaseException | None) -> None:
        """The caller is gone."""
        super().connection_lost(exc)
        if self._held is not None:
            self._held.cancel()

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """A bug of ours is told with its trace. What a caller did (no HTTP, a body that is none, hanging up) is his, and is answered."""
        error = kw.get("exc_info")
        if isinstance(error, _HIS) or (isinstance(error, ConnectionError) and (self.transport is None or self.transport.is_closing())):
            log.debug("%s sent what is no HTTP, or hung up: %s", self._caller, " ".join(str(error).split()))
        else:
            super().log_exception(*args, **kw)

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """What cannot be parsed is answered at once as the gateway does it, and the connection ends; all else as ever."""
        if not isinstance(exc, _HIS):
            return super().handle_error(request, status, exc, message)
        answer = self._malformed((message or " ".join(str(exc).split())).partition("\n")[0])
        answer.force_close()
        return answer


_HIS: Final = (HttpProcessingError, web.RequestPayloadError)
"""A caller's mistakes."""
_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\nDate: %b\r\nServer: " + SERVER_SOFTWARE.encode() + b"\r\n\r\n"
"""As aiohttp writes it."""


@lru_cache(maxsize=64)
def _head(kind: bytes, length: int, second: int) -> bytes:
    """All before the body: the same for nearly all answers of a second."""
    return _HEAD % (kind, length, formatdate(second, usegmt=True).encode())
