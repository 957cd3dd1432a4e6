"""What the v5 API answers over HTTP, and what the network has on record of it afterwards."""

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.tencent_v5.server import BODY_MAX
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import APP, post, signed, single, world
from tests.web import Json, ask

ONE = {"nationcode": "86", "mobile": "13800000000"}
TWO = {"nationcode": "86", "mobile": "13800000001"}
HUGE = 10**400


@pytest.fixture(scope="module")
def shared() -> Iterator[Carrier]:
    """For what leaves nothing behind that another test would see."""
    with Carrier(world()) as carrier:
        yield carrier


def many(*tels: Json, **fields: Any) -> Json:
    return signed({"tel": list(tels), "tpl_id": 1001, "params": ["4321", "5"], "ext": "42", **fields}, *(tel["mobile"] for tel in tels))


def aged(off_s: float) -> Json:
    body = single()
    return signed({"tel": ONE, "tpl_id": 1001, "params": ["4321", "5"]}, "13800000000", time_=body["time"] + off_s)


def test_a_text_is_taken(carrier: Carrier) -> None:
    """The answer carries the id, the segments as fee, and the session text; the network knows the message."""
    answer = post(carrier, "sendsms", single())
    (message,) = carrier.messages("13800000000")
    assert answer == {"result": 0, "errmsg": "OK", "ext": "42", "fee": 1, "sid": message["id"]}
    assert (message["account"], message["text"]) == (f"app:{APP}", "【示例科技】您的验证码为4321，5分钟内有效。")
    assert carrier.refusals() == []


def test_free_text_is_taken(shared: Carrier) -> None:
    """The form with msg and type goes the same way."""
    body = signed({"tel": ONE, "msg": "您的验证码为4321，5分钟内有效。", "type": 0, "extend": "", "ext": ""}, "13800000000")
    assert post(shared, "sendsms", body)["result"] == 0


def test_an_upper_case_sig_is_taken(shared: Carrier) -> None:
    """The first-generation Java client sends upper-case hex."""
    body = single()
    assert post(shared, "sendsms", body | {"sig": body["sig"].upper()})["result"] == 0


