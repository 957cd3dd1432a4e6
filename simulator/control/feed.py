"""What happens in a network, for those who listen: taken from the ledger in batches, a few times a second. It asks nothing of the road.

While nobody listens it costs nothing; while somebody does, the road pays for a batch and not for a message. The last few thousand
happenings are kept, so that a listener whose connection broke misses none of them.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from typing import Final

from simulator.control.batch import Batch
from simulator.ledger import Ledger, Tap

TICK_S: Final = 0.02
"""How often the ledger is looked at: nobody waits longer than that for what happened."""
KEPT: Final = 10_000
"""Happenings that are kept for listeners who come back."""
TOLD_PER_S: Final = 500
TOLD_AT_ONCE: Final = 5_000
"""Happenings that everybody is told: so many in a burst, and so many a second in a flood, which costs the road about a hundredth."""
LINGER_S: Final = 60.0
"""How long a listener may stay away before the road stops keeping things for him."""


def _unmoved() -> None:
    """Who listens and does not look back."""


class Feed:
    """One network's. position: how many happenings it has seen; counted_from: the place behind which it has seen every one of them."""

    def __init__(self, ledger: Ledger) -> None:
        self.epoch = secrets.token_hex(4)
        self.over = False
        self.position = self.counted_from = 0
        self.batches: deque[Batch] = deque()
        self._ledger = ledger
        self._tapped = Tap()
        self._accepted = 0
        self._allowance, self._allowed_at = float(TOLD_AT_ONCE), 0.0
        self._told: dict[Callable[[Batch], None], Callable[[], None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.TimerHandle | None = None
        self._open_until = 0.0

    def end(self) -> None:
        """The network stops: all who listen are told so."""
        self.over = True
        self.stop()
        for told in list(self._told):
            told(Batch(self.position, [], Tap(), 0))

    def open(self, told: Callable[[Batch], None], renewed: Callable[[], None] = _unmoved) -> None:
        """`told` is told of each batch from now on; `renewed` when the network is as it was at another time, and the ledger with it."""
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
        if self._timer is None:
            self._skip()
            self._ledger.tap(self._tapped)
            self._arm()
        self._told[told] = renewed

    def close(self, told: Callable[[Batch], None], linger_s: float = 0.0) -> None:
        """It is told no more. The last one to go leaves the tap open for as long as any who went before may still come back."""
        del self._told[told]
        loop = asyncio.get_running_loop()
        self._open_until = max(self._open_until, loop.time() + linger_s)
        if not self._told and self._timer is not None:
            self._closing = loop.call_at(self._open_until, self.stop)

    def stop(self) -> None:
        """Listen no more: what was kept is gone."""
        for timer in (self._timer, self._closing):
            if timer is not None:
                timer.cancel()
        self._timer = self._closing = None
        self._ledger.tap(None)
        self._tapped.take()
        self.batches.clear()

    def renew(self) -> None:
        """The network is as it was at another time: what happened meanwhile is nobody's any more."""
        self._tapped.take()
        self.batches.clear()
        self._skip()
        self._ledger.tap(None if self._timer is None else self._tapped)
        for renewed in list(self._told.values()):
            renewed()

    def look(self) -> None:
        """Take what happened since the last time, and tell it."""
        accepted, self._accepted = self._ledger.accepted(self._accepted)
        if not (accepted or self._tapped):
            return
        happened = self._tapped.take()
        batch = Batch(self.position, accepted, happened, self._quota(len(accepted) + len(happened)))
        self.position = batch.end
        self.batches.append(batch)
        while len(self.batches) > 1 and self.position - self.batches[0].end >= KEPT:
            self.batches.popleft()
        for told in list(self._told):
            told(batch)

    def _skip(self) -> None:
        """Nobody saw what happened until now: a gap, and how much is in it cannot be said."""
        self.position += 1
        self.counted_from = self.position
        _, self._accepted = self._ledger.accepted(-1)

    def _quota(self, wanted: int) -> int:
        """How many of so many happenings everybody is told."""
        now = asyncio.get_running_loop().time()
        self._allowance = min(TOLD_AT_ONCE, self._allowance + (now - self._allowed_at) * TOLD_PER_S)
        self._allowed_at = now
        quota = min(wanted, int(self._allowance))
        self._allowance -= quota
        return quota

    def _tick(self) -> None:
        self._arm()
        self.look()

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(TICK_S, self._tick)
