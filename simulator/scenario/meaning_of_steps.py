"""What the steps of a file say, judged: that they name what is there, in an order that can be, and expect what can come."""

import re
from collections.abc import Iterator

from simulator.message import Instant
from simulator.reporting.settings import Manner
from simulator.scenario.meaning_of_blocks import Inner, block, crowded, inner
from simulator.scenario.meaning_of_desk import ACTS, desk, expectable, wire
from simulator.scenario.meaning_of_handsets import handset
from simulator.scenario.meaning_of_many import of_a_handset, of_many
from simulator.scenario.meaning_of_uploads import upload
from simulator.scenario.names import Names
from simulator.scenario.nodes import Node
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.scalars import e164, number, stamp
from simulator.scenario.schema import File, StepSection
from simulator.scenario.sections_of_expectations import NOTHING, ExpectSection
from simulator.scenario.sections_of_steps import CancelSection, PassSection, ReplaceSection, SendSection, SetSection
from simulator.scenario.settings import Place, Scenario

_OF_SMPP = ("octets", "source", "validity", "registered")
_OF_THE_CLOUD = ("secret", "sender_name")
_LACKS = {
    "smpp": ("template", "params", "sign", "kind", "extend", "session", "but", "batch", "connection", *_OF_THE_CLOUD),
    "tencent-v5": (*_OF_SMPP, *_OF_THE_CLOUD),
    "tencent-v3": ("text", "kind", *_OF_SMPP),
}
"""What cannot be said through each front."""
_OF_A_TEMPLATE = ("params", "sign")
_OF_FATES = ("answer", "took", "report", "inbox", "blocked", "sender", "pushed", "replies", "state")
_LOOKED_AT = (*_OF_FATES, "record", "review", "case", "count", "latency")
_VARIABLE = re.compile(r"\{([0-9]{1,3})\}")


def steps(file: File, root: Node, names: Names, world: Scenario, start: Instant) -> Iterator[Problem]:
    """All that is wrong with what the steps mean."""
    holder = root.at(("steps",))
    yield from _Reading(file, names, world, start).all(file.steps, holder)
    yield from crowded(file.steps, holder, {name: each.size for name, each in file.populations.items()})


