"""What the cloud API counts, through the official SDK's clients of both versions."""

from typing import Any

import pytest

from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.platform.customers import Billing, Package
from tests.fronts.tencent_v3 import APP, Json, call, client, error, network, sent
from tests.road import NINE

SECOND = NINE // 1000
HOUR_MS = 3_600_000
SENT, REPORTED, PACKAGES = "SendStatusStatistics", "CallbackStatusStatistics", "SmsPackagesStatistics"


def hours(version: str, begin: str = "2024030400", end: str = "2024030423", **more: Any) -> Json:
    """Parameters of a question about hours, in 2019 numbers under other names."""
    fixed = {"Limit": 0, "Offset": 0, **more}
    if version == V2021:
        return {"BeginTime": begin, "EndTime": end, "SmsSdkAppId": APP, **fixed}
    return {"StartDateTime": int(begin), "EndDataTime": int(end), "SmsSdkAppid": APP, **fixed}


VERSIONS = pytest.mark.parametrize("version", [V2021, V2019])


@VERSIONS
def test_texts_are_counted(version: str) -> None:
    """Handed in, taken, billed; a request that never had a text counts nowhere."""
    with network() as (carrier, sdk):
        sent(sdk)
        sent(sdk, template="9999")
        error(client(carrier, secret_key="another"), "SendSms", PhoneNumberSet=["+8613800000000"], SmsSdkAppId=APP, TemplateId="1001")
        answer = call(client(carrier, version), SENT, **hours(version))
        assert answer[SENT] == {"FeeCount": 1, "RequestCount": 2, "RequestSuccessCount": 1}


@VERSIONS
def test_reports_are_counted_by_class(version: str) -> None:
    """Three texts, of which one is under way: it has no report."""
    with network() as (carrier, sdk):
        for number in ("+8613800000000", "+8613800000201", "+8613800000001"):
            sent(sdk, number=number)
        carrier.pass_(minutes=1)
        assert call(client(carrier, version), REPORTED, **hours(version))[REPORTED] == {
            "CallbackCount": 2,
            "RequestSuccessCount": 3,
            "CallbackFailCount": 1,
            "CallbackSuccessCount": 1,
            "InternalErrorCount": 0,
            "InvalidNumberCount": 0,
            "ShutdownErrorCount": 1,
            "BlackListCount": 0,
            "FrequencyLimitCount": 0,
        }


@VERSIONS
def test_hours_are_whole(version: str) -> None:
    """Both ends are part of the question."""
    with network() as (carrier, sdk):
        sent(sdk)
        carrier.pass_(hours=1)
        sent(sdk)
        asking = client(carrier, version)
        spans = [("09", "09"), ("10", "10"), ("09", "10"), ("08", "08"), ("11", "23")]
        counts = [call(asking, SENT, **hours(version, f"20240304{begin}", f"20240304{end}"))[SENT]["RequestCount"] for begin, end in spans]
        assert counts == [1, 1, 2, 0, 0]


BEGIN, END, START = (f"InvalidParameterValue.{name}" for name in ("BeginTimeVerifyFail", "EndTimeVerifyFail", "InvalidStartTime"))
LIMIT, OFFSET = "InvalidParameterValue.LimitVerifyFail", "InvalidParameterValue.OffsetVerifyFail"
FAR = {"begin": "2024020100", "end": "2024030401"}
WRONG: list[tuple[str, str, Json, str]] = [
    (V2021, SENT, {"begin": "20240304"}, BEGIN),
    (V2021, SENT, {"end": "2024030424"}, END),
    (V2021, SENT, {"end": "2024030323"}, END),
    (V2021, SENT, {"Limit": 1}, LIMIT),
    (V2021, SENT, {"Offset": 1}, OFFSET),
    (V2021, SENT, FAR, ""),
    (V2021, REPORTED, FAR, END),
    (V2021, REPORTED, FAR | {"end": "2024030400"}, ""),
    (V2021, REPORTED, {"begin": "2024030423", "end": "2024030422"}, END),
    (V2019, SENT, {"begin": "20240304"}, START),
    (V2019, SENT, {"end": "2024030323"}, START),
    (V2019, SENT, {"Limit": 1}, "InvalidParameter"),
    (V2019, REPORTED, {"begin": "20240304"}, BEGIN),
    (V2019, REPORTED, FAR, END),
    (V2019, REPORTED, {"end": "2024030323"}, START),
    (V2019, REPORTED, {"Offset": 1}, "InvalidParameter"),
]


