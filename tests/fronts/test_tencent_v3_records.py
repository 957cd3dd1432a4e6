"""What the cloud API says of one number, through the official SDK's clients of both versions."""

from typing import Any

import pytest
from msgspec.structs import replace
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from simulator.fronts.tencent_v3.actions import V2019, V2021, Call
from simulator.fronts.tencent_v3.records import Records
from simulator.testing import Carrier
from tests.desk.counter import Counter
from tests.fronts.tencent_v3 import APP, Json, call, client, error, network, sent, world
from tests.road import NINE

NUMBER, OFF, FAILS, LIED_OF = (f"+861380000{which}" for which in ("0000", "0001", "0201", "0101"))
SECOND = NINE // 1000
DAY = 24 * 3600
NAMES = {V2021: ("BeginTime", "EndTime", "SmsSdkAppId"), V2019: ("SendDateTime", "EndDateTime", "SmsSdkAppid")}
REPORTS, REPLIES = "PullSmsSendStatusByPhoneNumber", "PullSmsReplyStatusByPhoneNumber"


def asked(version: str, begin: int = SECOND, end: int | None = None, **more: Any) -> Json:
    """Parameters of a pull by number."""
    names = NAMES[version]
    ends = {} if end is None else {names[1]: end}
    return {names[0]: begin, names[2]: APP, "PhoneNumber": NUMBER, "Limit": 100, "Offset": 0, **ends, **more}


def pulled(carrier: Carrier, version: str, action: str, **parameters: Any) -> list[Json]:
    """What a pull by number answers."""
    found: list[Json] = call(client(carrier, version), action, **asked(version, **parameters))[f"{action.removesuffix('ByPhoneNumber')}Set"]
    return found


def records(carrier: Carrier, **parameters: Any) -> Json:
    """What DescribeSendRecordList answers, which the official client has no method for yet."""
    whole = {"PhoneNumber": NUMBER, "SmsSdkAppId": APP, "BeginTime": SECOND, **parameters}
    answer: Json = client(carrier).call_json("DescribeSendRecordList", whole)["Response"]
    return answer


def refused(carrier: Carrier, **parameters: Any) -> str:
    """The code with which it refuses."""
    with pytest.raises(TencentCloudSDKException) as raised:
        records(carrier, **parameters)
    return str(raised.value.get_code())


def test_reports_of_one_number_in_2021() -> None:
    """All fields, with the sender's session text; what is pulled stays there to be pulled again."""
    with network() as (carrier, sdk):
        serial = sent(sdk, SessionContext="order 7")["SerialNo"]
        sent(sdk, number=FAILS)
        carrier.pass_(minutes=1)
        for _ in range(2):
            (item,) = pulled(carrier, V2021, REPORTS)
        assert SECOND <= item.pop("UserReceiveTime") < SECOND + 60
        assert item == {
            "CountryCode": "86",
            "SubscriberNumber": "13800000000",
            "PhoneNumber": NUMBER,
            "SerialNo": serial,
            "ReportStatus": "SUCCESS",
            "Description": "DELIVRD",
            "SessionContext": "order 7",
        }


def test_reports_of_one_number_in_2019() -> None:
    """The pure number has the country and the other has not; times stand there twice; there is no session text."""
    with network() as (carrier, sdk):
        serial = sent(sdk, SessionContext="order 7")["SerialNo"]
        carrier.pass_(minutes=1)
        (item,) = pulled(carrier, V2019, REPORTS)
        at = item.pop("UserReceiveUnixTime")
        assert item.pop("UserReceiveTime") == f"2024-03-04 09:00:{at - SECOND:02}"
        assert item == {
            "NationCode": "86",
            "PurePhoneNumber": NUMBER,
            "PhoneNumber": "13800000000",
            "SerialNo": serial,
            "ReportStatus": "SUCCESS",
            "Description": "DELIVRD",
        }


def test_session_texts_are_carried_back_where_that_is_enabled() -> None:
    """Elsewhere the field is empty."""
    with network(session_context=False) as (carrier, sdk):
        sent(sdk, SessionContext="order 7")
        carrier.pass_(minutes=1)
        assert [item["SessionContext"] for item in pulled(carrier, V2021, REPORTS)] == [""]


REPLY = {
    V2021: {
        "CountryCode": "86",
        "SignName": "示例科技",
        "ReplyTime": SECOND + 60,
        "PhoneNumber": NUMBER,
        "SubscriberNumber": "13800000000",
    },
    V2019: {
        "NationCode": "86",
        "Sign": "示例科技",
        "ReplyTime": "2024-03-04 09:01:00",
        "ReplyUnixTime": SECOND + 60,
        "PhoneNumber": NUMBER,
    },
}


