import asyncio
import json
import re
import time
from io import BytesIO
from typing import Any

import msgspec
import pytest
from aiohttp import ClientSession
from msgspec.structs import replace
from qcloudsms_py import SmsMultiSender, SmsSingleSender  # type: ignore[import-untyped]
from qcloudsms_py.httpclient import HTTPSimpleClient  # type: ignore[import-untyped]
from qcloudsms_py.sms import SmsStatusPuller  # type: ignore[import-untyped]

from simulator.fronts.tencent_v5.server import BODY_MAX
from simulator.platform.settings import Limits
from simulator.refusals import Reason
from tests.fronts.tencent_v5 import APP, FREE, KEY, NINE, OFF, WALL_S, Json, World, in_loop, posted, report, signed, single

ONE = {"nationcode": "86", "mobile": "13800000000"}
TWO = {"nationcode": "86", "mobile": "13800000001"}


def ask(world: World, interface: str, body: Json, /, **changes: Any) -> Json:
    return world.front.answer(replace(posted(interface, msgspec.json.encode(body)), **changes))


def many(*tels: Json) -> Json:
    return signed({"tel": list(tels), "tpl_id": 1001, "params": ["4321", "5"], "ext": "42"}, *(tel["mobile"] for tel in tels))


def pull(**fields: Any) -> Json:
    return signed({"max": 100, "type": 0, **fields})


def test_a_text_is_taken() -> None:
    """The answer carries the id, the segments as fee, and the session text."""
    world = World()
    answer = ask(world, "sendsms", single())
    (message,) = world.road.messages
    assert answer == {"result": 0, "errmsg": "OK", "ext": "42", "fee": 1, "sid": message.id}
    assert message.submission.destination == "+8613800000000"
    assert not world.ledger.refused


def test_free_text_is_taken() -> None:
    """The form with msg and type goes the same way."""
    body = signed({"tel": ONE, "msg": "您的验证码为4321，5分钟内有效。", "type": 0, "extend": "", "ext": ""}, "13800000000")
    assert ask(World(), "sendsms", body)["result"] == 0


def test_an_upper_case_sig_is_taken() -> None:
    """The first-generation Java client sends upper-case hex."""
    body = single()
    assert ask(World(), "sendsms", body | {"sig": body["sig"].upper()})["result"] == 0


@pytest.mark.parametrize(
    ("body", "changes", "result"),
    [
        pytest.param(single() | {"sig": ""}, {}, 1003, id="sig empty"),
        pytest.param({"tel": ONE, "time": WALL_S}, {}, 1003, id="sig missing"),
        pytest.param(single() | {"sig": 7}, {}, 1004, id="sig a number"),
        pytest.param(single(), {"random": "7226249335"}, 1001, id="random of another request"),
        pytest.param(single(), {"random": "07226249334"}, 1001, id="random spelt otherwise"),
        pytest.param(single() | {"tel": TWO}, {}, 1001, id="another number"),
        pytest.param(signed({"tel": ONE}, "13800000000", key="other"), {}, 1001, id="another key"),
        pytest.param(single() | {"time": WALL_S + 1}, {}, 1001, id="time changed"),
        pytest.param(single(), {"app": "1400000002"}, 1019, id="unknown app"),
        pytest.param(signed({"tel": ONE}, "13800000000", time=WALL_S - 601), {}, 1021, id="too old"),
        pytest.param(signed({"tel": ONE}, "13800000000", time=WALL_S + 601), {}, 1021, id="ahead"),
        pytest.param(signed({"tel": ONE}, "13800000000", time=str(WALL_S)), {}, 1004, id="time a string"),
        pytest.param({"tel": ONE, "sig": "x"}, {}, 1004, id="time missing"),
        pytest.param(single(tpl_id="1001"), {}, 1004, id="tpl_id a string"),
        pytest.param(single(params=None), {}, 1004, id="params missing"),
        pytest.param(single(tel={"phone": "13800000000"}), {}, 1016, id="the number's field misnamed"),
        pytest.param(single(tel=ONE | {"mobile": "138 0000 0000"}), {}, 1016, id="blanks in the number"),
        pytest.param(single(sign="别人"), {}, 1012, id="another's signature"),
        pytest.param(single(tpl_id=4242), {}, 1014, id="unknown template"),
        pytest.param(single(tpl_id=1009, params=["1"]), {}, 1014, id="template in review"),
        pytest.param(single(params=["9" * 500, "5"]), {}, 1017, id="too long"),
        pytest.param(many(ONE, TWO), {}, 1004, id="a multiple send's body"),
        pytest.param({"phone": ONE, "sig": "x", "time": WALL_S}, {}, 1004, id="tel misnamed"),
    ],
)
def test_a_text_is_refused(body: Json, changes: Json, result: int) -> None:
    """Each fault has its number, no id, and one entry in the ledger."""
    world = World()
    answer = ask(world, "sendsms", body, **changes)
    assert answer["result"] == result
    assert set(answer) == {"result", "errmsg", "ext"}
    assert len(world.ledger.refused) == 1
    assert not world.road.messages


