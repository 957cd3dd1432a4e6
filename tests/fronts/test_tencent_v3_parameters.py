"""Parameters on their way into an action's shape: flattened names, JSON's own traps, and which of them is wrong."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct

from simulator.fronts.tencent_v3 import parameters
from simulator.fronts.tencent_v3.actions import EN, ZH, Failure


class Inner(Struct, rename="pascal", forbid_unknown_fields=True):
    name: str


class Shape(Struct, rename="pascal", forbid_unknown_fields=True):
    app_id: str
    limit: int = 0
    inner_set: list[Inner] = []
    text_set: list[str] = []


def wrong(value: dict[str, Any], *, typed: bool = True, language: str = EN) -> tuple[str, str]:
    """Code and message for parameters that do not fit."""
    found = parameters.shaped(value, Shape, language, typed=typed)
    assert isinstance(found, Failure), found
    return found.code, found.message


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a=1&a=2", {"a": "2"}),
        ("a.0=x&a.1=y", {"a": ["x", "y"]}),
        ("a.10=z&a.2=y&a.0=x", {"a": ["x", "y", "z"]}),
        ("a.0.B=x&a.0.C.0=y&a.1.B=z", {"a": [{"B": "x", "C": ["y"]}, {"B": "z"}]}),
        ("a.B=x", {"a": {"B": "x"}}),
        ("a=%E8%85%BE+%2B", {"a": "腾 +"}),
    ],
)
def test_flattened_names(query: str, value: dict[str, Any]) -> None:
    """Lists are in the order of their numbers, whatever order they came in; of a name that comes twice the last one counts."""
    items = parameters.pairs(query)
    assert items is not None
    assert parameters.nested(items) == value


@pytest.mark.parametrize("names", [("a", "a.b"), ("a.b", "a"), ("a.0.x", "a.0.x.y"), (".".join("abcdefghi"),), ("a." * 400_000,)])
def test_names_that_fit_nothing(names: tuple[str, ...]) -> None:
    """Under a name that has a value already, or too deep; told shortly."""
    found = parameters.nested([(name, "1") for name in names])
    assert isinstance(found, Failure)
    assert (found.code, len(found.message) < 200) == ("InvalidParameter", True)


def test_how_many_fields_there_may_be() -> None:
    """As many as the largest request has, and more; past that nothing is read."""
    assert len(parameters.pairs("&".join(f"a.{nth}=1" for nth in range(10_000))) or ()) == 10_000
    assert parameters.pairs("&" * 10_000) is None


@pytest.mark.parametrize("raw", [b"{", b"[]", b"null", b"1", b'"x"', b"\xff", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000])
def test_what_is_no_object(raw: bytes) -> None:
    """It is said in one way, in the language asked for."""
    chinese, english = parameters.of_json(raw, ZH), parameters.of_json(raw, EN)
    assert isinstance(chinese, Failure)
    assert isinstance(english, Failure)
    assert (chinese.code, english.code, chinese.message.isascii(), english.message.isascii()) == (
        *["FailedOperation.JsonParseFail"] * 2,
        False,
        True,
    )


def test_no_body_is_an_empty_object() -> None:
    """Actions without parameters need none; the others miss theirs."""
    assert parameters.of_json(b"", EN) == {}


@pytest.mark.parametrize(
    ("value", "typed", "code", "named"),
    [
        ({}, True, "MissingParameter", "`AppId`"),
        ({"AppId": "1", "Colour": 1}, True, "UnknownParameter", "`Colour`"),
        ({"AppId": "1", "InnerSet": [{"Name": "a"}, {}]}, True, "MissingParameter", "InnerSet"),
        ({"AppId": "1", "InnerSet": [{"Name": "a", "Colour": 1}]}, True, "UnknownParameter", "Colour"),
        ({"AppId": 1}, True, "InvalidParameter", "`AppId`"),
        ({"AppId": None}, True, "InvalidParameter", "`AppId`"),
        ({"AppId": "1", "Limit": "1"}, True, "InvalidParameter", "`Limit`"),
        ({"AppId": "1", "Limit": "one"}, False, "InvalidParameter", "`Limit`"),
        ({"AppId": "1", "Limit": 1.5}, True, "InvalidParameter", "`Limit`"),
        ({"AppId": "1", "TextSet": ["a", 1]}, True, "InvalidParameter", "TextSet[1]"),
        ({"AppId": ["1"]}, False, "InvalidParameter", "`AppId`"),
    ],
)
def test_which_parameter_is_wrong(value: dict[str, Any], typed: bool, code: str, named: str) -> None:
    """The message names it, in both languages."""
    for language in (ZH, EN):
        found, message = wrong(value, typed=typed, language=language)
        assert (found, named in message, message.isascii()) == (code, True, language == EN)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("Name", "x")), inner, max_size=2),
    max_leaves=4,
)
_FIELDS = st.lists(st.tuples(st.sampled_from(("AppId", "Limit", "InnerSet", "TextSet", "x")), _ANY), max_size=5)
"""Fields in any order, some of them twice."""


@given(_FIELDS.map(lambda fields: "{" + ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in fields) + "}"))
@example('{"AppId": 1, "AppId": "1"}')
@example('{"AppId": "1", "Limit": 1.0}')
@example('{"AppId": "1", "Limit": 1e400}')
@example('{"AppId": "1", "Limit": ' + "9" * 30 + "}")
@example('{"AppId": "\\ud800"}')
@example('{"AppId": "1", "TextSet": [' + '"",' * parameters.COMMAS_MAX + '""]}')
@example("")
@example("[]")
@example("[" * 100_000)
def test_a_body_in_one_go_and_the_long_way(raw: str) -> None:
    """What is right is the same parameters either way, and what is wrong is told in the same words."""
    value = parameters.of_json(raw.encode(), EN)
    slow = value if isinstance(value, Failure) else parameters.shaped(value, Shape, EN, typed=True)
    assert parameters.asked(raw.encode(), Shape, EN) == slow


def test_numbers_of_a_form_are_texts() -> None:
    """There all is text, so a text of digits is a number where one is wanted; in JSON it is not."""
    assert parameters.shaped({"AppId": "1", "Limit": "7"}, Shape, EN, typed=False) == Shape("1", 7)
    assert wrong({"AppId": "1", "Limit": "7"})[0] == "InvalidParameter"


def test_a_text_as_it_can_be_kept() -> None:
    """Octets that are no UTF-8 came as lone surrogates, which no JSON can say."""
    assert parameters.shown("腾\udcff!") == "腾?!"
