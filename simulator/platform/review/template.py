"""The review of templates. It judges the text and what was said about it; it opens no link, but asks the scenario's list.

`objection` is what the interface refuses at once, `judge` what the reviewer finds hours later in what the interface took.
Source of the rules: the FAQ, and the platform's standards for templates.
"""

from collections.abc import Callable
from typing import Final

from simulator.message import Kind
from simulator.platform.checks.template import take_apart
from simulator.platform.customers import Customer, PlatformSettings, Rules
from simulator.platform.review.applications import TemplateApplication, TemplateKind, Verdict
from simulator.platform.review.industries import industry
from simulator.platform.review.links import address, links
from simulator.platform.review.marketing import kind, offers_opt_out, praises
from simulator.refusals import Reason, Refusal
from simulator.text.lexicon import normal

CHARACTERS_MAX: Final = 500
_BRACES: Final = frozenset("{}｛｝")
_SIGN_BRACKETS: Final = frozenset("【】")
_SYMBOLS: Final = ("¥", "￥", "★", "☞", "✓", "√", "※", "^_^")
_CODE_WORDS: Final = {0: "验证码", 1: "code"}
"""By `international`: what the text of a verification code must hold."""

_SAYS_NOTHING: Final = (
    *("尊敬的", "亲爱的", "您好", "你好", "用户", "客户", "会员", "温馨提示", "提示", "提醒", "通知", "查收", "知悉", "注意"),
    *("谢谢", "感谢", "您的", "请"),
)
_TELLING_MIN: Final = 4
"""Letters that a text has to have besides courtesies, and a remark, to say anything."""
_FEW: Final = 2
_TELLING_EACH: Final = {True: 4, False: 9}
"""How many of them a variable takes for being understood, by whether they are few: each further one needs more said about it."""

Finding = Callable[[TemplateApplication, Customer, PlatformSettings], str]
"""What is wrong, as a sentence for the customer; `` for nothing."""


def objection(application: TemplateApplication, customer: Customer, settings: PlatformSettings) -> Refusal | None:
    """What the interface refuses at once; None: it is taken, and goes to review. Who may call the interface is not asked here.

    Kinds are those of all fronts; one that knows fewer refuses the others itself. What is marketing is here what was ticked so.
    """
    if application.international not in _CODE_WORDS:
        return Refusal(Reason.INTERNATIONAL_INVALID, f"international is 0 or 1, not {application.international}")
    if application.kind not in list(TemplateKind):
        return Refusal(Reason.KIND_INVALID, f"there is no kind of template {application.kind}")
    malformed = _malformed(application.text)
    if malformed:
        return Refusal(Reason.TEMPLATE_MALFORMED, malformed)
    text = normal(application.text)
    word = next((word for word in settings.words if normal(word) in text), None)
    if word is not None:
        return Refusal(Reason.TEMPLATE_WORDS, f"the template holds the forbidden word {word}")
    return _objection_to_kind(application, customer, settings.rules)


def judge(application: TemplateApplication, customer: Customer, settings: PlatformSettings) -> Verdict:
    """What the reviewer answers to an application that `objection` let pass: approved, or the first finding of RULES.

    Either way with the kind that the text is of: an approved template is of that kind, whatever was ticked.
    """
    found = kind(application.text)
    for rule, find in RULES:
        reply = find(application, customer, settings)
        if reply:
            return Verdict(rule, reply, found)
    return Verdict(kind=found)


def _malformed(text: str) -> str:
    if not text.strip():
        return "the template is empty"
    if len(text) > CHARACTERS_MAX:
        return f"the template has {len(text)} characters, at most {CHARACTERS_MAX} are taken"
    if not _SIGN_BRACKETS.isdisjoint(text):
        return "the template holds 【 or 】, which are the signature's"
    pieces = take_apart(text)
    if not all(map(_BRACES.isdisjoint, pieces.literals)):
        return "a variable is a number in half-width braces, {1}, and braces are for nothing else"
    return "" if pieces.wanted >= 0 else "variables are numbered {1}, {2}… without gaps"


