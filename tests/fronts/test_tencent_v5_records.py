"""What the v5 API says of one number: reports and replies by the official client, records by hand-signed requests."""

from typing import Any

import pytest
from msgspec.structs import replace
from qcloudsms_py import SmsSingleSender
from qcloudsms_py.sms import SmsMobileStatusPuller, SmsStatusPuller

from simulator.fronts.tencent_v5 import signature
from simulator.platform.settings import Limits
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import KEY, RANDOM, official, post, signed, with_template, world
from tests.road import NINE
from tests.web import Json

MOBILE, OFF, FAILS, ABROAD = "13800000000", "13800000001", "13800000201", "+85251000000"
SECOND = NINE // 1000
HOUR = (SECOND, SECOND + 3600)


def send(carrier: Carrier, mobile: str = MOBILE, code: str = "4321", template: int = 1001) -> Json:
    """A code to a number; the client's answer."""
    params = [code, "5"] if template == 1001 else [code]
    answer: Json = official(SmsSingleSender, carrier.url, "sendsms").send_with_param(86, mobile, template, params)
    return answer


def query(carrier: Carrier, mobile: str = MOBILE, span: tuple[int, int] = HOUR, **fields: Any) -> Json:
    """The answer of querysms4mobile."""
    body = {"nationcode": "86", "mobile": mobile, "begin_time": span[0], "end_time": span[1], **fields}
    return post(carrier, "querysms4mobile", signed(body, body["mobile"]))


def puller(carrier: Carrier) -> Any:
    """The client for one number."""
    return official(SmsMobileStatusPuller, carrier.url, "pullstatus4mobile")


def isms(carrier: Carrier, tel: object, **fields: Any) -> Json:
    """The answer of sendisms to a code."""
    stamped = signed({"tel": tel, "tpl_id": 1003, "params": ["4321"], "ext": "42", **fields})
    sig = signature.calculate(KEY, RANDOM, str(stamped["time"]), f"tel={tel}")
    return post(carrier, "sendisms", stamped | {"sig": sig})


def test_the_digest_of_a_number_in_one_piece() -> None:
    """Calculated from the formula, over the number as it is sent; the sample that is published for it is another interface's."""
    digest = signature.calculate(KEY, RANDOM, "1457336869", "tel=+8613788888888")
    assert digest == "f272b136949f9e6faa5fae01cfc240caf5e6d89f2e18e8d47adf3d87ea0715fb"


def test_a_number_in_one_piece_is_sent_to(carrier: Carrier) -> None:
    """The answer says its country; the text arrives, abroad and on the mainland."""
    answer = isms(carrier, ABROAD)
    sid = answer.pop("sid")
    assert answer == {"result": 0, "errmsg": "OK", "ext": "42", "nationcode": "852", "fee": 1}
    assert carrier.message(sid)["to"] == ABROAD
    assert isms(carrier, f"+86{MOBILE}", tpl_id=1001, params=["4321", "5"])["nationcode"] == "86"
    carrier.pass_(minutes=1)
    assert carrier.inbox(ABROAD) == ["Your code is 4321."]


@pytest.mark.parametrize(
    ("tel", "result"), [(MOBILE, 1016), ("", 1016), ("+86", 1016), ("+999123456789", 1016), ({"mobile": MOBILE}, 1004), (85251000000, 1004)]
)
def test_a_number_in_one_piece_must_be_one(carrier: Carrier, tel: object, result: int) -> None:
    """With its plus sign and a country's code; anything but a text is no request."""
    assert isms(carrier, tel) in ({"result": result, "errmsg": said, "ext": "42"} for said in ("手机号格式错误", "请求包解析失败"))
    assert [refused["reason"] for refused in carrier.refusals()] == ["number-malformed" if result == 1016 else "request-malformed"]


def test_the_parts_of_a_number_do_not_sign_it(carrier: Carrier) -> None:
    """The digest covers `tel=`, not `mobile=`."""
    body = signed({"tel": f"+86{MOBILE}", "tpl_id": 1001, "params": ["4321", "5"]}, MOBILE)
    assert post(carrier, "sendisms", body)["result"] == 1001


