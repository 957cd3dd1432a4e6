"""Every attempt to tell a customer something, as it went: values that are kept for whoever asks why nothing came. No body, no secret."""

from collections import Counter, deque
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from simulator.fronts.tencent_v5.delivery import Delivery
from simulator.fronts.tencent_v5.exchange import Answered
from simulator.message import Instant

KEPT: Final = 5_000


class Attempt(Struct, frozen=True):
    """One POST, or why there was none. what: `reports`, `replies` or `alerts`; messages: the ids of those they are about.

    nth: how many POSTs there were of these by then, 0 where they were turned away before the first; answered: what came of it.
    """

    at: Instant
    app: str
    url: str
    what: str
    messages: tuple[str, ...]
    nth: int
    answered: Answered


class History:
    """The last five thousand attempts of one network. counts: of all, by what they were to tell and whether the receiver took it."""

    def __init__(self) -> None:
        self._attempts: deque[Attempt] = deque(maxlen=KEPT)
        self.counts: Counter[tuple[str, bool]] = Counter()

    def add(self, delivery: Delivery, answered: Answered, now: Instant) -> None:
        """A push was tried, or given up before."""
        messages = tuple(told.message.id for told in delivery.told if told.message is not None)
        what = delivery.feed.plural
        self.counts[what, not answered.complaint] += 1
        self._attempts.append(Attempt(now, delivery.app, delivery.url, what, messages, delivery.tried, answered))

    def of(self, app: str | None = None, message: str | None = None) -> Iterable[Attempt]:
        """The attempts, oldest first; of one app, about one message, where these are given."""
        return (
            attempt
            for attempt in self._attempts
            if (app is None or attempt.app == app) and (message is None or message in attempt.messages)
        )
