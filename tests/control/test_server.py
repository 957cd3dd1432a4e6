"""The control API over HTTP: what it shows, what it changes, and what it says when one asks wrongly."""

import json
from collections.abc import Iterator

import pytest

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask, exchange

NINE = "2024-03-04T09:00:00.000+08:00"


@pytest.fixture(scope="module")
def shared() -> Iterator[Carrier]:
    """For what changes nothing."""
    with Carrier() as carrier:
        yield carrier


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def get(carrier: Carrier, path: str) -> Json:
    status, answer = ask("GET", carrier.url + path)
    assert status == 200
    return answer


def do(carrier: Carrier, method: str, path: str, body: Json | None = None) -> Json:
    status, answer = ask(method, carrier.url + path, body)
    assert status == 200, answer
    return answer


def send(carrier: Carrier, mobile: str = "13800000000") -> str:
    sid: str = post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": mobile}))["sid"]
    return sid


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_is_up(shared: Carrier, path: str) -> None:
    """For those that wait for it."""
    assert get(shared, path) == {"status": "ok"}


def test_how_to_come_in(shared: Carrier) -> None:
    """Both fronts with their ports and a credential each."""
    entry = get(shared, "/sim/entry")
    assert entry["smpp"] == {"host": "127.0.0.1", "port": shared.smpp_port, "tls_port": None, "system_id": "esme", "password": "secret"}
    assert entry["tencent"]["url"] == f"{shared.url}/v5/tlssmssvr/"
    assert (entry["url"], entry["tencent"]["sdkappid"]) == (shared.url, "1400000001")


def test_the_clock_stands_until_it_is_told_to_pass(carrier: Carrier) -> None:
    """Passing goes to the instant, whatever happens on the way."""
    assert get(carrier, "/sim/clock") == {"now": NINE, "speed": 0.0, "paused": True, "next_due": None}
    send(carrier)
    assert NINE < get(carrier, "/sim/clock")["next_due"] < "2024-03-04T09:01"
    assert do(carrier, "POST", "/sim/clock/pass", {"seconds": 60.5})["now"] == "2024-03-04T09:01:00.500+08:00"
    assert do(carrier, "POST", "/sim/clock/pass", {"until": "2024-03-05T00:00:00Z"})["now"] == "2024-03-05T08:00:00.000+08:00"
    assert do(carrier, "POST", "/sim/clock/pass", {"seconds": 0})["next_due"] is None


def test_the_clock_can_run_and_stand_again(carrier: Carrier) -> None:
    """From its own time on."""
    assert do(carrier, "POST", "/sim/clock/speed", {"speed": 60})["speed"] == 60.0
    assert do(carrier, "POST", "/sim/clock/pause")["paused"] is True
    assert get(carrier, "/sim/clock")["now"] == get(carrier, "/sim/clock")["now"] >= NINE


def test_a_handset_is_shown(carrier: Carrier) -> None:
    """Any number, in any of its spellings: its network, condition, texts, and what waits."""
    sid = send(carrier, "13800000202")
    do(carrier, "POST", "/sim/clock/pass", {"seconds": 30})
    for spelling in ("13800000202", "8613800000202", "+8613800000202", "%2B8613800000202"):
        handset = get(carrier, f"/sim/handsets/{spelling}")
        assert (handset["number"], handset["network"], handset["report"], handset["condition"]) == (
            "+8613800000202",
            "mobile",
            "early",
            "off",
        )
        assert (handset["inbox"], handset["waiting"]) == ([], [sid])
        assert "2024-03-04T09:01:0" in handset["changes_at"]
    do(carrier, "POST", "/sim/clock/pass", {"seconds": 60})
    (text,) = get(carrier, "/sim/handsets/13800000202")["inbox"]
    assert (text["id"], text["text"]) == (sid, "【示例科技】您的验证码为4321，5分钟内有效。")


