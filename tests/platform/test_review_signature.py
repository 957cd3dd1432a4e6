"""The review of signatures: what the interface refuses at once, and what the reviewer finds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.platform.customers import Customer, PlatformSettings, Qualification, Rules
from simulator.platform.review.applications import Document, Purpose, SignApplication, SignKind
from simulator.platform.review.pictures import Picture
from simulator.platform.review.signature import DOCUMENTS, judge, objection
from simulator.refusals import Reason

PICTURE = Picture("jpg", 1_000)
COMPANY = Customer(qualifications=(Qualification(1), Qualification(2, approved=False)))
PERSON = Customer(enterprise=False)
OF_2024, CURRENT = PlatformSettings(), PlatformSettings(rules=Rules.CURRENT)
SETTINGS = {Rules.OF_2024: OF_2024, Rules.CURRENT: CURRENT}


def application(text: str = "云杉科技", **fields: Any) -> SignApplication:
    given = {"kind": SignKind.COMPANY, "document": Document.BUSINESS_LICENCE, "proof": PICTURE}
    return SignApplication(text, **(given | fields))


def rule(asked: SignApplication, customer: Customer = COMPANY, settings: PlatformSettings = OF_2024) -> str:
    """The rule under which it is refused, `` for approved; a refusal has its sentence, an approval none."""
    verdict = judge(asked, customer, settings)
    assert verdict.approved is (not verdict.reply)
    return verdict.rule


def reason(asked: SignApplication, settings: PlatformSettings = OF_2024) -> Reason | None:
    refused = objection(asked, COMPANY, settings)
    return refused.reason if refused else None


def test_a_company_signs_with_its_name() -> None:
    """A name, a licence and its picture are all that is needed."""
    assert objection(application(), COMPANY, OF_2024) is None
    assert rule(application()) == ""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(application(international=2), Reason.INTERNATIONAL_INVALID, id="neither here nor abroad"),
        pytest.param(application(" "), Reason.REQUEST_MALFORMED, id="blank"),
        pytest.param(application("云" * 12), None, id="12 characters"),
        pytest.param(application("云" * 13), Reason.SIGN_TOO_LONG, id="13 characters"),
        pytest.param(application("c" * 13, international=1), None, id="13 characters abroad"),
        pytest.param(application("c" * 16, international=1), Reason.SIGN_TOO_LONG, id="16 characters abroad"),
        pytest.param(application(kind=7), Reason.DOCUMENT_INVALID, id="no kind"),
        pytest.param(application(document=9), Reason.DOCUMENT_INVALID, id="no document"),
        pytest.param(application(purpose=2), Reason.PURPOSE_INVALID, id="no purpose"),
        pytest.param(application(qualification=5), None, id="qualifications are not of 2024"),
        pytest.param(SignApplication("云杉科技"), None, id="the v5 API asks for little"),
    ],
)
def test_what_the_interface_refuses(asked: SignApplication, wanted: Reason | None) -> None:
    """What is out of range is refused at once."""
    assert reason(asked) is wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(application(qualification=1), None, id="approved"),
        pytest.param(application(qualification=2), Reason.QUALIFICATION_NOT_APPROVED, id="not approved"),
        pytest.param(application(qualification=3), Reason.QUALIFICATION_UNKNOWN, id="unknown"),
        pytest.param(application(), Reason.QUALIFICATION_UNKNOWN, id="none"),
        pytest.param(application(international=1), None, id="none, abroad"),
    ],
)
def test_current_rules_want_a_qualification(asked: SignApplication, wanted: Reason | None) -> None:
    """A signature for the mainland refers to an approved one of the customer's; abroad none is asked for."""
    assert reason(asked, CURRENT) is wanted


@pytest.mark.parametrize(
    ("text", "international", "refused"),
    [
        pytest.param("云", 0, True, id="one character"),
        pytest.param("云杉", 0, False, id="two"),
        pytest.param("云杉K2", 0, False, id="letters and digits"),
        pytest.param("云杉-科技", 0, True, id="a hyphen"),
        pytest.param("云杉 科技", 0, True, id="a blank"),
        pytest.param("【云杉】", 0, True, id="brackets"),
        pytest.param("ｓｐｒｕｃｅ", 0, True, id="full-width letters"),
        pytest.param("Ёлка", 0, True, id="another alphabet"),
        pytest.param("𠮷野云杉", 0, False, id="a rare Chinese character"),
        pytest.param("Spruce & Co", 1, False, id="abroad, blank and sign"),
        pytest.param("[Spruce]", 1, True, id="abroad, brackets"),
        pytest.param("Spruce\n", 1, True, id="abroad, a line break"),
        pytest.param("S", 1, True, id="abroad, one character"),
    ],
)
def test_length_and_characters(text: str, international: int, refused: bool) -> None:
    """On the mainland Chinese and English letters and digits, at least two; abroad anything that can be shown, without brackets."""
    assert (rule(application(text, international=international)) == "sign/format") is refused


@pytest.mark.parametrize(
    "text", ["测试", "会议通知", "短信验证码", "TEST", "test01", "测试2024", "aabb", "xxxx", "abcd", "10086", "平台客服"]
)
def test_a_name_of_nobody(text: str) -> None:
    """Words that anybody could sign with, digits only and letters without sense are refused as neutral, and the answer says so."""
    verdict = judge(application(text), COMPANY, OF_2024)
    assert verdict.rule == "sign/neutral"
    assert verdict.reply.startswith("中性化签名")


@pytest.mark.parametrize("text", ["云杉会议通知", "测云科技", "otto", "K11购物", "36氪", "通知云", "Spruce"])
def test_a_name_of_somebody(text: str) -> None:
    """A word that names somebody makes the whole name somebody's."""
    assert rule(application(text)) == ""


