"""What handsets show against what was expected: folders, and the sender that a text seems to be from."""

import pytest

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

STEPS = """
title: phones
handsets: {13900000001: {condition: blocked-on-phone}}
steps:
  - send: {via: tencent-v5, to: 13900000000, template: 1001, params: ["1111", "5"], extend: "7", as: code}
  - send: {via: smpp, to: 13900000001, text: hello, source: "10690001", as: blocked}
  - pass: 1m
  - expect: EXPECTED
"""


def wrong(expected: str) -> list[str]:
    scenario = loads(STEPS.replace("EXPECTED", expected))
    assert isinstance(scenario, Scenario), scenario
    return [finding.what for finding in play(scenario, "phones.yaml").findings if not finding.held]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ('{of: code, sender: "10694000000017"}', []),
        ('{of: code, sender: "1069"}', ["its sender shows “10694000000017”, wanted “1069”"]),
        ('{of: blocked, sender: "10690001"}', ["its sender does not show it"]),
        ("{of: blocked, inbox: none, blocked: {text: hello}}", []),
        ("{of: blocked, inbox: {text: hello}}", ["inbox does not show it"]),
        ("{handset: 13900000001, blocked: {text: hello}}", []),
    ],
)
def test_a_phone_is_looked_at(expected: str, found: list[str]) -> None:
    """What does not hold is told in words."""
    assert wrong(expected) == found
