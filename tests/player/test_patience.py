"""How the player waits for answers that faults hold: network time moves on to them, and no further."""

import pytest

from simulator.player.play import Played, play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

SEND = 'template: 1001, params: ["4321", "5"]'


def played(faults: str, *steps: str) -> Played:
    scenario = loads(f"faults: [{faults}]\nsteps:\n" + "".join(f"  - {step}\n" for step in steps))
    assert isinstance(scenario, Scenario), scenario
    return play(scenario, "here.yaml")


@pytest.mark.parametrize("via", ["tencent-v5", "tencent-v3"])
def test_time_moves_on_to_the_answer(via: str) -> None:
    """Exactly so far."""
    slow = "{name: slow, kind: slow-requests, delay: 30s}"
    one = played(slow, f"send: {{via: {via}, to: 13800009500, {SEND}, as: a}}", "expect: {of: a, took: 30s}")
    assert (one.held, one.simulated_ms) == (True, 30_000)


@pytest.mark.parametrize("via", ["tencent-v5", "tencent-v3"])
def test_a_caller_hangs_up_when_its_patience_is_over(via: str) -> None:
    """The one that comes next is not mistaken for it."""
    lost = "{name: lost, kind: lost, first: 1}"
    one = played(
        lost,
        f"send: {{via: {via}, to: 13800009500, {SEND}, as: a, patience: 7s}}",
        "expect: {of: a, answer: none, took: 7s}",
        f"send: {{via: {via}, to: 13800009501, {SEND}, as: b}}",
        "expect: {of: b, took: 0s, within: 1m, report: {status: SUCCESS}}",
    )
    assert one.held, one.findings


def test_a_connection_that_is_refused_is_no_answer() -> None:
    """Where a fault is to blame."""
    full = "{name: full, kind: connection-limit, connections: 1}"
    one = played(
        full,
        f"send: {{via: tencent-v5, to: 13800009500, {SEND}, as: a}}",
        f"send: {{via: tencent-v3, to: 13800009501, {SEND}, as: b}}",
        "expect: {of: b, answer: none}",
    )
    assert one.held, one.findings


def test_a_caller_in_the_queue_gets_no_answer() -> None:
    """He waits until his patience is over; whoever was let in before goes on."""
    full = "{name: full, kind: connection-limit, connections: 1, manner: queue}"
    one = played(
        full,
        f"send: {{via: tencent-v5, to: 13800009500, {SEND}, as: a}}",
        f"send: {{via: tencent-v3, to: 13800009501, {SEND}, as: b, patience: 7s}}",
        "expect: {of: b, answer: none, took: 7s}",
        f"send: {{via: tencent-v5, to: 13800009502, {SEND}, as: c}}",
        "expect: {of: c, answer: {result: 0}, took: 0s}",
    )
    assert one.held, one.findings


def test_what_was_seen_is_said() -> None:
    """An answer where none is wanted, none where one is, and how long it took."""
    lost = "{name: lost, kind: lost, number: 13800009500}"
    one = played(
        lost,
        f"send: {{via: tencent-v5, to: 13800009500, {SEND}, as: a}}",
        "expect: {of: a, answer: {result: 1001}, took: 1s}",
        f"send: {{via: tencent-v5, to: 13800009501, {SEND}, as: b}}",
        "expect: {of: b, answer: none}",
    )
    first, second = (finding.what for finding in one.findings)
    assert first == "no answer came; the answer took 60 s, wanted 1 s"
    assert second.startswith("an answer came (result 0, errmsg OK")


def test_silence_that_nobody_expects_is_a_finding() -> None:
    """And the steps go on."""
    one = played("{name: lost, kind: lost, path: SendSms}", f"send: {{via: tencent-v3, to: 13800009500, {SEND}, as: a}}")
    assert [finding.what for finding in one.findings] == ["it is not answered, and no expectation of its answer says so"]
