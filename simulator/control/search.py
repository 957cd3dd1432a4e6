"""Looks for messages in the ledger, newest first, a page of it at a time, so that whoever asks can let others have their turn.

Pages say which numbers they hold, and the ledger in which of them a cause or a fate stands; all else is looked through.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from operator import attrgetter, methodcaller
from typing import Any

from msgspec import Struct

from simulator.causes import Cause
from simulator.ledger import Ledger, Page
from simulator.lifecycle import State
from simulator.message import Alphabet, Instant, Message, Outcome
from simulator.text import gsm7, joins, udh
from simulator.text.alphabets import show

_COMMON = frozenset((Alphabet.GSM7, Alphabet.UCS2))
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
    """What is found in each page of the ledger, the newest page first, and within it too; empty where a page holds nothing of the kind.

    What is newer than the cursor is looked at only where words are looked for: the other parts of a long text may be there.
    """
    nothing: set[Any] = {None}
    texts = None if where.text is None else Texts(where.text)
    until = where.until
    if after is not None and texts is None:
        until = after.at + 1 if until is None else min(until, after.at + 1)
    questions = _questions(ledger, where)
    for page in reversed(ledger.pages()):
        if not page or (until is not None and page[0].accepted_at >= until):
            yield []
            continue
        if where.since is not None and page[-1].accepted_at < where.since:
            return
        at_cursor = after is not None and page[0].accepted_at <= after.at
        if not at_cursor and isinstance(page, Page) and not all(may_hold(page) for may_hold in questions):
            yield []
            continue
        held = _within(page, where.since, until)
        if after is not None:
            told, held, met = _parted(held, after)
            if texts is not None:
                texts.holding(_fitting([message for message in told if message.submission.carriage.header], where, nothing))
            after = None if met else after
        found = _fitting(held, where, nothing)
        yield found if texts is None else texts.holding(found)


def _questions(ledger: Ledger, where: Where) -> list[Callable[[Page], bool]]:
    """What a page is asked before it is looked through, the quickest first. A yes is no promise."""
    asked = [ledger.may_hold(what) for what in (where.state, where.cause) if what is not None]
    if where.number is not None:
        asked.append(methodcaller("may_hold", where.number))
    return asked


def _within(page: list[Message], since: Instant | None, until: Instant | None) -> list[Message]:
    if since is not None and page[0].accepted_at < since:
        page = [message for message in page if message.accepted_at >= since]
    if until is not None and page and page[-1].accepted_at >= until:
        page = [message for message in page if message.accepted_at < until]
    return page


def _parted(page: list[Message], cursor: Cursor) -> tuple[list[Message], list[Message], bool]:
    """What of a page, oldest first, was told up to the cursor's message, and what is older; whether that was met, or is gone.

    It is looked for among all that the page holds: it need not fit any more, as one that was on its way when it was told.
    """
    begin, end = (bisect(page, cursor.at, key=attrgetter("accepted_at")) for bisect in (bisect_left, bisect_right))
    for place in range(begin, end):
        if page[place].id == cursor.id:
            return page[place:], page[:place], True
    return page[begin:], page[:begin], begin > 0


def _fitting(found: list[Message], where: Where, nothing: set[Any]) -> list[Message]:
    """Newest first. The cheapest questions first, each over what the ones before have left."""
    if where.number is not None:
        number = where.number
        found = [message for message in found if message.submission.destination == number]
    if where.account is not None:
        account = where.account
        found = [message for message in found if message.submission.carriage.account == account]
    if where.state is not None:
        state = where.state
        found = [message for message in found if message.state is state]
    if where.cause is not None:
        found = [message for message in _troubled(found, nothing) if where.cause in _causes(message, nothing)]
    return found[::-1]


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


def troubled(found: list[Message]) -> list[Message]:
    """Those on whose trail a cause may stand."""
    return _troubled(found, {None})


def near(found: list[Message], words: str) -> list[Message]:
    """Those in which the words may stand, by the octets of a text as it came. Part by part: what goes over parts is in none."""
    ucs2, septets = words.encode("utf-16-be", "surrogatepass"), gsm7.encode(words)
    return [
        message
        for message in found
        if ucs2 in (content := message.submission.content)
        or (septets is not None and septets in content)
        or message.submission.carriage.alphabet not in _COMMON
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


class Texts:
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
            carriage = submission.carriage
            alphabet = carriage.alphabet
            if alphabet is utf16:
                near = ucs2 in submission.content
            elif alphabet is Alphabet.GSM7:
                near = septets is not None and septets in submission.content
            else:
                near = True
            if (near and self._words in show(submission.content, alphabet)) or (carriage.header and self._joined(message)):
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
