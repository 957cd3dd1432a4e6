"""What somebody waits for, and whether a message, or a request that was refused, is it. It waits for nothing."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from simulator.causes import Cause
from simulator.control import views
from simulator.control.answers import StateName
from simulator.control.batch import Batch
from simulator.control.exchange import ProblemError, parsed
from simulator.control.instants import instant
from simulator.control.leases import Lease, concerns, visible
from simulator.control.search import Texts, Where, near, troubled
from simulator.ledger import Refused, trail
from simulator.lifecycle import Event, State
from simulator.message import Instant, Message, Outcome, Trail

LIMIT_S_MAX: Final = 3_600.0
LIMIT: Final = "Seconds, at most 3,600 (an hour). Whoever waits longer asks again: what came meanwhile is there."
_REPORTED: Final = int(Event.REPORTED)
_NOT_OF: Final = {"message": ("code",), "report": (), "reply": ("code",), "refusal": ("id", "state", "cause")}
_SAID: Final = {
    "code": "only reports and refusals have a code",
    "id": "a refusal has no id: say which by number, account, code or text",
    "state": "a refusal has no state: what was refused is no message",
    "cause": "a refusal has no cause: its code says why",
}
_REPORTS: Final = frozenset((Event.REPORTED, Event.REPORTED_EARLY))


class Wait(Struct, frozen=True, forbid_unknown_fields=True):
    """What to wait for; all that is given must hold.

    what: a message; a report, with the carrier's code (`MK:0024`); a reply from a handset; a request that was refused. state: of the
    message, or the one that a report names; cause: anywhere on the trail; text: what it holds, or the long text that it is a part of, a
    reply's its own; a code have reports and refusals, and a refusal has neither id nor state nor cause. since: not before this
    instant. limit_s: how long, in network time or on the wall; network time that stands still is let pass meanwhile, as far as needed.
    """

    what: Literal["message", "report", "reply", "refusal"] = "message"
    id: str | None = None
    number: str | None = None
    account: str | None = None
    state: StateName | None = None
    cause: Cause | None = None
    code: str | None = None
    text: str | None = None
    since: str | None = None
    limit_s: Annotated[float, Meta(ge=0, description=LIMIT, extra_json_schema={"maximum": LIMIT_S_MAX})] = 60.0
    time: Literal["network", "wall"] = "network"


class Sought(Struct, frozen=True):
    """What is asked of a message, whoever it goes to and comes from: many wait for the like. Made by `sought`.

    fresh: all of that is known when it is accepted. told: of a report or reply, whether all of that is known when it is told.
    """

    what: str
    state: State | None = None
    code: str | None = None
    fresh: bool = False
    told: bool = True

    def of(self, batch: Batch) -> list[Message]:
        """All of a batch that may be of it, found by what costs little: a network under load has much that is not."""
        match self.what:
            case "message":
                if self.fresh:
                    return batch.accepted
                return batch.messages if self.state is None else batch.in_state(self.state)
            case "refusal":
                return []
            case _ if not self.told:
                return batch.messages
            case "report":
                return batch.reported(self.code, self.state)
            case _:
                return batch.replied


def sought(wish: Wait, where: Where) -> Sought:
    """What a wish asks, without to whom and from whom."""
    match wish.what:
        case "message":
            return Sought("message", where.state, fresh=where.state is None and where.cause is None and where.text is None)
        case "report":
            return Sought("report", where.state, wish.code, told=where.cause is None)
        case "reply":
            return Sought("reply", told=where.cause is None and where.state is None)
        case _:
            return Sought("refusal")


class Looked:
    """A wish as the ledger understands it. whole: the long text that a part is of, as far as it is there. ProblemError: as `where_of`."""

    def __init__(self, wish: Wait, lease: Lease | None, whole: Callable[[Message], str]) -> None:
        self.wish, self.where, self.lease = wish, where_of(wish), lease
        self.sought = sought(wish, self.where)
        self._whole = whole
        self._texts = None if self.where.text is None else Texts(self.where.text)

    def met(self, message: Message) -> bool:
        """Whether this message is what is waited for."""
        wish, where, submission = self.wish, self.where, message.submission
        if wish.what == "refusal" or where.number not in {None, submission.destination} or where.account not in {None, submission.account}:
            return False
        if wish.id not in {None, message.id} or (self.lease and not self.lease.sees(submission.account, submission.destination)):
            return False
        if where.cause is not None and not any(_because(entry.detail) is where.cause for entry in trail(message)):
            return False
        match wish.what:
            case "message":
                return where.state in {None, message.state} and message.accepted_at >= (where.since or 0) and self._holds(message)
            case "report":
                return any(self._reported(entry.event, entry.detail, entry.at) for entry in trail(message)) and self._holds(message)
            case _:
                replied = any(entry.event is Event.REPLIED and self._said(entry.detail, entry.at) for entry in trail(message))
                return replied and where.state in {None, message.state}

    def among(self, batch: Batch) -> list[Message]:
        """Of all that a batch is about, what may be it."""
        where, account = self.where, self.where.account
        if account is not None and account not in batch.of_accounts:
            return []
        found = self.sought.of(batch) if self.wish.id is None else batch.named(self.wish.id)
        if account is not None:
            found = [message for message in found if message.submission.carriage.account == account]
        if where.since is not None and self.wish.what == "message":
            since = where.since
            found = [message for message in found if message.accepted_at >= since]
        if where.cause is not None:
            found = troubled(found)
        if self._texts is not None and where.text is not None:
            parts = [message for message in found if message.submission.carriage.header]
            found = near(found, where.text) + self._texts.holding(parts)
        return found if self.lease is None else visible(self.lease, found)

    @property
    def narrow(self) -> Where:
        """Where it may be in the ledger."""
        where = self.where
        return where if self.wish.what == "message" else Where(where.number, where.account, cause=where.cause, text=where.text)

    def likely(self, found: list[Message]) -> list[Message]:
        """Of what the ledger has there, what may be it. What simply arrived, as nearly all did, is told by the end of its trail."""
        code = self.wish.code
        match self.wish.what:
            case "report" if code is not None:
                return [message for message in found if _more(link := message.trail) or (link is not None and _names(link[3], code))]
            case "reply":
                return [message for message in found if _more(message.trail)]
            case _:
                return found

    def _holds(self, message: Message) -> bool:
        words = self.where.text
        return words is None or words in views.text(message) or (bool(message.submission.header) and words in self._whole(message))

    def refused(self, refused: Refused) -> bool:
        """Whether this request is."""
        wish, where = self.wish, self.where
        if wish.what != "refusal" or not concerns(self.lease, refused) or refused.at < (where.since or 0):
            return False
        mine = where.number in {None, refused.destination} and where.account in {None, refused.account}
        return mine and wish.code in {None, refused.refusal.reason.value} and (wish.text is None or wish.text in refused.request)

    def _reported(self, event: Event, detail: Any, at: Instant) -> bool:
        if event not in _REPORTS or at < (self.where.since or 0):
            return False
        return self.wish.code in {None, detail.code} and self.where.state in {None, detail.state}

    def _said(self, detail: str, at: Instant) -> bool:
        return at >= (self.where.since or 0) and (self.wish.text is None or self.wish.text in detail)


def where_of(wish: Wait) -> Where:
    """As the ledger is searched; ProblemError for what cannot be read, or makes no sense together."""
    if wish.limit_s > LIMIT_S_MAX:
        raise ProblemError(400, f"limit_s is {wish.limit_s:,g}: at most {LIMIT_S_MAX:,g}, an hour. Wait again for what takes longer")
    if wish.state is not None and wish.state not in State.__members__:
        raise ProblemError(400, f"{wish.state!r} is no state: there are {', '.join(State.__members__)}")
    for name in _NOT_OF[wish.what]:
        if getattr(wish, name) is not None:
            raise ProblemError(400, _SAID[name])
    return Where(
        None if wish.number is None else parsed(wish.number),
        wish.account,
        None if wish.state is None else State[wish.state],
        wish.cause,
        wish.text if wish.what in {"message", "report"} else None,
        None if wish.since is None else instant("since", wish.since),
    )


def _more(link: Trail | None) -> bool:
    """Whether there is more on a trail than that a text arrived, and that this was reported."""
    return link is not None and (earlier := link[0]) is not None and (earlier[0] is not None or link[2] != _REPORTED)


def _names(detail: Any, code: str) -> bool:
    return type(detail) is Outcome and detail.code == code


def _because(detail: Any) -> Any:
    return detail.cause if isinstance(detail, Outcome) else detail
