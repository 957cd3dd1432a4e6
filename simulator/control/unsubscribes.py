"""The apps' lists of unsubscribed numbers, and applications to take one off: part of the control API. Nothing is lifted by asking."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct

from simulator.control import views
from simulator.control.answers import At, Said
from simulator.control.exchange import ProblemError, answer, number, parsed, read
from simulator.control.leases import Leases
from simulator.control.operations import Link, Operation, Sight, asked, get, post
from simulator.desk.lifts import Lift, Unsubscribed
from simulator.message import Instant
from simulator.world import World


class Yes(Struct, frozen=True, forbid_unknown_fields=True):
    """The number comes off the list."""

    reply: str = ""


class No(Struct, frozen=True, forbid_unknown_fields=True):
    """The number stays on the list, and this is why."""

    reply: Annotated[str, Meta(min_length=1)]


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """Of one app, of one number."""

    app: str | None = None
    number: str | None = None
    key: str | None = None


class LiftView(Said, frozen=True):
    """An application to take a number off a list. turns_at: when it is approved by itself."""

    app: str
    number: str
    status: str
    applied_at: At
    turns_at: At | None
    replied_at: At | None
    reply: str


class EntryView(Said, frozen=True):
    """What is not wanted any more; null: any."""

    kind: str | None
    sign: str | None


class UnsubscribedView(Said, frozen=True):
    """One number of an app's list."""

    app: str
    number: str
    entries: list[EntryView]
    lift: LiftView | None


class UnsubscribedList(Said, frozen=True):
    """In the order in which they opted out."""

    unsubscribes: list[UnsubscribedView]


_FIRST: Final = {"app": "$response.body#/unsubscribes/0/app", "number": "$response.body#/unsubscribes/0/number"}
ONE: Final = (Link("post.unsubscribes.app.number.lift", _FIRST),)


class Unsubscribes:
    """The paths under /sim/unsubscribes. now: network time."""

    def __init__(self, world: World, leases: Leases, now: Callable[[], Instant]) -> None:
        self._leases = leases
        self._lifts = world.desk.lifts
        self._now = now

    def operations(self) -> list[Operation]:
        """All of them."""
        lift = "/sim/unsubscribes/{app}/{number}/lift"
        return [
            get(
                "/sim/unsubscribes",
                self._list,
                "Numbers that want no more texts.",
                asks=Which,
                gives=UnsubscribedList,
                links=ONE,
                sight=Sight.FILTERED,
            ),
            post(lift, self._ask, "Ask for a number to be taken off an app's list.", gives=LiftView, sight=Sight.APP),
            post(lift + "/approve", self._approve, "It comes off.", takes=Yes, gives=LiftView, sight=Sight.APP),
            post(lift + "/refuse", self._refuse, "It stays.", takes=No, gives=LiftView, sight=Sight.APP),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        which = asked(request, Which)
        lease, of = self._leases.of(request), None if which.number is None else parsed(which.number)
        found = [
            each
            for each in self._lifts.unsubscribed()
            if which.app in {None, each.app} and of in {None, each.number} and (lease is None or each.app == lease.app)
        ]
        return answer({"unsubscribes": [_view(each) for each in found]})

    async def _ask(self, request: web.Request) -> web.Response:
        app, of = request.match_info["app"], number(request)
        lift = self._lifts.ask(app, of, self._now())
        if lift is None:
            raise ProblemError(404, f"{of} did not unsubscribe from texts of app {app}")
        return answer(lifting(lift))

    async def _approve(self, request: web.Request) -> web.Response:
        word = await read(request, Yes)
        lift = self._waiting(request)
        self._lifts.approve(lift, self._now(), word.reply)
        return answer(lifting(lift))

    async def _refuse(self, request: web.Request) -> web.Response:
        word = await read(request, No)
        lift = self._waiting(request)
        self._lifts.refuse(lift, self._now(), word.reply)
        return answer(lifting(lift))

    def _waiting(self, request: web.Request) -> Lift:
        app, of = request.match_info["app"], number(request)
        lift = self._lifts.pending(app, of)
        if lift is None:
            raise ProblemError(409, f"no application to lift what {of} opted out of waits for a word; POST …/lift makes one")
        return lift


def lifting(lift: Lift) -> dict[str, Any]:
    """An application to take a number off a list. turns_at: when it is approved by itself."""
    return {
        "app": lift.app,
        "number": lift.number,
        "status": lift.status.value,
        "applied_at": views.instant(lift.applied_at),
        "turns_at": None if lift.turns_at is None else views.instant(lift.turns_at),
        "replied_at": None if lift.replied_at is None else views.instant(lift.replied_at),
        "reply": lift.reply,
    }


def _view(listed: Unsubscribed) -> dict[str, Any]:
    """One number of a list; kind and sign None: any."""
    entries = [{"kind": None if entry.kind is None else entry.kind.name.lower(), "sign": entry.sign} for entry in listed.entries]
    return {"app": listed.app, "number": listed.number, "entries": entries, "lift": None if listed.lift is None else lifting(listed.lift)}
