"""The control API's live events: server-sent, resumable, and never in the road's way. It keeps nothing itself: the feed does.

A listener has a place in what the feed keeps, not a queue. Who reads too slowly, or comes back too late, is told how much he missed
(`gap`; null where nobody counted it, or not all of it was his); under a flood everybody gets some of each moment and is told how much was
left out. All of it stands in the exports.
"""

import asyncio
import socket
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import msgspec
from aiohttp import web
from msgspec import Struct

from simulator.control import views
from simulator.control.batch import Batch
from simulator.control.exchange import ProblemError, end_with_its_caller, parsed
from simulator.control.feed import LINGER_S, Feed
from simulator.control.leases import Lease, Leases
from simulator.control.operations import Operation, asked, get
from simulator.ledger import Refused, plain
from simulator.lifecycle import Event
from simulator.message import Message, Trail

LISTENERS_MOST: Final = 200
PAUSE_S: Final = 0.25
"""How often a listener is written to while things keep happening; after a pause he is told at once."""
BEAT_S: Final = 15.0
"""After how long without events a listener hears that the network is there."""
STALL_S: Final = 30.0
"""After how long without reading a listener is dropped."""
FEW: Final = 10
"""Happenings of a batch that who wants some only is told under any flood."""
UNREAD_MAX: Final = 64 << 10
"""Octets that the system may hold for a listener, and that wait for him here."""


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """Only what is about this number, or this account."""

    number: str | None = None
    account: str | None = None
    key: str | None = None


class Events:
    """One network's."""

    def __init__(self, feed: Feed, leases: Leases) -> None:
        self._feed, self._leases = feed, leases
        self._listeners = 0

    def operations(self) -> list[Operation]:
        """All of them."""
        return [get("/sim/events", self._listen, "All that happens, as it happens (server-sent).", asks=Which, media="text/event-stream")]

    async def _listen(self, request: web.Request) -> web.StreamResponse:
        """Until one of the two hangs up."""
        which = asked(request, Which)
        wanted = Wanted(None if which.number is None else parsed(which.number), which.account, self._leases.of(request))
        if self._listeners >= LISTENERS_MOST:
            raise ProblemError(429, f"{LISTENERS_MOST} listen already")
        if request.method == "HEAD":
            return web.Response(content_type="text/event-stream")
        end_with_its_caller(request)
        came = asyncio.Event()

        def told(_: Batch) -> None:
            came.set()

        self._listeners += 1
        self._feed.open(told, came.set)
        try:
            response = await _begin(request)
            with suppress(ConnectionError, TimeoutError):
                await self._tell(response, wanted, self._begin_at(request), came)
            if request.transport is not None:
                request.transport.abort()
            return response
        finally:
            self._listeners -= 1
            self._feed.close(told, LINGER_S)

    def _begin_at(self, request: web.Request) -> int:
        """The place where a listener was when his connection broke; -1 for one that nobody knows any more."""
        last = request.headers.get("Last-Event-ID")
        if last is None:
            return self._feed.position
        epoch, _, place = last.partition("-")
        known = epoch == self._feed.epoch and place.isdecimal() and place.isascii() and len(place) < 16
        return min(int(place), self._feed.position) if known else -1

    async def _tell(self, response: web.StreamResponse, wanted: "Wanted", place: int, came: asyncio.Event) -> None:
        while not self._feed.over:
            came.clear()
            pieces = list(self._pieces(wanted, place))
            place = self._feed.position
            if not (pieces and wanted.everything):
                pieces.append(_here(self._feed.epoch, place))
            async with asyncio.timeout(STALL_S):
                await response.write(b"".join(pieces))
            await asyncio.sleep(PAUSE_S)
            try:
                async with asyncio.timeout(BEAT_S):
                    await came.wait()
            except TimeoutError:
                async with asyncio.timeout(STALL_S):
                    await response.write(b": still here\n\n")

    def _pieces(self, wanted: "Wanted", place: int) -> Iterator[bytes]:
        """All that a listener at this place has not been told, and is to be told."""
        batches, epoch = self._feed.batches, self._feed.epoch
        kept_from = batches[0].begin if batches else self._feed.position
        if place < kept_from:
            counted = wanted.everything and place >= self._feed.counted_from
            yield _event(epoch, kept_from, "gap", {"missed": kept_from - place if counted else None})
        for batch in batches:
            if batch.end > place and (piece := wanted.piece(batch, place, epoch)):
                yield piece


