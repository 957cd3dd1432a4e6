"""Loops, senders side by side, chance, lists, counts: what is wrong with them, each mistake as one exact line."""

# ruff: noqa: E501 - a golden line is one line

import pytest

from simulator.scenario.courses import Loop
from simulator.scenario.load import json_schema, loads
from simulator.scenario.schema import keys_at
from simulator.scenario.settings import Scenario, Send

HI = "{send: {via: smpp, to: 13800009500, text: hi, as: hi}}"
MISTAKES = [
    pytest.param(
        "- repeat: {times: 2, steps: [{sned: {}}]}",
        'f:2:31: steps[0].repeat.steps[0]: unknown key "sned" (did you mean send?)',
        id="inside",
    ),
    pytest.param(
        "- repeat: {times: 2, counter: 1st, steps: [{pass: 1s}]}",
        'f:2:31: steps[0].repeat.counter: "1st" is no name for a variable: small letters, digits, - and _, beginning with a letter',
        id="name",
    ),
    pytest.param(
        "- repeat: {times: 2, steps: []}",
        "f:2:29: steps[0].repeat.steps: the list is empty: leave it out, or name at least one",
        id="empty",
    ),
    pytest.param(
        "- repeat: {times: 2, counter: n, steps: [{pass: '${m}'}]}",
        'f:2:49: steps[0].repeat.steps[0].pass: "${m}" is no variable here; there is n. Where none is meant write $${',
        id="variable",
    ),
    pytest.param(
        "- each: {as: x, in: [13800009500], steps: [{send: {via: smpp, to: '${x}0', text: hi}}]}",
        'f:2:67: steps[0].each.steps[0].send.to: "138000095000" is no phone number: write 13800000001 (11 digits), or +85251000001 with the country\'s code',
        id="value-of-a-variable",
    ),
    pytest.param(
        "- each: {as: x, in: crowd, steps: [{pass: 1s}]}", 'f:2:21: steps[0].each.in: "crowd" is no population', id="no-population"
    ),
    pytest.param(
        "- each: {as: x, in: [a], most: 1, steps: [{pass: 1s}]}",
        "f:2:32: steps[0].each.most: of a list all are taken: take it out, or name a population",
        id="most-of-a-list",
    ),
    pytest.param(
        "- each: {as: x, in: [[a]], steps: [{pass: 1s}]}",
        "f:2:21: steps[0].each.in: wanted a list of texts, or of mappings of texts",
        id="list-in-a-list",
    ),
    pytest.param(
        "- every: {interval: 1m, for: 30s, steps: [{pass: 1s}]}",
        "f:2:30: steps[0].every.for: shorter than the interval: there would be no second time",
        id="short",
    ),
    pytest.param(
        "- parallel: [{senders: 60, steps: [{pass: 1s}]}, {senders: 60, steps: [{pass: 1s}]}]",
        "f:2:13: steps[0].parallel: more than 100 senders side by side",
        id="crowd",
    ),
    pytest.param(
        "- either: [{steps: [{pass: 1s}]}]", "f:2:11: steps[0].either: the list is empty: leave it out, or name at least one", id="one"
    ),
    pytest.param(
        "- repeat: {times: 1000000, steps: [{repeat: {times: 1000000, steps: [{pass: 1s}]}}]}",
        "f:2:3: steps[0]: comes to more than a trillion steps: wanted at most 1,000,000",
        id="too-much",
    ),
    pytest.param(
        f"- repeat: {{times: 100, steps: [{HI.replace('as: hi', 'times: 100000')}]}}",
        "f:2:3: steps[0]: comes to 10,000,000 steps: wanted at most 1,000,000",
        id="too-many-copies",
    ),
    pytest.param(
        "- include: part.yaml",
        "f:2:12: steps[0].include: a text that is no file has no folder to include from: save it, and name the file",
        id="include",
    ),
    pytest.param(
        f"- {HI}\n- expect: {{of: hi, count: {{state: DELIVERED}}}}",
        "f:3:27: steps[1].expect.count: how many is missing: wanted one of exactly, at_least, at_most",
        id="how-many",
    ),
    pytest.param(
        f"- {HI}\n- expect: {{of: hi, count: {{exactly: 1}}}}",
        "f:3:27: steps[1].expect.count: nothing is counted: wanted at least one of answer, report, state",
        id="what",
    ),
    pytest.param(
        f"- {HI}\n- expect: {{of: hi, latency: {{report: {{p99: 1s, p50: 2s}}}}}}",
        "f:3:38: steps[1].expect.latency.report: times grow from p50 to max: of those that took no longer there are more and more",
        id="percentiles",
    ),
    pytest.param(
        "- expect: {handset: 13800009500, inbox: none, state: DELIVERED}",
        "f:2:54: steps[0].expect.state: state is of a text that was sent: name it with `of`, and take handset out",
        id="handset",
    ),
    pytest.param(
        "- expect: {handset: 13800009500, inbox: {text: a, contains: a}}",
        "f:2:41: steps[0].expect.inbox: wanted text, or contains in place of it: one of the two",
        id="contains",
    ),
    pytest.param(
        "- upload: {template: 1001}",
        'f:2:11: steps[0].upload: "numbers" is missing: say who is in the list, or name a population',
        id="list",
    ),
    pytest.param(
        "- upload: {template: 1010, numbers: [1]}",
        "f:2:22: steps[0].upload.template: 1010 is no template of app 1400000001 (did you mean 1009?)",
        id="list-without-text",
    ),
]


