"""Words that carriers and platforms look for in texts. It says which rule a text meets; what follows from it is not its business.

Both sides are compared in Unicode's compatibility form with case folded (NFKC, then casefold): `ＶＰＮ`, `vpn` and `VPN` are one word,
as are half-width and full-width kana. Nothing else is undone: a word split by blanks or by characters of no width is another word.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from simulator.message import Alphabet
from simulator.text import alphabets, gsm7

Value = TypeVar("Value")

REMEMBERED = 4_096
"""Texts in each alphabet whose answer is kept: the same few texts make up most of the traffic."""
REMEMBERED_OCTETS_MAX = 1_024
"""Longer texts are looked through each time, so that what is kept stays within a few megabytes."""

Search = Callable[[str], list[tuple[int, int, int]]]
"""All places in a text where a word stands, one inside another too: (index of the word, start, end)."""


class Lexicon(Generic[Value]):
    """Rules, each of them words and a value. `empty` is true where there are no words: then nobody needs to ask."""

    def __init__(self, rules: Sequence[tuple[Iterable[str], Value]], automaton: Callable[[Sequence[str]], Search] | None = None) -> None:
        """`automaton` makes what looks for all words at once. ValueError for a word that is blank: nearly every text would hold it."""
        self._automaton = aho_corasick if automaton is None else automaton
        self._values = [value for _, value in rules]
        words = _first_rules(rules)
        self.empty = not words
        writable = {word: rule for word, rule in words.items() if _GSM7.issuperset(word)}
        everything, gsm7_only = self._finder(words), self._finder(writable)
        self._finders = (
            self._remembering(gsm7_only, Alphabet.GSM7),
            self._remembering(everything, Alphabet.LATIN1),
            self._remembering(everything, Alphabet.UCS2),
            _never,
        )
        """By alphabet. Binary content is no text, and holds no words."""
        self._everything = everything

    def find(self, content: bytes, alphabet: Alphabet) -> Value | None:
        """The value of the first rule, in their order, that has a word in the text; None where none has."""
        return None if self.empty else self._finders[alphabet](content)

    def silent(self, alphabet: Alphabet) -> bool:
        """Whether no word can stand in any text of this alphabet, so that nobody needs to ask."""
        return self.empty or self._finders[alphabet] is _never

    def find_in(self, text: str) -> Value | None:
        """The same for a text that is read already; its answer is not kept."""
        return None if self._everything is None else self._everything(text)

    def _finder(self, words: dict[str, int]) -> Callable[[str], Value | None] | None:
        """What looks a text through for these words, None where there are none: then no automaton is made."""
        if not words:
            return None
        search, rules, values = self._automaton(list(words)), list(words.values()), self._values

        def find(text: str) -> Value | None:
            found = search(normal(text))
            return values[min([rules[word] for word, _, _ in found])] if found else None

        return find

    @staticmethod
    def _remembering(finder: Callable[[str], Value | None] | None, alphabet: Alphabet) -> Callable[[bytes], Value | None]:
        if finder is None:
            return _never
        decode = alphabets.decode

        def look(content: bytes) -> Value | None:
            return finder(decode(content, alphabet))

        remembered = lru_cache(REMEMBERED)(look)
        return lambda content: remembered(content) if len(content) <= REMEMBERED_OCTETS_MAX else look(content)


def normal(text: str) -> str:
    """The form in which texts and words are compared. Half a pair of surrogates, which no automaton takes, becomes a question mark."""
    if text.isascii():
        return text.lower()
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", whole).casefold())


def _first_rules(rules: Sequence[tuple[Iterable[str], Value]]) -> dict[str, int]:
    """Each word in its normal form, and the first rule that has it."""
    first: dict[str, int] = {}
    for rule, (words, _) in enumerate(rules):
        for word in words:
            if not word.strip():
                raise ValueError(f"word {word!r} is blank: every text would hold it")
            first.setdefault(normal(word), rule)
    return first


def aho_corasick(words: Sequence[str]) -> Search:
    """An automaton that reads a text once, however many words there are."""
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  # a world without words needs none of it

    search = AhoCorasick(words).find_matches_as_indexes
    return lambda text: search(text, overlapping=True)


def _never(_: bytes) -> None:
    return None


_GSM7 = frozenset(normal(gsm7.decode(bytes(range(256))) + "".join(gsm7.decode(bytes((gsm7.ESCAPE, code))) for code in range(128))))
"""All characters of the normal forms of texts in GSM7: a word with any other stands in none of them."""
