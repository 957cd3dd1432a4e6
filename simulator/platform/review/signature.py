"""The review of signatures. It sees the application and no picture: what a document shows, and whose name a name is, it takes on trust.

`objection` is what the interface refuses at once, `judge` what the reviewer finds hours later in what the interface took.
Source of the rules: the platform's standards for signatures, and the tables of AddSmsSign.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Final

from simulator.platform.customers import Customer, PlatformSettings, Rules
from simulator.platform.review.applications import Document, Purpose, SignApplication, SignKind, Verdict
from simulator.refusals import Reason, Refusal
from simulator.text.lexicon import normal

CHARACTERS_MIN: Final = 2
CHARACTERS_MAX: Final = {0: 12, 1: 15}
"""By `international`."""

_LICENCES: Final = frozenset({Document.THREE_IN_ONE, Document.BUSINESS_LICENCE, Document.ORGANISATION_CODE, Document.SOCIAL_CREDIT_CODE})
_INSTITUTIONS: Final = frozenset({Document.ORGANISATION_CODE, Document.SOCIAL_CREDIT_CODE})
_TRADEMARKS: Final = frozenset({Document.TRADEMARK_CERTIFICATE})
_PERSONAL: Final = frozenset({Document.APP_BACK_OFFICE, Document.SITE_FILING, Document.MINI_PROGRAM_SETTINGS, Document.ACCOUNT_SETTINGS})
"""Screens that show a person as the owner of an app, a site or an account."""

DOCUMENTS: Final[dict[Rules, dict[int, frozenset[Document]]]] = {
    Rules.OF_2024: {
        SignKind.COMPANY: _LICENCES,
        SignKind.APP: _LICENCES | {Document.APP_BACK_OFFICE},
        SignKind.SITE: _LICENCES | {Document.SITE_FILING},
        SignKind.OFFICIAL_ACCOUNT: _LICENCES | {Document.ACCOUNT_SETTINGS},
        SignKind.TRADEMARK: _TRADEMARKS,
        SignKind.INSTITUTION: _INSTITUTIONS,
        SignKind.MINI_PROGRAM: _LICENCES | {Document.MINI_PROGRAM_SETTINGS},
    },
    Rules.CURRENT: {
        SignKind.COMPANY: frozenset({Document.THREE_IN_ONE, Document.BUSINESS_LICENCE}),
        SignKind.APP: _LICENCES | {Document.APP_BACK_OFFICE},
        SignKind.TRADEMARK: _TRADEMARKS,
        SignKind.INSTITUTION: _INSTITUTIONS,
    },
}
"""Which documents prove which kind of signature; a kind that is missing was withdrawn."""

_ABROAD_ONLY: Final = frozenset({SignKind.APP})
"""By the current rules no longer taken for the mainland."""

PRODUCTS: Final = frozenset({SignKind.APP, SignKind.SITE, SignKind.OFFICIAL_ACCOUNT, SignKind.MINI_PROGRAM})
"""What has to be on the market before its name can sign; all that a person can sign with."""

NEUTRAL: Final = tuple(
    normal(word)
    for word in (
        *(
            "测试",
            "验证码",
            "校验码",
            "动态码",
            "通知",
            "短信",
            "消息",
            "信息",
            "提醒",
            "公告",
            "会议",
            "系统",
            "服务",
            "平台",
            "客服",
            "官方",
        ),
        *("公司", "学校", "医院", "网站", "商城", "商店", "用户", "会员", "注册", "登录", "签名", "个人", "我的", "账号", "订单", "物流"),
        *("test", "demo", "sms", "code", "verify", "notice", "message", "info", "service", "system", "admin", "user", "sign", "app"),
        *("qwerty", "qwer", "asdf", "hello", "xx"),
    )
)
"""Words that name nobody, as do texts that are made of nothing else."""

_UNRELEASED: Final = tuple(
    normal(words)
    for words in (
        *("未上线", "未上架", "未发布", "未上市", "没上线", "没上架", "没有上线", "没有上架", "没发布", "无法上架", "暂不上线"),
        *("即将上线", "即将上架", "即将发布", "即将上市", "准备上线", "待上线", "内测", "测试期", "测试阶段", "开发中"),
        *("unreleased", "not released", "not yet released", "not online", "coming soon"),
    )
)

Finding = Callable[[SignApplication, Customer, Rules], str]
"""What is wrong, as a sentence for the customer; `` for nothing."""


def objection(application: SignApplication, customer: Customer, settings: PlatformSettings) -> Refusal | None:
    """What the interface refuses at once; None: it is taken, and goes to review. Who may call the interface is not asked here.

    The codes have none for a kind of signature: a number that is none is refused as its document would be.
    """
    if application.international not in CHARACTERS_MAX:
        return Refusal(Reason.INTERNATIONAL_INVALID, f"international is 0 or 1, not {application.international}")
    most = CHARACTERS_MAX[application.international]
    if not application.text.strip():
        return Refusal(Reason.REQUEST_MALFORMED, "the signature is empty")
    if len(application.text) > most:
        return Refusal(Reason.SIGN_TOO_LONG, f"the signature has {len(application.text)} characters, at most {most} are taken")
    if application.kind is not None and application.kind not in list(SignKind):
        return Refusal(Reason.DOCUMENT_INVALID, f"there is no kind of signature {application.kind}")
    if application.document is not None and application.document not in list(Document):
        return Refusal(Reason.DOCUMENT_INVALID, f"there is no document {application.document}")
    if application.purpose not in list(Purpose):
        return Refusal(Reason.PURPOSE_INVALID, f"the purpose is 0 or 1, not {application.purpose}")
    wanted = settings.rules is Rules.CURRENT and not application.international
    return _objection_to_qualification(application.qualification, customer) if wanted else None


def judge(application: SignApplication, customer: Customer, settings: PlatformSettings) -> Verdict:
    """What the reviewer answers to an application that `objection` let pass: approved, or the first finding of RULES."""
    for rule, find in RULES:
        reply = find(application, customer, settings.rules)
        if reply:
            return Verdict(rule, reply)
    return Verdict()


def _objection_to_qualification(wanted: int | None, customer: Customer) -> Refusal | None:
    if wanted is None:
        return Refusal(Reason.QUALIFICATION_UNKNOWN, "a signature for the mainland needs the id of a qualification")
    known = next((each for each in customer.qualifications if each.id == wanted), None)
    if known is None:
        return Refusal(Reason.QUALIFICATION_UNKNOWN, f"customer {customer.name} has no qualification {wanted}")
    return None if known.approved else Refusal(Reason.QUALIFICATION_NOT_APPROVED, f"qualification {wanted} is not approved")


def _format(application: SignApplication, _customer: Customer, _rules: Rules) -> str:
    text = application.text
    most = CHARACTERS_MAX[application.international]
    if not CHARACTERS_MIN <= len(text) <= most:
        return f"签名长度须为{CHARACTERS_MIN}至{most}个字"
    if application.international:
        return "签名内容不能含括号或控制字符" if any(c in "[]【】" or not c.isprintable() for c in text) else ""
    return "" if all(map(_plain, text)) else "签名只能由中文、英文字母和数字组成"


def _plain(character: str) -> bool:
    """Whether it is a Chinese character, or a letter or digit of ASCII."""
    return character.isalnum() and (character.isascii() or "\u3400" <= character <= "\u9fff" or character >= "\U00020000")


def _neutral(application: SignApplication, _customer: Customer, _rules: Rules) -> str:
    text = "".join(normal(application.text).split())
    return "中性化签名：看不出属于哪家公司或哪个人，请改用公司、应用或商标的名称" if _names_nobody(text) else ""


def _names_nobody(text: str) -> bool:
    """Digits only, each letter doubled (`aabb`), the alphabet (`abcd`), or words that name nobody, numbered or not (`测试01`)."""
    letters = text.rstrip("0123456789")
    doubled = letters.isascii() and all(len(list(run)) > 1 for _, run in groupby(letters))
    return doubled or letters in "abcdefghijklmnopqrstuvwxyz" or _made_of(letters, NEUTRAL)


def _made_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether the text is words of these and nothing else, in any order."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached.update(at + len(word) for word in words if text.startswith(word, at))
    return len(text) in reached


def _entrusted(application: SignApplication, customer: Customer, _rules: Rules) -> str:
    if application.purpose == Purpose.OTHERS:
        if application.commission is None:
            return "他用签名缺少委托授权书，请补充后重新提交"
        return "只有企业和事业单位能委托他人申请签名" if application.document in _PERSONAL else ""
    if customer.enterprise or application.kind is None or application.kind in PRODUCTS:
        return ""
    return "个人认证用户自用的签名只能是已上线的应用、网站、公众号或小程序的名称"


def _unreleased(application: SignApplication, _customer: Customer, _rules: Rules) -> str:
    """The remark is where the customer says so. Where kinds are not asked for, one that speaks of a company is about its name."""
    remark = normal(application.remark)
    product = application.kind in PRODUCTS or (application.kind is None and "公司" not in remark)
    return "产品上线前请以公司名称申请，上线后再申请产品名称" if product and any(words in remark for words in _UNRELEASED) else ""


def _documents(application: SignApplication, customer: Customer, rules: Rules) -> str:
    if application.proof is None:
        return "未上传证明材料，请按签名类型补充"
    if application.kind is None:
        return ""
    proving = DOCUMENTS[rules].get(application.kind)
    if proving is None or (rules is Rules.CURRENT and application.kind in _ABROAD_ONLY and not application.international):
        return "该签名类型已不再支持"
    personal = not customer.enterprise and application.purpose == Purpose.OWN
    if personal:
        proving &= _PERSONAL
    return "" if application.document in proving else "证明材料与签名类型不匹配，请上传对应的证明文件"


RULES: Final[tuple[tuple[str, Finding], ...]] = (
    ("sign/format", _format),
    ("sign/neutral", _neutral),
    ("sign/unreleased-product", _unreleased),
    ("sign/entrusted", _entrusted),
    ("sign/documents", _documents),
)
"""In this order, each under the id of its case; the first that finds something is the answer. Form first: the others read short texts."""