class _Reading:
    """Goes through the steps. _now: the earliest instant at which the next one can be; _sent: the sends so far, by name."""

    def __init__(self, file: File, names: Names, world: Scenario, start: Instant) -> None:
        self._names = names
        self._start = self._now = start
        self._sent: dict[str, SendSection] = {}
        self._variables = _variables(file, names, world)
        self._manners = _manners(file, world)

    def all(self, sections: list[StepSection], steps: Node) -> Iterator[Problem]:
        """Steps in their order."""
        for section, node in zip(sections, steps.value, strict=False):
            assert isinstance(node, Node)
            acts = node.names()
            if len(acts) == 1:
                yield from self.step(section, node.at(acts))
            else:
                found = "does nothing" if not acts else f"does {len(acts)} things, {' and '.join(acts)}"
                yield _on(node, "", f"this step {found}: a step does one thing, put each into one of its own")

    def step(self, section: StepSection, node: Node) -> Iterator[Problem]:
        """One, and those in it. What time it is after a loop is known to be no earlier than after its first round."""
        if section.send:
            yield from self._send(section.send, node)
        elif recall := section.cancel or section.replace:
            yield from self._recall(recall, node)
        elif section.pass_:
            yield from self._pass(section.pass_, node)
        elif section.set:
            yield from self._set(section.set, node)
        elif section.expect:
            yield from self._expect(section.expect, node)
        elif section.upload:
            yield from self._named(section.upload.as_, node)
            yield from upload(section.upload, node, self._names)
        elif within := inner(section, node):
            yield from block(section, node, self._names)
            yield from self._within(section, within)
        else:
            yield from self._asked(section, node)

    def _within(self, section: StepSection, within: list[Inner]) -> Iterator[Problem]:
        began, ends = self._now, []
        for steps, holder in within:
            self._now = began
            yield from self.all(steps, holder)
            ends.append(self._now)
        self._now = min(ends) if section.either else max(ends)
        if section.every is not None:
            self._now = max(self._now, began + section.every.for_)

    def _pass(self, section: PassSection, node: Node) -> Iterator[Problem]:
        if (section.by is None) == (section.until is None):
            yield _on(node, "", "wanted a time such as 10s, or {until: an instant}, one of the two")
            return
        then = self._now + (section.by or 0) if section.until is None else section.until.resolved(self._start)
        if then < self._now:
            yield _on(node, "until", f"lies in the past: it is {stamp(self._now)} by then")
        self._now = max(self._now, then)

    def _set(self, section: SetSection, node: Node) -> Iterator[Problem]:
        if node.names() == ["handset"]:
            yield _on(node, "", "nothing is set: say what changes, such as condition: on")
        yield from handset(section, node, self._names, self._now, self._start)

    def _send(self, section: SendSection, node: Node) -> Iterator[Problem]:
        name = section.as_
        yield from self._named(name, node)
        if name is not None:
            self._sent.setdefault(name, section)
        yield from _sayable(section, node)
        if section.but is not None and section.via != "smpp":
            yield from wire(section.but, section.via, node.at(("but",)))
        if name not in self._names.refused:
            yield from self._taken(section, node)

    def _recall(self, section: CancelSection | ReplaceSection, node: Node) -> Iterator[Problem]:
        """What is called back or replaced was sent before, over SMPP."""
        yield from self._named(section.as_, node)
        strange, sent = list(self._known(section.of, node, "of")), self._sent.get(section.of)
        yield from strange
        if sent is None and section.of in self._names.sends and not strange:
            yield _on(node, "of", f"{quoted(section.of)} is no send, and nothing else is called back or replaced")
        elif sent is not None and sent.via != "smpp":
            yield _on(node, "of", f"{quoted(section.of)} is sent via {sent.via}, which calls nothing back: send it via smpp")

    def _asked(self, section: StepSection, node: Node) -> Iterator[Problem]:
        """A step by hand, or at the platform's counter."""
        said = next((each for act in ACTS if (each := getattr(section, act))), None)
        if said is not None:
            yield from self._named(said.as_, node)
        yield from desk(section, node, self._names)

    def _named(self, name: str | None, node: Node) -> Iterator[Problem]:
        first = None if name is None else self._names.sends[name]
        if first is not None and first is not node.get("as"):
            yield _on(node, "as", f"{quoted(name or '')} is the name of the send on line {first.place.line} already: give it another")

    def _taken(self, section: SendSection, node: Node) -> Iterator[Problem]:
        """What must be right for a send to be taken."""
        try:
            number(section.to)
        except ValueError as error:
            yield _on(node, "to", str(error))
        smpp = section.via == "smpp"
        known = self._names.accounts if smpp else self._names.apps
        account = section.account or (known[0] if known else "")
        if account not in known:
            yield _on(node, "account", f"{quoted(account)} is no {'SMPP account' if smpp else 'app'}{one_of(account, known)}")
        elif not smpp:
            yield from self._of_the_platform(section, account, node)

    def _of_the_platform(self, section: SendSection, app: str, node: Node) -> Iterator[Problem]:
        secret, owner = section.secret, self._names.customers[app]
        theirs = [known for known, whose in self._names.secrets.items() if whose == owner]
        if section.via == "tencent-v3" and theirs:
            if secret is not None and secret not in theirs:
                yield _on(node, "secret", f"{quoted(secret)} is no key of {quoted(owner)}{one_of(secret, theirs)}")
        elif section.via == "tencent-v3":
            yield _on(node, "via", f"{quoted(owner)}, whose app {app} is, has no secrets to sign with")
        if section.template is not None:
            yield from self._filled(section, app, node)

    def _filled(self, section: SendSection, app: str, node: Node) -> Iterator[Problem]:
        template, templates = str(section.template), self._names.templates.get(app, set())
        if template in self._names.sends:
            return
        wanted = self._variables.get((self._names.customers[app], template))
        if template not in templates:
            yield _on(node, "template", f"{quoted(template)} is no template of app {app}{one_of(template, sorted(templates))}")
        elif wanted is not None and wanted != len(section.params or ()):
            given = len(section.params or ())
            yield _on(node, "params", f"template {template} takes {wanted} of them, and {given} {'is' if given == 1 else 'are'} given")

    def _expect(self, section: ExpectSection, node: Node) -> Iterator[Problem]:
        name = section.of or section.why
        if section.handset is not None:
            yield from of_a_handset(section, node)
            return
        if name is None or (section.of and section.why):
            yield _on(node, "", '"of" is missing: say which send is meant' if name is None else "of and why say the same: keep one of them")
            return
        yield from of_many(section, node)
        if section.why and section.case is None:
            yield _on(node, "", '"case" is missing: say which case explains it, such as late/handset')
        elif not any(node.get(key) for key in _LOOKED_AT):
            yield _on(node, "", f"nothing is expected: wanted at least one of {', '.join(_LOOKED_AT)}")
        if section.within is not None and section.never is not None:
            yield _on(node, "never", "stands beside within: it must come, or must not, keep one of them")
        strange = list(self._known(name, node, "of" if section.of else "why"))
        yield from strange
        if name in self._names.sends and not strange:
            yield from expectable(section, name, node, self._names)
            if name in self._sent:
                yield from self._reachable(section, name, node)

    def _known(self, name: str, node: Node, key: str) -> Iterator[Problem]:
        """That something of this name stands above; one that is sent in a loop may be of another round than the first."""
        if name not in self._names.sends:
            if not any(made.fullmatch(name) for made in self._names.made):
                yield _on(node, key, f'no send has "as: {name[:40]}"{one_of(name, self._names.sends)}')
        elif _later(self._names.sends[name].place, node.place):
            line = self._names.sends[name].place.line
            yield _on(node, key, f"{quoted(name)} is sent only later, on line {line}: move this behind it")

    def _reachable(self, section: ExpectSection, name: str, node: Node) -> Iterator[Problem]:
        sent = self._sent[name]
        if name in self._names.refused:
            for key, wanted in (("report", section.report), ("inbox", _some(section.inbox)), ("blocked", _some(section.blocked))):
                if wanted and section.never is None:
                    yield _on(node, key, f"can never come: the answer to {quoted(name)} is expected to refuse it")
        elif section.report and section.never is None:
            if sent.registered == 0:
                yield _on(node, "report", f"can never come: {quoted(name)} asks for none (registered: 0)")
            elif self._manners.get(e164(sent.to) or "") == {Manner.SILENT}:
                yield _on(node, "report", f"can never come: {sent.to} is never reported on (report: silent)")


