"""Who is let in by the cloud API, in which manners, and what is answered to the others. By the official SDK, or as the octets are."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest

from simulator.fronts.tencent_v3.actions import V2019
from simulator.platform.customers import Secret
from simulator.testing import START, Carrier
from tests.fronts.tencent_v3 import APP, FORM, SECRET_ID, SECRET_KEY, call, client, error, form, network, post, sent, signed, text, world

NOW_MS = int(START.timestamp() * 1000)
SECRETS = (
    Secret(SECRET_ID, SECRET_KEY),
    Secret("AKIDOFF", "k", disabled=True),
    Secret("AKIDTEMP", "k", token="t0ken", expires_at=NOW_MS + 3_600_000),
)


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(world(secrets=SECRETS)) as carrier:
        yield carrier


@pytest.mark.parametrize("sign", ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_every_manner_of_signing(carrier: Carrier, method: str, sign: str) -> None:
    """Both signatures by POST and by GET, in both versions."""
    assert sent(client(carrier, method=method, sign=sign))["Code"] == "Ok"
    old = client(carrier, V2019, method=method, sign=sign)
    asked = {"PhoneNumberSet": ["+8613800000000"], "SmsSdkAppid": APP, "TemplateID": "1001", "TemplateParamSet": ["4321", "5"]}
    assert call(old, "SendSms", **asked)["SendStatusSet"][0]["Code"] == "Ok"


def test_a_body_that_is_not_signed(carrier: Carrier) -> None:
    """UNSIGNED-PAYLOAD in place of the body's digest."""
    assert sent(client(carrier, unsignedPayload=True))["Code"] == "Ok"


@pytest.mark.parametrize("sign", ["TC3-HMAC-SHA256", "HmacSHA1"])
@pytest.mark.parametrize(
    ("keys", "code"),
    [
        pytest.param({"secret_id": "AKIDNOBODY"}, "AuthFailure.SecretIdNotFound", id="unknown"),
        pytest.param({"secret_id": APP}, "AuthFailure.InvalidSecretId", id="an app's"),
        pytest.param({"secret_id": "AKIDOFF", "secret_key": "k"}, "AuthFailure.SecretIdNotFound", id="disabled"),
        pytest.param({"secret_key": "wrong"}, "AuthFailure.SignatureFailure", id="wrong key"),
        pytest.param({"secret_id": "AKIDTEMP", "secret_key": "k"}, "AuthFailure.TokenFailure", id="no token"),
        pytest.param({"secret_id": "AKIDTEMP", "secret_key": "k", "token": "x"}, "AuthFailure.TokenFailure", id="wrong token"),
        pytest.param({"secret_id": "AKIDTEMP", "secret_key": "k", "token": "t0ken"}, "", id="token"),
        pytest.param({"token": "t0ken"}, "AuthFailure.TokenFailure", id="token of a lasting key"),
    ],
)
def test_whose_key(carrier: Carrier, sign: str, keys: dict[str, str], code: str) -> None:
    """An id that is not there or disabled, another key, a temporary key without its token."""
    assert error(client(carrier, sign=sign, **keys), "SendSms", **text()) == code


def test_a_temporary_key_ends() -> None:
    """At its instant it is as if it had never been."""
    with network(secrets=SECRETS) as (carrier, _):
        sdk = client(carrier, secret_id="AKIDTEMP", secret_key="k", token="t0ken")
        carrier.pass_(minutes=59, seconds=59)
        assert error(sdk, "SendSms", **text()) == ""
        carrier.pass_(seconds=1)
        assert error(sdk, "SendSms", **text()) == "AuthFailure.SecretIdNotFound"


BODY = json.dumps(text()).encode()
EXPIRED = "AuthFailure.SignatureExpire"


