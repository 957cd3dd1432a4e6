"""What happens in a network, for those who listen: taken from the ledger in batches, a few times a second. It asks nothing of the road.

While nobody listens it costs nothing; while somebody does, the road pays for a batch and not for a message. The last few thousand
happenings are kept, so that a listener whose connection broke misses none of them.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, Final

from simulator.ledger import Happened, Ledger, Refused
from simulator.lifecycle import Event, State
from simulator.message import Message, Outcome

TICK_S: Final = 0.02
"""How often the ledger is looked at: nobody waits longer than that for what happened."""
KEPT: Final = 10_000
"""Happenings that are kept for listeners who come back."""
TOLD_PER_S: Final = 500
TOLD_AT_ONCE: Final = 5_000
"""Happenings that everybody is told: so many in a burst, and so many a second in a flood, which costs the road about a hundredth."""
LINGER_S: Final = 60.0
"""How long a listener may stay away before the road stops keeping things for him."""
_DELIVERED, _REPORTED, _REPLIED = int(Event.DELIVERED), int(Event.REPORTED), int(Event.REPLIED)
_TOLD: Final = frozenset((_REPORTED, int(Event.REPORTED_EARLY)))

Step = tuple[Any, ...]
"""A link of a trail: (earlier, instant, number of the event, detail)."""


class Batch:
    """What happened between two looks. begin: how many happenings there were before; accepted: messages taken; happened: all else.

    quota: how many of them everybody is told, the newest. rendered, told: what listeners were sent of it, of all and of single places.
    """

    def __init__(self, begin: int, accepted: list[Message], happened: list[Happened], quota: int = TOLD_AT_ONCE) -> None:
        self.begin, self.quota = begin, quota
        self.accepted, self.happened = accepted, happened
        self.end = begin + len(accepted) + len(happened)
        self.rendered: Any = None
        self.told: dict[int, bytes] = {}
        self._of_account: dict[str, list[int]] = {}
        self._in_states: dict[State, list[Message]] = {}

    @cached_property
    def messages(self) -> list[Message]:
        """All that it is about, each once."""
        return list(dict.fromkeys(chain(self.accepted, (about for about, _, _ in self.happened if type(about) is Message))))

    @cached_property
    def ids(self) -> dict[str, Message]:
        """The same by their ids."""
        return {message.id: message for message in self.messages}

    @cached_property
    def replied(self) -> list[Message]:
        """Those that were answered."""
        return [about for about, link, _ in self.happened if link is not None and link[2] == _REPLIED and type(about) is Message]

    def in_state(self, state: State) -> list[Message]:
        """Those that are in it."""
        if state not in self._in_states:
            self._in_states[state] = [message for message in self.messages if message.state is state]
        return self._in_states[state]

    def reported(self, wanted: Callable[[Outcome], bool]) -> list[Message]:
        """Those of which something was reported that is wanted. Many share what was: it is asked about once."""
        meant = {each for each, outcome in self._outcomes.items() if wanted(outcome)}
        return [about for about, link, _ in self.happened if link and id(link[3]) in meant and type(about) is Message] if meant else []

    @cached_property
    def _outcomes(self) -> dict[int, Outcome]:
        """All that was reported, by identity."""
        return {id(link[3]): link[3] for _, link, _ in self.happened if link is not None and link[2] in _TOLD}

    def to(self, numbers: Container[str]) -> dict[str, list[Message]]:
        """Those to some numbers, by number."""
        found: dict[str, list[Message]] = {}
        for message in self.messages:
            if (number := message.submission.destination) in numbers:
                found.setdefault(number, []).append(message)
        return found

    @cached_property
    def refused(self) -> list[Refused]:
        """Requests that were not taken."""
        return [about for about, _, _ in self.happened if type(about) is Refused]

    @cached_property
    def of_accounts(self) -> dict[str, list[range]]:
        """The happenings of each account, by their places in the batch. Under load many in a row are one account's."""
        found: dict[str, list[range]] = {}
        begun, last, place = 0, None, 0
        for place, about in enumerate(self._abouts()):
            account = about.account if type(about) is Refused else about.submission.carriage.account
            if account is not last:
                if last is not None:
                    found.setdefault(last, []).append(range(begun, place))
                begun, last = place, account
        if last is not None:
            found.setdefault(last, []).append(range(begun, place + 1))
        return found

    def of_account(self, account: str) -> list[int]:
        """The places of one account's."""
        if account not in self._of_account:
            self._of_account[account] = list(chain.from_iterable(self.of_accounts.get(account, ())))
        return self._of_account[account]

    @cached_property
    def of_numbers(self) -> dict[str, list[int]]:
        """The same of each number."""
        return _grouped(about.destination if type(about) is Refused else about.submission.destination for about in self._abouts())

    @cached_property
    def numbers(self) -> list[str]:
        """All of them in order."""
        return sorted(self.of_numbers)

    def _abouts(self) -> Iterator[Any]:
        return chain(self.accepted, (about for about, _, _ in self.happened))

    def happening(self, place: int) -> tuple[Message | Refused, list[Step] | None]:
        """What stands at a place in it: what it is about, and what is new on its trail; None: it was accepted."""
        if place < len(self.accepted):
            return self.accepted[place], None
        about, link, arrived = self.happened[place - len(self.accepted)]
        return about, steps(link, arrived=arrived)

    def after(self, position: int) -> Iterator[tuple[int, Message | Refused, list[Step] | None]]:
        """Each happening with how many there have been by then, what it is about, and what is new on its trail; None: it was accepted."""
        skipped = max(0, position - self.begin)
        for at, message in enumerate(self.accepted[skipped:], self.begin + skipped + 1):
            yield at, message, None
        middle, skipped = self.begin + len(self.accepted), max(0, skipped - len(self.accepted))
        for at, (about, link, arrived) in enumerate(self.happened[skipped:], middle + skipped + 1):
            yield at, about, steps(link, arrived=arrived)


