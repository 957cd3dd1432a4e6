"""What the platform remembers of the texts it took, for as long as that can matter, and who opted out. It refuses nothing: the checks ask.

Texts of the last 30 s and the counts of one calendar day: both are bounded by how much was taken meanwhile.
"""

from collections import deque

from simulator.message import Instant
from simulator.platform.optouts import OptOuts

WINDOW_MS = 30_000
DAY_MS = 86_400_000
BEIJING_MS = 8 * 3_600_000
"""The platform's calendar is Beijing's, all year the same offset."""

Same = tuple[str, str, str]
"""What counts as the same text again: app, number, text."""


class Memory:
    """Filled by `took`, in the order of network time. opt_outs: who wants no more of what."""

    def __init__(self) -> None:
        self.opt_outs = OptOuts()
        self._recent: deque[tuple[Instant, Same]] = deque()
        self._same: dict[Same, int] = {}
        self._day = -1
        self._today: dict[tuple[str, str], int] = {}

    def same(self, app: str, number: str, text: str, now: Instant) -> int:
        """How often this very text was taken for the number in the 30 s that end at `now`; a text exactly 30 s old is out."""
        self._forget(now)
        return self._same.get((app, number, text), 0)

    def today(self, app: str, number: str, now: Instant) -> int:
        """How many texts were taken for the number in the calendar day of `now`."""
        self._turn(now)
        return self._today.get((app, number), 0)

    def took(self, app: str, number: str, text: str, now: Instant) -> None:
        """A text was taken."""
        self._forget(now)
        self._turn(now)
        same = (app, number, text)
        self._recent.append((now, same))
        self._same[same] = self._same.get(same, 0) + 1
        self._today[app, number] = self._today.get((app, number), 0) + 1

    def __len__(self) -> int:
        """How many texts and counts are remembered at the moment."""
        return len(self._recent) + len(self._today)

    def _forget(self, now: Instant) -> None:
        recent, counts = self._recent, self._same
        while recent and recent[0][0] <= now - WINDOW_MS:
            _, same = recent.popleft()
            counts[same] -= 1
            if not counts[same]:
                del counts[same]

    def _turn(self, now: Instant) -> None:
        day = (now + BEIJING_MS) // DAY_MS
        if day != self._day:
            self._day = day
            self._today.clear()
