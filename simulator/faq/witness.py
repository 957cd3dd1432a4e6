"""Reads the marks off a trail, and off what stood beside it. It looks at what was recorded, changes nothing and judges nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from simulator.address import is_mainland
from simulator.causes import Cause
from simulator.countries import iso
from simulator.desk.desk import Desk
from simulator.desk.lifts import Lift
from simulator.desk.notices import ACCOUNT as NOTICES
from simulator.desk.records import LookUp
from simulator.desk.reviews import Paper
from simulator.desk.uploads import VIA, Upload
from simulator.faq.marks import Fact, Mark, Marks
from simulator.faults import Faults, Incident
from simulator.handset.conditions import TABLE
from simulator.ledger import Ledger, Refused, folder, trail
from simulator.lifecycle import FINAL, Event
from simulator.message import AppSubmission, Instant, Message
from simulator.platform.billing import day
from simulator.platform.catalogue import FiledTemplate, ticked
from simulator.platform.checks.limits import DEFAULTS
from simulator.platform.checks.sender import number as own_sender
from simulator.platform.platform import Platform
from simulator.platform.settings import App
from simulator.refusals import Reason
from simulator.replies import Fate, opts_out
from simulator.text.alphabets import show
from simulator.wire.faults import Kind

SLOW_MS: Final = 9 * 60_000
"""The FAQ calls a difference of nearly ten minutes great; from here on a call counts as slow in that sense."""
AFTERWARDS_MS: Final = 5_000
"""So long after a fault let go of a request may its text be taken."""

_FOLDERS: Final = {"inbox": Fact.SHOWN, "blocked": Fact.BLOCKED, "unseen": Fact.UNSEEN}
_FATES: Final = frozenset((Event.DELIVERED, Event.UNSEEN, Event.FAILED, Event.EXPIRED, Event.GIVEN_UP))
_HANDSETS: Final = frozenset(row.cause for row in TABLE.values())
_FRONTS: Final = {"tencent-v5": Fact.V5, "tencent-v3": Fact.V3, "console": Fact.UPLOADED}
_REPLY: Final = re.compile("“(.*)”: (.*)", re.DOTALL)
_BY_WORDS: Final = {fate.value: fate for fate in Fate}


class Witness:
    """Of one network."""

    def __init__(self, ledger: Ledger, platform: Platform, desk: Desk, faults: Faults) -> None:
        self._ledger, self._platform, self._desk, self._faults = ledger, platform, desk, faults

    def of_message(self, message: Message) -> Marks:
        """What its trail says up to now."""
        asked = message.submission.origin
        marks: set[Mark] = {*self._of_trail(message), *_of_incidents(self.befallen(message))}
        if message.submission.account == NOTICES:
            marks.add(Fact.DUNNING if "欠" in _text(message) else Fact.OVERRUN)
        elif isinstance(asked, AppSubmission):
            marks.update(self._of_app(message, asked))
        else:
            marks.add(Fact.SMPP)
        return frozenset(marks)

    def of_refused(self, refused: Refused) -> Marks:
        """What the record of a request that was not taken says."""
        reason, asked = refused.refusal.reason, refused.asked
        marks: set[Mark] = {reason, Fact.REFUSED, *_of_request(refused)}
        app = self._platform.app(refused.account.removeprefix("app:"))
        if app is not None:
            marks.update(self._of_sender(app))
            if self._desk.lifts.pending(app.id, refused.destination):
                marks.add(Fact.LIFT_ASKED)
        if reason is Reason.NUMBER_MALFORMED and _foreign(refused):
            marks.add(Fact.FOREIGN_NUMBER)
        if asked is not None:
            marks.update(self._befell(refused.at, asked.destination))
        return frozenset(marks)

    def of_incidents(self, incidents: Iterable[Incident]) -> Marks:
        """What befell a call of which there is no other record."""
        return frozenset((Fact.UNRECORDED, *_of_incidents(incidents)))

    def of_counter(self, papers: Sequence[Paper], lifts: Sequence[Lift], looked_up: Sequence[LookUp]) -> Marks:
        """What came of the papers that were handed in, of applications to lift, of look-ups; the newest speaks for all."""
        if papers:
            return frozenset(_of_paper(papers[-1]))
        if lifts:
            return frozenset((Fact.LIFT,))
        if looked_up:
            return frozenset((Fact.LOOKED_UP,))
        return frozenset()

    def of_upload(self, upload: Upload) -> Marks:
        """What the platform knows of a list of numbers from the console, beside the lines that it dropped."""
        marks: set[Mark] = {Fact.UPLOADED}
        if upload.goes_at > upload.at:
            marks |= {Fact.CONSOLE, Fact.INDIVIDUAL}
        if upload.sifted.repeated:
            marks.add(Event.MERGED)
        return frozenset(marks)

    def befallen(self, message: Message) -> list[Incident]:
        """The faults that struck the call with which a text came, as far as they can be told by its number and its time."""
        return self._incidents(message.accepted_at, message.submission.destination)

    def _befell(self, at: Instant, number: str) -> Iterator[Mark]:
        return _of_incidents(self._incidents(at, number))

    def _incidents(self, at: Instant, number: str) -> list[Incident]:
        return [incident for incident in self._faults.incidents if number in incident.asked.numbers and _let_go(incident, at)]

    def _of_trail(self, message: Message) -> Iterator[Mark]:
        entries = trail(message)
        yield from {entry.event for entry in entries}
        fate = next((entry for entry in reversed(entries) if entry.event in _FATES), None)
        tried = [entry.detail for entry in entries if entry.event is Event.ATTEMPTED]
        where = _FOLDERS.get(folder(message))
        if where is not None or FINAL[message.state]:
            yield where or Fact.ENDED
        cause = fate.detail if fate is not None else tried[-1] if tried else None
        if isinstance(cause, Cause):
            yield cause
        if where is Fact.SHOWN and tried:
            yield Fact.WAITED if tried[-1] in _HANDSETS else tried[-1]
        for entry in entries:
            if entry.event is Event.REPLIED and (said := _REPLY.fullmatch(str(entry.detail))):
                yield _BY_WORDS[said[2]]
                if said[2] == Fate.PASSED_ON.value and opts_out(said[1], self._platform.settings.rules):
                    yield Fact.OPT_OUT

    def _of_app(self, message: Message, asked: AppSubmission) -> Iterator[Mark]:
        submission, app = message.submission, self._platform.app(asked.app)
        yield from (_FRONTS[asked.via], Fact.APPROVED)
        if asked.via == VIA:
            yield Fact.CONSOLE
        if app is None:
            return
        number = submission.destination
        yield from self._of_sender(app)
        yield from self._of_number(app, message)
        if is_mainland(number):
            if submission.source != own_sender(app.id, ""):
                yield Fact.EXTENDED
        else:
            yield Fact.ABROAD
            named = self._platform.customer(app.customer).sender_names
            if asked.sender_name or any(each.country == iso(number) for each in named):
                yield Fact.SENDER_NAMED
        if not asked.sign:
            yield Fact.UNSIGNED
        elif len(self._platform.catalogue(app.customer).approved_signs(abroad=not is_mainland(number))) > 1:
            yield Fact.SIGN_CHOSEN
        if self._desk.records.read(message).text != _text(message):
            yield Fact.MASKED
        if any(_apart(message, other) for other in self._ledger):
            yield Fact.APART

    def _of_sender(self, app: App) -> Iterator[Mark]:
        limits, usual = app.limits, DEFAULTS[self._platform.settings.rules]
        if not self._platform.customer(app.customer).enterprise:
            yield Fact.INDIVIDUAL
            return
        if limits.per_30s != usual.per_30s:
            yield Fact.OWN_LIMIT_30S
        if limits.per_day != usual.per_day:
            yield Fact.OWN_LIMIT_DAILY

    def _of_number(self, app: App, message: Message) -> Iterator[Mark]:
        number = message.submission.destination
        if number in app.limits.exempt:
            yield Fact.EXEMPT
        if self._over_defaults(message):
            yield Fact.OVER_DEFAULTS
        if self._platform.unsubscribed(app.id, number):
            yield Fact.OPTED_OUT
        granted = self._desk.lifts.granted(app.id, number)
        if granted is not None and (granted.replied_at or 0) <= message.accepted_at:
            yield Fact.LIFTED

    def _over_defaults(self, message: Message) -> bool:
        """Whether limits that nobody changed would have stopped it."""
        submission, usual = message.submission, DEFAULTS[self._platform.settings.rules]
        before = [
            other
            for other in self._ledger.of_app(submission.account, submission.destination)
            if other is not message and other.accepted_at <= message.accepted_at
        ]
        same = [other for other in before if other.submission.content == submission.content]
        today = sum(day(other.accepted_at) == day(message.accepted_at) for other in before)
        lately = sum(message.accepted_at - other.accepted_at < 30_000 for other in same)
        return lately >= (usual.per_30s or 0) or today >= (usual.per_day or 0)


def _of_paper(paper: Paper) -> Iterator[Mark]:
    yield Fact.REVIEW
    if paper.rule:
        yield paper.rule
    if paper.approved:
        yield Fact.ANSWERED
        if isinstance(paper, FiledTemplate) and paper.kind is not ticked(paper.application):
            yield Fact.KIND_CORRECTED


def _text(message: Message) -> str:
    return show(message.submission.content, message.submission.alphabet)


def _apart(message: Message, other: Message) -> bool:
    ours, theirs = message.submission, other.submission
    return (
        other.accepted_at == message.accepted_at
        and theirs.account == ours.account
        and theirs.destination != ours.destination
        and theirs.content != ours.content
    )


def _let_go(incident: Incident, at: Instant) -> bool:
    """Whether the call that was struck can have arrived at this instant: when it was let go, or at once where network time stood still."""
    return 0 <= at - incident.at - incident.delay_ms <= AFTERWARDS_MS or at == incident.at


def _of_incidents(incidents: Iterable[Incident]) -> Iterator[Mark]:
    for incident in incidents:
        if incident.fault.kind is not Kind.REFUSE:
            yield incident.fault.kind
        if incident.delay_ms >= SLOW_MS:
            yield Fact.SLOW


def _of_request(refused: Refused) -> Iterator[Mark]:
    """Which front it came through, and what the whole of it was answered with."""
    request, detail = refused.request, refused.refusal.detail
    if refused.asked is not None:
        yield _FRONTS[refused.asked.via]
    elif request == "console upload":
        yield Fact.UPLOADED
    elif request.startswith(("POST /v5/", "GET /v5/")):
        yield Fact.V5
    elif request.startswith(("POST / ", "GET / ")):
        yield Fact.V3
    if detail.startswith("60008"):
        yield Fact.TIME_OUT_CODE
    if detail.startswith("AuthFailure.InvalidSecretId"):
        yield Fact.WRONG_KEY_CODE
    if "mms" in request.partition("\n")[0].lower():
        yield Fact.MMS


def _foreign(refused: Refused) -> bool:
    """Whether what is no number begins as one abroad does."""
    given = refused.destination.lstrip()
    if given.startswith(("+", "00")):
        return not given.startswith(("+86", "0086"))
    if not refused.request.startswith("POST /v5/"):
        return False
    country = refused.refusal.detail.partition(" ")[0]
    return country.isdecimal() and len(country) < 4 and country != "86"
