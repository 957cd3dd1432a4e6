"""Texts through the cloud API, by the official clients of both versions: statuses, reports, replies, and what is told of numbers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.fronts.tencent_v3.sends import e164, serial_no
from simulator.testing import START, Carrier
from tests.fronts.tencent_v3 import APP, call, client, error, network, sent, text, world

HOME, ABROAD = "+8613912345678", "+85251000000"
NOW = int(START.timestamp())


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier(world()) as carrier:
        yield carrier


@pytest.fixture
def sdk(carrier: Carrier) -> Any:
    return client(carrier)


def multi(*infos: dict[str, Any]) -> dict[str, Any]:
    return {"SmsSdkAppId": APP, "MultiSmsInfoSet": list(infos)}


def info(number: str = ABROAD, **more: Any) -> dict[str, Any]:
    return {"PhoneNumber": number, "TemplateId": "1003", "TemplateParamSet": ["4321"], **more}


def test_a_status_a_number(carrier: Carrier, sdk: Any) -> None:
    """Each distinct number once, in the order of the request; one that is none refuses only itself."""
    numbers = ["+8613912345678", "13900000001", "x", "008613900000002", "8613912345678", "+8613900000003"]
    statuses = call(sdk, "SendSms", **{**text(), "PhoneNumberSet": numbers, "SessionContext": "ctx"})["SendStatusSet"]
    assert [status["PhoneNumber"] for status in statuses] == [HOME, "+8613900000001", "x", "+8613900000002", "+8613900000003"]
    assert [status["Code"] == "Ok" for status in statuses] == [True, True, False, True, True]
    assert {status["SessionContext"] for status in statuses} == {"ctx"}
    carrier.pass_(minutes=1)
    assert [shown["text"] for shown in carrier.handset(HOME)["inbox"]] == ["【示例科技】您的验证码为4321，5分钟内有效。"]


def test_a_text_that_was_taken(sdk: Any) -> None:
    """Serial number, billed segments, and the country."""
    status = sent(sdk, number=HOME)
    assert re.fullmatch(r"2640:[0-9]{27}", status.pop("SerialNo"))
    assert status == {"PhoneNumber": HOME, "Fee": 1, "SessionContext": "", "Code": "Ok", "Message": "send success", "IsoCode": "CN"}


def test_a_text_that_was_not(sdk: Any) -> None:
    """No serial number, no fee; the country is empty where the template was wrong, and there where a limit was hit."""
    wrong = sent(sdk, number=HOME, params=("1",))
    assert wrong == {
        "SerialNo": "",
        "PhoneNumber": HOME,
        "Fee": 0,
        "SessionContext": "",
        "Code": "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
        "Message": "request content does not match the template content",
        "IsoCode": "",
    }
    unsubscribed = sent(sdk, number="+8613800000016")
    assert (unsubscribed["Code"], unsubscribed["IsoCode"]) == ("FailedOperation.PhoneNumberInBlacklist", "CN")
    assert sent(sdk, number="+999")["IsoCode"] == "DEF"


def test_abroad(carrier: Carrier, sdk: Any) -> None:
    """An international template, no signature needed."""
    asked = {**text(ABROAD, "1003", ("4321",)), "SignName": ""}
    (status,) = call(sdk, "SendSms", **asked)["SendStatusSet"]
    assert (status["Code"], status["IsoCode"]) == ("Ok", "HK")
    carrier.pass_(minutes=1)
    assert [shown["text"] for shown in carrier.handset(ABROAD)["inbox"]] == ["Your code is 4321."]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("+8613912345678", HOME),
        ("8613912345678", HOME),
        ("008613912345678", HOME),
        ("13912345678", HOME),
        ("+85251000000", ABROAD),
        ("85251000000", None),
        ("0085251000000", None),
        ("+861391234567", None),
        ("+86 13912345678", None),
        ("+8613912345678\n", None),
        ("+１3912345678", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_how_numbers_are_written(given: str, number: str | None) -> None:
    """E.164 with its plus sign; only mainland ones are understood without."""
    assert e164(given) == number


def test_where_the_country_is_told(carrier: Carrier, sdk: Any) -> None:
    """In refusals that come after the number was looked at, not in those of signature, template and package."""
    assert sent(sdk, number="+8613900000001", SignName="nobody's")["IsoCode"] == ""
    abroad = sent(sdk, number="+85251000016", template="1003", params=("1",))
    assert (abroad["Code"], abroad["IsoCode"]) == ("FailedOperation.PhoneNumberInBlacklist", "HK")
    mainland = call(sdk, "SendMultiGlobalSms", **multi(info(HOME)))["SendMultiStatusSet"][0]
    assert (mainland["Code"], mainland["IsoCode"]) == ("UnsupportedOperation.ContainDomesticPhoneNumber", "CN")


def test_session_texts_abroad(sdk: Any) -> None:
    """Each is under 512 octets; one that is not refuses the request."""
    assert error(sdk, "SendMultiGlobalSms", **multi(info(SessionContext="会" * 170))) == ""
    assert error(sdk, "SendMultiGlobalSms", **multi(info(), info(SessionContext="会" * 171))) == "InvalidParameter"


def test_many_texts_abroad(sdk: Any) -> None:
    """A text of its own to each; mainland numbers are refused one by one."""
    statuses = call(sdk, "SendMultiGlobalSms", **multi(info(), info("+85251000018", SessionContext="b"), info(HOME)))["SendMultiStatusSet"]
    assert [status["Code"] for status in statuses] == ["Ok", "Ok", "UnsupportedOperation.ContainDomesticPhoneNumber"]
    assert [status["SessionContext"] for status in statuses] == ["", "b", ""]


@pytest.mark.parametrize(
    ("infos", "code"),
    [([], "InvalidParameterValue.MultiSmsInfoSetEmpty"), ([info()] * 201, "LimitExceeded.PhoneNumberCountLimit"), ([info()] * 200, "")],
)
def test_how_many_texts_abroad(sdk: Any, infos: list[dict[str, Any]], code: str) -> None:
    """One to two hundred."""
    assert error(sdk, "SendMultiGlobalSms", **multi(*infos)) == code


def test_reports_of_2021(carrier: Carrier, sdk: Any) -> None:
    """Each is handed out once, with the session text."""
    serial = sent(sdk, number="+8613800000015", SessionContext="order 7")["SerialNo"]
    carrier.pass_(minutes=1)
    (report,) = call(sdk, "PullSmsSendStatus", Limit=10, SmsSdkAppId=APP)["PullSmsSendStatusSet"]
    received = report.pop("UserReceiveTime")
    assert NOW <= received < NOW + 60
    assert report == {
        "CountryCode": "86",
        "SubscriberNumber": "13800000015",
        "PhoneNumber": "+8613800000015",
        "SerialNo": serial,
        "ReportStatus": "FAIL",
        "Description": "MK:0001",
        "SessionContext": "order 7",
    }
    assert call(sdk, "PullSmsSendStatus", Limit=10, SmsSdkAppId=APP)["PullSmsSendStatusSet"] == []


def test_reports_of_2019(carrier: Carrier, sdk: Any) -> None:
    """PurePhoneNumber is the whole number and PhoneNumber the plain one; times are texts of Beijing, with unix seconds beside them."""
    serial = sent(sdk, number=HOME)["SerialNo"]
    carrier.pass_(minutes=1)
    (report,) = call(client(carrier, V2019), "PullSmsSendStatus", Limit=10, SmsSdkAppid=APP)["PullSmsSendStatusSet"]
    assert re.fullmatch(r"2024-03-04 09:00:0\d", report.pop("UserReceiveTime"))
    assert NOW <= report.pop("UserReceiveUnixTime") < NOW + 60
    assert report == {
        "NationCode": "86",
        "PurePhoneNumber": HOME,
        "PhoneNumber": "13912345678",
        "SerialNo": serial,
        "ReportStatus": "SUCCESS",
        "Description": "DELIVRD",
    }


def test_replies_of_both_versions(carrier: Carrier, sdk: Any) -> None:
    """With the extension and the signature of the text that they answer."""
    for version, names in (
        (V2021, {"ExtendCode": "77", "CountryCode": "86", "PhoneNumber": HOME, "SignName": "示例科技", "SubscriberNumber": "13912345678"}),
        (V2019, {"ExtendCode": "77", "NationCode": "86", "PhoneNumber": HOME, "Sign": "示例科技"}),
    ):
        sent(sdk, number=HOME, ExtendCode="77")
        carrier.pass_(minutes=1)
        carrier.reply(HOME, "收到")
        app = {"SmsSdkAppId" if version == V2021 else "SmsSdkAppid": APP}
        (reply,) = call(client(carrier, version), "PullSmsReplyStatus", Limit=10, **app)["PullSmsReplyStatusSet"]
        assert {name: reply[name] for name in names} == names
        assert reply["ReplyContent"] == "收到"
        assert isinstance(reply["ReplyTime"], int if version == V2021 else str)


def test_who_may_pull() -> None:
    """Pulling can be off for an account, and so can the session text."""
    with network(pulls=False) as (_, sdk):
        assert error(sdk, "PullSmsSendStatus", Limit=1, SmsSdkAppId=APP) == "UnauthorizedOperation.RequestPermissionDeny"
    with network(session_context=False) as (carrier, sdk):
        sent(sdk, number=HOME, SessionContext="order 7")
        carrier.pass_(minutes=1)
        assert call(sdk, "PullSmsSendStatus", Limit=1, SmsSdkAppId=APP)["PullSmsSendStatusSet"][0]["SessionContext"] == ""


def test_what_is_told_of_numbers(sdk: Any) -> None:
    """Country and parts of each; one that is none says so."""
    found = call(sdk, "DescribePhoneNumberInfo", PhoneNumberSet=["+8613912345678", "+12025550123", "x"])["PhoneNumberInfoSet"]
    assert found[0] == {
        "Code": "Ok",
        "Message": "Describe success",
        "NationCode": "86",
        "SubscriberNumber": "13912345678",
        "PhoneNumber": HOME,
        "IsoCode": "CN",
        "IsoName": "China",
    }
    assert (found[1]["NationCode"], found[1]["IsoCode"], found[1]["IsoName"]) == ("1", "US", "United States")
    assert (found[2]["Code"], found[2]["PhoneNumber"], found[2]["IsoCode"]) == ("FailedOperation.PhoneNumberParseFail", "x", "DEF")
    assert error(sdk, "DescribePhoneNumberInfo", PhoneNumberSet=["1"] * 201) == "LimitExceeded.PhoneNumberCountLimit"


def test_a_conversion(sdk: Any) -> None:
    """That a code was typed in is taken note of."""
    serial = sent(sdk, number=HOME)["SerialNo"]
    found = call(sdk, "ReportConversion", SmsSdkAppId=APP, SerialNo=serial, ConversionTime=NOW)["ReportConversionStatus"]
    assert found == {"Code": "ok", "Message": "ok"}


def test_serial_numbers() -> None:
    """They follow from the serial, and differ with it."""
    assert serial_no(0, 0) == serial_no(0, 1)
    assert len({serial_no(serial, 0) for serial in range(10_000)}) == 10_000


def test_the_record_of_a_refused_text(carrier: Carrier, sdk: Any) -> None:
    """Number and reason are kept."""
    sent(sdk, number=HOME, template="4242")
    (refused,) = carrier.refusals()
    assert (refused["to"], refused["reason"]) == (HOME, "template-unknown")
    assert json.dumps(refused)