REFUSED: dict[str, tuple[Callable[[], Json], Json, int]] = {
    "sig empty": (lambda: single() | {"sig": ""}, {}, 1003),
    "sig missing": (lambda: {"tel": ONE, "time": 1}, {}, 1003),
    "sig a number": (lambda: single() | {"sig": 7}, {}, 1004),
    "random of another request": (single, {"random": "7226249335"}, 1001),
    "random spelt otherwise": (single, {"random": "07226249334"}, 1001),
    "random missing": (single, {"random": ""}, 1001),
    "another number": (lambda: single() | {"tel": TWO}, {}, 1001),
    "another key": (lambda: signed({"tel": ONE}, "13800000000", key="other"), {}, 1001),
    "time changed": (lambda: single() | {"time": 1}, {}, 1001),
    "unknown app": (single, {"app": "1400000002"}, 1019),
    "too old": (lambda: aged(-660), {}, 1021),
    "ahead": (lambda: aged(660), {}, 1021),
    "time of the network": (lambda: signed({"tel": ONE}, "13800000000", time_=1_709_514_000), {}, 1021),
    "time without end": (lambda: signed({"tel": ONE}, "13800000000", time_=HUGE), {}, 1021),
    "time a string": (lambda: signed({"tel": ONE}, "13800000000", time_="1709514000"), {}, 1004),
    "time a fraction": (lambda: aged(0.5), {}, 1004),
    "time missing": (lambda: {"tel": ONE, "sig": "x"}, {}, 1004),
    "tpl_id a string": (lambda: single(tpl_id="1001"), {}, 1004),
    "params missing": (lambda: single(params=None), {}, 1004),
    "type out of range": (lambda: signed({"tel": ONE, "msg": "您好", "type": 2}, "13800000000"), {}, 1004),
    "the number's field misnamed": (lambda: single(tel={"phone": "13800000000"}), {}, 1016),
    "blanks in the number": (lambda: single(tel=ONE | {"mobile": "138 0000 0000"}), {}, 1016),
    "number without end": (lambda: single(tel=ONE | {"mobile": HUGE}), {}, 1016),
    "another's signature": (lambda: single(sign="别人"), {}, 1012),
    "unknown template": (lambda: single(tpl_id=4242), {}, 1014),
    "template without end": (lambda: single(tpl_id=HUGE), {}, 1014),
    "template in review": (lambda: single(tpl_id=1009, params=["1"]), {}, 1014),
    "too long": (lambda: single(tpl_id=1002, params=["9" * 500]), {}, 1017),
    "a multiple send's body": (lambda: many(ONE, TWO), {}, 1004),
    "tel misnamed": (lambda: {"phone": ONE, "sig": "x", "time": 1}, {}, 1004),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_text_is_refused(shared: Carrier, kind: str) -> None:
    """Each fault has its number and no id, and the network has it on record with the request."""
    body, changes, result = REFUSED[kind]
    before = len(shared.refusals())
    answer = post(shared, "sendsms", body(), **changes)
    assert (answer["result"], set(answer)) == (result, {"result", "errmsg", "ext"})
    (refused,) = shared.refusals()[before:]
    assert refused["reason"]
    assert refused["request"]


@pytest.mark.parametrize(
    ("raw", "result"),
    [(b"{'tel': 1}", 1004), (b"[]", 1004), (b"1", 1004), (b"[" * 100_000, 1004), (b'{"time": ' + b"9" * 9_000 + b"}", 1004)],
)
def test_what_is_no_json_object(shared: Carrier, raw: bytes, result: int) -> None:
    """It is malformed, and nothing worse."""
    before = len(shared.refusals())
    assert post(shared, "sendsms", raw)["result"] == result
    assert len(shared.refusals()) == before + 1


@pytest.mark.parametrize("off_s", [-590, 590])
def test_a_request_may_be_ten_minutes_off(shared: Carrier, off_s: int) -> None:
    """Its age is measured by the wall clock, though it is 2024 on the network."""
    assert post(shared, "sendsms", aged(off_s))["result"] == 0


def test_a_failure_returns_the_session_text(shared: Carrier) -> None:
    """ext comes back whatever happened."""
    assert post(shared, "sendsms", single(sign="别人")) == {"result": 1012, "errmsg": "签名格式错误或签名未审批", "ext": "42"}


def test_a_multiple_send_answers_for_each_number(shared: Carrier) -> None:
    """The batch is 0 when it was processed; each number has a result of its own, in the order of the request."""
    answer = post(shared, "sendmultisms2", many(ONE, {"nationcode": "86", "mobile": "1380000"}, TWO))
    first, wrong, last = answer["detail"]
    assert (answer["result"], answer["errmsg"], answer["ext"]) == (0, "OK", "42")
    assert list(first) == ["result", "errmsg", "mobile", "nationcode", "sid", "fee"]
    assert wrong == {"result": 1016, "errmsg": "手机号格式错误", "mobile": "1380000", "nationcode": "86"}
    assert [shared.messages(to)[-1]["id"] for to in ("13800000000", "13800000001")] == [first["sid"], last["sid"]]


def test_a_number_twice_in_one_request_is_sent_once(carrier: Carrier) -> None:
    """Equal numbers make one text and one line of the answer."""
    assert len(post(carrier, "sendmultisms2", many(ONE, TWO, ONE))["detail"]) == 2
    assert len(carrier.messages("13800000000")) == 1


@pytest.mark.parametrize(
    ("body", "result"),
    [
        pytest.param(lambda: many(ONE, {"nationcode": "852", "mobile": "51000000"}), 1034, id="mixed"),
        pytest.param(lambda: many(*({"nationcode": "86", "mobile": str(13_800_000_000 + nth)} for nth in range(201))), 1046, id="201"),
        pytest.param(many, 1004, id="none"),
        pytest.param(single, 1004, id="a single send's body"),
    ],
)
def test_a_multiple_send_is_refused_as_a_whole(carrier: Carrier, body: Callable[[], Json], result: int) -> None:
    """Faults of the whole request come back without detail, nothing is sent, and one refusal is on record."""
    answer = post(carrier, "sendmultisms2", body())
    assert (answer["result"], "detail" in answer) == (result, False)
    assert (carrier.messages("13800000000"), len(carrier.refusals())) == ([], 1)


@pytest.mark.parametrize("fields", [{"max": 0}, {"max": 101}, {"max": "1"}, {"type": 2}, {"type": "0"}])
def test_a_pull_out_of_range(shared: Carrier, fields: Json) -> None:
    """One to a hundred, of one of two types."""
    assert post(shared, "pullstatus", signed({"max": 100, "type": 0, **fields}))["result"] == 1004


@pytest.mark.parametrize(
    ("interface", "raw", "app", "code"),
    [
        ("sendsms", b"{}", None, 60012),
        ("sendsms", b"{}", "", 60012),
        ("sendsms", b"{}", "14x", 60006),
        ("sendsms", b"", APP, 60003),
        ("sendsms", b'{"msg": "\xc4\xe3"}', APP, 60003),
        ("sendsms", b" " * (BODY_MAX + 1), APP, 60008),
        ("sendsms", b" " * BODY_MAX, APP, 60003),
        ("sendsms2", b"{}", APP, 60009),
        ("", b"{}", APP, 60009),
    ],
)
def test_gateway_failures_have_a_shape_of_their_own(shared: Carrier, interface: str, raw: bytes, app: str | None, code: int) -> None:
    """What does not get as far as the platform is answered by the gateway, and recorded all the same."""
    before = len(shared.refusals())
    answer = post(shared, interface, raw, app)
    assert (answer["ActionStatus"], answer["ErrorCode"], set(answer)) == ("FAIL", code, {"ActionStatus", "ErrorInfo", "ErrorCode"})
    (refused,) = shared.refusals()[before:]
    assert refused["detail"].startswith(str(code))


def test_a_refused_request_is_recorded_as_it_came(shared: Carrier) -> None:
    """The record holds whose it was, when on the network, why, and its text, cut to a bound."""
    post(shared, "sendsms", single(ext="x" * 5_000), random="1")
    refused = shared.refusals()[-1]
    assert (refused["at"], refused["account"], refused["reason"]) == ("2024-03-04T09:00:00.000+08:00", f"app:{APP}", "signature-wrong")
    assert refused["request"].startswith(f'POST /v5/tlssmssvr/sendsms?sdkappid={APP}&random=1\n{{"tel"')
    assert len(refused["request"]) == 2_000


SEND = f"/v5/tlssmssvr/sendsms?sdkappid={APP}&random=7226249334"


@pytest.mark.parametrize("kind", ["ap0plication/json", "text/plain; charset=gbk", "multipart/form-data", "application/json;charset=utf-8"])
def test_the_content_type_does_not_matter(shared: Carrier, kind: str) -> None:
    """Official clients send misspelt types, or none."""
    status, answer = ask("POST", shared.url + SEND, single(), {"Content-Type": kind})
    assert (status, answer["result"]) == (200, 0)


def test_a_body_may_come_in_chunks(shared: Carrier) -> None:
    """The JavaScript client never sends a length."""
    octets = json.dumps(single()).encode()
    chunks = b"".join(b"1\r\n%c\r\n" % octet for octet in octets) + b"0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", shared.http_port), 5) as client:
        client.sendall(b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" % SEND.encode() + chunks)
        answer = client.makefile("rb").read()
    assert b'"result":0' in answer


def test_a_body_that_is_not_packed_as_it_says(shared: Carrier) -> None:
    """A broken content encoding is a malformed request, not our failure."""
    status, answer = ask("POST", shared.url + SEND, b"no gzip", {"Content-Encoding": "gzip"})
    assert (status, answer["ErrorCode"]) == (200, 60008)


@pytest.mark.parametrize("path", ["", "/", "/sendsms/", "/SendSms", "/a/b"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_other_paths_and_methods(shared: Carrier, method: str, path: str) -> None:
    """Whatever is no interface gets the gateway's answer, by any method."""
    status, answer = ask(method, f"{shared.url}/v5/tlssmssvr{path}")
    assert (status, answer["ErrorCode"]) == (200, 60009)


def test_calls_from_one_address() -> None:
    """More in a minute than their customer allows are the gateway's 60007, and are on record as what they are."""
    settings = world()
    customers = tuple(replace(customer, calls_per_ip=3) for customer in settings.platform.customers)
    with Carrier(replace(settings, platform=replace(settings.platform, customers=customers))) as carrier:
        results = [post(carrier, "sendsms", single(params=[f"{nth}", "5"])) for nth in range(4)]
        assert [answer.get("result") for answer in results] == [0, 0, 0, None]
        assert (results[3]["ActionStatus"], results[3]["ErrorCode"]) == ("FAIL", 60007)
        assert [refused["reason"] for refused in carrier.refusals()] == ["too-many-calls"]
        assert post(carrier, "sendsms", single(), app="1")["result"] == 1019
