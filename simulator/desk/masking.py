"""How a send record hides what a text said: digits of its variables. Pure; the handset's text is not its business.

Source: the documentation's sample of a record shows 1**4 for a code of four digits, the FAQ 1**2. What a template itself says stays
readable, as the cloud API's page has it: only parameters are masked.
"""

import re

from simulator.platform.checks.template import take_apart

_DIGITS = re.compile(r"\d+")


def masked(body: str, template: str | None = None) -> str:
    """A text without its signature, its values' digits masked; all digits where it is not `template`'s text, or that is not known."""
    values = None if template is None else _values(body, template)
    if template is None or values is None:
        return starred(body)
    first, *others = take_apart(template).literals
    return first + "".join(starred(value) + literal for value, literal in zip(values, others, strict=True))


def starred(value: str) -> str:
    """The first and the last digit of a run are left (`4**1`), of two the first, of one nothing [assumed for runs under four]."""
    return _DIGITS.sub(lambda run: _hidden(run.group()), value)


def _hidden(run: str) -> str:
    if len(run) < 3:
        return run[:-1] + "*"
    return f"{run[0]}{'*' * (len(run) - 2)}{run[-1]}"


def _values(body: str, template: str) -> tuple[str, ...] | None:
    """What the template's variables stand for; those of verification codes may be empty."""
    pieces = take_apart(template)
    values = pieces.read(body)
    return pieces.read(body, 0) if values is None else values
