"""Golden mistakes of steps by hand and at the platform's counter: what each is answered with, as one exact line."""

# ruff: noqa: E501 - a golden line is one line

import pytest

from simulator.scenario.load import json_schema, loads
from simulator.scenario.settings import Apply, Call, Lift, Operate, Query, Scenario, Send

SEND = "send: {via: tencent-v5, to: 13900009500, template: 1001, params: [a, b], as: one"
MISTAKES = [
    pytest.param("call: {via: smpp}", 'f:2:15: steps[0].call.via: "smpp" is no HTTP API; wanted tencent-v5 or tencent-v3', id="no-api"),
    pytest.param("call: {via: tencent-v5, boddy: a}", 'f:2:27: steps[0].call: unknown key "boddy" (did you mean body?)', id="unknown-key"),
    pytest.param(
        "call: {via: tencent-v5, account: 1400000002}",
        'f:2:36: steps[0].call.account: "1400000002" is no app (did you mean 1400000001?)',
        id="unknown-app",
    ),
    pytest.param(
        "call: {via: tencent-v5, body: '{\"time\": $tiem}'}",
        "f:2:33: steps[0].call.body: nothing stands for $tiem (did you mean $time?)",
        id="nothing-stands-for-it",
    ),
    pytest.param(
        "call: {via: tencent-v3, signed: a}",
        "f:2:35: steps[0].call.signed: tencent-v3 has no signed: take it out, or say tencent-v5",
        id="of-the-other-api",
    ),
    pytest.param(
        "call: {via: tencent-v5, octets: a, body: b}",
        "f:2:44: steps[0].call.body: stands beside octets, which are all that goes out: take body out, or octets",
        id="beside-octets",
    ),
    pytest.param(
        SEND + ", but: {kee: a}}",
        'f:2:91: steps[0].send.but: unknown key "kee" (did you mean key?)',
        id="unknown-key-of-a-request",
    ),
    pytest.param(
        "send: {via: smpp, to: 13900009500, text: hi, but: {key: a}}",
        "f:2:53: steps[0].send.but: smpp has no but: take it out, or send via tencent-v5",
        id="not-over-smpp",
    ),
    pytest.param(
        "apply: {via: tencent-v5, sing: a}", 'f:2:28: steps[0].apply: unknown key "sing" (did you mean sign?)', id="misspelt-sign"
    ),
    pytest.param(
        "apply: {via: smpp, sign: a}",
        'f:2:16: steps[0].apply.via: "smpp" is no counter; wanted tencent-v5, tencent-v3 or console',
        id="no-counter",
    ),
    pytest.param(
        "apply: {via: console}", 'f:2:10: steps[0].apply: "sign" or "template" is missing: say what is handed in', id="nothing-handed-in"
    ),
    pytest.param(
        "apply: {via: console, sign: a, template: b}",
        "f:2:10: steps[0].apply: sign and template stand side by side: keep one of them",
        id="two-papers",
    ),
    pytest.param(
        "apply: {via: console, sign: a, kind: code}", "f:2:40: steps[0].apply.kind: a sign has no kind: take it out", id="of-templates"
    ),
    pytest.param(
        "apply: {via: tencent-v5, sign: a, purpose: others}",
        "f:2:46: steps[0].apply.purpose: tencent-v5 has no purpose: take it out, or apply via tencent-v3",
        id="not-asked-by-v5",
    ),
    pytest.param(
        "apply: {via: tencent-v5, template: a, kind: code}",
        "f:2:47: steps[0].apply.kind: tencent-v5 knows no code: say normal, or apply via tencent-v3",
        id="no-such-kind-over-v5",
    ),
    pytest.param(
        "apply: {via: console, sign: a, proof: licence}",
        'f:2:41: steps[0].apply.proof: "licence" is no document (did you mean business-licence?)',
        id="no-document",
    ),
    pytest.param(
        "apply: {via: console, sign: a, change: nobody}",
        'f:2:42: steps[0].apply.change: "nobody" is no application',
        id="no-application",
    ),
    pytest.param(
        "apply: {via: console, delete: a, sign: b, as: a}",
        "f:2:33: steps[0].apply.delete: stands beside sign: what is deleted is not handed in, keep one of them",
        id="deleted-and-handed-in",
    ),
    pytest.param(
        "lift: {handset: 1390000950}",
        'f:2:19: steps[0].lift.handset: "1390000950" is no phone number: write 13800000001 (11 digits), or +85251000001 with the country\'s code',
        id="no-number",
    ),
    pytest.param(
        "query: {via: tencent-v5, what: record}",
        'f:2:34: steps[0].query.what: "record" is no question (did you mean records?)',
        id="no-question",
    ),
    pytest.param(
        "query: {via: tencent-v5, what: records}",
        'f:2:10: steps[0].query: "number" is missing: records are those of a number',
        id="of-no-number",
    ),
    pytest.param(
        "query: {via: tencent-v5, what: sent, number: 13900009500}",
        "f:2:48: steps[0].query.number: sent are not of a number: take it out",
        id="of-an-app",
    ),
    pytest.param(
        "console: {app: 1400000001, disabled: true}",
        "f:2:40: steps[0].console.disabled: is nothing of an app: wanted enabled, banned, key_disabled, key or limits",
        id="of-a-secret",
    ),
    pytest.param(
        "console: {app: 1400000001, banned: true, enabled: true}",
        "f:2:12: steps[0].console: wanted one of enabled, banned, key_disabled, key or limits: one step does one thing",
        id="two-things",
    ),
    pytest.param(
        "console: {secret: AKIDEXAMPLE0000000002, disabled: true}",
        'f:2:21: steps[0].console.secret: "AKIDEXAMPLE0000000002" is no secret (did you mean AKIDEXAMPLE0000000001?)',
        id="unknown-secret",
    ),
    pytest.param(
        SEND + "}\n- expect: {of: one, review: {status: approved}}",
        'f:3:29: steps[1].expect.review: nothing tells the review of "one", which is of a send step: expect its answer, blocked, inbox, pushed, record, replies, report, sender, state or took',
        id="not-of-a-send",
    ),
    pytest.param(
        "query: {via: tencent-v5, what: sent, as: one}\n- expect: {of: one, inbox: none}",
        'f:3:28: steps[1].expect.inbox: nothing tells the inbox of "one", which is of a query step: expect its answer',
        id="not-of-a-query",
    ),
    pytest.param(
        "lift: {handset: 13900009500, as: one}\n- lift: {handset: 13900009501, as: one}",
        'f:3:36: steps[1].lift.as: "one" is the name of the send on line 2 already: give it another',
        id="a-name-twice",
    ),
]


