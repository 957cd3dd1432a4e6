"""Who submits: how their messages are numbered, and what is told them. It collects reports of a batch and hands them over together."""

from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from simulator.lifecycle import State
from simulator.message import Instant, Message, Outcome, Reply, Report, Submission

Numbering = Callable[[int, Instant, Submission], str]


class Sender(Struct, frozen=True):
    """outlet: takes its reports, a batch at a time; replies: takes its replies.

    numbering: its message ids from (serial, instant, submission). alert: is told that the handset of this text is back.

    app: the application whose list of unsubscribed numbers it shares; `` for none.
    """

    outlet: Callable[[list[Report]], None]
    numbering: Numbering
    replies: Callable[[Reply], None] = lambda _: None
    app: str = ""
    alert: Callable[[Submission, Instant], None] = lambda *_: None


class Senders(dict[str, Sender]):
    """By account. `outbox`: reports that wait for the end of the batch, by account too."""

    def __init__(self) -> None:
        super().__init__()
        self.outbox: dict[str, list[Report]] = {}
        self._handed = 0
        self._told: Counter[State] = Counter()

    def attach(self, account: str, sender: Sender) -> None:
        """Let `account` submit."""
        self[account] = sender
        self.outbox[account] = []

    def tell(self, message: Message, outcome: Outcome, now: Instant) -> None:
        """One report, with the next hand-over."""
        self._told[outcome.state] += 1
        self.outbox[message.submission.account].append(Report(message, outcome, now))

    def hand_over(self) -> None:
        """Everything that waits."""
        for account, reports in self.outbox.items():
            if reports:
                self.outbox[account] = []
                self._handed += len(reports)
                self[account].outlet(reports)

    def reported(self) -> Counter[State]:
        """How many reports were handed over, by what they told.

        What the journey put into the outbox by itself told of delivery: those are not counted one by one.
        """
        return self._told + Counter({State.DELIVERED: self._handed - self._told.total()})
