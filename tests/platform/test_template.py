import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.platform.checks.template import take_apart

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
    assert CODE.fit(text)


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
    assert not CODE.fit(text)


def test_a_template_without_variables_fits_itself_only() -> None:
    """Without variables there is nothing to differ in."""
    plain = take_apart("您好")
    assert plain.fit("您好")
    assert not plain.fit("您好您好")


@pytest.mark.parametrize("text", ["{2}号", "{0}号", "{1}和{3}"])
def test_numbering_with_gaps_fits_nothing(text: str) -> None:
    """Variables count from {1} without gaps."""
    assert take_apart(text).wanted == -1
    assert not take_apart(text).fit(text.replace("{", "").replace("}", ""))


def test_full_width_braces_are_no_variable() -> None:
    """Only half-width braces make a variable; others are text."""
    assert take_apart("｛1｝号").wanted == 0
    assert not take_apart("｛1｝号").fit("5号")


def test_hostile_text_costs_one_pass() -> None:
    """Text that makes a backtracking pattern try for ever is refused at once."""
    many = take_apart("".join(f"{{{number}}}a" for number in range(1, 60)) + "b")
    assert not many.fit("a" * 100_000)


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), st.text("ab", max_size=12))
def test_fitting_is_what_a_pattern_says(literals: list[str], text: str) -> None:
    """The one pass finds a filling exactly where trying everything finds one."""
    template = literals[0] + "".join(f"{{{number}}}{literal}" for number, literal in enumerate(literals[1:], 1))
    assert take_apart(template).fit(text) == bool(re.fullmatch("(.+)".join(literals), text))