@pytest.mark.parametrize("version", NAMES)
def test_replies_of_one_number(version: str) -> None:
    """As often as they are asked for; another number has none."""
    with network() as (carrier, sdk):
        sent(sdk)
        carrier.pass_(minutes=1)
        carrier.reply(NUMBER, "好")
        for _ in range(2):
            assert pulled(carrier, version, REPLIES) == [{"ExtendCode": "", "ReplyContent": "好", **REPLY[version]}]
        assert pulled(carrier, version, REPLIES, PhoneNumber=FAILS) == []


@pytest.mark.parametrize("version", NAMES)
def test_both_ends_of_a_pull_are_part_of_it(version: str) -> None:
    """To the second; without an end it goes on until now, and no more than the limit come, the oldest first."""
    with network() as (carrier, sdk):
        for code in ("1111", "2222"):
            sent(sdk, params=(code, "5"))
            carrier.pass_(minutes=1)
        first, second = pulled(carrier, version, REPORTS)
        name = {V2021: "UserReceiveTime", V2019: "UserReceiveUnixTime"}[version]
        at = second[name]
        spans = [(at, at), (SECOND, at - 1), (at + 1, at + 90), (SECOND - 7 * DAY + 120, None)]
        assert [pulled(carrier, version, REPORTS, begin=begin, end=end) for begin, end in spans] == [[second], [first], [], [first, second]]
        assert pulled(carrier, version, REPORTS, Limit=1) == [first]


WRONG: list[tuple[Json, str]] = [
    ({"begin": SECOND - 7 * DAY - 1}, "InvalidParameterValue.BeginTimeVerifyFail"),
    ({"begin": SECOND + 1, "end": SECOND}, "InvalidParameterValue.InvalidStartTime"),
    ({"begin": SECOND + 1}, "InvalidParameterValue.InvalidStartTime"),
    ({"Limit": 101}, "InvalidParameter"),
    ({"Limit": 0}, "InvalidParameter"),
    ({"Offset": 1}, "InvalidParameter"),
    ({"PhoneNumber": "+999123456789"}, "InvalidParameterValue.IncorrectPhoneNumber"),
]


@pytest.mark.parametrize("action", [REPORTS, REPLIES])
@pytest.mark.parametrize("version", NAMES)
@pytest.mark.parametrize(("changed", "code"), WRONG)
def test_a_pull_must_say_whose_and_when(action: str, version: str, changed: Json, code: str) -> None:
    """Seven days back at most, the end not before the beginning, one to a hundred, and no offset."""
    with network() as (carrier, _):
        assert error(client(carrier, version), action, **asked(version, **changed)) == code


@pytest.mark.parametrize("version", NAMES)
def test_an_app_must_be_there(version: str) -> None:
    """And belong to the key's customer."""
    with network() as (carrier, _):
        code = error(client(carrier, version), REPORTS, **asked(version, **{NAMES[version][2]: "1499999999"}))
        assert code == "InvalidParameterValue.SdkAppIdNotExist"


def test_a_record_tells_what_was_sent_and_reported() -> None:
    """Newest first: taken and failed, taken and under way, refused; the digits of the code are masked."""
    with network() as (carrier, sdk):
        serial = sent(sdk)["SerialNo"]
        carrier.pass_(minutes=1)
        assert sent(sdk, template="9999")["SerialNo"] == ""
        under_way = sent(sdk, params=("987654", "15"))["SerialNo"]
        answer = records(carrier)
        received = answer["SendRecordSet"][2].pop("UserReceiveTime")
        assert SECOND <= received < SECOND + 60
        common = {"PhoneNumber": NUMBER, "IsoCode": "CN"}
        late = {**common, "StatusCode": "", "SendTime": SECOND + 60, "UserReceiveTime": 0}
        under = {"SerialNo": under_way, "SendStatus": 3, "RequestCode": "Ok", "Content": "【示例科技】您的验证码为9****4，1*分钟内有效。"}
        code = "FailedOperation.TemplateUnapprovedOrNotExist"
        turned_down = {"SerialNo": "", "SendStatus": 1, "RequestCode": code, "Content": "【示例科技】"}
        content = "【示例科技】您的验证码为4**1，*分钟内有效。"
        done = {"SerialNo": serial, "SendStatus": 2, "RequestCode": "Ok", "StatusCode": "DELIVRD", "SendTime": SECOND, "Content": content}
        assert answer["TotalCount"] == 3
        assert sorted(answer["SendRecordSet"][:2], key=lambda item: item["SendStatus"]) == [late | turned_down, late | under]
        assert answer["SendRecordSet"][2] == common | done


