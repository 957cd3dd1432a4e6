"""The append-only record of all that happened, and the questions one can ask of it. It decides nothing and reads no clock.

Messages stand in pages. Past `keep` messages the oldest page goes, except for what is still on its way; so a served network's memory
has a bound, and a message can be asked about for as long as it may still change.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import msgspec
from msgspec.structs import replace

from simulator.causes import Cause
from simulator.ledger.indexes import Ids, Marks, TextsOfApps
from simulator.ledger.pages import Page
from simulator.ledger.refused import Refused
from simulator.ledger.tap import Tap
from simulator.ledger.trails import INBOX, delivered_at, folder, plain, trail
from simulator.lifecycle import FINAL, Event, State
from simulator.message import AppSubmission, Instant, Message

PAGE = 2_000
"""Messages a page: dropping one takes two or three milliseconds, which no client notices."""
REFUSED_KEPT = 10_000
REQUEST_KEPT = 2_000
"""Refusals kept, and characters of the request that each holds: enough to see what was wrong with it."""
PARAMS_KEPT, PARAM_KEPT = 200, 100
"""Parameters kept of a text that was refused, and characters of each: templates have fewer, and values take fewer."""


class Ledger:
    """keep: how many messages are remembered, rounded up to whole pages, beside the page being filled; None: all."""

    def __init__(self, keep: int | None = None) -> None:
        self._page = Page()
        self._pages: deque[Page] = deque([self._page])
        self._open: deque[Page] = deque()
        self._marks = Marks()
        self._most = None if keep is None else -(-keep // PAGE)
        self._held: list[Message] = []
        self._held_most = PAGE
        self._turned = 0
        self._ids: Ids | None = None
        self._apps: TextsOfApps | None = None
        self._tap: Tap | None = None
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
        page = self._page
        page.append(message)
        if len(page) == PAGE:
            self._turn()

    def accept_all(self, messages: list[Message]) -> None:
        """The same of many."""
        room = PAGE - len(self._page)
        while len(messages) >= room:
            self._page.extend(messages[:room])
            messages = messages[room:]
            self._turn()
            room = PAGE
        self._page.extend(messages)

    def note(self, message: Message, at: Instant, event: Event, detail: Any = None) -> None:
        """Something happened to a message. Detail must not lead back to the message."""
        number = event._value_
        message.trail = link = (message.trail, at, number, detail)
        self._marks.note(message.accepted_at, number, detail)
        if self._tap is not None:
            self._tap.note(message, link)

    def arrived(self, messages: Iterable[Message]) -> None:
        """The journey wrote that these arrived, or noted why they did not: told once for all of them, and only where somebody listens."""
        if self._tap is not None:
            self._tap.arrive(messages)

    def tap(self, into: Tap | None) -> None:
        """From now on all that happens is put there too; None: nobody listens any more. What was accepted is asked for (`accepted`)."""
        self._tap = into

    def refuse(self, refused: Refused) -> None:
        """A request was not taken."""
        if self._tap is not None:
            self._tap.note(refused, None)
        asked = None if refused.asked is None else _kept(refused.asked)
        self.refused.append(replace(refused, request=refused.request[:REQUEST_KEPT], asked=asked))
        self._refusals(refused)

    def __iter__(self) -> Iterator[Message]:
        return chain(self._held, chain.from_iterable(self._pages))

    def __len__(self) -> int:
        return len(self._held) + sum(map(len, self._pages))

    def pages(self) -> list[list[Message] | Page]:
        """All messages in pages, oldest first, to look through and to leave as they are; the last one grows, the first is no page."""
        return [self._held, *self._pages]

    def may_hold(self, what: Cause | State) -> Callable[[Page], bool]:
        """Says of a page whether there may be a message in this state, or with this cause on its trail."""
        if what is State.ENROUTE:
            return lambda page: page is self._page or not (page.settled or page.settle())
        marked = self._marks.of(what)
        return lambda page: marked is None or page.begin in marked

    def accepted(self, since: int) -> tuple[list[Message], int]:
        """Messages taken since as many had been (-1: tell only how many were), oldest first, and how many there have been by now."""
        last = self._pages[-1]
        total = self._turned * PAGE + len(last)
        new = total - since
        if since < 0 or new <= 0:
            return [], total
        if new <= len(last):
            return last[-new:], total
        pages = -(-(new - len(last)) // PAGE) + 1
        newest = list(islice(reversed(self._pages), pages))
        return list(chain.from_iterable(reversed(newest)))[-new:], total

    def find(self, message_id: str) -> Message | None:
        """The message that its sender knows by this id. The first question after new messages takes these into the index."""
        if self._ids is None:
            self._ids = Ids(self._held)
        self._ids.read(self._pages)
        return self._ids.messages.get(message_id)

    def to(self, number: str) -> list[Message]:
        """Messages to an E.164 number, oldest first."""
        pages = [self._held, *(page for page in self._pages if page.may_hold(number))]
        return [message for message in chain.from_iterable(pages) if message.submission.destination == number]

    def shown_to(self, number: str, after: Instant, taken: int) -> list[Message]:
        """Texts without a header that an E.164 number's phone shows, by when they came, of those that came after an instant.

        taken: how many messages had been taken (`accepted`) when that instant was noted: those taken since came after it in any case.
        """
        found = [message for message in self.to(number) if not message.submission.header and folder(message) == INBOX]
        new = set(self.accepted(taken)[0]) if any(delivered_at(message) == after for message in found) else ()
        return sorted((message for message in found if delivered_at(message) > after or message in new), key=delivered_at)

    def of_app(self, account: str, number: str) -> Sequence[Message]:
        """An app's texts to an E.164 number, oldest first. Other accounts have none: they are not in the index, which so stays small."""
        if self._apps is None:
            self._apps = TextsOfApps(self._held)
        self._apps.read(self._pages)
        return self._apps.texts.get((account, number), ())

    def export(self) -> bytes:
        """JSON lines ordered by (instant, message, event): the same bytes for the same seed, however the texts came in."""
        rows = sorted(_rows(self), key=lambda row: row[:4])
        return b"".join(msgspec.json.encode(row[4]) + b"\n" for row in rows)

    def _turn(self) -> None:
        full = self._page
        full.seal()
        self._page = Page(full[-1].accepted_at)
        self._pages.append(self._page)
        self._marks.turn(self._page.begin)
        self._turned += 1
        self._settle(full)
        if self._most is not None and len(self._pages) > self._most + 1:
            page = self._pages.popleft()
            self._marks.drop()
            self._open = deque(each for each in self._open if each is not page)
            for index in filter(None, (self._ids, self._apps)):
                index.turn(page)
            self._let_go(page)
            if len(self._held) > self._held_most:
                held, self._held = self._held, []
                self._let_go(held)
                self._held_most = max(PAGE, 2 * len(self._held))

    def _settle(self, full: Page) -> None:
        """Of the pages with messages on their way, look at one: so each is known to be settled a while after it is."""
        self._open.append(full)
        page = self._open.popleft()
        if not page.settle():
            self._open.append(page)

    def _let_go(self, page: Sequence[Message]) -> None:
        gone = [message for message in page if FINAL[message.state]]
        self._held += [message for message in page if not FINAL[message.state]]
        self._forgotten(gone)
        for index in filter(None, (self._ids, self._apps)):
            index.drop(gone)


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
