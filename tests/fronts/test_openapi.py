"""The description of both Tencent APIs: it names all that is served, and whatever is sent, well or badly, is answered as it says."""

import time
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from simulator.fronts.tencent_v3.answers_of_papers import ANSWERS
from simulator.fronts.tencent_v5.answers import ANSWERS as V5_ANSWERS
from simulator.fronts.tencent_v5.answers import REQUESTS
from simulator.testing import Carrier
from tests.fronts.described import as_described, network, whole
from tests.fronts.tencent_requests import authorization, last
from tests.fronts.tencent_v3 import APP, REGION, world
from tests.fronts.tencent_v5 import KEY, RANDOM, signature
from tests.web import ask

EXAMPLES = 4
"""Of each operation, as described or not, signed or not."""
OPERATIONS = {
    found.ok().definition.raw["operationId"]: found.ok() for found in schemathesis.openapi.from_dict(whole()).get_all_operations()
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
        version = operation.split(".")[0]
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
