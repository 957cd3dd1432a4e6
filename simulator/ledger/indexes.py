"""Indexes over the ledger's pages. They remember where messages stand, and hold nothing that the ledger does not."""

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from simulator.causes import Cause
from simulator.lifecycle import FINAL, TRANSITIONS, Event, State
from simulator.message import AppSubmission, Instant, Message


class Index(ABC):
    """An index that is made when first asked for, and then reads what came whenever it is asked. What nobody asks for costs nothing."""

    def __init__(self, held: list[Message]) -> None:
        self._page = self._at = 0
        self.take(held)

    def read(self, pages: Sequence[Sequence[Message]]) -> None:
        """Take in what came since the last time."""
        for page in islice(pages, self._page, None):
            self.take(islice(page, self._at, None))
            self._at = 0
        self._page, self._at = len(pages) - 1, len(pages[-1])

    def turn(self, page: Sequence[Message]) -> None:
        """The oldest page goes. If it was not read, so will be what is kept of it, and the rest is forgotten as it is."""
        if self._page:
            self._page -= 1
        else:
            self.take(message for message in islice(page, self._at, None) if not FINAL[message.state])
            self._at = 0

    @abstractmethod
    def take(self, messages: Iterable[Message]) -> None:
        """These are asked for from now on."""

    @abstractmethod
    def drop(self, gone: list[Message]) -> None:
        """These are forgotten; some were perhaps never taken."""


class Ids(Index):
    """Messages by id; the newest where two have the same."""

    def __init__(self, held: list[Message]) -> None:
        self.messages: dict[str, Message] = {}
        super().__init__(held)

    def take(self, messages: Iterable[Message]) -> None:
        """By their ids."""
        self.messages.update((message.id, message) for message in messages)

    def drop(self, gone: list[Message]) -> None:
        """Unless a newer one has the id."""
        known = self.messages
        for message in gone:
            if known.get(message.id) is message:
                del known[message.id]


class TextsOfApps(Index):
    """Apps' texts by account and number, each list oldest first."""

    def __init__(self, held: list[Message]) -> None:
        self.texts: dict[tuple[str, str], list[Message]] = {}
        super().__init__(held)

    def drop(self, gone: list[Message]) -> None:
        """With lists that hold nothing any more."""
        forgotten = {message for message in gone if _of_app(message)}
        for key in {_key(message) for message in forgotten} & self.texts.keys():
            kept = [message for message in self.texts[key] if message not in forgotten]
            if kept:
                self.texts[key] = kept
            else:
                del self.texts[key]

    def take(self, messages: Iterable[Message]) -> None:
        """Those of apps; others have none."""
        for message in messages:
            if _of_app(message):
                self.texts.setdefault(_key(message), []).append(message)


def _of_app(message: Message) -> bool:
    return type(message.submission.origin) is AppSubmission


def _key(message: Message) -> tuple[str, str]:
    return message.submission.account, message.submission.destination


_UNMARKED = (State.ENROUTE, State.DELIVERED)
"""What nearly every message is, and what the road does not note one by one."""
_MARKED = frozenset((Event.ATTEMPTED, Event.FAILED, Event.EXPIRED, Event.UNSEEN, Event.DELIVERED, Event.CANCELLED, Event.GIVEN_UP))
"""Events that bring a cause, or such an end. Reports bring none: what they name was noted before."""
_Marked = dict[int, set[Instant]]
"""By the identity of a cause, or of None: an enum hashes too slowly for the road."""


class Marks:
    """In which pages there may be a cause, or a message that ended otherwise than delivered: marked as it is noted, so it is never made.

    Pages are named by their `begin`. A message is found by when it was taken, which two pages may share: then both are marked, and where
    many pages begin at one instant, all of them.
    """

    def __init__(self) -> None:
        self._begins: list[Instant] = [0]
        self._of_events: list[_Marked] = [{} for _ in range(len(Event) + 1)]
        for event in _MARKED:
            self._of_events[event] = {id(cause): set() for cause in (None, *Cause)}

    def of(self, what: Cause | State) -> Collection[Instant] | None:
        """Where the pages begin that may hold it; None: any page may."""
        if isinstance(what, Cause):
            return set().union(*(marked[id(what)] for marked in self._of_events if marked))
        if what in _UNMARKED:
            return None
        ends = [self._of_events[event] for event, after in TRANSITIONS[State.ENROUTE].items() if after is what]
        return set().union(*(begins for marked in ends for begins in marked.values()))

    def note(self, taken_at: Instant, number: int, cause: Any) -> None:
        """An event of this number, for this cause, happened to a message that was taken then."""
        marked = self._of_events[number].get(id(cause))
        if marked is None:
            return
        begins = self._begins
        place = bisect_right(begins, taken_at)
        if place:  # else its page is gone
            begin = begins[place - 1]
            marked.add(begin)
            if begin == taken_at and (earlier := bisect_left(begins, taken_at)):
                marked.add(begins[earlier - 1])

    def turn(self, begin: Instant) -> None:
        """Another page begins."""
        self._begins.append(begin)

    def drop(self) -> None:
        """The oldest page goes."""
        begin = self._begins.pop(0)
        if self._begins[0] != begin:
            for marked in self._of_events:
                for begins in marked.values():
                    begins.discard(begin)
