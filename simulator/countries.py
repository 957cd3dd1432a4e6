"""Which country a number belongs to, by its first digits. It judges no lengths, and knows nothing of who may send where.

The table holds the calling codes of ITU-T E.164 (complement to the list of assigned codes), and where countries share one the digits that
follow it, for mobile numbers and area codes as far as they tell. Codes of no country (satellites, international services) are known too.
"""

from functools import cache
from importlib import resources
from typing import Final

UNKNOWN: Final = "DEF"
"""What the Tencent APIs say where there is no country to be told."""


def calling_code(digits: str) -> str:
    """The calling code that a number without its plus sign begins with, `86`; `` where none is assigned. No code begins another."""
    codes = _codes()
    for size in (2, 3, 1):
        if digits[:size] in codes:
            return digits[:size]
    return ""


def iso(number: str) -> str:
    """The ISO 3166 code of an E.164 number's country: `CN`, `US`; `DEF` for numbers of none.

    Numbers that carriers of two countries share go to the larger one: Saint Barthelemy and Saint Martin are Guadeloupe here.
    """
    digits = number[1:]
    code = calling_code(digits)
    prefixes = _codes().get(code)
    if prefixes is None:
        return UNKNOWN
    if len(prefixes) == 1:
        return prefixes[""]
    rest = digits[len(code) :]
    return next(prefixes[rest[:size]] for size in range(_NEXT_MAX, -1, -1) if rest[:size] in prefixes)


def name(iso_code: str) -> str:
    """A country's English name: `China`; `` where the code is of none."""
    return _names().get(iso_code, "")


_NEXT_MAX: Final = 5
"""Digits behind the calling code that it takes at most to tell a country."""


@cache
def _rows() -> tuple[tuple[str, str, str, str], ...]:
    """Calling code, next digits, ISO code, name. Each code has a row without next digits: its country where no other row fits."""
    table = resources.files(__package__).joinpath("countries.tsv").read_text("utf-8").splitlines()
    return tuple((code, following, iso_code, called) for code, following, iso_code, called in (row.split("\t") for row in table[1:]))


@cache
def _codes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for code, following, iso_code, _ in _rows():
        found.setdefault(code, {})[following] = iso_code
    return found


@cache
def _names() -> dict[str, str]:
    return {iso_code: called for _, _, iso_code, called in _rows()}
