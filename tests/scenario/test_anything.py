"""Whatever is handed to the loader, it answers with a scenario or with problems, and never raises."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.load import loads
from simulator.scenario.problems import Problem
from simulator.scenario.settings import Scenario

GOOD = Path(__file__).with_name("good.yaml").read_text("utf-8")
LINES = GOOD.splitlines(keepends=True)
WORDS = [
    "off",
    "none",
    "2h",
    "-1",
    "1e9",
    "[]",
    "{}",
    "",
    "~",
    "*a",
    "&a",
    "!!int",
    "99999999999999999999d",
    "2024-13-01",
    "+",
    "[off]",
    "{a: b}",
    "\t",
    '"',
]


def judged(text: str | bytes) -> None:
    """A scenario, or problems of one line each that say where they are."""
    found = loads(text, "f")
    if isinstance(found, Scenario):
        return
    assert found
    for problem in found:
        assert isinstance(problem, Problem)
        assert str(problem).startswith("f:")
        assert len(str(problem).splitlines()) == 1


@given(st.one_of(st.text(), st.binary()))
@settings(deadline=None)
def test_any_text_is_answered(text: str | bytes) -> None:
    """Text of any kind, and octets that are none."""
    judged(text)


@given(st.text("ab:-[]{},&*!|>'\"#%@ \n\t?0", max_size=60))
@settings(deadline=None)
def test_anything_that_looks_like_yaml_is_answered(text: str) -> None:
    """All the signs that mean something to YAML, in any order."""
    judged(text)


@given(st.integers(0, len(GOOD)), st.integers(0, 20), st.one_of(st.sampled_from(WORDS), st.text(max_size=8)))
@settings(deadline=None, max_examples=200)
def test_a_good_file_with_a_piece_replaced_is_answered(at: int, length: int, piece: str) -> None:
    """Mistakes as fingers make them."""
    judged(GOOD[:at] + piece + GOOD[at + length :])


@given(st.lists(st.integers(0, len(LINES) - 1), max_size=6), st.permutations(range(3)))
@settings(deadline=None, max_examples=100)
def test_a_good_file_with_lines_missing_is_answered(gone: list[int], order: list[int]) -> None:
    """Mistakes as merges make them."""
    third = len(LINES) // 3
    kept = ["" if index in gone else line for index, line in enumerate(LINES)]
    thirds = [kept[:third], kept[third : 2 * third], kept[2 * third :]]
    judged("".join(line for number in order for line in thirds[number]))
