"""What one account has bound, and the receipts that wait for it. It encodes nothing and knows no socket."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from simulator.fronts.smpp.translate import Translator
from simulator.message import Reply, Report
from simulator.wire.accounts import SmppAccount

Told = Report | Reply
"""What a receiving session is sent."""


class Receiver(Protocol):
    """A session that is bound to receive."""

    number: int

    def room(self) -> int:
        """How many receipts it can take now."""

    def deliver(self, told: list[Told]) -> None:
        """Send these receipts and replies, with one write."""


class Account:
    """Receipts leave in the order in which they came to be, through any receiving session: the one that submitted first, if it has room.

    soon: calls something when this turn of the loop is over.
    """

    def __init__(self, settings: SmppAccount, soon: Callable[[Callable[[], None]], object]) -> None:
        self.settings = settings
        self._soon = soon
        self._drains_soon = False
        self._translators: dict[int, Translator] = {}
        self.receivers: dict[int, Receiver] = {}
        self.waiting: deque[Told] = deque()

    def translator(self, version: int) -> Translator:
        """The one for peers of this interface_version, shared by all their sessions."""
        known = self._translators.get(version)
        if known is None:
            known = self._translators[version] = Translator(self.settings.system_id, version)
        return known

    def take(self, reports: list[Report]) -> None:
        """Reports of this account's messages, from the journey."""
        self.waiting.extend(reports)
        self.drain_soon()

    def take_reply(self, reply: Reply) -> None:
        """A reply to one of this account's messages."""
        self.waiting.append(reply)
        self.drain_soon()

    def take_back(self, reports: list[Told]) -> None:
        """Receipts that were sent and not taken go back to where they stood, also when several sessions lose theirs one after another."""
        waiting, back = self.waiting, list(reports)
        latest = max((report.at for report in back), default=0)
        while waiting and waiting[0].at < latest:
            back.append(waiting.popleft())
        back.sort(key=lambda report: report.at)
        waiting.extendleft(reversed(back))

    def drain_soon(self) -> None:
        """Send what waits when this turn of the loop is over: one write for all that came together in it."""
        if self.waiting and not self._drains_soon:
            self._drains_soon = True
            self._soon(self._drain)

    def _drain(self) -> None:
        self._drains_soon = False
        waiting, receivers = self.waiting, self.receivers
        rooms = {number: room for number, receiver in receivers.items() if (room := receiver.room()) > 0}
        loads: dict[int, list[Told]] = {number: [] for number in rooms}
        while waiting and rooms:
            number = waiting[0].message.submission.origin.session
            if number not in rooms:
                number = next(iter(rooms))
            load = loads[number]
            load.append(waiting.popleft())
            if len(load) == rooms[number]:
                del rooms[number]
        for number, load in loads.items():
            if load:
                receivers[number].deliver(load)