def test_a_request_may_be_ten_minutes_off() -> None:
    """Exactly ten minutes, either way, are in time."""
    for time_s in (WALL_S - 600, WALL_S + 600):
        body = signed({"tel": ONE, "tpl_id": 1001, "params": ["4321", "5"]}, "13800000000", time=time_s)
        assert ask(World(), "sendsms", body)["result"] == 0


def test_a_failure_returns_the_session_text() -> None:
    """ext comes back whatever happened."""
    answer = ask(World(), "sendsms", single(sign="别人"))
    assert answer == {"result": 1012, "errmsg": "签名格式错误或签名未审批", "ext": "42"}


def test_limits_have_their_numbers() -> None:
    """The same text twice in 30 s is 1023, more than a day's share 1025."""
    world = World(Limits(per_30s=1, per_day=2))
    answers = [ask(world, "sendsms", single(params=[code, "5"])) for code in ("1", "1", "2", "3")]
    assert [answer["result"] for answer in answers] == [0, 1023, 0, 1025]


def test_a_multiple_send_answers_for_each_number() -> None:
    """The batch is 0 when it was processed; each number has a result of its own, in the order of the request."""
    world = World()
    answer = ask(world, "sendmultisms2", many(ONE, {"nationcode": "86", "mobile": "1380000"}, TWO))
    first, wrong, last = answer["detail"]
    assert (answer["result"], answer["errmsg"], answer["ext"]) == (0, "OK", "42")
    assert list(first) == ["result", "errmsg", "mobile", "nationcode", "sid", "fee"]
    assert wrong == {"result": 1016, "errmsg": "手机号格式错误", "mobile": "1380000", "nationcode": "86"}
    assert [first["sid"], last["sid"]] == [message.id for message in world.road.messages]


def test_a_number_twice_in_one_request_is_sent_once() -> None:
    """Equal numbers make one text and one line of the answer."""
    world = World()
    assert len(ask(world, "sendmultisms2", many(ONE, TWO, ONE))["detail"]) == 2
    assert len(world.road.messages) == 2


@pytest.mark.parametrize(
    ("body", "result"),
    [
        pytest.param(many(ONE, {"nationcode": "852", "mobile": "51000000"}), 1034, id="mixed"),
        pytest.param(many(*({"nationcode": "86", "mobile": str(13_800_000_000 + nth)} for nth in range(201))), 1046, id="201 numbers"),
        pytest.param(many(), 1004, id="none"),
        pytest.param(single(), 1004, id="a single send's body"),
    ],
)
def test_a_multiple_send_is_refused_as_a_whole(body: Json, result: int) -> None:
    """Faults of the whole request come back without detail, and nothing is sent."""
    world = World()
    answer = ask(world, "sendmultisms2", body)
    assert answer["result"] == result
    assert "detail" not in answer
    assert not world.road.messages


