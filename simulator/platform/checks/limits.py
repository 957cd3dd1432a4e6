"""How often one number may get texts of one app, and how many texts go out in all. It refuses what is over; the memory counts.

Sources: the FAQ on security: the same content once in 30 s, ten texts a calendar day, exempt numbers, and 1,000 texts abroad a day for an
account; the published codes for the other limits that can be set.
"""

from msgspec.structs import replace

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import MAINLAND, Memory
from simulator.platform.customers import Rules
from simulator.platform.settings import Limits
from simulator.refusals import Reason, Refusal

DEFAULTS = {Rules.OF_2024: Limits(), Rules.CURRENT: Limits(per_day=2)}
"""What an app has that changed nothing."""


def check(draft: Draft, memory: Memory, now: Instant) -> Refusal | None:
    """Over several limits, the number's come before the app's and the customer's, the shorter before the longer."""
    limits = in_force(draft)
    number = draft.asked.destination
    over = None if number in limits.exempt else _of_number(draft, limits, memory, now)
    over = over or _of_app(draft, limits, memory, now)
    if over is None and draft.abroad:
        over = _abroad(draft, memory, now)
    return over


def in_force(draft: Draft) -> Limits:
    """The app's limits. An individual cannot change them: his are the default ones, but for numbers that the platform exempted."""
    if draft.customer.enterprise:
        return draft.app.limits
    return replace(DEFAULTS[draft.platform.rules], exempt=draft.app.limits.exempt)


def _of_number(draft: Draft, limits: Limits, memory: Memory, now: Instant) -> Refusal | None:
    app, number = draft.app.id, draft.asked.destination
    if limits.per_30s is not None and memory.same(app, number, draft.text, now) >= limits.per_30s:
        return Refusal(Reason.LIMIT_30S, f"{number} got this very text {limits.per_30s} times in the last 30 s")
    if limits.per_hour is not None and memory.last_hour(app, number, now) >= limits.per_hour:
        return Refusal(Reason.LIMIT_HOURLY, f"{number} got {limits.per_hour} texts in the last hour")
    if limits.same_per_day is not None and memory.same_today(app, number, draft.text, now) >= limits.same_per_day:
        return Refusal(Reason.LIMIT_SAME, f"{number} got this very text {limits.same_per_day} times today")
    if limits.per_day is not None and memory.today(app, number, now) >= limits.per_day:
        return Refusal(Reason.LIMIT_DAILY, f"{number} got {limits.per_day} texts today")
    return None


def _of_app(draft: Draft, limits: Limits, memory: Memory, now: Instant) -> Refusal | None:
    app = draft.app.id
    if limits.app_country is not None and memory.of_app(app, draft.country, now) >= limits.app_country:
        return Refusal(Reason.LIMIT_APP_COUNTRY, f"app {app} sent {limits.app_country} texts to {draft.country} today")
    if draft.abroad:
        if limits.app_abroad is not None and _sent_abroad(app, memory, now) >= limits.app_abroad:
            return Refusal(Reason.LIMIT_APP_ABROAD, f"app {app} sent {limits.app_abroad} texts abroad today")
    elif limits.app_mainland is not None and memory.of_app(app, MAINLAND, now) >= limits.app_mainland:
        return Refusal(Reason.LIMIT_APP_MAINLAND, f"app {app} sent {limits.app_mainland} texts to the mainland today")
    if limits.app is not None and memory.of_app(app, None, now) >= limits.app:
        return Refusal(Reason.LIMIT_APP, f"app {app} sent {limits.app} texts today")
    return None


def _sent_abroad(app: str, memory: Memory, now: Instant) -> int:
    return memory.of_app(app, None, now) - memory.of_app(app, MAINLAND, now)


def _abroad(draft: Draft, memory: Memory, now: Instant) -> Refusal | None:
    rate, quota = draft.platform.rate_abroad, draft.customer.abroad_per_day
    if rate is not None and memory.abroad_this_second(now) >= rate:
        return Refusal(Reason.RATE_ABROAD, f"{rate} texts went abroad in this second, over all customers")
    if quota is not None and memory.abroad(draft.customer.name, now) >= quota:
        return Refusal(Reason.LIMIT_ABROAD, f"customer {draft.customer.name!r} sent {quota} texts abroad today")
    return None
