"""Named streams of chance: each draw is a pure function of (seed, purpose, luck). Nothing is remembered from draw to draw.

So a message's fate is the same whatever travels beside it, over however many connections it came.
"""

import math
from hashlib import blake2b
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: spreads neighbouring numbers over all bits (Knuth, TAOCP 6.4)
QUANTILES = 4096
_LAST = QUANTILES - 1


class Chance:
    """One stream. `purpose` names what is drawn (`carrier.latency`), so that streams never disturb one another."""

    def __init__(self, seed: int, purpose: str) -> None:
        self._salt = salt(seed, purpose)

    def pick(self, cases: tuple[T, ...], luck: int) -> T:
        """One of 4096 equally likely cases for this luck."""
        mixed = (luck ^ self._salt) * _ODD & _MASK
        return cases[(mixed ^ mixed >> 32) * _ODD >> 52 & _LAST]  # mixed twice: once leaves some pairs of streams in step

    def share(self, luck: int) -> float:
        """A number in [0, 1) for this luck."""
        mixed = (luck ^ self._salt) * _ODD & _MASK
        return (((mixed ^ mixed >> 32) * _ODD & _MASK) >> 11) / (1 << 53)  # 53 bits: a float of 64 can round up to 1


def salt(seed: int, purpose: str) -> int:
    """64 bits that are the same on every machine and in every process (Python's own hash of text is not)."""
    return int.from_bytes(blake2b(f"{seed}/{purpose}".encode(), digest_size=8).digest(), "big")


def log_normal(median: float, p99: float) -> tuple[float, ...]:
    """The 4096 equally likely values of a log-normal distribution with this median and 99th percentile, smallest first.

    The shape of waiting times in networks: never negative, most near the median, a long tail. Equal figures give a constant.
    """
    if not 0 <= median <= p99:
        raise ValueError(f"median {median} and p99 {p99}: wanted 0 <= median <= p99")
    if median in {0, p99}:
        return (float(median),) * QUANTILES
    normal = NormalDist()
    sigma = math.log(p99 / median) / normal.inv_cdf(0.99)
    return tuple(median * math.exp(sigma * normal.inv_cdf((i + 0.5) / QUANTILES)) for i in range(QUANTILES))
