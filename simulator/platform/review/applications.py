"""What a customer hands in to be reviewed, and what the reviewer answers: frozen values, no judgement.

Numbers that the APIs carry stay numbers here, so that what is out of range is refused in one place whichever front it came through.
"""

from enum import IntEnum, unique

from msgspec import Struct

from simulator.message import Kind
from simulator.platform.review.pictures import Picture


@unique
class SignKind(IntEnum):
    """What a signature is the name of (`SignType`)."""

    COMPANY = 0
    APP = 1
    SITE = 2
    OFFICIAL_ACCOUNT = 3
    TRADEMARK = 4
    INSTITUTION = 5  # a government, a public institution, any other organisation
    MINI_PROGRAM = 6


@unique
class Document(IntEnum):
    """What proves that the name is the customer's (`DocumentType`)."""

    THREE_IN_ONE = 0
    BUSINESS_LICENCE = 1
    ORGANISATION_CODE = 2
    SOCIAL_CREDIT_CODE = 3
    APP_BACK_OFFICE = 4
    SITE_FILING = 5
    MINI_PROGRAM_SETTINGS = 6
    TRADEMARK_CERTIFICATE = 7
    ACCOUNT_SETTINGS = 8


@unique
class Purpose(IntEnum):
    """For whom a signature is (`SignPurpose`, before that `UsedMethod`)."""

    OWN = 0
    OTHERS = 1


@unique
class TemplateKind(IntEnum):
    """What a template is said to be for (`type` of v5 knows the first two, `SmsType` all)."""

    NORMAL = 0
    MARKETING = 1
    NOTIFICATION = 2
    CODE = 3


class SignApplication(Struct, frozen=True):
    """A signature that is handed in, without its brackets.

    kind, document: numbers of SignKind and Document, None where the front does not ask for them (v5); purpose: a number of Purpose.
    international: 0 or 1. proof, commission: the pictures, None where none came. qualification: the id of one, None for none.
    """

    text: str
    kind: int | None = None
    document: int | None = None
    purpose: int = Purpose.OWN
    international: int = 0
    proof: Picture | None = None
    commission: Picture | None = None
    remark: str = ""
    qualification: int | None = None


class TemplateApplication(Struct, frozen=True):
    """A template that is handed in. kind: a number of TemplateKind, as ticked; international: 0 or 1; title: its name for people."""

    text: str
    kind: int = TemplateKind.NORMAL
    international: int = 0
    title: str = ""
    remark: str = ""


class Verdict(Struct, frozen=True):
    """What the reviewer answers.

    rule: `` for approved, else the id of the case that it falls under, `sign/neutral`; reply: the reviewer's sentence, for the customer.
    kind: of a template, what it is by its text, whatever was ticked; None of a signature.
    """

    rule: str = ""
    reply: str = ""
    kind: Kind | None = None

    @property
    def approved(self) -> bool:
        """Whether it can be used from now on."""
        return not self.rule
