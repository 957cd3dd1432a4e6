"""Who may send marketing texts, to whom, and when. It refuses them from individuals, to others than members, and at night.

Sources: the FAQ on texts: companies only, to their members only; the published code 1029: from 08:00 to 22:00.
"""

from typing import Final

from simulator.message import Instant, Kind
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import BEIJING_MS, DAY_MS, HOUR_MS, Memory
from simulator.refusals import Reason, Refusal

BEGINS_MS: Final = 8 * HOUR_MS
ENDS_MS: Final = 22 * HOUR_MS
"""In Beijing, wherever the text goes. The first instant is in, the last is out."""


def check(draft: Draft, _memory: Memory, now: Instant) -> Refusal | None:
    """Other kinds pass."""
    if draft.kind is not Kind.MARKETING:
        return None
    customer, number = draft.customer, draft.asked.destination
    if not customer.enterprise:
        return Refusal(Reason.MARKETING_INDIVIDUAL, f"customer {customer.name!r} is an individual: only companies send marketing texts")
    if customer.members is not None and number not in customer.members:
        return Refusal(Reason.NOT_MEMBER, f"{number} is no member of customer {customer.name!r}: marketing texts go to members only")
    if not BEGINS_MS <= (now + BEIJING_MS) % DAY_MS < ENDS_MS:
        return Refusal(Reason.MARKETING_HOURS, "marketing texts are taken from 08:00 to 22:00 in Beijing")
    return None
