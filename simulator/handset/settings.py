"""What a scenario may say about a handset. Settings only, no state."""

from msgspec import Struct

from simulator.handset.conditions import Condition
from simulator.message import Instant

INBOX_SHOWN = 50
"""Texts that an inbox without a capacity of its own keeps: enough to look at, little enough for a million handsets."""


class Spell(Struct, frozen=True):
    """One condition and its time. Several may hold at once.

    since: it begins then (None: it is there from the start); until: it ends then. for_ms: it ends so long after the first text that finds
    the handset so, and is in force again once what waited was handed over: each time anew.
    """

    condition: Condition
    since: Instant | None = None
    until: Instant | None = None
    for_ms: int | None = None


class ReplyRule(Struct, frozen=True):
    """The owner answers texts that hold `contains` (all, when it is empty) with `text`, after_ms after they were shown."""

    text: str
    after_ms: int = 0
    contains: str = ""


class HandsetSettings(Struct, frozen=True):
    """spells: what is the matter, nothing when empty. capacity: texts that fit into the inbox; None: no limit, the last 50 are kept."""

    spells: tuple[Spell, ...] = ()
    capacity: int | None = None
    replies: tuple[ReplyRule, ...] = ()


ORDINARY = HandsetSettings()


def in_condition(condition: Condition, *, until: Instant | None = None, for_ms: int | None = None) -> HandsetSettings:
    """A handset with one thing the matter, or none."""
    return ORDINARY if condition is Condition.ON else HandsetSettings((Spell(condition, until=until, for_ms=for_ms),))
