"""Who may hand in what, how many, and what may be changed. Plain calls; the fronts' tests show the same over the wire."""

from typing import Any

import pytest
from msgspec.structs import replace

from simulator.desk.desk import Desk
from simulator.desk.filing import FiledSign, FiledTemplate, SignForm, Status, TemplateForm
from simulator.ledger import Ledger
from simulator.platform.catalogue import NUMBERED_FROM
from simulator.platform.customers import PlatformSettings, Qualification, Rules
from simulator.platform.platform import DEFAULT, Platform
from simulator.platform.settings import default_apps
from simulator.refusals import Reason, Refusal
from tests.fronts.papers import BANNED, PARCEL, PICTURE, SALE
from tests.road import HOUR, NINE

WHO = "default"
SIGN = SignForm("云上书店", proof=PICTURE)
TEMPLATE = TemplateForm(PARCEL, 0)


def desk(*, rules: Rules = Rules.OF_2024, signs: bool = True, **customer: Any) -> Desk:
    (owner,) = DEFAULT.customers
    settings: PlatformSettings = replace(DEFAULT, rules=rules, customers=(replace(owner, **customer),))
    apps = [app if signs else replace(app, signs=()) for app in default_apps()]
    return Desk(Platform(apps, settings), Ledger())


def sign(counter: Desk, form: SignForm = SIGN) -> FiledSign:
    filed = counter.filing.add_sign(WHO, form, NINE)
    assert isinstance(filed, FiledSign), filed
    return filed


def template(counter: Desk, form: TemplateForm = TEMPLATE) -> FiledTemplate:
    filed = counter.filing.add_template(WHO, form, NINE)
    assert isinstance(filed, FiledTemplate), filed
    return filed


def why(answer: object) -> Reason | None:
    return answer.reason if isinstance(answer, Refusal) else None


def judged(counter: Desk) -> None:
    while counter.reviews.act(NINE + 2 * HOUR, 100):
        pass


def test_the_fiftieth_signature_is_the_last() -> None:
    """The settings' own counts, so do refused ones; a deleted one makes room."""
    counter = desk()
    filed = [sign(counter, SignForm(f"测试{n:02}")) for n in range(49)]
    assert why(counter.filing.add_sign(WHO, SIGN, NINE)) is Reason.SIGNS_TOO_MANY
    judged(counter)
    assert {each.status for each in filed} == {Status.REFUSED}
    assert why(counter.filing.add_sign(WHO, SIGN, NINE)) is Reason.SIGNS_TOO_MANY
    assert counter.filing.delete_signs(WHO, [filed[0].id]) is None
    assert sign(counter).id == NUMBERED_FROM + 50


def test_the_two_hundredth_template_is_the_last() -> None:
    """The settings' four count."""
    counter = desk()
    filed = [template(counter) for _ in range(196)]
    assert why(counter.filing.add_template(WHO, TEMPLATE, NINE)) is Reason.TEMPLATES_TOO_MANY
    assert counter.filing.delete_templates(WHO, [filed[-1].id, 1009]) is None
    assert [template(counter).id - filed[-1].id for _ in range(2)] == [1, 2]
    assert why(counter.filing.add_template(WHO, TEMPLATE, NINE)) is Reason.TEMPLATES_TOO_MANY


def test_a_signature_comes_before_templates() -> None:
    """One in review is enough."""
    counter = desk(signs=False)
    assert why(counter.filing.add_template(WHO, TEMPLATE, NINE)) is Reason.SIGN_FIRST
    sign(counter)
    assert template(counter).status is Status.IN_REVIEW


def test_individuals_have_no_counter() -> None:
    """Not even to look."""
    filing = desk(enterprise=False).filing
    answers = [
        filing.signs(WHO),
        filing.templates(WHO),
        filing.add_sign(WHO, SIGN, NINE),
        filing.change_sign(WHO, 1, SIGN, NINE),
        filing.delete_signs(WHO, [1]),
        filing.add_template(WHO, TEMPLATE, NINE),
        filing.change_template(WHO, 1009, TEMPLATE, NINE),
        filing.delete_templates(WHO, [1009]),
    ]
    assert {why(answer) for answer in answers} == {Reason.NOT_ENTERPRISE}


