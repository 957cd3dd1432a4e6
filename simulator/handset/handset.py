"""A phone: what it does with a text, and how its condition changes. It knows no carrier, and schedules nothing: it says when it changes."""

from simulator.causes import Cause
from simulator.handset.conditions import TABLE, Condition
from simulator.handset.settings import INBOX_SHOWN, ORDINARY, HandsetSettings
from simulator.message import Instant, Message


class Handset:
    """One phone with one SIM. `inbox` holds what it shows, oldest first."""

    __slots__ = ("_settings", "changes_at", "condition", "inbox")

    def __init__(self, settings: HandsetSettings = ORDINARY) -> None:
        self._settings = settings
        self.condition = settings.condition
        self.changes_at: Instant | None = settings.until
        self.inbox: list[Message] = []

    def receive(self, message: Message, now: Instant) -> Cause | None:
        """Take a text that arrived; None when it has it, else why not.

        A condition that lasts for a time from the first text on starts to run here: `changes_at` says then when it ends.
        """
        cause = TABLE[self.condition].cause
        if cause is not None and self.changes_at is not None and self.changes_at <= now:
            self.recover()
            cause = None
        if cause is None:
            inbox = self.inbox
            inbox.append(message)
            if len(inbox) >= 2 * INBOX_SHOWN:
                del inbox[:-INBOX_SHOWN]
        elif self.changes_at is None and self._settings.for_ms is not None:
            self.changes_at = now + self._settings.for_ms
        return cause

    @property
    def reachable(self) -> bool:
        """Whether a text that arrives now is taken."""
        return TABLE[self.condition].cause is None

    def seen(self, now: Instant) -> Condition:
        """Its condition at this instant, whether or not a text has found out yet that the time of it is over."""
        over = self.changes_at is not None and self.changes_at <= now
        return Condition.ON if over else self.condition

    def forget(self, message: Message) -> None:
        """The ledger holds this text no longer, so the inbox lets it go too."""
        inbox = self.inbox
        if inbox and inbox[0] is message:
            del inbox[0]
        elif message in inbox:
            inbox.remove(message)

    def set(self, settings: HandsetSettings) -> None:
        """The owner, a scenario or the control API changes the handset; its inbox stays."""
        self._settings = settings
        self.condition = settings.condition
        self.changes_at = settings.until

    def recover(self) -> None:
        """The condition's time is over: the handset is on."""
        self.condition = Condition.ON
        self.changes_at = None

    def relapse(self) -> None:
        """What waited was handed over. A condition that begins anew with each first text is in force again."""
        if self._settings.for_ms is not None:
            self.condition = self._settings.condition

    def texts(self) -> list[Message]:
        """What the inbox shows."""
        return self.inbox[-INBOX_SHOWN:]
