"""The steps of a file as values, each with its place. What is known of a number is carried along: a `set` changes only what it says."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from simulator.handset.conditions import TABLE, Cure
from simulator.lines import NOWHERE, PLAIN, LineSettings
from simulator.message import Instant, Kind
from simulator.population import Directory, People
from simulator.scenario.blocks import Binding
from simulator.scenario.courses import Counted, Holds, Listed, Misfit, Percentiles, Scope, Upload
from simulator.scenario.meaning_of_many import PERCENTILES
from simulator.scenario.nodes import Node
from simulator.scenario.overlay import line
from simulator.scenario.problems import Problem, one_of, quoted
from simulator.scenario.scalars import e164
from simulator.scenario.schema import StepSection
from simulator.scenario.sections_of_expectations import NOTHING, CountSection, ExpectSection, ShownSection, SpansSection
from simulator.scenario.sections_of_steps import PassSection, SendSection, SetSection
from simulator.scenario.sections_of_uploads import UploadSection
from simulator.scenario.settings import PATIENCE_MS, Answer, Expect, Pass, Place, Recall, Send, Step, Turn
from simulator.scenario.shapes import read_steps
from simulator.scenario.timeline_of_blocks import block
from simulator.scenario.timeline_of_desk import at_the_desk, wire


class Ground(Struct, frozen=True):
    """What steps are read on. lines: what is said of numbers before the first; start: when that is; peoples: populations by name.

    networks: those that there are.
    """

    lines: Directory
    start: Instant
    peoples: Mapping[str, People] = {}
    networks: frozenset[str] = frozenset()


def timeline(sections: list[StepSection], steps: Node, ground: Ground, scope: Scope | None = None) -> Iterator[Step]:
    """The steps, in their order. steps: as they stand in the file; scope: what variables are worth there."""
    turned = any(section.set or section.cure for section in sections)
    known = Directory(ground.lines, ground.peoples.values()) if turned else Directory({})
    assert isinstance(steps.value, list)
    for section, node in zip(sections, steps.value, strict=True):
        if (step := _single(section, node.place, known, ground.start)) is not None:
            yield step
        else:
            yield from _many(section, node, ground, scope or {})


def _single(section: StepSection, place: Place, known: Directory, start: Instant) -> Step | None:
    """A step that stands by itself; None where it does not."""
    if section.send:
        return _send(section.send, place)
    if section.cancel or section.replace:
        return _recall(section, place)
    if section.pass_:
        return _pass(section.pass_, place, start)
    if section.set:
        return _set(section.set, place, known, start)
    if section.cure:
        number = section.cure.handset
        known[number] = cured(known.get(number, PLAIN), section.cure.by)
        return Turn(place, number, cure=section.cure.by.value)
    if section.reply:
        return Answer(place, section.reply.handset, section.reply.text, section.reply.to or "")
    return _expect(section.expect, place) if section.expect else at_the_desk(section, place, start)


def _many(section: StepSection, node: Node, ground: Ground, scope: Scope) -> Iterator[Step]:
    """A step that holds steps, or is to many at once. node: as it stands in the file."""
    read = partial(_course, ground=ground)
    if section.upload:
        yield _upload(section.upload, node.place, ground.peoples)
    elif section.include:
        yield from read(node.at(("include", "steps")), ChainMap(section.include.vars, dict(scope)))
    elif found := block(section, node, scope, read, ground.peoples):
        yield found


def _course(steps: Node, scope: Scope, *, ground: Ground) -> list[Step]:
    """Steps that hold variables, as they are now; a Misfit alone where they make no sense."""
    binding = Binding()
    bound = binding.steps(steps, scope)
    found = binding.problems[0] if binding.problems else read_steps(bound)
    if isinstance(found, Problem):
        return [Misfit(found.place, f"{found.place}: {found.where}: {found.what}")]
    assert isinstance(bound.value, list)
    strangers = (stranger for section, step in zip(found, bound.value, strict=True) for stranger in _strangers(section, step, ground))
    return [*islice(strangers, 1)] or list(timeline(found, steps, ground, scope))


def _strangers(section: StepSection, step: Node, ground: Ground) -> Iterator[Step]:
    """What a step names that is not there: names were judged with a loop's first round only."""
    each, upload, turn = section.each, section.upload, section.set
    crowd = each.in_ if each and isinstance(each.in_, str) else upload and upload.population
    for word, name, known in (("population", crowd, ground.peoples), ("network", turn and turn.ported_to, {NOWHERE, *ground.networks})):
        if name and name not in known:
            yield Misfit(step.place, f"{step.place}: {step.where}: {quoted(name)} is no {word}{one_of(name, sorted(known))}")


