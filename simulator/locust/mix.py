"""What senders in the field send, as tasks by tags: codes, marketing bursts, long texts, texts that are answered, bombing."""

import time
from typing import Any, Final

from locust import TaskSet, tag, task

from simulator.locust import texts
from simulator.locust.texts import Text

BURST: Final = 20
"""Texts that a marketing system hands over at once."""
BOMBS: Final = 15
"""More than any number may get in a day by the default world's rules."""


class Mix(TaskSet):
    """Of 100 tasks 70 are codes. Through HTTP, long texts need --long-template, and texts that are answered the default world."""

    user: Any

    def wait(self) -> None:
        """Give the others their turn, unless there is room for more: a turn each text costs as much as the text."""
        if not self.user.goes_on():
            super().wait()  # type: ignore[no-untyped-call]  # locust says no types here

    @tag("codes")
    @task(70)
    def code(self) -> None:
        """A verification code for somebody."""
        self.user.send(texts.code(self._somebody(), self.user.chance))

    @tag("marketing")
    @task(2)
    def burst(self) -> None:
        """The same text for many, one after the other."""
        for _ in range(BURST):
            self.user.send(texts.marketing(self._somebody(), self.user.chance))

    @tag("long")
    @task(20)
    def long(self) -> None:
        """A text of several parts; a code where the front has no template for it."""
        template = self.user.books.options.long_template
        self.user.send(texts.long(self._somebody(), template) if self.user.front == "smpp" or template else self._code())

    @tag("replies")
    @task(5)
    def reply(self) -> None:
        """A text to somebody who answers; their limits are theirs, so that refusals for them are no failures.

        Who has yet to answer another text is left alone, as nobody could tell which one the answer is to: somebody else gets a code.
        """
        to, book = self.user.chance.choice(self.user.books.own(texts.REPLIERS)), self.user.books.books[self.user.front]
        if not book.ask(to, time.time()):
            self.user.send(self._code())
            return
        sent_at = 0.0
        try:
            sent_at = self.user.send(texts.code(to, self.user.chance), limited=True)
        finally:  # also where locust ends this user in the middle
            if not sent_at:
                book.withdraw(to)

    @tag("bombing")
    @task(1)
    def bomb(self) -> None:
        """One number gets more than it can bear: what the platform refuses of that is no failure."""
        to = self._somebody()
        for _ in range(BOMBS):
            self.user.send(texts.code(to, self.user.chance), limited=True)

    def _somebody(self) -> str:
        number: str = next(self.user.numbers)
        return number

    def _code(self) -> Text:
        return texts.code(self._somebody(), self.user.chance)
