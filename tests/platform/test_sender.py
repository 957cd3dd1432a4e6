"""Which sender address a text shows."""

import pytest

from simulator.message import AppSubmission, Submission
from simulator.platform.customers import Customer, SenderName
from simulator.refusals import Reason
from tests.platform.asking import ABROAD, NINE, NUMBER, SINGAPORE, asked, code, filled, notice, platform

REGISTERED = Customer(sender_names=(SenderName("SG", "ExampleSG"), SenderName("SG", "Example2"), SenderName("HK", "ExampleHK")))


def sender(submission: AppSubmission, customer: Customer | None = None) -> str:
    judged = platform(customer=customer).check(submission, NINE)
    assert isinstance(judged, Submission), judged
    return judged.source


@pytest.mark.parametrize(("extend", "shows"), [("", "1069400000001"), ("7", "10694000000017"), ("1234567", "10694000000011234567")])
def test_an_extension_lengthens_the_sender_number(extend: str, shows: str) -> None:
    """13 digits and up to 7 of the extension: a sender number has at most 20."""
    assert sender(filled(1001, "1", "2", extend=extend)) == shows


@pytest.mark.parametrize("extend", ["12345678", "12a", "１２", "-1"])
def test_an_extension_that_no_number_can_carry(extend: str) -> None:
    """Other characters than digits, or too many, are refused."""
    assert asked(platform(), filled(1001, "1", "2", extend=extend)) is Reason.SENDER_MALFORMED


@pytest.mark.parametrize(
    ("to", "shows"), [(ABROAD, "Qsms"), (SINGAPORE, "Likely-SCAM"), ("+886912345678", "Qcloud"), ("+12025550123", "18885550100")]
)
def test_abroad_the_default_differs_by_country(to: str, shows: str) -> None:
    """Nobody registered anything; the extension is dropped."""
    assert sender(filled(1003, "1", to=to, extend="77")) == shows


@pytest.mark.parametrize(
    ("to", "asked_for", "shows"),
    [
        pytest.param(SINGAPORE, "ExampleSG", "ExampleSG", id="registered there"),
        pytest.param(SINGAPORE, "Example2", "Example2", id="another one of that market"),
        pytest.param(SINGAPORE, "", "ExampleSG", id="none asked for: the registered one is preferred"),
        pytest.param(SINGAPORE, "ExampleHK", "Likely-SCAM", id="registered elsewhere"),
        pytest.param(ABROAD, "Nobody", "Qsms", id="not registered"),
        pytest.param("+447400123456", "ExampleSG", "Qsms", id="not registered in that market"),
    ],
)
def test_a_sender_name_is_registered_market_by_market(to: str, asked_for: str, shows: str) -> None:
    """It shows where it is registered, and elsewhere the country's default does."""
    assert sender(filled(1003, "1", to=to, sender_name=asked_for), REGISTERED) == shows


def test_on_the_mainland_senders_are_numbers() -> None:
    """A SenderID that is registered there by mistake changes nothing."""
    customer = Customer(sender_names=(SenderName("CN", "Example"),))
    assert sender(filled(1001, "1", "2", to=NUMBER, sender_name="Example"), customer) == "1069400000001"
    assert sender(code(), customer) == sender(notice(), customer)
