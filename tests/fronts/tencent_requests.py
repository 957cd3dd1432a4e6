"""A request that is as it should be for every v5 interface and every action of the cloud API, and signatures over any body at all."""

import time
from typing import Any

import msgspec

from simulator.fronts.tencent_v3 import admission, wanted
from simulator.fronts.tencent_v3 import signature as tc3
from simulator.fronts.tencent_v3.actions import Action
from simulator.fronts.tencent_v5 import call, signature
from tests.fronts.papers import PARCEL, PICTURE
from tests.fronts.tencent_v3 import APP, REGION, SECRET_ID, SECRET_KEY
from tests.fronts.tencent_v5 import KEY, RANDOM

Json = dict[str, Any]
NOW_S = 1_709_514_000
"""Nine in the morning of 4 March 2024 in Beijing."""

TEL = {"nationcode": "86", "mobile": "13800000000"}
_TEXT = {"extend": "", "ext": "42"}
_FILLED = {"tpl_id": 1001, "params": ["4321", "5"], "sign": "示例科技", **_TEXT}
_HOURS = {"begin_date": "2024030400", "end_date": "2024030409"}
_SIGN = {"text": "云上书店", "pic": PICTURE, "remark": "书店", "international": 0}
_TEMPLATE = {"text": PARCEL, "type": 0, "title": "包裹", "remark": "快递签收通知", "international": 0}
_SECONDS = {"begin_time": NOW_S - 60, "end_time": NOW_S}

INTERFACES: dict[str, Json] = {
    "sendsms": {"tel": TEL, **_FILLED},
    "sendmultisms2": {"tel": [TEL], "type": 0, "msg": "【示例科技】您的验证码为4321，5分钟内有效。", **_TEXT},
    "sendisms": {"tel": "+8613800000000", **_FILLED},
    "pullstatus": {"max": 1, "type": 0},
    "pullstatus4mobile": {"max": 1, "type": 1, **_SECONDS, **TEL},
    "querysms4mobile": {**_SECONDS, **TEL},
    "pullsendstatus": _HOURS,
    "pullcallbackstatus": _HOURS,
    "getsmspackages": {"length": 1, "offset": 0},
    "add_sign": _SIGN,
    "mod_sign": {**_SIGN, "sign_id": 1_000_001},
    "del_sign": {"sign_id": [5]},
    "get_sign": {"sign_id": [1]},
    "add_template": _TEMPLATE,
    "mod_template": {**_TEMPLATE, "tpl_id": 1_000_001},
    "del_template": {"tpl_id": [5]},
    "get_template": {"tpl_id": [1001]},
}
"""By interface: the body without time and sig."""

_ORDINARY: Json = {
    "SmsSdkAppId": APP,
    "SmsSdkAppid": APP,
    "PhoneNumberSet": ["+8613800000000"],
    "PhoneNumber": "+8613800000000",
    "TemplateParamSet": ["4321", "5"],
    "TemplateID": "1001",
    "Sign": "示例科技",
    "SignName": "云上书店",
    "ExtendCode": "",
    "SenderId": "",
    "SessionContext": "42",
    "ProofImage": PICTURE,
    "CommissionImage": PICTURE,
    "TemplateContent": PARCEL,
    "TemplateName": "包裹",
    "Remark": "快递签收通知",
    "SerialNo": "2640:1",
    "SendDateTime": NOW_S - 60,
    "EndDateTime": NOW_S,
    "StartDateTime": 2024030400,
    "EndDataTime": 2024030409,
    "Limit": 1,
    "TemplateIdSet": [1001],
    "SignIdSet": [1],
    "MultiSmsInfoSet": [
        {"PhoneNumber": "+14155550100", "TemplateId": "1001", "TemplateParamSet": ["1"], "SenderId": "", "SessionContext": "42"}
    ],
}
_OF_HOURS = {"BeginTime": "2024030400", "EndTime": "2024030409", "Limit": 0}
_OF_SECONDS = {"BeginTime": NOW_S - 60, "EndTime": NOW_S}


def parameters(row: Action) -> Json:
    """What an action is given, as it should be."""
    special: Json = {}
    if row.shape in {wanted.Send, wanted.Send2019}:
        special = {"TemplateId": "1001", "SignName": "示例科技"}
    elif "Statistics" in row.name:
        special = _OF_HOURS
    elif "BeginTime" in {field.encode_name for field in msgspec.structs.fields(row.shape)}:
        special = _OF_SECONDS
    return {field.encode_name: {**_ORDINARY, **special}.get(field.encode_name, 0) for field in msgspec.structs.fields(row.shape)}


def last(interface: str, body: Any) -> str:
    """The part of the digest that is the interface's own, if the body has what it is made of."""
    if not isinstance(body, dict):
        return ""
    tel = body.get("tel")
    if interface == "sendisms":
        return f"tel={tel}"
    if interface == "querysms4mobile":
        return f"mobile={body.get('mobile', '')}"
    tels = [each for each in (tel if isinstance(tel, list) else [tel]) if isinstance(each, dict)]
    return f"mobile={','.join(str(each.get('mobile')) for each in tels)}" if tels and interface.startswith("send") else ""


def v5(interface: str, raw: str | bytes) -> call.Request:
    """A request of the v5 API with this body, whatever it is; signed, where it is an object."""
    raw = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        body = None
    sig = signature.calculate(KEY, RANDOM, str(NOW_S), last(interface, body))
    if raw.endswith(b"}"):
        raw = raw[:-1] + f',"time":{NOW_S},"sig":"{sig}"}}'.encode()
    return call.Request("POST", interface, APP, RANDOM, raw, "127.0.0.1")


def v3(row: Action, raw: str | bytes) -> admission.Request:
    """A request of the cloud API with this body, whatever it is, signed by TC3."""
    raw = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    covered = {"content-type": "application/json", "host": "127.0.0.1"}
    headers = {**covered, "x-tc-action": row.name, "x-tc-version": row.version, "x-tc-timestamp": str(NOW_S), "x-tc-region": REGION}
    return admission.Request("POST", "", headers | {"authorization": authorization(covered, raw, NOW_S)}, raw, "127.0.0.1")


def authorization(covered: dict[str, str], raw: bytes, at_s: int) -> str:
    """The header of a TC3 request. covered: content-type and host."""
    date = time.strftime("%Y-%m-%d", time.gmtime(at_s))
    scope = tc3.Authorization(SECRET_ID, date, "sms", ("content-type", "host"), "")
    digest = tc3.tc3(SECRET_KEY, scope, tc3.Signed("POST", "", covered, raw, str(at_s)))
    return f"{tc3.ALGORITHM} Credential={SECRET_ID}/{scope.scope}, SignedHeaders=content-type;host, Signature={digest}"
