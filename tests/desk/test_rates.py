"""How often somebody may call: a full bucket at once, then evenly, each for himself."""

from simulator.desk import rates
from simulator.desk.rates import Rates


def test_a_bucket_empties_and_fills_evenly() -> None:
    """Ten a second: ten at once, the eleventh not; a tenth of a second later one more, and after a long pause ten again."""
    counted = Rates()
    assert [counted.take("a", 10, 1.0, 100.0) for _ in range(11)] == [True] * 10 + [False]
    assert [counted.take("a", 10, 1.0, 100.1001) for _ in range(2)] == [True, False]
    assert [counted.take("a", 10, 1.0, 10_000.0) for _ in range(11)] == [True] * 10 + [False]


def test_a_refused_call_costs_nothing() -> None:
    """Who goes on calling is let in as soon as who waits."""
    counted = Rates()
    counted.take("a", 1, 1.0, 0.0)
    assert [counted.take("a", 1, 1.0, at / 10) for at in range(1, 12)] == [False] * 9 + [True] + [False]


def test_each_has_a_bucket_of_his_own() -> None:
    """One who calls too often is nobody else's fault."""
    counted = Rates()
    assert [counted.take(key, 1, 60.0, 0.0) for key in ("a", "a", "b")] == [True, False, True]


def test_a_clock_that_is_set_back_fills_nothing() -> None:
    """Nor does it take anything away."""
    counted = Rates()
    assert [counted.take("a", 2, 1.0, at) for at in (100.0, 50.0, 50.0)] == [True, True, False]


def test_what_is_remembered_has_a_bound() -> None:
    """Past it all begin anew: a caller who invents names costs no more than that."""
    counted = Rates()
    for nth in range(rates.KEPT + 1):
        counted.take(nth, 1, 60.0, 0.0)
    assert counted.take(0, 1, 60.0, 0.0)
