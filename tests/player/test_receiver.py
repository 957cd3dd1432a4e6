"""The player's receiver: what the platform pushes to receiver.test is what is expected to be pushed."""

import pytest

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

STEPS = """
handsets: {13900000000: {replies: [{text: 收到, after: 5s}]}}
steps:
  - send: {via: tencent-v5, to: 13900000000, template: 1001, params: ["1111", "5"], as: code}
  - pass: 1m
  - expect: {of: code, pushed: PUSHED}
"""


def wrong(urls: str, pushed: str) -> list[str]:
    text = f"title: pushes\napps: [{{id: 1400000001, {urls}}}]\n{STEPS.replace('PUSHED', pushed)}"
    scenario = loads(text)
    assert isinstance(scenario, Scenario), scenario
    return [finding.what for finding in play(scenario, "pushes.yaml").findings if not finding.held]


@pytest.mark.parametrize(
    ("urls", "pushed"),
    [
        ("callback_url: http://receiver.test/reports", "{errmsg: DELIVRD, mobile: 13900000000}"),
        ("reply_url: http://receiver.test/replies", "{text: 收到, mobile: 13900000000}"),
        ("callback_url: http://receiver.test/a, reply_url: http://receiver.test/b", "[{errmsg: DELIVRD}, {text: 收到}]"),
        ("callback_url: none", "none"),
    ],
    ids=["reports", "replies", "both", "neither"],
)
def test_what_is_pushed_arrives(urls: str, pushed: str) -> None:
    """Reports, replies, or both in their order, of whichever has a URL that leads to the player."""
    assert wrong(urls, pushed) == []


@pytest.mark.parametrize(
    ("pushed", "said"),
    [
        ("none", ", wanted nothing"),
        ("{text: TD}", "push 1's text is 收到, wanted TD"),
        ("[{text: 收到}, {text: 收到}]", ", wanted 2"),
    ],
)
def test_what_was_not_pushed_is_told(pushed: str, said: str) -> None:
    """Another text, or another number of pushes."""
    (found,) = wrong("reply_url: http://receiver.test/replies", pushed)
    assert found.endswith(said)