@pytest.mark.parametrize(("step", "line"), MISTAKES)
def test_a_mistake_is_told_in_one_line(step: str, line: str) -> None:
    """With its place, and with what was meant where that can be guessed."""
    problems = loads(f"steps:\n- {step}\n", "f")
    assert isinstance(problems, list)
    assert list(map(str, problems)) == [line]


def test_what_a_step_leaves_out() -> None:
    """Is as it should be: signed now with the right key, by the first app, asked since the file's start."""
    found = loads(
        "steps:\n- call: {via: tencent-v5, interface: pullstatus}\n- apply: {via: console, sign: 云上书店, as: s}\n"
        "- apply: {via: tencent-v5, delete: s}\n- lift: {handset: 13900009500}\n- query: {via: tencent-v3, what: sent}\n"
        "- console: {app: 1400000001, banned: true}\n- send: {via: tencent-v5, to: 13900009500, template: s, but: {body: none}, as: x}\n"
        "- expect: {of: x, answer: {ErrorCode: 60003}}\n"
    )
    assert isinstance(found, Scenario), list(map(str, found))
    call, sign, gone, lift, query, ban, send, _ = found.steps
    assert isinstance(call, Call)
    assert (call.wire.interface, call.wire.method, call.wire.age_ms, call.account) == ("pullstatus", "POST", 0, None)
    assert isinstance(sign, Apply)
    assert (sign.what, sign.text, sign.names, sign.proof, sign.purpose) == ("sign", "云上书店", "company", "business-licence", "own")
    assert isinstance(gone, Apply)
    assert (gone.on, gone.delete, gone.what) == ("s", True, "")
    assert isinstance(lift, Lift)
    assert isinstance(query, Query)
    assert (query.since, query.until) == (found.start, None)
    assert isinstance(ban, Operate)
    assert (ban.method, ban.path, ban.body) == ("POST", "apps/1400000001/ban", None)
    assert isinstance(send, Send)
    assert send.but is not None
    assert (send.template, send.but.body) == ("s", "")


@pytest.mark.parametrize("word", ["call", "apply", "lift", "query", "console"])
def test_editors_know_the_words(word: str) -> None:
    """Each has its place in the schema, and something is said about it."""
    schema = json_schema()
    (reference,) = [each["$ref"] for each in schema["$defs"]["StepSection"]["properties"][word]["anyOf"] if "$ref" in each]
    assert schema["$defs"][reference.rpartition("/")[2]]["description"]
