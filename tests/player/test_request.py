"""Requests as callers make them, right and wrong: what is signed, and what goes out."""

import hashlib
import json
from typing import Any

import pytest

from simulator.fronts.tencent_v5 import signature
from simulator.platform.customers import Secret
from simulator.player import request
from simulator.player.request import Outgoing
from simulator.scenario.settings import Wire

NOW_S = 1_709_514_000
KEY = "5f03a35d00ee52a21327ab048186a2c4"
FIELDS = {"tel": {"nationcode": "86", "mobile": "13900009500"}, "tpl_id": 1001, "params": ["4321", "5"]}
SECRET = Secret("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001")


def v5(**wire: Any) -> Outgoing:
    return request.v5("sendsms", "1400000001", KEY, FIELDS, NOW_S, wire=Wire(**wire))


def sig(outgoing: Outgoing) -> str:
    found: str = json.loads(outgoing.body)["sig"]
    return found


def test_a_request_is_as_its_page_says() -> None:
    """Unless something is said otherwise: the address, the type, the fields, and a digest over key, random, time and number."""
    outgoing = v5()
    assert (outgoing.method, outgoing.target) == ("POST", f"/v5/tlssmssvr/sendsms?sdkappid=1400000001&random={request.NONCE}")
    assert outgoing.headers == {"Content-Type": "application/json; charset=utf-8"}
    assert outgoing.octets is None
    digest = signature.calculate(KEY, request.NONCE, str(NOW_S), "mobile=13900009500")
    assert json.loads(outgoing.body) == FIELDS | {"time": NOW_S, "sig": digest}


@pytest.mark.parametrize(
    ("wire", "signed"),
    [
        pytest.param({"key": "k"}, f"appkey=k&random={request.NONCE}&time={NOW_S}&mobile=13900009500", id="another-key"),
        pytest.param({"age_ms": 60_000}, f"appkey={KEY}&random={request.NONCE}&time={NOW_S - 60}&mobile=13900009500", id="signed-before"),
        pytest.param(
            {"random": "7"}, f"appkey={KEY}&random={request.NONCE}&time={NOW_S}&mobile=13900009500", id="another-random-in-the-url"
        ),
        pytest.param({"signed": "time=$time&key=$key"}, f"time={NOW_S}&key={KEY}", id="another-text"),
    ],
)
def test_what_is_hashed(wire: dict[str, Any], signed: str) -> None:
    """Is what its caller takes it to be, right or wrong."""
    assert sig(v5(**wire)) == hashlib.sha256(signed.encode()).hexdigest()


@pytest.mark.parametrize(
    ("interface", "fields", "part"),
    [
        ("sendmultisms2", {"tel": [{"mobile": "1"}, {"mobile": "2"}]}, "&mobile=1,2"),
        ("sendisms", {"tel": "+85251234567"}, "&tel=+85251234567"),
        ("querysms4mobile", {"mobile": "13900009500"}, "&mobile=13900009500"),
        ("pullstatus", {"max": 1}, ""),
    ],
)
def test_the_numbers_are_part_of_it(interface: str, fields: dict[str, Any], part: str) -> None:
    """As each interface has them."""
    assert request.own(interface, fields) == part


def test_a_body_goes_out_word_for_word() -> None:
    """But for what stands behind a dollar sign; what is no JSON is signed all the same, in any charset."""
    outgoing = v5(body="{'tel': 您, 'time': $time, 'price': '$5', 'sig': '$sig'}", charset="gbk")
    signed = f"appkey={KEY}&random={request.NONCE}&time={NOW_S}&mobile=13900009500"
    digest = hashlib.sha256(signed.encode()).hexdigest()
    assert outgoing.body.decode("gbk") == f"{{'tel': 您, 'time': {NOW_S}, 'price': '$5', 'sig': '{digest}'}}"


def test_the_numbers_of_a_body_by_hand_are_signed() -> None:
    """They stand in for those that the send names."""
    outgoing = v5(body='{"tel": {"mobile": "139 0000"}, "sig": "$sig"}')
    assert sig(outgoing) == signature.calculate(KEY, request.NONCE, str(NOW_S), "mobile=139 0000")


def test_octets_are_all_there_is() -> None:
    """Lines end as HTTP has it."""
    assert v5(octets="GET / HTTP/1.1\nX: $time\n\n").octets == f"GET / HTTP/1.1\r\nX: {NOW_S}\r\n\r\n".encode()


def test_address_method_and_headers() -> None:
    """Each in place of the usual one."""
    outgoing = v5(url="/elsewhere?t=$time", method="GET", headers=(("Content-Type", "text/plain"), ("X-One", "1")))
    assert (outgoing.method, outgoing.target) == ("GET", f"/elsewhere?t={NOW_S}")
    assert outgoing.headers == {"Content-Type": "text/plain", "X-One": "1"}


def test_the_cloud_api_is_signed_by_header() -> None:
    """With another key the signature is another one; a request from before says so in its timestamp."""
    right = request.v3("SendSms", SECRET, {"Limit": 1}, "127.0.0.1:1", NOW_S)
    wrong = request.v3("SendSms", SECRET, {"Limit": 1}, "127.0.0.1:1", NOW_S, wire=Wire(key="other"))
    before = request.v3("SendSms", SECRET, {"Limit": 1}, "127.0.0.1:1", NOW_S, wire=Wire(age_ms=360_000, interface="PullSmsSendStatus"))
    assert (right.target, right.body, right.headers["X-TC-Action"]) == ("/", b'{"Limit":1}', "SendSms")
    assert wrong.headers["Authorization"].rpartition("=")[0] == right.headers["Authorization"].rpartition("=")[0]
    assert wrong.headers["Authorization"] != right.headers["Authorization"]
    assert (before.headers["X-TC-Timestamp"], before.headers["X-TC-Action"]) == (str(NOW_S - 360), "PullSmsSendStatus")
