"""The FAQ's cases: each has a file, each file proves what it shows, and no case is taken for its neighbour."""

from pathlib import Path

import pytest

from simulator.faq.catalogue import cases
from tests.scenarios.folder import FILES, FOLDER, Plays, loaded, named

FAQ = [file for file in FILES if file.parent == FOLDER / "faq"]

EQUAL = (
    {"not-received/frequency-limit", "security/limit-30s", "security/limit-daily"},
    {"not-received/bad-content", "error/1014-template"},
    {"not-received/unsubscribed", "error/1015-blacklist", "blacklist/unsubscribe"},
    {"not-received/carrier-blacklist", "blacklist/carrier"},
    {"not-received/carrier-error", "content/sensitive-word", "template/spot-check"},
    {"error/1001-sig", "security/app-id", "error/auth-v3"},
)
"""The FAQ tells these more than once, under several questions."""


def confusion(plays: Plays) -> dict[str, set[str]]:
    """The table: by case that the files expect to explain something, the primary ones that were found."""
    table: dict[str, set[str]] = {}
    for file in FAQ:
        for expected, found in plays(file).diagnoses:
            table.setdefault(expected, set()).add(found)
    return table


def same(case: str, other: str) -> bool:
    return case == other or any({case, other} <= equal for equal in EQUAL)


@pytest.mark.parametrize("case", cases())
def test_a_case_has_a_file(case: str) -> None:
    """In the FAQ's folder."""
    assert [named(file) for file in FAQ if case in loaded(file).shows]


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_proves_what_it_shows(plays: Plays, file: Path) -> None:
    """Each id is what explains something in it, and each is in the catalogue."""
    assert set(loaded(file).shows) - plays(file).cases == set()
    assert set(loaded(file).shows) <= cases().keys()


def test_the_table_of_all_cases_is_diagonal(plays: Plays) -> None:
    """All cases by all primary diagnoses: each is found somewhere, and outside the equalities nothing stands off the diagonal."""
    table = confusion(plays)
    assert cases().keys() - table.keys() == set()
    off = {(case, primary) for case, found in table.items() for primary in found if not same(case, primary)}
    assert off == set()
