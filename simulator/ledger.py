"""The append-only record of all that happened, and the questions one can ask of it. It decides nothing and reads no clock.

Messages stand in pages. Past `keep` messages the oldest page goes, except for what is still on its way; so a served network's memory
has a bound, and a message can be asked about for as long as it may still change.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
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
PARAMS_KEPT, PARAM_KEPT = 200, 100
"""Parameters kept of a text that was refused, and characters of each: templates have fewer, and values take fewer."""


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
        self._apps: _TextsOfApps | None = None
        self._forgotten: Callable[[list[Message]], None] = lambda _: None
        self._refusals: Callable[[Refused], None] = lambda _: None
        self.refused: deque[Refused] = deque(maxlen=REFUSED_KEPT)

    def on_forget(self, told: Callable[[list[Message]], None]) -> None:
        """Who else holds messages is told which ones go."""
        self._forgotten = told

    def on_refuse(self, told: Callable[[Refused], None]) -> None:
        """Who counts is told of every request that was not taken."""
        self._refusals = told

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
        asked = None if refused.asked is None else _kept(refused.asked)
        self.refused.append(replace(refused, request=refused.request[:REQUEST_KEPT], asked=asked))
        self._refusals(refused)

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

    def of_app(self, account: str, number: str) -> Sequence[Message]:
        """An app's texts to an E.164 number, oldest first. Other accounts have none: they are not in the index, which so stays small."""
        if self._apps is None:
            self._apps = _TextsOfApps(self._held)
        self._apps.read(self._pages)
        return self._apps.texts.get((account, number), ())

    def export(self) -> bytes:
        """JSON lines ordered by (instant, message, event): the same bytes for the same seed, however the texts came in."""
        rows = sorted(_rows(self), key=lambda row: row[:4])
        return b"".join(msgspec.json.encode(row[4]) + b"\n" for row in rows)

    def _turn(self) -> None:
        self._pages.append([])
        if self._most is not None and len(self._pages) > self._most + 1:
            if self._apps is not None:
                self._apps.read(self._pages)
            self._let_go(self._pages.popleft())
            if self._apps is not None:
                self._apps.turn()
            if len(self._held) > self._held_most:
                held, self._held = self._held, []
                self._let_go(held)
                self._held_most = max(PAGE, 2 * len(self._held))
            self._index.clear()
            self._indexed = 0

    def _let_go(self, page: list[Message]) -> None:
        gone = [message for message in page if FINAL[message.state]]
        self._held += [message for message in page if not FINAL[message.state]]
        self._forgotten(gone)
        if self._apps is not None:
            self._apps.drop(gone)


class _TextsOfApps:
    """An index of apps' texts by account and number, each list oldest first. It is made when first asked for, and costs nothing before."""

    def __init__(self, held: list[Message]) -> None:
        self.texts: dict[tuple[str, str], list[Message]] = {}
        self._page = self._at = 0
        self._take(held)

    def read(self, pages: deque[list[Message]]) -> None:
        """Take in what came since the last time."""
        for page in islice(pages, self._page, None):
            self._take(islice(page, self._at, None))
            self._at = 0
        self._page, self._at = len(pages) - 1, len(pages[-1])

    def turn(self) -> None:
        """The oldest page, which was read, is gone."""
        self._page -= 1

    def drop(self, gone: list[Message]) -> None:
        """These are forgotten."""
        forgotten = {message for message in gone if _of_app(message)}
        for key in {_key(message) for message in forgotten}:
            kept = [message for message in self.texts[key] if message not in forgotten]
            if kept:
                self.texts[key] = kept
            else:
                del self.texts[key]

    def _take(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if _of_app(message):
                self.texts.setdefault(_key(message), []).append(message)


def _of_app(message: Message) -> bool:
    return type(message.submission.origin) is AppSubmission


def _key(message: Message) -> tuple[str, str]:
    return message.submission.account, message.submission.destination


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


def _kept(asked: AppSubmission) -> AppSubmission:
    """The text as it was handed in, if it could have been meant as one; else its beginning."""
    texts = (asked.text or "", asked.sign, asked.extend, asked.ext, asked.sender_name)
    if sum(map(len, texts)) + sum(map(len, asked.params)) + len(asked.params) <= REQUEST_KEPT:
        return asked
    return replace(
        asked,
        text=None if asked.text is None else asked.text[:REQUEST_KEPT],
        params=tuple(value[:PARAM_KEPT] for value in asked.params[:PARAMS_KEPT]),
        sign=asked.sign[:PARAM_KEPT],
        extend=asked.extend[:PARAM_KEPT],
        ext=asked.ext[:PARAM_KEPT],
        sender_name=asked.sender_name[:PARAM_KEPT],
    )


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