def test_reports_of_one_number_are_pulled_again_and_again() -> None:
    """The official client gets what was reported of this number, oldest first, and leaves it where it is."""
    with Carrier(world()) as carrier:
        first = send(carrier)["sid"]
        send(carrier, FAILS)
        carrier.pass_(minutes=1)
        second = send(carrier, code="9999")["sid"]
        carrier.pass_(minutes=1)
        for _ in range(2):
            answer = puller(carrier).pull_callback("86", MOBILE, *HOUR, 100)
            assert (answer["result"], answer["errmsg"], answer["count"]) == (0, "ok", 2)
            assert [(item["sid"], item["errmsg"]) for item in answer["data"]] == [(first, "DELIVRD"), (second, "DELIVRD")]
        assert puller(carrier).pull_callback("86", MOBILE, *HOUR, 1)["data"] == answer["data"][:1]
        assert official(SmsStatusPuller, carrier.url, "pullstatus").pull_callback(100)["count"] == 3


def test_replies_of_one_number_are_pulled_again_and_again() -> None:
    """With the text's signature, and when; reports are another question."""
    with Carrier(world()) as carrier:
        send(carrier)
        carrier.pass_(minutes=1)
        carrier.reply(MOBILE, "好")
        for _ in range(2):
            answer = puller(carrier).pull_reply("86", MOBILE, *HOUR, 100)
            assert answer["data"] == [
                {"extend": "", "mobile": MOBILE, "nationcode": "86", "sign": "示例科技", "text": "好", "time": SECOND + 60}
            ]
        assert puller(carrier).pull_reply("86", FAILS, *HOUR, 100)["data"] == []


def test_both_ends_of_a_pull_are_part_of_it() -> None:
    """To the second that the report itself says."""
    with Carrier(world()) as carrier:
        send(carrier)
        carrier.pass_(minutes=1)
        (item,) = puller(carrier).pull_callback("86", MOBILE, *HOUR, 100)["data"]
        at = SECOND + int(item["user_receive_time"][-2:])
        spans = [(at, at), (SECOND - 1, at - 1), (at + 1, HOUR[1])]
        assert [puller(carrier).pull_callback("86", MOBILE, *span, 100)["count"] for span in spans] == [1, 0, 0]


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"max": 0}, 1004),
        ({"max": 101}, 1004),
        ({"type": 2}, 1004),
        ({"begin_time": SECOND + 1, "end_time": SECOND}, 1004),
        ({"begin_time": "now"}, 1004),
        ({"mobile": "1380000000"}, 1016),
        ({"nationcode": "eighty-six"}, 1016),
    ],
)
def test_a_pull_must_say_whose_and_when(fields: Json, result: int) -> None:
    """One to a hundred, of reports or replies, the end after the beginning."""
    body = {"type": 0, "max": 10, "begin_time": SECOND, "end_time": SECOND, "nationcode": "86", "mobile": MOBILE, **fields}
    with Carrier() as carrier:
        assert post(carrier, "pullstatus4mobile", signed(body))["result"] == result


def test_a_record_tells_what_was_sent_and_reported() -> None:
    """All fields of the page: digits masked, times in Beijing; the texts come in the order in which they were sent."""
    with Carrier(world()) as carrier:
        sid = send(carrier)["sid"]
        carrier.pass_(seconds=40)
        send(carrier, code="9876")
        answer = query(carrier)
        data = answer.pop("data")
        assert answer == {"result": 0, "errmsg": "OK", "real_count": 2, "truncated": 0}
        received = data[0].pop("user_receive_time")
        assert received.startswith("2024-03-04 09:00:0")
        assert data[0] == {
            "nationcode": "86",
            "mobile": MOBILE,
            "sign": "示例科技",
            "text": "【示例科技】您的验证码为4**1，*分钟内有效。",
            "send_time": "2024-03-04 09:00:00",
            "type": 0,
            "result": 0,
            "errmsg": "OK",
            "sid": sid,
            "report_status": "SUCCESS",
            "status": "DELIVRD",
            "description": "用户短信接收成功",
        }
        assert [data[1][name] for name in ("text", "report_status", "status", "user_receive_time")] == [
            "【示例科技】您的验证码为9**6，*分钟内有效。",
            "",
            "",
            "",
        ]


