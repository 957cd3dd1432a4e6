"""The search over whole numbers, in plain calls."""

import pytest

from simulator.locust.bisection import Bisection


def tried(first: int, most: int, holds: int) -> tuple[list[int], int]:
    """What is tried where everything up to `holds` holds, and what is found."""
    search, tries = Bisection(first, most), []
    at: int | None = search.at
    while at is not None:
        tries.append(at)
        at = search.next(held=at <= holds)
    return tries, search.held


@pytest.mark.parametrize(
    ("first", "most", "holds", "tries", "found"),
    [
        (1, 100, 5, [1, 2, 4, 8, 6, 5], 5),
        (4, 100, 1, [4, 2, 1], 1),
        (4, 100, 0, [4, 2, 1], 0),
        (1, 6, 1000, [1, 2, 4, 6], 6),
        (50, 10, 1000, [10], 10),
        (1, 1, 0, [1], 0),
        (100, 1000, 331, [100, 200, 400, 300, 350, 325, 337], 325),
    ],
)
def test_it_doubles_then_halves(first: int, most: int, holds: int, tries: list[int], found: int) -> None:
    """Until what holds and what does not are next to each other, or one part in twenty apart."""
    assert tried(first, most, holds) == (tries, found)
