"""What may stand in the variables of templates."""

import sys
from time import process_time

import pytest
from msgspec.structs import replace

from simulator.message import AppSubmission, Kind
from simulator.platform.checks.values import NEEDED, holds_link, is_code
from simulator.platform.customers import Customer, Rules
from simulator.platform.settings import Template
from simulator.refusals import Reason, Refusal
from simulator.text.lexicon import normal
from tests.platform.asking import ABROAD, NINE, asked, code, filled, notice, platform, written

INDIVIDUAL = Customer(enterprise=False)


@pytest.mark.parametrize("value", ["", "0", "4321", "000000", "999999"])
def test_codes(value: str) -> None:
    """None to six digits."""
    assert is_code(value)
    assert asked(platform(), filled(1001, value, "5")) is None
    assert asked(platform(), written(f"您的验证码为{value}，5分钟内有效。")) is None


@pytest.mark.parametrize("value", ["1234567", "12a", "12 34", " ", "-1", "1.5", "１２３", "四", "t.cn"])
def test_what_is_no_code(value: str) -> None:
    """More than six digits, or other characters: in either form, in the second variable as in the first."""
    assert not is_code(value)
    for submission in (
        filled(1001, value, "5"),
        filled(1001, "4321", value),
        written(f"您的验证码为{value}，5分钟内有效。"),
        written(f"您的验证码为4321，{value}分钟内有效。"),
    ):
        assert asked(platform(), submission) is Reason.PARAMETER_NO_CODE


@pytest.mark.parametrize(
    ("template", "to", "refused"),
    [
        pytest.param(Template(1, "验证码{1}"), {}, Reason.PARAMETER_NO_CODE, id="a code"),
        pytest.param(Template(1, "校验码{1}"), {}, None, id="called otherwise"),
        pytest.param(Template(1, "code {1}"), {}, None, id="English on the mainland"),
        pytest.param(Template(1, "验证码{1}", Kind.MARKETING), {}, None, id="marketing"),
        pytest.param(Template(1, "Code: {1}", international=True), {"to": ABROAD}, Reason.PARAMETER_NO_CODE, id="abroad"),
        pytest.param(Template(1, "ＣＯＤＥ {1}", international=True), {"to": ABROAD}, Reason.PARAMETER_NO_CODE, id="abroad, full-width"),
        pytest.param(Template(1, "验证码{1}", international=True), {"to": ABROAD}, Reason.PARAMETER_NO_CODE, id="Chinese abroad"),
        pytest.param(Template(1, "Hello {1}", international=True), {"to": ABROAD}, None, id="no code abroad"),
    ],
)
def test_the_text_says_whether_it_is_a_code(template: Template, to: dict[str, str], refused: Reason | None) -> None:
    """By the word that such templates must have."""
    world = platform(lambda app: replace(app, templates=(template,)))
    assert asked(world, filled(1, "abc", **to)) is refused


@pytest.mark.parametrize(
    ("customer", "rules", "most"),
    [
        pytest.param(INDIVIDUAL, Rules.OF_2024, 12, id="individual"),
        pytest.param(INDIVIDUAL, Rules.CURRENT, 6, id="individual today"),
        pytest.param(Customer(), Rules.CURRENT, 6, id="company today"),
        pytest.param(Customer(variable_max=20), Rules.CURRENT, 20, id="as agreed, today"),
        pytest.param(Customer(enterprise=False, variable_max=3), Rules.OF_2024, 3, id="as agreed"),
        pytest.param(Customer(), Rules.OF_2024, None, id="company"),
    ],
)
def test_how_long_a_value_may_be(customer: Customer, rules: Rules, most: int | None) -> None:
    """The longest passes and one character more does not, in either form."""
    world = platform(customer=customer, rules=rules)
    longest = "赵" * (400 if most is None else most)
    assert asked(world, notice(longest)) is None
    refused = None if most is None else Reason.PARAMETER_TOO_LONG
    assert asked(world, notice(longest + "钱")) is refused
    assert asked(world, written(f"尊敬的{longest}孙，您好")) is refused


