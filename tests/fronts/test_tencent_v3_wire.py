"""What comes over the wire otherwise than the SDK sends it: long, broken, signed by other clients' habits; and who else is at this port."""

import json
import socket
import time
from collections.abc import Iterator

import pytest
import requests
from msgspec.structs import replace

from simulator.fronts.tencent_v3 import signature
from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.testing import Carrier
from simulator.wire.faults import Fault, Kind
from tests.fronts.tencent_v3 import (
    APP,
    FORM,
    SECRET_ID,
    SECRET_KEY,
    Json,
    Pairs,
    call,
    client,
    error,
    form,
    post,
    sent,
    signed,
    text,
    world,
)
from tests.web import ask, exchange

BODY = json.dumps(text()).encode()
FLAT = [
    ("PhoneNumberSet.0", "+8613800000000"),
    ("SmsSdkAppId", APP),
    ("TemplateId", "1001"),
    ("TemplateParamSet.0", "4321"),
    ("TemplateParamSet.1", "5"),
]


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(world()) as carrier:
        yield carrier


def get(carrier: Carrier, query: str) -> Json:
    """The Response to a GET."""
    status, answer = ask("GET", f"{carrier.url}/?{query}")
    assert status == 200
    found: Json = answer["Response"]
    return found


def refusals_can_be_read(carrier: Carrier) -> bool:
    """What a request left on the record can be shown, whatever it was."""
    return ask("GET", f"{carrier.url}/sim/refusals")[0] == 200


@pytest.mark.parametrize(("octets", "code"), [(32_768, "UnknownParameter"), (32_769, "RequestSizeLimitExceeded")])
def test_how_long_a_query_may_be(carrier: Carrier, octets: int, code: str) -> None:
    """32 KB, to the octet; the parameter that fills it up is none."""
    short = form(carrier, [*FLAT, ("Colour", "")], "GET")
    query = form(carrier, [*FLAT, ("Colour", "x" * (octets - len(short) - 40))], "GET")
    query += "&" * (octets - len(query))  # a digest is longer or shorter by what of it is escaped
    assert (len(query), get(carrier, query)["Error"]["Code"]) == (octets, code)


@pytest.mark.parametrize("fields", [b"&" * (10 << 20), b"a&" * (5 << 20), b"a=1&" * 10_000, b"a=" + b"x" * (1 << 20)])
@pytest.mark.parametrize("kind", ["application/json", FORM["Content-Type"]])
def test_a_large_form_costs_nothing(carrier: Carrier, fields: bytes, kind: str) -> None:
    """Octets and fields are counted before they are read, whatever the request says that it is; there is nothing signed about it."""
    began = time.process_time()
    assert post(carrier, fields, {"Content-Type": kind})["Error"]["Code"] == "RequestSizeLimitExceeded"
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "broken",
    [
        [("SessionContext", "\udcff")],
        [("\udcff", "1")],
        [("PhoneNumberSet.1", "\udcff")],
        [("TemplateParamSet.1", "\udcff")],
        [("SmsSdkAppId", "\udcff")],
    ],
)
def test_octets_that_are_no_text(carrier: Carrier, broken: Pairs) -> None:
    """They are signed as they are, and refused by the name of their field; the record can still be read."""
    body = form(carrier, [*FLAT, *broken]).encode()
    assert post(carrier, body, FORM)["Error"]["Code"] == "InvalidParameter"
    assert refusals_can_be_read(carrier)


@pytest.mark.parametrize(
    "common",
    [
        {"Action": "\udcff"},
        {"Version": "\udcff"},
        {"Region": "\udcff"},
        {"Token": "\udcff"},
        {"SecretId": "\udcff"},
        {"Language": "\udcff"},
    ],
)
def test_common_parameters_that_are_no_text(carrier: Carrier, common: dict[str, str]) -> None:
    """As in fields of an action: an answer, and a record that can be read."""
    assert post(carrier, form(carrier, FLAT, **common).encode(), FORM)["RequestId"]
    assert refusals_can_be_read(carrier)


@pytest.mark.parametrize("header", [b"X-TC-Action: \xff\xfe", b"Authorization: \xff", b"X-TC-Token: \xff", b"X-TC-Language: \xff"])
def test_headers_that_are_no_text(carrier: Carrier, header: bytes) -> None:
    """An answer in the front's own form."""
    with socket.create_connection(("127.0.0.1", carrier.http_port), timeout=5) as caller:
        caller.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 0\r\n" + header + b"\r\n\r\n")
        answer = b"".join(iter(lambda: caller.recv(4096), b""))
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["Response"]["Error"]["Code"] == "MissingParameter"
    assert refusals_can_be_read(carrier)


def test_a_body_without_a_length(carrier: Carrier) -> None:
    """Chunks are put together; a form in chunks is not read past its limit either."""
    url, pieces = f"{carrier.url}/", (BODY[at : at + 7] for at in range(0, len(BODY), 7))
    answer = requests.post(url, data=pieces, headers=signed(carrier, BODY), timeout=10).json()
    assert answer["Response"]["SendStatusSet"][0]["Code"] == "Ok"
    many = (b"a" * 4096 for _ in range(300))
    assert requests.post(url, data=many, headers=FORM, timeout=10).json()["Response"]["Error"]["Code"] == "RequestSizeLimitExceeded"


def test_a_name_that_comes_twice(carrier: Carrier) -> None:
    """The last one counts, in JSON and in forms."""
    body = b'{"TemplateId": "7", ' + BODY[1:]
    assert post(carrier, body, signed(carrier, body))["SendStatusSet"][0]["Code"] == "Ok"
    assert post(carrier, form(carrier, [("TemplateId", "7"), *FLAT]).encode(), FORM)["SendStatusSet"][0]["Code"] == "Ok"


