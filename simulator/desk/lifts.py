"""Applications to take a number off an app's list of unsubscribed ones: an owner of time. Nothing is lifted before it is approved.

Source: the FAQ on the blacklist. The automatic reviewer approves each of them, in its working hours; otherwise somebody outside answers.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from simulator.kernel.agenda import Agenda
from simulator.message import Instant
from simulator.platform.catalogue import Status
from simulator.platform.optouts import OptOut
from simulator.platform.platform import Platform
from simulator.platform.review import hours


class Lift(Struct, eq=False):
    """An application of `app` about `number` (E.164). turns_at: when it will be approved, None where somebody has to say so."""

    app: str
    number: str
    applied_at: Instant
    status: Status = Status.IN_REVIEW
    turns_at: Instant | None = None
    replied_at: Instant | None = None
    reply: str = ""


class Unsubscribed(Struct, frozen=True):
    """A number on an app's list: what it wants no more of, oldest first, and the last application to lift that, if there was one."""

    app: str
    number: str
    entries: list[OptOut]
    lift: Lift | None


class Lifts:
    """The last application for each app and number; one that was approved is gone with what it lifted."""

    def __init__(self, platform: Platform, wake: Callable[[], None] = lambda: None) -> None:
        self._platform = platform
        self._agenda = Agenda((self._approve,), wake)
        self._lifts: dict[tuple[str, str], Lift] = {}
        self._granted: dict[tuple[str, str], Lift] = {}

    def next_due(self) -> Instant | None:
        """When the next one is approved."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Approve those that are due at the earliest instant up to `now`, at most so many."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """Nothing here takes wall time."""
        return []

    def unsubscribed(self) -> list[Unsubscribed]:
        """All lists, in the order in which the numbers came onto them."""
        return [Unsubscribed(app, number, entries, self._lifts.get((app, number))) for app, number, entries in self._platform.opt_outs()]

    def waiting(self) -> list[Lift]:
        """The applications that wait for their answers, oldest first."""
        return [lift for lift in self._lifts.values() if lift.status is Status.IN_REVIEW]

    def ask(self, app: str, number: str, now: Instant) -> Lift | None:
        """Apply for it: the application, which is the earlier one where one waits already; None: the number is not on the list."""
        if not self._platform.unsubscribed(app, number):
            return None
        known = self.pending(app, number)
        if known is not None:
            return known
        lift = self._lifts[app, number] = Lift(app, number, now)
        settings = self._platform.settings.reviewing
        if settings.automatic:
            lift.turns_at = hours.answered_at(now, settings.wait_ms, settings.holidays)
            self._agenda.add(lift.turns_at, 0, lift)
        return lift

    def pending(self, app: str, number: str) -> Lift | None:
        """The application that waits for its answer."""
        lift = self._lifts.get((app, number))
        return lift if lift is not None and lift.status is Status.IN_REVIEW else None

    def granted(self, app: str, number: str) -> Lift | None:
        """The last application that was approved."""
        return self._granted.get((app, number))

    def approve(self, lift: Lift, now: Instant, reply: str = "") -> None:
        """The app may send the number everything again."""
        self._settle(lift, Status.APPROVED, now, reply)
        self._granted[lift.app, lift.number] = self._lifts.pop((lift.app, lift.number))
        self._platform.lift(lift.app, lift.number)

    def refuse(self, lift: Lift, now: Instant, reply: str) -> None:
        """The number stays on the list; another application may follow."""
        self._settle(lift, Status.REFUSED, now, reply)

    def _settle(self, lift: Lift, status: Status, now: Instant, reply: str) -> None:
        assert lift.status is Status.IN_REVIEW
        if lift.turns_at is not None:
            self._agenda.cancel(lift.turns_at, 0, lift)
        lift.status, lift.turns_at, lift.replied_at, lift.reply = status, None, now, reply

    def _approve(self, now: Instant, lifts: Iterable[Lift]) -> None:
        for lift in lifts:
            self.approve(lift, now)
