"""What an export of an API's code says of itself: that a fault answers it, and whether anything else would."""

from collections import defaultdict
from typing import Any

import pytest
import yaml

from simulator.control.readings import readings
from simulator.control.replay_of_answer import of_answer
from tests.fronts.tencent_codes import V3_WHOLE, V5_WHOLE, WAYS

ALONE = "nothing else in this network leads to it"


def exported(code: str) -> list[dict[str, Any]]:
    return [yaml.safe_load(text) for text in of_answer(readings(code)[0])]


def ways() -> dict[str, list[str]]:
    """Of each code, what brings it in the tests that play them all."""
    found = defaultdict(list)
    for way in WAYS:
        for code in filter(None, (way.v5, way.v3)):
            found[code].append(way.does)
    for row in (*V5_WHOLE, *V3_WHOLE):
        found[row.code].append(row.does)
    return found


@pytest.mark.parametrize(("code", "does"), ways().items(), ids=str)
def test_only_what_nothing_else_brings_says_so(code: str, does: list[str]) -> None:
    """The ways that are played elsewhere tell: a code that one of them brings without a fault is not said to be a fault's alone."""
    (scenario,) = exported(code)
    assert f"{code} by a fault that answers it to whatever is sent: " in scenario["title"]
    if not all("fault" in each or "back end" in each for each in does):
        assert ALONE not in scenario["title"]


@pytest.mark.parametrize(
    "code", ["1007", "1011", "1018", "1030", "InternalError.Timeout", "LimitExceeded.DeliveryFrequencyLimit", "ActionOffline"]
)
def test_a_code_that_is_a_faults_alone(code: str) -> None:
    """Its title says so."""
    assert ALONE in exported(code)[0]["title"]


def test_where_to_look_for_what_brings_it() -> None:
    """Of a code that comes about otherwise too."""
    assert exported("1014")[0]["title"].endswith("; `fakecarrier why 1014` names what leads to it otherwise")


@pytest.mark.parametrize("code", ["60003", "60006", "60009", "60012"])
def test_what_the_gateway_turns_away_needs_no_fault(code: str) -> None:
    """A request brings it."""
    (scenario,) = exported(code)
    assert scenario.keys() == {"title", "steps"}


@pytest.mark.parametrize("code", ["60002", "60013"])
def test_what_nothing_brings_has_none(code: str) -> None:
    """Neither a request nor a fault."""
    assert exported(code) == []
