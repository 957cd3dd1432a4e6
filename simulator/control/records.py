"""The control API's send records: what the platform's console shows of the texts that an app handed in for a number. It changes nothing."""

from typing import Any, Final, Literal

from aiohttp import web
from msgspec import Struct

from simulator.control import views
from simulator.control.answers import At, Said
from simulator.control.exchange import ProblemError, answer, parsed
from simulator.control.instants import instant
from simulator.control.leases import Leases
from simulator.control.operations import Operation, asked, get
from simulator.desk.records import Record
from simulator.desk.spans import Span
from simulator.world import World

EVER: Final = 1 << 53
"""Later than all network time."""


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """Of this app, of texts for this number, handed in from `since` on and before `until`."""

    app: str = ""
    number: str = ""
    since: str | None = None
    until: str | None = None
    key: str | None = None


class RecordView(Said, frozen=True):
    """One record. text: digits masked; status: what the platform knows; report: the carrier's word, None while there is none."""

    at: At
    number: str
    sign: str
    text: str
    kind: Literal["normal", "marketing"]
    status: Literal["refused", "delivered", "under-way", "failed"]
    id: str | None
    refused: str | None
    report: str | None
    reported_at: At | None
    segments: int


class RecordList(Said, frozen=True):
    """Oldest first."""

    records: list[RecordView]


class RecordControl:
    """One network's."""

    def __init__(self, world: World, leases: Leases) -> None:
        self._records, self._platform, self._leases = world.desk.records, world.platform, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        return [get("/sim/records", self._list, "An app's send records of a number; both have to be named.", asks=Which, gives=RecordList)]

    async def _list(self, request: web.Request) -> web.Response:
        which, lease = asked(request, Which), self._leases.of(request)
        if self._platform.app(which.app) is None or (lease is not None and lease.app != which.app):
            raise ProblemError(404, f"there is no app {which.app!r}: name one, and the number that its texts were for")
        begin = 0 if which.since is None else instant("since", which.since)
        end = EVER if which.until is None else instant("until", which.until)
        found = self._records.handed_in(which.app, parsed(which.number), Span(begin, end))
        return answer({"records": [_view(self._records.read(handed)) for handed in found]})


def _view(record: Record) -> dict[str, Any]:
    return {
        "at": views.instant(record.at),
        "number": record.number,
        "sign": record.sign,
        "text": record.text,
        "kind": record.kind.name.lower(),
        "status": record.status.name.lower().replace("_", "-"),
        "id": record.id or None,
        "refused": None if record.refusal is None else record.refusal.reason.value,
        "report": None if record.outcome is None else record.outcome.code,
        "reported_at": None if record.told_at is None else views.instant(record.told_at),
        "segments": record.segments,
    }
