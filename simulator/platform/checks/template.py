"""Which approved template a text is. It refuses what fits none. No patterns run over user text: only literal pieces, searched in order.

A variable stands for one character or more, a verification code's for none as well; what a template's own pieces say must be there to the
character. What may stand in the variables is said by `values`.
"""

import re
from functools import lru_cache

from msgspec import Struct

from simulator.message import Instant, Kind
from simulator.platform.catalogue import FiledTemplate
from simulator.platform.checks import values
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.refusals import Reason, Refusal

_VARIABLE = re.compile(r"\{([0-9]{1,3})\}")


class Pieces(Struct, frozen=True):
    """A template's text taken apart: `first`, and then each variable with the literal text that follows it.

    wanted: how many parameters fill it; -1 where the numbering is not {1}, {2}… without gaps, so that nothing fits.
    """

    first: str
    following: tuple[tuple[int, str], ...]
    wanted: int

    @property
    def literals(self) -> tuple[str, ...]:
        """The text between the variables: one piece more than there are of these."""
        return (self.first, *(literal for _, literal in self.following))

    @property
    def variables(self) -> tuple[int, ...]:
        """The variables' numbers, as they stand in the text."""
        return tuple(number for number, _ in self.following)

    def fill(self, params: tuple[str, ...]) -> str:
        """The text with its variables filled in. A parameter is never read again: one that holds {1} stays as it is."""
        filled = self.first
        for number, literal in self.following:
            filled += params[number - 1] + literal
        return filled

    def read(self, text: str, least: int = 1) -> tuple[str, ...] | None:
        """What the variables stand for if the template is `text`, in the order in which they stand there; None where it is not.

        Each literal is taken at the first place it can stand, which leaves most room for the rest: one pass, nothing tried twice.
        least: characters that a variable has at least.
        """
        if self.wanted < 0:
            return None
        if not self.following:
            return () if text == self.first else None
        last = self.following[-1][1]
        if not (text.startswith(self.first) and text.endswith(last)):
            return None
        taken = []
        at = len(self.first)
        for _, literal in self.following[:-1]:
            found = text.find(literal, at + least)
            if found < 0:
                return None
            taken.append(text[at:found])
            at = found + len(literal)
        end = len(text) - len(last)
        return (*taken, text[at:end]) if at + least <= end else None


@lru_cache(maxsize=4096)
def take_apart(text: str) -> Pieces:
    """The pieces of a template's text."""
    parts = _VARIABLE.split(text)
    variables = tuple(map(int, parts[1::2]))
    numbers = set(variables)
    wanted = len(numbers) if numbers == set(range(1, len(numbers) + 1)) else -1
    return Pieces(parts[0], tuple(zip(variables, parts[2::2], strict=True)), wanted)


def check(draft: Draft, _memory: Memory, _now: Instant) -> Refusal | None:
    """The draft gets its template, the template's kind and the text filled in."""
    return _by_text(draft) if draft.asked.template is None else _by_number(draft, draft.asked.template)


def _by_number(draft: Draft, wanted: int) -> Refusal | None:
    template = draft.catalogue.templates.get(wanted)
    if template is None:
        return Refusal(Reason.TEMPLATE_UNKNOWN, f"app {draft.app.id} has no template {wanted}")
    params, pieces = draft.asked.params, take_apart(template.text)
    refusal = _unusable(template, template.kind, draft)
    if refusal is None and len(params) != pieces.wanted:
        refusal = _miscounted(template, pieces.wanted, len(params))
    refusal = refusal or values.objection(params, template, draft)
    if refusal is None:
        _found(draft, template, pieces.fill(params))
    return refusal


def _by_text(draft: Draft) -> Refusal | None:
    """The first template that the text fits and that nothing speaks against; what speaks against its values is said before all else."""
    unusable = unfit = None
    for template in draft.catalogue.templates.values():
        least = 0 if values.wants_codes(template, abroad=draft.abroad) else 1
        read = take_apart(template.text).read(draft.body, least)
        if read is None:
            continue
        refusal = _unusable(template, draft.asked.kind, draft)
        if refusal is not None:
            unusable = unusable or refusal
            continue
        refusal = values.objection(read, template, draft)
        if refusal is None:
            _found(draft, template, draft.body)
            return None
        unfit = unfit or refusal
    return unfit or unusable or Refusal(Reason.TEMPLATE_MISMATCH, f"the text fits no template of app {draft.app.id}")


def _found(draft: Draft, template: FiledTemplate, filled: str) -> None:
    draft.template, draft.kind, draft.text = template.id, template.kind, draft.signed(filled)


def _unusable(template: FiledTemplate, kind: Kind, draft: Draft) -> Refusal | None:
    """What keeps a template, whose text would fit, from being used here."""
    if not template.approved:
        return Refusal(Reason.TEMPLATE_MISMATCH, f"template {template.id} is not approved")
    if not template.reach.covers(abroad=draft.abroad):
        if draft.abroad:
            return Refusal(Reason.TEMPLATE_MAINLAND, f"template {template.id} is for the mainland, and this is a foreign number")
        return Refusal(Reason.TEMPLATE_ABROAD, f"template {template.id} is international, and this is a mainland number")
    if template.kind is not kind:
        said = f"template {template.id} is of type {template.kind.value}, the request says {kind.value}"
        return Refusal(Reason.TEMPLATE_MISMATCH, said)
    return None


def _miscounted(template: FiledTemplate, wanted: int, given: int) -> Refusal:
    if wanted < 0:
        said = f"the variables of template {template.id} are not numbered {{1}}, {{2}}… without gaps"
        return Refusal(Reason.TEMPLATE_MISMATCH, said)
    return Refusal(Reason.PARAMETERS_COUNT, f"template {template.id} has {wanted} variables, the request has {given} parameters")