def test_a_handset_is_set(carrier: Carrier) -> None:
    """Off until an instant, with another manner; what waits then comes at that instant."""
    change = {"condition": "off", "until": "2024-03-04T10:00:00+08:00", "report": "silent"}
    answer = do(carrier, "PUT", "/sim/handsets/13900000000", change)
    assert (answer["condition"], answer["changes_at"], answer["report"]) == ("off", "2024-03-04T10:00:00.000+08:00", "silent")
    sid = send(carrier, "13900000000")
    do(carrier, "POST", "/sim/clock/pass", {"until": "2024-03-04T10:00:00+08:00"})
    message = get(carrier, f"/sim/messages/{sid}")
    assert [message["state"], message["reports"], message["trail"][-1]["at"]] == ["DELIVERED", [], "2024-03-04T10:00:00.000+08:00"]


def test_messages_are_listed_newest_last(carrier: Carrier) -> None:
    """All of them, or those to one number; the count is of all, the list has its limit."""
    sids = [send(carrier, mobile) for mobile in ("13800000000", "13800000001", "13900000000")]
    assert [message["id"] for message in get(carrier, "/sim/messages")["messages"]] == sids
    listed = get(carrier, "/sim/messages?limit=2")
    assert (listed["count"], [message["id"] for message in listed["messages"]]) == (3, sids[1:])
    for number in ("13900000000", "+8613900000000", "%2B8613900000000"):
        assert [message["id"] for message in get(carrier, f"/sim/messages?to={number}")["messages"]] == sids[2:]


def test_a_message_tells_its_trail(carrier: Carrier) -> None:
    """Each step with its instant and detail, retries among them."""
    sid = send(carrier, "13800000201")
    do(carrier, "POST", "/sim/clock/pass", {"seconds": 600})
    message = get(carrier, f"/sim/messages/{sid}")
    assert [(entry["event"]) for entry in message["trail"]] == ["accepted", "attempted", "reported_early", "attempted", "attempted"]
    early = message["trail"][2]["detail"]
    assert (early["code"], early["cause"], message["reports"]) == ("MK:0024", "off", [early])


def test_what_was_refused_is_listed(carrier: Carrier) -> None:
    """With its reason, a sentence, and the request."""
    post(carrier, "sendsms", single(sign="别人"))
    (refused,) = get(carrier, "/sim/refusals")["refusals"]
    assert (refused["at"], refused["to"], refused["reason"]) == (NINE, "+8613800000000", "sign-not-approved")


def test_the_ledger_is_json_lines(carrier: Carrier) -> None:
    """One a step."""
    send(carrier)
    do(carrier, "POST", "/sim/clock/pass", {"seconds": 60})
    status, kind, lines = exchange("GET", carrier.url + "/sim/ledger")
    assert (status, kind) == (200, "application/jsonl")
    assert [json.loads(line)["event"] for line in lines.splitlines()] == ["accepted", "delivered", "reported"]