@pytest.mark.parametrize(("off_s", "code"), [(-295, None), (295, None), (-305, EXPIRED), (305, EXPIRED)])
def test_how_old_a_signature_may_be(carrier: Carrier, off_s: int, code: str | None) -> None:
    """Five minutes either way, by the wall clock: a request that is sent once more later is refused."""
    response = post(carrier, BODY, signed(carrier, BODY, timestamp=str(int(time.time()) + off_s)))
    assert response.get("Error", {}).get("Code") == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"X-TC-Action": None}, "MissingParameter", id="no action"),
        pytest.param({"X-TC-Version": None}, "MissingParameter", id="no version"),
        pytest.param({"X-TC-Timestamp": None}, "MissingParameter", id="no timestamp"),
        pytest.param({"X-TC-Timestamp": "soon"}, EXPIRED, id="no number"),
        pytest.param({"X-TC-Timestamp": "9" * 30}, EXPIRED, id="beyond all dates"),
        pytest.param({"X-TC-Timestamp": str(time.time_ns() // 1_000_000)}, EXPIRED, id="milliseconds"),
        pytest.param({"Authorization": None}, "AuthFailure.InvalidAuthorization", id="no authorization"),
        pytest.param({"Authorization": "SKIP"}, "AuthFailure.InvalidAuthorization", id="signature skipped"),
        pytest.param({"X-TC-Region": None}, "MissingParameter", id="no region"),
        pytest.param({"X-TC-Region": "here"}, "UnsupportedRegion", id="no such region"),
        pytest.param({"X-TC-Version": "2020-01-01"}, "NoSuchVersion", id="unknown version"),
        pytest.param({"X-TC-Action": "SendFax"}, "InvalidAction", id="unknown action"),
        pytest.param({"X-TC-Version": V2019, "X-TC-Action": "ReportConversion"}, "InvalidAction", id="only in 2021"),
    ],
)
def test_what_every_request_has(carrier: Carrier, changed: dict[str, str | None], code: str) -> None:
    """Common parameters, before the signature; version and action, behind it."""
    headers = {name: value for name, value in {**signed(carrier, BODY), **changed}.items() if value is not None}
    assert post(carrier, BODY, headers)["Error"]["Code"] == code


def test_the_scope_has_the_day_of_the_timestamp(carrier: Carrier) -> None:
    """Another day in the credential is no authorization, however it is signed."""
    headers = signed(carrier, BODY)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    headers["Authorization"] = headers["Authorization"].replace(day, "2001-01-01")
    assert post(carrier, BODY, headers)["Error"]["Code"] == "AuthFailure.InvalidAuthorization"


def test_a_changed_body_is_not_signed(carrier: Carrier) -> None:
    """And nothing is done with it: what no JSON is would have another code."""
    assert post(carrier, b"{", signed(carrier, BODY))["Error"]["Code"] == "AuthFailure.SignatureFailure"
    assert post(carrier, b"{", signed(carrier, b"{"))["Error"]["Code"] == "FailedOperation.JsonParseFail"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods(carrier: Carrier, method: str) -> None:
    """Only GET and POST."""
    assert post(carrier, b"", {}, method)["Error"]["Code"] == "UnsupportedProtocol"


@pytest.mark.parametrize(
    ("size", "content_type", "code"),
    [
        (10 << 20, "application/json", "FailedOperation.JsonParseFail"),
        ((10 << 20) + 1, "application/json", "RequestSizeLimitExceeded"),
        ((1 << 20) + 1, "application/x-www-form-urlencoded", "RequestSizeLimitExceeded"),
    ],
)
def test_how_long_a_body_may_be(carrier: Carrier, size: int, content_type: str, code: str) -> None:
    """Ten megabytes of JSON, one of a form."""
    body = b" " * (size - 1) + b"["
    headers = signed(carrier, body, **{"content-type": content_type})
    assert post(carrier, body, headers)["Error"]["Code"] == code


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        pytest.param({**text(), "PhoneNumberSet": "x"}, "InvalidParameter", id="no list"),
        pytest.param({**text(), "TemplateParamSet": [1, 2]}, "InvalidParameter", id="numbers for texts"),
        pytest.param({**text(), "TemplateId": 1001}, "InvalidParameter", id="number for a text"),
        pytest.param({**text(), "Colour": "red"}, "UnknownParameter", id="not of this action"),
        pytest.param({"SmsSdkAppId": APP}, "MissingParameter", id="missing"),
        pytest.param({**text(), "PhoneNumberSet": []}, "MissingParameter.EmptyPhoneNumberSet", id="nobody"),
        pytest.param({**text(), "PhoneNumberSet": ["13800000000"] * 201}, "LimitExceeded.PhoneNumberCountLimit", id="201"),
        pytest.param({**text(), "SmsSdkAppId": "1400009999"}, "InvalidParameterValue.SdkAppIdNotExist", id="unknown app"),
        pytest.param({**text(), "SessionContext": "x" * 512}, "InvalidParameter", id="long context"),
        pytest.param(
            {**text(), "PhoneNumberSet": ["13800000000", "+85251000000"]},
            "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber",
            id="mixed",
        ),
    ],
)
def test_parameters(carrier: Carrier, parameters: dict[str, Any], code: str) -> None:
    """Types, names, and what refuses the request as a whole. The message names the parameter."""
    body = json.dumps(parameters).encode()
    found = post(carrier, body, signed(carrier, body))["Error"]
    assert found["Code"] == code
    if code in {"InvalidParameter", "UnknownParameter", "MissingParameter"}:
        assert any(name in found["Message"] for name in ("PhoneNumberSet", "TemplateParamSet", "TemplateId", "Colour", "SessionContext"))


