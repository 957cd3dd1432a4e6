"""The lists of unsubscribed numbers over the control API: who is on them, and how a number comes off."""

import json

import pytest

from simulator.testing import Carrier
from tests.fronts.papers import world
from tests.fronts.tencent_v5 import APP, post, single
from tests.web import Json, ask, exchange

NUMBER = "13900000000"
LIFT = f"/sim/unsubscribes/{APP}/{NUMBER}/lift"


def do(carrier: Carrier, method: str, path: str, body: Json | None = None) -> Json:
    status, answer = ask(method, carrier.url + path, body)
    assert status == 200, answer
    return answer


def send(carrier: Carrier, code: str = "1") -> int:
    result: int = post(carrier, "sendsms", single(params=[code, "5"], tel={"nationcode": "86", "mobile": NUMBER}))["result"]
    return result


def unsubscribed(carrier: Carrier) -> list[Json]:
    found: list[Json] = do(carrier, "GET", f"/sim/unsubscribes?app={APP}&number={NUMBER}")["unsubscribes"]
    return found


def opt_out(carrier: Carrier) -> None:
    """The owner answers a code with TD."""
    assert send(carrier, "0") == 0
    carrier.pass_(seconds=30)
    carrier.reply(NUMBER, "TD")
    carrier.pass_(seconds=30)


def test_who_is_on_a_list(carrier: Carrier) -> None:
    """With what he wants no more of; the scenario's own want nothing at all. A list is searched by app and by number."""
    opt_out(carrier)
    entry = {"kind": "normal", "sign": "示例科技"}
    assert unsubscribed(carrier) == [{"app": APP, "number": f"+86{NUMBER}", "entries": [entry], "lift": None}]
    (scenarios,) = do(carrier, "GET", "/sim/unsubscribes?number=13800000016")["unsubscribes"]
    assert scenarios["entries"] == [{"kind": None, "sign": None}]
    assert do(carrier, "GET", "/sim/unsubscribes?app=1499999999") == {"unsubscribes": []}


def test_a_number_comes_off_when_that_is_approved(carrier: Carrier) -> None:
    """After two working hours, not a millisecond earlier."""
    opt_out(carrier)
    asked = do(carrier, "POST", LIFT)
    assert (asked["status"], asked["applied_at"], asked["turns_at"]) == (
        "in-review",
        "2024-03-04T09:01:00.000+08:00",
        "2024-03-04T11:01:00.000+08:00",
    )
    assert do(carrier, "GET", "/sim/reviews")["lifts"] == [asked]
    carrier.pass_(hours=1, minutes=59, seconds=59, milliseconds=999)
    assert (send(carrier), unsubscribed(carrier)[0]["lift"]) == (1015, asked)
    carrier.pass_(milliseconds=1)
    assert (send(carrier), unsubscribed(carrier)) == (0, [])


def test_a_word_takes_a_number_off() -> None:
    """At once; without one it stays on the list."""
    with Carrier(world(automatic=False)) as carrier:
        opt_out(carrier)
        assert do(carrier, "POST", LIFT)["turns_at"] is None
        carrier.pass_(days=30)
        assert send(carrier) == 1015
        assert do(carrier, "POST", f"{LIFT}/approve")["status"] == "approved"
        assert send(carrier) == 0


def test_a_word_leaves_a_number_on(carrier: Carrier) -> None:
    """The list says why; who asks again waits again."""
    opt_out(carrier)
    do(carrier, "POST", LIFT)
    assert do(carrier, "POST", f"{LIFT}/refuse", {"reply": "用户投诉"})["status"] == "refused"
    carrier.pass_(days=1)
    assert (send(carrier), unsubscribed(carrier)[0]["lift"]["reply"]) == (1015, "用户投诉")
    assert do(carrier, "POST", LIFT)["status"] == "in-review"


WRONG = [
    ("POST", LIFT, "", 404, f"+86{NUMBER} did not unsubscribe from texts of app {APP}"),
    ("POST", "/sim/unsubscribes/1499999999/13800000016/lift", "", 404, "did not unsubscribe"),
    ("POST", f"/sim/unsubscribes/{APP}/abc/lift", "", 400, "'abc' is no phone number"),
    ("POST", f"/sim/unsubscribes/{APP}/13800000016/lift/approve", "", 409, "no application to lift what +8613800000016 opted out of waits"),
    ("POST", f"/sim/unsubscribes/{APP}/13800000016/lift/refuse", "", 400, "missing required field `reply`"),
    ("GET", "/sim/unsubscribes?number=abc", None, 400, "'abc' is no phone number"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "sentence"), WRONG)
def test_what_is_wrong_is_said(carrier: Carrier, method: str, path: str, body: str | None, status: int, sentence: str) -> None:
    """Every error is a problem with its status."""
    answered, kind, raw = exchange(method, carrier.url + path, None if body is None else body.encode())
    assert (answered, kind) == (status, "application/problem+json")
    assert sentence in json.loads(raw)["detail"]
