"""What the customer may do whatever he writes. It refuses calls from addresses that are not on his list, and individuals' texts abroad.

Sources: the published codes 1009 and 1006; the FAQ on fees: only companies send abroad.
"""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """Where there is a list, a call from no address is not on it."""
    customer, caller = draft.customer, draft.asked.caller
    if customer.allowed_ips and caller not in customer.allowed_ips:
        return Refusal(Reason.ADDRESS_NOT_ALLOWED, f"{caller or 'no address'} is not on the list of customer {customer.name!r}")
    if draft.abroad and not customer.enterprise:
        return Refusal(Reason.ABROAD_INDIVIDUAL, f"customer {customer.name!r} is an individual: only companies send abroad")
    return None
