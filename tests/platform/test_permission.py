"""What a customer may do, whatever he writes."""

import pytest
from msgspec.structs import replace

from simulator.message import AppSubmission
from simulator.platform.customers import Customer
from simulator.refusals import Reason
from tests.platform.asking import ABROAD, SINGAPORE, asked, code, notice, platform

LISTED = Customer(allowed_ips=frozenset({"192.0.2.1", "2001:db8::1"}))


@pytest.mark.parametrize(
    ("caller", "refused"),
    [
        ("192.0.2.1", None),
        ("2001:db8::1", None),
        ("192.0.2.10", Reason.ADDRESS_NOT_ALLOWED),
        ("", Reason.ADDRESS_NOT_ALLOWED),
    ],
)
def test_calls_come_from_addresses_on_the_list(caller: str, refused: Reason | None) -> None:
    """Others are refused, and who calls from no address is not on it."""
    assert asked(platform(customer=LISTED), replace(code(), caller=caller)) is refused


@pytest.mark.parametrize("caller", ["192.0.2.10", ""])
def test_without_a_list_calls_come_from_anywhere(caller: str) -> None:
    """Which is how a customer begins."""
    assert asked(platform(), replace(code(), caller=caller)) is None


@pytest.mark.parametrize("submission", [notice(to=ABROAD), notice(to=SINGAPORE)])
def test_individuals_send_nothing_abroad(submission: AppSubmission) -> None:
    """Only companies do."""
    assert asked(platform(customer=Customer(enterprise=False)), submission) is Reason.ABROAD_INDIVIDUAL
    assert asked(platform(), submission) is None


def test_individuals_send_to_the_mainland() -> None:
    """Codes and notices."""
    world = platform(customer=Customer(enterprise=False))
    assert [asked(world, each) for each in (code(), notice())] == [None, None]
