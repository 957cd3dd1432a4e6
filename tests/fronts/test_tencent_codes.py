"""Every result of the v5 API and every code of SendSms, produced through the official clients."""

from typing import Any

import pytest
from qcloudsms_py import SmsMultiSender, SmsSingleSender
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.testing import Carrier
from simulator.wire.published import V5, published
from tests.fronts import tencent_v3
from tests.fronts.tencent_codes import APP, HOME, NEVER, V3_WHOLE, V5_WHOLE, WAYS, Way
from tests.fronts.tencent_v5 import official

SAME: dict[str, Any] = {"to": HOME, "template": 1001, "params": ("4321", "5"), "sign": "示例科技"}


def through_v5(carrier: Carrier, text: dict[str, Any]) -> str:
    """The result of a text by the official v5 client."""
    asked = {**SAME, **text}
    country, number = ("852", asked["to"].removeprefix("+852")) if asked["to"].startswith("+") else ("86", asked["to"])
    sender = official(SmsSingleSender, carrier.url, "sendsms")
    answer = sender.send_with_param(country, number, asked["template"], list(asked["params"]), sign=asked["sign"])
    return str(answer["result"])


def through_v3(carrier: Carrier, text: dict[str, Any], version: str = V2021) -> str:
    """The code of a text by the official client of the cloud API."""
    asked = {**SAME, **text}
    names = {"app": "SmsSdkAppId", "template": "TemplateId", "sign": "SignName"}
    if version == V2019:
        names = {"app": "SmsSdkAppid", "template": "TemplateID", "sign": "Sign"}
    parameters = {
        "PhoneNumberSet": [asked["to"]],
        names["app"]: APP,
        names["template"]: str(asked["template"]),
        names["sign"]: asked["sign"],
        "TemplateParamSet": list(asked["params"]),
    }
    sdk = tencent_v3.client(carrier, version)
    try:
        (status,) = tencent_v3.call(sdk, "SendSms", **parameters)["SendStatusSet"]
    except TencentCloudSDKException as error:
        return str(error.get_code())
    return str(status["Code"])


def play(way: Way, send: Any) -> str:
    """What the last text is answered with; those before it are taken."""
    with Carrier(way.world()) as carrier:
        for text in way.before:
            assert send(carrier, text) in {"0", "Ok"}
        carrier.pass_(hours=way.later_h)
        return str(send(carrier, way.text))


def ids(way: Way) -> str:
    return f"{way.v5} {way.does}"


@pytest.mark.parametrize("way", [way for way in WAYS if way.v5], ids=ids)
def test_v5(way: Way) -> None:
    """The documented number, through the official client."""
    assert play(way, through_v5) == way.v5


@pytest.mark.parametrize("way", [way for way in WAYS if way.v3], ids=ids)
def test_v3(way: Way) -> None:
    """The documented code in the number's status, or as the request's error, through the official client."""
    assert play(way, through_v3) == way.v3


def test_the_older_version_has_the_same_codes() -> None:
    """Under its own names."""
    way = next(way for way in WAYS if way.v5 == "1014")
    assert play(way, lambda carrier, text: through_v3(carrier, text, V2019)) == way.v3


def test_another_customers_app() -> None:
    """An app that is there, and not the key's."""
    with Carrier(WAYS[0].world()) as carrier:
        asked = {**tencent_v3.text(), "SmsSdkAppId": "1400000002"}
        assert tencent_v3.error(tencent_v3.client(carrier), "SendSms", **asked) == "UnauthorizedOperation.SmsSdkAppIdVerifyFail"


def test_many_at_once() -> None:
    """In a request of many each number has its own result."""
    with Carrier(WAYS[0].world()) as carrier:
        sender = official(SmsMultiSender, carrier.url, "sendmultisms2")
        answer = sender.send_with_param("86", [HOME, "13800000016", "1x"], 1001, ["4321", "5"])
    assert (answer["result"], [detail["result"] for detail in answer["detail"]]) == (0, [0, 1015, 1016])


def test_every_v5_result_is_produced() -> None:
    """By a way of this file, by a test of whole requests, or there is a reason why nothing can."""
    shown = {way.v5 for way in WAYS} | {whole.code for whole in V5_WHOLE} | NEVER.keys()
    assert V5 - shown == set()


def test_every_code_of_sendsms_is_produced() -> None:
    """All 49 that are published for it."""
    wanted = {row.code for row in published().values() if row.send}
    assert len(wanted) == 49
    assert wanted - {way.v3 for way in WAYS} - {whole.code for whole in V3_WHOLE} == set()
