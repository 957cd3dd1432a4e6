"""Expectations of many sends, and of a handset whoever sent to it, judged: that they say what is wanted, and nothing that cannot be."""

from collections.abc import Iterator
from typing import Final

from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem
from simulator.scenario.sections_of_expectations import CountSection, ExpectSection

OF_A_HANDSET: Final = ("inbox", "blocked")
"""What a handset shows."""
OF_ONE: Final = (
    "of",
    "why",
    "answer",
    "took",
    "report",
    "sender",
    "pushed",
    "replies",
    "state",
    "record",
    "review",
    "case",
    "count",
    "latency",
)
"""What only a text that was sent by a step has."""
BOUNDS: Final = ("exactly", "at_least", "at_most")
CRITERIA: Final = ("answer", "report", "state")
PERCENTILES: Final = {"p50": 50.0, "p90": 90.0, "p95": 95.0, "p99": 99.0, "max": 100.0}
"""What can be said of times, in percent."""


def of_a_handset(section: ExpectSection, node: Node) -> Iterator[Problem]:
    """What is wrong with an expectation of a number's folders."""
    for key in OF_ONE:
        if node.get(key) is not None:
            yield _on(node, key, f"{key} is of a text that was sent: name it with `of`, and take handset out")
    if not any(node.get(key) for key in OF_A_HANDSET):
        yield _on(node, "", f"nothing is expected: wanted at least one of {', '.join(OF_A_HANDSET)}")
    if section.within is not None and section.never is not None:
        yield _on(node, "never", "stands beside within: it must come, or must not, keep one of them")
    yield from _shown(section, node)


def of_many(section: ExpectSection, node: Node) -> Iterator[Problem]:
    """What is wrong with counts and percentiles, and with what folders are to show."""
    yield from _shown(section, node)
    holder = node.get("count")
    holders = holder.value if holder is not None and isinstance(holder.value, list) else [holder]
    for count, each in zip(section.count or (), holders, strict=False):
        if each is not None:
            yield from _count(count, each)
    for word, spans in (("answer", section.latency and section.latency.answer), ("report", section.latency and section.latency.report)):
        place = node.at(("latency", word))
        said = [span for name in PERCENTILES if spans is not None and (span := getattr(spans, name)) is not None]
        if spans is not None and not said:
            yield Problem(place.place, place.where, f"nothing is expected: wanted at least one of {', '.join(PERCENTILES)}")
        elif said != sorted(said):
            yield Problem(place.place, place.where, "times grow from p50 to max: of those that took no longer there are more and more")
    if section.latency is not None and section.latency.answer is None and section.latency.report is None:
        yield _on(node, "latency", "nothing is expected: wanted at least one of answer, report")


def _count(section: CountSection, node: Node) -> Iterator[Problem]:
    if not any(node.get(key) for key in CRITERIA):
        yield _on(node, "", f"nothing is counted: wanted at least one of {', '.join(CRITERIA)}")
    said = [key for key in BOUNDS if node.get(key) is not None]
    if not said:
        yield _on(node, "", f"how many is missing: wanted one of {', '.join(BOUNDS)}")
    elif "exactly" in said and len(said) > 1:
        yield _on(node, "exactly", f"stands beside {' and '.join(said[1:])}: keep one of them")
    elif section.at_least is not None and section.at_most is not None and section.at_most < section.at_least:
        yield _on(node, "at_most", "less than at_least: nothing lies between them")


def _shown(section: ExpectSection, node: Node) -> Iterator[Problem]:
    for key in OF_A_HANDSET:
        shown = getattr(section, key)
        if shown is not None and node.at((key,)).names() and (shown.text is None) == (shown.contains is None):
            yield _on(node, key, "wanted text, or contains in place of it: one of the two")


def _on(node: Node, key: str, what: str) -> Problem:
    found = node.get(key) or node
    return Problem(found.place, found.where, what)