def test_reports_are_pulled_once() -> None:
    """At most as many as asked for, oldest first; an empty queue answers an empty list."""
    world = World()
    world.desk.take([report(1), report(2, OFF), report(3)])
    answers = [ask(world, "pullstatus", pull(max=2)) for _ in range(3)]
    assert [(answer["result"], answer["errmsg"], answer["count"]) for answer in answers] == [(0, "ok", 2), (0, "ok", 1), (0, "ok", 0)]
    assert [item["report_status"] for answer in answers for item in answer["data"]] == ["SUCCESS", "FAIL", "SUCCESS"]


def test_pulling_replies_leaves_the_reports() -> None:
    """Type 1 has a queue of its own."""
    world = World()
    world.desk.take([report()])
    assert ask(world, "pullstatus", pull(type=1))["data"] == []
    assert ask(world, "pullstatus", pull())["count"] == 1


@pytest.mark.parametrize("fields", [{"max": 0}, {"max": 101}, {"max": "1"}, {"type": 2}, {"type": "0"}])
def test_a_pull_out_of_range(fields: Json) -> None:
    """One to a hundred, of one of two types."""
    assert ask(World(), "pullstatus", pull(**fields))["result"] == 1004


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"app": None}, 60012),
        ({"app": ""}, 60012),
        ({"app": "14x"}, 60006),
        ({"raw": b""}, 60003),
        ({"raw": b'{"msg": "\xc4\xe3"}'}, 60003),
        ({"raw": None}, 60008),
        ({"method": "GET"}, 60009),
        ({"interface": "sendsms2"}, 60009),
        ({"interface": ""}, 60009),
    ],
)
def test_gateway_failures_have_a_shape_of_their_own(changes: Json, code: int) -> None:
    """What does not get as far as the platform is answered by the gateway, and recorded all the same."""
    world = World()
    answer = ask(world, "sendsms", single(), **changes)
    assert (answer["ActionStatus"], answer["ErrorCode"], set(answer)) == ("FAIL", code, {"ActionStatus", "ErrorInfo", "ErrorCode"})
    (refused,) = world.ledger.refused
    assert refused.refusal.detail.startswith(str(code))


def test_a_refused_request_is_recorded_as_it_came() -> None:
    """The ledger holds whose it was, when, and its text, cut to a bound."""
    world = World()
    ask(world, "sendsms", single(ext="x" * 5_000), random="1")
    (refused,) = world.ledger.refused
    assert (refused.at, refused.account, refused.refusal.reason) == (NINE, f"app:{APP}", Reason.SIGNATURE_WRONG)
    assert refused.request.startswith(f'POST /v5/tlssmssvr/sendsms?sdkappid={APP}&random=1\n{{"tel"')
    assert len(refused.request) == 2_000


async def post(url: str, data: Any, headers: dict[str, str] | None = None) -> tuple[int, Json]:
    async with ClientSession() as client, client.post(url, data=data, headers=headers) as response:
        return response.status, await response.json()


SEND = f"/sendsms?sdkappid={APP}&random=7226249334"


@pytest.mark.parametrize("kind", ["ap0plication/json", "text/plain; charset=gbk", "multipart/form-data", "application/json;charset=utf-8"])
@in_loop
async def test_the_content_type_does_not_matter(kind: str) -> None:
    """Official clients send misspelt types, or none."""
    async with World().serve() as address:
        status, answer = await post(address + SEND, msgspec.json.encode(single()), {"Content-Type": kind})
        assert (status, answer["result"]) == (200, 0)


@in_loop
async def test_a_body_may_come_in_chunks() -> None:
    """The JavaScript client never sends a length."""

    async def chunks() -> Any:
        for octet in json.dumps(single()).encode():
            yield bytes([octet])

    async with World().serve() as address:
        assert (await post(address + SEND, chunks()))[1]["result"] == 0


