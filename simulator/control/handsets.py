"""The control API's handsets: those that were touched, one with its folders, what its owner and others do to it. It decides no fate."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct

from simulator.control import views
from simulator.control.answers import Handset, Handsets, ReplyFate
from simulator.control.clock import later
from simulator.control.exchange import ProblemError, answer, number, parsed, read
from simulator.control.leases import Lease, Leases, own
from simulator.control.operations import Link, Operation, asked, delete, get, post, put
from simulator.control.requests import Answer, Cured, HandsetChange
from simulator.control.turns import Turn, Turns
from simulator.handset.conditions import Condition, Cure
from simulator.handset.settings import in_condition
from simulator.lines import Line
from simulator.message import Instant
from simulator.world import World

SLICE: Final = 1_000
"""Lines looked at before others may have their turn: less than a millisecond."""
_ON: Final = (Condition.ON,)
Limit = Annotated[int, Meta(ge=1, le=1_000, description="at most so many")]
_FIRST: Final = {"number": "$response.body#/handsets/0/number"}
ONE: Final = (
    Link("get.handsets.number", _FIRST),
    Link("delete.handsets.number.texts.id", _FIRST | {"id": "$response.body#/handsets/0/inbox/0/id"}),
)


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """Which handsets: in a condition, with something that waits; `after` is the number that the page before ended with."""

    condition: Condition | None = None
    waiting: bool = False
    after: str | None = None
    limit: Limit = 100
    key: str | None = None


class HandsetControl:
    """One network's. now: network time."""

    def __init__(self, world: World, leases: Leases, turns: Turns, now: Callable[[], Instant]) -> None:
        self._journey, self._leases, self._turns, self._now = world.journey, leases, turns, now

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/handsets/{number}"
        return [
            get("/sim/handsets", self._list, "Handsets that were used or named.", asks=Which, gives=Handsets, links=ONE),
            get(one, self._show, "A handset: its condition, its folders, what waits for it.", gives=Handset),
            put(one, self._set, "Put a handset into a condition.", takes=HandsetChange, gives=Handset),
            post(one + "/cure", self._cure, "Its owner does something about it; moving the SIM is one way.", takes=Cured, gives=Handset),
            post(one + "/reply", self._reply, "Its owner answers the last text that it shows.", takes=Answer, gives=ReplyFate),
            delete(one + "/texts", self._delete_all, "Its owner deletes all texts that it shows.", gives=Handset),
            delete(one + "/texts/{id}", self._delete, "Its owner deletes one text, from whichever folder.", gives=Handset),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        which, turn = asked(request, Which), Turn(self._turns)
        found = await self._found(which, self._leases.of(request), turn)
        page, shown = found[: which.limit], []
        for of in page:
            shown.append(self._view(self._journey.line(of)))
            await turn.over()
        return answer({"handsets": shown, "next": page[-1] if len(found) > len(page) else None})

    async def _found(self, which: Which, lease: Lease | None, turn: Turn) -> list[str]:
        """The first numbers that are asked for, in their order; one more than a page has, where there are as many."""
        after = "" if which.after is None else parsed(which.after)
        known, most, found = list(self._journey.lines), which.limit + 1, list[str]()
        for begin in range(0, len(known), SLICE):
            near = [of for of in known[begin : begin + SLICE] if of > after and (lease is None or lease.owns(of))]
            if len(found) == most:
                near = [of for of in near if of < found[-1]]
            found = sorted(found + self._meant(near, which))[:most]
            await turn.over()
        return found

    def _meant(self, near: list[str], which: Which) -> list[str]:
        """Those of some numbers that are in the condition. A phone that nobody asked for yet is on, and is not made for this."""
        now, condition = self._now(), which.condition
        lines = [line for of in near if (line := self._journey.lines.get(of)) is not None]
        if which.waiting:
            lines = [line for line in lines if line.waiting]
        if condition is not None:
            lines = [line for line in lines if condition in (_ON if line.phone is None else line.phone.conditions(now))]
        return [line.number for line in lines]

    async def _show(self, request: web.Request) -> web.Response:
        return answer(self._view(self._journey.line(self._number(request))))

    async def _set(self, request: web.Request) -> web.Response:
        change, now = await read(request, HandsetChange), self._now()
        if change.until is not None and change.for_s is not None:
            raise ProblemError(400, "until and for_s exclude each other: a condition ends at an instant, or so long after the first text")
        settings = in_condition(
            change.condition,
            until=None if change.until is None else later(change.until, now),
            for_ms=None if change.for_s is None else round(change.for_s * 1000),
        )
        self._journey.turn(self._number(request), settings, change.report, now)
        return await self._show(request)

    async def _cure(self, request: web.Request) -> web.Response:
        cure = (await read(request, Cured)).cure
        if not self._journey.cure(self._number(request), cure, self._now()):
            raise ProblemError(409, f"{cure.value} cures nothing that is the matter with {request.match_info['number']}")
        return await self._show(request)

    async def _reply(self, request: web.Request) -> web.Response:
        text = (await read(request, Answer)).text
        fate = self._journey.reply(self._number(request), text, self._now())
        return answer({"fate": fate.value})

    async def _delete_all(self, request: web.Request) -> web.Response:
        """There need not be any."""
        self._journey.cure(self._number(request), Cure.DELETE_MESSAGES, self._now())
        return await self._show(request)

    async def _delete(self, request: web.Request) -> web.Response:
        number, text = self._number(request), request.match_info["id"]
        if not self._journey.cure(number, Cure.DELETE_MESSAGES, self._now(), text):
            raise ProblemError(404, f"{number} has no text with the id {text!r} in its inbox or its blocked folder")
        return await self._show(request)

    def _number(self, request: web.Request) -> str:
        return own(self._leases.of(request), number(request))

    def _view(self, line: Line) -> dict[str, Any]:
        return views.handset(line, self._now())
