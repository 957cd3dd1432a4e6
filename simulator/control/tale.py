"""What became of a text, told as a person would: when, where, what, because of which rule; the verdict, and what to look at next."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct

from simulator.causes import Cause
from simulator.control import views
from simulator.control.readings import Named, named
from simulator.faq.catalogue import Words, cases, files
from simulator.faq.marks import Fact, Mark, Marks
from simulator.faq.rules import Diagnosis, diagnose
from simulator.faq.witness import Witness
from simulator.faq.words import CAUSES, EVENTS, FOLDERS, STATES
from simulator.faults import Incident
from simulator.fronts.smpp.codes import CODES
from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v3.actions import EN, ZH
from simulator.fronts.tencent_v5.codes import RESULTS
from simulator.ledger import Entry, Refused, folder, plain, reported
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Outcome
from simulator.refusals import Reason
from simulator.wire.faults import KINDS
from simulator.world import World


class Line(Struct, frozen=True):
    """A line of the timeline. where: `sender`, `platform`, `carrier`, `handset`; detail: what exactly, as it stands on record."""

    at: str
    where: str
    event: str
    says: Words
    detail: Words


class Verdict(Struct, frozen=True):
    """case: the primary id, `` where the FAQ has none; same: other ids of it; told, check, cure: as the catalogue has them."""

    case: str
    same: tuple[str, ...] = ()
    question: Words | None = None
    told: Words | None = None
    check: Words | None = None
    cure: Words | None = None
    related: tuple[Named, ...] = ()
    files: tuple[str, ...] = ()


class Tale(Struct, frozen=True, rename={"sender": "from"}):
    """A text, or a request that was not taken. answer: what the API said; reports: what was reported; handset: what its owner sees.

    marks: what the verdict goes by; because: the settings that decided, `file:line:column`, as far as they came from a file.
    befell: faults that struck the call; code: the answer's own code.
    """

    kind: str
    id: str
    account: str
    sender: str
    to: str
    text: str
    at: str
    state: Words
    code: str
    answer: Words
    reports: tuple[str, ...]
    handset: Words
    timeline: tuple[Line, ...]
    verdict: Verdict
    marks: tuple[str, ...]
    because: tuple[str, ...] = ()
    befell: tuple[Words, ...] = ()


NOTHING: Final = Words("", "")
_REFUSED: Final = Words("被拒，没有受理", "refused, not taken")
_UNRECORDED: Final = Words("平台没有这次请求的记录", "the platform has no record of such a request")
_ASKED: Final = Words("请求被拒", "the request was refused")
_STRUCK: Final = Words("途中出了故障", "a fault struck the call")

_OF_A_CARRIER: Final = frozenset((Cause.SPOT_CHECK, Cause.THROTTLED, Cause.NETWORK_FAULT, Cause.LOST))
_OF_WORDS: Final = frozenset((Cause.INTERCEPTED, Cause.REVIEW_REFUSED, Cause.LOST, Event.HELD))
_OF_A_CUSTOMER: Final = frozenset((Reason.IN_ARREARS, Reason.ABROAD_INDIVIDUAL, Reason.NOT_MEMBER, Reason.LIMIT_ABROAD))


class Teller:
    """Of one network."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._witness = Witness(world.ledger, world.platform, world.desk, world.faults)

    def of_message(self, message: Message, now: Instant) -> Tale:
        """A text that was taken."""
        submission, marks = message.submission, self._witness.of_message(message)
        story = self._world.journey.story(message, now)
        befallen = self._witness.befallen(message)
        return Tale(
            kind="message",
            id=message.id,
            account=submission.account,
            sender=submission.source,
            to=submission.destination,
            text=views.text(message),
            at=views.instant(message.accepted_at),
            state=STATES[message.state],
            code="0",
            answer=Words(f"受理，编号 {message.id}", f"accepted as {message.id}"),
            reports=tuple(f"{outcome.code} ({outcome.state.name})" for outcome in reported(message)),
            handset=FOLDERS[folder(message)],
            timeline=(*_struck(befallen), *map(_line, story)),
            verdict=verdict(diagnose(marks)),
            marks=listed(marks),
            because=self._because(marks, message.submission.account, submission.destination, befallen),
            befell=tuple(_fault(incident) for incident in befallen),
        )

    def of_refused(self, refused: Refused) -> Tale:
        """A request that was not taken."""
        marks = self._witness.of_refused(refused)
        code, said = _answered(refused, marks)
        text = refused.asked.said if refused.asked is not None else refused.request.partition("\n")[0]
        line = Line(views.instant(refused.at), "platform", "refused", _ASKED, Words(refused.refusal.detail, refused.refusal.detail))
        return Tale(
            kind="refused",
            id="",
            account=refused.account,
            sender="",
            to=refused.destination,
            text=text,
            at=line.at,
            state=_REFUSED,
            code=code,
            answer=said,
            reports=(),
            handset=FOLDERS[""],
            timeline=(line,),
            verdict=verdict(diagnose(marks)),
            marks=listed(marks),
            because=self._because(marks, refused.account, refused.destination, []),
        )

    def of_nothing(self, number: str, incidents: list[Incident]) -> Tale:
        """A number of which the platform knows nothing; incidents: faults that struck calls with it."""
        marks = self._witness.of_incidents(incidents)
        return Tale(
            kind="nothing",
            id="",
            account="",
            sender="",
            to=number,
            text="",
            at=views.instant(incidents[-1].at) if incidents else "",
            state=_UNRECORDED,
            code="",
            answer=NOTHING,
            reports=(),
            handset=FOLDERS[""],
            timeline=tuple(_struck(incidents)),
            verdict=verdict(diagnose(marks)),
            marks=listed(marks),
            because=self._because(marks, "", number, incidents),
            befell=tuple(_fault(incident) for incident in incidents),
        )

    def befallen(self, message: Message) -> list[Incident]:
        """The faults that struck the call that it came with."""
        return self._witness.befallen(message)

    def case_of(self, found: Message | Refused) -> str:
        """The primary case of what is told in one line."""
        marks = self._witness.of_message(found) if isinstance(found, Message) else self._witness.of_refused(found)
        return diagnose(marks).case

    def _because(self, marks: Marks, account: str, number: str, incidents: list[Incident]) -> tuple[str, ...]:
        """Where the settings stand that can have decided it, the nearest first."""
        places, app = self._world.scenario.places, self._world.platform.app(account.removeprefix("app:"))
        wanted = [f"fault {incident.fault.name}" for incident in incidents]
        if not {*marks} & {Fact.SHOWN} or Fact.WAITED in marks:
            wanted.append(f"handset {number}")
        if number.startswith("+") and _OF_A_CARRIER & marks:
            wanted.append(f"carrier {self._world.journey.line(number).network.name}")
        if _OF_WORDS & marks:
            wanted += [f"network {key}" for key in ("words", "lexicon")] + [f"carrier {self._network(number)}"]
        if app is not None and _OF_A_CUSTOMER & marks:
            wanted.append(f"customer {app.customer}")
        if app is not None and Fact.REFUSED in marks:
            wanted.append(f"app {app.id}")
        return tuple(str(places[key]) for key in dict.fromkeys(wanted) if key in places)

    def _network(self, number: str) -> str:
        return self._world.journey.line(number).network.name