@in_loop
async def test_a_body_without_end_is_not_read() -> None:
    """Past a megabyte the gateway answers, with status 200 as ever."""
    async with World().serve() as address:
        status, answer = await post(address + SEND, BytesIO(b" " * (BODY_MAX + 1)))
        assert (status, answer["ErrorCode"]) == (200, 60008)
        assert (await post(address + SEND, BytesIO(b" " * BODY_MAX)))[1]["ErrorCode"] == 60003


@in_loop
async def test_a_body_that_is_not_packed_as_it_says() -> None:
    """A broken content encoding is a malformed request, not our failure."""
    async with World().serve() as address:
        status, answer = await post(address + SEND, b"no gzip", {"Content-Encoding": "gzip"})
        assert (status, answer["ErrorCode"]) == (200, 60008)


@pytest.mark.parametrize("path", ["", "/", "/sendsms/", "/SendSms", "/a/b"])
@in_loop
async def test_other_paths_and_methods(path: str) -> None:
    """Whatever is no interface gets the gateway's answer, by any method."""
    async with World().serve() as address, ClientSession() as client:
        for method in ("GET", "POST", "DELETE"):
            async with client.request(method, address + path) as response:
                assert (response.status, (await response.json())["ErrorCode"]) == (200, 60009)


class Decoded:
    """An answer as the Python client wants it; its own way of decoding fails on Python 3.9 and later."""

    def __init__(self, code: int, body: bytes) -> None:
        self._code, self._body = code, body

    def ok(self) -> bool:
        return self._code == 200

    def json(self) -> Json:
        answer: Json = json.loads(self._body)
        return answer


class Client(HTTPSimpleClient):  # type: ignore[misc]
    def fetch(self, req: Any) -> Decoded:
        response = super().fetch(req)
        return Decoded(response.code, response.body)


def official(client: type, address: str, interface: str) -> Any:
    """One of the Python client's classes, pointed at a port of ours."""
    made = client(int(APP), KEY, httpclient=Client())
    made._url = f"{address}/{interface}"
    return made


@in_loop
async def test_the_python_client_sends() -> None:
    """The official client's single sender gets its id, in both forms."""
    async with World(wall=time.time).serve() as address:
        sender = official(SmsSingleSender, address, "sendsms")
        filled = await asyncio.to_thread(sender.send_with_param, 86, "13800000000", 1001, ["4321", "5"], sign="示例科技")
        written = await asyncio.to_thread(sender.send, 0, 86, 13800000000, "【示例科技】您的验证码为4321，5分钟内有效。", ext="a")
    assert (filled["result"], filled["errmsg"], filled["fee"]) == (0, "OK", 1)
    assert re.fullmatch(r"8:[0-9A-Za-z]{19}20240304", written["sid"])
    assert written["ext"] == "a"


@in_loop
async def test_the_python_client_sends_to_many() -> None:
    """The multi sender passes integers through as JSON numbers, and signs their text."""
    async with World(wall=time.time).serve() as address:
        sender = official(SmsMultiSender, address, "sendmultisms2")
        answer = await asyncio.to_thread(sender.send_with_param, 86, [13800000000, "13800000001"], 1001, ["4321", "5"])
    assert [(line["result"], line["mobile"], line["nationcode"]) for line in answer["detail"]] == [
        (0, "13800000000", "86"),
        (0, "13800000001", "86"),
    ]


@in_loop
async def test_the_python_client_pulls() -> None:
    """The status puller gets reports, and no replies."""
    world = World(FREE, wall=time.time)
    world.desk.take([report()])
    async with world.serve() as address:
        puller = official(SmsStatusPuller, address, "pullstatus")
        reports = await asyncio.to_thread(puller.pull_callback, 10)
        replies = await asyncio.to_thread(puller.pull_reply, 10)
    assert (reports["count"], reports["data"][0]["errmsg"]) == (1, "DELIVRD")
    assert (replies["result"], replies["count"], replies["data"]) == (0, 0, [])