HOSTILE = [
    b"",
    b"null",
    b"[]",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"PhoneNumberSet": NaN}',
    b'{"PhoneNumberSet": ["\\ud800"], "SmsSdkAppId": "1400000001", "TemplateId": "1001"}',
    b'{"SmsSdkAppId": ' + b"9" * 5_000 + b"}",
    b'{"SmsSdkAppId": 1e999}',
    b"\xff\xfe",
    b'{"SmsSdkAppId": "a", "SmsSdkAppId": "b", "PhoneNumberSet": [], "TemplateId": ""}',
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json(carrier: Carrier, body: bytes) -> None:
    """Whatever it is, the answer is an error with a published code."""
    wanted = {"FailedOperation.JsonParseFail", "MissingParameter", "InvalidParameter", "InvalidParameterValue.SdkAppIdNotExist"}
    assert post(carrier, body, signed(carrier, body))["Error"]["Code"] in wanted


@pytest.mark.parametrize("query", ["a.b=1&a=2", "PhoneNumberSet.0.1.2.3.4.5.6.7.8=1", ".=1", "=1", "&&&", "a.0=1&a.x=2"])
def test_hostile_forms(carrier: Carrier, query: str) -> None:
    """Names that contradict each other, and ones that nest too deep."""
    body = form(carrier, parse_qsl(query, keep_blank_values=True)).encode()
    code = post(carrier, body, FORM)["Error"]["Code"]
    assert code in {"MissingParameter", "InvalidParameter", "UnknownParameter"}


def test_call_rates() -> None:
    """As many calls a second as published, by key; the next is refused, and other actions are not."""
    with network(rates=True) as (_, sdk):
        found = [error(sdk, "DescribeSmsSignList", International=0) for _ in range(40)]
        assert "RequestLimitExceeded" in found
        assert found[:20] == [""] * 20
        assert error(sdk, "SendSms", **text()) == ""


def test_calls_from_one_address() -> None:
    """A customer's limit a minute is counted by the caller's address."""
    with network(calls_per_ip=3) as (_, sdk):
        assert [error(sdk, "SendSms", **text()) for _ in range(4)] == [""] * 3 + ["RequestLimitExceeded.IPLimitExceeded"]


def test_who_may_call_from_where() -> None:
    """A customer's list of addresses."""
    with network(allowed_ips=frozenset(("10.0.0.1",))) as (_, sdk):
        assert error(sdk, "SendSms", **text()) == "UnauthorizedOperation.RequestIpNotInWhitelist"


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "缺少参数"), ("en-US", "missing")])
def test_the_language_of_messages(carrier: Carrier, language: str, said: str) -> None:
    """Chinese or English, as the request asks."""
    headers = signed(carrier, b"{}", **{"X-TC-Language": language})
    assert said in post(carrier, b"{}", headers)["Error"]["Message"]


def test_no_secret_is_kept(carrier: Carrier) -> None:
    """What is recorded of a refused request holds neither its signature nor its key."""
    headers = signed(carrier, BODY)
    post(carrier, b"{", headers)
    error(client(carrier, sign="HmacSHA1"), "SendSms", **{**text(), "SmsSdkAppId": "1"})
    kept = json.dumps(carrier.refusals())
    digest = headers["Authorization"].rpartition("=")[2]
    assert "1400000001" in kept or "SendSms" in kept
    assert not any(secret in kept for secret in (digest, SECRET_KEY, "Signature="))
