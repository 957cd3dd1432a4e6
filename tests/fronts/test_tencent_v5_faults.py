"""Results of the v5 API that no rule of the platform produces, met through the official client."""

from collections.abc import Iterator

import pytest
from qcloudsms_py import SmsMultiSender, SmsSingleSender

from simulator.refusals import Reason
from simulator.testing import Carrier
from simulator.wire.published import V5
from tests.fronts.tencent_v5 import FREE, official, world


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(world(FREE)) as shared:
        yield shared


@pytest.fixture(autouse=True)
def mended(carrier: Carrier) -> Iterator[None]:
    yield
    carrier.mend("it")


@pytest.mark.parametrize("code", sorted(V5))
def test_every_published_result_can_be_had(carrier: Carrier, code: str) -> None:
    """By its number; the text is on record as refused, and nothing arrives."""
    carrier.fault("it", "refuse", code=code)
    answer = official(SmsSingleSender, carrier.url, "sendsms").send_with_param("86", "13800000000", 1001, ["4321", "5"])
    assert (answer["result"], set(answer)) == (int(code), {"result", "errmsg", "ext"})
    assert answer["errmsg"]
    assert carrier.refusals()[-1]["detail"] == f"the fault it says so ({code})"
    assert carrier.messages("13800000000") == []


def test_a_reason_has_the_fronts_own_number(carrier: Carrier) -> None:
    """Whichever front it is."""
    carrier.fault("it", "refuse", reason=Reason.TIMED_OUT.value)
    answer = official(SmsSingleSender, carrier.url, "sendsms").send_with_param("86", "13800000000", 1001, ["4321", "5"])
    assert answer["result"] == 1008


def test_one_of_several_numbers_is_refused(carrier: Carrier) -> None:
    """The others are taken."""
    carrier.fault("it", "refuse", code="1007", number="13800000001")
    answer = official(SmsMultiSender, carrier.url, "sendmultisms2").send_with_param(
        "86", ["13800000011", "13800000001"], 1001, ["4321", "5"]
    )
    assert [(each["mobile"], each["result"]) for each in answer["detail"]] == [("13800000011", 0), ("13800000001", 1007)]


def test_a_code_of_the_other_api_is_none_here(carrier: Carrier) -> None:
    """It is left to the front that knows it."""
    carrier.fault("it", "refuse", code="InternalError.SendAndRecvFail")
    answer = official(SmsSingleSender, carrier.url, "sendsms").send_with_param("86", "13800000002", 1001, ["4321", "5"])
    assert answer["result"] == 0
