"""Lists of numbers at the console: what is sifted out, and who gets the text."""

import pytest

from simulator.desk.uploads import NAMED_MAX, NUMBERS_MAX, Dropped, sifted


@pytest.mark.parametrize(
    "line",
    [
        "139-0000-0001",
        "139 00000001",
        " 13900000001",
        "13900000001 ",
        "13900000001,",
        "１３９０００００００１",
        "tel13900000001",
        "1390000000\u200b1",
    ],
)
def test_other_characters_are_dropped_and_named(line: str) -> None:
    """Hyphens, blanks before, in and behind, commas, full-width digits, letters, what cannot be seen."""
    found = sifted(["13900000001", line])
    assert (found.numbers, found.dropped) == (["+8613900000001"], [Dropped(2, line, "other-characters")])


@pytest.mark.parametrize("line", ["123", "139000000", "01062650000", "+8601062650000", "23900000001"])
def test_digits_that_are_no_number_are_dropped(line: str) -> None:
    """Too short, a landline, a number abroad without its plus sign."""
    assert sifted([line]).dropped == [Dropped(1, line, "no-number")]


def test_a_number_twice_is_sent_to_once() -> None:
    """In whichever form it stands there again."""
    found = sifted(["13900000001", "+8613900000001", "8613900000001", "13900000002"])
    assert (found.numbers, found.repeated, found.lines) == (["+8613900000001", "+8613900000002"], 2, 4)


def test_empty_lines_and_the_files_mark_count_for_nothing() -> None:
    """As spreadsheets leave them."""
    found = sifted(["\ufeff13900000001", "", "13900000002", ""])
    assert (found.lines, len(found.numbers), found.drops) == (2, 2, 0)


def test_a_long_list_is_not_read_to_its_end() -> None:
    """A line past the most is one too many, whatever stands there."""
    found = sifted(f"{13900000000 + nth}" for nth in range(NUMBERS_MAX + 5))
    assert found.lines == NUMBERS_MAX + 1


def test_so_many_drops_are_counted_and_not_named() -> None:
    """A file of another kind does not fill an answer."""
    found = sifted(["no number"] * (NAMED_MAX + 7))
    assert (len(found.dropped), found.drops) == (NAMED_MAX, NAMED_MAX + 7)
