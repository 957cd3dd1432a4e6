"""A customer's signatures and templates as they stand: living state. It changes when told, and judges no text."""

from collections.abc import Iterable
from enum import Enum, unique

from msgspec import Struct

from simulator.message import Instant, Kind
from simulator.platform.settings import App


@unique
class Status(Enum):
    """Where a signature or template stands. Only what is approved can be used."""

    APPROVED = "approved"
    IN_REVIEW = "in-review"
    REFUSED = "refused"


class FiledSign(Struct, eq=False):
    """A signature without its brackets.

    applied_at, replied_at: when it was handed in, and judged (None: not yet); reply: with which words.
    """

    id: int
    text: str
    status: Status
    international: bool = False
    remark: str = ""
    applied_at: Instant = 0
    replied_at: Instant | None = None
    reply: str = ""

    @property
    def approved(self) -> bool:
        """Whether it can be used."""
        return self.status is Status.APPROVED


class FiledTemplate(Struct, eq=False):
    """A text with variables {1}, {2}…; the other fields as those of a signature. title: its name for people."""

    id: int
    text: str
    status: Status
    kind: Kind = Kind.NORMAL
    international: bool = False
    title: str = ""
    remark: str = ""
    applied_at: Instant = 0
    replied_at: Instant | None = None
    reply: str = ""

    @property
    def approved(self) -> bool:
        """Whether it can be used."""
        return self.status is Status.APPROVED


class Catalogue:
    """One customer's. Templates by id; signatures by id, those of the settings numbered from 1."""

    def __init__(self) -> None:
        self.signs: dict[int, FiledSign] = {}
        self.templates: dict[int, FiledTemplate] = {}

    def learn(self, apps: Iterable[App]) -> None:
        """What the settings of the customer's apps say is so; what was made since stays."""
        for app in apps:
            for sign in app.signs:
                known = next((each for each in self.signs.values() if each.text == sign.text), None)
                number = max(self.signs, default=0) + 1 if known is None else known.id
                self.signs[number] = FiledSign(number, sign.text, _status(approved=sign.approved))
            for each in app.templates:
                status = _status(approved=each.approved)
                self.templates[each.id] = FiledTemplate(each.id, each.text, status, each.kind, each.international)

    def approved_signs(self) -> list[str]:
        """The texts of the signatures that can be used, oldest first."""
        return [sign.text for sign in self.signs.values() if sign.approved]


def _status(*, approved: bool) -> Status:
    return Status.APPROVED if approved else Status.IN_REVIEW
