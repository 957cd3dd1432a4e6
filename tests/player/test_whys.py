"""`expect: {why, case}`: what explains a step holds, or the finding says what explains it in its place, and by which marks."""

import pytest

from simulator.player.play import Played, play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

OFF = """
handsets:
  13800009801: {condition: off, until: 1h}
steps:
  - send: {via: tencent-v5, to: 13800009801, template: 1001, params: ["1", "5"], as: code}
  - pass: 1m
  - expect: {why: code, case: %s}
  - pass: 2h
  - expect: {why: code, case: %s}
"""
REFUSED = """
steps:
  - send: {via: smpp, to: 13800000016, text: hi, as: offer}
  - expect: {of: offer, answer: {status: ESME_RSUBMITFAIL}}
  - expect: {why: offer, case: %s}
"""
LOST = """
faults:
  - {name: away, kind: lost}
steps:
  - send: {via: tencent-v5, to: 13800009802, template: 1001, params: ["1", "5"], as: code, patience: 1s}
  - expect: {of: code, answer: none}
  - expect: {why: code, case: %s}
"""
PLAIN = """
steps:
  - send: {via: smpp, to: 13800009803, text: hi, as: parcel}
  - pass: 1m
  - expect: {why: parcel, case: late/handset}
"""
SIGN = """
steps:
  - apply: {sign: 测试, via: tencent-v5, as: name}
  - pass: 3h
  - expect: {why: name, case: %s}
"""


def played(text: str, *cases: str) -> Played:
    scenario = loads(text % cases if cases else text)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    return play(scenario, "scenario")


def wrong(text: str, *cases: str) -> list[str]:
    return [finding.what for finding in played(text, *cases).findings if not finding.held]


def test_a_text_is_explained_by_what_is_known_up_to_then() -> None:
    """Not received until it is shown, late afterwards."""
    assert wrong(OFF, "not-received/handset-off", "late/handset") == []


@pytest.mark.parametrize("case", ["not-received/unsubscribed", "error/1015-blacklist", "blacklist/unsubscribe"])
def test_each_id_of_the_same_holds(case: str) -> None:
    """The FAQ tells a refused number three times."""
    assert wrong(REFUSED, case) == []


def test_a_call_without_an_answer_is_explained() -> None:
    """By the fault that struck it; the platform has no record."""
    assert wrong(LOST, "not-received/no-record") == []


def test_an_application_is_explained() -> None:
    """By the rule of the reviewer who refused it."""
    assert wrong(SIGN, "sign/neutral") == []


def test_a_wrong_case_is_told_with_the_right_one() -> None:
    """And with what stands on the trail."""
    (said,) = wrong(OFF, "late/handset", "late/handset")
    assert said.startswith("it is not-received/handset-off, wanted late/handset (on its trail: accepted, attempted, ")
    assert ", off)" in said


def test_nothing_wrong_is_no_case() -> None:
    """A plain text over SMPP that arrives needs no explanation."""
    (said,) = wrong(PLAIN)
    assert said.startswith("no case of the FAQ explains it, wanted late/handset")


def test_what_a_play_says_of_its_cases() -> None:
    """All that explained something, related ones too; and each that was expected with the primary one."""
    one = played(OFF, "not-received/handset-off", "late/handset")
    assert {"not-received/handset-off", "late/handset"} <= one.cases
    assert one.diagnoses == {("not-received/handset-off",) * 2, ("late/handset",) * 2}
