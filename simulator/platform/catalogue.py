"""A customer's signatures and templates as they stand: living state. It changes when told, and judges no text."""

from collections.abc import Iterable
from enum import Enum, IntEnum, unique
from typing import Final, TypeVar

from msgspec import Struct

from simulator.message import Instant, Kind
from simulator.platform.review.applications import SignApplication, TemplateApplication, TemplateKind, Verdict
from simulator.platform.settings import App, Sign, Template

NUMBERED_FROM: Final = 1_000_000
"""What is handed in is numbered past this, so that no number of the settings, which people choose, is given to another thing."""

UNDATED: Final = -1
"""Of what the settings brought, until the network has a time."""


@unique
class Status(Enum):
    """Where a signature or template stands. Only what is approved can be used."""

    APPROVED = "approved"
    IN_REVIEW = "in-review"
    NOT_IN_FORCE = "not-in-force"  # approved, but not to be used before an instant: the carriers do not know it yet
    REFUSED = "refused"


@unique
class Reach(IntEnum):
    """Where something may be used, with the numbers of the cloud API's `International`."""

    MAINLAND = 0
    ABROAD = 1
    BOTH = 3

    def covers(self, *, abroad: bool) -> bool:
        """Whether it may be used abroad, or on the mainland."""
        return self in _ABROAD if abroad else self in _MAINLAND


_ABROAD: Final = (Reach.BOTH, Reach.ABROAD)
_MAINLAND: Final = (Reach.BOTH, Reach.MAINLAND)


class Filed(Struct, eq=False, kw_only=True):
    """What a customer has on file.

    applied_at: when it was handed in; turns_at: when its status changes by itself, None: never, or only by somebody's word.
    replied_at, reply: when it was judged (None: not yet), and with which words; rule: the case under which it was refused.
    """

    id: int
    status: Status
    reach: Reach
    applied_at: Instant = UNDATED
    turns_at: Instant | None = None
    replied_at: Instant | None = None
    reply: str = ""
    rule: str = ""

    @property
    def approved(self) -> bool:
        """Whether it can be used."""
        return self.status is Status.APPROVED

    @property
    def international(self) -> bool:
        """Whether it is for numbers outside the mainland only."""
        return self.reach is Reach.ABROAD

    @property
    def changeable(self) -> bool:
        """What is approved cannot be changed, what is in review or refused can."""
        return self.status in {Status.IN_REVIEW, Status.REFUSED}


class FiledSign(Filed, eq=False, kw_only=True):
    """A signature without its brackets, as it was handed in last."""

    application: SignApplication

    @property
    def text(self) -> str:
        """The name itself."""
        return self.application.text

    def found(self, verdict: Verdict) -> None:
        """What the reviewer found out about it, beside whether it is approved: of a signature nothing."""


class FiledTemplate(Filed, eq=False, kw_only=True):
    """A text with variables {1}, {2}…, as it was handed in last. kind: as ticked, and once it is approved as the reviewer found it."""

    application: TemplateApplication
    kind: Kind = Kind.NORMAL

    @property
    def text(self) -> str:
        """The text with its variables."""
        return self.application.text

    def found(self, verdict: Verdict) -> None:
        """Its kind goes by the text, whatever was ticked."""
        self.kind = self.kind if verdict.kind is None else verdict.kind


Paper = TypeVar("Paper", FiledSign, FiledTemplate)


class Catalogue:
    """One customer's, each by id. Signatures of the settings are numbered from 1, templates have their numbers there."""

    def __init__(self) -> None:
        self.signs: dict[int, FiledSign] = {}
        self.templates: dict[int, FiledTemplate] = {}
        self._last_sign = self._last_template = NUMBERED_FROM

    def learn(self, apps: Iterable[App]) -> None:
        """What the settings of the customer's apps say is so; what was made since stays. Their signatures may be used everywhere."""
        for app in apps:
            for sign in app.signs:
                known = next((each for each in self.signs.values() if each.text == sign.text), None)
                number = max((id_ for id_ in self.signs if id_ <= NUMBERED_FROM), default=0) + 1 if known is None else known.id
                filed = FiledSign(id=number, status=_status(sign), reach=Reach.BOTH, application=SignApplication(sign.text))
                self.signs[number] = _dated(filed, known)
            for each in app.templates:
                reach = Reach.BOTH if each.both else Reach.ABROAD if each.international else Reach.MAINLAND
                application = TemplateApplication(each.text, int(each.kind), int(each.international))
                filed_ = FiledTemplate(id=each.id, status=_status(each), reach=reach, application=application, kind=each.kind)
                self.templates[each.id] = _dated(filed_, self.templates.get(each.id))

    def date(self, now: Instant) -> None:
        """What the settings brought was handed in, and judged, now."""
        papers: list[Filed] = [*self.signs.values(), *self.templates.values()]
        for paper in papers:
            if paper.applied_at == UNDATED:
                paper.applied_at, paper.replied_at = now, now if paper.approved else None

    def file_sign(self, application: SignApplication, now: Instant) -> FiledSign:
        """A signature is handed in, and has its number from here on; no number is given twice."""
        self._last_sign = max(self._last_sign, *self.signs, 0) + 1
        filed = FiledSign(
            id=self._last_sign, status=Status.IN_REVIEW, reach=Reach(application.international), applied_at=now, application=application
        )
        self.signs[filed.id] = filed
        return filed

    def file_template(self, application: TemplateApplication, now: Instant) -> FiledTemplate:
        """A template is handed in, and has its number from here on; no number is given twice."""
        self._last_template = max(self._last_template, *self.templates, 0) + 1
        filed = FiledTemplate(
            id=self._last_template,
            status=Status.IN_REVIEW,
            reach=Reach(application.international),
            applied_at=now,
            application=application,
            kind=ticked(application),
        )
        self.templates[filed.id] = filed
        return filed

    def approved_signs(self, *, abroad: bool) -> list[str]:
        """The texts of the signatures that can be used there, oldest first."""
        return [sign.text for sign in self.signs.values() if sign.approved and sign.reach.covers(abroad=abroad)]


def ticked(application: TemplateApplication) -> Kind:
    """What a customer says a template is."""
    return Kind.MARKETING if application.kind == TemplateKind.MARKETING else Kind.NORMAL


def _status(told: Sign | Template) -> Status:
    return Status.APPROVED if told.approved else Status.IN_REVIEW


def _dated(paper: Paper, known: Paper | None) -> Paper:
    """It was handed in when it was, however often the settings are learnt."""
    if known is not None:
        paper.applied_at, paper.replied_at = known.applied_at, known.applied_at if paper.approved else None
    return paper
