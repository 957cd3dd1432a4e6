"""The steps of a file as values, each with its place. What is known of a number is carried along: a `set` changes only what it says."""

from collections.abc import Iterator

from msgspec.structs import replace

from simulator.handset.conditions import TABLE, Cure
from simulator.lines import PLAIN, LineSettings
from simulator.message import Instant, Kind
from simulator.scenario.nodes import Node
from simulator.scenario.overlay import line
from simulator.scenario.scalars import e164
from simulator.scenario.schema import NOTHING, ExpectSection, PassSection, SendSection, SetSection, ShownSection, StepSection
from simulator.scenario.settings import PATIENCE_MS, Answer, Expect, Pass, Place, Send, Step, Turn


def timeline(sections: list[StepSection], root: Node, lines: dict[str, LineSettings], start: Instant) -> Iterator[Step]:
    """The steps, in their order. lines: what is said of single numbers before the first."""
    known = dict(lines)
    for index, section in enumerate(sections):
        place = root.at(("steps", index)).place
        if section.send:
            yield _send(section.send, place)
        elif section.pass_:
            yield _pass(section.pass_, place, start)
        elif section.set:
            yield _set(section.set, place, known, start)
        elif section.cure:
            number = section.cure.handset
            known[number] = _cured(known.get(number, PLAIN), section.cure.by)
            yield Turn(place, number, cure=section.cure.by.value)
        elif section.reply:
            yield Answer(place, section.reply.handset, section.reply.text)
        elif section.expect:
            yield _expect(section.expect, place)


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
    )


def _pass(section: PassSection, place: Place, start: Instant) -> Pass:
    return Pass(place, section.by, None if section.until is None else section.until.resolved(start))


def _set(section: SetSection, place: Place, known: dict[str, LineSettings], start: Instant) -> Turn:
    number = section.handset
    known[number] = line(section, known.get(number, PLAIN), start)
    return Turn(place, number, known[number])


def _cured(settings: LineSettings, cure: Cure) -> LineSettings:
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
    )


def _shown(section: ShownSection | None) -> str | bool | None:
    if section is None:
        return None
    return False if section is NOTHING else section.text
