"""The SMPP faults of the control API: listed, switched on by name, changed, switched off, and what is said of wrong ones."""

import json
from collections.abc import Iterator

import pytest

from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts.smpp_faults import Raw
from tests.web import Json, ask, exchange


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def put(carrier: Carrier, name: str, **settings: object) -> list[Json]:
    status, answer = ask("PUT", f"{carrier.url}/sim/smpp/faults/{name}", dict(settings))
    assert status == 200, answer
    listed: list[Json] = answer["faults"]
    return listed


def test_a_fault_is_switched_on_and_off(carrier: Carrier) -> None:
    """It strikes from its put to its delete, and says how often it did."""
    put(carrier, "busy", kind="answer-status", status="RTHROTTLED", number="13800000001")
    with Esme(carrier.smpp_port) as client:
        client.bind()
        assert [client.submit(to).status for to in ("13800000000", "13800000001")] == [Status.ROK, Status.RTHROTTLED]
        (fault,) = ask("GET", f"{carrier.url}/sim/smpp/faults")[1]["faults"]
        assert fault == {
            "name": "busy",
            "kind": "answer-status",
            "number": "+8613800000001",
            "status": "RTHROTTLED",
            "does": "the answer bears this status",
            "met": 1,
            "struck": 1,
        }
        assert ask("DELETE", f"{carrier.url}/sim/smpp/faults/busy") == (200, {"faults": []})
        assert client.submit("13800000001").status == Status.ROK


def test_a_namesake_is_replaced(carrier: Carrier) -> None:
    """And begins to count anew; a vendor's status stays the number that it is."""
    put(carrier, "it", kind="answer-never")
    (fault,) = put(carrier, "it", kind="answer-status", status=0x400, at=["query_sm"])
    assert (fault["kind"], fault["status"], fault["at"], fault["met"]) == ("answer-status", 0x400, ["query_sm"], 0)


def test_a_receipt_comes_late(carrier: Carrier) -> None:
    """Faults of receipts too, in network time."""
    put(carrier, "late", kind="receipt-late", delay_ms=7_200_000, account="esme")
    with Raw(carrier.smpp_port) as client:
        client.bind()
        message = client.submit().fields["message_id"]
        carrier.pass_(hours=1)
        client.alive()
        assert client.heard == []
        carrier.pass_(hours=2)
        assert client.receipt()[0].id == message


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "the body is no SMPP fault"),
        (b"[]", "Expected `object`"),
        (b"{}", "missing required field `kind`"),
        (b'{"kind": "lost"}', "Invalid enum value 'lost' - at `$.kind`"),
        (b'{"kind": "reset", "delay": 1}', "unknown field `delay`"),
        (b'{"kind": "reset", "name": "x"}', "unknown field `name`"),
        (b'{"kind": "reset", "share": 1.5}', "<= 1.0"),
        (b'{"kind": "reset", "at": ["submit"]}', "Invalid enum value 'submit'"),
        (b'{"kind": "reset", "delay_ms": 5}', "reset takes no delay_ms, only taken, at, number"),
        (b'{"kind": "receipt-late"}', "delay_ms is missing: receipt-late needs it"),
        (b'{"kind": "answer-status", "status": "RTHROTLED"}', "'RTHROTLED' is no status of SMPP: wanted a name such as RTHROTTLED"),
        (b'{"kind": "answer-status", "status": -1}', ">= 0"),
        (b'{"kind": "garbage", "octets": "x"}', "'x' is not hexadecimal"),
        (b'{"kind": "reset", "number": "abc"}', "'abc' is no phone number"),
        (b'{"kind": "reset", "account": "esmee"}', "there is no SMPP account 'esmee': there are esme"),
        (b'{"kind": "receipt-wrong-bind", "to_account": "esmee"}', "there is no SMPP account 'esmee'"),
    ],
)
def test_what_is_wrong_is_said(carrier: Carrier, body: bytes, sentence: str) -> None:
    """And changes nothing."""
    status, kind, raw = exchange("PUT", f"{carrier.url}/sim/smpp/faults/x", body)
    assert (status, kind) == (400, "application/problem+json")
    assert sentence in json.loads(raw)["detail"]
    assert ask("GET", f"{carrier.url}/sim/smpp/faults") == (200, {"faults": []})


def test_who_deletes_nothing_is_told(carrier: Carrier) -> None:
    """With the names that there are."""
    put(carrier, "there", kind="reset")
    status, problem = ask("DELETE", f"{carrier.url}/sim/smpp/faults/here")
    assert (status, problem["detail"]) == (404, "no SMPP fault has the name 'here': there are there")
