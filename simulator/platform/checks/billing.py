"""Whether a text is paid for. It refuses mainland texts that the packages do not cover; what is taken is counted elsewhere.

Source: the domestic billing page: packages run out although the account has money. Abroad is paid afterwards, so nothing is refused here.
"""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal
from simulator.text import segments


def check(draft: Draft, _memory: Memory, now: Instant) -> Refusal | None:
    """A text goes whole or not at all: three segments are refused where two are left."""
    packages = draft.customer.billing.packages
    if draft.abroad or packages is None:
        return None
    wanted, left = segments.count(draft.text), draft.purse.left(packages, now)
    if wanted > left:
        return Refusal(Reason.PACKAGE_EMPTY, f"the text has {wanted} segments, {left} are left in the packages of {draft.customer.name!r}")
    return None
