"""Whether the number still wants such texts. It refuses those of a kind and signature that it opted out of; codes pass after marketing."""

from simulator.message import Instant, Kind
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

_KINDS = {Kind.NORMAL: "normal", Kind.MARKETING: "marketing"}


def check(draft: Draft, memory: Memory, _now: Instant) -> Refusal | None:
    """Any entry of the number may stop it."""
    app, number = draft.app.id, draft.asked.destination
    entries = memory.opt_outs.of(app, number)
    if entries and any(entry.stops(draft.kind, draft.sign) for entry in entries):
        sign = f" signed {draft.sign}" if draft.sign else ""
        return Refusal(Reason.UNSUBSCRIBED, f"{number} unsubscribed from {_KINDS[draft.kind]} texts{sign} of app {app}")
    return None
