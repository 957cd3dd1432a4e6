"""The control API's messages: searched, one with its trail, a long one whole; what was reported or refused. It changes nothing."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct

from simulator.causes import Cause
from simulator.control import views
from simulator.control.answers import Joined, Messages, Refusals, Reports, StateName, WholeMessage
from simulator.control.exchange import ProblemError, answer, parsed
from simulator.control.instants import instant
from simulator.control.leases import Lease, Leases, concerns, visible
from simulator.control.operations import JSON_LINES, Link, Operation, asked, get
from simulator.control.search import Cursor, Where, newest_first, read_cursor
from simulator.control.turns import Turn, Turns
from simulator.ledger import plain, trail
from simulator.lifecycle import Event, State
from simulator.message import Instant, Message, Outcome
from simulator.world import World

MESSAGES_MOST: Final = 1_000
"""Messages in one answer."""
_MESSAGE: Final = {"id": "$response.body#/messages/0/id"}
ONE: Final = (Link("get.messages.id", _MESSAGE), Link("get.messages.id.parts", _MESSAGE))


class Which(Struct, frozen=True, forbid_unknown_fields=True):
    """to: the number, also as `number`; account: an SMPP system_id or `app:1400000001`; cause: anywhere on the trail; text: as it stands.

    since, until: instants of acceptance, RFC 3339; the second is not part of it. cursor: `next` of the page before.
    """

    to: str | None = None
    number: str | None = None
    account: str | None = None
    state: StateName | None = None
    cause: Cause | None = None
    text: Annotated[str, Meta(min_length=1, max_length=1_000)] | None = None
    since: str | None = None
    until: str | None = None
    limit: Annotated[int, Meta(ge=1, le=MESSAGES_MOST)] = 100
    cursor: str | None = None
    key: str | None = None

    def where(self) -> Where:
        """As the ledger is searched; ProblemError for what cannot be read."""
        number = self.number if self.to is None else self.to
        if self.state is not None and self.state not in State.__members__:
            raise ProblemError(400, f"{self.state!r} is no state: there are {', '.join(State.__members__)}")
        return Where(
            None if number is None else parsed(number),
            self.account,
            None if self.state is None else State[self.state],
            self.cause,
            self.text,
            None if self.since is None else instant("since", self.since),
            None if self.until is None else instant("until", self.until),
        )

    def after(self) -> Cursor | None:
        """Where the page before ended."""
        try:
            return None if self.cursor is None else read_cursor(self.cursor)
        except ValueError as error:
            raise ProblemError(400, f"cursor is {self.cursor!r:.60}: {error}") from error


class MessageControl:
    """One network's. now: network time."""

    def __init__(self, world: World, leases: Leases, turns: Turns, now: Callable[[], Instant]) -> None:
        self._world, self._leases, self._turns, self._now = world, leases, turns, now

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/messages/{id}"
        return [
            get("/sim/messages", self._search, "Messages: the newest page first, its oldest first.", asks=Which, gives=Messages, links=ONE),
            get(one, self._show, "A message with its trail.", gives=WholeMessage),
            get(one + "/parts", self._parts, "A long text as one, with its parts.", gives=Joined),
            get("/sim/reports", self._reports, "What was reported of such messages.", asks=Which, gives=Reports),
            get("/sim/refusals", self._refusals, "Requests that were not taken.", gives=Refusals),
            get("/sim/ledger", self._ledger, "All that happened, as JSON lines.", media=JSON_LINES),
        ]

    async def _search(self, request: web.Request) -> web.Response:
        which = asked(request, Which)
        where, lease = which.where(), self._leases.of(request)
        page, following = await self._page(where, which, lease)
        count = len(self._world.ledger) if where.everything and lease is None else None
        if following is None and which.cursor is None:
            count = len(page)
        return answer({"count": count, "messages": [views.summary(message) for message in page], "next": following})

    async def _page(self, where: Where, which: Which, lease: Lease | None) -> tuple[list[Message], str | None]:
        """A page, oldest first, and the cursor of the next older one."""
        found: list[Message] = []
        turn = Turn(self._turns)
        for more in newest_first(self._world.ledger, where, which.after()):
            found += more if lease is None else visible(lease, more)
            if len(found) > which.limit:
                break
            await turn.over()
        page = found[: which.limit]
        following = str(Cursor(page[-1].accepted_at, page[-1].id)) if len(found) > len(page) else None
        return page[::-1], following

    async def _show(self, request: web.Request) -> web.Response:
        return answer(views.whole(self._named(request), self._world.journey, self._now()))

    async def _parts(self, request: web.Request) -> web.Response:
        message = self._named(request)
        return answer(views.joined(message, self._world.ledger.to(message.submission.destination)))

    async def _reports(self, request: web.Request) -> web.Response:
        which = asked(request, Which)
        page, following = await self._page(which.where(), which, self._leases.of(request))
        return answer({"reports": [row for message in page for row in reported(message)], "next": following})

    async def _refusals(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        return answer({"refusals": [views.refusal(each) for each in self._world.ledger.refused if concerns(lease, each)]})

    async def _ledger(self, request: web.Request) -> web.Response:
        if self._leases.of(request) is not None:
            raise ProblemError(403, "the ledger is everybody's: GET /sim/export/messages tells a lease's own")
        return web.Response(body=self._world.ledger.export(), content_type=JSON_LINES)

    def _named(self, request: web.Request) -> Message:
        message_id = request.match_info["id"]
        message, lease = self._world.ledger.find(message_id), self._leases.of(request)
        if message is None or (lease is not None and not visible(lease, [message])):
            raise ProblemError(404, f"no message has the id {message_id!r} among the {len(self._world.ledger)} that are kept")
        return message


def reported(message: Message) -> Iterator[dict[str, Any]]:
    """What was reported of a message, oldest first."""
    for entry in trail(message):
        if isinstance(entry.detail, Outcome) and entry.event is not Event.NOTIFIED:
            about = {"message": message.id, "account": message.submission.account, "to": message.submission.destination}
            yield {**about, "at": views.instant(entry.at), "early": entry.event is Event.REPORTED_EARLY, "report": plain(entry.detail)}
