"""Codes of the cloud API that no rule of the platform produces, met through the official clients."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from simulator.fronts.tencent_v3.actions import V2019
from simulator.testing import Carrier
from simulator.wire.faults import HttpSettings
from simulator.wire.published import published
from tests.fronts.tencent_v3 import APP, call, client, error, sent, text, world

SENDING = sorted(row.code for row in published().values() if row.send)


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(replace(world(), http=HttpSettings(processing_limit_ms=50))) as shared:
        yield shared


@pytest.fixture(autouse=True)
def mended(carrier: Carrier) -> Iterator[None]:
    yield
    carrier.mend("it")


@pytest.mark.parametrize("code", SENDING)
def test_every_code_that_is_published_for_sends_can_be_had(carrier: Carrier, code: str) -> None:
    """As the status of a number, with a message; nothing arrives."""
    carrier.fault("it", "refuse", code=code)
    status = sent(client(carrier))
    assert (status["Code"], status["SerialNo"], status["Fee"]) == (code, "", 0)
    assert status["Message"]
    assert carrier.messages("13800000000") == []


def test_the_older_version_says_it_too(carrier: Carrier) -> None:
    """The codes are the same."""
    carrier.fault("it", "refuse", code="InternalError.SendAndRecvFail", path="SendSms")
    asked = {"PhoneNumberSet": ["+8613800000000"], "SmsSdkAppid": APP, "TemplateID": "1001", "TemplateParamSet": ["4321", "5"]}
    (status,) = call(client(carrier, V2019), "SendSms", **asked)["SendStatusSet"]
    assert status["Code"] == "InternalError.SendAndRecvFail"


def test_a_time_out_is_the_whole_requests_error(carrier: Carrier) -> None:
    """As the SDK raises it."""
    carrier.fault("it", "timed-out", path="SendSms")
    assert error(client(carrier), "SendSms", **text()) == "InternalError.Timeout"


@pytest.mark.parametrize(
    ("method", "sign"), [("POST", "TC3-HMAC-SHA256"), ("GET", "TC3-HMAC-SHA256"), ("POST", "HmacSHA256"), ("GET", "HmacSHA1")]
)
def test_a_signature_holds_behind_the_gate(carrier: Carrier, method: str, sign: str) -> None:
    """Faults look at requests and leave them as they are, however they are signed; they find action and number in each."""
    carrier.fault("it", "slow-requests", path="SendSms", number="13800000003", delay_ms=1)
    assert sent(client(carrier, method=method, sign=sign), number="+8613800000003")["Code"] == "Ok"
    assert [fault["struck"] for fault in carrier.faults()] == [1]
