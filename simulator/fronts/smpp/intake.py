"""Collects what all sessions submit in one turn of the loop, so that what is paid for a batch is paid once. It judges nothing."""

from collections import Counter
from collections.abc import Callable
from typing import Protocol

from simulator.message import Instant, Message, Submission
from simulator.smpp.plain import SubmitSm
from simulator.smpp.statuses import Status

ENOUGH = 16
"""Requests of one read that make a batch worth its cost by themselves."""
_TAKEN = int(Status.ROK)


class Submitter(Protocol):
    """A session that submits."""

    def translate(self, requests: list[SubmitSm], now: Instant) -> tuple[list[Submission], list[int]]:
        """What these requests bring, and their sequence numbers; those that bring nothing it refuses by itself."""

    def accept(self, messages: list[Message], sequences: list[int], now: Instant) -> None:
        """They were taken: tell the peer."""


class Intake:
    """now: network time; submit: takes submissions in their order; soon: calls something when this turn of the loop is over.

    answers: how many requests were answered with each status, whoever answered. alone: there is no other session that could add to a batch.
    """

    def __init__(
        self,
        now: Callable[[], Instant],
        submit: Callable[[list[Submission], Instant], list[Message]],
        soon: Callable[[Callable[[], None]], object],
    ) -> None:
        self._now, self._submit, self._soon = now, submit, soon
        self._collected: list[tuple[Submitter, list[SubmitSm]]] = []
        self.answers: Counter[int] = Counter()
        self.alone = False

    def collect(self, submitter: Submitter, requests: list[SubmitSm]) -> None:
        """These are submitted when the turn is over, after what was collected before; at once where nothing is won by waiting."""
        self._collected.append((submitter, requests))
        if self.alone or len(requests) >= ENOUGH:
            self.run()
        elif len(self._collected) == 1:
            self._soon(self.run)

    def run(self) -> None:
        """Submit now: something comes that must not overtake it."""
        collected, self._collected = self._collected, []
        if not collected:
            return
        now = self._now()
        if len(collected) == 1:
            self._take(*collected[0], now)
            return
        batches = [submitter.translate(requests, now) for submitter, requests in collected]
        messages = self._submit([submission for batch, _ in batches for submission in batch], now)
        self.answers[_TAKEN] += len(messages)
        at = 0
        for (submitter, _), (_, sequences) in zip(collected, batches, strict=True):
            submitter.accept(messages[at : at + len(sequences)], sequences, now)
            at += len(sequences)

    def _take(self, submitter: Submitter, requests: list[SubmitSm], now: Instant) -> None:
        """From one session: nothing has to be told apart."""
        submissions, sequences = submitter.translate(requests, now)
        messages = self._submit(submissions, now)
        self.answers[_TAKEN] += len(messages)
        submitter.accept(messages, sequences, now)