def _later(one: Place, other: Place) -> bool:
    """Whether it stands below, in the same file."""
    return one.file == other.file and one.line > other.line


def _sayable(section: SendSection, node: Node) -> Iterator[Problem]:
    """What is sent, and that its front has words for all of it."""
    said = [key for key in ("text", "template", "octets") if node.get(key) is not None]
    if len(said) > 1:
        yield _on(node, "", f"{' and '.join(said)} stand side by side: keep one of them")
    elif not said:
        wanted = '"template"' if section.via == "tencent-v3" else '"text" or "template"'
        yield _on(node, "", f"{wanted} is missing: say what is sent")
    for key in _LACKS[section.via]:
        if node.get(key) is not None:
            other = next(via for via in ("tencent-v5", "smpp", "tencent-v3") if key not in _LACKS[via])
            yield _on(node, key, f"{section.via} has no {key}: take it out, or send via {other}")
    if section.template is None and section.via != "smpp":
        for key in _OF_A_TEMPLATE:
            if node.get(key) is not None:
                yield _on(node, key, f"{key} needs a template: put it into the text, or name the template")


def _some(shown: object) -> bool:
    return shown is not None and shown is not NOTHING


def _variables(file: File, names: Names, world: Scenario) -> dict[tuple[str, str], int]:
    """How many variables each template of each customer has."""
    texts = {(names.customers[app.id], str(template.id)): template.text for app in world.apps for template in app.templates}
    texts |= {(names.customers[app.id], str(each.id)): each.text for app in file.apps for each in app.templates if each.text is not None}
    return {key: len(set(_VARIABLE.findall(text))) for key, text in texts.items()}


def _manners(file: File, world: Scenario) -> dict[str, set[Manner]]:
    """In which manners each number is reported on, from beginning to end."""
    said = {e164(written) or "": section.report for written, section in file.handsets.items() if section.report}
    found = {each: {settings.report} for each, settings in world.lines.items()} | {each: {manner} for each, manner in said.items()}
    for step in file.steps:
        if step.set and step.set.report:
            found.setdefault(step.set.handset, {Manner.FINAL}).add(step.set.report)
    return found


def _on(node: Node, key: str, what: str) -> Problem:
    inner = node.get(key) or node
    return Problem(inner.place, inner.where, what)