@pytest.mark.parametrize(("step", "line"), MISTAKES)
def test_a_mistake_is_one_precise_line(step: str, line: str) -> None:
    """Where it stands, which setting it is, what is wrong and what was wanted."""
    found = loads(f"steps:\n{step}\n", "f")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [line]


def test_mistakes_in_and_around_a_loop_are_told_at_once() -> None:
    """What is wrong with one step of a loop hides nothing of the others."""
    found = loads(
        f"steps:\n- repeat:\n    times: 2\n    steps:\n    - sned: {{}}\n    - {HI.replace('smpp', 'smp').replace('as: hi', 'as: it')}\n    - {HI}\n- expect: {{of: ho, state: DELIVERED}}\n",
        "f",
    )
    assert isinstance(found, list)
    assert [problem.place.line for problem in found] == [5, 6, 8]


def test_every_item_of_a_list_is_looked_at() -> None:
    """Not the first alone: a field that one of them lacks, a word that another misspells, also in loops in loops."""
    items = "[{wait: 1s, sick: 'off'}, {wait: 1s}, {wait: soon, sick: of}]"
    steps = "[{pass: '${x.wait}'}, {each: {as: y, in: ['1', '0'], steps: [{pass: '${y}s'}, {set: {handset: 13800009500, condition: '${x.sick}'}}]}}]"
    found = loads(f"steps:\n- each: {{as: x, in: {items}, steps: {steps}}}\n", "f")
    assert isinstance(found, list)
    assert [str(problem).partition(": ")[2] for problem in found] == [
        'steps[0].each.steps[0].pass: "soon" is no duration: write it as 30s, 1h30m, 2d or 500ms',
        'steps[0].each.steps[1].each.steps[0].pass: "0s" is no time at all: wanted more than 0',
        'steps[0].each.steps[1].each.steps[1].set.condition: "${x.sick}" is no variable here; there is x.wait, y. Where none is meant write $${',
    ]


def test_what_is_sent_in_a_later_round_can_be_named() -> None:
    """The name is checked against all that its variables can make of it."""
    loop = "steps:\n- repeat: {times: 3, counter: n, steps: [{send: {via: smpp, to: 13800009500, text: hi, as: 'm-${n}'}}]}\n"
    assert isinstance(loads(loop + "- expect: {of: m-3, state: DELIVERED}\n"), Scenario)
    found = loads(loop + "- expect: {of: x-3, state: DELIVERED}\n")
    assert isinstance(found, list)


def test_a_loop_is_not_laid_out() -> None:
    """A million rounds are one value, whose steps are read when they are played."""
    found = loads("steps:\n- repeat: {times: 1000000, counter: n, steps: [{send: {via: smpp, to: 13800009500, text: 'no. ${n}'}}]}\n")
    assert isinstance(found, Scenario)
    (loop,) = found.steps
    assert isinstance(loop, Loop)
    (send,) = loop.course.read({"n": "17"})
    assert isinstance(send, Send)
    assert send.text == "no. 17"


def test_the_schema_knows_the_words() -> None:
    """Editors are told of loops in loops, and of the short forms."""
    schema = json_schema()
    step = schema["$defs"]["StepSection"]["properties"]
    assert set(step) == set(keys_at(("steps", 0)))
    assert {"string", "array"} == set(schema["$defs"]["EachSection"]["properties"]["in"]["type"])
    assert "steps" not in schema["$defs"]["IncludeSection"]["properties"]
