"""What records hide of a text."""

import pytest

from simulator.desk.masking import masked, starred

CODE = "您的验证码为{1}，24小时内有效，客服{2}。"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("7", "*"),
        ("42", "4*"),
        ("123", "1*3"),
        ("1234", "1**4"),
        ("张三", "张三"),
        ("a12b3456", "a1*b3**6"),
        ("１２３４", "１**４"),
    ],
)
def test_digits_are_starred_but_for_the_outer_ones(value: str, shown: str) -> None:
    """A run of digits keeps its first and its last; of two the first is left, of one nothing."""
    assert starred(value) == shown


@pytest.mark.parametrize(
    ("body", "template", "shown"),
    [
        ("您的验证码为4321，24小时内有效，客服李。", CODE, "您的验证码为4**1，24小时内有效，客服李。"),
        ("您的验证码为4321，24小时内有效，客服李。", None, "您的验证码为4**1，2*小时内有效，客服李。"),
        ("别的话12345", CODE, "别的话1***5"),
        ("您的验证码为，24小时内有效，客服。", CODE, "您的验证码为，24小时内有效，客服。"),
        ("全场5折", "全场5折", "全场5折"),
        ("1234", "{1}", "1**4"),
        ("1112", "1{1}2", "11*2"),
    ],
)
def test_what_a_template_says_itself_stays_readable(body: str, template: str | None, shown: str) -> None:
    """Only values are masked; all digits are where the template is gone or the text is not its."""
    assert masked(body, template) == shown
