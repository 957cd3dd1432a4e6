"""When a stored text is tried again. Attempts that change nothing are no events: they are computed when somebody reads a trail."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import count

from simulator.ledger import Entry, trail
from simulator.lifecycle import Event
from simulator.message import Instant, Message


def attempts(failed_at: Instant, until: Instant, waits_ms: tuple[int, ...]) -> Iterator[Instant]:
    """The instants of the tries after a failed one, before `until`. The last wait repeats."""
    at = failed_at
    waits = iter(waits_ms)
    wait = waits_ms[-1]
    while True:
        at += next(waits, wait)
        if at >= until:
            return
        yield at


def next_try(failed_at: Instant, now: Instant, waits_ms: tuple[int, ...]) -> Instant:
    """The first try at `now` or later after a failed one."""
    at = failed_at
    for nth in count():
        at += waits_ms[min(nth, len(waits_ms) - 1)]
        if at >= now:
            return at
    raise AssertionError("the last wait repeats for ever")


_FATES = frozenset((Event.DELIVERED, Event.UNSEEN, Event.FAILED, Event.EXPIRED, Event.CANCELLED))


def story(message: Message, now: Instant, waits_ms: tuple[int, ...]) -> list[Entry]:
    """A message's trail with the tries that changed nothing, up to its fate or to now."""
    whole = trail(message)
    failures = [entry for entry in whole if entry.event is Event.ATTEMPTED]
    if not failures:
        return whole
    until = next((entry.at for entry in whole if entry.event in _FATES), now + 1)
    tries = []
    for at in attempts(failures[0].at, until, waits_ms):
        before = failures[bisect_right(failures, at, key=lambda entry: entry.at) - 1]
        if before.at < at:
            tries.append(Entry(at, Event.ATTEMPTED, before.detail))
    return sorted([*whole, *tries], key=lambda entry: entry.at)