PASS, SPEED, HANDSET = "/sim/clock/pass", "/sim/clock/speed", "/sim/handsets/13800000000"
WRONG = [
    ("POST", PASS, b"{", 400, "the body is not what POST /sim/clock/pass takes (seconds, until)"),
    ("POST", PASS, b"\xff", 400, "the body is not what"),
    ("POST", PASS, b'{"until": "\xff"}', 400, "the body is not what"),
    ("POST", PASS, b"[" * 100_000, 400, "the body is not what"),
    ("POST", PASS, b"[]", 400, "Expected `object`"),
    ("POST", PASS, b"", 400, "say either how many seconds"),
    ("POST", PASS, b'{"seconds": 1, "until": "2025-01-01T00:00:00Z"}', 400, "say either how many seconds"),
    ("POST", PASS, b'{"second": 1}', 400, "unknown field `second`"),
    ("POST", PASS, b'{"seconds": "1"}', 400, "Expected `float | null`, got `str` - at `$.seconds`"),
    ("POST", PASS, b'{"seconds": -1}', 400, ">= 0"),
    ("POST", PASS, b'{"seconds": NaN}', 400, "malformed"),
    ("POST", PASS, b'{"seconds": 1e308}', 400, "<= 315360000"),
    ("POST", PASS, b'{"seconds": 1e999}', 400, "out of range"),
    ("POST", PASS, b'{"until": "tomorrow"}', 400, "RFC3339"),
    ("POST", PASS, b'{"until": "2025-01-01T00:00:00"}', 400, "timezone"),
    ("POST", PASS, b'{"until": "9999-12-31T23:59:59Z"}', 400, "network time ends with"),
    ("POST", PASS, b'{"until": "2024-03-04T08:59:59+08:00"}', 409, f"it is {NINE} here, and network time never runs backwards"),
    ("POST", PASS, b'{"until": "0001-01-01T00:00:00+14:00"}', 409, "network time never runs backwards"),
    ("POST", PASS, b" " * (1 << 21), 413, "too long"),
    ("POST", SPEED, b"{}", 400, "missing required field `speed`"),
    ("POST", SPEED, b'{"speed": -1}', 400, ">= 0"),
    ("POST", SPEED, b'{"speed": 1e7}', 400, "<= 1000000"),
    ("POST", SPEED, b'{"speed": true}', 400, "got `bool`"),
    ("PUT", HANDSET, b'{"condition": "offf"}', 400, "Invalid enum value 'offf' - at `$.condition`"),
    ("PUT", HANDSET, b'{"condition": "\xff"}', 400, "can't decode byte 0xff"),
    ("PUT", HANDSET, b'{"condition": "off", "for": 3}', 400, "unknown field `for`"),
    ("PUT", HANDSET, b'{"condition": "off", "report": "late"}', 400, "Invalid enum value 'late' - at `$.report`"),
    ("PUT", HANDSET, b'{"condition": "off", "for_s": -3}', 400, ">= 0"),
    ("PUT", HANDSET, b'{"condition": "off", "until": "2020-01-01T00:00:00Z"}', 409, "2020-01-01T00:00:00+00:00 is over"),
    ("PUT", HANDSET, b'{"condition": "off", "until": "9999-12-31T23:59:59Z"}', 400, "network time ends with"),
    ("PUT", HANDSET, b'{"condition": "off", "for_s": 1, "until": "2025-01-01T00:00:00Z"}', 400, "exclude each other"),
    ("PUT", "/sim/handsets/abc", b'{"condition": "off"}', 400, "'abc' is no phone number: wanted 13800000000"),
    ("GET", "/sim/handsets/123", None, 400, "'123' is no phone number"),
    ("GET", "/sim/messages?to=x", None, 400, "'x' is no phone number"),
    ("GET", "/sim/messages?limit=0", None, 400, "Expected `int` >= 1 - at `$.limit`"),
    ("GET", "/sim/messages?limit=1001", None, 400, "Expected `int` <= 1000 - at `$.limit`"),
    ("GET", "/sim/messages?limit=0000000011111", None, 400, "at `$.limit`"),
    ("GET", "/sim/messages?limit=-1", None, 400, "at `$.limit`"),
    ("GET", "/sim/messages?limit=%D9%A1", None, 400, "at `$.limit`"),
    ("GET", "/sim/messages/8:nothing", None, 404, "no message has the id '8:nothing'"),
    ("GET", "/sim/nothing", None, 404, "there is nothing at /sim/nothing"),
    ("GET", "/sim", None, 404, "there is nothing at /sim"),
    ("DELETE", "/sim/clock", None, 405, "/sim/clock does not take DELETE, only GET, HEAD"),
    ("GET", PASS, None, 405, "/sim/clock/pass does not take GET, only POST"),
    ("POST", HANDSET, b"{}", 405, "only GET, HEAD, PUT"),
    ("POST", "/healthz", b"{}", 405, "only GET, HEAD"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "sentence"), WRONG)
def test_what_is_wrong_is_said(shared: Carrier, method: str, path: str, body: bytes | None, status: int, sentence: str) -> None:
    """Every error is a problem with its status and one sentence that says what was wrong; time stands where it stood."""
    answered, kind, raw = exchange(method, shared.url + path, body)
    problem = json.loads(raw)
    assert (answered, kind, set(problem)) == (status, "application/problem+json", {"status", "detail"})
    assert sentence in problem["detail"]
    assert (problem["status"], get(shared, "/sim/clock")["now"]) == (status, NINE)
