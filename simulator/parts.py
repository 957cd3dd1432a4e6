"""Parts of long texts that wait at the handset for the others: when they are given up is on the agenda. It shows nothing.

What is whole leaves nothing behind there: one entry stands for the join that is given up next, and for no other.
"""

from collections.abc import Iterable
from typing import Final

from simulator.causes import Cause
from simulator.kernel.agenda import Agenda
from simulator.ledger import Ledger
from simulator.lifecycle import Event
from simulator.message import Instant, Message
from simulator.text.joins import Joins, Reason

_ENTRY: Final = "joins"


class Parts:
    """priority: under which the agenda hands `give_up` what is due; `agenda` is set by its owner, who needs `give_up` to make it."""

    agenda: Agenda

    def __init__(self, ledger: Ledger, joins: Joins[Message], priority: int) -> None:
        self._ledger, self._joins, self._priority = ledger, joins, priority
        self._due: Instant | None = None

    def mind(self, now: Instant) -> None:
        """A part came, or time did, or they have another time: put down when to look again."""
        if self._joins.overtaken:
            self._note(now)
        due = self._joins.next_due()
        if due is not None and due < now:  # the time that they have was cut short
            due = now
        if due != self._due:
            if self._due is not None:
                self.agenda.cancel(self._due, self._priority, _ENTRY)
            if due is not None:
                self.agenda.add(due, self._priority, _ENTRY)
            self._due = due

    def give_up(self, now: Instant, _: Iterable[str]) -> None:
        """The others of some parts never came: these show nothing."""
        self._joins.overtaken += self._joins.expired(now)
        self.mind(now)

    def _note(self, now: Instant) -> None:
        for given_up in self._joins.take_overtaken():
            detail = Cause.JOIN_EXPIRED if given_up.reason is Reason.EXPIRED else given_up.reason.value
            for message in given_up.parts:
                self._ledger.note(message, now, Event.GIVEN_UP, detail)
