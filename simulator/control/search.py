"""Looks for messages in the ledger, newest first, a page of it at a time, so that whoever asks can let others have their turn.

Pages say which numbers they hold, and what became of their messages once nothing can change any more; all else is looked through.
"""

from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter
from typing import Any

from msgspec import Struct

from simulator.causes import Cause
from simulator.ledger import PAGE, Ledger, Page
from simulator.lifecycle import FINAL, State
from simulator.message import Alphabet, Instant, Message, Outcome
from simulator.text import gsm7, joins, udh
from simulator.text.alphabets import show

LEARNT = 20
"""Pages of which a search learns what became of their messages: the next one passes them by. All at once would take too long."""
_HEADER, _STATE = attrgetter("submission.header"), attrgetter("state")
PARTS_MOST = 100_000
"""Parts of long texts that are remembered while others of theirs are looked for."""


class Cursor(Struct, frozen=True):
    """Where a page ended: at this message, taken at this instant. What is older comes next."""

    at: Instant
    id: str

    def __str__(self) -> str:
        return f"{self.at}.{self.id}"


class Where(Struct, frozen=True):
    """What is looked for; all that is given must hold. number: E.164; since: from this instant on; until: before this one.

    cause: anywhere on its trail; text: as it stands, small letters are not large ones; one that goes over parts is found in the part that
    is met last.
    """

    number: str | None = None
    account: str | None = None
    state: State | None = None
    cause: Cause | None = None
    text: str | None = None
    since: Instant | None = None
    until: Instant | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is asked."""
        return self == _EVERYTHING


_EVERYTHING = Where()


def read_cursor(text: str) -> Cursor:
    """ValueError where it is none."""
    at, dot, message_id = text.partition(".")
    if not (dot and at.isdecimal() and at.isascii() and len(at) < 16):
        raise ValueError("this is no cursor: take `next` of the page before")
    return Cursor(int(at), message_id)


def newest_first(ledger: Ledger, where: Where, after: Cursor | None = None) -> Iterator[list[Message]]:
    """What is found in each page of the ledger, the newest page first, and within it too; empty where a page holds nothing of the kind."""
    nothing: set[Any] = {None}
    texts = None if where.text is None else _Texts(where.text)
    until = where.until
    if after is not None:
        until = after.at + 1 if until is None else min(until, after.at + 1)
    begun, learns = after is None, LEARNT if where.state is not None or where.cause is not None else 0
    for page in reversed(ledger.pages()):
        if not page or (until is not None and page[0].accepted_at >= until):
            yield []
            continue
        if where.since is not None and page[-1].accepted_at < where.since:
            return
        if begun and isinstance(page, Page):
            if where.number is None and page.fates is None and learns:
                page.fates, learns = _fates(page), learns - 1
            if not _worth_it(page, where):
                yield []
                continue
        found = _fitting(_within(page, where.since, until), where)
        if where.cause is not None:
            found = [message for message in _troubled(found, nothing) if where.cause in _causes(message, nothing)]
        found = found[::-1]
        if after is not None and not begun:
            found, begun = _older(found, after)
        yield found if texts is None else texts.holding(found)


def _worth_it(page: Page, where: Where) -> bool:
    """Whether a page may hold what is looked for."""
    if where.number is not None and not page.may_hold(where.number):
        return False
    fates = page.fates
    return fates is None or ((where.state is None or where.state in fates) and (where.cause is None or where.cause in fates))


def _fates(page: Page) -> frozenset[object] | None:
    """All states and causes of its messages; None while any of them is on its way, or a part of a long text, which may be given up."""
    if len(page) < PAGE or any(map(_HEADER, page)):
        return None
    found = set(map(id, map(_STATE, page)))
    states = [state for state in State if id(state) in found]
    if not all(FINAL[state] for state in states):
        return None
    nothing: set[Any] = {None}
    return frozenset((*states, *(cause for message in _troubled(page, nothing) for cause in _causes(message, nothing))))


def _within(page: list[Message], since: Instant | None, until: Instant | None) -> list[Message]:
    if since is not None and page[0].accepted_at < since:
        page = [message for message in page if message.accepted_at >= since]
    if until is not None and page and page[-1].accepted_at >= until:
        page = [message for message in page if message.accepted_at < until]
    return page


def _older(page: list[Message], cursor: Cursor) -> tuple[list[Message], bool]:
    """What comes after the cursor's message; whether that was met, or is gone."""
    same = sum(1 for _ in takewhile(lambda message: message.accepted_at == cursor.at, page))
    for place, message in enumerate(page[:same]):
        if message.id == cursor.id:
            return page[place + 1 :], True
    return page[same:], same < len(page)


def _fitting(found: list[Message], where: Where) -> list[Message]:
    """The cheapest questions first, each over what the ones before have left."""
    if where.number is not None:
        number = where.number
        found = [message for message in found if message.submission.destination == number]
    if where.account is not None:
        account = where.account
        found = [message for message in found if message.submission.account == account]
    if where.state is not None:
        state = where.state
        found = [message for message in found if message.state is state]
    return found


def _troubled(page: list[Message], nothing: set[Any]) -> list[Message]:
    """Those on whose trail a cause may stand. Nearly all were delivered at once, and that is seen without walking along.

    nothing: what has been met at the end of trails and names no cause. Outcomes are shared: there are a few of them.
    """
    return [
        message
        for message in page
        if (link := message.trail) is not None
        and (link[3] not in nothing or ((earlier := link[0]) is not None and (earlier[0] is not None or earlier[3] is not None)))
    ]


def _causes(message: Message, nothing: set[Any]) -> Iterator[Cause]:
    """All causes on a trail, the newest first."""
    link = message.trail
    while link is not None:
        link, _, _, detail = link
        if isinstance(detail, Outcome):
            if detail.cause is None:
                nothing.add(detail)
            detail = detail.cause
        if isinstance(detail, Cause):
            yield detail


class _Texts:
    """Looks for some words in texts, also across the parts of long ones."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._ucs2 = words.encode("utf-16-be", "surrogatepass")
        self._gsm7 = gsm7.encode(words)
        self._parts: dict[joins.Key, dict[int, Message]] = {}

    def holding(self, found: list[Message]) -> list[Message]:
        """Those that hold the words, in their order."""
        ucs2, septets, utf16 = self._ucs2, self._gsm7, Alphabet.UCS2
        kept = []
        for message in found:
            submission = message.submission
            alphabet = submission.alphabet
            if alphabet is utf16:
                near = ucs2 in submission.content
            elif alphabet is Alphabet.GSM7:
                near = septets is not None and septets in submission.content
            else:
                near = True
            if (near and self._words in show(submission.content, alphabet)) or (submission.header and self._joined(message)):
                kept.append(message)
        return kept

    def _joined(self, message: Message) -> bool:
        """Whether the words stand in the long text that this part makes whole."""
        submission = message.submission
        said = udh.concatenation(submission.header)
        if said is None or len(self._parts) >= PARTS_MOST:
            return False
        key = joins.key_of(submission.source, submission.destination, said)
        parts = self._parts.setdefault(key, {})
        parts[said.number] = message
        if len(parts) < said.total:
            return False
        del self._parts[key]
        return self._words in joined(parts)


def joined(parts: dict[int, Message]) -> str:
    """The text that parts make, by their numbers; what is missing leaves no gap."""
    ordered = (parts[number].submission for number in sorted(parts))
    return joins.shown((submission.content, submission.alphabet) for submission in ordered)
