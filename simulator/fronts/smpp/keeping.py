"""Receipts and replies that wait for a session: in order, to a set count and age. It sends nothing and reads no clock."""

from collections import deque
from collections.abc import Callable

from simulator.message import Instant, Reply, Report
from simulator.wire.accounts import Keeping

Told = Report | Reply
"""What a receiving session is sent."""

Lose = Callable[[list[Told], str], None]
"""Takes what is told to nobody, and why."""


class Waiting:
    """One account's. queue: oldest first, open to who sends them. lose: takes what is dropped; remind: calls `expire` at an instant.

    Whoever adds sends on what sessions have room for, and then has the rest bounded.
    """

    def __init__(self, settings: Keeping, lose: Lose, remind: Callable[[Instant], None]) -> None:
        self.queue: deque[Told] = deque()
        self._settings = settings
        self._lose, self._remind = lose, remind
        self._reminded: Instant | None = None

    def learn(self, settings: Keeping) -> None:
        """Other bounds hold from now on."""
        self._settings = settings
        self._reminded = None
        self.bound()

    def add(self, told: list[Report] | list[Reply]) -> None:
        """These came to be just now."""
        self.queue.extend(told)

    def take_back(self, told: list[Told]) -> None:
        """What was sent and not taken goes back to where it stood, also when several sessions lose theirs one after another."""
        queue, back = self.queue, list(told)
        latest = max((one.at for one in back), default=0)
        while queue and queue[0].at < latest:
            back.append(queue.popleft())
        back.sort(key=lambda one: one.at)
        queue.extendleft(reversed(back))

    def bound(self) -> bool:
        """Drop what is too many, the oldest first, and be reminded of what will be too old; whether anything was dropped."""
        over = len(self.queue) - self._settings.most
        if over > 0:
            self._lose([self.queue.popleft() for _ in range(over)], f"more than {self._settings.most} waited for a session to take them")
        if self._settings.age_ms is not None and self.queue and self._reminded is None:
            self._reminded = self.queue[0].at + self._settings.age_ms
            self._remind(self._reminded)
        return over > 0

    def expire(self, now: Instant) -> None:
        """Drop what is too old now."""
        self._reminded = None
        age_ms = self._settings.age_ms
        if age_ms is None:
            return
        old: list[Told] = []
        while self.queue and self.queue[0].at + age_ms <= now:
            old.append(self.queue.popleft())
        if old:
            self._lose(old, f"no session took it within {age_ms / 1000:g} s")
        self.bound()
