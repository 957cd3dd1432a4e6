"""The official Python client against a served network: the answer, the report and the handset, which may differ."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace
from qcloudsms_py import SmsMultiSender, SmsSingleSender
from qcloudsms_py.sms import SmsStatusPuller

from simulator.carrier.settings import CarrierSettings, Latency
from simulator.platform.settings import Limits
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import FREE, official, world
from tests.ports import kept_port
from tests.web import Json, Receiver

CODES = {"138": "MK:0024", "186": "LT:0011", "189": "UNDELIVS602S"}
OK = ("SUCCESS", "DELIVRD")


def send(carrier: Carrier, mobile: str, code: str = "4321") -> Json:
    """A code to a number; the client's answer."""
    answer: Json = official(SmsSingleSender, carrier.url, "sendsms").send_with_param(86, mobile, 1001, [code, "5"])
    return answer


def pull(carrier: Carrier, most: int = 100) -> list[Json]:
    data: list[Json] = official(SmsStatusPuller, carrier.url, "pullstatus").pull_callback(most)["data"]
    return data


def said(items: list[Json]) -> list[tuple[str, str]]:
    return [(item["report_status"], item["errmsg"]) for item in items]


TRUTHS = [
    ("000", [OK], [], True),
    ("100", [OK], [], True),
    ("200", [OK], [], True),
    ("300", [], [], True),
    ("001", [], [("FAIL", "EXPIRED")], False),
    ("201", [("FAIL", "CODE")], [], False),
    ("101", [OK], [], False),
    ("301", [], [], False),
    ("002", [], [OK], True),
    ("202", [("FAIL", "CODE")], [OK], True),
    ("102", [OK], [], True),
    ("302", [], [], True),
]
"""Manner and handset of the number; reports within half a minute; reports within three days after; whether it is shown in the end."""


@pytest.mark.parametrize("prefix", CODES)
@pytest.mark.parametrize(("line", "soon", "late", "shown"), TRUTHS)
def test_three_truths(prefix: str, line: str, soon: list[tuple[str, str]], late: list[tuple[str, str]], shown: bool) -> None:
    """The answer is OK for each; reports come by pull and by callback alike; the handset has the text or has it not."""
    mobile = f"{prefix}00000{line}"
    wanted = [[(status, code.replace("CODE", CODES[prefix])) for status, code in reports] for reports in (soon, late)]
    with Receiver() as receiver, Carrier(world(callback_url=receiver.url)) as carrier:
        answer = send(carrier, mobile)
        assert (answer["result"], answer["errmsg"], answer["fee"], carrier.inbox(mobile)) == (0, "OK", 1, [])
        carrier.pass_(seconds=30)
        assert said(pull(carrier)) == wanted[0]
        assert [item for push in receiver.got for item in said(push)] == wanted[0]
        carrier.pass_(days=3)
        assert said(pull(carrier)) == wanted[1]
        assert [item for push in receiver.got for item in said(push)] == wanted[0] + wanted[1]
        assert carrier.inbox(mobile) == (["【示例科技】您的验证码为4321，5分钟内有效。"] if shown else [])
        assert {item["sid"] for push in receiver.got for item in push} <= {answer["sid"]}


def test_a_report_tells_when_in_beijing(carrier: Carrier) -> None:
    """Its time is the network's, not the wall's: a handset that is off for a minute gets it in the second minute."""
    sid = send(carrier, "13800000002")["sid"]
    carrier.pass_(minutes=5)
    (item,) = pull(carrier)
    assert (item["sid"], item["nationcode"], item["mobile"], sid[-8:]) == (sid, "86", "13800000002", "20240304")
    assert item["user_receive_time"].startswith("2024-03-04 09:01:0")


def test_reports_are_pulled_once() -> None:
    """At most as many as asked for; an empty queue answers an empty list, and replies have a queue of their own."""
    with Carrier(world()) as carrier:
        for code in "123":
            send(carrier, "13800000000", code)
        carrier.pass_(minutes=1)
        assert official(SmsStatusPuller, carrier.url, "pullstatus").pull_reply(10)["data"] == []
        assert [len(pull(carrier, 2)) for _ in range(3)] == [2, 1, 0]


def test_many_numbers_each_have_their_fate(carrier: Carrier) -> None:
    """The multi sender passes integers through as JSON numbers, and signs their text."""
    sender = official(SmsMultiSender, carrier.url, "sendmultisms2")
    answer = sender.send_with_param(86, [13800000000, "13800000201"], 1001, ["4321", "5"])
    assert [(line["result"], line["mobile"]) for line in answer["detail"]] == [(0, "13800000000"), (0, "13800000201")]
    carrier.pass_(minutes=1)
    assert sorted(said(pull(carrier))) == [("FAIL", "MK:0024"), OK]


def test_the_same_text_twice_in_half_a_minute(carrier: Carrier) -> None:
    """29.999 s after the first it is 1023, 30 s after it goes; the refusal is on record with the network's time."""
    assert send(carrier, "13800000000")["result"] == 0
    carrier.pass_(seconds=29.999)
    assert send(carrier, "13800000000") == {"result": 1023, "errmsg": "单个手机号30秒内下发短信条数超过设定的上限", "ext": ""}
    (refused,) = carrier.refusals()
    assert (refused["at"], refused["reason"]) == ("2024-03-04T09:00:29.999+08:00", "limit-30s")
    assert send(carrier, "13800000000", "9999")["result"] == 0
    carrier.pass_(seconds=0.001)
    assert send(carrier, "13800000000")["result"] == 0


