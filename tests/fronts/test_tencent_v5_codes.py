import pytest

from simulator.fronts.tencent_v5 import codes
from simulator.refusals import Reason


def test_every_reason_has_its_answer() -> None:
    """No refusal leaves the front without a result and a sentence."""
    assert set(codes.RESULTS) == set(Reason)
    assert all(result and errmsg for result, errmsg in codes.RESULTS.values())


@pytest.mark.parametrize(
    ("reason", "result"),
    [
        (Reason.SIGNATURE_WRONG, 1001),
        (Reason.SIGNATURE_MISSING, 1003),
        (Reason.REQUEST_MALFORMED, 1004),
        (Reason.SIGN_NOT_APPROVED, 1012),
        (Reason.TEMPLATE_MISMATCH, 1014),
        (Reason.UNSUBSCRIBED, 1015),
        (Reason.NUMBER_MALFORMED, 1016),
        (Reason.TEXT_TOO_LONG, 1017),
        (Reason.APP_UNKNOWN, 1019),
        (Reason.REQUEST_EXPIRED, 1021),
        (Reason.LIMIT_30S, 1023),
        (Reason.LIMIT_DAILY, 1025),
        (Reason.NUMBERS_MIXED, 1034),
        (Reason.NUMBERS_TOO_MANY, 1046),
    ],
)
def test_the_documented_numbers(reason: Reason, result: int) -> None:
    """The numbers are those of the published table."""
    assert codes.RESULTS[reason][0] == result


def test_the_gateway_has_a_sentence_for_each_of_its_codes() -> None:
    """60002 to 60013, as far as they are published."""
    assert set(codes.GATEWAY) == {60002, 60003, 60006, 60007, 60008, 60009, 60012, 60013}
    assert codes.GATEWAY[60008] == "service timeout or request format error,please check and try again"
