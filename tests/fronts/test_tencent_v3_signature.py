"""The cloud API's signatures: what the official SDKs calculate, and what is no signature."""

from typing import Any

import pytest
from msgspec.structs import replace

from simulator.fronts.tencent_v3 import signature
from simulator.fronts.tencent_v3.signature import Authorization, Signed

SECRET_ID, SECRET_KEY = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
BODY = (
    rb'{"PhoneNumberSet": ["+8618501234444"], "SmsSdkAppId": "1400006666", "TemplateId": "1110", '
    rb'"SignName": "\u817e\u8baf\u4e91", "TemplateParamSet": ["4370"], "SessionContext": "ctx-1"}'
)
NODE = (
    '{"PhoneNumberSet":["+8618501234444"],"SmsSdkAppId":"1400006666","TemplateId":"1110","SignName":"腾讯云",'
    '"TemplateParamSet":["4370"],"SessionContext":"ctx-1"}'
).encode()
QUERY = (
    "PhoneNumberSet.0=%2B8618501234444&SmsSdkAppId=1400006666&TemplateId=1110&SignName=%E8%85%BE%E8%AE%AF%E4%BA%91"
    "&TemplateParamSet.0=4370&SessionContext=ctx-1"
)
FORM = "application/x-www-form-urlencoded"
SCOPE = Authorization(SECRET_ID, "2023-11-14", "sms", ("content-type", "host"), "")
REQUEST = Signed("POST", "", {"content-type": "application/json", "host": "sms.tencentcloudapi.com"}, BODY, "1700000000")


def with_host(host: str) -> Signed:
    return replace(REQUEST, headers={**REQUEST.headers, "host": host})


VECTORS = [
    pytest.param(REQUEST, SCOPE, "4480460c0e46c8a873efd976aac66992db110998bb419b38b2ce72eeea4ead07", id="plain"),
    pytest.param(with_host("127.0.0.1:8080"), SCOPE, "658ee8539976646c04738375de9a39d4f9bfe9416660727276c38a79e1c0f9dc", id="port"),
    pytest.param(with_host("127.0.0.1"), SCOPE, "741e199710b60275032ef66a4f33550d3fe22a57fc89e05eb2e97bcd45da17e5", id="address"),
    pytest.param(with_host("localhost:8080"), SCOPE, "8d559a9590af45ee9e7439f4290673b6710b5deb20dbb9e788ca98a296b6b317", id="localhost"),
    pytest.param(
        Signed("GET", QUERY, {**REQUEST.headers, "content-type": FORM}, b"", "1700000000"),
        SCOPE,
        "81fff29c278b42bd6e24f9e24109dd593c809f7c7693ff943ecdacb3dba5f096",
        id="get",
    ),
    pytest.param(
        replace(REQUEST, body=signature.UNSIGNED.encode()),
        SCOPE,
        "5f71dc5f5a33f200bf03e7b1136a5f74d30367f00d54a2f5be0a4c641f00f430",
        id="unsigned payload",
    ),
    pytest.param(
        replace(REQUEST, headers={**REQUEST.headers, "x-tc-action": "sendsms"}),
        replace(SCOPE, headers=("content-type", "host", "x-tc-action")),
        "6bf0fe69a9ff951134da4a22a20c6816f884be997257a0a0db5e99ba21c4e788",
        id="signed action",
    ),
    pytest.param(replace(REQUEST, body=NODE), SCOPE, "578c9c71f61d622d9a9400e5d76a3dde9d268c188208268f0bf5273ce79438b5", id="node"),
]


@pytest.mark.parametrize(("request_", "scope", "digest"), VECTORS)
def test_tc3_vectors(request_: Signed, scope: Authorization, digest: str) -> None:
    """What the Python and Node SDKs calculate for the documentation's sample keys."""
    assert signature.tc3(SECRET_KEY, scope, request_) == digest
    given = replace(scope, signature=digest)
    assert signature.tc3_matches(SECRET_KEY, given, request_)
    assert not signature.tc3_matches(SECRET_KEY + "x", given, request_)