@pytest.mark.parametrize(("version", "action", "changed", "code"), WRONG)
def test_hours_must_be_some(version: str, action: str, changed: Json, code: str) -> None:
    """Each refuses with the codes that it has; 32 days are not too far apart for reports, an hour more is; texts have no such bound."""
    with network() as (carrier, _):
        assert error(client(carrier, version), action, **hours(version, **changed)) == code


@VERSIONS
def test_an_app_must_be_there(version: str) -> None:
    """And belong to the key's customer."""
    app = {V2021: "SmsSdkAppId", V2019: "SmsSdkAppid"}[version]
    with network() as (carrier, _):
        code = error(client(carrier, version), SENT, **hours(version) | {app: "1499999999"})
        assert code == "InvalidParameterValue.SdkAppIdNotExist"


GIFT = Package(8, 1, bought=False)
BOUGHT = Package(7, 1000, created_at=NINE - HOUR_MS, begins_at=NINE, ends_at=NINE + HOUR_MS)
HELD = Billing(packages=(BOUGHT, GIFT))


def test_packages_of_a_time_in_2021() -> None:
    """Those created in these hours, in the order of their use; times are unix seconds."""
    with network(billing=HELD) as (_, sdk):
        sent(sdk)
        sent(sdk, number="+8613900000000")
        ends = {"BeginTime": "1970010108", "EndTime": "2024030408"}
        both = call(sdk, PACKAGES, SmsSdkAppId=APP, Limit=500, Offset=0, **ends)["SmsPackagesStatisticsSet"]
        assert both[1] == {
            "PackageCreateTime": SECOND - 3600,
            "PackageEffectiveTime": SECOND,
            "PackageExpiredTime": SECOND + 3600,
            "PackageAmount": 1000,
            "PackageType": 1,
            "PackageId": 7,
            "CurrentUsage": 1,
        }
        assert (both[0]["PackageId"], both[0]["PackageType"], both[0]["CurrentUsage"], both[0]["PackageExpiredTime"]) == (8, 0, 1, 0)
        later = ends | {"BeginTime": "1970010109"}
        assert call(sdk, PACKAGES, SmsSdkAppId=APP, Limit=500, Offset=0, **later)["SmsPackagesStatisticsSet"] == both[1:]
        assert call(sdk, PACKAGES, SmsSdkAppId=APP, Limit=1, Offset=1, **ends)["SmsPackagesStatisticsSet"] == both[1:]


def test_packages_in_2019() -> None:
    """All of them, whenever they were created; each time twice, and other names."""
    with network(billing=HELD) as (carrier, _):
        asking = client(carrier, V2019)
        gift, bought = call(asking, PACKAGES, SmsSdkAppid=APP, Limit=10, Offset=0)["SmsPackagesStatisticsSet"]
        assert (gift["PackageId"], gift["TypeOfPackage"], gift["CurrentUsage"]) == (8, 0, 0)
        assert bought == {
            "PackageCreateTime": "2024-03-04 08:00:00",
            "PackageCreateUnixTime": SECOND - 3600,
            "PackageEffectiveTime": "2024-03-04 09:00:00",
            "PackageEffectiveUnixTime": SECOND,
            "PackageExpiredTime": "2024-03-04 10:00:00",
            "PackageExpiredUnixTime": SECOND + 3600,
            "AmountOfPackage": 1000,
            "TypeOfPackage": 1,
            "PackageId": 7,
            "CurrentUsage": 0,
        }
        assert call(asking, PACKAGES, SmsSdkAppid=APP, Limit=10, Offset=2)["SmsPackagesStatisticsSet"] == []
        assert error(asking, PACKAGES, SmsSdkAppid=APP, Limit=501, Offset=0) == "InvalidParameter"


OUTSIDE: list[tuple[Json, str]] = [
    ({"Limit": 501}, LIMIT),
    ({"Offset": -1}, OFFSET),
    ({"EndTime": "2024030409"}, END),
    ({"EndTime": "2024030407"}, END),
    ({"EndTime": "2024030406"}, END),
    ({"BeginTime": "now"}, BEGIN),
]


@pytest.mark.parametrize(("changed", "code"), OUTSIDE)
def test_packages_are_asked_for_within_limits(changed: Json, code: str) -> None:
    """500 at most; the end after the beginning and before now, which is nine o'clock to the millisecond."""
    with network() as (_, sdk):
        parameters = {"SmsSdkAppId": APP, "Limit": 500, "Offset": 0, "BeginTime": "2024030407", "EndTime": "2024030408"}
        assert error(sdk, PACKAGES, **parameters) == ""
        assert error(sdk, PACKAGES, **parameters | changed) == code
