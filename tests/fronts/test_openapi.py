"""The description of both Tencent APIs: it names all that is served, and whatever is sent, well or badly, is answered as it says."""

import json
import time
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from simulator.fronts.tencent_v3.actions import Action
from simulator.fronts.tencent_v3.answers_of_papers import ANSWERS
from simulator.fronts.tencent_v5.answers import ANSWERS as V5_ANSWERS
from simulator.fronts.tencent_v5.answers import REQUESTS
from simulator.platform.customers import Billing, Package
from simulator.testing import Carrier
from tests.fronts.described import as_described, network, whole
from tests.fronts.tencent_requests import NOW_S, TEL, authorization, last, parameters
from tests.fronts.tencent_v3 import APP, REGION, world
from tests.fronts.tencent_v3 import post as post_v3
from tests.fronts.tencent_v3 import signed as signed_v3
from tests.fronts.tencent_v5 import KEY, RANDOM, post, signature, single
from tests.fronts.tencent_v5 import signed as signed_v5
from tests.web import ask

EXAMPLES = 3
"""Of each operation, as described or not, signed or not."""
OPERATIONS = {
    found.ok().definition.raw["operationId"]: found.ok() for found in schemathesis.openapi.from_dict(whole()).get_all_operations()
}
LISTS = {
    "PullSmsSendStatus",
    "PullSmsReplyStatus",
    "PullSmsSendStatusByPhoneNumber",
    "PullSmsReplyStatusByPhoneNumber",
    "DescribeSendRecordList",
    "SmsPackagesStatistics",
}
UNSIGNED = {1001, 1003, "AuthFailure.SignatureFailure", "AuthFailure.InvalidAuthorization", "AuthFailure.SignatureExpire"}


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    """A network that serves all operations."""
    with Carrier(world()) as served:
        yield served


def test_the_document_is_served(carrier: Carrier) -> None:
    """Beside the control API."""
    assert ask("GET", f"{carrier.url}/sim/tencent/openapi.json") == (200, whole())


def test_all_that_is_served_is_described() -> None:
    """And nothing else; each schema is one."""
    served = network()
    assert set(served.v5.interfaces) == set(REQUESTS) == set(V5_ANSWERS)
    assert {(row.version, row.name) for row in served.v3.actions} == set(ANSWERS)
    assert len(OPERATIONS) == len(whole()["paths"]) == len(REQUESTS) + len(ANSWERS)
    for schema in whole()["components"]["schemas"].values():
        jsonschema_rs.Draft202012Validator({**schema, "components": whole()["components"]})


def test_an_action_is_told_by_a_fragment() -> None:
    """Which no client sends; its headers say the same."""
    operation = whole()["paths"]["/#X-TC-Action=SendSms&X-TC-Version=2019-07-11"]["post"]
    action, version, *_ = operation["parameters"]
    assert (action["schema"], version["schema"]) == ({"enum": ["SendSms"]}, {"enum": ["2019-07-11"]})
    assert operation["x-calls-per-second"] == 3_000


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        ("v5.del_sign", {"result": 0, "errmsg": "", "more": 1}),
        ("v5.del_sign", {"result": 1, "errmsg": "", "ext": ""}),
        ("v5.del_sign", {"ActionStatus": "FAIL", "ErrorInfo": "", "ErrorCode": 60008}),
        ("v5.get_sign", {"result": 1004, "errmsg": "", "ext": ""}),
        (
            "v3.2019-07-11.DeleteSmsSign",
            {"Response": {"Error": {"Code": "FailedOperation.PhoneNumberParseFail", "Message": ""}, "RequestId": ""}},
        ),
        ("v3.2021-01-11.DeleteSmsSign", {"Response": {"DeleteSignStatus": {"DeleteStatus": "", "DeleteTime": 0}}}),
    ],
)
def test_other_answers_are_not_described(operation: str, answer: Any) -> None:
    """Fields too many or too few, codes that are not published, or not for this version."""
    assert not as_described(operation, answer)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_as_described(carrier: Carrier, operation: str, mode: GenerationMode, signed: bool) -> None:
    """With HTTP status 200, whatever was asked; a signature is found right over any body that is as described."""

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(OPERATIONS[operation].as_strategy(generation_mode=mode))
    def hold(case: Case) -> None:
        version = operation.split(".", maxsplit=1)[0]
        if signed and version == "v5":
            _sign_v5(case, operation.removeprefix("v5."))
        request = requests.Request(**case.as_transport_kwargs(base_url=carrier.url)).prepare()
        if signed and version == "v3":
            _sign_v3(request, operation)
        with requests.Session() as session:
            response = session.send(request, timeout=10)
        assert response.status_code == 200
        OPERATIONS[operation].validate_response(response)
        assert as_described(operation, response.json())
        if signed and mode is GenerationMode.POSITIVE:
            assert _code(response.json()) not in UNSIGNED

    hold()