def test_what_is_approved_cannot_be_changed() -> None:
    """It can be deleted."""
    counter = desk()
    assert why(counter.filing.change_sign(WHO, 1, SIGN, NINE)) is Reason.SIGN_APPROVED
    assert why(counter.filing.change_template(WHO, 1001, TEMPLATE, NINE)) is Reason.TEMPLATE_APPROVED
    assert counter.filing.delete_signs(WHO, [1]) is counter.filing.delete_templates(WHO, [1001, 1002]) is None
    assert (counter.filing.signs(WHO), [each.id for each in counter.filing.templates(WHO)]) == ([], [1003, 1009])


def test_what_is_in_review_or_refused_can_be_changed() -> None:
    """It keeps its number, and what the form leaves out stays as it was."""
    counter = desk()
    filed = template(counter, TemplateForm(BANNED, 0, title="贷款", remark="why"))
    judged(counter)
    assert (filed.status, filed.reply != "") == (Status.REFUSED, True)
    assert counter.filing.change_template(WHO, filed.id, TemplateForm(SALE, 1, remark="特价"), NINE + 2 * HOUR) is filed
    assert (filed.status, filed.reply, filed.replied_at, int(filed.kind)) == (Status.IN_REVIEW, "", None, 1)
    assert (filed.application.title, filed.application.remark, filed.text) == ("贷款", "特价", SALE)


def test_a_signature_may_be_handed_in_once_more_as_it_is() -> None:
    """With another remark, say: it is not in its own way."""
    counter = desk()
    filed = sign(counter)
    assert counter.filing.change_sign(WHO, filed.id, replace(SIGN, remark="店名"), NINE) is filed
    assert filed.application.remark == "店名"


def test_a_changed_signature_keeps_its_picture() -> None:
    """One that comes replaces it."""
    counter = desk()
    filed = sign(counter)
    assert counter.filing.change_sign(WHO, filed.id, SignForm("山间书店"), NINE) is filed
    assert (filed.text, filed.application.proof is not None) == ("山间书店", True)
    assert why(counter.filing.change_sign(WHO, filed.id, SignForm("山间书店", proof="!"), NINE)) is Reason.IMAGE_INVALID


def test_what_is_nobodys_cannot_be_changed_or_deleted() -> None:
    """And where one number of several is unknown, all stay."""
    filing = desk().filing
    assert why(filing.change_sign(WHO, 9, SIGN, NINE)) is why(filing.delete_signs(WHO, [1, 9])) is Reason.SIGN_UNKNOWN
    assert why(filing.change_template(WHO, 9, TEMPLATE, NINE)) is why(filing.delete_templates(WHO, [1001, 9])) is Reason.TEMPLATE_NOT_FOUND
    assert (len(filing.signs(WHO)), len(filing.templates(WHO))) == (1, 4)


def test_the_same_signature_is_not_taken_again() -> None:
    """Not while it is in review, nor once it is approved; refused, or for the other part of the world, it is another."""
    counter = desk()
    filed = sign(counter)
    assert why(counter.filing.add_sign(WHO, SIGN, NINE)) is Reason.SIGN_PENDING
    sign(counter, replace(SIGN, international=1))
    judged(counter)
    assert (filed.status, why(counter.filing.add_sign(WHO, SIGN, NINE))) == (Status.APPROVED, Reason.SIGN_APPROVED)
    assert why(counter.filing.add_sign(WHO, SignForm("示例科技", proof=PICTURE, international=1), NINE)) is Reason.SIGN_APPROVED
    refused = sign(counter, SignForm("测试"))
    judged(counter)
    again = sign(counter, SignForm("测试"))
    assert (refused.status, again.status) == (Status.REFUSED, Status.IN_REVIEW)
    assert why(counter.filing.change_sign(WHO, refused.id, SIGN, NINE)) is Reason.SIGN_APPROVED


def test_what_is_for_one_part_of_the_world_stays_so() -> None:
    """Saying the same again is no change."""
    counter = desk()
    mainland, abroad = template(counter), template(counter, replace(TEMPLATE, text="Your code is {1}.", international=1))
    change = counter.filing.change_template
    assert why(change(WHO, mainland.id, replace(TEMPLATE, international=1), NINE)) is Reason.INTERNATIONAL_INVALID
    assert why(change(WHO, abroad.id, replace(TEMPLATE, international=0), NINE)) is Reason.INTERNATIONAL_INVALID
    assert change(WHO, mainland.id, replace(TEMPLATE, international=0), NINE) is mainland
    filed = sign(counter)
    assert why(counter.filing.change_sign(WHO, filed.id, replace(SIGN, international=1), NINE)) is Reason.INTERNATIONAL_INVALID