PAIRS = {
    Rules.OF_2024: {0: {0, 1, 2, 3}, 1: {0, 1, 2, 3, 4}, 2: {0, 1, 2, 3, 5}, 3: {0, 1, 2, 3, 8}, 4: {7}, 5: {2, 3}, 6: {0, 1, 2, 3, 6}},
    Rules.CURRENT: {0: {0, 1}, 4: {7}, 5: {2, 3}},
}


@pytest.mark.parametrize("rules", list(Rules))
def test_each_kind_wants_its_documents(rules: Rules) -> None:
    """Every kind with every document, on the mainland: exactly the published pairs pass, all others are refused for their document."""
    found = {
        (kind, document): rule(application(kind=kind, document=document), settings=SETTINGS[rules])
        for kind in range(7)
        for document in range(9)
    }
    assert {pair for pair, refused in found.items() if not refused} == {
        (kind, each) for kind, those in PAIRS[rules].items() for each in those
    }
    assert set(found.values()) == {"", "sign/documents"}


def test_an_app_can_still_sign_abroad() -> None:
    """By the current rules the name of an app is no signature on the mainland any more; abroad it is."""
    asked = application(kind=SignKind.APP, document=Document.APP_BACK_OFFICE, international=1)
    assert rule(asked, settings=CURRENT) == ""
    assert SignKind.APP in DOCUMENTS[Rules.CURRENT]


@pytest.mark.parametrize("asked", [application(proof=None), SignApplication("云杉科技"), application(document=None)])
def test_a_missing_proof(asked: SignApplication) -> None:
    """Without its picture, or without saying what the picture is of, nothing is proved."""
    assert rule(asked) == "sign/documents"


def test_where_kinds_are_not_asked_for() -> None:
    """The v5 API hands in a text and a picture, and that is enough."""
    assert rule(SignApplication("云杉科技", proof=PICTURE)) == ""


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({}, "sign/entrusted", id="no power of attorney"),
        pytest.param({"commission": PICTURE}, "", id="a company entrusts"),
        pytest.param({"commission": PICTURE, "kind": SignKind.TRADEMARK, "document": Document.TRADEMARK_CERTIFICATE}, "", id="a trademark"),
        pytest.param(
            {"commission": PICTURE, "kind": SignKind.APP, "document": Document.APP_BACK_OFFICE}, "sign/entrusted", id="a person's app"
        ),
        pytest.param({"commission": PICTURE, "kind": SignKind.APP}, "", id="a company's app"),
        pytest.param({"commission": PICTURE, "proof": None}, "sign/documents", id="nothing shows who entrusts"),
    ],
)
@pytest.mark.parametrize("customer", [COMPANY, PERSON])
def test_signing_for_others(customer: Customer, fields: dict[str, Any], wanted: str) -> None:
    """Companies and institutions entrust companies or persons, with a power of attorney and their own licence; persons entrust nobody."""
    assert rule(application(purpose=Purpose.OTHERS, **fields), customer) == wanted


@pytest.mark.parametrize(
    ("kind", "document", "wanted"),
    [
        pytest.param(SignKind.APP, Document.APP_BACK_OFFICE, "", id="an app"),
        pytest.param(SignKind.SITE, Document.SITE_FILING, "", id="a site"),
        pytest.param(SignKind.OFFICIAL_ACCOUNT, Document.ACCOUNT_SETTINGS, "", id="an account"),
        pytest.param(SignKind.MINI_PROGRAM, Document.MINI_PROGRAM_SETTINGS, "", id="a mini program"),
        pytest.param(SignKind.APP, Document.BUSINESS_LICENCE, "sign/documents", id="a licence"),
        pytest.param(SignKind.COMPANY, Document.BUSINESS_LICENCE, "sign/entrusted", id="a company"),
        pytest.param(SignKind.TRADEMARK, Document.TRADEMARK_CERTIFICATE, "sign/entrusted", id="a trademark"),
        pytest.param(SignKind.INSTITUTION, Document.SOCIAL_CREDIT_CODE, "sign/entrusted", id="an institution"),
    ],
)
def test_what_a_person_signs_with(kind: SignKind, document: Document, wanted: str) -> None:
    """Apps, sites and accounts of the person's own, shown as such."""
    assert rule(application(kind=kind, document=document), PERSON) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        pytest.param({"kind": SignKind.APP, "remark": "应用尚未上线，先做联调"}, "sign/unreleased-product", id="an app"),
        pytest.param({"kind": SignKind.SITE, "remark": "Coming soon"}, "sign/unreleased-product", id="a site"),
        pytest.param({"kind": SignKind.COMPANY, "remark": "应用尚未上线，先做联调"}, "", id="its company"),
        pytest.param({"kind": SignKind.APP, "remark": "已在应用市场上线"}, "", id="once it is released"),
        pytest.param({"kind": None, "remark": "小程序即将上线"}, "sign/unreleased-product", id="no kind"),
        pytest.param({"kind": None, "remark": "产品没上线，用公司名"}, "", id="no kind, a company's name"),
    ],
)
def test_a_product_that_is_not_on_the_market(fields: dict[str, Any], wanted: str) -> None:
    """A product signs once it is released; until then its company does."""
    assert rule(application(**fields)) == wanted


@given(st.text(), st.text(max_size=2_000), st.integers(0, 1), st.sampled_from(list(SignKind)))
def test_any_text_gets_an_answer(text: str, remark: str, international: int, kind: SignKind) -> None:
    """Whatever is handed in, interface and reviewer have an answer to it."""
    asked = application(text, international=international, kind=kind, remark=remark)
    for settings in SETTINGS.values():
        objection(asked, COMPANY, settings)
        rule(asked, PERSON, settings)