def steps(link: Step | None, *, arrived: bool) -> list[Step]:
    """What is new on a trail, oldest first. What came to its handset and was not shown there has been told by itself."""
    if link is None:
        return []
    if not arrived:
        return [link]
    earlier = link[0]
    if link[2] == _DELIVERED and link[3] is None:
        return [link]
    told = link[2] == _REPORTED and earlier is not None and earlier[2] == _DELIVERED and earlier[3] is None and earlier[1] == link[1]
    return [earlier, link] if told else []


def _grouped(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found.setdefault(name, []).append(place)
    return found


class Feed:
    """One network's."""

    def __init__(self, ledger: Ledger) -> None:
        self.epoch = secrets.token_hex(4)
        self.over = False
        self.position = 0
        self.batches: deque[Batch] = deque()
        self._ledger = ledger
        self._tapped: list[Happened] = []
        self._accepted = 0
        self._allowance, self._allowed_at = float(TOLD_AT_ONCE), 0.0
        self._told: list[Callable[[Batch], None]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._closing: asyncio.TimerHandle | None = None

    def end(self) -> None:
        """The network stops: all who listen are told so."""
        self.over = True
        self.stop()
        for told in list(self._told):
            told(Batch(self.position, [], []))

    def open(self, told: Callable[[Batch], None]) -> None:
        """`told` is told of each batch from now on."""
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
        if self._timer is None:
            self.position += 1  # what nobody listened to is a gap
            self._ledger.tap(self._tapped)
            _, self._accepted = self._ledger.accepted(-1)
            self._arm()
        self._told.append(told)

    def close(self, told: Callable[[Batch], None], linger_s: float = 0.0) -> None:
        """It is told no more. The last one to go leaves the tap open for a while."""
        self._told.remove(told)
        if not self._told and self._timer is not None and self._closing is None:
            self._closing = asyncio.get_running_loop().call_later(linger_s, self.stop)

    def stop(self) -> None:
        """Listen no more: what was kept is gone."""
        for timer in (self._timer, self._closing):
            if timer is not None:
                timer.cancel()
        self._timer = self._closing = None
        self._ledger.tap(None)
        self._tapped.clear()
        self.batches.clear()

    def renew(self) -> None:
        """The network is as it was at another time: what happened meanwhile is nobody's any more."""
        self._tapped.clear()
        self.batches.clear()
        self.position += 1
        _, self._accepted = self._ledger.accepted(-1)
        self._ledger.tap(None if self._timer is None else self._tapped)

    def look(self) -> None:
        """Take what happened since the last time, and tell it."""
        accepted, self._accepted = self._ledger.accepted(self._accepted)
        if not (accepted or self._tapped):
            return
        batch = Batch(self.position, accepted, self._tapped.copy(), self._quota(len(accepted) + len(self._tapped)))
        self._tapped.clear()
        self.position = batch.end
        self.batches.append(batch)
        while len(self.batches) > 1 and self.position - self.batches[0].end >= KEPT:
            self.batches.popleft()
        for told in list(self._told):
            told(batch)

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
