"""When a stored text is tried again, and how its trail tells the tries that changed nothing."""

from itertools import islice

import pytest

from simulator.carrier.retry import attempts, next_try, story
from simulator.carrier.settings import RETRIES_MS
from simulator.causes import Cause
from simulator.ledger import Ledger
from simulator.lifecycle import Event
from simulator.message import Message
from tests.road import HOUR, MINUTE, NINE, submission

DAY = 24 * HOUR
WAITS = (10, 20)


def test_retries_follow_the_schedule() -> None:
    """1, 5, 15, 30 min, 1, 2, 4, 8 h, then every 12 h, each counted from the one before."""
    tries = list(attempts(NINE, NINE + 4 * DAY, RETRIES_MS))
    waits = [after - before for before, after in zip([NINE, *tries], tries, strict=False)]
    assert [wait // MINUTE for wait in waits] == [1, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720, 720, 720, 720]


@pytest.mark.parametrize(("until", "count"), [(0, 0), (9, 0), (10, 0), (11, 1), (30, 1), (31, 2), (51, 3)])
def test_retries_end_before_the_fate(until: int, count: int) -> None:
    """An attempt at the very instant of it is none."""
    assert len(list(attempts(0, until, WAITS))) == count


def test_retries_are_counted_only_as_far_as_one_looks() -> None:
    """They go on for ever otherwise."""
    assert list(islice(attempts(0, 1 << 60, (1, 2)), 4)) == [1, 3, 5, 7]


@pytest.mark.parametrize(("now", "due"), [(0, 10), (10, 10), (11, 30), (30, 30), (31, 50), (1_000, 1_010)])
def test_the_next_try(now: int, due: int) -> None:
    """At this instant or later, however much later one asks."""
    assert next_try(0, now, WAITS) == due


def told(message: Message, now: int) -> list[tuple[int, object]]:
    return [(entry.at, entry.detail) for entry in story(message, now, WAITS) if entry.event is Event.ATTEMPTED]


def test_a_story_tells_what_each_try_met() -> None:
    """From a noted try on it is that one's cause; a try that is noted is told once; after the fate there is none."""
    ledger, message = Ledger(), Message("1", 0, submission("+86138"), 0, 1_000)
    assert told(message, 100) == []
    ledger.note(message, 0, Event.ATTEMPTED, Cause.OFF)
    ledger.note(message, 30, Event.ATTEMPTED, Cause.OUT_OF_CREDIT)
    assert told(message, 50) == [(0, Cause.OFF), (10, Cause.OFF), (30, Cause.OUT_OF_CREDIT), (50, Cause.OUT_OF_CREDIT)]
    ledger.note(message, 50, Event.DELIVERED)
    assert len(told(message, 1_000)) == 3
