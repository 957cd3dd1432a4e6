"""What the platform remembers of the texts it took, for as long as that can matter, and who opted out. It refuses nothing: the checks ask.

Texts of the last 30 s, of the last hour where somebody limits that, and the counts of one calendar day: all are bounded by how much was
taken meanwhile.
"""

from collections import deque
from collections.abc import Hashable
from typing import Final

from simulator.message import Instant
from simulator.platform.optouts import OptOuts
from simulator.platform.settings import Limits

WINDOW_MS: Final = 30_000
HOUR_MS: Final = 3_600_000
DAY_MS: Final = 86_400_000
BEIJING_MS: Final = 8 * HOUR_MS
"""The platform's calendar is Beijing's, all year the same offset."""
MAINLAND: Final = "CN"
_PLAIN: Final = Limits()


class Window:
    """How often something happened in the last `span_ms`; what is exactly so old is out."""

    __slots__ = ("_counts", "_seen", "_span_ms")

    def __init__(self, span_ms: int) -> None:
        self._span_ms = span_ms
        self._seen: deque[tuple[Instant, Hashable]] = deque()
        self._counts: dict[Hashable, int] = {}

    def add(self, what: Hashable, now: Instant) -> None:
        """It happens now. In the order of network time."""
        self._forget(now)
        self._seen.append((now, what))
        counts = self._counts
        counts[what] = counts.get(what, 0) + 1

    def count(self, what: Hashable, now: Instant) -> int:
        """How often it happened in the span that ends at `now`."""
        self._forget(now)
        return self._counts.get(what, 0)

    def __len__(self) -> int:
        """How much is remembered at the moment."""
        return len(self._seen)

    def _forget(self, now: Instant) -> None:
        seen, counts, last = self._seen, self._counts, now - self._span_ms
        while seen and seen[0][0] <= last:
            _, what = seen.popleft()
            if counts[what] == 1:
                del counts[what]
            else:
                counts[what] -= 1


class Day:
    """How often something happened in one calendar day of Beijing. A new day forgets the one before."""

    __slots__ = ("_begins", "_counts", "_ends")

    def __init__(self) -> None:
        self._begins = self._ends = 0
        self._counts: dict[Hashable, int] = {}

    def add(self, now: Instant, *things: Hashable) -> None:
        """All of these happen now."""
        if not self._begins <= now < self._ends:
            self._turn(now)
        counts = self._counts
        for what in things:
            counts[what] = counts.get(what, 0) + 1

    def count(self, what: Hashable, now: Instant) -> int:
        """How often it happened in the calendar day of `now`."""
        if not self._begins <= now < self._ends:
            self._turn(now)
        return self._counts.get(what, 0)

    def __len__(self) -> int:
        """How many counts are remembered at the moment."""
        return len(self._counts)

    def _turn(self, now: Instant) -> None:
        self._begins = (now + BEIJING_MS) // DAY_MS * DAY_MS - BEIJING_MS
        self._ends = self._begins + DAY_MS
        self._counts = {}


class Memory:
    """Filled by `took`, in the order of network time. opt_outs: who wants no more of what.

    A day's counts stand together, under keys that cannot be one another: (app, number), (app, number, text), (app, country), (app, None) of
    an app's all, and a customer's name for his texts abroad. A number begins with a plus sign, and no country does.
    """

    def __init__(self) -> None:
        self.opt_outs = OptOuts()
        self._recent = Window(WINDOW_MS)
        self._hour = Window(HOUR_MS)
        self._today = Day()
        self._second = -1
        self._this_second = 0

    def same(self, app: str, number: str, text: str, now: Instant) -> int:
        """How often this very text was taken for the number in the 30 s that end at `now`; a text exactly 30 s old is out.

        Only those taken while the app limits that.
        """
        return self._recent.count((app, number, text), now)

    def last_hour(self, app: str, number: str, now: Instant) -> int:
        """How many texts were taken for the number in the hour that ends at `now`; only those taken while the app limits that."""
        return self._hour.count((app, number), now)

    def today(self, app: str, number: str, now: Instant) -> int:
        """How many texts were taken for the number in the calendar day of `now`."""
        return self._today.count((app, number), now)

    def same_today(self, app: str, number: str, text: str, now: Instant) -> int:
        """How often this very text was taken for the number in the calendar day; only those taken while the app limits that."""
        return self._today.count((app, number, text), now)

    def of_app(self, app: str, country: str | None, now: Instant) -> int:
        """How many texts of the app were taken in the calendar day, for one country or, with None, for all."""
        return self._today.count((app, country), now)

    def abroad(self, customer: str, now: Instant) -> int:
        """How many texts of the customer's were taken for numbers abroad in the calendar day."""
        return self._today.count(customer, now)

    def abroad_this_second(self, now: Instant) -> int:
        """How many texts were taken for numbers abroad in the second that `now` belongs to, all customers together."""
        return self._this_second if now // 1_000 == self._second else 0

    def took(
        self,
        app: str,
        number: str,
        text: str,
        now: Instant,
        *,
        customer: str = "",
        country: str = MAINLAND,
        limits: Limits = _PLAIN,
    ) -> None:
        """A text was taken. limits: the app's; what only few of them ask for is remembered only where they do."""
        if limits.per_30s is not None:
            self._recent.add((app, number, text), now)
        self._today.add(now, (app, number), (app, None), (app, country))
        if limits.per_hour is not None:
            self._hour.add((app, number), now)
        if limits.same_per_day is not None:
            self._today.add(now, (app, number, text))
        if country != MAINLAND:
            self._today.add(now, customer)
            self._count_second(now)

    def __len__(self) -> int:
        """How many texts and counts are remembered at the moment."""
        return len(self._recent) + len(self._hour) + len(self._today)

    def _count_second(self, now: Instant) -> None:
        self._this_second = self.abroad_this_second(now) + 1
        self._second = now // 1_000
