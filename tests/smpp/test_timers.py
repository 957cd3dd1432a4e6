"""What is due after how much silence."""

import pytest

from simulator.smpp.timers import Due, Timers, Watch

TIMERS = Timers(session_init_s=5.0, enquire_link_s=30.0, inactivity_s=100.0, response_s=10.0)
NEVER = Timers(session_init_s=None, enquire_link_s=None, inactivity_s=None)


def test_a_client_has_to_bind_in_time() -> None:
    """Whatever else it says meanwhile."""
    watch = Watch(TIMERS, 1000.0)
    watch.worked(1004.0)
    assert watch.look(1004.9, bound=False) is Due.NOTHING
    assert watch.look(1005.0, bound=False) is Due.NEVER_BOUND
    assert watch.look(1005.0, bound=True) is Due.NOTHING


def test_a_silent_peer_is_asked_once() -> None:
    """And is dead when it does not answer that."""
    watch = Watch(TIMERS, 0.0)
    assert watch.look(29.9, bound=True) is Due.NOTHING
    assert watch.look(30.0, bound=True) is Due.ASK
    watch.asked(30.0)
    assert watch.look(39.9, bound=True) is Due.NOTHING
    assert watch.look(40.0, bound=True) is Due.DEAD


def test_any_octet_is_a_sign_of_life() -> None:
    """After it the silence is counted anew."""
    watch = Watch(TIMERS, 0.0)
    watch.asked(30.0)
    watch.heard(39.0)
    assert watch.look(68.9, bound=True) is Due.NOTHING
    assert watch.look(69.0, bound=True) is Due.ASK


@pytest.mark.parametrize(("work", "due"), [(False, Due.INACTIVE), (True, Due.NOTHING)])
def test_keeping_the_link_up_is_no_work(work: bool, due: Due) -> None:
    """A peer that only says that it is there is inactive."""
    watch = Watch(TIMERS, 0.0)
    (watch.worked if work else watch.heard)(90.0)
    assert watch.look(100.0, bound=True) is due


@pytest.mark.parametrize("bound", [False, True])
def test_what_is_switched_off_is_never_due(bound: bool) -> None:
    """None is never."""
    assert Watch(NEVER, 0.0).look(1e9, bound=bound) is Due.NOTHING
