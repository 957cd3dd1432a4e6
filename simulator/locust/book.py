"""What one front's users of this process wait for: reports by the id of the text, replies by the number. It sends and reads nothing.

A report may come before its answer, or to another process than the one that sent the text: whoever does not know its id keeps it a while,
and passes it on.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from simulator.locust.counts import Counts, total

EARLY_MOST: Final = 100_000
"""Reports of unknown texts that are kept, the newest ones: in the end each text has one, and its answer is never so far behind."""
REST: Final = 0
"""The cohort of texts that are not looked at apart from others."""

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


class Sent(NamedTuple):
    """A text that left. to: whom to; at: unix seconds; counts: of the cohort that it belongs to, whatever becomes of it and when."""

    to: str
    at: float
    counts: Counts


class Asked(NamedTuple):
    """A reply that is waited for. front: through which the text left; at: unix seconds."""

    front: str
    at: float


class LostError(Exception):
    """No report, or no reply, came in time."""


class Book:
    """One front's. name: of the front; fire: takes statistics; early: reports of texts that nobody knows yet, by their ids.

    asked: by number, who is to reply. Fronts that are told by the same queue share both. Instants are unix seconds, as they are compared
    between processes.
    """

    def __init__(self, name: str, fire: Fire, early: OrderedDict[str, Told], asked: dict[str, Asked]) -> None:
        self.name = name
        self.cohorts = {REST: Counts()}
        self.now = self.cohorts[REST]
        self._fire = fire
        self._open: dict[str, Sent] = {}
        self._early = early
        self._asked = asked
        self._closed = False

    @property
    def counts(self) -> Counts:
        """Of all cohorts together."""
        return total(self.cohorts.values())

    @property
    def asks(self) -> bool:
        """Whether any reply is waited for."""
        return bool(self._asked)

    def mark(self, cohort: int) -> None:
        """Texts that leave from now on belong to this one."""
        self.now = self.cohorts.setdefault(cohort, Counts())

    def send(self, to: str, at: float) -> Sent:
        """A text leaves."""
        self.now.sent += 1
        return Sent(to, at, self.now)

    def accept(self, key: str, sent: Sent) -> None:
        """The answer came, with this id: from now on a report is waited for, unless it is too late for any."""
        sent.counts.answered += 1
        sent.counts.accepted += 1
        asked = self._asked.get(sent.to)
        if asked is not None and asked.front == self.name:  # it may have waited for its turn to leave
            self._asked[sent.to] = Asked(self.name, sent.at)
        told = self._early.pop(key, None)
        if told is not None:
            self._settle(sent, told)
        elif self._closed:
            self._lose(sent, sent.at, "no report until the end of the run")
        else:
            self._open[key] = sent

    def refuse(self, sent: Sent, *, limited: bool) -> None:
        """The answer came, and says no. limited: to too many texts for one number, as was expected."""
        sent.counts.answered += 1
        sent.counts.limited += limited
        self.withdraw(sent.to)

    def give_up(self, sent: Sent) -> None:
        """No answer comes any more."""
        sent.counts.timed_out += 1
        self.withdraw(sent.to)

    def ask(self, number: str, at: float) -> bool:
        """A reply from this number is waited for; False: it was before, and nobody could tell which text is answered."""
        if number in self._asked:
            return False
        self._asked[number] = Asked(self.name, at)
        return True

    def withdraw(self, number: str) -> None:
        """It was not asked after all."""
        asked = self._asked.get(number)
        if asked is not None and asked.front == self.name:
            del self._asked[number]

    def tell(self, told: Told) -> bool:
        """A report or reply came; False: nobody here waits for it."""
        if told.reply:
            return self._replied(told)
        sent = self._open.pop(told.key, None)
        if sent is not None:
            self._settle(sent, told)
        return sent is not None

    def keep(self, told: Told) -> None:
        """A report came that no book knows the text of."""
        self._early[told.key] = told
        if len(self._early) > EARLY_MOST:
            self._early.popitem(last=False)

    def expire(self, now: float, patience_s: float) -> None:
        """Give up what has waited for longer than that for its report or its reply."""
        while self._open:
            key, sent = next(iter(self._open.items()))
            if now - sent.at <= patience_s:
                break
            del self._open[key]
            self._lose(sent, now, "no report in time")
        for number, asked in list(self._asked.items()):
            if asked.front == self.name and now - asked.at > patience_s:
                del self._asked[number]
                self.now.reply_lost += 1
                self._log("no reply", now - asked.at, LostError("no reply in time"))

    def unreadable(self, error: Exception) -> None:
        """Something came that says nothing."""
        self._log("unreadable", 0.0, error)

    def close(self, now: float) -> None:
        """Nothing comes any more, also for what is accepted from here on."""
        self._closed = True
        for sent in self._open.values():
            self._lose(sent, now, "no report until the end of the run")
        self._open.clear()
        self._asked.clear()

    def _replied(self, told: Told) -> bool:
        asked = self._asked.get(told.key)
        if asked is None or asked.front != self.name or told.at < asked.at:  # to a text of another process's, from before
            return False
        del self._asked[told.key]
        self.now.replied += 1
        self._log("reply", told.at - asked.at)
        return True

    def _settle(self, sent: Sent, told: Told) -> None:
        sent.counts.reported += 1
        sent.counts.undelivered += not told.delivered
        self._log("report", told.at - sent.at)

    def _lose(self, sent: Sent, now: float, why: str) -> None:
        """On a line of its own: how long it was waited for is no time that a report took."""
        sent.counts.lost += 1
        self._log("no report", now - sent.at, LostError(why))

    def _log(self, what: str, took_s: float, error: Exception | None = None) -> None:
        self._fire(
            request_type=self.name, name=what, response_time=took_s * 1000, response_length=0, exception=error, context={}, response=None
        )