def verdict(found: Diagnosis) -> Verdict:
    """A diagnosis with the catalogue's words."""
    known = cases()
    others = [one for one in (*found.related, *(known[found.case].related if found.case else ())) if one not in found.ids]
    related = named(others)
    if not found.case:
        return Verdict("", related=related)
    case = known[found.case]
    shown = tuple(dict.fromkeys(file for one in found.ids for file in files().get(one, ())))
    return Verdict(case.id, found.same, case.question, case.told, case.check, case.cure, related, shown)


_NAMED: Final = re.compile(r"60[0-9]{3}|[A-Z][A-Za-z]+(\.[A-Za-z]+)*")
"""A code of the gateway's or of the cloud API's, as a refusal's detail begins with it where the reason alone does not tell it."""


def listed(marks: Iterable[Mark]) -> tuple[str, ...]:
    """Marks as words, in order."""
    words = (mark if isinstance(mark, str) else mark.value if isinstance(mark.value, str) else mark.name.lower() for mark in marks)
    return tuple(sorted(words))


def _answered(refused: Refused, marks: Marks) -> tuple[str, Words]:
    """What the front said to a request that it refused: in words of its own, which the record has, or by the table of its codes."""
    reason, (named, _, own) = refused.refusal.reason, refused.refusal.detail.partition(": ")
    if _NAMED.fullmatch(named):
        return named, Words(f"{named} {own}", f"{named} {own}")
    if Fact.V5 in marks:
        code, said = RESULTS[reason]
        return str(code), Words(f"{code} {said}", f"{code} {said}")
    if Fact.V3 in marks:
        code_ = v3.CODES[reason]
        return code_, Words(f"{code_}：{v3.message(code_, ZH)}", f"{code_}: {v3.message(code_, EN)}")
    status = f"ESME_{CODES[reason].name}"
    return status, Words(status, status)


def _line(entry: Entry) -> Line:
    where, says = EVENTS[entry.event]
    return Line(views.instant(entry.at), where, entry.event.name.lower(), says, _detail(entry.detail))


def _detail(detail: Any) -> Words:
    if isinstance(detail, Cause):
        return CAUSES[detail]
    if isinstance(detail, Outcome):
        said = f"{detail.code} ({detail.state.name})"
        if detail.cause is None:
            return Words(said, said)
        return Words(f"{said}：{CAUSES[detail.cause].zh}", f"{said}: {CAUSES[detail.cause].en}")
    said = "" if detail is None else str(plain(detail))
    return Words(said, said)


def _struck(incidents: Iterable[Incident]) -> Iterator[Line]:
    for incident in incidents:
        yield Line(views.instant(incident.at), "sender", "fault", _STRUCK, _fault(incident))


def _fault(incident: Incident) -> Words:
    fault = incident.fault
    took = f"{incident.delay_ms / 1000:g} s" if incident.delay_ms else ""
    said = f"{fault.name} ({fault.kind.value}) {took}".rstrip()
    return Words(said, f"{said}: {KINDS[fault.kind].does}")