@pytest.mark.parametrize(("number", "status", "code"), [(FAILS, 4, "MK:0024"), (OFF, 3, ""), (LIED_OF, 2, "DELIVRD")])
def test_a_record_believes_the_carrier(number: str, status: int, code: str) -> None:
    """Whatever the handset has: a failure has its code, a report that has not come has none, and a lie counts."""
    with network() as (carrier, sdk):
        sent(sdk, number=number)
        carrier.pass_(seconds=30)
        (record,) = records(carrier, PhoneNumber=number)["SendRecordSet"]
        assert (record["SendStatus"], record["StatusCode"], record["UserReceiveTime"] > 0) == (status, code, status == 2)
        assert carrier.inbox(number) == []


def test_records_are_paged_from_the_newest() -> None:
    """Twenty without a limit; a page past the last is empty, and how many there are is said in any case."""
    with network() as (carrier, sdk):
        for number in range(21):
            sent(sdk, params=(f"{number:06}", "5"))
            carrier.pass_(seconds=1)
        answer = records(carrier)
        assert (answer["TotalCount"], len(answer["SendRecordSet"])) == (21, 20)
        times = [record["SendTime"] for record in records(carrier, Limit=50)["SendRecordSet"]]
        assert times == [SECOND + 20 - number for number in range(21)]
        pages = [(20, 20), (1, 1), (1, 21), (50, 1000)]
        found = [[record["SendTime"] for record in records(carrier, Limit=most, Offset=at)["SendRecordSet"]] for most, at in pages]
        assert found == [times[20:], times[1:2], [], []]
        assert records(carrier, BeginTime=SECOND + 5, EndTime=SECOND + 6)["TotalCount"] == 2


def test_a_thousand_records_can_be_reached() -> None:
    """All are counted; the page that would begin past the thousandth holds nothing."""
    counter = Counter()
    for _ in range(1_010):
        counter.send()
    (row,) = (row for row in Records(counter.desk).actions() if row.name == "DescribeSendRecordList")
    asking = Call("default", "", True, frozenset(), row.version, row.name, "", "", "", counter.now, "POST", b"")
    answers = [row.act(asking, row.shape(NUMBER, APP, SECOND, None, 50, offset)) for offset in (950, 990, 1_000)]
    assert [(answer["TotalCount"], len(answer["SendRecordSet"])) for answer in answers if isinstance(answer, dict)] == [
        (1_010, 50),
        (1_010, 10),
        (1_010, 0),
    ]


LIMITS: list[tuple[Json, str]] = [
    ({"BeginTime": SECOND - 3 * DAY - 1}, "InvalidParameterValue.BeginTimeVerifyFail"),
    ({"EndTime": SECOND + 1}, "InvalidParameterValue.EndTimeVerifyFail"),
    ({"EndTime": SECOND - 1}, "InvalidParameterValue.InvalidStartTime"),
    ({"Limit": 0}, "InvalidParameterValue.LimitVerifyFail"),
    ({"Limit": 51}, "InvalidParameterValue.LimitVerifyFail"),
    ({"Offset": 1001}, "InvalidParameterValue.OffsetVerifyFail"),
    ({"Offset": -1}, "InvalidParameterValue.OffsetVerifyFail"),
    ({"PhoneNumber": "1380"}, "InvalidParameterValue.IncorrectPhoneNumber"),
    ({"SmsSdkAppId": "1499999999"}, "InvalidParameterValue.SdkAppIdNotExist"),
]


@pytest.mark.parametrize(("changed", "code"), LIMITS)
def test_records_are_asked_for_within_limits(changed: Json, code: str) -> None:
    """72 hours back and not in the future, one to fifty of the newest thousand."""
    with network() as (carrier, _):
        assert refused(carrier, **changed) == code
        assert records(carrier, BeginTime=SECOND - 3 * DAY, EndTime=SECOND, Limit=1, Offset=1000)["TotalCount"] == 0


def test_an_app_that_is_switched_off_asks_for_nothing() -> None:
    """Neither for records nor for counts."""
    made = world()
    with Carrier(replace(made, apps=tuple(replace(app, enabled=False) for app in made.apps))) as carrier:
        off = "UnauthorizedOperation.SdkAppIdIsDisabled"
        counted = {"BeginTime": "2024030400", "EndTime": "2024030423", "SmsSdkAppId": APP, "Limit": 0, "Offset": 0}
        assert refused(carrier) == error(client(carrier), REPORTS, **asked(V2021)) == off
        assert error(client(carrier), "SendStatusStatistics", **counted) == off
