"""Signatures and templates for the tests of the interfaces that take them: good ones and bad ones, and worlds to file them in."""

import json
from base64 import b64encode
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20190711 import models as models20190711
from tencentcloud.sms.v20190711 import sms_client as v20190711
from tencentcloud.sms.v20210111 import models as models20210111
from tencentcloud.sms.v20210111 import sms_client as v20210111

from simulator.platform.customers import Rules
from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import post, signed
from tests.web import Json

PICTURE = b64encode(b"\x89PNG\r\n\x1a\n").decode()
PARCEL = "您的包裹{1}已由{2}签收，请留意查看包裹内物品。"
"""A template that every reviewer approves."""
PARCEL_KEPT = "您的包裹123已由门卫签收，请留意查看包裹内物品。"
BANNED = "急用钱？小额贷款当天放款，详询{1}。"
"""One that no reviewer approves."""
SALE = "全场五折，满100减50，速来选购，回复TD退订"
"""Marketing, whatever is ticked."""
KEY = ("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001")
FIRST = 1_000_001
"""The number of the first thing that is handed in."""


def at(text: str) -> datetime:
    """An instant in Beijing: `03-04 09:00` of 2024."""
    return datetime.fromisoformat(f"2024-{text}:00+08:00")


def world(*, automatic: bool = True, rules: Rules = Rules.OF_2024, **customer: Any) -> Scenario:
    """The default world with its one customer so, and reviewed so."""
    platform = scenario().platform
    (owner,) = platform.customers
    reviewing = replace(platform.reviewing, automatic=automatic)
    customers = (replace(owner, **customer),)
    return replace(scenario(), platform=replace(platform, call_rates=False, rules=rules, reviewing=reviewing, customers=customers))


def do(carrier: Carrier, interface: str, **fields: Any) -> Json:
    """The answer to a v5 request whose digest has no part of its own."""
    return post(carrier, interface, signed(fields))


def add_template(carrier: Carrier, text: str = PARCEL, type_: int = 0, **fields: Any) -> Json:
    """The answer to a template that is handed in."""
    return do(carrier, "add_template", text=text, type=type_, title="包裹", remark="快递签收通知", **fields)


def add_sign(carrier: Carrier, text: str = "云上书店", **fields: Any) -> Json:
    """The answer to a signature that is handed in."""
    return do(carrier, "add_sign", text=text, pic=PICTURE, **fields)


def template(carrier: Carrier, id_: int = FIRST) -> Json:
    """What the list says of one template."""
    (item,) = do(carrier, "get_template", tpl_id=[id_])["data"]
    return dict(item)


def sign(carrier: Carrier, id_: int = FIRST) -> Json:
    """What the list says of one signature."""
    (item,) = do(carrier, "get_sign", sign_id=[id_])["data"]
    return dict(item)


MODELS = {"2021-01-11": (v20210111, models20210111), "2019-07-11": (v20190711, models20190711)}


def cloud(carrier: Carrier, version: str, action: str, *, language: str = "en-US", **fields: Any) -> Json | str:
    """The answer to an action of the official SDK's client of this version, or its error's code."""
    client_of, models = MODELS[version]
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=f"127.0.0.1:{carrier.http_port}"), language=language)
    client = client_of.SmsClient(Credential(*KEY), "ap-guangzhou", profile)
    request = getattr(models, f"{action}Request")()
    request.from_json_string(json.dumps(fields))
    try:
        answer: Json = json.loads(getattr(client, action)(request).to_json_string())
    except TencentCloudSDKException as error:
        return str(error.code)
    del answer["RequestId"]
    return answer
