"""What can be the matter with a handset, as one table: what it does to a text, what cures it. What is reported stands in `reporting`."""

from enum import Enum, unique
from typing import Final

from msgspec import Struct

from simulator.causes import Cause


@unique
class Condition(Enum):
    """Values are the words of scenario files and of the control API."""

    ON = "on"
    OFF = "off"


class Row(Struct, frozen=True):
    """cause: why a text is not shown, None where it is; cure: what the owner does about it."""

    cause: Cause | None
    cure: str


TABLE: Final[dict[Condition, Row]] = {
    Condition.ON: Row(None, ""),
    Condition.OFF: Row(Cause.OFF, "switch the handset on"),
}

CAUSES: Final[dict[str, Cause | None]] = {condition.value: row.cause for condition, row in TABLE.items()}
"""Why a text is not shown, by the condition's word: an enum as a key is hashed in Python, and a million handsets ask."""