QUALIFICATIONS = (Qualification(7, "a", approved=False), Qualification(8, "b"))
CLOUD = SignForm("云上书店", kind=0, document=0, purpose=0, proof=PICTURE)
WANTED = [
    (Rules.OF_2024, CLOUD, None),
    (Rules.CURRENT, CLOUD, Reason.QUALIFICATION_UNKNOWN),
    (Rules.CURRENT, replace(CLOUD, qualification=9), Reason.QUALIFICATION_UNKNOWN),
    (Rules.CURRENT, replace(CLOUD, qualification=7), Reason.QUALIFICATION_NOT_APPROVED),
    (Rules.CURRENT, replace(CLOUD, qualification=8), None),
    (Rules.CURRENT, replace(CLOUD, international=1), None),
    (Rules.CURRENT, SIGN, None),
]


@pytest.mark.parametrize(("rules", "form", "reason"), WANTED)
def test_signatures_for_the_mainland_refer_to_a_qualification(rules: Rules, form: SignForm, reason: Reason | None) -> None:
    """By the current rules; where the interface has no field for it, the first approved one is meant."""
    counter = desk(rules=rules, qualifications=QUALIFICATIONS)
    assert why(counter.filing.add_sign(WHO, form, NINE)) is reason


def test_a_signatures_qualification_is_told() -> None:
    """For the mainland only, and where it has one."""
    counter = desk(qualifications=QUALIFICATIONS)
    told = [sign(counter, replace(CLOUD, text=text, qualification=id_)) for text, id_ in (("甲子书店", 8), ("乙丑书店", None))]
    abroad = sign(counter, replace(CLOUD, qualification=8, international=1))
    assert [counter.filing.qualification(WHO, each) for each in (*told, abroad)] == [QUALIFICATIONS[1], None, None]


WRONG = [
    (TemplateForm("", 0), Reason.TEMPLATE_MALFORMED),
    (TemplateForm("{2}您好，请查收。", 0), Reason.TEMPLATE_MALFORMED),
    (TemplateForm(PARCEL, 9), Reason.KIND_INVALID),
    (TemplateForm(PARCEL, 0, international=2), Reason.INTERNATIONAL_INVALID),
    (TemplateForm("会员日全场五折", 1), Reason.TEMPLATE_NO_OPT_OUT),
]


@pytest.mark.parametrize(("form", "reason"), WRONG)
def test_what_no_reviewer_gets_to_see(form: TemplateForm, reason: Reason) -> None:
    """It is refused at once, handed in or changed, and nothing is on file or changed."""
    counter = desk()
    before = template(counter).application
    assert why(counter.filing.add_template(WHO, form, NINE)) is why(counter.filing.change_template(WHO, 1_000_001, form, NINE)) is reason
    assert [each.application for each in counter.filing.templates(WHO)][4:] == [before]


def test_a_signature_that_no_reviewer_gets_to_see() -> None:
    """Thirteen characters are too many on the mainland, and fifteen fit abroad."""
    counter = desk()
    long = "云上书店云上书店云上书店云"
    assert why(counter.filing.add_sign(WHO, SignForm(long, proof=PICTURE), NINE)) is Reason.SIGN_TOO_LONG
    assert sign(counter, SignForm(long, proof=PICTURE, international=1)).text == long


@pytest.mark.parametrize("name", ["title", "remark"])
def test_what_is_said_about_an_application_has_a_limit(name: str) -> None:
    """A thousand characters are taken, in a change as well as at first."""
    counter = desk()
    filed = template(counter, replace(TEMPLATE, **{name: "好" * 1_000}))
    long = replace(TEMPLATE, **{name: "好" * 1_001})
    assert why(counter.filing.add_template(WHO, long, NINE)) is Reason.REQUEST_MALFORMED
    assert why(counter.filing.change_template(WHO, filed.id, long, NINE)) is Reason.REQUEST_MALFORMED
    assert why(counter.filing.add_sign(WHO, replace(SIGN, remark="好" * 1_001), NINE)) is Reason.REQUEST_MALFORMED
