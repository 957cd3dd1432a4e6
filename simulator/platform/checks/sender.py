"""Which sender address the text shows. It refuses extensions that no sender number can carry, and names nobody who did not register.

Source: the FAQ on senders: abroad a registered SenderID is shown by preference, otherwise Qsms, Qcloud or something else by country.
"""

from functools import lru_cache
from typing import Final

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

EXTENSION_MAX: Final = 7
"""Sender numbers have 13 to 20 digits: 1069, nine of the app, and what is left for the extension."""
ABROAD: Final = "Qsms"
LOCAL: Final = {"SG": "Likely-SCAM", "US": "18885550100", "CA": "18885550100", "TW": "Qcloud", "MO": "Qcloud", "KR": "Qcloud"}
"""What shows in markets of other habits: Singapore labels names that are not registered, North America shows numbers only."""


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """The draft gets its sender; the extension is dropped abroad, where senders are names."""
    extend = draft.asked.extend
    if extend:
        if not (extend.isdecimal() and extend.isascii()):
            return Refusal(Reason.SENDER_MALFORMED, f"the extension {extend[:40]!r} has other characters than digits")
        if len(extend) > EXTENSION_MAX:
            return Refusal(Reason.SENDER_MALFORMED, f"the extension has {len(extend)} digits, at most {EXTENSION_MAX} fit")
    draft.sender = _named(draft) if draft.abroad else number(draft.app.id, extend)
    return None


@lru_cache(maxsize=1024)
def number(app: str, extend: str) -> str:
    """The mainland sender number of an app: 13 digits and the extension."""
    return f"1069{app[-9:]:0>9}{extend}"


def _named(draft: Draft) -> str:
    """The SenderID that is registered for the number's country: the one asked for, or the first; the country's default where none is."""
    asked = draft.asked.sender_name
    for registered in draft.customer.sender_names:
        if registered.country == draft.country and asked in {"", registered.name}:
            return registered.name
    return LOCAL.get(draft.country, ABROAD)
