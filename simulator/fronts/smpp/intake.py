"""Collects what all sessions submit and are told in one turn of the loop: what is paid for a batch is paid once. It judges nothing."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import Protocol

from simulator.message import Instant, Message, Submission
from simulator.smpp.plain import SubmitSm, accepted
from simulator.smpp.statuses import Status

ENOUGH = 16
"""Requests of one read that make a batch worth its cost by themselves."""
_TAKEN = int(Status.ROK)


class Submitter(Protocol):
    """A session that submits."""

    def translate(self, requests: list[SubmitSm], now: Instant, taken: list[Submission], sequences: list[int]) -> None:
        """Append what these requests bring, and their sequence numbers; those that bring nothing it refuses by itself."""

    def accept(self, answers: list[bytes], messages: list[Message], now: Instant) -> None:
        """They were taken: tell the peer, and write what was held back for it."""


class Road(Protocol):
    """Where texts go."""

    def submit_all(self, submissions: list[Submission], now: Instant) -> list[Message]:
        """Take these, in their order."""

    def begin(self, submission: Submission, now: Instant) -> Message:
        """Take one so far that it can be answered."""

    def go_on(self, message: Message, now: Instant) -> None:
        """Do the rest."""


class Intake:
    """now: network time; road: takes submissions in their order; soon: calls something when this turn of the loop is over.

    answers: how many requests were answered with each status, whoever answered. alone: there is no other session that could add to a batch.
    """

    def __init__(self, now: Callable[[], Instant], road: Road, soon: Callable[[Callable[[], None]], object]) -> None:
        self._now, self._road, self._soon = now, road, soon
        self._collected: list[tuple[Submitter, list[SubmitSm]]] = []
        self._tells: list[Callable[[], None]] = []
        self._ends = False
        self.answers: Counter[int] = Counter()
        self.alone = False
        self._answering: Collection[Submitter] = ()

    def collect(self, submitter: Submitter, requests: list[SubmitSm]) -> None:
        """These are submitted when the turn is over, after what was collected before; at once where nothing is won by waiting."""
        self._collected.append((submitter, requests))
        if self.alone or len(requests) >= ENOUGH:
            self.run()
        elif not self._ends:
            self._end_soon()

    def after(self, tell: Callable[[], None]) -> None:
        """Call this when the turn is over, before what was collected is submitted: it has sessions send what is no answer."""
        self._tells.append(tell)
        if not self._ends:
            self._end_soon()

    def holds(self, submitter: Submitter) -> bool:
        """Whether this one is about to write answers, so that what it has to tell beside can leave with them."""
        return submitter in self._answering

    def run(self) -> None:
        """Submit now: something comes that must not overtake it."""
        collected = self._collected
        if not collected:
            return
        self._collected = []
        now = self._now()
        taken: list[Submission] = []
        sequences: list[int] = []
        ends: list[int] = []
        for submitter, requests in collected:
            submitter.translate(requests, now, taken, sequences)
            ends.append(len(taken))
        if len(taken) == 1:  # its client waits for the answer alone: what is to be done for it can be done while that travels
            message = self._road.begin(taken[0], now)
            try:
                self._answer(collected, ends, sequences, [message], now)
            finally:
                self._road.go_on(message, now)
        else:
            self._answer(collected, ends, sequences, self._road.submit_all(taken, now), now)

    def _answer(
        self,
        collected: list[tuple[Submitter, list[SubmitSm]]],
        ends: list[int],
        sequences: list[int],
        messages: list[Message],
        now: Instant,
    ) -> None:
        """Tell each submitter what of its own was taken. ends: where in all that was taken its own ends."""
        self.answers[_TAKEN] += len(messages)
        answers = [accepted(sequence, message.id) for sequence, message in zip(sequences, messages, strict=True)]
        if len(collected) == 1:
            collected[0][0].accept(answers, messages, now)
            return
        at = 0
        for (submitter, _), end in zip(collected, ends, strict=True):
            submitter.accept(answers[at:end], messages[at:end], now)
            at = end

    def _end_soon(self) -> None:
        self._ends = True
        self._soon(self._end)

    def _end(self) -> None:
        """The turn is over. If one of those who tell fails, the others do in the next turn."""
        self._ends = False
        if self._tells:
            tells, self._tells = iter(self._tells), []
            self._answering = {submitter for submitter, _ in self._collected}
            try:
                for tell in tells:
                    tell()
            finally:
                self._answering = ()
                for tell in tells:
                    self.after(tell)
                self.run()
        else:
            self.run()
