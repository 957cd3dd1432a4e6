"""The append-only record of all that happened, and the questions one can ask of it. It decides nothing and reads no clock.

Messages stand in pages. Past `keep` messages the oldest page goes, except for what is still on its way; so a served network's memory
has a bound, and a message can be asked about for as long as it may still change.
"""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from simulator.lifecycle import FINAL, Event, State
from simulator.message import AppSubmission, Instant, Message, Outcome
from simulator.refusals import Refusal

PAGE = 2_000
"""Messages a page: dropping one takes two or three milliseconds, which no client notices."""
REFUSED_KEPT = 10_000
REQUEST_KEPT = 2_000
"""Refusals kept, and characters of the request that each holds: enough to see what was wrong with it."""


class Entry(Struct, frozen=True, gc=False):
    """One line of a trail. `detail` is a Cause, an Outcome or a sentence, by the event."""

    at: Instant
    event: Event
    detail: Any = None


class Refused(Struct, frozen=True, gc=False):
    """A request that was not taken: when, whose (`` where it could not be told), to which number, why, and what it said.

    asked: the text as it was handed to the platform, where the request got so far.
    """

    at: Instant
    account: str
    destination: str
    refusal: Refusal
    request: str
    asked: AppSubmission | None = None


class Ledger:
    """keep: how many messages are remembered, rounded up to whole pages, beside the page being filled; None: all."""

    def __init__(self, keep: int | None = None) -> None:
        self._pages: deque[list[Message]] = deque([[]])
        self._most = None if keep is None else -(-keep // PAGE)
        self._held: list[Message] = []
        self._held_most = PAGE
        self._index: dict[str, Message] = {}
        self._indexed = 0
        self._forgotten: Callable[[list[Message]], None] = lambda _: None
        self.refused: deque[Refused] = deque(maxlen=REFUSED_KEPT)

    def on_forget(self, told: Callable[[list[Message]], None]) -> None:
        """Who else holds messages is told which ones go."""
        self._forgotten = told

    def accept(self, message: Message) -> None:
        """A message was taken; its trail begins."""
        page = self._pages[-1]
        page.append(message)
        if len(page) == PAGE:
            self._turn()

    def note(self, message: Message, at: Instant, event: Event, detail: Any = None) -> None:
        """Something happened to a message. Detail must not lead back to the message."""
        message.trail = (message.trail, at, int(event), detail)

    def refuse(self, refused: Refused) -> None:
        """A request was not taken."""
        self.refused.append(replace(refused, request=refused.request[:REQUEST_KEPT]))

    def __iter__(self) -> Iterator[Message]:
        return chain(self._held, chain.from_iterable(self._pages))

    def __len__(self) -> int:
        return len(self._held) + sum(map(len, self._pages))

    def find(self, message_id: str) -> Message | None:
        """The message that its sender knows by this id. The first question after new messages takes these into the index."""
        new = len(self) - self._indexed
        if new:
            newest = chain(chain.from_iterable(map(reversed, reversed(self._pages))), reversed(self._held))
            self._index.update((message.id, message) for message in reversed(list(islice(newest, new))))
            self._indexed += new
        return self._index.get(message_id)

    def to(self, number: str) -> list[Message]:
        """Messages to an E.164 number, oldest first."""
        return [message for message in self if message.submission.destination == number]

    def export(self) -> bytes:
        """JSON lines ordered by (instant, message, event): the same bytes for the same seed, however the texts came in."""
        rows = sorted(_rows(self), key=lambda row: row[:4])
        return b"".join(msgspec.json.encode(row[4]) + b"\n" for row in rows)

    def _turn(self) -> None:
        self._pages.append([])
        if self._most is not None and len(self._pages) > self._most + 1:
            self._let_go(self._pages.popleft())
            if len(self._held) > self._held_most:
                held, self._held = self._held, []
                self._let_go(held)
                self._held_most = max(PAGE, 2 * len(self._held))
            self._index.clear()
            self._indexed = 0

    def _let_go(self, page: list[Message]) -> None:
        self._held += [message for message in page if not FINAL[message.state]]
        self._forgotten([message for message in page if FINAL[message.state]])


def trail(message: Message) -> list[Entry]:
    """A message's record, oldest first, beginning with its acceptance."""
    entries = []
    link = message.trail
    while link is not None:
        link, at, event, detail = link
        entries.append(Entry(at, Event(event), detail))
    entries.append(Entry(message.accepted_at, Event.ACCEPTED))
    entries.reverse()
    return entries


def _rows(messages: "Ledger") -> Iterator[tuple[Instant, str, int, int, dict[str, Any]]]:
    for message in messages:
        submission = message.submission
        for nth, entry in enumerate(trail(message)):
            row: dict[str, Any] = {
                "at": entry.at,
                "message": message.id,
                "event": entry.event.name.lower(),
                "account": submission.account,
                "source": submission.source,
                "destination": submission.destination,
            }
            detail = plain(entry.detail)
            if detail is not None:
                row["detail"] = detail
            yield entry.at, message.id, nth, int(entry.event), row


def plain(detail: Any) -> Any:
    """A trail's detail as JSON can hold it."""
    if isinstance(detail, Outcome):
        return {"state": detail.state.name, "code": detail.code, "cause": detail.cause.value if detail.cause else None}
    return getattr(detail, "value", detail)


def reported(message: Message) -> list[Outcome]:
    """What was told of a message, oldest first: none, one, or a second that corrects the first."""
    return [entry.detail for entry in trail(message) if isinstance(entry.detail, Outcome)]


_FOLDED = frozenset((Event.DELIVERED, Event.UNSEEN, Event.GIVEN_UP))


def folder(message: Message) -> str:
    """Where the handset has it: `inbox`, `blocked`, `unseen` (the phone took it and shows nothing), or `` where it has it not.

    A part of a long text stands in its folder from the start, and is shown with the last of them; given up, it is unseen.
    """
    if message.state is not State.DELIVERED:
        return ""
    fate = next(entry for entry in reversed(trail(message)) if entry.event in _FOLDED)
    if fate.event is not Event.DELIVERED:
        return "unseen"
    return "inbox" if fate.detail is None else "blocked"


def told(message: Message) -> bool:
    """Whether anything was told of it before."""
    return any(entry.event is Event.REPORTED_EARLY or entry.event is Event.REPORTED for entry in trail(message))


def failed_at(message: Message) -> Instant:
    """When its first try failed. There has been one."""
    return next(entry.at for entry in trail(message) if entry.event is Event.ATTEMPTED)
