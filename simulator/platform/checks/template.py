"""Which approved template a text is. It refuses what fits none. No patterns run over user text: only literal pieces, searched in order.

A variable stands for one character or more; what a template's own pieces say must be there to the character.
"""

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from simulator.message import Instant, Kind
from simulator.platform.catalogue import FiledTemplate
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

_VARIABLE = re.compile(r"\{([0-9]{1,3})\}")


class Pieces(Struct, frozen=True):
    """A template's text taken apart: literals[0] variables[0] literals[1] … literals[n].

    wanted: how many parameters fill it; -1 where the numbering is not {1}, {2}… without gaps, so that nothing fits.
    """

    literals: tuple[str, ...]
    variables: tuple[int, ...]
    wanted: int

    def fill(self, params: tuple[str, ...]) -> str:
        """The text with its variables filled in. A parameter is never read again: one that holds {1} stays as it is."""
        filled = (params[number - 1] + literal for number, literal in zip(self.variables, self.literals[1:], strict=True))
        return self.literals[0] + "".join(filled)

    def fit(self, text: str) -> bool:
        """Whether the variables can be filled so that the template is `text`.

        Each literal is taken at the first place it can stand, which leaves most room for the rest: one pass, nothing tried twice.
        """
        if self.wanted < 0:
            return False
        first, last = self.literals[0], self.literals[-1]
        if not self.variables:
            return text == first
        if not (text.startswith(first) and text.endswith(last)):
            return False
        at = len(first)
        for literal in self.literals[1:-1]:
            found = text.find(literal, at + 1)
            if found < 0:
                return False
            at = found + len(literal)
        return at + 1 <= len(text) - len(last)


@lru_cache(maxsize=4096)
def take_apart(text: str) -> Pieces:
    """The pieces of a template's text."""
    parts = _VARIABLE.split(text)
    variables = tuple(map(int, parts[1::2]))
    numbers = set(variables)
    wanted = len(numbers) if numbers == set(range(1, len(numbers) + 1)) else -1
    return Pieces(tuple(parts[::2]), variables, wanted)


def check(draft: Draft, _memory: Memory, _now: Instant) -> Draft | Refusal:
    """The draft with its template, the template's kind and the text filled in."""
    return _by_text(draft) if draft.asked.template is None else _by_number(draft, draft.asked.template)


def _by_number(draft: Draft, wanted: int) -> Draft | Refusal:
    template = draft.catalogue.templates.get(wanted)
    if template is None:
        return Refusal(Reason.TEMPLATE_UNKNOWN, f"app {draft.app.id} has no template {wanted}")
    params = draft.asked.params
    pieces = take_apart(template.text)
    objection = _objection(template, template.kind, draft) or _objection_to_params(template, pieces, params)
    if objection:
        return Refusal(Reason.TEMPLATE_MISMATCH, objection)
    return replace(draft, template=template.id, kind=template.kind, body=pieces.fill(params))


def _objection_to_params(template: FiledTemplate, pieces: Pieces, params: tuple[str, ...]) -> str:
    if pieces.wanted < 0:
        return f"the variables of template {template.id} are not numbered {{1}}, {{2}}… without gaps"
    if len(params) != pieces.wanted:
        return f"template {template.id} has {pieces.wanted} variables, the request has {len(params)} parameters"
    if not all(params):
        return f"parameter {params.index('') + 1} is empty: a variable stands for one character or more"
    return ""


def _by_text(draft: Draft) -> Draft | Refusal:
    fitting = [template for template in draft.catalogue.templates.values() if take_apart(template.text).fit(draft.body)]
    objections = [_objection(template, draft.asked.kind, draft) for template in fitting]
    for template, objection in zip(fitting, objections, strict=True):
        if not objection:
            return replace(draft, template=template.id, kind=template.kind)
    detail = objections[0] if objections else f"the text fits no template of app {draft.app.id}"
    return Refusal(Reason.TEMPLATE_MISMATCH, detail)


def _objection(template: FiledTemplate, kind: Kind, draft: Draft) -> str:
    """What keeps a template, whose text would fit, from being used here; empty for nothing."""
    if not template.approved:
        return f"template {template.id} is not approved"
    if template.international is not draft.abroad:
        its, theirs = ("international", "a mainland") if template.international else ("for the mainland", "a foreign")
        return f"template {template.id} is {its}, and this is {theirs} number"
    if template.kind is not kind:
        return f"template {template.id} is of type {template.kind.value}, the request says {kind.value}"
    return ""