def test_a_days_texts_are_counted_until_midnight_in_beijing(carrier: Carrier) -> None:
    """The eleventh is 1025 until the last millisecond of the day; another number is not concerned."""
    assert [send(carrier, "13800000000", f"{code}")["result"] for code in range(11)] == [0] * 10 + [1025]
    assert send(carrier, "13900000000")["result"] == 0
    midnight = datetime(2024, 3, 5, tzinfo=timezone(timedelta(hours=8)))
    carrier.pass_(seconds=(midnight - carrier.now).total_seconds() - 0.001)
    assert send(carrier, "13800000000", "11")["result"] == 1025
    carrier.pass_(seconds=0.001)
    assert send(carrier, "13800000000", "12")["result"] == 0
    assert [refused["reason"] for refused in carrier.refusals()] == ["limit-daily"] * 2


def test_limits_are_the_scenarios() -> None:
    """Two a day are two a day."""
    with Carrier(world(Limits(per_30s=None, per_day=2))) as carrier:
        assert [send(carrier, "13800000000")["result"] for _ in range(3)] == [0, 0, 1025]


@pytest.mark.parametrize(
    ("statuses", "pushes", "events"),
    [
        ((200,), 1, [("0", "pushed", "try 1")]),
        ((500, 200), 2, [("0", "push_failed", "HTTP status 500; 2 more to try"), ("1", "pushed", "try 2")]),
        (
            (500, 500, 500),
            3,
            [
                ("0", "push_failed", "HTTP status 500; 2 more to try"),
                ("1", "push_failed", "HTTP status 500; 1 more to try"),
                ("6", "push_failed", "HTTP status 500; not tried again, the report can be pulled"),
            ],
        ),
    ],
)
def test_a_callback_that_fails_is_tried_again(statuses: tuple[int, ...], pushes: int, events: list[tuple[str, str, str]]) -> None:
    """After 1 s and 5 s of network time, each try on the message's trail; the report can be pulled whatever happened."""
    with Receiver(*statuses) as receiver, Carrier(world(callback_url=receiver.url)) as carrier:
        sid = send(carrier, "13800000000")["sid"]
        carrier.pass_(minutes=1)
        assert pushed(carrier, sid) == events
        assert len(receiver.got) == pushes
        assert receiver.got.count(receiver.got[0]) == pushes
        assert said(pull(carrier)) == [OK]


def test_a_callback_target_that_is_down(caplog: pytest.LogCaptureFixture) -> None:
    """Three tries, then the log names the URL and the count; the trail says so, and nothing is lost."""
    with kept_port() as port, Carrier(world(callback_url=f"http://127.0.0.1:{port}/status")) as carrier:
        sid = send(carrier, "13800000000")["sid"]
        carrier.pass_(minutes=1)
        last = "no connection; not tried again, the report can be pulled"
        assert [(at, detail) for at, _, detail in pushed(carrier, sid)][1:] == [("1", "no connection; 1 more to try"), ("6", last)]
        (line,) = [record.getMessage() for record in caplog.records]
        assert line == f"callback http://127.0.0.1:{port}/status: 1 reports not pushed after 3 tries: no connection"
        assert said(pull(carrier)) == [OK]


def test_reports_wait_while_the_target_is_down_at_different_instants(caplog: pytest.LogCaptureFixture) -> None:
    """Each report has its own tries: what comes after the target is back arrives at the first."""
    with Receiver(500, 500, 500, 200) as receiver, Carrier(world(callback_url=receiver.url)) as carrier:
        send(carrier, "13800000000", "1")
        carrier.pass_(minutes=1)
        later = send(carrier, "13800000000", "2")["sid"]
        carrier.pass_(minutes=1)
        assert pushed(carrier, later) == [("0", "pushed", "try 1")]
        assert [item["sid"] for item in receiver.got[-1]] == [later]
        assert len(pull(carrier)) == 2


def pushed(carrier: Carrier, sid: str) -> list[tuple[str, str, str]]:
    """What became of the pushes: seconds after the report, event, detail."""
    entries = carrier.message(sid)["trail"]
    told = next(datetime.fromisoformat(entry["at"]) for entry in entries if entry["event"].startswith("reported"))
    return [
        (f"{(datetime.fromisoformat(entry['at']) - told).total_seconds():g}", entry["event"], entry["detail"])
        for entry in entries
        if entry["event"].startswith("push")
    ]


def test_one_run_is_like_another() -> None:
    """The same texts over other connections, in another order, have the same ids, fates and record, byte for byte."""

    def play(mobiles: list[str]) -> bytes:
        with Carrier(world(FREE), seed=7) as carrier:
            for mobile in mobiles:
                send(carrier, mobile)
            carrier.pass_(days=3)
            return carrier.ledger()

    mobiles = [f"{prefix}00000{line}" for prefix in CODES for line, *_ in TRUTHS]
    assert play(mobiles) == play(mobiles[::-1])


def test_on_the_wall_clock() -> None:
    """At speed 1 a text that travels 50 ms arrives by itself, and so does its report; nobody lets time pass."""
    fast = tuple(replace(network, latency=Latency(50, 50)) for network in CarrierSettings().networks)
    with Receiver() as receiver:
        settings = replace(world(callback_url=receiver.url), carriers=CarrierSettings(fast))
        with Carrier(settings, speed=1.0, start=datetime.now(UTC)) as carrier:
            sid = send(carrier, "13800000000")["sid"]
            assert [said(push) for push in receiver.wait(1)] == [[OK]]
            assert said(pull(carrier)) == [OK]
            assert carrier.message(sid)["state"] == "DELIVERED"
