"""The faults of the control API: listed, switched on by name, switched off, and what is said of wrong ones."""

import json
from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import FREE, post, single, world
from tests.web import Json, ask, exchange


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier(world(FREE)) as fresh:
        yield fresh


def put(carrier: Carrier, name: str, **settings: object) -> Json:
    status, answer = ask("PUT", f"{carrier.url}/sim/faults/{name}", dict(settings))
    assert status == 200, answer
    return answer


def test_a_fault_is_switched_on_and_off(carrier: Carrier) -> None:
    """It strikes from its put to its delete, and says how often it did."""
    put(carrier, "busy", kind="refuse", code="1008", number="13800000001")
    assert [
        post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": mobile}))["result"] for mobile in ("13800000000", "13800000001")
    ] == [
        0,
        1008,
    ]
    (fault,) = ask("GET", f"{carrier.url}/sim/faults")[1]["faults"]
    assert fault == {
        "name": "busy",
        "kind": "refuse",
        "number": "+8613800000001",
        "code": "1008",
        "does": "the text to a number is refused",
        "cases": [],
        "met": 1,
        "struck": 1,
    }
    assert ask("DELETE", f"{carrier.url}/sim/faults/busy") == (200, {"faults": []})
    assert post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": "13800000001"}))["result"] == 0


def test_a_namesake_is_replaced(carrier: Carrier) -> None:
    """And begins to count anew."""
    put(carrier, "it", kind="lost", path="/v5/nothing")
    (fault,) = put(carrier, "it", kind="timed-out", path="/v5/nothing", first=2)["faults"]
    assert (fault["kind"], fault["first"], fault["met"], fault["cases"]) == ("timed-out", 2, 0, ["error/60008-timeout"])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "the body is no fault"),
        (b"[]", "Expected `object`"),
        (b"{}", "missing required field `kind`"),
        (b'{"kind": "lots"}', "Invalid enum value 'lots' - at `$.kind`"),
        (b'{"kind": "lost", "delay": 1}', "unknown field `delay`"),
        (b'{"kind": "lost", "share": 1.5}', "<= 1.0"),
        (b'{"kind": "lost", "first": 0}', ">= 1"),
        (b'{"kind": "slow-requests", "delay_ms": -1}', ">= 0"),
        (b'{"kind": "slow-requests"}', "delay_ms is missing"),
        (b'{"kind": "refuse", "code": "1005"}', "1005 is no code that is published"),
        (b'{"kind": "refuse", "reason": "mood"}', "Invalid enum value 'mood'"),
        (b'{"kind": "lost", "number": "abc"}', "'abc' is no phone number"),
    ],
)
def test_what_is_wrong_is_said(carrier: Carrier, body: bytes, sentence: str) -> None:
    """And changes nothing."""
    status, kind, raw = exchange("PUT", f"{carrier.url}/sim/faults/x", body)
    assert (status, kind) == (400, "application/problem+json")
    assert sentence in json.loads(raw)["detail"]
    assert ask("GET", f"{carrier.url}/sim/faults") == (200, {"faults": []})


def test_a_name_server_that_there_is_not_cannot_be_late(carrier: Carrier) -> None:
    """It has to be asked for at the start."""
    status, problem = ask("PUT", f"{carrier.url}/sim/faults/x", {"kind": "late-dns", "delay_ms": 1000})
    assert (status, problem["detail"]) == (409, "this network has no name server: start it with --dns-port 0")


def test_who_deletes_nothing_is_told(carrier: Carrier) -> None:
    """With the names that there are."""
    put(carrier, "there", kind="lost", path="/v5/nothing")
    status, problem = ask("DELETE", f"{carrier.url}/sim/faults/here")
    assert (status, problem["detail"]) == (404, "no fault has the name 'here': there are there")


def test_from_python_too(carrier: Carrier) -> None:
    """Even where no connection is let in any more."""
    carrier.fault("full", "connection-limit", connections=1)
    with pytest.raises(ValueError, match="missing"):
        carrier.fault("wrong", "slow-requests")
    carrier.mend("full")
    with pytest.raises(KeyError):
        carrier.mend("full")
    assert ask("GET", f"{carrier.url}/sim/faults") == (200, {"faults": []})
