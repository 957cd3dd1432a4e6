"""What steps by hand and at the platform's counter say, judged: that they name what is there, and say one thing at a time."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, listed, meant, one_of, quoted
from simulator.scenario.schema import StepSection
from simulator.scenario.sections_of_desk import ApplySection, ConsoleSection, QuerySection, WireSection
from simulator.scenario.sections_of_expectations import ExpectSection

ACTS: Final = ("call", "apply", "lift", "query", "console")
"""Steps of this kind."""
FILLED: Final = ("time", "random", "key", "sig")
"""What stands for something behind a $ in a request's texts."""
_NAMED: Final = re.compile(r"\$([a-z]{2,8})\b")
_NOTHING: Final = '"sign" or "template" is missing: say what is handed in'
_OF_V5: Final = ("signed", "random")
_OF_REQUESTS: Final = ("interface", "body", "url", "method", "headers", "charset", "key", "signed", "random", "age")
_OF_SIGNS: Final = ("names", "purpose", "commission")
_OF_TEMPLATES: Final = ("kind", "title")
_OF_APPS: Final = ("enabled", "banned", "key_disabled", "key", "limits")
_CHANGES: Final = {"app": _OF_APPS, "secret": ("disabled",), "customer": ("pay", "sender_name"), "word": ("lifted",)}
"""What can be done at the console, by whose it is."""
_OF_NUMBERS: Final = frozenset({"records", "reports", "replies"})
_ANSWERED: Final = {
    "send": frozenset({"answer", "took", "report", "inbox", "blocked", "sender", "pushed", "replies", "state", "record", "case"}),
    "cancel": frozenset({"answer"}),
    "replace": frozenset({"answer"}),
    "call": frozenset({"answer", "took", "report", "inbox", "blocked", "state", "case"}),
    "apply": frozenset({"answer", "review", "case"}),
    "lift": frozenset({"answer", "review", "case"}),
    "query": frozenset({"answer", "case"}),
    "console": frozenset({"answer", "case"}),
    "upload": frozenset({"answer", "case"}),
}
"""What can be expected of each kind of step."""


def desk(section: StepSection, node: Node, names: Names) -> Iterator[Problem]:
    """All that is wrong with a step of this kind; nothing of any other."""
    if section.call:
        yield from _account(section.call.account, node, names)
        yield from wire(section.call, section.call.via, node)
    elif section.apply:
        yield from _account(section.apply.account, node, names)
        yield from _apply(section.apply, node, names)
    elif section.lift:
        yield from _account(section.lift.account, node, names)
    elif section.query:
        yield from _account(section.query.account, node, names)
        yield from _query(section.query, node)
    elif section.console:
        yield from _console(section.console, node, names)


def wire(section: WireSection, via: str, node: Node) -> Iterator[Problem]:
    """What is wrong with a request that is written by hand."""
    if section.octets is not None:
        for key in _OF_REQUESTS:
            if node.get(key) is not None:
                yield _on(node, key, f"stands beside octets, which are all that goes out: take {key} out, or octets")
    if via == "tencent-v3":
        for key in _OF_V5:
            if node.get(key) is not None:
                yield _on(node, key, f"tencent-v3 has no {key}: take it out, or say tencent-v5")
    for key in ("body", "url", "signed", "octets"):
        for word in _NAMED.findall(getattr(section, key) or ""):
            hint = meant(word, FILLED)
            if word not in FILLED and hint:
                yield _on(node, key, f"nothing stands for ${word}{hint.replace('mean ', 'mean $')}")


def expectable(section: ExpectSection, name: str, node: Node, names: Names) -> Iterator[Problem]:
    """That what is expected can be told of such a step."""
    named = names.sends.get(name)
    act = str(named.parent.step) if named is not None and named.parent is not None else "send"
    possible = _ANSWERED.get(act, _ANSWERED["send"])
    for key in sorted(_ANSWERED["send"] | {"review"}):
        if getattr(section, key) is not None and key not in possible:
            can = listed(each for each in sorted(possible) if each != "case")
            yield _on(node, key, f"nothing tells the {key} of {quoted(name)}, which is of a {act} step: expect its {can}")


