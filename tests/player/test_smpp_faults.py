"""SMPP faults as the player's client meets them: what it waits for, when it hangs up, and that it comes back."""

import json
from pathlib import Path

import pytest

from simulator.player.play import Played, play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario

LONG = "您的包裹已到，请凭取件码到门口的快递柜领取，二十四小时内有效。" * 4


def played(text: str) -> Played:
    scenario = loads(text, "f")
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    return play(scenario, "f")


def wrong(text: str) -> list[str]:
    return [finding.what for finding in played(text).findings if not finding.held]


def faults(*said: str) -> str:
    listed = "".join(f"\n    - {{name: f{index}, {fault}}}" for index, fault in enumerate(said))
    return f"smpp:\n  faults:{listed}\n"


def test_an_answer_that_nobody_expects_to_be_missing_is_told() -> None:
    """As over HTTP."""
    steps = "steps:\n  - send: {via: smpp, to: 13900000001, text: hi, as: a}\n"
    assert wrong(faults("kind: answer-never") + steps) == ["it is not answered, and no expectation of its answer says so"]


def test_the_rest_of_a_long_text_is_not_sent_after_silence() -> None:
    """The first part was answered, the second was not: the third stays here, and the parts that are there are told of."""
    steps = (
        f"steps:\n  - send: {{via: smpp, to: 13900000001, text: {LONG}, patience: 1m, as: a}}\n"
        "  - expect: {of: a, answer: {status: ESME_ROK}, took: 1m}\n"
        "  - expect: {of: a, within: 1m, report: {stat: DELIVRD}, inbox: none}\n"
    )
    assert wrong(faults("kind: answer-never, every: 2") + steps) == []


def test_receipts_wait_for_a_client_that_comes_back() -> None:
    """It binds anew where the network ended its session, without a text to send."""
    steps = (
        "steps:\n  - send: {via: smpp, to: 13900000001, text: hi, as: a}\n  - pass: 1m\n"
        "  - expect: {of: a, answer: {status: ESME_ROK}, report: {stat: DELIVRD}}\n"
    )
    assert wrong(faults("kind: close-after, first: 1") + steps) == []


def test_a_late_answer_to_a_bind() -> None:
    """It is part of what the caller waits for."""
    steps = (
        "steps:\n  - send: {via: smpp, to: 13900000001, text: hi, as: a}\n  - expect: {of: a, answer: {status: ESME_ROK}, took: 5s}\n"
        "  - send: {via: smpp, to: 13900000002, text: hi, as: b}\n  - expect: {of: b, answer: {status: ESME_ROK}, took: 0s}\n"
    )
    assert wrong(faults("kind: answer-late, delay: 5s, at: bind") + steps) == []


@pytest.mark.parametrize("kind", ["kind: unknown-command", "kind: trickle, octets_a_write: 1"])
def test_what_a_good_client_does_not_notice(kind: str) -> None:
    """An unknown request, and answers that come octet by octet."""
    steps = "steps:\n  - send: {via: smpp, to: 13900000001, text: hi, as: a}\n"
    expected = "  - expect: {of: a, took: 0s, within: 1m, answer: {status: ESME_ROK}, report: {stat: DELIVRD}}\n"
    assert wrong(faults(kind) + steps + expected) == []


def test_two_accounts_of_which_one_is_struck() -> None:
    """Each has a session of its own."""
    accounts = "accounts: [{system_id: esme}, {system_id: other, password: secret}]\n"
    steps = "steps:\n" + "".join(
        f"  - send: {{via: smpp, account: {name}, to: 13900000001, text: hi, patience: 1s, as: {name}}}\n"
        f"  - expect: {{of: {name}, {expected}}}\n"
        for name, expected in (("esme", "answer: none"), ("other", "answer: {status: ESME_ROK}, took: 0s"))
    )
    assert wrong(accounts + faults("kind: half-open, account: esme") + steps) == []


@pytest.mark.parametrize("axes", ["tlvonly", "{by_data_sm: true}", "{ucs2: true}", "nolabel", "smpptime"])
def test_receipts_are_read_however_they_are_written(axes: str) -> None:
    """From the text in any layout and coding, or from the TLVs where there is none."""
    file = (
        f"accounts: [{{system_id: esme, quirks: {axes}}}]\nhandsets: {{13900000002: {{condition: number-unknown}}}}\nsteps:\n"
        "  - send: {via: smpp, to: 13900000001, text: hi, as: good}\n  - send: {via: smpp, to: 13900000002, text: hi, as: bad}\n"
        "  - expect: {of: good, within: 1m, report: {status: SUCCESS}}\n  - expect: {of: bad, within: 1m, report: {status: FAIL}}\n"
    )
    assert wrong(file) == []


def test_what_is_played_is_captured(tmp_path: Path) -> None:
    """At network time, the same every run."""
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file in files:
        steps = "steps:\n  - send: {via: smpp, to: 13900000001, text: hi, as: a}\n"
        assert wrong(f"smpp: {{capture: {{file: {file}}}}}\n{steps}") == []
    one, other = ([{**json.loads(line), "peer": ""} for line in file.read_text().splitlines()[:4]] for file in files)
    assert [pdu["command"] for pdu in one] == ["bind_transceiver", "bind_transceiver_resp", "submit_sm", "submit_sm_resp"]
    assert one == other


def test_a_capture_that_cannot_be_written_is_a_finding() -> None:
    """With the file's name."""
    assert wrong("smpp: {capture: {pcap: no/such/folder/a.pcap}}") == [
        "the capture's file no/such/folder/a.pcap cannot be written: No such file or directory"
    ]


def test_a_call_that_cannot_be_made_is_a_finding() -> None:
    """With what is in its way."""
    (finding,) = wrong("accounts: [{system_id: esme, outbind: {host: a, port: 1, tls: true, authority: no.pem}}]")
    assert "no.pem' cannot be read: " in finding
