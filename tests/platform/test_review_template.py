"""The review of templates: what the interface refuses at once, and what the reviewer finds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Kind
from simulator.platform.customers import Customer, PlatformSettings, Reviewing, Rules
from simulator.platform.review.applications import TemplateApplication, TemplateKind
from simulator.platform.review.template import CHARACTERS_MAX, judge, objection
from simulator.platform.settings import default_apps
from simulator.refusals import Reason

COMPANY, PERSON = Customer(), Customer(enterprise=False)
OF_2024, CURRENT = PlatformSettings(), PlatformSettings(rules=Rules.CURRENT)
SETTINGS = {Rules.OF_2024: OF_2024, Rules.CURRENT: CURRENT}
CODE = "登录验证码{1}，{2}分钟内输入有效。"
OFFER = "云杉会员周末全场八折，回复TD退订"


def application(text: str = CODE, **fields: Any) -> TemplateApplication:
    return TemplateApplication(text, **fields)


def reason(asked: TemplateApplication, customer: Customer = COMPANY, settings: PlatformSettings = OF_2024) -> Reason | None:
    refused = objection(asked, customer, settings)
    return refused.reason if refused else None


def rule(asked: TemplateApplication, customer: Customer = COMPANY, settings: PlatformSettings = OF_2024) -> str:
    """The rule under which it is refused, `` for approved; a refusal has its sentence, an approval none."""
    verdict = judge(asked, customer, settings)
    assert verdict.approved is (not verdict.reply)
    return verdict.rule


@pytest.mark.parametrize("text", [template.text for app in default_apps() for template in app.templates])
def test_the_default_worlds_templates_pass(text: str) -> None:
    """What every newcomer begins with would be approved."""
    international = int(text.isascii())
    assert reason(application(text, international=international)) is None
    assert rule(application(text, international=international)) == ""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(application(international=3), Reason.INTERNATIONAL_INVALID, id="neither here nor abroad"),
        pytest.param(application(kind=4), Reason.KIND_INVALID, id="no kind"),
        pytest.param(application(""), Reason.TEMPLATE_MALFORMED, id="empty"),
        pytest.param(application("云" * (CHARACTERS_MAX + 1)), Reason.TEMPLATE_MALFORMED, id="too long"),
        pytest.param(application("云" * CHARACTERS_MAX), None, id="as long as may be"),
        pytest.param(application("【云杉】您好"), Reason.TEMPLATE_MALFORMED, id="a signature"),
        pytest.param(application("取件码｛1｝"), Reason.TEMPLATE_MALFORMED, id="full-width braces"),
        pytest.param(application("取件码{１}"), Reason.TEMPLATE_MALFORMED, id="a full-width digit"),
        pytest.param(application("取件码{code}"), Reason.TEMPLATE_MALFORMED, id="a name"),
        pytest.param(application("取件码{1"), Reason.TEMPLATE_MALFORMED, id="an open brace"),
        pytest.param(application("取件码{2}"), Reason.TEMPLATE_MALFORMED, id="from 2"),
        pytest.param(application("取件码{0}"), Reason.TEMPLATE_MALFORMED, id="from 0"),
        pytest.param(application("{1}的取件码{3}"), Reason.TEMPLATE_MALFORMED, id="a gap"),
        pytest.param(application("{1}的取件码{2}，{1}亲启"), None, id="one twice"),
        pytest.param(application("云杉会员全场八折", kind=TemplateKind.MARKETING), Reason.TEMPLATE_NO_OPT_OUT, id="no opt-out"),
        pytest.param(application(OFFER, kind=TemplateKind.MARKETING), None, id="an opt-out"),
        pytest.param(application("云杉会员全场八折"), None, id="marketing that was ticked as none"),
        pytest.param(application("Sale", kind=TemplateKind.MARKETING, international=1), None, id="no opt-out, abroad"),
    ],
)
def test_what_the_interface_refuses(asked: TemplateApplication, wanted: Reason | None) -> None:
    """What is out of range or badly formed is refused at once; what the words mean is not asked yet."""
    assert reason(asked) is wanted


def test_individuals_have_no_marketing_templates() -> None:
    """One that is ticked as marketing is refused at once; one that is not, by the reviewer."""
    assert reason(application(OFFER, kind=TemplateKind.MARKETING), PERSON) is Reason.TEMPLATE_MARKETING_INDIVIDUAL
    assert reason(application(OFFER), PERSON) is None
    assert rule(application(OFFER), PERSON) == "template/marketing-opt-out"


@pytest.mark.parametrize("text", ["预约ABC已确认", "预约ａｂｃ已确认"])
def test_the_platforms_words(text: str) -> None:
    """A word that the platform does not take anywhere is not taken in a template, whatever its width and case."""
    assert reason(application(text), settings=PlatformSettings(words=("abc",))) is Reason.TEMPLATE_WORDS
    assert reason(application(text)) is None


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(application(kind=TemplateKind.CODE), None, id="a code"),
        pytest.param(application(), None, id="a code, kinds of old"),
        pytest.param(application("订单{1}已发货"), Reason.TEMPLATE_VARIABLES, id="a notification, kinds of old"),
        pytest.param(application(kind=TemplateKind.NOTIFICATION), Reason.TEMPLATE_VARIABLES, id="a notification"),
        pytest.param(application("订单已发货", kind=TemplateKind.NOTIFICATION), None, id="a notification without"),
        pytest.param(application("{1}折，拒收请回复R", kind=TemplateKind.MARKETING), Reason.TEMPLATE_VARIABLES, id="marketing"),
        pytest.param(application("Parcel {1} is here", kind=TemplateKind.NOTIFICATION, international=1), None, id="abroad"),
        pytest.param(application(OFFER, kind=TemplateKind.MARKETING), Reason.TEMPLATE_NO_OPT_OUT, id="an opt-out of old"),
        pytest.param(application("全场八折，拒收请回复R", kind=TemplateKind.MARKETING), None, id="an opt-out of today"),
    ],
)
def test_current_rules(asked: TemplateApplication, wanted: Reason | None) -> None:
    """On the mainland only codes have variables, and one form of opting out counts."""
    assert reason(asked, settings=CURRENT) is wanted


def test_the_reason_names_the_industry() -> None:
    """The answer says which sort of text is not carried."""
    verdict = judge(application("云杉物流招聘司机"), COMPANY, OF_2024)
    assert (verdict.rule, verdict.reply) == ("template/banned-industry", "暂不支持发送招聘面试类短信")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("{1}，{2}！", "template/variables", id="variables and marks"),
        pytest.param("{1}{2}", "template/variables", id="variables alone"),
        pytest.param("会议于{1}{2}在云杉大厦举行", "", id="side by side"),
        pytest.param("年费¥99已到账，感谢支持", "template/symbols", id="a currency sign"),
        pytest.param("生日快乐^_^，云杉祝您安康", "template/symbols", id="a face"),
    ],
)
def test_what_a_text_may_consist_of(text: str, wanted: str) -> None:
    """Some words of its own, and no marks that phones show badly."""
    assert rule(application(text, remark="云杉内部会议通知")) == wanted


@pytest.mark.parametrize(("text", "wanted"), [("Order {1} {2} shipped", "template/variables"), ("Order {1} of {2} shipped", "")])
def test_variables_side_by_side(text: str, wanted: str) -> None:
    """By the current rules some text stands between two of them."""
    assert rule(application(text, international=1), settings=CURRENT) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        pytest.param(
            application("登录口令{1}，请勿告诉他人", kind=TemplateKind.CODE), "template/kind-by-content", id="a code without its word"
        ),
        pytest.param(application("登录口令{1}，请勿告诉他人"), "", id="no code"),
        pytest.param(application("Your Code: {1}, keep it", kind=TemplateKind.CODE, international=1), "", id="abroad"),
        pytest.param(
            application("Your PIN: {1}, keep it", kind=TemplateKind.CODE, international=1), "template/kind-by-content", id="abroad, without"
        ),
        pytest.param(application("验证码{1}，全场八折，回复TD退订"), "template/kind-by-content", id="a code that sells"),
    ],
)
def test_codes_are_codes(asked: TemplateApplication, wanted: str) -> None:
    """A verification code says that it is one, and nothing else."""
    assert rule(asked) == wanted


@pytest.mark.parametrize("ticked", [TemplateKind.NORMAL, TemplateKind.MARKETING, TemplateKind.NOTIFICATION])
@pytest.mark.parametrize(("text", "found"), [(OFFER, Kind.MARKETING), (CODE, Kind.NORMAL), ("云杉会员全场八折", Kind.MARKETING)])
def test_the_kind_is_the_texts(text: str, found: Kind, ticked: TemplateKind) -> None:
    """Approved or not, the verdict says what the text is, whatever was ticked."""
    assert judge(application(text, kind=ticked), COMPANY, OF_2024).kind is found


@pytest.mark.parametrize(
    ("asked", "rules", "wanted"),
    [
        pytest.param(application(OFFER), Rules.OF_2024, "", id="says how"),
        pytest.param(application("云杉会员周末全场八折"), Rules.OF_2024, "template/marketing-opt-out", id="does not"),
        pytest.param(application(OFFER), Rules.CURRENT, "template/marketing-opt-out", id="says it as of old"),
        pytest.param(application("Members get 20% off", international=1), Rules.OF_2024, "", id="abroad"),
    ],
)
def test_marketing_says_how_to_opt_out(asked: TemplateApplication, rules: Rules, wanted: str) -> None:
    """Ticked or not, what sells on the mainland ends with a way out."""
    assert rule(asked, settings=SETTINGS[rules]) == wanted


LIVE = frozenset({"https://example.com/help", "http://t.cn/A6x"})


@pytest.mark.parametrize(
    ("link", "live", "wanted"),
    [
        pytest.param("http://example.com/{1}", frozenset(), "template/no-link-in-variable", id="a variable in it"),
        pytest.param("http://example.com/help", frozenset(), "", id="no list"),
        pytest.param("http://example.com/help/", LIVE, "", id="listed"),
        pytest.param("http://example.com/other", LIVE, "template/link-must-open", id="not listed"),
        pytest.param("http://t.cn/A6y", frozenset(), "template/link-must-open", id="short"),
        pytest.param("http://t.cn/A6x", LIVE, "", id="short and listed"),
    ],
)
def test_links(link: str, live: frozenset[str], wanted: str) -> None:
    """A link stands in the text as it is, and opens: where the scenario lists those that open, those; else all but short ones."""
    settings = PlatformSettings(reviewing=Reviewing(live_links=live))
    assert rule(application(f"云杉售后说明见{link}", remark="售后说明"), settings=settings) == wanted


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        pytest.param("您好", True, id="courtesies"),
        pytest.param("尊敬的用户，请注意查收{1}，谢谢！", True, id="courtesies around a variable"),
        pytest.param("取件码{1}", True, id="three letters"),
        pytest.param("您的取件码是{1}", False, id="four"),
        pytest.param("{1}订单{2}已到", True, id="two variables, four letters"),
        pytest.param("{1}您的订单{2}已经到达站点", False, id="two variables, enough about them"),
        pytest.param("{1}您的订单{2}已经到达{3}站点", True, id="a third variable"),
        pytest.param(
            "云杉快递提醒收件人{1}：从北京寄出的包裹{2}已经到达网点，请凭短信到前台{3}领取，晚上八点关门", False, id="three, explained"
        ),
    ],
)
def test_a_text_that_says_too_little_needs_a_remark(text: str, needed: bool) -> None:
    """Short, vague or mostly variables: then a remark says what it is for, and one of a letter or two does not."""
    assert (rule(application(text)) == "template/remark-needed") is needed
    assert (rule(application(text, remark="无。")) == "template/remark-needed") is needed
    assert rule(application(text, remark="快递到站提醒")) == ""


@given(st.text(), st.text(max_size=2_000), st.integers(0, 1), st.sampled_from(list(TemplateKind)))
def test_any_text_gets_an_answer(text: str, remark: str, international: int, kind: TemplateKind) -> None:
    """Whatever is handed in, interface and reviewer have an answer to it."""
    asked = application(text, international=international, kind=kind, remark=remark)
    for settings in SETTINGS.values():
        objection(asked, PERSON, settings)
        rule(asked, PERSON, settings)


@given(st.text("{}1｛回复td退订.a/贷加邀请注册折9 您好", min_size=1, max_size=12))
def test_hostile_text_costs_one_pass(piece: str) -> None:
    """Text that makes a pattern go back again and again is read as fast as any other."""
    long = piece * (20_000 // len(piece))
    asked = application(long, remark=long)
    objection(asked, COMPANY, PlatformSettings(words=("退订退订td", "aaaaab")))
    rule(asked)
