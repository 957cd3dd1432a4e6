"""Reviews by hand through the control API: what waits, and somebody's word about it, over HTTP."""

import json

import pytest

from simulator.testing import Carrier
from tests.fronts.papers import FIRST, PARCEL, SALE, add_sign, add_template, sign, template, world
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask, exchange

TEMPLATE, SIGN = f"/sim/reviews/default/templates/{FIRST}", f"/sim/reviews/default/signs/{FIRST}"


def do(carrier: Carrier, method: str, path: str, body: Json | None = None) -> Json:
    status, answer = ask(method, carrier.url + path, body)
    assert status == 200, answer
    return answer


def send(carrier: Carrier, **fields: object) -> int:
    result: int = post(carrier, "sendsms", single(**fields))["result"]
    return result


def test_what_waits_is_listed() -> None:
    """With all that was handed in; what the scenario begins with in review is among it."""
    with Carrier(world(automatic=False)) as carrier:
        add_template(carrier)
        add_sign(carrier)
        listed = do(carrier, "GET", "/sim/reviews")
        assert [(each["customer"], each["what"], each["id"]) for each in listed["reviews"]] == [
            ("default", "sign", FIRST),
            ("default", "template", 1009),
            ("default", "template", FIRST),
        ]
        assert listed["lifts"] == []
        told = do(carrier, "GET", TEMPLATE)
        assert told == listed["reviews"][2]
        assert (told["status"], told["reach"], told["kind"], told["turns_at"]) == ("in-review", "mainland", "normal", None)
        assert (told["application"]["text"], told["application"]["remark"]) == (PARCEL, "快递签收通知")
        assert do(carrier, "GET", SIGN)["application"]["proof"] == {"form": "png", "octets": 8}


def test_a_word_approves_at_once() -> None:
    """Nothing is approved before it, however long it waits; the customer reads the words."""
    with Carrier(world(automatic=False)) as carrier:
        add_template(carrier)
        add_sign(carrier)
        carrier.pass_(days=30)
        assert (template(carrier)["status"], send(carrier, tpl_id=FIRST, sign="云上书店")) == (1, 1012)
        for path in (TEMPLATE, SIGN):
            told = do(carrier, "POST", path + "/approve", {"reply": "可以"})
            assert (told["status"], told["replied_at"]) == ("approved", "2024-04-03T09:00:00.000+08:00")
        assert (template(carrier)["status"], template(carrier)["reply"], sign(carrier)["reply"]) == (0, "可以", "可以")
        assert send(carrier, tpl_id=FIRST, sign="云上书店") == 0


def test_a_word_refuses() -> None:
    """What the automatic reviewer would have said is never heard, before its time or after."""
    with Carrier() as carrier:
        add_template(carrier)
        assert do(carrier, "GET", TEMPLATE)["turns_at"] == "2024-03-04T11:00:00.000+08:00"
        told = do(carrier, "POST", TEMPLATE + "/refuse", {"reply": "请补充说明"})
        assert (told["status"], told["turns_at"]) == ("refused", None)
        carrier.pass_(hours=3)
        assert (template(carrier)["status"], template(carrier)["reply"]) == (2, "请补充说明")


def test_the_scenarios_own_is_answered_by_a_word() -> None:
    """1009 can be used from then on."""
    with Carrier() as carrier:
        carrier.pass_(days=7)
        assert send(carrier, tpl_id=1009, params=["123"]) == 1014
        do(carrier, "POST", "/sim/reviews/default/templates/1009/approve")
        assert send(carrier, tpl_id=1009, params=["123"]) == 0


@pytest.mark.parametrize(("word", "kind"), [({}, 1), ({"kind": "normal"}, 0), ({"kind": "marketing"}, 1)])
def test_whose_word_it_is_says_what_a_template_is(word: Json, kind: int) -> None:
    """Or leaves it to what the text says."""
    with Carrier(world(automatic=False)) as carrier:
        add_template(carrier, SALE)
        do(carrier, "POST", TEMPLATE + "/approve", word)
        assert template(carrier)["type"] == kind


def test_approved_and_not_yet_in_force() -> None:
    """It is there to be used at its instant, not before."""
    with Carrier(world(automatic=False)) as carrier:
        add_sign(carrier)
        told = do(carrier, "POST", SIGN + "/approve", {"in_force_at": "2024-03-05T00:00:00+08:00"})
        assert (told["status"], told["turns_at"], sign(carrier)["status"]) == ("not-in-force", "2024-03-05T00:00:00.000+08:00", 1)
        carrier.pass_(hours=14, minutes=59, seconds=59, milliseconds=999)
        assert send(carrier, sign="云上书店") == 1012
        carrier.pass_(milliseconds=1)
        assert (send(carrier, sign="云上书店"), do(carrier, "GET", SIGN)["status"]) == (0, "approved")


def test_an_instant_that_is_over_is_at_once() -> None:
    """However long ago."""
    with Carrier() as carrier:
        told = do(carrier, "POST", "/sim/reviews/default/templates/1009/approve", {"in_force_at": "0001-01-01T00:00:00Z"})
        assert (told["status"], told["turns_at"], send(carrier, tpl_id=1009, params=["123"])) == ("approved", None, 0)


WRONG = [
    ("POST", "/sim/reviews/default/templates/1001/approve", "{}", 409, "it is approved: only what is in review waits for a word"),
    ("POST", "/sim/reviews/default/templates/77/approve", "{}", 404, "customer default has none of the number 77 among his templates"),
    ("POST", "/sim/reviews/nobody/templates/1009/approve", "{}", 404, "there is no customer 'nobody'"),
    ("POST", "/sim/reviews/default/templates/1009/refuse", "{}", 400, "missing required field `reply`"),
    ("POST", "/sim/reviews/default/templates/1009/refuse", '{"reply": ""}', 400, "length >= 1"),
    ("POST", "/sim/reviews/default/templates/1009/approve", '{"kind": "code"}', 400, "Invalid enum value 'code'"),
    ("POST", "/sim/reviews/default/templates/1009/approve", '{"in_force_at": "2024-03-05T00:00:00"}', 400, "timezone"),
    ("POST", f"{SIGN}/approve", '{"kind": "normal"}', 400, "only templates are of a kind"),
    ("GET", "/sim/reviews/default/pictures/1", None, 404, "there is nothing at"),
    ("GET", f"{TEMPLATE}/approve", None, 405, "only POST"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "sentence"), WRONG)
def test_what_is_wrong_is_said(method: str, path: str, body: str | None, status: int, sentence: str) -> None:
    """Every error is a problem with its status, and nothing is approved by it."""
    with Carrier(world(automatic=False)) as carrier:
        add_sign(carrier)
        before = do(carrier, "GET", "/sim/reviews")
        answered, kind, raw = exchange(method, carrier.url + path, None if body is None else body.encode())
        assert (answered, kind) == (status, "application/problem+json")
        assert sentence in json.loads(raw)["detail"]
        assert do(carrier, "GET", "/sim/reviews") == before
