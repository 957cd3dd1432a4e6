"""The counter for signatures and templates: who may hand in, how many, and what may still be changed. It judges no text.

Source: the FAQ on signatures and templates, and the pages of the interfaces. Whatever is refused here is refused at once; what is taken
goes to Reviews. Everything on file counts against the most there may be, what was refused too: deleting makes room.
"""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from simulator.desk.reviews import Reviews
from simulator.message import Instant
from simulator.platform.catalogue import FiledSign, FiledTemplate, Reach, Status, ticked
from simulator.platform.customers import Qualification
from simulator.platform.platform import Platform
from simulator.platform.review import pictures, signature, template
from simulator.platform.review.applications import SignApplication, TemplateApplication
from simulator.refusals import Reason, Refusal

__all__ = ["FiledSign", "FiledTemplate", "Filing", "Qualification", "Reach", "SignForm", "Status", "TemplateForm"]

SIGNS_MAX: Final = 50
TEMPLATES_MAX: Final = 200
WORDS_MAX: Final = 1_000
"""Characters of a title or a remark; no limit is published."""

Paper = TypeVar("Paper", FiledSign, FiledTemplate)


class SignForm(Struct, frozen=True):
    """A signature as a front hands it in; None where its request did not say, which leaves what was on file as it is.

    proof, commission: pictures as base64; the numbers are those of `SignType`, `DocumentType`, `SignPurpose` and `International`.
    """

    text: str
    kind: int | None = None
    document: int | None = None
    purpose: int | None = None
    international: int | None = None
    proof: str | None = None
    commission: str | None = None
    remark: str | None = None
    qualification: int | None = None


class TemplateForm(Struct, frozen=True):
    """A template as a front hands it in; None as in a signature. kind: 0 to 3, as `SmsType`."""

    text: str
    kind: int
    international: int | None = None
    title: str | None = None
    remark: str | None = None


