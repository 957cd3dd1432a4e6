"""What is wrong with a scenario file, as values: one line a problem, with its place and what was meant. It reads and decides nothing."""

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct

from simulator.scenario.settings import Place

QUOTED_MAX = 60
"""Characters of a file that a message repeats; the place says where the rest is."""
WHERE_MAX = 100
"""Characters of a path; its end says more than its beginning."""
LISTED_MAX = 20
"""Words that are named where none is near."""
COMPARED_MAX = 40
"""Longer words are not compared: nobody mistypes those, and comparing takes the square of their length."""


class Problem(Struct, frozen=True):
    """place: where it stands; where: which setting it is, `steps[0].send.to`, or `` for the file as a whole; what: wrong and wanted."""

    place: Place
    where: str
    what: str

    def __str__(self) -> str:
        where = self.where if len(self.where) <= WHERE_MAX else "…" + self.where[1 - WHERE_MAX :]
        return f"{self.place}: {where}: {self.what}" if where else f"{self.place}: {self.what}"


def quoted(text: str) -> str:
    """Text of the file as part of one line: cut, in quotes, nothing in it that would break the line or the terminal."""
    cut = text if len(text) <= QUOTED_MAX else text[: QUOTED_MAX - 1] + "…"
    return '"' + "".join(_ESCAPED.get(letter) or (letter if letter.isprintable() else f"\\x{ord(letter):02x}") for letter in cut) + '"'


def meant(word: str, known: Iterable[str]) -> str:
    """` (did you mean off?)` where a known word is near, nothing otherwise."""
    found = near(word, known)
    return "" if found is None else f" (did you mean {found}?)"


def one_of(word: str, known: Iterable[str]) -> str:
    """What to write in place of `word`: the near one, or all there are."""
    known = list(known)
    some = known if len(known) <= LISTED_MAX else [*known[:LISTED_MAX], "others"]
    return meant(word, known) or (f"; wanted {listed(some)}" if some else "")


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    if len(word) > COMPARED_MAX:
        return None
    by_folded = {folded(name): name for name in known}
    found = get_close_matches(folded(word), by_folded, n=1)
    return by_folded[found[0]] if found else None


def folded(word: str) -> str:
    """A word without what people get wrong first: case, underscores and blanks for hyphens."""
    return word.casefold().replace("_", "-").replace(" ", "-")


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
