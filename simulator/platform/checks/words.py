"""Whether a text holds a word that the platform takes from nobody. It refuses it; what carriers do with words is theirs."""

from simulator.message import Instant
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """The signature is read as well."""
    word = None if draft.words.empty else draft.words.find_in(draft.text)
    return None if word is None else Refusal(Reason.SENSITIVE_WORD, f"the text holds {word!r}")
