"""Chance that repeats: over processes, in its shapes, and with streams that know nothing of one another."""

import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.kernel.chance import QUANTILES, Chance, log_normal, salt

LUCKS = [crc32(b"+86138%08d" % number) for number in range(20_000)]
COUNTED = [number * 0x9E3779B1 & 0xFFFFFFFF for number in range(20_000)]
"""What a load of consecutive numbers, or of counted messages, can bring: far from random in themselves."""
FAR_FROM_EVEN = 120
"""Chi square of 64 equally likely cells: chance alone goes beyond it once in 40,000 times."""
CASES = tuple(range(QUANTILES))

DRAWS = """
from simulator.kernel.chance import Chance, log_normal, salt
chance = Chance(7, "carrier.latency")
print([(chance.pick(range(4096), luck), chance.share(luck)) for luck in range(100)], salt(7, "信号"), log_normal(3000, 20000)[::512])
"""


def unlikeliness(cells: Counter[int], count: int) -> float:
    """Chi square of counts in `count` equally likely cells."""
    expected = cells.total() / count
    return sum((cells[cell] - expected) ** 2 / expected for cell in range(count))


def elsewhere(hash_seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", DRAWS], env=os.environ | {"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_another_process_draws_the_same() -> None:
    """Draws do not depend on Python's own hash, which differs from process to process."""
    assert elsewhere("1") == elsewhere("2")
    assert elsewhere("1").startswith(f"[({Chance(7, 'carrier.latency').pick(CASES, 0)}, ")


@given(st.integers(), st.text(), st.integers(0, 0xFFFFFFFF))
def test_a_draw_is_a_function_of_seed_purpose_and_luck(seed: int, purpose: str, luck: int) -> None:
    """Nothing is remembered: what was drawn before changes nothing. A pick is the share in 4096 steps."""
    fresh, used = Chance(seed, purpose), Chance(seed, purpose)
    used.pick(CASES, luck ^ 1)
    assert (fresh.pick(CASES, luck), fresh.share(luck)) == (used.pick(CASES, luck), used.share(luck))
    assert 0 <= fresh.share(luck) < 1
    assert fresh.pick(CASES, luck) == int(fresh.share(luck) * QUANTILES)


@pytest.mark.parametrize("lucks", [LUCKS, COUNTED, range(20_000)], ids=["numbers", "counted", "growing"])
@pytest.mark.parametrize("seed", range(5))
def test_every_case_is_equally_likely(seed: int, lucks: Sequence[int]) -> None:
    """However alike the lucks, they spread evenly over 64 cells of one stream."""
    chance = Chance(seed, "carrier.latency")
    assert unlikeliness(Counter(chance.pick(CASES, luck) // 64 for luck in lucks), 64) < FAR_FROM_EVEN


@pytest.mark.parametrize("lucks", [LUCKS, COUNTED, range(20_000)], ids=["numbers", "counted", "growing"])
@pytest.mark.parametrize("seed", range(5))
def test_streams_are_independent(seed: int, lucks: Sequence[int]) -> None:
    """What is drawn for one purpose tells nothing of what is drawn for another."""
    purposes = ["carrier.latency", "handset.reply", "report.loss", "x", "y", "z"]
    drawn = [[Chance(seed, purpose).pick(CASES, luck) // 512 for luck in lucks] for purpose in purposes]
    for one, other in combinations(drawn, 2):
        assert unlikeliness(Counter(a * 8 + b for a, b in zip(one, other, strict=True)), 64) < FAR_FROM_EVEN


def test_another_seed_is_another_stream() -> None:
    """Seeds, and purposes, tell streams apart."""
    streams = [Chance(1, "a"), Chance(2, "a"), Chance(1, "b"), Chance(12, ""), Chance(1, "2")]
    assert len({tuple(chance.pick(CASES, luck) for luck in LUCKS[:10]) for chance in streams}) == len(streams)
    assert salt(1, "a") == salt(1, "a") < 1 << 64


@pytest.mark.parametrize(("median", "p99"), [(3_000, 20_000), (80, 100), (500, 10_000)])
def test_waiting_times_have_their_median_and_p99(median: float, p99: float) -> None:
    """As a table, and as drawn for consecutive numbers."""
    table = log_normal(median, p99)
    assert len(table) == QUANTILES
    assert list(table) == sorted(table)
    assert table[0] > 0
    chance = Chance(7, "carrier.latency")
    for times, tolerance in (table, 0.01), ([chance.pick(table, luck) for luck in LUCKS], 0.10):
        cuts = statistics.quantiles(times, n=100)
        assert cuts[49] == pytest.approx(median, rel=tolerance)
        assert cuts[98] == pytest.approx(p99, rel=tolerance)


@pytest.mark.parametrize(("median", "p99"), [(0, 0), (50, 50), (0, 50)])
def test_equal_figures_give_a_constant(median: float, p99: float) -> None:
    """So does a median of nothing."""
    assert set(log_normal(median, p99)) == {median}


@pytest.mark.parametrize(("median", "p99"), [(-1, 5), (5, 4), (float("nan"), 5), (5, float("nan"))])
def test_impossible_figures_are_an_error(median: float, p99: float) -> None:
    """No negative times, and no 99th percentile below the median."""
    with pytest.raises(ValueError, match="wanted 0 <= median <= p99"):
        log_normal(median, p99)