def test_a_code_may_be_limited_further() -> None:
    """Six digits are no more than what is agreed with the customer."""
    assert asked(platform(customer=Customer(variable_max=4)), code("12345")) is Reason.PARAMETER_TOO_LONG


def test_the_refusal_names_the_parameter() -> None:
    """By its place, with its value."""
    judged = platform().check(filled(1001, "1", "x"), NINE)
    assert isinstance(judged, Refusal)
    assert judged.detail == "parameter 2 of template 1001 is 'x': a verification code's takes 0 to 6 digits"


LINKS = [
    "http://example.com",
    "HTTPS://EXAMPLE.COM/a?b=c",
    "weixin://dl",
    "http://localhost",
    "http://192.0.2.1/a",
    "www.example.example",
    "WWW.QQ.COM",
    "example.com",
    "a.example.com.cn",
    "点击example.com查看",
    "示例.com",
    "t.cn",
    "t.cn/A6xyz",
    "dwz.cn/a",
    "url.cn",
    "suo.im/a",
    "suo.im",
    "mrw.so",
    "见t.cn。",
    "(t.cn)",
    "t.cn.",
    "url:t.cn/a",
    "3:t.cn",
    "a/t.cn",
    "3.cn",
    "t.me/abc",
    "example.top/x",
    "ｗｗｗ．ｑｑ．ｃｏｍ",
    "ｔ．ｃｎ",
    "看@t.cn",
    "a@b.com t.cn",
]
NO_LINKS = [
    "",
    "张三",
    "3.14",
    "1,000.00元",
    "10:30",
    "2024.03.04",
    "2024-03-04 09:00:00",
    "v1.2.3",
    "1.2.3.4",
    "a.b",
    "A.B.C.",
    "No.5",
    "e.g. this",
    "J. Smith",
    "Mr.Smith",
    "Example Co.Ltd",
    "Example Co.,Ltd.",
    "Hello.Me too",
    "Sold.Top",
    "等等...cn",
    "等等…com",
    ".com",
    "com",
    "cn.",
    "www",
    "www.",
    "http",
    "http:",
    "a//b",
    "3/4",
    "50%",
    "a@qq.com",
    "first.last@example.com.cn",
    "@someone",
    "t。cn",
    "report.pdf",
    "a.com.b",
]


@pytest.mark.parametrize("value", LINKS)
def test_links(value: str) -> None:
    """With a scheme, with www, or a host under a usual domain; short ones too, in any width and whatever stands around."""
    assert holds_link(value)
    assert asked(platform(), notice(value)) is Reason.PARAMETER_WITH_LINK
    assert asked(platform(), written(f"尊敬的{value}，您好")) is Reason.PARAMETER_WITH_LINK


@pytest.mark.parametrize("value", NO_LINKS)
def test_what_is_no_link(value: str) -> None:
    """Amounts, times, dates, versions, names, e-mail addresses, and the ends of sentences."""
    assert not holds_link(value)


def test_no_link_does_without_a_dot_or_a_slash() -> None:
    """Nor without a character that is read as one: all of Unicode was looked through."""
    read_so = [chr(code) for code in range(sys.maxunicode) if {".", "/"} & set(normal(chr(code)))]
    assert "．" in read_so
    assert all(NEEDED.search(character) for character in read_so)


@pytest.mark.parametrize("hostile", ["a." * 50_000, "." * 100_000, "a" * 100_000 + ".", "@" * 100_000, "www." * 25_000, "t.c" * 33_000])
def test_hostile_values_cost_one_pass(hostile: str) -> None:
    """A hundred thousand characters are read in far less than a second of the processor."""
    began = process_time()
    holds_link(hostile)
    assert process_time() - began < 1


@pytest.mark.parametrize("submission", [filled(1, "张三"), written("张三，详见https://example.com/a")])
def test_a_link_of_the_template_is_fine(submission: AppSubmission) -> None:
    """It was filed with the text."""
    assert asked(platform(lambda app: replace(app, templates=(Template(1, "{1}，详见https://example.com/a"),))), submission) is None