def _account(account: str | None, node: Node, names: Names) -> Iterator[Problem]:
    if account is not None and account not in names.apps:
        yield _on(node, "account", f"{quoted(account)} is no app{one_of(account, names.apps)}")


def _apply(section: ApplySection, node: Node, names: Names) -> Iterator[Problem]:
    papers = [key for key in ("sign", "template") if node.get(key) is not None]
    if section.delete is not None and (papers or section.change is not None):
        yield _on(node, "delete", f"stands beside {[*papers, 'change'][0]}: what is deleted is not handed in, keep one of them")
    elif section.delete is None and len(papers) != 1:
        yield _on(node, "", "sign and template stand side by side: keep one of them" if papers else _NOTHING)
    yield from _ticked(section, node, papers)
    for key in ("change", "delete"):
        named = getattr(section, key)
        if named is not None and not (key == "change" and named.isdecimal()) and _act(named, names) != "apply":
            applied = [each for each in names.sends if _act(each, names) == "apply"]
            yield _on(node, key, f"{quoted(named)} is no application{one_of(named, applied)}")


def _ticked(section: ApplySection, node: Node, papers: list[str]) -> Iterator[Problem]:
    """What is said of a paper is what its kind is asked for, at this counter."""
    foreign = dict.fromkeys(_OF_SIGNS, "template") | dict.fromkeys(_OF_TEMPLATES, "sign")
    for key, other in foreign.items():
        if node.get(key) is not None and papers == [other]:
            yield _on(node, key, f"a {other} has no {key}: take it out")
    if section.via == "tencent-v5":
        for key in _OF_SIGNS:
            if node.get(key) is not None:
                yield _on(node, key, f"tencent-v5 has no {key}: take it out, or apply via tencent-v3")
        if section.kind in {"notification", "code"}:
            yield _on(node, "kind", f"tencent-v5 knows no {section.kind}: say normal, or apply via tencent-v3")


def _act(name: str, names: Names) -> str:
    named = names.sends.get(name)
    return "" if named is None or named.parent is None else str(named.parent.step)


def _query(section: QuerySection, node: Node) -> Iterator[Problem]:
    if section.what in _OF_NUMBERS and section.number is None:
        yield _on(node, "", f'"number" is missing: {section.what} are those of a number')
    elif section.what not in _OF_NUMBERS and section.number is not None:
        yield _on(node, "number", f"{section.what} are not of a number: take it out")


def _console(section: ConsoleSection, node: Node, names: Names) -> Iterator[Problem]:
    word = [] if section.word is None else [section.word]
    known = {"app": names.apps, "secret": list(names.secrets), "customer": names.owners, "word": word}
    holders = [key for key in known if node.get(key) is not None]
    if len(holders) != 1:
        found = f", and {' and '.join(holders)} stand here" if holders else ""
        yield _on(node, "", f"wanted one of {listed(known)}: whose it is{found}")
        return
    holder = holders[0]
    name = getattr(section, holder)
    if name is not None and name not in known[holder]:
        yield _on(node, holder, f"{quoted(name)} is no {holder}{one_of(name, known[holder])}")
    done = [key for key in node.names() if key not in {*known, "as"}]
    for key in done:
        if key not in _CHANGES[holder]:
            yield _on(node, key, f"is nothing of {'an' if holder == 'app' else 'a'} {holder}: wanted {listed(_CHANGES[holder])}")
    if len(done) != 1:
        yield _on(node, "", f"wanted one of {listed(_CHANGES[holder])}: one step does one thing")


def _on(node: Node, key: str, what: str) -> Problem:
    inner = node.get(key) or node
    return Problem(inner.place, inner.where, what)
