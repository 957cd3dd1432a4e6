"""Tencent's own command, unchanged but for the address: every action of both versions that it knows.

It is large, so only CI installs it (`.ci/run`); elsewhere `pip install tccli` into any environment whose scripts are on PATH is enough.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.testing import START, Carrier
from tests.fronts.tencent_v3 import APP, REGION, SECRET_ID, SECRET_KEY, world

TCCLI = shutil.which("tccli")
NUMBER = "+8613912345678"
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NOW = int(START.timestamp())
HOURS = {"BeginTime": "2024030400", "EndTime": "2024030409", "Limit": 0, "Offset": 0}
SIGN = {"SignType": 0, "DocumentType": 1, "International": 0, "ProofImage": PICTURE, "Remark": "我们公司的签名"}
TEXT = {
    "TemplateName": "登录",
    "TemplateContent": "您的登录验证码为{1}，请勿告诉他人。",
    "SmsType": 0,
    "International": 0,
    "Remark": "登录时发送",
}
SPAN = {"Offset": 0, "Limit": 10, "PhoneNumber": NUMBER}

ACTIONS: list[tuple[str, str, dict[str, Any]]] = [
    (V2021, "SendSms", {"PhoneNumberSet": [NUMBER], "SmsSdkAppId": APP, "TemplateId": "1001", "TemplateParamSet": ["1", "5"]}),
    (V2019, "SendSms", {"PhoneNumberSet": [NUMBER], "SmsSdkAppid": APP, "TemplateID": "1001", "TemplateParamSet": ["2", "5"]}),
    (V2021, "SendMultiGlobalSms", {
        "SmsSdkAppId": APP, "MultiSmsInfoSet": [{"PhoneNumber": "+85251000000", "TemplateId": "1003", "TemplateParamSet": ["1"]}],
    }),
    (V2021, "PullSmsSendStatus", {"Limit": 10, "SmsSdkAppId": APP}),
    (V2019, "PullSmsSendStatus", {"Limit": 10, "SmsSdkAppid": APP}),
    (V2021, "PullSmsReplyStatus", {"Limit": 10, "SmsSdkAppId": APP}),
    (V2019, "PullSmsReplyStatus", {"Limit": 10, "SmsSdkAppid": APP}),
    (V2021, "PullSmsSendStatusByPhoneNumber", {**SPAN, "BeginTime": NOW, "SmsSdkAppId": APP}),
    (V2019, "PullSmsSendStatusByPhoneNumber", {**SPAN, "SendDateTime": NOW, "SmsSdkAppid": APP}),
    (V2021, "PullSmsReplyStatusByPhoneNumber", {**SPAN, "BeginTime": NOW, "SmsSdkAppId": APP}),
    (V2019, "PullSmsReplyStatusByPhoneNumber", {**SPAN, "SendDateTime": NOW, "SmsSdkAppid": APP}),
    (V2021, "AddSmsSign", {**SIGN, "SignName": "示例公司", "SignPurpose": 0}),
    (V2021, "ModifySmsSign", {**SIGN, "SignId": 1000001, "SignName": "示例公司二", "SignPurpose": 0}),
    (V2021, "DescribeSmsSignList", {"International": 0, "Limit": 10, "Offset": 0}),
    (V2021, "DeleteSmsSign", {"SignId": 1000001}),
    (V2019, "AddSmsSign", {**SIGN, "SignName": "示例公司三", "UsedMethod": 0}),
    (V2019, "ModifySmsSign", {**SIGN, "SignId": 1000002, "SignName": "示例公司四", "UsedMethod": 0}),
    (V2019, "DescribeSmsSignList", {"International": 0, "SignIdSet": [1000002]}),
    (V2019, "DeleteSmsSign", {"SignId": 1000002}),
    (V2021, "AddSmsTemplate", TEXT),
    (V2021, "ModifySmsTemplate", {**TEXT, "TemplateId": 1000001}),
    (V2021, "DescribeSmsTemplateList", {"International": 0, "Limit": 10, "Offset": 0}),
    (V2021, "DeleteSmsTemplate", {"TemplateId": 1000001}),
    (V2019, "AddSmsTemplate", TEXT),
    (V2019, "ModifySmsTemplate", {**TEXT, "TemplateId": 1000002}),
    (V2019, "DescribeSmsTemplateList", {"International": 0, "TemplateIdSet": [1000002]}),
    (V2019, "DeleteSmsTemplate", {"TemplateId": 1000002}),
    (V2021, "SendStatusStatistics", {**HOURS, "SmsSdkAppId": APP}),
    (V2019, "SendStatusStatistics", {
        "StartDateTime": 2024030400, "EndDataTime": 2024030409, "Limit": 0, "Offset": 0, "SmsSdkAppid": APP,
    }),
    (V2021, "CallbackStatusStatistics", {**HOURS, "SmsSdkAppId": APP}),
    (V2019, "CallbackStatusStatistics", {
        "StartDateTime": 2024030400, "EndDataTime": 2024030409, "Limit": 0, "Offset": 0, "SmsSdkAppid": APP,
    }),
    (V2021, "SmsPackagesStatistics", {**HOURS, "EndTime": "2024030408", "Limit": 10, "SmsSdkAppId": APP}),
    (V2019, "SmsPackagesStatistics", {"Limit": 10, "Offset": 0, "SmsSdkAppid": APP}),
    (V2021, "DescribePhoneNumberInfo", {"PhoneNumberSet": [NUMBER]}),
    (V2021, "ReportConversion", {"SmsSdkAppId": APP, "SerialNo": "2640:1", "ConversionTime": NOW}),
    (V2021, "DescribeSendRecordList", {"PhoneNumber": NUMBER, "SmsSdkAppId": APP, "BeginTime": NOW}),
]  # fmt: skip
"""In this order: what is added is changed, listed and deleted."""


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    if TCCLI is None:
        if "CI" in os.environ:
            pytest.fail("tccli is missing")
        pytest.skip("tccli is not installed")
    with Carrier(world()) as carrier:
        carrier.pass_(minutes=1)
        yield carrier


@pytest.mark.parametrize(("version", "action", "parameters"), ACTIONS, ids=[f"{action}-{version}" for version, action, _ in ACTIONS])
def test_every_action(carrier: Carrier, tmp_path: Path, version: str, action: str, parameters: dict[str, Any]) -> None:
    """It is taken and answered with the fields that the command expects."""
    assert TCCLI is not None
    options = {"version": version, "secretId": SECRET_ID, "secretKey": SECRET_KEY, "region": REGION, "endpoint": carrier.url}
    given = [(f"--{name}", str(value)) for name, value in options.items()]
    asked = [(f"--{name}", value if isinstance(value, str) else json.dumps(value)) for name, value in parameters.items()]
    command = [TCCLI, "sms", action, *(word for pair in given + asked for word in pair)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, ""), done.stdout
    answer = json.loads(done.stdout)
    assert answer.pop("RequestId")
    assert answer
    for status in answer.get("SendStatusSet", ()):
        assert status["Code"] == "Ok"