class Wanted(Struct, frozen=True):
    """What a listener wants to hear."""

    number: str | None
    account: str | None
    lease: Lease | None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out: only then is what others do his."""
        return self.number is None and self.account is None and self.lease is None

    def piece(self, batch: Batch, place: int, epoch: str) -> bytes:
        """The events of a batch that are wanted, after this place."""
        if self.everything:
            if place > batch.begin:
                return b"".join(_newest(batch, place, epoch))
            if batch.rendered is None:
                batch.rendered = b"".join(_newest(batch, place, epoch))
            found: bytes = batch.rendered
            return found
        places = self._places(batch)
        new = places[bisect_left(places, place - batch.begin) :]
        told = new[-max(batch.quota, FEW) :]
        if not told:
            return b""
        gap = [_event(epoch, batch.begin + told[0], "gap", {"missed": len(new) - len(told)})] if len(told) < len(new) else []
        return b"".join([*gap, *(_told(batch, each, epoch) for each in told)])

    def _places(self, batch: Batch) -> list[int]:
        """Where in a batch something stands that is wanted, in order."""
        found = []
        if self.number is not None:
            found.append(batch.of_numbers.get(self.number, []))
        if self.account is not None:
            found.append(batch.of_account(self.account))
        if self.lease is not None:
            found.append(_places_of(self.lease, batch))
        first, *others = sorted(found, key=len)
        return sorted(set(first).intersection(*others)) if first and others else first


def _places_of(lease: Lease, batch: Batch) -> list[int]:
    """Of the lease's accounts, and of its numbers, which follow one another in order."""
    first, beyond = lease.span
    numbers = batch.numbers[bisect_left(batch.numbers, first) : bisect_left(batch.numbers, beyond)]
    found = {place for account in lease.accounts for place in batch.of_account(account)}
    return sorted(found.union(*(batch.of_numbers[number] for number in numbers if lease.owns(number))))


def _told(batch: Batch, place: int, epoch: str) -> bytes:
    """What stands at a place, as all who want it are told it."""
    if place not in batch.told:
        about, new = batch.happening(place)
        batch.told[place] = _events(batch.begin + place + 1, about, new, epoch)
    return batch.told[place]


def _newest(batch: Batch, place: int, epoch: str) -> Iterator[bytes]:
    """The last few of a batch, and how many were left out."""
    first = max(place, batch.begin)
    from_ = max(first, batch.end - batch.quota)
    if from_ > first:
        yield _event(epoch, from_, "gap", {"missed": from_ - first})
    for at, about, new in batch.after(from_):
        yield _events(at, about, new, epoch)


def _events(at: int, about: Message | Refused, new: list[Trail] | None, epoch: str) -> bytes:
    """What happened to one message: usually one event. Only the last one has an id: so a broken pair is told again."""
    if isinstance(about, Refused):
        return _event(epoch, at, "refused", views.refusal(about))
    if new is None:
        return _event(epoch, at, "accepted", _about(about) | {"at": views.instant(about.accepted_at), "text": views.text(about)})
    said = []
    for place, (_, when, number, detail) in enumerate(new):
        name = Event(number).name.lower()
        last = place == len(new) - 1
        said.append(_event(epoch, at if last else None, name, _about(about) | {"at": views.instant(when), "detail": plain(detail)}))
    return b"".join(said)


def _about(message: Message) -> dict[str, Any]:
    submission = message.submission
    return {"message": message.id, "account": submission.account, "from": submission.source, "to": submission.destination}


def _event(epoch: str, at: int | None, name: str, data: dict[str, Any]) -> bytes:
    id_ = b"" if at is None else _id(epoch, at)
    return b"event: %b\n%bdata: %b\n\n" % (name.encode(), id_, msgspec.json.encode(data))


def _here(epoch: str, at: int) -> bytes:
    """Where a listener is, and no event: what others did has gone by, and is no gap to one who comes back (HTML § 9.2.6, empty data)."""
    return _id(epoch, at) + b"\n"


def _id(epoch: str, at: int) -> bytes:
    return b"id: %b-%d\n" % (epoch.encode(), at)


async def _begin(request: web.Request) -> web.StreamResponse:
    """The answer that does not end, over a connection for which little is held."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    transport = request.transport
    if isinstance(transport, asyncio.WriteTransport):
        transport.set_write_buffer_limits(high=UNREAD_MAX)
        sock = transport.get_extra_info("socket")
        if sock is not None and sock.family in {socket.AF_INET, socket.AF_INET6}:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD_MAX)
    await response.prepare(request)
    await response.write(b"retry: 1000\n\n")
    return response
