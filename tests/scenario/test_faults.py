"""What a file says of faults becomes values, and what is wrong with them is said where it stands."""

import pytest

from simulator.refusals import Reason
from simulator.scenario.load import loads
from simulator.scenario.settings import Expect, Scenario, Send
from simulator.wire.faults import Fault, HttpSettings, Kind, Manner

EVERY = """
http: {processing_limit: 5s}
faults:
  - {name: dns, kind: late-dns, delay: 1s, delay_max: 2s, names: [sms.example.org]}
  - {name: tls, kind: late-tls, delay: 500ms, share: 0.5}
  - {name: full, kind: connection-limit, connections: 2, manner: queue}
  - {name: backlog, kind: slow-reads, octets_per_s: 100}
  - {name: nat, kind: idle-forgotten, idle: 1m, manner: reset}
  - {name: strict, kind: strict-content-type}
  - {name: far, kind: overseas, delay: 180ms}
  - {name: head, kind: slow-requests, path: /v5/tlssmssvr/sendsms, number: 13800000001, first: 1, delay: 30s}
  - {name: gone, kind: lost, every: 3, taken: true}
  - {name: busy, kind: timed-out}
  - {name: no, kind: refuse, reason: timed-out}
  - {name: raw, kind: refuse, code: 1018}
"""


def said(text: str) -> list[str]:
    found = loads(text, "f")
    return [] if isinstance(found, Scenario) else list(map(str, found))


def test_every_kind_can_be_said() -> None:
    """With all that it takes."""
    found = loads(EVERY)
    assert isinstance(found, Scenario), found
    assert found.http == HttpSettings(5_000)
    assert found.faults == (
        Fault("dns", Kind.LATE_DNS, delay_ms=1_000, delay_max_ms=2_000, names=("sms.example.org",)),
        Fault("tls", Kind.LATE_TLS, delay_ms=500, share=0.5),
        Fault("full", Kind.CONNECTION_LIMIT, connections=2, manner=Manner.QUEUE),
        Fault("backlog", Kind.SLOW_READS, octets_per_s=100),
        Fault("nat", Kind.IDLE_FORGOTTEN, idle_ms=60_000, manner=Manner.RESET),
        Fault("strict", Kind.STRICT_CONTENT_TYPE),
        Fault("far", Kind.OVERSEAS, delay_ms=180),
        Fault("head", Kind.SLOW_REQUESTS, path="/v5/tlssmssvr/sendsms", number="+8613800000001", first=1, delay_ms=30_000),
        Fault("gone", Kind.LOST, every=3, taken=True),
        Fault("busy", Kind.TIMED_OUT),
        Fault("no", Kind.REFUSE, reason=Reason.TIMED_OUT),
        Fault("raw", Kind.REFUSE, code="1018"),
    )
    assert {fault.kind for fault in found.faults} == set(Kind)


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("{name: a}", 'f:1:10: faults[0]: "kind" is missing'),
        ("{name: a, kind: lots}", 'f:1:26: faults[0].kind: "lots" is no kind of fault (did you mean lost?)'),
        ("{name: a, kind: receipt-late}", 'f:1:26: faults[0].kind: "receipt-late" is a fault of SMPP: it stands in smpp: {faults'),
        ("{name: a, kind: lost, delay: 3s}", "f:1:39: faults[0].delay: lost takes no delay, only path"),
        ("{name: a, kind: late-tls}", "f:1:10: faults[0]: delay is missing: late-tls needs it"),
        ("{name: a, kind: overseas, delay: 3s, delay_max: 2s}", "f:1:58: faults[0].delay_max: the longest delay is shorter"),
        ("{name: a, kind: refuse, code: 1005}", "f:1:40: faults[0].code: 1005 is no code that is published"),
        ("{name: a, kind: refuse}", "f:1:10: faults[0]: wanted either a reason or a code"),
        ("{name: a, kind: refuse, reason: moods}", 'f:1:42: faults[0].reason: "moods" is no reason'),
        ("{name: a, kind: lost}, {name: a, kind: lost}", 'f:1:40: faults[1].name: "a" stands here a second time'),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(fault: str, problem: str) -> None:
    """With the words of the file."""
    (line,) = said(f"faults: [{fault}]")
    assert line.startswith(problem)


STEPS = """
steps:
  - send: {via: tencent-v5, to: 13800000001, template: 1001, params: ["1", "5"], as: a, patience: 5m}
  - send: {via: tencent-v3, to: 13800000002, template: 1001, params: ["1", "5"], as: b}
  - expect: {of: a, answer: none, took: 5m}
"""


def test_how_long_a_caller_waits_and_that_nothing_came() -> None:
    """A minute where nothing is said."""
    found = loads(STEPS)
    assert isinstance(found, Scenario), found
    one, two, expected = found.steps
    assert isinstance(one, Send)
    assert isinstance(two, Send)
    assert isinstance(expected, Expect)
    assert (one.patience_ms, two.patience_ms) == (300_000, 60_000)
    assert (expected.answer, expected.took_ms) == ({}, 300_000)


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("[send: {via: smpp, to: 13800000001, text: hi, as: a}, expect: {of: a, answer: nothing}]", "wanted the fields to compare"),
        (f"{STEPS.partition('steps:')[2]}  - expect: {{of: a, report: {{result: 0}}}}\n", "can never come: the answer to"),
    ],
)
def test_what_cannot_be_is_said(steps: str, problem: str) -> None:
    """Of steps with faults in mind."""
    (line,) = said(f"steps: {steps}" if steps.startswith("[") else f"steps:{steps}")
    assert problem in line
