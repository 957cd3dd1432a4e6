"""Codes of the cloud API: each reason has one that its version publishes, and each published one is brought by something or says why."""

import pytest

from simulator.fronts.tencent_v3 import codes
from simulator.fronts.tencent_v3.actions import EN, V2019, V2021, ZH
from simulator.refusals import Reason
from simulator.wire.published import published

YEARS = {V2021: "2021", V2019: "2019"}
OLD = {"SendSms", *(action for action, _ in codes.PER_ACTION)} - {"DescribePhoneNumberInfo", "SendMultiGlobalSms"}
ACTIONS = {V2019: OLD, V2021: OLD | {"DescribePhoneNumberInfo", "SendMultiGlobalSms"}}
OF_TEXTS = list(Reason)[list(Reason).index(Reason.SIGN_NOT_APPROVED) : list(Reason).index(Reason.NOT_ENTERPRISE)]
"""What the platform's checks, money and faults say of a text."""


def brought() -> set[str]:
    """The codes that some reason stands behind."""
    return {codes.code(reason, action, version) for reason in Reason for version in YEARS for action in ACTIONS[version]}


@pytest.mark.parametrize("reason", Reason, ids=lambda reason: reason.value)
@pytest.mark.parametrize("version", YEARS)
def test_every_reason_has_its_code(reason: Reason, version: str) -> None:
    """It is on the list of that version, or common to all products; and it is said in words."""
    for action in ACTIONS[version]:
        code = codes.code(reason, action, version)
        row = published()[code]
        assert not row.versions or YEARS[version] in row.versions, code
        assert codes.message(code, EN)
        assert codes.message(code, ZH)


@pytest.mark.parametrize("version", YEARS)
def test_a_texts_refusals_are_those_of_send_sms(version: str) -> None:
    """Each is among the 49 codes that are published for it."""
    sending = {row.code for row in published().values() if row.send}
    assert len(sending) == 49
    assert {codes.code(reason, "SendSms", version) for reason in OF_TEXTS} <= sending


def test_how_many_codes_are_published() -> None:
    """97 of this service, 94 in the newer version and 86 in the older; the others are common to all products."""
    rows = published().values()
    assert [sum(year in row.versions for row in rows) for year in YEARS.values()] == [94, 86]
    assert sum(bool(row.versions) for row in rows) == 97


def test_every_published_code_is_accounted_for() -> None:
    """It is brought by a reason, or by the front itself, or by nothing, and then it is said why; never two of these."""
    ways = [brought() - codes.UNREASONED.keys(), {*codes.UNREASONED}, {*codes.NEVER}]
    assert set.union(*ways) == published().keys()
    assert sum(map(len, ways)) == len(published())
    assert all(codes.NEVER.values())
    assert all(codes.UNREASONED.values())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AuthFailure.SignatureFailure", "The provided credentials could not be validated. Please check your signature is correct."),
        ("AuthFailure.SecretIdNotFound", "The SecretId is not found, please ensure that your SecretId is correct."),
        ("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "request content does not match the template content"),
        ("FailedOperation.InsufficientBalanceInSmsPackage", "insufficient balance in SMS package"),
        ("InvalidParameterValue.TemplateParameterFormatError", "Verification code template parameter format error"),
    ],
)
def test_observed_messages(code: str, said: str) -> None:
    """Some messages are known to the letter, and Chinese is another one."""
    assert codes.message(code, EN) == said
    assert codes.message(code, ZH) != said