def test_lists_that_hold_something() -> None:
    """Reports, replies, records and packages are as described too."""
    bought = Package(7, 1000, created_at=NOW_S * 1000, begins_at=NOW_S * 1000, ends_at=(NOW_S + 86_400) * 1000)
    with Carrier(world(billing=Billing(packages=(Package(8, 1, bought=False), bought)))) as busy:
        for _ in range(3):
            post(busy, "sendsms", single())
            busy.pass_(seconds=30)
            busy.reply("13800000000", "收到")
            busy.pass_(seconds=10)
        asked = {"max": 1, "begin_time": NOW_S, "end_time": NOW_S + 100, **TEL}
        told = {f"v5.{name}": post(busy, name, signed_v5({**asked, "type": 1})) for name in ("pullstatus", "pullstatus4mobile")}
        told |= {"v5.querysms4mobile": post(busy, "querysms4mobile", signed_v5(asked, TEL["mobile"]))}
        told |= {"v5.getsmspackages": post(busy, "getsmspackages", signed_v5({"length": 2, "offset": 0}))}
        replies = post(busy, "pullstatus", signed_v5({"max": 1, "type": 0}))
        told |= {f"v3.{row.version}.{row.name}": _ask_v3(busy, row) for row in network().v3.actions if row.name in LISTS}
        assert all(as_described(operation, answer) for operation, answer in [*told.items(), ("v5.pullstatus", replies)]), told
        assert all("[{" in json.dumps(answer) for answer in [*told.values(), replies]), told


def _ask_v3(busy: Carrier, row: Action) -> Any:
    """The answer to a question about 13800000000 in the first minutes."""
    ends = {"EndTime": NOW_S + 100, "EndDateTime": NOW_S + 100} if "Statistics" not in row.name else {"EndTime": "2024030409", "Limit": 2}
    asked = parameters(row)
    body = json.dumps({**asked, **{name: value for name, value in ends.items() if name in asked}}).encode()
    return {"Response": post_v3(busy, body, signed_v3(busy, body, row.name, **{"X-TC-Version": row.version, "X-TC-Region": REGION}))}


def _sign_v5(case: Case, interface: str) -> None:
    """As the app would, over whatever is there to be signed."""
    case.query = {"sdkappid": APP, "random": RANDOM}
    if isinstance(case.body, dict):
        now = round(time.time())
        sig = signature.calculate(KEY, RANDOM, str(now), last(interface, case.body))
        case.body = {**case.body, "time": now, "sig": sig}


def _sign_v3(request: requests.PreparedRequest, operation: str) -> None:
    """As the customer would, over whatever is there to be signed."""
    _, version, action = operation.split(".")
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    now, host = round(time.time()), (request.url or "").split("/")[2]
    covered = {"content-type": "application/json", "host": host}
    said = {
        "X-TC-Action": action,
        "X-TC-Version": version,
        "X-TC-Timestamp": str(now),
        "X-TC-Region": REGION,
        "Content-Type": "application/json",
    }
    request.headers.clear()
    request.headers.update({**said, "Content-Length": str(len(body)), "Authorization": authorization(covered, bytes(body), now)})


def _code(answer: Any) -> Any:
    """The result of the whole."""
    return answer.get("result") or answer.get("Response", {}).get("Error", {}).get("Code")
