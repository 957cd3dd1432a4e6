"""The control API's exports: messages, reports and refusals as JSON lines or as a table, streamed as they are found. It changes nothing."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Final, Literal

import msgspec
from aiohttp import web
from msgspec import Struct

from simulator.control import views
from simulator.control.leases import Lease, Leases, concerns, visible
from simulator.control.messages import Which as Messages
from simulator.control.messages import reported
from simulator.control.operations import JSON_LINES, Operation, asked, get
from simulator.control.search import newest_first
from simulator.control.turns import Turn, Turns
from simulator.message import Message
from simulator.world import World

Row = dict[str, Any]
Writer = Callable[[Iterable[Row]], bytes]
CHUNK: Final = 100
"""Messages that are written at once: about a millisecond."""


class Which(Messages, frozen=True, kw_only=True):
    """As messages are searched; all that is found comes, the newest first, and `limit` and `cursor` have no part in it."""

    format: Literal["jsonl", "csv"] = "jsonl"


class RefusalsWhich(Struct, frozen=True, forbid_unknown_fields=True):
    """As JSON lines, or as a table that spreadsheets open."""

    format: Literal["jsonl", "csv"] = "jsonl"
    key: str | None = None


class Exports:
    """One network's."""

    def __init__(self, world: World, leases: Leases, turns: Turns) -> None:
        self._world, self._leases, self._turns = world, leases, turns

    def operations(self) -> list[Operation]:
        """All of them."""
        to = "/sim/export/"
        return [
            get(to + "messages", self._messages, "All such messages, streamed, the newest first.", asks=Which, media=JSON_LINES),
            get(to + "reports", self._reports, "What was reported of all such messages.", asks=Which, media=JSON_LINES),
            get(to + "refusals", self._refusals, "Requests that were not taken.", asks=RefusalsWhich, media=JSON_LINES),
        ]

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        which = asked(request, Which)
        return await _stream(request, which.format, _MESSAGE, self._found(which, self._leases.of(request), lambda one: [_flat(one)]))

    async def _reports(self, request: web.Request) -> web.StreamResponse:
        which = asked(request, Which)
        return await _stream(request, which.format, _REPORT, self._found(which, self._leases.of(request), _told))

    async def _refusals(self, request: web.Request) -> web.StreamResponse:
        which, lease = asked(request, RefusalsWhich), self._leases.of(request)

        async def rows() -> AsyncIterator[list[Row]]:
            yield [views.refusal(each) for each in reversed(list(self._world.ledger.refused)) if concerns(lease, each)]

        return await _stream(request, which.format, _REFUSAL, rows())

    async def _found(self, which: Messages, lease: Lease | None, rows: Callable[[Message], Iterable[Row]]) -> AsyncIterator[list[Row]]:
        turn = Turn(self._turns)
        for found in newest_first(self._world.ledger, which.where(), which.after()):
            mine = found if lease is None else visible(lease, found)
            for at in range(0, len(mine), CHUNK):
                yield [row for message in mine[at : at + CHUNK] for row in rows(message)]
                await turn.over()
            await turn.over()


async def _stream(request: web.Request, form: str, columns: tuple[str, ...], rows: AsyncIterator[list[Row]]) -> web.StreamResponse:
    """What is found is sent. What cannot be asked for is found out before that. A table begins with what tells Excel that it is UTF-8."""
    table = form == "csv"
    nothing: list[Row] = []
    first = await anext(rows, nothing)
    headers = {"Content-Type": "text/csv; charset=utf-8" if table else JSON_LINES}
    if request.method == "HEAD":  # a stream would write its body all the same
        return web.Response(headers=headers)
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    write = _table(columns) if table else _lines
    await response.write((BOM_UTF8 + write([dict(zip(columns, columns, strict=True))]) if table else b"") + write(first))
    async for more in rows:
        await response.write(write(more))
    await response.write_eof()
    return response


def _lines(rows: Iterable[Row]) -> bytes:
    return b"".join([msgspec.json.encode(row) + b"\n" for row in rows])


def _table(columns: tuple[str, ...]) -> Writer:
    def write(rows: Iterable[Row]) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerows([_harmless(row[column]) for column in columns] for row in rows)
        return out.getvalue().encode("utf-8", "replace")

    return write


_MESSAGE: Final = ("id", "account", "from", "to", "text", "accepted_at", "expires_at", "state", "folder", "report", "cause")
_REPORT: Final = ("message", "account", "to", "at", "early", "state", "code", "cause")
_NUMBER: Final = re.compile(r"\+[0-9]{7,15}")
_REFUSAL: Final = ("at", "account", "to", "reason", "detail", "request")


def _flat(message: Message) -> Row:
    """A message in one line: its last report stands for all."""
    said = views.summary(message)
    last = said["reports"][-1] if said["reports"] else {"code": None, "cause": None}
    return {**said, "report": last["code"], "cause": last["cause"]}


def _told(message: Message) -> Iterator[Row]:
    for row in reported(message):
        told = row.pop("report")
        yield {**row, **told}


def _harmless(cell: Any) -> str:
    """A cell that begins as formulas do gets an apostrophe in front (OWASP, CSV injection). A phone number is one that does no harm."""
    text = "" if cell is None else str(cell)
    harms = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and not _NUMBER.fullmatch(text)
    return f"'{text}" if harms else text
