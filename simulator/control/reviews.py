"""Signatures and templates in review, and somebody's word about them: part of the control API. It finds nothing itself."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from simulator.control import views
from simulator.control.exchange import ProblemError, answer, guarded, read
from simulator.control.unsubscribes import lifting
from simulator.desk.reviews import Waiting
from simulator.message import Instant, Kind
from simulator.platform.catalogue import FiledSign, Status
from simulator.platform.review.applications import Verdict
from simulator.world import World

BY_HAND = "by-hand"
"""The rule of a refusal that somebody outside gave."""


class Approval(Struct, frozen=True, forbid_unknown_fields=True):
    """It can be used, at once or from `in_force_at` on.

    kind: what a template is; left out: what its text says. reply: the reviewer's words, which customers see.
    """

    reply: str = ""
    kind: Literal["normal", "marketing"] | None = None
    in_force_at: Annotated[datetime, Meta(tz=True)] | None = None


class No(Struct, frozen=True, forbid_unknown_fields=True):
    """It is refused, and customers see why."""

    reply: Annotated[str, Meta(min_length=1)]


class Reviews:
    """The paths under /sim/reviews. now: network time."""

    def __init__(self, world: World, now: Callable[[], Instant]) -> None:
        self._platform = world.platform
        self._reviews, self._lifts = world.desk.reviews, world.desk.lifts
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        one = "/sim/reviews/{customer}/{what:signs|templates}/{id:[0-9]{1,18}}"
        return [
            web.get("/sim/reviews", guarded(self._waiting)),
            web.get(one, guarded(self._one)),
            web.post(one + "/approve", guarded(self._approve)),
            web.post(one + "/refuse", guarded(self._refuse)),
        ]

    async def _waiting(self, _: web.Request) -> web.Response:
        return answer(
            {"reviews": [view(each) for each in self._reviews.waiting()], "lifts": [lifting(each) for each in self._lifts.waiting()]}
        )

    async def _one(self, request: web.Request) -> web.Response:
        return answer(view(self._named(request)))

    async def _approve(self, request: web.Request) -> web.Response:
        word = await read(request, Approval)
        waiting = self._in_review(request)
        if word.kind is not None and isinstance(waiting.paper, FiledSign):
            raise ProblemError(400, "only templates are of a kind")
        kind = self._reviews.opinion(waiting).kind if word.kind is None else Kind[word.kind.upper()]
        in_force_at = None if word.in_force_at is None else views.milliseconds(word.in_force_at)
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
