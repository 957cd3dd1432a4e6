"""A phone: what it does with a text, and how its condition changes. It knows no carrier, and schedules nothing: it says when it changes."""

from simulator.causes import Cause
from simulator.handset.conditions import CAUSES, Condition
from simulator.handset.settings import INBOX_SHOWN, ORDINARY, HandsetSettings
from simulator.message import Instant, Message

_INBOX_CUT = 2 * INBOX_SHOWN
"""Cut back when it has grown to this: a text costs one append, not a copy of the inbox."""


class Handset:
    """One phone with one SIM. `inbox` holds what it shows, oldest first."""

    __slots__ = ("_cause", "_condition", "_settings", "changes_at", "inbox")

    def __init__(self, settings: HandsetSettings = ORDINARY) -> None:
        self.inbox: list[Message] = []
        self.changes_at: Instant | None = settings.until
        self._settings = settings
        self._condition = settings.condition
        self._cause: Cause | None = CAUSES[settings.condition.value]

    def receive(self, message: Message, now: Instant) -> Cause | None:
        """Take a text that arrived; None when it has it, else why not.

        A condition that lasts for a time from the first text on starts to run here: `changes_at` says then when it ends.
        """
        cause = self._cause
        if cause is not None:
            if self.changes_at is None and self._settings.for_ms is not None:
                self.changes_at = now + self._settings.for_ms
            if self.changes_at is None or self.changes_at > now:
                return cause
            self.recover()
        inbox = self.inbox
        inbox.append(message)
        if len(inbox) >= _INBOX_CUT:
            del inbox[:-INBOX_SHOWN]
        return None

    @property
    def reachable(self) -> bool:
        """Whether a text that arrives now is taken."""
        return self._cause is None

    def seen(self, now: Instant) -> Condition:
        """Its condition at this instant, whether or not a text has found out yet that the time of it is over."""
        over = self.changes_at is not None and self.changes_at <= now
        return Condition.ON if over else self._condition

    def forget(self, message: Message) -> None:
        """The ledger holds this text no longer, so the inbox lets it go too."""
        if message in self.inbox:
            self.inbox.remove(message)

    def set(self, settings: HandsetSettings, found_at: Instant | None = None) -> None:
        """The owner, a scenario or the control API changes the handset; its inbox stays.

        found_at: texts wait for it already, so that a condition with a time of its own starts to run at this instant.
        """
        self._settings = settings
        self._turn(settings.condition)
        self.changes_at = settings.until
        if settings.until is None and settings.for_ms is not None and found_at is not None:
            self.changes_at = found_at + settings.for_ms

    def recover(self) -> None:
        """The condition's time is over: the handset is on."""
        self._turn(Condition.ON)
        self.changes_at = None

    def relapse(self) -> None:
        """What waited was handed over. A condition that begins anew with each first text is in force again."""
        if self._settings.for_ms is not None:
            self._turn(self._settings.condition)

    def _turn(self, condition: Condition) -> None:
        self._condition = condition
        self._cause = CAUSES[condition.value]

    def texts(self) -> list[Message]:
        """What the inbox shows."""
        return self.inbox[-INBOX_SHOWN:]
