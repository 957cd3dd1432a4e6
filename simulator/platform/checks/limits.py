"""How often one number may get texts of one app. It refuses what is over, and counts nothing: that is the memory's.

Source: the FAQ on security: the same content once in 30 s, ten texts a calendar day; numbers can be exempt.
"""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal


def check(draft: Draft, memory: Memory, now: Instant) -> Draft | Refusal:
    """The draft as it came. Over both limits, the shorter one is named."""
    app, number, limits = draft.app.id, draft.asked.destination, draft.app.limits
    if number in limits.exempt:
        return draft
    if limits.per_30s is not None and memory.same(app, number, draft.text, now) >= limits.per_30s:
        return Refusal(Reason.LIMIT_30S, f"{number} got this very text {limits.per_30s} times in the last 30 s")
    if limits.per_day is not None and memory.today(app, number, now) >= limits.per_day:
        return Refusal(Reason.LIMIT_DAILY, f"{number} got {limits.per_day} texts today")
    return draft
