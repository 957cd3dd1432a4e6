"""What one front's users of this process wait for: reports by the id of the text, replies by the number. It sends and reads nothing.

A report may come before its answer, or to another process than the one that sent the text: whoever does not know its id keeps it a while,
and passes it on.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from simulator.locust.counts import Counts

EARLY_MOST: Final = 100_000
"""Reports of unknown texts that are kept, the newest ones: in the end each text has one, and its answer is never so far behind."""

Fire = Callable[..., Any]
"""locust's request event: what is fired becomes a line of its statistics."""


class Told(NamedTuple):
    """A report, or a reply, that came. front: whose; key: the id of the text, or who replies; at: unix seconds; delivered: what it said.

    reply: it is one. Processes hand these to one another as plain tuples.
    """

    front: str
    key: str
    at: float
    delivered: bool = True
    reply: bool = False


class LostError(Exception):
    """No report came in time."""


class Book:
    """One front's. name: of the front; fire: takes statistics; early: reports of texts that nobody knows yet, by their ids.

    Instants are unix seconds, as they are compared between processes.
    """

    def __init__(self, name: str, fire: Fire, early: dict[str, Told]) -> None:
        self.name = name
        self.counts = Counts()
        self._fire = fire
        self._open: dict[str, float] = {}
        self._early = early
        self._asked: dict[str, float] = {}

    @property
    def asks(self) -> bool:
        """Whether any reply is waited for."""
        return bool(self._asked)

    def accept(self, key: str, sent_at: float) -> None:
        """The answer came, with this id: from now on a report is waited for."""
        self.counts.accepted += 1
        told = self._early.pop(key, None)
        if told is None:
            self._open[key] = sent_at
        else:
            self._settle(sent_at, told)

    def ask(self, number: str, sent_at: float) -> bool:
        """A reply from this number is waited for; False: it was before, and it would not be known which one comes."""
        if number in self._asked:
            return False
        self._asked[number] = sent_at
        return True

    def tell(self, told: Told) -> bool:
        """A report or reply came; False: nobody here waits for it."""
        if told.reply:
            return self._replied(told)
        sent_at = self._open.pop(told.key, None)
        if sent_at is not None:
            self._settle(sent_at, told)
        return sent_at is not None

    def keep(self, told: Told) -> None:
        """A report came that no book knows the text of."""
        self._early[told.key] = told
        if len(self._early) > EARLY_MOST:
            del self._early[next(iter(self._early))]

    def expire(self, before: float) -> None:
        """Give up what was sent before this instant and has no report."""
        while self._open:
            key = next(iter(self._open))
            sent_at = self._open[key]
            if sent_at >= before:
                return
            del self._open[key]
            self.counts.lost += 1
            self._log("report", before - sent_at, LostError("no report in time"))

    def close(self, now: float) -> None:
        """Nothing comes any more."""
        for sent_at in self._open.values():
            self.counts.lost += 1
            self._log("report", now - sent_at, LostError("no report until the end of the run"))
        self._open.clear()
        self._asked.clear()

    def _replied(self, told: Told) -> bool:
        asked_at = self._asked.get(told.key)
        if asked_at is None or told.at < asked_at:  # to a text of another process's, from before
            return False
        del self._asked[told.key]
        self.counts.replied += 1
        self._log("reply", told.at - asked_at)
        return True

    def _settle(self, sent_at: float, told: Told) -> None:
        self.counts.reported += 1
        self.counts.undelivered += not told.delivered
        self._log("report", told.at - sent_at)

    def _log(self, what: str, took_s: float, error: Exception | None = None) -> None:
        self._fire(
            request_type=self.name, name=what, response_time=took_s * 1000, response_length=0, exception=error, context={}, response=None
        )
