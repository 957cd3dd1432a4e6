"""Lists of numbers that are sent to from the console: part of the control API. It sifts nothing itself."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct

from simulator.control import views
from simulator.control.answers import At, Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.leases import Leases
from simulator.control.operations import Link, Operation, get, post
from simulator.desk.uploads import Text, Upload
from simulator.message import Instant
from simulator.refusals import Reason, Refusal
from simulator.world import World

LIST_MAX: Final = 4 << 20
"""Octets of a request: a hundred thousand numbers of the longest kind are half of it."""


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """What to send to whom. numbers: the file's content, a number a line."""

    app: str
    template: Annotated[int, Meta(ge=0, le=2**53)]
    numbers: str
    params: Annotated[list[str], Meta(max_length=100)] = []
    sign: str = ""


class DroppedView(Said, frozen=True):
    """A line that nothing is sent to, counted from 1. why: `other-characters` or `no-number`."""

    line: int
    text: str
    why: str


class UploadView(Said, frozen=True):
    """A list: its lines that are not empty, the numbers that are sent to, lines that are none (at most 1,000 are named) or come again.

    goes_at: when it is sent to, which for an individual's is after a review. sent, refused, left: how far it is.
    """

    id: int
    app: str
    at: At
    goes_at: At
    lines: Count
    numbers: Count
    drops: Count
    dropped: list[DroppedView]
    repeated: Count
    sent: Count
    refused: dict[Reason, Count]
    left: Count


class UploadList(Said, frozen=True):
    """The last hundred, oldest first."""

    uploads: list[UploadView]


class Uploading:
    """The paths under /sim/console/uploads. now: network time."""

    def __init__(self, world: World, leases: Leases, now: Callable[[], Instant]) -> None:
        self._leases = leases
        self._uploads, self._platform = world.uploads, world.platform
        self._now = now

    def operations(self) -> list[Operation]:
        """All of them."""
        one = Link("get.console.uploads.id", {"id": "$response.body#/id"})
        return [
            get("/sim/console/uploads", self._list, "Lists of numbers that were sent to from the console.", gives=UploadList),
            post("/sim/console/uploads", self._take, "Send to a list of numbers.", takes=Wish, gives=UploadView, links=(one,)),
            get("/sim/console/uploads/{id:[0-9]{1,9}}", self._show, "How far a list is.", gives=UploadView, links=(one,)),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        return answer({"uploads": [view(each) for each in self._uploads.all() if lease is None or each.text.app == lease.app]})

    async def _take(self, request: web.Request) -> web.Response:
        wish, lease = await read(request, Wish, LIST_MAX), self._leases.of(request)
        if self._platform.app(wish.app) is None or (lease is not None and wish.app != lease.app):
            raise ProblemError(404, f"there is no app {wish.app!r}")
        text = Text(wish.app, wish.template, tuple(wish.params), wish.sign)
        taken = self._uploads.take(text, wish.numbers.splitlines(), self._now())
        if isinstance(taken, Refusal):
            raise ProblemError(422, taken.detail)
        return answer(view(taken))

    async def _show(self, request: web.Request) -> web.Response:
        found, lease = self._uploads.find(int(request.match_info["id"])), self._leases.of(request)
        if found is None or (lease is not None and found.text.app != lease.app):
            raise ProblemError(404, f"no list has the number {request.match_info['id']} among the last ones")
        return answer(view(found))


def view(upload: Upload) -> dict[str, Any]:
    """A list, and how far it is."""
    sifted = upload.sifted
    return {
        "id": upload.id,
        "app": upload.text.app,
        "at": views.instant(upload.at),
        "goes_at": views.instant(upload.goes_at),
        "lines": sifted.lines,
        "numbers": len(sifted.numbers),
        "drops": sifted.drops,
        "dropped": [{"line": each.line, "text": each.text, "why": each.why} for each in sifted.dropped],
        "repeated": sifted.repeated,
        "sent": upload.sent,
        "refused": {reason.value: count for reason, count in upload.refused.items()},
        "left": upload.left,
    }
