"""What a file says of a handset, judged: conditions and their times, networks and apps that it names."""

from collections.abc import Iterator

from simulator.handset.conditions import Condition
from simulator.lines import NOWHERE
from simulator.message import Instant
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.scalars import stamp
from simulator.scenario.sections import HandsetSection, SpellSection

_OF_A_CONDITION = ("stage", "since", "until", "for")


def handset(section: HandsetSection, node: Node, names: Names, now: Instant, start: Instant | None = None) -> Iterator[Problem]:
    """All that is wrong with what is said of one number. now: the earliest instant at which it can be said."""
    start = now if start is None else start
    if section.condition is None:
        for key in _OF_A_CONDITION:
            if node.get(key) is not None:
                beside = "belongs into the items of conditions" if section.conditions is not None else "needs a condition"
                yield _on(node, key, f"{key} {beside}")
    else:
        if section.conditions is not None:
            yield _on(node, "conditions", "stands beside condition: put all of them into conditions")
        yield from _spell(section.condition, section, node, now, start)
    for index, spell in enumerate(section.conditions or ()):
        yield from _spell(spell.condition, spell, node.at(("conditions", index)), now, start)
    if section.ported_to is not None and section.ported_to not in (known := {NOWHERE, *names.networks}):
        yield _on(node, "ported_to", f"{quoted(section.ported_to)} is no network{one_of(section.ported_to, sorted(known))}")
    for index, app in enumerate(section.unsubscribed or ()):
        if app not in names.apps:
            inner = node.at(("unsubscribed", index))
            yield Problem(inner.place, inner.where, f"{quoted(app)} is no app{one_of(app, names.apps)}")


def _spell(condition: Condition, section: SpellSection | HandsetSection, node: Node, now: Instant, start: Instant) -> Iterator[Problem]:
    if section.stage is not None and condition is not Condition.OUT_OF_CREDIT:
        yield _on(node, "stage", f"a stage is of out-of-credit, not of {condition.value}: take it out")
    if condition is Condition.ON:
        for key in ("since", "until", "for"):
            if node.get(key) is not None:
                yield _on(node, key, f"{key} says when a fault begins or ends, and a handset that is on has none: take it out")
        return
    if section.until is None:
        return
    until = section.until.resolved(start)
    if section.for_ is not None:
        yield _on(node, "for", "stands beside until: the condition ends in one way, keep one of them")
    if section.since is not None and until <= section.since.resolved(start):
        yield _on(node, "until", "the condition ends before it begins: until comes after since")
    elif until <= now:
        yield _on(node, "until", f"is over before it begins: it is {stamp(now)} by then")


def _on(node: Node, key: str, what: str) -> Problem:
    inner = node.at((key,))
    return Problem(inner.place, inner.where, what)
