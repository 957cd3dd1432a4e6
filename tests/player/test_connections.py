"""The player's HTTP connections: a named one is one, and answers one request after the other; names and certificates are as faults want."""

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

SEND = "via: tencent-v5, template: 1001"


def wrong(text: str) -> list[str]:
    """What does not hold of a scenario."""
    scenario = loads(f"title: connections\n{text}")
    assert isinstance(scenario, Scenario), scenario
    return [finding.what for finding in play(scenario, "connections.yaml").findings if not finding.held]


def test_a_named_connection_is_kept() -> None:
    """Of two connections that are idle, the middlebox forgets the one that is used again, and knows nothing of a new one."""
    text = f"""
faults: [{{name: middlebox, kind: idle-forgotten, manner: reset}}]
steps:
  - send: {{{SEND}, to: 13800000000, params: ["1", "5"], connection: kept, as: before}}
  - expect: {{of: before, answer: {{result: 0}}}}
  - pass: 2m
  - send: {{{SEND}, to: 13800000000, params: ["2", "5"], connection: kept, as: kept}}
  - send: {{{SEND}, to: 13800000000, params: ["3", "5"], connection: new, as: new}}
  - expect: {{of: kept, answer: none}}
  - expect: {{of: new, answer: {{result: 0}}}}
"""
    assert wrong(text) == []


def test_requests_on_a_named_connection_take_turns() -> None:
    """The third of three senders waits for the two before it, ten seconds each; in a pool nobody waits."""
    sends = "\n".join(
        f"""      - steps:
          - send: {{{SEND}, to: 1380000000{nth}, params: ["{nth}", "5"], as: send {nth}, {connection}}}"""
        for nth, connection in enumerate(("connection: one", "connection: one", "connection: one", "patience: 60s"))
    )
    text = f"""
faults: [{{name: slow, kind: slow-requests, delay: 10s, path: /v5/tlssmssvr/sendsms}}]
steps:
  - parallel:
{sends}
  - expect: {{of: send 0, answer: {{result: 0}}, took: 10s}}
  - expect: {{of: send 1, answer: {{result: 0}}, took: 20s}}
  - expect: {{of: send 2, answer: {{result: 0}}, took: 30s}}
  - expect: {{of: send 3, answer: {{result: 0}}, took: 10s}}
"""
    assert wrong(text) == []


def test_who_waits_for_a_connection_gives_up_when_his_patience_is_over() -> None:
    """He never sent anything, so nothing was taken."""
    text = f"""
faults: [{{name: slow, kind: slow-requests, delay: 10s, first: 1}}]
steps:
  - parallel:
      - steps: [{{send: {{{SEND}, to: 13800000000, params: ["1", "5"], connection: one, as: slow}}}}]
      - steps: [{{send: {{{SEND}, to: 13900000000, params: ["2", "5"], connection: one, patience: 3s, as: impatient}}}}]
  - expect: {{of: slow, answer: {{result: 0}}, took: 10s}}
  - expect: {{of: impatient, answer: none, took: 3s, inbox: none}}
  - query: {{via: tencent-v5, what: records, number: 13900000000, as: records}}
  - expect: {{of: records, answer: {{data: []}}}}
"""
    assert wrong(text) == []


def test_whoever_looks_at_what_came_of_it_meets_no_late_name_and_no_late_handshake() -> None:
    """Reports are pulled at once, though every connection of a sender takes its time."""
    text = f"""
faults: [{{name: names, kind: late-dns, delay: 5s}}, {{name: handshakes, kind: late-tls, delay: 5s}}]
steps:
  - send: {{{SEND}, to: 13800000000, params: ["1", "5"], as: code}}
  - expect: {{of: code, took: 10s, within: 9s, report: {{report_status: SUCCESS}}}}
  - send: {{{SEND}, to: 13800000000, params: ["2", "5"], as: again}}
  - expect: {{of: again, answer: {{result: 0}}, took: 0s}}
"""
    assert wrong(text) == []
