"""What happened, taken in batches: for how long it is kept when nobody listens, and that who listens is told of another time."""

import asyncio
from collections.abc import Awaitable, Callable

from simulator.control.batch import Batch
from simulator.control.feed import Feed
from simulator.ledger import Ledger
from tests.control.test_search import message


def in_a_loop(dialogue: Callable[[Feed, Ledger], Awaitable[None]]) -> None:
    ledger = Ledger()
    asyncio.run(_run(dialogue, ledger))


async def _run(dialogue: Callable[[Feed, Ledger], Awaitable[None]], ledger: Ledger) -> None:
    feed = Feed(ledger)
    await dialogue(feed, ledger)
    feed.stop()


def some(_: Batch) -> None:
    """One who listens."""


def others(_: Batch) -> None:
    """One who listens beside him, or later."""


async def turns() -> None:
    """All that the loop has due."""
    for _ in range(3):
        await asyncio.sleep(0)


def test_who_may_come_back_is_not_forgotten_for_one_who_may_not() -> None:
    """Whichever of them goes last."""

    async def dialogue(feed: Feed, ledger: Ledger) -> None:
        feed.open(some)
        feed.open(others)
        ledger.accept(message(1))
        feed.look()
        feed.close(some, linger_s=60)
        feed.close(others)
        await turns()
        assert len(feed.batches) == 1
        feed.open(others)
        feed.close(others)
        await turns()
        assert len(feed.batches) == 1

    in_a_loop(dialogue)


def test_what_nobody_may_come_back_for_is_not_kept() -> None:
    """And where it was left off, there is a place behind which everything is counted."""

    async def dialogue(feed: Feed, ledger: Ledger) -> None:
        feed.open(some)
        ledger.accept(message(1))
        feed.look()
        left = feed.position
        feed.close(some)
        await turns()
        assert not feed.batches
        feed.open(some)
        assert left < feed.counted_from == feed.position

    in_a_loop(dialogue)


def test_another_time_is_told() -> None:
    """To those who want to know, as long as they are there; what was kept is of the time that is no more."""
    told = list[str]()

    async def dialogue(feed: Feed, ledger: Ledger) -> None:
        feed.open(some, lambda: told.append("some"))
        feed.open(others)
        ledger.accept(message(1))
        feed.look()
        feed.renew()
        assert (told, len(feed.batches), feed.counted_from) == (["some"], 0, feed.position)
        feed.close(some)
        feed.renew()
        assert told == ["some"]

    in_a_loop(dialogue)
