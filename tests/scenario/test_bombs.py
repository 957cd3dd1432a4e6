"""Files that are made to hurt: each is refused in one line, in under a second of processor time and under 100 MB for the whole process."""

# ruff: noqa: E501 - a golden line is one line

from collections.abc import Iterator

import pytest

from tests.scenario.judge import Judge

SECONDS_MAX = 1.0
MEGABYTES_MAX = 100
LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

BOMBS = [
    pytest.param(
        "[" * 100_000,
        "f:1:21: [0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: nested more than 20 deep: a scenario needs six",
        id="nesting-bomb",
    ),
    pytest.param(
        "{a: " * 100_000, "f:1:81: a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a: nested more than 20 deep: a scenario needs six", id="mapping-bomb"
    ),
    pytest.param(LAUGHS, "f:5:20: a4: more than 25,000 values, those repeated by aliases counted: a scenario is smaller", id="alias-bomb"),
    pytest.param("title: " + "a" * 10_000_000, "f:1:1: the file is longer than 1 MB: split it", id="ten-megabytes"),
    pytest.param(
        "shows: [" + "a," * 400_000 + "]",
        "f:1:50005: shows: more than 25,000 values, those repeated by aliases counted: a scenario is smaller",
        id="many-values",
    ),
    pytest.param(
        "shows: [" + "".join(f"&a{n} a, " for n in range(2_000)) + "]",
        "f:1:8899: shows: more than 1,000 anchors: write the values out",
        id="many-anchors",
    ),
    pytest.param(
        "a" * 900_000 + ": b",
        "f:1:900001: a `:` that cannot stand here: put quotes around a text that holds one, and check the indentation",
        id="long-key",
    ),
    pytest.param(
        "seed: " + "9" * 900_000,
        'f:1:7: seed: "99999999999999999999999999999999999999999999999999999999999…" will not do: wanted a whole number from 0 to 9,007,199,254,740,992, digits only',
        id="long-value",
    ),
    pytest.param(
        "network: {validity: " + "9" * 900_000 + "s}",
        'f:1:21: network.validity: "99999999999999999999999999999999999999999999999999999999999…" is longer than ten years',
        id="long-duration",
    ),
    pytest.param(
        "steps:\n- " + "repeat: {times: 1000000, steps: [{" * 5 + "pass: 1s" + "}]}" * 5,
        "f:2:104: steps[0].repeat.steps[0].repeat.steps[0].repeat.steps[0]: comes to more than a trillion steps: wanted at most 1,000,000",
        id="loop-bomb",
    ),
    pytest.param(
        "vars: {a: " + "a" * 100_000 + "}\nshows: [" + "'${a}${a}'," * 10_000 + "]",
        "f:2:119: shows[10]: with what its variables are worth, the file is longer than 2 MB: say less with them",
        id="variable-bomb",
    ),
    pytest.param(
        "populations: {crowd: {size: 10000000}}\nsteps: [{each: {as: a, in: crowd, steps: [{each: {as: b, in: crowd, steps: [{pass: 1s}]}}]}}]",
        "f:2:43: steps[0].each.steps[0]: comes to 10,000,000 steps: wanted at most 1,000,000",
        id="population-bomb",
    ),
]
CROWDS = [
    pytest.param("".join(f"k{n}: 1\n" for n in range(12_000)), id="unknown-keys"),
    pytest.param("steps:\n" + "- a\n" * 20_000, id="steps-that-are-none"),
    pytest.param("handsets:\n" + "".join(f"  {13800000000 + n}: {{condition: of}}\n" for n in range(8_000)), id="handsets"),
    pytest.param("steps: [" + "[]," * 20_000 + "]", id="lists"),
    pytest.param("accounts:\n" + "- {system_id: a}\n" * 7_000, id="accounts"),
    pytest.param("a: 1\n" * 100_000, id="duplicates"),
]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """Every text has a process of its own, that begins with what is imported and no more."""
    with Judge() as judge:
        yield judge


@pytest.mark.parametrize(("text", "line"), BOMBS)
def test_a_bomb_does_not_go_off(judge: Judge, text: str, line: str) -> None:
    """It is refused for what it is."""
    lines, seconds, megabytes = judge(text)
    assert lines == [line]
    assert seconds < SECONDS_MAX
    assert megabytes < MEGABYTES_MAX


@pytest.mark.parametrize("text", CROWDS)
def test_a_crowd_of_mistakes_is_cut_short(judge: Judge, text: str) -> None:
    """Ten thousand mistakes cost no more than a hundred."""
    lines, seconds, megabytes = judge(text)
    assert 1 < len(lines) <= 101
    assert seconds < SECONDS_MAX
    assert megabytes < MEGABYTES_MAX
