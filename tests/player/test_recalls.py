"""Texts that are called back or replaced over SMPP while a scenario plays; docs/reference/scenario/recalls.yaml shows it all."""

import pytest

from simulator.player.play import Played, play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

OFF = "handsets: {13800009500: {condition: off, until: +1h}}\n"
SEND = "steps:\n- send: {via: smpp, to: 13800009500, text: %s, as: one}\n- pass: 10m\n"


def played(steps: str) -> Played:
    scenario = loads(steps)
    assert isinstance(scenario, Scenario), [*map(str, scenario)]
    return play(scenario, "f")


def wrong(steps: str) -> list[str]:
    return [finding.what for finding in played(steps).findings if not finding.held]


def test_all_parts_of_a_long_text_are_called_back() -> None:
    """Nothing of it is shown."""
    recalled = "- cancel: {of: one}\n- expect: {of: one, within: 1m, report: {stat: DELETED}, state: DELETED}\n"
    assert wrong(OFF + SEND % ("字" * 100) + recalled + "- pass: 2h\n- expect: {of: one, inbox: none}\n") == []


@pytest.mark.parametrize(("text", "better"), [("hi", "bye"), ("您好", "bye"), ("您好", "再见")])
def test_a_text_is_replaced_in_its_alphabet(text: str, better: str) -> None:
    """Which may hold more than the new one needs."""
    assert (
        wrong(OFF + SEND % text + f"- replace: {{of: one, text: {better}}}\n- expect: {{of: one, within: 2h, inbox: {{text: {better}}}}}\n")
        == []
    )


def test_an_alphabet_that_has_not_all_characters() -> None:
    """replace_sm cannot say another; the scenario ends there."""
    (what,) = wrong(OFF + SEND % "hi" + "- replace: {of: one, text: 再见}\n")
    assert "one was sent in GSM7, which has not all characters of '再见': replace_sm keeps it" in what


@pytest.mark.parametrize(("step", "status"), [("cancel: {of: one", "RCANCELFAIL"), ("replace: {of: one, text: bye", "RREPLACEFAIL")])
def test_a_refusal_that_nobody_expects(step: str, status: str) -> None:
    """It came too late, and the step says so; unless that is what is expected."""
    (what,) = wrong(SEND % "hi" + f"- {step}}}\n")
    assert "it is refused" in what
    assert f"ESME_{status}" in what
    expected = f"- {step}, as: late}}\n- expect: {{of: late, answer: {{status: ESME_{status}}}}}\n"
    assert wrong(SEND % "hi" + expected) == []
