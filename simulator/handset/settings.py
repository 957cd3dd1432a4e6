"""What a scenario may say about a handset. Settings only, no state."""

from msgspec import Struct

from simulator.handset.conditions import Condition
from simulator.message import Instant

INBOX_SHOWN = 50
"""Texts that an inbox without a capacity of its own keeps: enough to look at, little enough for a million handsets."""


class HandsetSettings(Struct, frozen=True):
    """until: the condition ends then. for_ms: it ends so long after the first text that finds the handset so, each time anew."""

    condition: Condition = Condition.ON
    until: Instant | None = None
    for_ms: int | None = None


ORDINARY = HandsetSettings()