def _objection_to_kind(application: TemplateApplication, customer: Customer, rules: Rules) -> Refusal | None:
    marketing = application.kind == TemplateKind.MARKETING
    if marketing and not customer.enterprise:
        return Refusal(Reason.TEMPLATE_MARKETING_INDIVIDUAL, f"customer {customer.name} is an individual and has no marketing templates")
    if application.international:
        return None
    variables = bool(take_apart(application.text).variables)
    if rules is Rules.CURRENT and variables and not _meant_as_code(application):
        return Refusal(Reason.TEMPLATE_VARIABLES, "only the templates of verification codes have variables")
    if marketing and not offers_opt_out(application.text, rules):
        return Refusal(Reason.TEMPLATE_NO_OPT_OUT, "a marketing template ends with how to opt out")
    return None


def _meant_as_code(application: TemplateApplication) -> bool:
    ticked = application.kind
    return ticked == TemplateKind.CODE or (ticked == TemplateKind.NORMAL and _is_code(application))


def _is_code(application: TemplateApplication) -> bool:
    return _CODE_WORDS[application.international] in normal(application.text)


def _industry(application: TemplateApplication, _customer: Customer, _settings: PlatformSettings) -> str:
    name = industry(application.text)
    return f"暂不支持发送{name}类短信" if name else ""


def _symbols(application: TemplateApplication, _customer: Customer, _settings: PlatformSettings) -> str:
    found = next((symbol for symbol in _SYMBOLS if symbol in application.text), "")
    return f"不支持特殊符号“{found}”，请删除" if found else ""


def _variables(application: TemplateApplication, _customer: Customer, settings: PlatformSettings) -> str:
    pieces = take_apart(application.text)
    if not any(map(_letters, pieces.literals)):
        return "模板不能全部由变量组成，请写明固定内容"
    if settings.rules is Rules.CURRENT and not all(map(str.strip, pieces.literals[1:-1])):
        return "相邻的变量之间请加上文字"
    return ""


def _kind(application: TemplateApplication, _customer: Customer, _settings: PlatformSettings) -> str:
    code = _is_code(application)
    if application.kind == TemplateKind.CODE and not code:
        return f"验证码模板须含“{_CODE_WORDS[application.international]}”"
    return "验证码短信不能夹带营销内容" if code and praises(application.text) else ""


def _opt_out(application: TemplateApplication, customer: Customer, settings: PlatformSettings) -> str:
    if kind(application.text) is not Kind.MARKETING:
        return ""
    if not customer.enterprise:
        return "内容属营销短信，个人认证用户不能发送"
    if application.international or offers_opt_out(application.text, settings.rules):
        return ""
    wanted = "拒收请回复R" if settings.rules is Rules.CURRENT else "回复TD退订"
    return f"内容属营销短信，末尾须写明“{wanted}”"


def _variable_link(application: TemplateApplication, _customer: Customer, _settings: PlatformSettings) -> str:
    return "链接中不能有变量，请写成固定链接" if any(link.variable for link in links(application.text)) else ""


def _open_link(application: TemplateApplication, _customer: Customer, settings: PlatformSettings) -> str:
    """Without a list every link opens but the short ones; those pass only if the list names them."""
    live = frozenset(map(address, settings.reviewing.live_links))
    for link in links(application.text):
        if link.address in live:
            continue
        if link.short:
            return f"短链接{link.text}无法核实去向，请写成已备案的完整链接"
        if live:
            return f"链接{link.text}无法打开，请核对后重新提交"
    return ""


def _remark(application: TemplateApplication, _customer: Customer, _settings: PlatformSettings) -> str:
    if _letters(application.remark) >= _TELLING_MIN:
        return ""
    pieces = take_apart(application.text)
    variables = len(pieces.variables)
    wanted = max(_TELLING_MIN, variables * _TELLING_EACH[variables <= _FEW])
    return "内容过于简短或变量较多，请在备注中说明使用场景" if sum(map(_telling, pieces.literals)) < wanted else ""


def _telling(literal: str) -> int:
    """Letters of a piece of fixed text that say something."""
    for words in _SAYS_NOTHING:
        literal = literal.replace(words, " ")
    return _letters(literal)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


RULES: Final[tuple[tuple[str, Finding], ...]] = (
    ("template/banned-industry", _industry),
    ("template/symbols", _symbols),
    ("template/variables", _variables),
    ("template/kind-by-content", _kind),
    ("template/marketing-opt-out", _opt_out),
    ("template/no-link-in-variable", _variable_link),
    ("template/link-must-open", _open_link),
    ("template/remark-needed", _remark),
)
"""In this order, each under the id of its case; the first that finds something is the answer."""
