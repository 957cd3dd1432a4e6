"""Where a text goes. It refuses countries that the platform does not serve, and those that are not on the app's list."""

from simulator.address import split
from simulator.countries import name
from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import MAINLAND, Memory
from simulator.refusals import Reason, Refusal


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """On the mainland only mobile numbers get texts."""
    number, country, unserved = draft.asked.destination, draft.country, draft.platform.regions_not_served
    if draft.abroad and country == MAINLAND:
        return Refusal(Reason.NUMBER_MALFORMED, f"{number} is no mobile number of the mainland")
    if unserved and split(number)[0] in unserved:
        return Refusal(Reason.REGION_NOT_SERVED, f"texts to {name(country) or country} (+{split(number)[0]}) are not served")
    if draft.app.countries is not None and country not in draft.app.countries:
        return Refusal(Reason.COUNTRY_NOT_ALLOWED, f"{country} is not on the list of countries of app {draft.app.id}")
    return None
