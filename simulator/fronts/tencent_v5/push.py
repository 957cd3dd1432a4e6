"""Pushes reports to the customers' callback URLs, with the documented retries. It follows no redirect and calls no host it was not allowed.

Retries wait in network time; an exchange in flight takes wall time, and is named by `busy` until it is over.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from simulator.desk import Desk
from simulator.fronts.tencent_v5.translate import item
from simulator.kernel.agenda import Agenda
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Report

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

Note = Callable[[Message, Event, Any, Instant], None]

BATCH_MAX = 100
"""Reports a push."""
WAITS_MS = (1_000, 5_000)
"""Two tries follow a failed one; the waits are not published, and chosen here."""
TIMEOUT_S = 5.0
IN_FLIGHT_MAX = 20
"""Pushes at a time to one app: a receiver that does not answer must not take all our sockets, nor hold up the other apps."""
WAITING_MAX = 1_000
"""Pushes that wait behind those; past it they fail at once, and their reports are there to be pulled."""
ANSWER_MAX = 1 << 16
"""Octets of an answer that are looked at."""

FRESH, AGAIN = range(2)

_log = logging.getLogger(__name__)


class Batch(Struct, eq=False):
    """One push: reports of one app and one instant, and how often it was tried."""

    app: str
    url: str
    reports: list[Report]
    tried: int = 0


class Push:
    """An owner of time. note: writes on a message's trail; now: network time; wake: told when `next_due` has changed."""

    def __init__(
        self,
        desk: Desk,
        note: Note,
        now: Callable[[], Instant],
        wake: Callable[[], None],
        *,
        allow_callback: frozenset[str] = frozenset(),
    ) -> None:
        self._desk = desk
        self._note = note
        self._now = now
        self._allowed = allow_callback
        self._agenda = Agenda((self._group, self._start_all), wake)
        self._flying: dict[asyncio.Task[str], Batch] = {}
        self._waiting: defaultdict[str, deque[Batch]] = defaultdict(deque)
        self._client: ClientSession | None = None
        desk.subscribe(self._take)

    def next_due(self) -> Instant | None:
        """When the next push or retry starts."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Start the pushes that are due at the earliest instant up to `now`, at most so many; needs a running loop."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """The pushes that are in flight or wait for one that is."""
        batches = [*self._flying.values(), *(batch for line in self._waiting.values() for batch in line)]
        return [f"callback to {batch.url} ({len(batch.reports)} reports)" for batch in batches]

    async def close(self) -> None:
        """Break off what is in flight; the reports stay to be pulled."""
        self._waiting.clear()
        tasks = list(self._flying)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.close()

    def _take(self, app: str, reports: list[Report]) -> None:
        for report in reports:
            self._agenda.add(report.at, FRESH, (app, report))

    def _group(self, now: Instant, entries: list[tuple[str, Report]]) -> None:
        """Reports of one instant, up to a hundred a push."""
        by_app: dict[str, list[Report]] = {}
        for app, report in entries:
            by_app.setdefault(app, []).append(report)
        for app, reports in by_app.items():
            url = self._desk.callback_url(app)
            if url is None:
                continue
            batches = [Batch(app, url, reports[at : at + BATCH_MAX]) for at in range(0, len(reports), BATCH_MAX)]
            if allowed(url, self._allowed):
                self._start_all(now, batches)
            else:
                self._give_up(batches, "the host of the callback URL is neither loopback nor allowed", now)

    def _start_all(self, now: Instant, batches: list[Batch]) -> None:
        for batch in batches:
            line = self._waiting[batch.app]
            if len(line) < WAITING_MAX:
                line.append(batch)
            else:
                self._give_up([batch], "too many pushes wait for the receiver", now)
        for app in {batch.app for batch in batches}:
            self._next(app)

    def _next(self, app: str) -> None:
        """Start what waits for an app, as far as there is room."""
        line = self._waiting[app]
        flying = sum(batch.app == app for batch in self._flying.values())
        while line and flying < IN_FLIGHT_MAX:
            batch = line.popleft()
            task = asyncio.get_running_loop().create_task(self._exchange(batch))
            self._flying[task] = batch
            task.add_done_callback(partial(self._landed, batch))
            flying += 1

    def _landed(self, batch: Batch, task: "asyncio.Task[str]") -> None:
        del self._flying[task]
        if task.cancelled():
            return
        complaint, now = task.result(), self._now()
        batch.tried += 1
        if not complaint:
            self._note_all(batch, Event.PUSHED, f"try {batch.tried}", now)
        elif batch.tried > len(WAITS_MS):
            self._give_up([batch], complaint, now)
        else:
            self._again(batch, complaint, now)
        self._next(batch.app)

    def _again(self, batch: Batch, complaint: str, now: Instant) -> None:
        left = len(WAITS_MS) - batch.tried + 1
        self._note_all(batch, Event.PUSH_FAILED, f"{complaint}; {left} more to try", now)
        self._agenda.add(now + WAITS_MS[batch.tried - 1], AGAIN, batch)

    def _give_up(self, batches: list[Batch], complaint: str, now: Instant) -> None:
        for batch in batches:
            _log.warning("callback %s: %d reports not pushed after %d tries: %s", batch.url, len(batch.reports), batch.tried, complaint)
            self._note_all(batch, Event.PUSH_FAILED, f"{complaint}; not tried again, the report can be pulled", now)

    def _note_all(self, batch: Batch, event: Event, detail: str, now: Instant) -> None:
        for report in batch.reports:
            self._note(report.message, event, detail, now)

    async def _exchange(self, batch: Batch) -> str:
        """What was wrong with the answer, empty for nothing. No port stands in it: trails are the same in every run."""
        from aiohttp import ClientConnectorError, ClientError  # noqa: PLC0415 - a network without callbacks starts faster

        body = msgspec.json.encode([item(report) for report in batch.reports])
        try:
            headers = {"Content-Type": "application/json"}
            async with self._session().post(batch.url, data=body, headers=headers, allow_redirects=False) as response:
                return objection(response.status, await _read(response))
        except TimeoutError:
            return f"no answer within {TIMEOUT_S:.0f} s"
        except ClientConnectorError:
            return "no connection"
        except (ClientError, OSError):
            return "the exchange broke off"

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
