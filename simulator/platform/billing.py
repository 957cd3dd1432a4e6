"""What customers have used up, owe and paid: living state beside the settings in `Billing`. It judges nothing and reads no clock.

Amounts are whole fen; segments are counted at acceptance, delivered or not. What the settings grant is not copied here, so that a
reloaded scenario may grant more and nothing that was used is forgotten.
"""

from collections.abc import Iterable

from simulator.message import Instant
from simulator.platform.customers import Billing, Package

DAY_MS = 86_400_000
BEIJING_MS = 8 * 3_600_000


def day(at: Instant) -> int:
    """The calendar day in Beijing that an instant belongs to, counted from 1970-01-01."""
    return (at + BEIJING_MS) // DAY_MS


def midnight(of: int) -> Instant:
    """The first instant of a day in Beijing."""
    return of * DAY_MS - BEIJING_MS


class Purse:
    """One customer's. paid, charged: in all, in fen; unsettled: what texts abroad cost, by the day they were accepted on.

    arrears_since: when a charge was first not covered, None where all is; suspended_at: when the service stopped for it.
    """

    __slots__ = ("_used", "arrears_since", "charged", "paid", "suspended_at", "unsettled")

    def __init__(self) -> None:
        self.paid = self.charged = 0
        self.unsettled: dict[int, int] = {}
        self.arrears_since: Instant | None = None
        self.suspended_at: Instant | None = None
        self._used: dict[int, int] = {}

    def balance(self, billing: Billing) -> int | None:
        """What is left, below zero what is owed; None where there is no end of it."""
        return None if billing.balance is None else billing.balance + self.paid - self.charged

    def short(self, billing: Billing) -> bool:
        """Whether something that was charged is not paid. A balance of exactly nothing covers all."""
        balance = self.balance(billing)
        return balance is not None and balance < 0

    def suspended(self, billing: Billing) -> bool:
        """Whether the service is stopped for unpaid bills; what is paid up is restored at once."""
        return self.suspended_at is not None and self.short(billing)

    def owe(self, on: int, fen: int) -> None:
        """A text abroad was taken on this day."""
        self.unsettled[on] = self.unsettled.get(on, 0) + fen

    def charge(self, on: int) -> int:
        """A day is settled; what it came to."""
        amount = self.unsettled.pop(on, 0)
        self.charged += amount
        return amount

    def pay(self, fen: int) -> None:
        """Money came in."""
        self.paid += fen

    def used(self, package: Package) -> int:
        """Segments of a package that are used up."""
        return self._used.get(package.id, 0)

    def left(self, packages: Iterable[Package], now: Instant) -> int:
        """Segments that can still be sent now, over all packages."""
        return sum(self._rest(package) for package in packages if runs(package, now))

    def take(self, packages: Iterable[Package], segments: int, now: Instant) -> None:
        """Count a text's segments: from gifts first, then from the package bought first; one text may use up one and begin the next."""
        for package in in_order(packages):
            if segments and runs(package, now):
                taken = min(segments, self._rest(package))
                self._used[package.id] = self.used(package) + taken
                segments -= taken
        assert not segments, "what no package covers is refused before"

    def _rest(self, package: Package) -> int:
        """A reloaded scenario may have made it smaller than what was used of it."""
        return max(0, package.amount - self.used(package))


def runs(package: Package, now: Instant) -> bool:
    """Whether a package can be used at this instant: from its first on, and no more at its last."""
    return package.begins_at <= now and (package.ends_at is None or now < package.ends_at)


def in_order(packages: Iterable[Package]) -> list[Package]:
    """As they are used up: gifts first, then what was bought first."""
    return sorted(packages, key=lambda package: (package.bought, package.created_at, package.id))
