"""When a stored text is tried again. Attempts that change nothing are no events: they are computed when somebody reads a trail."""

from collections.abc import Iterator

from simulator.message import Instant


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
