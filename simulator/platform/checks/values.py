"""What may stand in a template's variables. It refuses values that are no code, too long or links, and looks at nothing around them.

Sources: the FAQ on templates (12 characters for individuals, no links, short ones neither), the page on templates (a verification code's
variables take 0 to 6 digits), the cloud API's errors for the current rules (6 characters).
"""

import re
from functools import lru_cache
from typing import Final

from simulator.message import Kind
from simulator.platform.catalogue import FiledTemplate
from simulator.platform.checks.draft import Draft
from simulator.platform.customers import Customer, Rules
from simulator.platform.review.links import SHORTENERS, TOP_DOMAINS
from simulator.refusals import Reason, Refusal
from simulator.text.lexicon import normal

CODE_MAX: Final = 6
INDIVIDUAL_MAX: Final = 12
CURRENT_MAX: Final = 6

NEEDED: Final = re.compile(
    r"[./\u2024-\u2026\u2100\u2101\u2105\u2106\u2488-\u249b\u33c2\u33c7\u33d8\ufe19\ufe30\ufe52\uff0e\uff0f\U0001f100]"
)
"""What no link can do without: a dot or a slash, or a character that is read as one. Most texts have none, and are done with."""
_JOINED: Final = re.compile(r"\.[a-z0-9]|://")
"""A dot that ends a sentence joins nothing."""
_HOST: Final = re.compile(r"@?[a-z0-9._-]+")
"""All that can belong to a host's name, and the sign that makes it an e-mail's. A run is taken whole, so a text is read once."""
_ENDINGS: Final = "app biz club co de edu fun gov im info ink link ltd me mo ren shop site top us vip"
_WORDLIKE: Final = frozenset(_ENDINGS.split())
"""Domains that end sentences as well (`Example Co.Ltd`): with these a name is a link only where a path follows."""


def objection(values: tuple[str, ...], template: FiledTemplate, draft: Draft) -> Refusal | None:
    """What is wrong with values that are not as they must be: all are looked at for what they are made of, for length, then for links."""
    most = longest(draft.customer, draft.platform.rules)
    if wants_codes(template, abroad=draft.abroad):
        return _not_code(values, template) or (None if most is None else _too_long(values, most))
    if not all(values):
        said = f"parameter {values.index('') + 1} is empty: a variable stands for one character or more"
        return Refusal(Reason.TEMPLATE_MISMATCH, said)
    return (None if most is None else _too_long(values, most)) or _linked(values)


def _not_code(values: tuple[str, ...], template: FiledTemplate) -> Refusal | None:
    for number, value in enumerate(values, 1):
        if not is_code(value):
            said = f"parameter {number} of template {template.id} is {value[:40]!r}: a verification code's takes 0 to {CODE_MAX} digits"
            return Refusal(Reason.PARAMETER_NO_CODE, said)
    return None


def _too_long(values: tuple[str, ...], most: int) -> Refusal | None:
    for number, value in enumerate(values, 1):
        if len(value) > most:
            return Refusal(Reason.PARAMETER_TOO_LONG, f"parameter {number} has {len(value)} characters, at most {most} are taken")
    return None


def _linked(values: tuple[str, ...]) -> Refusal | None:
    for number, value in enumerate(values, 1):
        if holds_link(value):
            return Refusal(Reason.PARAMETER_WITH_LINK, f"parameter {number} holds a link: {value[:40]!r}")
    return None


def longest(customer: Customer, rules: Rules) -> int | None:
    """Characters that a value may have; None for no end of it."""
    if customer.variable_max is not None:
        return customer.variable_max
    if rules is Rules.CURRENT:
        return CURRENT_MAX
    return None if customer.enterprise else INDIVIDUAL_MAX


def wants_codes(template: FiledTemplate, *, abroad: bool) -> bool:
    """Whether it is a verification code's: 验证码 stands in it, or for texts abroad the word code in any case."""
    if template.kind is not Kind.NORMAL:
        return False
    text = template.text
    return "验证码" in text or (abroad and _says_code(text))


@lru_cache(maxsize=4096)
def _says_code(text: str) -> bool:
    return "code" in normal(text)


def is_code(value: str) -> bool:
    """Whether it has 0 to 6 digits of ASCII, and nothing else."""
    return not value or (len(value) <= CODE_MAX and value.isdecimal() and value.isascii())


def holds_link(value: str) -> bool:
    """Whether a phone would make a link of something in it: an address with its scheme, `www.`, or a host's name under a usual domain.

    Compared in the form of the lexicons, so that full-width letters and dots hide nothing. Numbers, times and e-mail addresses are none.
    """
    if NEEDED.search(value) is None:
        return False
    said = normal(value)
    if _JOINED.search(said) is None:
        return False
    return "://" in said or any(_names_host(said, run) for run in _HOST.finditer(said))


def _names_host(said: str, run: re.Match[str]) -> bool:
    start, end = run.span()
    before = said[start - 1 : start] if start else ""
    if run[0].startswith("@") and before.isascii() and before.isalnum():
        return False
    host = run[0].lstrip("@").rstrip("._-")
    head, dot, top = host.rpartition(".")
    if not dot:
        return False
    if host in SHORTENERS or host.startswith("www."):
        return True
    named = not head.endswith(".") if head else before.isalnum()
    return named and top in TOP_DOMAINS and (top not in _WORDLIKE or said.startswith("/", end))
