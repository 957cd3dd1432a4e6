"""What is said is told with what might have been: the words that a setting takes, the name that is nearly it."""

import re
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct

from simulator.control.shapes import shaped
from simulator.handset.conditions import Condition
from simulator.testing import Carrier
from tests.web import ask


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    condition: Condition = Condition.ON
    time: Annotated[Literal["network", "wall"], Meta(description="which")] | None = None
    count: Annotated[int, Meta(ge=1)] = 1


CONDITIONS = ", ".join(condition.value for condition in Condition)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"condition": "offf"}, f"Invalid enum value 'offf' - at `$.condition`: wanted {CONDITIONS}"),
        ({"time": "sidereal"}, "Invalid enum value 'sidereal' - at `$.time`: wanted network, wall"),
        ({"conditon": "off"}, "Object contains unknown field `conditon` (did you mean condition?)"),
        ({"zzz": 1}, "Object contains unknown field `zzz`; wanted condition, time or count"),
        ({"count": 0}, "Expected `int` >= 1 - at `$.count`"),
        ([], "Expected `object`, got `array`"),
    ],
)
def test_what_is_wrong_is_told_with_what_would_do(said: object, told: str) -> None:
    """As one line."""
    with pytest.raises(ValueError, match=re.escape(told)) as raised:
        shaped(said, Wish)
    assert str(raised.value) == told


def test_what_is_right() -> None:
    """Is what it says."""
    assert shaped({"condition": "off", "count": 2}, Wish) == Wish(Condition.OFF, count=2)


def test_a_handset_is_told_its_conditions() -> None:
    """By the control API, in body and query."""
    with Carrier() as carrier:
        for method, path, body in (
            ("PUT", "/sim/handsets/13800000000", {"condition": "offf"}),
            ("GET", "/sim/handsets?condition=offf", None),
        ):
            status, problem = ask(method, carrier.url + path, body)
            assert (status, problem["detail"].endswith(f"wanted {CONDITIONS}")) == (400, True)
