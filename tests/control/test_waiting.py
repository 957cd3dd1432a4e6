"""Waiting for what is to come: in network time, on the wall, for messages, reports, replies and refusals."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.testing import Carrier, Client, NotSoError, RefusedError
from tests.control.busy import HOME, OFF, send
from tests.esme import Esme
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask

REPLIES = "13800000017"
LATER = "13800000002"
"""Off until a minute after the first text."""


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def wait(carrier: Carrier, **asked: object) -> Json:
    status, answer = ask("POST", f"{carrier.url}/sim/wait", dict(asked))
    assert status == 200, answer
    return answer


def test_time_that_stands_still_passes_until_it_is_there(carrier: Carrier) -> None:
    """And not a moment longer."""
    sid = send(carrier, LATER)
    met = wait(carrier, number=LATER, state="DELIVERED", limit_s=600)
    assert (met["met"], met["message"]["id"], met["message"]["state"]) == (True, sid, "DELIVERED")
    assert met["now"] == met["message"]["trail"][-1]["at"] == carrier.client.clock().now
    assert "2024-03-04T09:01:" in met["now"]


def test_what_is_there_already_counts(carrier: Carrier) -> None:
    """Unless only what is later is wanted."""
    send(carrier)
    carrier.pass_(minutes=1)
    assert wait(carrier, number=HOME, state="DELIVERED", limit_s=0)["met"]
    assert not wait(carrier, number=HOME, since="2024-03-04T09:01:00+08:00", limit_s=0)["met"]


def test_the_limit_is_kept(carrier: Carrier) -> None:
    """Time has passed so far then, and nothing was met."""
    send(carrier, OFF)
    missed = wait(carrier, number=OFF, state="DELIVERED", limit_s=90)
    assert (missed["met"], missed["message"], missed["now"]) == (False, None, "2024-03-04T09:01:30.000+08:00")


@pytest.mark.parametrize(
    ("asked", "event"),
    [
        ({"what": "report", "number": OFF, "code": "MK:0024"}, "reported_early"),
        ({"what": "report", "number": OFF, "state": "UNDELIVERABLE"}, "reported_early"),
        ({"what": "reply", "number": "13800000017", "text": "TD"}, "replied"),
        ({"number": OFF, "cause": "off"}, "attempted"),
        ({"text": "4321", "number": OFF}, "accepted"),
        ({"account": "app:1400000001", "cause": "off"}, "attempted"),
    ],
)
def test_what_can_be_waited_for(carrier: Carrier, asked: Json, event: str) -> None:
    """A report, a reply, a cause, a text; by number or anywhere."""
    for mobile in (OFF, "13800000017"):
        send(carrier, mobile)
    met = wait(carrier, **asked)
    assert met["met"]
    assert event in [step["event"] for step in met["message"]["trail"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"what": "report", "text": "never sent"},
        {"what": "report", "text": "4321", "state": "EXPIRED"},
        {"what": "reply", "state": "EXPIRED"},
        {"what": "reply", "text": "4321"},
    ],
)
def test_all_that_is_given_must_hold(carrier: Carrier, asked: Json) -> None:
    """Also of a report and of a reply: what the text says, and what became of it."""
    for mobile in (HOME, REPLIES):
        send(carrier, mobile)
    assert wait(carrier, what="report", text="4321", number=REPLIES)["met"]
    assert wait(carrier, what="reply", state="DELIVERED")["met"]
    assert not wait(carrier, **asked, limit_s=3_600)["met"]


@pytest.mark.parametrize("number", [{}, {"number": HOME}])
@pytest.mark.parametrize("what", ["message", "report"])
def test_a_text_that_stands_across_two_parts(carrier: Carrier, number: Json, what: str) -> None:
    """Is there when both are, as the handset shows it; before and after."""
    asked = {"what": what, "text": "4321", **number}
    with ThreadPoolExecutor() as pool, Esme(carrier.smpp_port) as client:
        waiter = pool.submit(wait, carrier, **asked, time="wall", limit_s=30)
        client.bind()
        for nth, half in enumerate(("您的验证码是43", "21，五分钟内有效"), 1):
            part = bytes((5, 0, 3, 7, 2, nth)) + half.encode("utf-16-be")
            client.submit(f"86{HOME}", esm_class=0x40, data_coding=8, short_message=part)
        carrier.pass_(minutes=1)
        assert waiter.result()["met"]
    assert wait(carrier, **asked)["met"]


def test_a_refusal_can_be_waited_for(carrier: Carrier) -> None:
    """By its reason."""
    post(carrier, "sendsms", single(sign="别人"))
    met = wait(carrier, what="refusal", code="sign-not-approved")
    assert (met["message"], met["refusal"]["to"]) == (None, "+8613800000000")


def test_who_waits_on_the_wall_is_told_when_it_comes(carrier: Carrier) -> None:
    """Whoever makes it come."""
    with ThreadPoolExecutor() as pool:
        waiters = [pool.submit(wait, carrier, number=HOME, state="DELIVERED", time="wall", limit_s=10) for _ in range(5)]
        anywhere = pool.submit(wait, carrier, what="report", code="DELIVRD", time="wall", limit_s=10)
        sid = send(carrier)
        carrier.pass_(minutes=1)
        assert {waiter.result()["message"]["id"] for waiter in (*waiters, anywhere)} == {sid}


def test_what_a_restored_snapshot_brings_back_is_there(carrier: Carrier) -> None:
    """Also for one who waits since before it was restored."""
    snapshots = f"{carrier.url}/sim/snapshots"
    ask("POST", snapshots, {"name": "before"})
    sid = send(carrier)
    ask("POST", snapshots, {"name": "after"})
    ask("POST", f"{snapshots}/before/restore", {})
    body = json.dumps({"number": HOME, "time": "wall", "limit_s": 30}).encode()
    with socket.create_connection(("127.0.0.1", carrier.http_port), 30) as waiting:
        waiting.sendall(b"POST /sim/wait HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        for _ in range(20):
            assert carrier.client.clock().paused  # each is answered after what came before: by now somebody waits
        ask("POST", f"{snapshots}/after/restore", {})
        answer = b""
        while sid.encode() not in answer:
            answer += (piece := waiting.recv(1 << 16))
            assert piece, answer


def test_time_that_runs_is_waited_for() -> None:
    """A minute of network time is a moment at this speed."""
    with Carrier(speed=6_000) as running:
        sid = send(running, LATER)
        assert running.wait(id=sid, state="DELIVERED", limit_s=3_600).message is not None
        with pytest.raises(NotSoError, match=r"no message \(number=13800000999\) within 60 s\n  no message went there"):
            running.wait(number="13800000999", limit_s=60)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"state": "ARRIVED"}, "'ARRIVED' is no state"),
        ({"code": "DELIVRD"}, "only reports and refusals have a code"),
        ({"what": "reply", "code": "DELIVRD"}, "only reports and refusals have a code"),
        ({"what": "refusal", "id": "1"}, "a refusal has no id: say which by number, account, code or text"),
        ({"what": "refusal", "state": "EXPIRED"}, "a refusal has no state: what was refused is no message"),
        ({"what": "refusal", "cause": "off"}, "a refusal has no cause: its code says why"),
        ({"number": "x"}, "'x' is no phone number"),
        ({"since": "x"}, "since is 'x'"),
        ({"limit_s": 3_601}, "limit_s is 3,601: at most 3,600"),
        ({"what": "answer"}, "Invalid enum value 'answer'"),
        ({"time": "sidereal"}, "Invalid enum value"),
    ],
)
def test_what_cannot_be_waited_for(carrier: Carrier, asked: Json, sentence: str) -> None:
    """It is said at once."""
    with pytest.raises(RefusedError, match=sentence.replace("(", r"\(")):
        Client(carrier.url).wait(**asked)


def test_an_hour_is_the_longest(carrier: Carrier) -> None:
    """Who asks for more is told so, and by the description before he asks."""
    status, problem = ask("POST", f"{carrier.url}/sim/wait", {"limit_s": 3_600.5})
    assert (status, problem["detail"]) == (400, "limit_s is 3,600.5: at most 3,600, an hour. Wait again for what takes longer")
    with pytest.raises(RefusedError, match="at most 3,600, an hour"):
        carrier.wait(number=HOME, limit_s=86_400)
    assert not wait(carrier, number=HOME, limit_s=3_600)["met"]
    schemas = ask("GET", f"{carrier.url}/sim/openapi.json")[1]["components"]["schemas"]
    limit = schemas["Wait"]["properties"]["limit_s"]
    assert (limit["maximum"], limit["description"].startswith("Seconds, at most 3,600")) == (3_600, True)
