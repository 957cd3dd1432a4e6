"""Requests of the cloud API for the tests of its front: by the official Python SDK, or signed by hand and sent as they are."""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import msgspec
import requests
from msgspec.structs import replace
from tencentcloud.common.abstract_client import AbstractClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20190711.sms_client import SmsClient as Client2019
from tencentcloud.sms.v20210111.sms_client import SmsClient as Client2021

from simulator.fronts.tencent_v3 import signature
from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier

APP, SECRET_ID, SECRET_KEY = "1400000001", "AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"
REGION = "ap-guangzhou"
CLIENTS: dict[str, type[AbstractClient]] = {V2021: Client2021, V2019: Client2019}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Json = dict[str, Any]
Pairs = Iterable[tuple[str, str]]


def world(*, rates: bool = False, **customer: Any) -> Scenario:
    """The default world with these settings of its customer, and any number of calls a second."""
    default = scenario()
    customers = tuple(replace(each, **customer) for each in default.platform.customers)
    free = tuple(replace(app, limits=replace(app.limits, per_30s=None, per_day=None)) for app in default.apps)
    return replace(default, apps=free, platform=replace(default.platform, customers=customers, call_rates=rates))


def client(carrier: Carrier, version: str = V2021, *, method: str = "POST", sign: str = "TC3-HMAC-SHA256", **profile: Any) -> Any:
    """An official client, unchanged but for the address. profile: secret_id, secret_key, token, language, unsignedPayload."""
    keys = (profile.pop("secret_id", SECRET_ID), profile.pop("secret_key", SECRET_KEY), profile.pop("token", None))
    http = HttpProfile(protocol="http", endpoint=f"127.0.0.1:{carrier.http_port}", reqMethod=method)
    unsigned = profile.pop("unsignedPayload", False)
    made = ClientProfile(signMethod=sign, httpProfile=http, **profile)
    made.unsignedPayload = unsigned
    return CLIENTS[version](Credential(*keys), REGION, made)


def call(sdk: Any, action: str, **parameters: Any) -> Json:
    """What an action answers through an official client: the fields of Response. An Error is raised as the SDK raises it."""
    models = __import__(f"{type(sdk).__module__.rpartition('.')[0]}.models", fromlist=["models"])
    request = getattr(models, f"{action}Request")()
    request.from_json_string(json.dumps(parameters))
    found: Json = json.loads(getattr(sdk, action)(request).to_json_string())
    return found


def error(sdk: Any, action: str, **parameters: Any) -> str:
    """The code of the Error that an action answers with; `` where it does not."""
    try:
        call(sdk, action, **parameters)
    except TencentCloudSDKException as raised:
        return str(raised.get_code())
    return ""


def text(number: str = "+8613800000000", template: str = "1001", params: tuple[str, ...] = ("4321", "5"), **more: Any) -> Json:
    """Parameters of a SendSms of 2021."""
    asked = {
        "PhoneNumberSet": [number],
        "SmsSdkAppId": APP,
        "TemplateId": template,
        "SignName": "示例科技",
        "TemplateParamSet": list(params),
    }
    return {**asked, **more}


def sent(sdk: Any, **parameters: Any) -> Json:
    """The status of the only number of a SendSms."""
    (status,) = call(sdk, "SendSms", **text(**parameters))["SendStatusSet"]
    found: Json = status
    return found


def signed(carrier: Carrier, body: bytes, action: str = "SendSms", **headers: str) -> dict[str, str]:
    """The headers of a request that is signed by hand. headers: in place of the usual ones, by their lower-case names."""
    timestamp = headers.pop("timestamp", str(int(time.time())))
    host = f"127.0.0.1:{carrier.http_port}"
    covered = {"content-type": headers.pop("content-type", "application/json"), "host": host}
    date = time.strftime("%Y-%m-%d", time.gmtime(int(timestamp)))
    authorization = signature.Authorization(SECRET_ID, date, "sms", ("content-type", "host"), "")
    digest = signature.tc3(SECRET_KEY, authorization, signature.Signed("POST", "", covered, body, timestamp))
    scope = f"{SECRET_ID}/{date}/sms/tc3_request"
    return {
        "Content-Type": covered["content-type"],
        "X-TC-Action": action,
        "X-TC-Version": V2021,
        "X-TC-Timestamp": timestamp,
        "X-TC-Region": REGION,
        "Authorization": f"{signature.ALGORITHM} Credential={scope}, SignedHeaders=content-type;host, Signature={digest}",
        **headers,
    }


def form(carrier: Carrier, pairs: Pairs, method: str = "POST", **common: str) -> str:
    """A query, or a form's body, signed by hand with HmacSHA1. common: in place of the usual common parameters."""
    usual = {
        "Action": "SendSms",
        "Version": V2021,
        "Region": REGION,
        "Timestamp": str(int(time.time())),
        "Nonce": "1",
        "SecretId": SECRET_ID,
    }
    given = [*{**usual, **common}.items(), *pairs]
    string = signature.v1_string(method, f"127.0.0.1:{carrier.http_port}", dict(given).items())
    given.append(("Signature", signature.v1(SECRET_KEY, string, "HmacSHA1")))
    return urlencode(given, errors="surrogateescape")


def post(carrier: Carrier, body: bytes, headers: dict[str, str], method: str = "POST") -> Json:
    """The Response to a request as it is."""
    answer = requests.request(method, f"{carrier.url}/", data=body, headers=headers, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    response: Json = msgspec.json.decode(answer.content)["Response"]
    assert response["RequestId"]
    return response


@contextmanager
def network(**settings: Any) -> Iterator[tuple[Carrier, Any]]:
    """A network of `world`, and an official client of it."""
    with Carrier(world(**settings)) as carrier:
        yield carrier, client(carrier)