def test_the_published_sample_of_another_product() -> None:
    """The service comes from the scope: the same calculation holds for every product."""
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    headers = {"content-type": "application/json; charset=utf-8", "host": "cvm.tencentcloudapi.com"}
    scope = Authorization(SECRET_ID, "2019-02-25", "cvm", ("content-type", "host"), "")
    digest = signature.tc3(SECRET_KEY, scope, Signed("POST", "", headers, body, "1551113065"))
    assert digest == "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        pytest.param({"host": "127.0.0.1:8080"}, {"host": "127.0.0.1"}, id="node signs no port"),
        pytest.param({"content-type": "Application/JSON"}, {"content-type": "application/json"}, id="documented lower case"),
        pytest.param({"x-tc-action": "SendSms"}, {"x-tc-action": "sendsms"}, id="documented action"),
        pytest.param({"host": "LOCALHOST:8080"}, {"host": "localhost"}, id="both"),
    ],
)
def test_what_clients_sign_otherwise(came: dict[str, str], meant: dict[str, str]) -> None:
    """Host without its port, values in lower case: taken as they came or so."""
    names = tuple({"content-type": 0, "host": 0, **came})
    scope = replace(SCOPE, headers=names)
    digest = signature.tc3(SECRET_KEY, scope, replace(REQUEST, headers={**REQUEST.headers, **meant}))
    assert signature.tc3_matches(SECRET_KEY, replace(scope, signature=digest), replace(REQUEST, headers={**REQUEST.headers, **came}))


V1: dict[str, Any] = {
    "Action": "SendSms",
    "Language": "zh-CN",
    "Nonce": "12345",
    "PhoneNumberSet.0": "+8618501234444",
    "Region": "ap-guangzhou",
    "RequestClient": "SDK_PYTHON_3.1.153",
    "SecretId": SECRET_ID,
    "SessionContext": "ctx-1",
    "SignName": "腾讯云",
    "SmsSdkAppId": "1400006666",
    "TemplateId": "1110",
    "TemplateParamSet.0": "4370",
    "Timestamp": "1700000000",
    "Version": "2021-01-11",
}


@pytest.mark.parametrize(
    ("method", "host", "digest"),
    [
        ("HmacSHA256", "sms.tencentcloudapi.com", "aVKhziAjC51GdbDOh1eSyFlulqeblZDklTON4lRRqRg="),
        ("HmacSHA1", "sms.tencentcloudapi.com", "ZcKTcQkS0RGl7GLVW6wTQnjxPWc="),
        ("HmacSHA256", "127.0.0.1:8080", "eM0k9uVbgl4GaNgz7jwxlehl8lUjId94gCXB/UsNKUo="),
    ],
)
def test_v1_vectors(method: str, host: str, digest: str) -> None:
    """Values are not escaped, names are in byte order, the host has its port."""
    given = {**V1, "SignatureMethod": method}
    assert signature.v1(SECRET_KEY, signature.v1_string("POST", host, given.items()), method) == digest
    assert signature.v1_matches(SECRET_KEY, "POST", host, {**given, "Signature": digest})
    assert not signature.v1_matches(SECRET_KEY, "GET", host, {**given, "Signature": digest})


GOOD = f"TC3-HMAC-SHA256 Credential={SECRET_ID}/2023-11-14/sms/tc3_request, SignedHeaders=content-type;host, Signature=ab"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "SKIP",
        GOOD.replace("TC3", "TC4"),
        GOOD.replace("/sms", ""),
        GOOD.replace("tc3_request", "tc4_request"),
        GOOD.replace("Signature=ab", "Signature="),
        GOOD.replace("content-type;host", "host"),
        GOOD.replace("content-type;host", "content-type"),
        GOOD.replace(SECRET_ID, ""),
    ],
)
def test_what_is_no_authorization(header: str) -> None:
    """Another algorithm, a scope that is none, headers that have to be signed and are not."""
    assert signature.read(header) is None


def test_an_authorization_is_taken_apart() -> None:
    """With or without blanks behind its commas."""
    wanted = replace(SCOPE, signature="ab")
    assert signature.read(GOOD) == signature.read(GOOD.replace(", ", ",")) == wanted
