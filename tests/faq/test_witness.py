"""What is read off a record, where neighbours differ in one mark only."""

import pytest

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

TWO_APPS = """
apps:
  - {id: 1400000002, key: 0123456789abcdef0123456789abcdef}
"""
SIGNED = (
    TWO_APPS
    + """
steps:
  - send: {via: tencent-v5, account: 1400000001, to: 13800000000, template: 1001, params: ["1", "5"], as: it, but: {key: %s}}
  - expect: {of: it, answer: {result: 1001}}
  - expect: {why: it, case: %s}
"""
)
TWICE = """
apps:
  - {id: 1400000001, limits: {%s}}
steps:
  - send: {via: tencent-v5, to: 13800009811, template: 1001, params: ["1", "5"], times: 2, as: it}
  - expect: {of: it, within: 1m, inbox: {text: 【示例科技】您的验证码为1，5分钟内有效。}}
  - expect: {why: it, case: %s}
"""
HOW_OFTEN = """
network:
  carriers:
    - {name: mobile, %s}
steps:
  - send: {via: tencent-v5, to: 13800009811, template: 1001, params: ["4321", "5"], as: it}
  - pass: 1m
  - expect: {why: it, case: %s}
"""
NUMBER = """
steps:
  - send: {via: %s, to: "%s", %s, as: it}
  - expect: {of: it, answer: {%s}}
  - expect: {why: it, case: %s}
"""
TEMPLATE = 'template: 1001, params: ["1", "5"]'
WRONG = "Code: InvalidParameterValue.IncorrectPhoneNumber"


def broken(text: str) -> list[str]:
    scenario = loads(text)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    return [finding.what for finding in play(scenario, "scenario").findings if not finding.held]


@pytest.mark.parametrize(
    ("key", "case"),
    [("0123456789abcdef0123456789abcdef", "security/app-id"), ("ffffffffffffffffffffffffffffffff", "error/1001-sig")],
)
def test_whose_key_it_was(key: str, case: str) -> None:
    """Another app's is told from one that is nobody's, though both are answered 1001."""
    assert broken(SIGNED % (key, case)) == []


@pytest.mark.parametrize(
    ("limits", "case"),
    [("per_30s: none", "security/limit-custom"), ("exempt: [13800009811]", "security/limit-whitelist")],
)
def test_why_a_second_text_was_taken(limits: str, case: str) -> None:
    """The app's limit, or an exempt number: the default would have refused it."""
    assert broken(TWICE % (limits, case)) == []


@pytest.mark.parametrize(("said", "case"), [("spot_check: 1", "template/spot-check"), ("words: [验证码]", "content/sensitive-word")])
def test_what_the_carrier_went_by(said: str, case: str) -> None:
    """Chance, or a word: the code is the same."""
    assert broken(HOW_OFTEN % (said, case)) == []


@pytest.mark.parametrize(
    ("via", "to", "text", "answer", "case"),
    [
        ("tencent-v3", "139 0001 0041", TEMPLATE, WRONG, "error/1016-phone"),
        ("tencent-v3", "+999123456789", TEMPLATE, WRONG, "other/country-codes"),
        ("smpp", "139 0001 0041", "text: hi", "status: ESME_RINVDSTADR", "error/1016-phone"),
    ],
)
def test_what_is_wrong_with_a_number(via: str, to: str, text: str, answer: str, case: str) -> None:
    """A country that is none is told from a number that is none."""
    assert broken(NUMBER % (via, to, text, answer, case)) == []
