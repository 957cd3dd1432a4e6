"""Whether an app may use the platform at all. It refuses the stopped, the banned and those who do not pay; it looks at no text."""

from simulator.message import Instant
from simulator.platform.billing import Purse
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.platform.customers import Customer
from simulator.platform.settings import App
from simulator.refusals import Reason, Refusal


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """Why none of its texts goes."""
    app, purse = draft.app, draft.purse
    if app.enabled and not app.banned and purse.suspended_at is None:  # nearly all: asked here, for every text
        return None
    return stopped(app) or unpaid(draft.customer, purse)


def stopped(app: App) -> Refusal | None:
    """Why every call of an app fails."""
    if app.banned:
        return Refusal(Reason.APP_BANNED, f"app {app.id} is banned for what it sent")
    if not app.enabled:
        return Refusal(Reason.APP_DISABLED, f"app {app.id} is switched off")
    return None


def unpaid(customer: Customer, purse: Purse) -> Refusal | None:
    """Why every call of a customer fails. All of the service stops, not only texts abroad.

    The FAQ says so of the service without an exception, and the cloud API can answer any action with it.
    """
    if not purse.suspended(customer.billing):
        return None
    owed = -(purse.balance(customer.billing) or 0)
    return Refusal(Reason.IN_ARREARS, f"customer {customer.name!r} owes {owed} fen, and the service is stopped until they are paid")
