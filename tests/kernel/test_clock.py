"""Network time by the wall's, with a wall of our own."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.kernel.clock import PAUSED, Clock

START = 1_709_514_000_000

speeds = st.floats(0.01, 10_000)
walls = st.floats(0, 1_000_000)


@pytest.mark.parametrize(
    ("speed", "wall_s", "passed_ms"), [(1, 10.0, 0), (1, 10.25, 250), (60, 11.0, 60_000), (0.5, 12.0, 1_000), (0, 99.0, 0)]
)
def test_network_time_passes_at_its_speed(speed: float, wall_s: float, passed_ms: int) -> None:
    """From its start, a wall second is so many network seconds."""
    assert Clock(START, speed, 10.0).now(wall_s) == START + passed_ms


@given(speeds, walls, st.integers(1, 10_000_000))
def test_who_waits_as_told_wakes_in_time(speed: float, wall_s: float, ahead_ms: int) -> None:
    """After the wait it is the due instant, give or take the millisecond that floats round away."""
    clock = Clock(START, speed, 0.0)
    due = clock.now(wall_s) + ahead_ms
    woken = clock.now(wall_s + clock.wait_s(due, wall_s))
    assert due - 1 <= woken <= due + 1


@pytest.mark.parametrize("due", [START, START - 1, START + 500])
def test_nobody_waits_for_the_past(due: int) -> None:
    """What is due by now is waited for no time."""
    assert Clock(START, 1, 0.0).wait_s(due, 0.5) == 0.0


def test_a_clock_that_stands_still_is_waited_for_without_end() -> None:
    """Paused, only a jump brings what is due."""
    clock = Clock(START, PAUSED, 0.0)
    assert clock.paused
    assert math.isinf(clock.wait_s(START + 1, 5.0))


def test_a_new_speed_counts_from_now() -> None:
    """What passed at the old speed stays passed."""
    clock = Clock(START, 1, 0.0)
    clock.set_speed(60, 10.0)
    assert (clock.speed, clock.paused) == (60, False)
    assert clock.now(10.0) == START + 10_000
    assert clock.now(11.0) == START + 70_000


@given(st.lists(st.tuples(st.just(0.0) | speeds, st.floats(0, 100)), max_size=20))
def test_network_time_never_runs_backwards(changes: list[tuple[float, float]]) -> None:
    """However often the speed changes."""
    clock, wall_s, before = Clock(START, 1, 0.0), 0.0, START
    for speed, later_s in changes:
        wall_s += later_s
        assert clock.now(wall_s) >= before
        before = clock.now(wall_s)
        clock.set_speed(speed, wall_s)
        assert clock.now(wall_s) == before


@pytest.mark.parametrize("speed", [PAUSED, 1])
def test_a_jump_lands_where_it_is_told(speed: float) -> None:
    """From there it goes on at its speed."""
    clock = Clock(START, speed, 0.0)
    clock.jump(START + 72 * 3_600_000, 1.0)
    assert clock.now(1.0) == START + 72 * 3_600_000
    assert clock.now(2.0) == START + 72 * 3_600_000 + 1_000 * speed


def test_going_back_is_an_error() -> None:
    """By a jump or by a negative speed."""
    clock = Clock(START, 1, 0.0)
    with pytest.raises(ValueError, match="1 ms in the past"):
        clock.jump(START + 999, 1.0)
    with pytest.raises(ValueError, match="negative"):
        clock.set_speed(-1, 1.0)
    assert clock.now(1.0) == START + 1_000
