"""The cloud API's pulls and its answers about numbers: who may ask for what. What reports look like stands in the test of sends."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.platform.customers import Customer
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.fronts.tencent_v3 import APP, call, client, error, sent, text, world

OTHERS, STOPPED = "1400000002", "1400000003"


def neighbours() -> Scenario:
    """The default world, one more app of its customer, which is switched off, and one of another customer."""
    settings = world()
    (app,) = settings.apps
    more = (replace(app, id=OTHERS, customer="other"), replace(app, id=STOPPED, enabled=False))
    customers = (*settings.platform.customers, Customer("other"))
    return replace(settings, apps=(app, *more), platform=replace(settings.platform, customers=customers))


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(neighbours()) as carrier:
        yield carrier


@pytest.mark.parametrize("action", ["PullSmsSendStatus", "PullSmsReplyStatus"])
@pytest.mark.parametrize("version", [V2021, V2019])
@pytest.mark.parametrize(
    ("app", "code"),
    [
        (APP, ""),
        (OTHERS, "UnauthorizedOperation.SmsSdkAppIdVerifyFail"),
        (STOPPED, "UnauthorizedOperation.SdkAppIdIsDisabled"),
        ("1400009999", "InvalidParameterValue.SdkAppIdNotExist"),
        ("", "InvalidParameterValue.SdkAppIdNotExist"),
    ],
)
def test_whose_reports_are_pulled(carrier: Carrier, action: str, version: str, app: str, code: str) -> None:
    """Those of an app of the key's customer, as long as it is not stopped."""
    asked = {"SmsSdkAppId" if version == V2021 else "SmsSdkAppid": app}
    assert error(client(carrier, version), action, Limit=1, **asked) == code


def test_for_whose_app_texts_are_sent(carrier: Carrier) -> None:
    """Another customer's refuses the request, a stopped one each text."""
    sdk = client(carrier)
    assert error(sdk, "SendSms", **text(SmsSdkAppId=OTHERS)) == "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
    assert sent(sdk, SmsSdkAppId=STOPPED)["Code"] == "UnauthorizedOperation.SdkAppIdIsDisabled"


@pytest.mark.parametrize(
    ("limit", "code"), [(0, ""), (100, ""), (101, "InvalidParameter"), (-1, "InvalidParameter"), (2**70, "InvalidParameter")]
)
def test_how_many_are_pulled(carrier: Carrier, limit: int, code: str) -> None:
    """A hundred at most; none is none."""
    assert error(client(carrier), "PullSmsSendStatus", Limit=limit, SmsSdkAppId=APP) == code


def test_whose_conversions_are_told(carrier: Carrier) -> None:
    """A text of the app that took it; the status says where there is none, and the request is not refused."""
    sdk = client(carrier)

    def told(serial: str, app: str = APP) -> str:
        status: str = call(sdk, "ReportConversion", SmsSdkAppId=app, SerialNo=serial)["ReportConversionStatus"]["Code"]
        return status

    serial = sent(sdk)["SerialNo"]
    assert [told(serial), told("2640:1"), told(""), told(serial, STOPPED)] == ["ok", *["InvalidParameterValue"] * 3]
    assert error(sdk, "ReportConversion", SmsSdkAppId=OTHERS, SerialNo=serial) == "UnauthorizedOperation.SmsSdkAppIdVerifyFail"


NUMBERS: list[tuple[str, str, str, str, str]] = [
    ("13912345678", "+8613912345678", "86", "CN", "China"),
    ("008613912345678", "+8613912345678", "86", "CN", "China"),
    ("+85251000000", "+85251000000", "852", "HK", "Hong Kong (China)"),
    ("85251000000", "85251000000", "", "DEF", ""),
]


@pytest.mark.parametrize(("given", "number", "country", "iso", "name"), NUMBERS)
def test_numbers_are_told_apart(carrier: Carrier, given: str, number: str, country: str, iso: str, name: str) -> None:
    """As SendSms understands them; what is none comes back as it was given."""
    (found,) = call(client(carrier), "DescribePhoneNumberInfo", PhoneNumberSet=[given])["PhoneNumberInfoSet"]
    told: list[Any] = [found[field] for field in ("PhoneNumber", "NationCode", "IsoCode", "IsoName")]
    assert told == [number, country, iso, name]
    assert number == f"+{country}{found['SubscriberNumber']}" or not country


def test_no_numbers_at_all(carrier: Carrier) -> None:
    """There is nothing to be told of them."""
    assert error(client(carrier), "DescribePhoneNumberInfo", PhoneNumberSet=[]) == "FailedOperation.PhoneNumberParseFail"