def test_a_refused_text_is_on_record_without_a_fate() -> None:
    """Its number and its words instead; none of the five fields that tell of reports."""
    with Carrier(world(Limits(per_30s=1, per_day=None))) as carrier:
        send(carrier)
        carrier.pass_(seconds=10)
        refused = send(carrier)
        record = query(carrier)["data"][1]
        assert (record.pop("result"), record.pop("errmsg")) == (refused["result"], refused["errmsg"]) == (1023, refused["errmsg"])
        assert set(record) == {"nationcode", "mobile", "sign", "text", "send_time", "type"}
        assert record["send_time"] == "2024-03-04 09:00:10"


def test_a_failed_text_has_its_carriers_word() -> None:
    """It was taken, so its result is 0; what the carrier says of it stands beside."""
    with Carrier(world()) as carrier:
        send(carrier, FAILS)
        carrier.pass_(minutes=1)
        (record,) = query(carrier, FAILS)["data"]
        assert [record[name] for name in ("result", "report_status", "status", "description")] == [0, "FAIL", "MK:0024", "手机关机"]


def test_a_hundred_records_are_all_and_of_one_more_the_first_hundred_are_shown() -> None:
    """How many match is said in any case."""
    with Carrier(world()) as carrier:
        for number in range(100):
            send(carrier, code=f"{number:06}")
        answer = query(carrier)
        assert (answer["real_count"], answer["truncated"], len(answer["data"])) == (100, 0, 100)
        send(carrier, code="999999")
        assert query(carrier) == answer | {"real_count": 101, "truncated": 1}


def test_long_texts_are_cut() -> None:
    """After a hundred characters, with three dots; a text of a hundred is whole. Its signature counts with its brackets."""
    with Carrier(with_template(world(), "通知{1}。")) as carrier:
        for count in (91, 92):
            send(carrier, code="字" * count, template=2001)
        whole, cut = (record["text"] for record in query(carrier)["data"])
        assert (whole, cut) == (f"【示例科技】通知{'字' * 91}。", f"【示例科技】通知{'字' * 92}...")


def test_a_query_is_signed_with_its_number(carrier: Carrier) -> None:
    """Which is why one without a number is no question about one."""
    body = {"nationcode": "86", "mobile": MOBILE, "begin_time": SECOND, "end_time": SECOND}
    assert post(carrier, "querysms4mobile", signed(body))["result"] == 1001
    assert post(carrier, "querysms4mobile", signed(body, MOBILE))["result"] == 0
    assert post(carrier, "querysms4mobile", signed(body | {"mobile": ""}))["result"] == 1016
    assert query(carrier, "1380000000")["result"] == 1016
    assert query(carrier, span=(SECOND + 1, SECOND))["result"] == 1004


@pytest.mark.parametrize("interface", ["querysms4mobile", "pullstatus4mobile"])
def test_an_app_that_is_switched_off_asks_for_nothing(interface: str) -> None:
    """Its signed requests are refused like its texts."""
    made = world()
    with Carrier(replace(made, apps=tuple(replace(app, enabled=False) for app in made.apps))) as carrier:
        body = {"type": 0, "max": 10, "begin_time": SECOND, "end_time": SECOND, "nationcode": "86", "mobile": MOBILE}
        assert post(carrier, interface, signed(body, *([MOBILE] if interface == "querysms4mobile" else [])))["result"] == 1020


@pytest.mark.parametrize("type_", [0, 1])
def test_pulling_everything_is_a_permission(type_: int) -> None:
    """Without it the queues stay shut; one number's reports may be asked for all the same."""
    made = world()
    customers = tuple(replace(customer, pulls=False) for customer in made.platform.customers)
    with Carrier(replace(made, platform=replace(made.platform, customers=customers))) as carrier:
        assert post(carrier, "pullstatus", signed({"type": type_, "max": 10}))["result"] == 1006
        assert puller(carrier).pull_callback("86", MOBILE, *HOUR, 100)["result"] == 0
