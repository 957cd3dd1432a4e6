"""What texts abroad cost, day by day: charged the next morning, warned of when the balance is short, the service stopped half a day later.

An owner of time. It decides about money only: whether a text may go is the platform's judgement. Source: the FAQ on fees.
"""

from collections.abc import Callable, Iterable

from simulator.address import is_mainland
from simulator.desk.notices import Submit, notice
from simulator.kernel.agenda import Agenda
from simulator.message import Instant, Submission
from simulator.platform.billing import day, midnight
from simulator.platform.platform import Platform
from simulator.platform.settings import App

CHARGED_AT_MS = 10 * 3_600_000
"""The day's texts are charged the next morning; the hour is not published, ten o'clock in Beijing is chosen."""
GRACE_MS = 12 * 3_600_000
"""From the charge that was not covered until the service stops."""

CHARGE, SUSPEND = range(2)


class Bills:
    """One network's. `submit` sends the notices; `wake` is told when `next_due` has changed.

    A day on which a customer sends nothing abroad, and a customer whose balance has no end, leave nothing on the agenda.
    """

    def __init__(self, platform: Platform, submit: Submit, wake: Callable[[], None] = lambda: None) -> None:
        self._platform = platform
        self._submit = submit
        self._agenda = Agenda((self._charge, self._suspend), wake)
        platform.subscribe(self._bill)

    def next_due(self) -> Instant | None:
        """When something is charged next, or a service stopped."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Do what is due at the earliest instant up to `now`."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """Nothing here takes wall time."""
        return self._agenda.busy()

    def pay(self, customer: str, fen: int) -> None:
        """Money came in. What was stopped goes on at once where nothing is owed any more."""
        purse = self._platform.purse(customer)
        purse.pay(fen)
        if purse.arrears_since is not None and not purse.short(self._platform.customer(customer).billing):
            self._agenda.cancel(purse.arrears_since + GRACE_MS, SUSPEND, customer)
            purse.arrears_since = purse.suspended_at = None

    def _bill(self, app: App, submission: Submission, now: Instant) -> None:
        """A text was taken: abroad it is owed from now on, delivered or not."""
        billing = self._platform.customer(app.customer).billing
        cost = submission.carriage.segments * billing.price
        if cost and billing.balance is not None and not is_mainland(submission.destination):
            today = day(now)
            self._platform.purse(app.customer).owe(today, cost)
            self._agenda.add(midnight(today + 1) + CHARGED_AT_MS, CHARGE, (app.customer, today))

    def _charge(self, now: Instant, days: Iterable[tuple[str, int]]) -> None:
        for name, on in days:
            purse, customer = self._platform.purse(name), self._platform.customer(name)
            was_short = purse.short(customer.billing)
            purse.charge(on)
            if not purse.short(customer.billing):
                continue
            if not was_short or purse.arrears_since is None:  # short without a charge: a reloaded scenario took money back
                purse.arrears_since, purse.suspended_at = now, None
                self._agenda.add(now + GRACE_MS, SUSPEND, name)
            body = _demand(-(purse.balance(customer.billing) or 0), stopped=purse.suspended(customer.billing))
            for contact in customer.alerts.contacts:
                self._submit(notice(contact, body), now)

    def _suspend(self, now: Instant, names: Iterable[str]) -> None:
        for name in names:
            purse = self._platform.purse(name)
            if purse.short(self._platform.customer(name).billing):
                purse.suspended_at = now
            else:  # a reloaded scenario gave the money
                purse.arrears_since = None


def _demand(fen: int, *, stopped: bool) -> str:
    """What a contact reads after a charge that was not covered."""
    owed = f"{fen // 100}.{fen % 100:02}元"
    if stopped:
        return f"您的账户仍欠{owed}，短信服务已暂停，缴清后立即恢复。"
    return f"国际/港澳台短信扣款未成功，尚欠{owed}，请在12小时内缴清，否则短信服务将暂停。"
