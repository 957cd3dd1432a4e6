"""Variables of a scenario: `${name}` in any text of a file. It knows texts and names only: where they hold, the blocks say."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.scenario.courses import Scope
from simulator.scenario.problems import meant, quoted

OPENS: Final = "${"
LETTERS_MAX: Final = 2_000_000
"""Characters that all texts with variables may come to: twice the longest file."""
NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
"""What a variable may be called."""
_USE: Final = re.compile(r"\$(\$\{)|\$\{([^{}]{0,80})\}|(\$\{)")


class UnknownError(ValueError):
    """A text names a variable that nobody has, or a text is no variable at all."""


def filled(text: str, scope: Scope) -> str:
    """The text with what its variables are worth; `$${` stands for `${`. UnknownError says which one is not there."""

    def worth(use: re.Match[str]) -> str:
        literal, name, broken = use.groups()
        if literal:
            return OPENS
        if broken:
            raise UnknownError(f"{quoted(text[use.start() :][:20])} is not closed: write ${{name}}, or $${{ where no variable is meant")
        value = scope.get(name)
        if value is None:
            raise UnknownError(_unknown(name, scope))
        return value

    return _USE.sub(worth, text) if OPENS in text else text


def used(text: str) -> Iterator[str]:
    """The variables that a text names."""
    return (name for literal, name, _ in _USE.findall(text) if name and not literal)


def pattern(text: str) -> re.Pattern[str]:
    """All that a text can become."""
    parts, end = [], 0
    for use in _USE.finditer(text):
        parts += [re.escape(text[end : use.start()]), re.escape(OPENS) if use[1] else ".*"]
        end = use.end()
    return re.compile("".join((*parts, re.escape(text[end:]))), re.DOTALL)


def name(word: str) -> str:
    """A name for a variable, or ValueError."""
    if NAME.fullmatch(word):
        return word
    raise ValueError(f"{quoted(word)} is no name for a variable: small letters, digits, - and _, beginning with a letter")


def _unknown(name: str, scope: Scope) -> str:
    known = list(scope)
    hint = meant(name, known)
    if not hint:
        hint = f"; there is {', '.join(known[:10])}{'…' if len(known) > 10 else ''}" if known else "; vars names some"
    return f"{quoted(f'${{{name}}}')} is no variable here{hint}. Where none is meant write $${{"
