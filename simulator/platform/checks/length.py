"""Whether a text is short enough. It refuses what is longer than the platform takes, and cuts nothing."""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

CHARACTERS_MAX = 500
"""Signature with its brackets and text with its variables filled in, each character counted once (billing page of 2021)."""


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """The text filled in, signature and all."""
    length = len(draft.text)
    if length > CHARACTERS_MAX:
        return Refusal(Reason.TEXT_TOO_LONG, f"{length} characters with the signature, at most {CHARACTERS_MAX} are taken")
    return None
