"""What waits to be reviewed, and its answers: an owner of time. What the reviewer finds stands in platform/review, not here.

Who reviews is settled when something is handed in: the automatic reviewer, then its answer is on the agenda; or somebody outside, then
it waits for a word through the control API. A word may come before the automatic answer as well. What a scenario begins with "in
review" was never handed in here, so nobody but somebody outside ever answers it.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from simulator.kernel.agenda import Agenda
from simulator.message import Instant
from simulator.platform.catalogue import FiledSign, FiledTemplate, Status
from simulator.platform.platform import Platform
from simulator.platform.review import hours, signature, template
from simulator.platform.review.applications import Verdict

JUDGE, INTO_FORCE = range(2)

Paper = FiledSign | FiledTemplate
"""What is reviewed."""


class Waiting(Struct, frozen=True):
    """A signature or template that is in review, and whose it is."""

    customer: str
    paper: Paper


class Reviews:
    """The reviewers' desk. wake: told when `next_due` has changed."""

    def __init__(self, platform: Platform, wake: Callable[[], None] = lambda: None) -> None:
        self._platform = platform
        self._agenda = Agenda((self._judge, self._turn), wake)

    def next_due(self) -> Instant | None:
        """When the next answer is due, or something comes into force."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Give the answers that are due at the earliest instant up to `now`, at most so many."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """Nothing here takes wall time."""
        return []

    def open(self, now: Instant) -> None:
        """What the settings brought was there before anything began: it has its date."""
        for customer in self._platform.customers():
            self._platform.catalogue(customer.name).date(now)

    def begin(self, customer: str, paper: Paper, now: Instant) -> None:
        """It was handed in, for the first time or once more."""
        self.forget(customer, paper)
        paper.status, paper.applied_at, paper.replied_at, paper.reply, paper.rule = Status.IN_REVIEW, now, None, "", ""
        settings = self._platform.settings.reviewing
        if settings.automatic:
            paper.turns_at = hours.answered_at(now, settings.wait_ms, settings.holidays)
            self._agenda.add(paper.turns_at, JUDGE, Waiting(customer, paper))

    def forget(self, customer: str, paper: Paper) -> None:
        """It was deleted, or is handed in anew: no answer is owed."""
        if paper.turns_at is not None:
            self._agenda.cancel(paper.turns_at, INTO_FORCE if paper.status is Status.NOT_IN_FORCE else JUDGE, Waiting(customer, paper))
            paper.turns_at = None

    def waiting(self) -> list[Waiting]:
        """All that is in review: by customer, signatures first, the oldest first."""
        found = []
        for customer in self._platform.customers():
            catalogue = self._platform.catalogue(customer.name)
            papers: list[Paper] = [*catalogue.signs.values(), *catalogue.templates.values()]
            found += [Waiting(customer.name, paper) for paper in papers if paper.status is Status.IN_REVIEW]
        return found

    def opinion(self, waiting: Waiting) -> Verdict:
        """What the automatic reviewer thinks of it."""
        customer, settings = self._platform.customer(waiting.customer), self._platform.settings
        if isinstance(waiting.paper, FiledSign):
            return signature.judge(waiting.paper.application, customer, settings)
        return template.judge(waiting.paper.application, customer, settings)

    def answer(self, waiting: Waiting, verdict: Verdict, now: Instant, in_force_at: Instant | None = None) -> None:
        """It is approved, at once or from an instant on, or refused; what stood on the agenda about it does no more."""
        paper = waiting.paper
        assert paper.status is Status.IN_REVIEW
        self.forget(waiting.customer, paper)
        paper.replied_at, paper.reply, paper.rule = now, verdict.reply, verdict.rule
        if not verdict.approved:
            paper.status = Status.REFUSED
            return
        paper.found(verdict)
        if in_force_at is None or in_force_at <= now:
            paper.status = Status.APPROVED
        else:
            paper.status, paper.turns_at = Status.NOT_IN_FORCE, in_force_at
            self._agenda.add(in_force_at, INTO_FORCE, waiting)

    def _judge(self, now: Instant, entries: Iterable[Waiting]) -> None:
        for waiting in entries:
            self.answer(waiting, self.opinion(waiting), now)

    def _turn(self, _now: Instant, entries: Iterable[Waiting]) -> None:
        for waiting in entries:
            waiting.paper.status, waiting.paper.turns_at = Status.APPROVED, None
