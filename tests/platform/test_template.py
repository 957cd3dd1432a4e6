"""Templates taken apart, filled in, and found again in texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from simulator.message import AppSubmission, Kind
from simulator.platform.checks.template import take_apart
from simulator.platform.settings import Template
from simulator.refusals import Reason
from tests.platform.asking import ABROAD, NUMBER, asked, filled, platform, written

CODE = take_apart("您的验证码为{1}，{2}分钟内有效。")


def test_parameters_fill_by_number() -> None:
    """{2} takes the second parameter wherever it stands, and a variable may stand twice."""
    assert take_apart("{2}-{1}-{2}").fill(("a", "b")) == "b-a-b"


def test_a_parameter_is_not_read_again() -> None:
    """A parameter that looks like a variable stays as it is."""
    assert take_apart("{1}和{2}").fill(("{2}", "x")) == "{2}和x"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("您的验证码为4321，5分钟内有效。", id="plain"),
        pytest.param("您的验证码为，，，，5分钟内有效。", id="the literal inside the variable"),
        pytest.param("您的验证码为a\nb，5分钟内有效。", id="a line break"),
    ],
)
def test_what_fits(text: str) -> None:
    """A variable stands for one character or more, of any kind."""
    assert CODE.read(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("您的验证码为，5分钟内有效。", id="an empty variable"),
        pytest.param("您的验证码为4321，分钟内有效。", id="another empty variable"),
        pytest.param("您的验证码为4321，5分钟内有效", id="the last character missing"),
        pytest.param("您的验证码为4321，5分钟内有效。 ", id="a blank behind it"),
        pytest.param("\u200b您的验证码为4321，5分钟内有效。", id="a zero-width space in front"),
        pytest.param("您的验证码\u00a0为4321，5分钟内有效。", id="a no-break space inside"),
        pytest.param("您的验证码为4321,5分钟内有效。", id="a half-width comma"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_does_not_fit(text: str) -> None:
    """What the template says itself must be there to the character."""
    assert CODE.read(text) is None


def test_a_template_without_variables_fits_itself_only() -> None:
    """Without variables there is nothing to differ in."""
    plain = take_apart("您好")
    assert plain.read("您好") == ()
    assert plain.read("您好您好") is None


@pytest.mark.parametrize("text", ["{2}号", "{0}号", "{1}和{3}"])
def test_numbering_with_gaps_fits_nothing(text: str) -> None:
    """Variables count from {1} without gaps."""
    assert take_apart(text).wanted == -1
    assert take_apart(text).read(text.replace("{", "").replace("}", "")) is None


def test_full_width_braces_are_no_variable() -> None:
    """Only half-width braces make a variable; others are text."""
    assert take_apart("｛1｝号").wanted == 0
    assert take_apart("｛1｝号").read("5号") is None


def test_hostile_text_costs_one_pass() -> None:
    """Text that makes a backtracking pattern try for ever is refused at once."""
    many = take_apart("".join(f"{{{number}}}a" for number in range(1, 60)) + "b")
    assert many.read("a" * 100_000) is None


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), st.text("ab", max_size=12), st.sampled_from([(0, "(.*)"), (1, "(.+)")]))
def test_fitting_is_what_a_pattern_says(literals: list[str], text: str, least: tuple[int, str]) -> None:
    """The one pass finds a filling exactly where trying everything finds one."""
    template = literals[0] + "".join(f"{{{number}}}{literal}" for number, literal in enumerate(literals[1:], 1))
    read = take_apart(template).read(text, least[0])
    assert (read is not None) == bool(re.fullmatch(least[1].join(literals), text))
    assert read is None or take_apart(template).fill(read) == text


@pytest.mark.parametrize(
    ("text", "least", "read"),
    [
        ("您的验证码为4321，5分钟内有效。", 1, ("4321", "5")),
        ("您的验证码为4321，5分钟内有效。", 0, ("4321", "5")),
        ("您的验证码为，5分钟内有效。", 0, ("", "5")),
        ("您的验证码为，分钟内有效。", 0, ("", "")),
        ("您的验证码为分钟内有效。", 0, None),
    ],
)
def test_values_are_read_off_a_text(text: str, least: int, read: tuple[str, ...] | None) -> None:
    """In the order in which the variables stand there; `least` says how short one may be."""
    assert CODE.read(text, least) == read


def test_literals_do_not_overlap() -> None:
    """What is the end of one piece is not the beginning of the next as well."""
    assert take_apart("a{1}a").read("a", 0) is None
    assert take_apart("a{1}a").read("aa", 0) == ("",)


SAME = Template(1, "您好{1}"), Template(2, "您好{1}", Kind.MARKETING)


@pytest.mark.parametrize(
    ("templates", "text", "refused"),
    [
        pytest.param(SAME, written("您好啊", Kind.MARKETING), None, id="the other is of another type"),
        pytest.param((Template(1, "码{1}"), Template(2, "{1}")), written("码4"), None, id="both fit"),
        pytest.param((Template(1, "验证码{1}"), Template(2, "验{1}")), written("验证码abcd"), None, id="one takes anything"),
        pytest.param(
            (Template(1, "验{1}", approved=False), Template(2, "验证码{1}")), written("验证码a"), Reason.PARAMETER_NO_CODE, id="values"
        ),
        pytest.param(
            (Template(1, "验{1}", approved=False), Template(2, "码{1}")), written("验证码a"), Reason.TEMPLATE_MISMATCH, id="review"
        ),
    ],
)
def test_a_text_is_any_template_that_it_fits(templates: tuple[Template, ...], text: AppSubmission, refused: Reason | None) -> None:
    """One is enough that nothing speaks against; where there is none, wrong values are named before wrong templates."""
    assert asked(platform(lambda app: replace(app, templates=templates)), text) is refused


def test_a_template_for_both_goes_everywhere() -> None:
    """One that was filed for the mainland and abroad."""
    world = platform(lambda app: replace(app, templates=(Template(1, "您好{1}", both=True),)))
    assert [asked(world, filled(1, "啊", to=number)) for number in (NUMBER, ABROAD)] == [None, None]