def _send(section: SendSection, place: Place) -> Send:
    """A number that is none goes out as it is written: it is to be refused."""
    return Send(
        place,
        section.via,
        e164(section.to) or section.to,
        section.as_ or "",
        section.account,
        section.text,
        section.template,
        tuple(section.params or ()),
        section.sign,
        int(section.kind or Kind.NORMAL),
        section.source or "",
        section.validity,
        1 if section.registered is None else section.registered,
        section.times,
        section.extend or "",
        section.session or "",
        section.secret,
        section.sender_name or "",
        PATIENCE_MS if section.patience is None else section.patience,
        wire(section.but),
        section.batch or 0,
        section.connection or "",
        None if section.octets is None else bytes.fromhex(section.octets),
    )


def _recall(section: StepSection, place: Place) -> Recall:
    said = section.replace or section.cancel
    assert said is not None
    return Recall(place, said.as_ or "", said.of, None if section.replace is None else section.replace.text)


def _upload(section: UploadSection, place: Place, peoples: Mapping[str, People]) -> Upload:
    people = () if section.population is None else peoples[section.population]
    numbers = Listed(people, section.most, tuple(section.numbers or ()))
    return Upload(place, section.as_ or "", section.template, numbers, tuple(section.params or ()), section.sign or "", section.account)


def _pass(section: PassSection, place: Place, start: Instant) -> Pass:
    return Pass(place, section.by, None if section.until is None else section.until.resolved(start))


def _set(section: SetSection, place: Place, known: Directory, start: Instant) -> Turn:
    number = section.handset
    known[number] = line(section, known.get(number, PLAIN), start)
    return Turn(place, number, known[number], over=partial(line, section, start=start))


def cured(settings: LineSettings, cure: Cure) -> LineSettings:
    """What is left of what is the matter."""
    spells = tuple(spell for spell in settings.handset.spells if cure not in TABLE[spell.condition].cures)
    return replace(settings, handset=replace(settings.handset, spells=spells))


def _expect(section: ExpectSection, place: Place) -> Expect:
    return Expect(
        place,
        section.of or section.why or "",
        section.answer,
        None if section.report is None else tuple(section.report),
        _shown(section.inbox),
        _shown(section.blocked),
        section.state,
        section.within,
        section.never,
        section.case,
        None if section.replies is None else tuple(section.replies),
        section.took,
        section.record,
        section.review,
        section.handset or "",
        tuple(map(_counts, section.count or ())),
        _latency(section.latency),
        sender=section.sender or "",
        pushed=None if section.pushed is None else tuple(section.pushed),
    )


def _counts(section: CountSection) -> Counted:
    reports = None if section.report is None else tuple(section.report)
    return Counted(section.answer, reports, section.state, section.exactly, section.at_least, section.at_most)


def _latency(section: SpansSection | None) -> tuple[Percentiles, ...]:
    spans = {} if section is None else {"answer": section.answer, "report": section.report}
    return tuple(
        Percentiles(what, tuple((percent, most) for name, percent in PERCENTILES.items() if (most := getattr(span, name)) is not None))
        for what, span in spans.items()
        if span is not None
    )


def _shown(section: ShownSection | None) -> str | bool | Holds | None:
    if section is None:
        return None
    if section is NOTHING:
        return False
    return section.text if section.contains is None else Holds(section.contains)
