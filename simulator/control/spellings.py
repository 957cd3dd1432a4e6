"""Codes as people type them: in any case, or with a slip. It finds the published one that is meant, and explains none."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from itertools import islice
from typing import Final

from simulator.fronts.tencent_v5.codes import GATEWAY
from simulator.reporting.published import rows
from simulator.smpp.receipt import WORDS
from simulator.smpp.statuses import Status
from simulator.wire.published import V5, published

NEAR_MOST: Final = 3


def spelled(code: str) -> str:
    """The published code that differs in case, blanks around it and width of the colon only, if it is one alone; else as it was typed."""
    plain = code.strip().replace("：", ":")
    known = _by_folded().get(plain.casefold(), ())
    return known[0] if len(known) == 1 else plain


def near(code: str) -> tuple[str, ...]:
    """What may have been meant by a code that is none: those that it is the last word of first, then those that look like it."""
    word = spelled(code).casefold()
    if not word:
        return ()
    folded = _by_folded()
    ending = (name for name in folded if name.endswith(("." + word, ":" + word)))
    alike = get_close_matches(word, folded, n=NEAR_MOST, cutoff=0.7)
    found = (name for each in dict.fromkeys((*ending, *alike)) for name in folded[each])
    return tuple(islice(found, NEAR_MOST))


def meant(code: str) -> str:
    """` (did you mean MK:0024 or MK:0025?)`, nothing where no code is near."""
    *first, last = near(code) or ("",)
    return f" (did you mean {', '.join(first)}{' or ' if first else ''}{last}?)" if last else ""


@cache
def _by_folded() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(_all()):
        found[name.casefold()] = (*found.get(name.casefold(), ()), name)
    return found


def _all() -> Iterator[str]:
    yield from V5
    yield from map(str, GATEWAY)
    yield from published()
    yield from (f"ESME_{status.name}" for status in Status)
    yield from Status.__members__
    yield from WORDS.values()
    yield from (row.code for row in rows())
