"""How often somebody may call: token buckets by whatever is counted. It reads no clock: seconds of any steady one are handed in."""

from collections.abc import Hashable

KEPT = 100_000
"""Buckets remembered; past it all go, and everybody begins with a full one."""


class Rates:
    """A bucket a key. It holds as many calls as may come in one period, and fills up evenly."""

    def __init__(self) -> None:
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable, most: int, period_s: float, now_s: float) -> bool:
        """Whether one more call fits: at most so many in a period, after a pause all at once."""
        left, since = self._buckets.get(key, (float(most), now_s))
        left = min(float(most), left + max(0.0, now_s - since) * most / period_s)
        if left < 1.0:
            self._buckets[key] = (left, now_s)
            return False
        if len(self._buckets) >= KEPT:
            self._buckets.clear()
        self._buckets[key] = (left - 1.0, now_s)
        return True
