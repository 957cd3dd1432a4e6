"""Signatures and templates in review, and somebody's word about them: part of the control API. It finds nothing itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType

from simulator.control import views
from simulator.control.answers import At, Said
from simulator.control.clock import reachable
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.leases import Leases
from simulator.control.operations import Operation, Sight, get, post
from simulator.control.unsubscribes import LiftView, lifting
from simulator.desk.reviews import Waiting
from simulator.message import Instant, Kind
from simulator.platform.catalogue import FiledSign, Status
from simulator.platform.review.applications import Verdict
from simulator.world import World

BY_HAND = "by-hand"
"""The rule of a refusal that somebody outside gave."""


class Approval(Struct, frozen=True, forbid_unknown_fields=True):
    """It can be used, at once or from `in_force_at` on.

    kind: what a template is; left out: what its text says. reply: the reviewer's words, which customers see. in_force_at: an
    instant that is over means at once.
    """

    reply: str = ""
    kind: Literal["normal", "marketing"] | None = None
    in_force_at: Annotated[datetime, Meta(tz=True)] | None = None


class No(Struct, frozen=True, forbid_unknown_fields=True):
    """It is refused, and customers see why."""

    reply: Annotated[str, Meta(min_length=1)]


class ReviewView(Said, frozen=True):
    """One signature or template: where it stands, and all that was handed in. turns_at: when its status changes by itself."""

    customer: str
    what: Literal["sign", "template"]
    id: int
    status: str
    reach: str
    applied_at: At
    turns_at: At | None
    replied_at: At | None
    reply: str
    application: dict[str, Any] | None
    kind: str | UnsetType = UNSET


class ReviewList(Said, frozen=True):
    """Signatures and templates, and numbers that are to come off a list."""

    reviews: list[ReviewView]
    lifts: list[LiftView]


class Reviews:
    """The paths under /sim/reviews. now: network time."""

    def __init__(self, world: World, leases: Leases, now: Callable[[], Instant]) -> None:
        self._leases = leases
        self._platform = world.platform
        self._reviews, self._lifts = world.desk.reviews, world.desk.lifts
        self._now = now

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/reviews/{customer}/{what:signs|templates}/{id:[0-9]{1,18}}"
        return [
            get("/sim/reviews", self._waiting, "What waits for a word.", gives=ReviewList, sight=Sight.FILTERED),
            get(one, self._one, "A signature or template, whatever became of it.", gives=ReviewView, sight=Sight.CUSTOMER),
            post(one + "/approve", self._approve, "It can be used.", takes=Approval, gives=ReviewView, sight=Sight.CUSTOMER),
            post(one + "/refuse", self._refuse, "It is refused.", takes=No, gives=ReviewView, sight=Sight.CUSTOMER),
        ]

    async def _waiting(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        papers = (each for each in self._reviews.waiting() if lease is None or each.customer == lease.customer)
        lifts = (each for each in self._lifts.waiting() if lease is None or each.app == lease.app)
        return answer({"reviews": [view(each) for each in papers], "lifts": [lifting(each) for each in lifts]})

    async def _one(self, request: web.Request) -> web.Response:
        return answer(view(self._named(request)))

    async def _approve(self, request: web.Request) -> web.Response:
        word = await read(request, Approval)
        waiting = self._in_review(request)
        if word.kind is not None and isinstance(waiting.paper, FiledSign):
            raise ProblemError(400, "only templates are of a kind")
        kind = self._reviews.opinion(waiting).kind if word.kind is None else Kind[word.kind.upper()]
        in_force_at = None if word.in_force_at is None else reachable(word.in_force_at)
        self._reviews.answer(waiting, Verdict(reply=word.reply, kind=kind), self._now(), in_force_at)
        return answer(view(waiting))

    async def _refuse(self, request: web.Request) -> web.Response:
        word = await read(request, No)
        waiting = self._in_review(request)
        self._reviews.answer(waiting, Verdict(BY_HAND, word.reply), self._now())
        return answer(view(waiting))

    def _named(self, request: web.Request) -> Waiting:
        customer, what, id_ = (request.match_info[name] for name in ("customer", "what", "id"))
        if customer not in {each.name for each in self._platform.customers()}:
            raise ProblemError(404, f"there is no customer {customer!r}")
        catalogue = self._platform.catalogue(customer)
        paper = catalogue.signs.get(int(id_)) if what == "signs" else catalogue.templates.get(int(id_))
        if paper is None:
            raise ProblemError(404, f"customer {customer} has none of the number {id_} among his {what}")
        return Waiting(customer, paper)

    def _in_review(self, request: web.Request) -> Waiting:
        waiting = self._named(request)
        if waiting.paper.status is not Status.IN_REVIEW:
            raise ProblemError(409, f"it is {waiting.paper.status.value}: only what is in review waits for a word")
        return waiting


def view(waiting: Waiting) -> dict[str, Any]:
    """One signature or template: where it stands, and all that was handed in. turns_at: when its status changes by itself."""
    paper = waiting.paper
    return {
        "customer": waiting.customer,
        "what": "sign" if isinstance(paper, FiledSign) else "template",
        "id": paper.id,
        "status": paper.status.value,
        "reach": paper.reach.name.lower(),
        **({} if isinstance(paper, FiledSign) else {"kind": paper.kind.name.lower()}),
        "applied_at": views.instant(paper.applied_at),
        "turns_at": None if paper.turns_at is None else views.instant(paper.turns_at),
        "replied_at": None if paper.replied_at is None else views.instant(paper.replied_at),
        "reply": paper.reply,
        "application": msgspec.to_builtins(paper.application),
    }
