"""Indexes over the ledger's pages. They remember where messages stand, and hold nothing that the ledger does not."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import islice

from simulator.lifecycle import FINAL
from simulator.message import AppSubmission, Message


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
