"""The control API's callbacks: where an app wants to be told, what became of each attempt. It posts nothing itself."""

from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import asdict, replace

from simulator.control import views
from simulator.control.answers import At, Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.leases import Leases
from simulator.control.operations import Operation, Sight, asked, get, put
from simulator.fronts.tencent_v5.history import Attempt
from simulator.platform.settings import App
from simulator.world import World

MOST: Final = 1_000
"""Attempts in one answer."""


class Urls(Struct, frozen=True, forbid_unknown_fields=True):
    """Where reports and replies are pushed to from now on; null for nowhere, left out: as before."""

    callback_url: str | UnsetType | None = UNSET
    reply_url: str | UnsetType | None = UNSET


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """Of one app, of one message; the newest so many."""

    app: str | None = None
    message: str | None = None
    key: str | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 100


class AppUrls(Said, frozen=True):
    """Where an app is told; null for nowhere."""

    id: str
    callback_url: str | None
    reply_url: str | None


class AttemptView(Said, frozen=True):
    """One attempt; status: the HTTP status, null where there was no answer; complaint: why it counts as failed, empty where it does not."""

    at: At
    app: str
    url: str
    what: str
    messages: list[str]
    try_: Annotated[int, Meta(ge=1)] = field(name="try")
    status: int | None
    complaint: str


class AttemptList(Said, frozen=True):
    """count: how many there are in all."""

    count: Count
    callbacks: list[AttemptView]


class Callbacks:
    """Its routes."""

    def __init__(self, world: World, leases: Leases) -> None:
        self._platform, self._push, self._leases = world.platform, world.push, leases

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/apps/{id}/callbacks"
        return [
            get(
                "/sim/callbacks",
                self._list,
                "Pushes that were tried, the newest last.",
                asks=Which,
                gives=AttemptList,
                sight=Sight.FILTERED,
            ),
            get(one, self._show, "Where an app wants to be told.", gives=AppUrls, sight=Sight.APP),
            put(one, self._change, "Tell an app elsewhere from now on.", takes=Urls, gives=AppUrls, sight=Sight.APP),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        which, lease = asked(request, Which), self._leases.of(request)
        found = [each for each in self._push.history.of(which.app, which.message) if lease is None or each.app == lease.app]
        return answer({"count": len(found), "callbacks": [_view(attempt) for attempt in found[-which.limit :]]})

    async def _show(self, request: web.Request) -> web.Response:
        return answer(_urls(self._app(request)))

    async def _change(self, request: web.Request) -> web.Response:
        said = {name: url for name, url in asdict(await read(request, Urls)).items() if url is not UNSET}
        for name, url in said.items():
            if url is not None and not self._push.allowed(url):
                raise ProblemError(400, f"{name} is {url!r}: wanted http or https to loopback, or to a host that --allow-callback names")
        app = replace(self._app(request), **said)
        self._platform.change(app)
        return answer(_urls(app))

    def _app(self, request: web.Request) -> App:
        app = self._platform.app(request.match_info["id"])
        if app is None:
            raise ProblemError(404, f"there is no app {request.match_info['id']!r}")
        return app


def _urls(app: App) -> dict[str, str | None]:
    return {"id": app.id, "callback_url": app.callback_url, "reply_url": app.reply_url}


def _view(attempt: Attempt) -> dict[str, Any]:
    """One attempt; status: the HTTP status, null where there was no answer; complaint: why it counts as failed, empty where it does not."""
    status, complaint = attempt.answered.status, attempt.answered.complaint
    about = {"app": attempt.app, "url": attempt.url, "what": attempt.what, "messages": attempt.messages}
    return {"at": views.instant(attempt.at), **about, "try": attempt.nth, "status": status, "complaint": complaint}
