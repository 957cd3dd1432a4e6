"""Where the texts of applications come in: the platform judges them, and those it takes go on their way together. It answers nobody.

Requests that come at one time are taken through each step together, for what one loop does for all stays in the processor's caches: one
after the other, from its first octet to its last, each takes twice as long. So a front says what it wants taken, and how it answers then.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from simulator.ledger import Ledger, Refused
from simulator.message import AppSubmission, Instant, Message, Submission
from simulator.platform.platform import Platform, account
from simulator.refusals import Refusal

Became = Message | Refusal
"""What became of a text: it is on its way, or it is refused and that is on record."""
Answer = TypeVar("Answer")


class Asking(Struct, Generic[Answer], frozen=True):
    """A request whose texts are yet to be taken. answer: makes the answer of what became of them, in their order."""

    texts: list[AppSubmission]
    answer: Callable[[list[Became]], Answer]


class Intake:
    """One network's. submit_all: puts texts on the road that are ready to travel."""

    def __init__(self, platform: Platform, ledger: Ledger, submit_all: Callable[[list[Submission], Instant], list[Message]]) -> None:
        self._platform, self._ledger, self._submit_all = platform, ledger, submit_all

    def settle(self, begun: list[Answer | Asking[Answer]], now: Instant) -> list[Answer]:
        """The answers to requests, in their order: those that are there already, and those that waited for texts to be taken."""
        texts: list[AppSubmission] = []
        for each in begun:
            if isinstance(each, Asking):
                texts += each.texts
        became = self.apply_all(texts, now) if texts else []
        answers: list[Answer] = []
        at = 0
        for each in begun:
            if isinstance(each, Asking):
                begin, at = at, at + len(each.texts)
                answers.append(each.answer(became[begin:at]))
            else:
                answers.append(each)
        return answers

    def apply_all(self, texts: list[AppSubmission], now: Instant) -> list[Became]:
        """Judge them, record those that are refused and put the others on their way; what became of each, in their order."""
        check = self._platform.check
        judged = [check(text, now) for text in texts]
        taken = iter(self._submit_all([each for each in judged if isinstance(each, Submission)], now))
        return [
            next(taken) if isinstance(each, Submission) else self._refuse(text, each, now) for text, each in zip(texts, judged, strict=True)
        ]

    def apply(self, text: AppSubmission, now: Instant) -> Became:
        """The same of one."""
        return self.apply_all([text], now)[0]

    def _refuse(self, text: AppSubmission, refusal: Refusal, now: Instant) -> Refusal:
        self._ledger.refuse(Refused(now, account(text.app), text.destination, refusal, text.said, text))
        return refusal
