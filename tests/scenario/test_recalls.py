"""What is wrong with a step that calls a text back or replaces it, and with octets in place of a text: one exact line each."""

import pytest

from simulator.scenario.load import loads

SENT = "steps:\n- send: {via: smpp, to: 13800000001, text: hi, as: a}\n"
BY_V5 = "steps:\n- send: {via: tencent-v5, to: 13800000001, template: 1001, params: [1, 5], as: a}\n"
MISTAKES = [
    (BY_V5 + "- cancel: {of: a}\n", 'f:3:16: steps[1].cancel.of: "a" is sent via tencent-v5, which calls nothing back: send it via smpp'),
    ("steps:\n- cancel: {of: a}\n" + SENT[7:], 'f:2:16: steps[0].cancel.of: "a" is sent only later, on line 3: move this behind it'),
    (SENT + "- replace: {of: b, text: ho}\n", 'f:3:17: steps[1].replace.of: no send has "as: b"; wanted a'),
    (SENT + "- replace: {of: a}\n", 'f:3:12: steps[1].replace: "text" is missing'),
    (SENT + "- cancel: {of: a, as: a}\n", 'f:3:23: steps[1].cancel.as: "a" is the name of the send on line 2 already: give it another'),
    (
        SENT + "- cancel: {of: a, as: b}\n- expect: {of: b, report: none}\n",
        'f:4:27: steps[2].expect.report: nothing tells the report of "b", which is of a cancel step: expect its answer',
    ),
    (
        "steps:\n- query: {via: tencent-v5, what: records, number: 13800000001, as: a}\n- cancel: {of: a}\n",
        'f:3:16: steps[1].cancel.of: "a" is no send, and nothing else is called back or replaced',
    ),
    (
        "steps:\n- send: {via: smpp, to: 13800000001, text: hi, octets: 00ff}\n",
        "f:2:9: steps[0].send: text and octets stand side by side: keep one of them",
    ),
    (
        "steps:\n- send: {via: tencent-v5, to: 13800000001, octets: 00ff}\n",
        "f:2:52: steps[0].send.octets: tencent-v5 has no octets: take it out, or send via smpp",
    ),
    (
        "steps:\n- send: {via: smpp, to: 13800000001, octets: 00f}\n",
        'f:2:46: steps[0].send.octets: "00f" is not hexadecimal: write octets as deadbeef, or de ad be ef',
    ),
]


@pytest.mark.parametrize(("text", "line"), MISTAKES, ids=[line.partition(": ")[2][:40] for _, line in MISTAKES])
def test_a_mistake(text: str, line: str) -> None:
    """Told once."""
    found = loads(text, "f")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [line]


def test_one_of_a_loop_is_called_back() -> None:
    """By the name that its round gave it."""
    text = (
        "steps:\n- repeat:\n    times: 2\n    counter: n\n    steps:\n"
        '    - send: {via: smpp, to: 13800000001, text: hi, as: "text-${n}"}\n    - cancel: {of: "text-${n}"}\n- cancel: {of: text-2}\n'
    )
    assert not isinstance(found := loads(text, "f"), list), [*map(str, found)]
