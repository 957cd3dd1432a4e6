"""Codes as they are typed: the published one in any spelling, and those that are near to one that is none."""

import pytest

from simulator.control.readings import readings
from simulator.control.spellings import meant, near, spelled


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mk:0024", "MK:0024"),
        (" Mk：0024 ", "MK:0024"),
        ("undeliv", "UNDELIV"),
        ("failedoperation.containsensitiveword", "FailedOperation.ContainSensitiveWord"),
        ("esme_rthrottled", "ESME_RTHROTTLED"),
        ("1014", "1014"),
        ("Nonsense", "Nonsense"),
    ],
)
def test_a_code_in_any_case(typed: str, code: str) -> None:
    """It is the one that is published so; what is published nowhere stays as it was typed."""
    assert spelled(typed) == code


@pytest.mark.parametrize("code", ["MK:0024", "FailedOperation.PhoneNumberInBlacklist", "ESME_RTHROTTLED", "MI:FF", "0x0000000B"])
def test_case_changes_no_reading(code: str) -> None:
    """Lower case is read as the code itself."""
    assert readings(code.lower()) == readings(code) != []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("PhoneNumberInBlacklist", "FailedOperation.PhoneNumberInBlacklist"),
        ("0024", "MK:0024"),
        ("DELIVERD", "DELIVRD"),
        ("FailedOperation.ContainSensitiveWords", "FailedOperation.ContainSensitiveWord"),
        ("ESME_RTHROTLED", "ESME_RTHROTTLED"),
    ],
)
def test_what_may_have_been_meant(typed: str, first: str) -> None:
    """The last word of a code leads to it, and so does a slip."""
    assert first in near(typed)


@pytest.mark.parametrize("typed", ["", "   ", "!", "纯属虚构", "x" * 10_000])
def test_nothing_is_near(typed: str) -> None:
    """Then nothing is said."""
    assert (near(typed), meant(typed)) == ((), "")


def test_a_hint_is_a_question() -> None:
    """Of one, or of several."""
    assert meant("PhoneNumberInBlacklist") == " (did you mean FailedOperation.PhoneNumberInBlacklist?)"
    assert " or " in meant("1099")