@pytest.mark.parametrize(
    ("service", "covered", "content_type"),
    [
        pytest.param("127", {"host": "127.0.0.1"}, "application/json", id="node"),
        pytest.param("localhost:8080", {}, "application/json", id="node, other endpoint"),
        pytest.param("sms", {"x-tc-action": "sendsms"}, "application/json; charset=utf-8", id="documented sample"),
        pytest.param("sms", {"x-tc-action": "sendsms"}, "application/json; charset=UTF-8", id="lower case of what is sent"),
    ],
)
def test_other_clients_habits(carrier: Carrier, service: str, covered: dict[str, str], content_type: str) -> None:
    """The service is the scope's; the host may lack its port; values may be signed in lower case."""
    headers = signed(carrier, BODY, **{"content-type": content_type})
    signing = {"content-type": content_type.lower(), "host": f"127.0.0.1:{carrier.http_port}", **covered}
    stamp = headers["X-TC-Timestamp"]
    scope = signature.Authorization(SECRET_ID, time.strftime("%Y-%m-%d", time.gmtime(int(stamp))), service, tuple(signing), "")
    digest = signature.tc3(SECRET_KEY, scope, signature.Signed("POST", "", signing, BODY, stamp))
    credential = f"Credential={SECRET_ID}/{scope.scope}, SignedHeaders={';'.join(signing)}"
    headers["Authorization"] = f"{signature.ALGORITHM} {credential}, Signature={digest}"
    assert post(carrier, BODY, headers)["SendStatusSet"][0]["Code"] == "Ok"


def test_a_signature_in_the_query_is_not_kept(carrier: Carrier) -> None:
    """A TC3 request has none there: it is a parameter like any other that is none, and the record leaves its value out."""
    query, headers = "Signature=5ecre7&Limit=1", signed(carrier, b"", "PullSmsSendStatus")
    covered = {"content-type": "application/json", "host": f"127.0.0.1:{carrier.http_port}"}
    scope = signature.Authorization(SECRET_ID, time.strftime("%Y-%m-%d", time.gmtime()), "sms", tuple(covered), "")
    digest = signature.tc3(SECRET_KEY, scope, signature.Signed("GET", query, covered, b"", headers["X-TC-Timestamp"]))
    headers["Authorization"] = headers["Authorization"].rpartition("=")[0] + f"={digest}"
    answer = requests.get(f"{carrier.url}/?{query}", headers=headers, timeout=10).json()["Response"]
    assert answer["Error"]["Code"] in {"UnknownParameter", "MissingParameter"}
    assert "PullSmsSendStatus" in (kept := json.dumps(carrier.refusals()))
    assert "5ecre7" not in kept


def test_a_region_is_of_one_version(carrier: Carrier) -> None:
    """2019-07-11 ignores it, and does not miss it."""
    asked = json.dumps({"Limit": 1, "SmsSdkAppid": APP}).encode()
    for region in ({}, {"X-TC-Region": "here"}):
        headers = signed(carrier, asked, "PullSmsSendStatus", **{"X-TC-Version": V2019})
        del headers["X-TC-Region"]
        assert "PullSmsSendStatusSet" in post(carrier, asked, headers | region)


def test_who_else_is_at_this_port(carrier: Carrier) -> None:
    """Only `/` is the cloud API's: the control API and the older API keep their paths, and nobody's are nobody's."""
    assert ask("GET", f"{carrier.url}/sim/clock")[0] == 200
    assert ask("POST", f"{carrier.url}/v5/tlssmssvr/sendsms", {})[1]["ActionStatus"] == "FAIL"
    assert exchange("POST", f"{carrier.url}/elsewhere")[:2] == (404, "application/problem+json")
    assert get(carrier, "")["Error"]["Code"] == "MissingParameter"


def test_a_fault_refuses_one_number() -> None:
    """With the code that it names, in its status alone; or with the action's own for a reason."""
    hit = Fault("hit", Kind.REFUSE, path="SendSms", number="+8613800000000", code="LimitExceeded.DeliveryFrequencyLimit")
    with Carrier(replace(world(), faults=(hit,))) as carrier:
        numbers = ["+8613800000000", "+8613900000001"]
        statuses = call(client(carrier), "SendSms", **{**text(), "PhoneNumberSet": numbers})["SendStatusSet"]
        assert [status["Code"] for status in statuses] == [hit.code, "Ok"]


def test_a_fault_times_a_call_out() -> None:
    """The gateway gives up with a code that is published; the same request without the fault is taken."""
    late = Fault("late", Kind.TIMED_OUT, path="SendSms", first=1)
    settings = world()
    with Carrier(replace(settings, faults=(late,), http=replace(settings.http, processing_limit_ms=50)), speed=1.0) as carrier:
        sdk = client(carrier)
        assert error(sdk, "SendSms", **text()) == "InternalError.Timeout"
        assert sent(sdk)["Code"] == "Ok"


@pytest.mark.parametrize("version", [V2021, V2019])
def test_every_answer_has_an_id_of_its_own(carrier: Carrier, version: str) -> None:
    """The SDKs take an answer without one for a broken one; two answers never share it."""
    app = {"SmsSdkAppId" if version == V2021 else "SmsSdkAppid": APP}
    ids = [call(client(carrier, version), "PullSmsSendStatus", Limit=1, **app)["RequestId"] for _ in range(3)]
    assert len({*ids}) == 3
