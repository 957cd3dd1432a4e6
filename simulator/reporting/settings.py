"""In which manner a carrier reports. Settings only."""

from enum import Enum, unique


@unique
class Manner(Enum):
    """Values are the words of scenario files. Every condition of a handset exists in all four."""

    FINAL = "final"  # when the fate is known
    EARLY = "early"  # failure at the first failed attempt, though the text may still be shown and a second report follow
    OPTIMISTIC = "optimistic"  # delivered at once, whatever the handset does
    SILENT = "silent"  # never