class Filing:
    """The customers' papers. individuals: whether it is for them too; the interfaces for software are for enterprises alone."""

    def __init__(self, platform: Platform, reviews: Reviews, *, individuals: bool = False) -> None:
        self._individuals = individuals
        self._platform = platform
        self._reviews = reviews

    def signs(self, customer: str) -> list[FiledSign] | Refusal:
        """A customer's signatures, by number."""
        return self._barred(customer) or _sorted(self._platform.catalogue(customer).signs)

    def templates(self, customer: str) -> list[FiledTemplate] | Refusal:
        """A customer's templates, by number."""
        return self._barred(customer) or _sorted(self._platform.catalogue(customer).templates)

    def add_sign(self, customer: str, form: SignForm, now: Instant) -> FiledSign | Refusal:
        """It is on file and in review; or why not. One that is approved or in review already is not taken again."""
        catalogue = self._platform.catalogue(customer)
        application = self._barred(customer) or self._sign(customer, form, SignApplication(form.text))
        if isinstance(application, Refusal):
            return application
        refusal = _again(application, catalogue.signs.values()) or _full(catalogue.signs, SIGNS_MAX, Reason.SIGNS_TOO_MANY, "signatures")
        if refusal:
            return refusal
        filed = catalogue.file_sign(application, now)
        self._reviews.begin(customer, filed, now)
        return filed

    def change_sign(self, customer: str, id_: int, form: SignForm, now: Instant) -> FiledSign | Refusal:
        """It goes to review once more; or why not."""
        signs = self._platform.catalogue(customer).signs
        filed = self._barred(customer) or signs.get(id_)
        if filed is None:
            return Refusal(Reason.SIGN_UNKNOWN, f"customer {customer} has no signature {id_}")
        if isinstance(filed, Refusal):
            return filed
        if not filed.changeable:
            return Refusal(Reason.SIGN_APPROVED, f"signature {id_} is approved: it can be deleted, not changed")
        application = _elsewhere(filed.reach, form.international) or self._sign(customer, form, filed.application)
        if isinstance(application, Refusal):
            return application
        refusal = _again(application, (each for each in signs.values() if each is not filed))
        if refusal:
            return refusal
        filed.application = application
        self._reviews.begin(customer, filed, now)
        return filed

    def add_template(self, customer: str, form: TemplateForm, now: Instant) -> FiledTemplate | Refusal:
        """It is on file and in review; or why not."""
        catalogue = self._platform.catalogue(customer)
        application = self._barred(customer) or self._template(customer, form, TemplateApplication(form.text))
        if isinstance(application, Refusal):
            return application
        if not catalogue.signs:
            return Refusal(Reason.SIGN_FIRST, f"customer {customer} has no signature, which comes before templates")
        refusal = _full(catalogue.templates, TEMPLATES_MAX, Reason.TEMPLATES_TOO_MANY, "templates")
        if refusal:
            return refusal
        filed = catalogue.file_template(application, now)
        self._reviews.begin(customer, filed, now)
        return filed

    def change_template(self, customer: str, id_: int, form: TemplateForm, now: Instant) -> FiledTemplate | Refusal:
        """It goes to review once more; or why not."""
        filed = self._barred(customer) or self._platform.catalogue(customer).templates.get(id_)
        if filed is None:
            return Refusal(Reason.TEMPLATE_NOT_FOUND, f"customer {customer} has no template {id_}")
        if isinstance(filed, Refusal):
            return filed
        if not filed.changeable:
            return Refusal(Reason.TEMPLATE_APPROVED, f"template {id_} is approved: it can be deleted, not changed")
        application = _elsewhere(filed.reach, form.international) or self._template(customer, form, filed.application)
        if isinstance(application, Refusal):
            return application
        filed.application, filed.kind = application, ticked(application)
        self._reviews.begin(customer, filed, now)
        return filed

    def delete_signs(self, customer: str, ids: Iterable[int]) -> Refusal | None:
        """They are gone; or why not, and then all are still there."""
        return self._barred(customer) or self._delete(customer, self._platform.catalogue(customer).signs, set(ids), Reason.SIGN_UNKNOWN)

    def delete_templates(self, customer: str, ids: Iterable[int]) -> Refusal | None:
        """They are gone; or why not, and then all are still there."""
        templates = self._platform.catalogue(customer).templates
        return self._barred(customer) or self._delete(customer, templates, set(ids), Reason.TEMPLATE_NOT_FOUND)

    def qualification(self, customer: str, sign: FiledSign) -> Qualification | None:
        """The proof of who the customer is that a signature for the mainland refers to."""
        known = self._platform.customer(customer).qualifications
        return next((each for each in known if each.id == sign.application.qualification and sign.reach is Reach.MAINLAND), None)

    def _barred(self, customer: str) -> Refusal | None:
        if self._individuals or self._platform.customer(customer).enterprise:
            return None
        return Refusal(Reason.NOT_ENTERPRISE, f"customer {customer} is an individual, and these interfaces are for enterprises")

    def _sign(self, customer: str, form: SignForm, was: SignApplication) -> SignApplication | Refusal:
        """The form over what was on file. Where the front asks for no qualification, the first approved one is meant."""
        owner = self._platform.customer(customer)
        said = _said(form)
        if wordy := _wordy(said):
            return wordy
        for name in ("proof", "commission"):
            picture = pictures.read(said.pop(name, ""))
            if isinstance(picture, Refusal):
                return picture
            if picture is not None:
                said[name] = picture
        if form.kind is None and was.qualification is None:
            said["qualification"] = next((each.id for each in owner.qualifications if each.approved), None)
        application = replace(was, **said)
        return signature.objection(application, owner, self._platform.settings) or application

    def _template(self, customer: str, form: TemplateForm, was: TemplateApplication) -> TemplateApplication | Refusal:
        said = _said(form)
        if wordy := _wordy(said):
            return wordy
        application = replace(was, **said)
        return template.objection(application, self._platform.customer(customer), self._platform.settings) or application

    def _delete(self, customer: str, shelf: dict[int, Paper], ids: set[int], unknown: Reason) -> Refusal | None:
        missing = sorted(ids - shelf.keys())
        if missing:
            return Refusal(unknown, f"customer {customer} has none of the number {missing[0]}")
        for id_ in ids:
            self._reviews.forget(customer, shelf.pop(id_))
        return None


def _said(form: SignForm | TemplateForm) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(form).items() if value is not None}


def _wordy(said: dict[str, Any]) -> Refusal | None:
    """What is said to people about an application has a limit."""
    name = next((name for name in ("title", "remark") if len(said.get(name, "")) > WORDS_MAX), None)
    return None if name is None else Refusal(Reason.REQUEST_MALFORMED, f"the {name} has more than {WORDS_MAX} characters")


def _sorted(shelf: dict[int, Paper]) -> list[Paper]:
    return [shelf[id_] for id_ in sorted(shelf)]


def _full(shelf: dict[int, Paper], most: int, reason: Reason, what: str) -> Refusal | None:
    return Refusal(reason, f"there are {len(shelf)} {what} on file, which is the most there may be") if len(shelf) >= most else None


def _elsewhere(reach: Reach, international: int | None) -> Refusal | None:
    """What is on file stays where it is for."""
    if international is None or reach.covers(abroad=international == 1):
        return None
    return Refusal(Reason.INTERNATIONAL_INVALID, f"international cannot be changed to {international}")


def _again(application: SignApplication, others: Iterable[FiledSign]) -> Refusal | None:
    """The same text for the same part of the world is on file already; one that was refused does not count."""
    for other in others:
        if other.text == application.text and other.reach.covers(abroad=application.international == 1):
            if other.status is Status.IN_REVIEW:
                return Refusal(Reason.SIGN_PENDING, f"{application.text} is in review already, as signature {other.id}")
            if other.status is not Status.REFUSED:
                return Refusal(Reason.SIGN_APPROVED, f"{application.text} is approved already, as signature {other.id}")
    return None
