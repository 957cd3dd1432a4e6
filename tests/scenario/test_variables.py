"""Variables: what `${name}` stands for, and what is said where it stands for nothing."""

# ruff: noqa: E501 - a step is one line

import pytest

from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario, Send
from simulator.scenario.variables import UnknownError, filled, pattern, used

SCOPE = {"code": "4321", "who.number": "13900000001", "who.name": "王小明"}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("${code}", "4321"),
        ("your code is ${code}, ${code}!", "your code is 4321, 4321!"),
        ("${who.name}: ${who.number}", "王小明: 13900000001"),
        ("$${code} costs $5", "${code} costs $5"),
        ("no variable at all", "no variable at all"),
    ],
)
def test_a_variable_stands_for_its_text(text: str, worth: str) -> None:
    """Once or several times, with fields; a second $ makes it a text again."""
    assert filled(text, SCOPE) == worth


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("${coed}", '"${coed}" is no variable here (did you mean code?)'),
        ("${}", '"${}" is no variable here; there is code, who.number, who.name'),
        ("${code", '"${code" is not closed'),
        ("${who}", '"${who}" is no variable here'),
    ],
)
def test_what_nobody_has_is_said(text: str, said: str) -> None:
    """With the near one, or all there are."""
    with pytest.raises(UnknownError) as told:
        filled(text, SCOPE)
    assert str(told.value).startswith(said)


def test_what_a_name_can_become() -> None:
    """A name with variables stands for all that they can make of it."""
    assert list(used("m-${n}-$${x}-${who.name}")) == ["n", "who.name"]
    assert pattern("m.${n}").fullmatch("m.17")
    assert not pattern("m.${n}").fullmatch("mx17")


def test_a_variable_can_stand_anywhere() -> None:
    """In numbers, times, words and texts, wherever a value stands."""
    found = loads(
        "vars: {number: '13800009501', sick: 'off', wait: 2h, tpl: '1001'}\nhandsets: {13800009501: {condition: '${sick}', until: '${wait}'}}\n"
        "steps: [{send: {via: tencent-v5, to: '${number}', template: '${tpl}', params: ['1', '5']}}, {pass: '${wait}'}]\n"
    )
    assert isinstance(found, Scenario)
    send = found.steps[0]
    assert isinstance(send, Send)
    assert (send.to, send.template) == ("+8613800009501", 1001)
    assert found.lines["+8613800009501"].handset.spells[0].until == found.start + 7_200_000
