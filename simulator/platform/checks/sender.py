"""Which sender address the text shows. It refuses extensions that no sender number can carry."""

from msgspec.structs import replace

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

EXTENSION_MAX = 7
"""Sender numbers have 13 to 20 digits: 1069, nine of the app, and what is left for the extension."""
ABROAD = "Qsms"


def check(draft: Draft, _memory: Memory, _now: Instant) -> Draft | Refusal:
    """The draft with its sender; the extension is dropped abroad, where senders are names."""
    extend = draft.asked.extend
    if extend and not (extend.isdecimal() and extend.isascii()):
        return Refusal(Reason.SENDER_MALFORMED, f"the extension {extend[:40]!r} has other characters than digits")
    if len(extend) > EXTENSION_MAX:
        return Refusal(Reason.SENDER_MALFORMED, f"the extension has {len(extend)} digits, at most {EXTENSION_MAX} fit")
    return replace(draft, sender=ABROAD if draft.abroad else number(draft.app.id, extend))


def number(app: str, extend: str) -> str:
    """The mainland sender number of an app: 13 digits and the extension."""
    return f"1069{app[-9:]:0>9}{extend}"
