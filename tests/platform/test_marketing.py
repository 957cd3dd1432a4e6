"""Who may send marketing texts, to whom, and when."""

import pytest

from simulator.message import AppSubmission, Kind
from simulator.platform.customers import Customer
from simulator.refusals import Reason
from tests.platform.asking import HOUR, MIDNIGHT, NUMBER, OTHER, asked, code, offer, platform, written

EIGHT, TWENTY_TWO = MIDNIGHT + 8 * HOUR, MIDNIGHT + 22 * HOUR


@pytest.mark.parametrize(
    ("now", "refused"),
    [
        (EIGHT - 1, Reason.MARKETING_HOURS),
        (EIGHT, None),
        (TWENTY_TWO - 1, None),
        (TWENTY_TWO, Reason.MARKETING_HOURS),
        (MIDNIGHT, Reason.MARKETING_HOURS),
        (MIDNIGHT + 12 * HOUR, None),
    ],
)
def test_marketing_has_its_hours(now: int, refused: Reason | None) -> None:
    """From eight, the first instant included, to ten in the evening, the last one excluded; in Beijing."""
    assert asked(platform(), offer(), now) is refused


@pytest.mark.parametrize("now", [MIDNIGHT, EIGHT - 1, TWENTY_TWO])
def test_codes_have_none(now: int) -> None:
    """They go out at night as well."""
    assert asked(platform(), code(), now) is None


@pytest.mark.parametrize("submission", [offer(), written("会员日全场5折，回复TD退订", Kind.MARKETING)])
def test_individuals_send_none(submission: AppSubmission) -> None:
    """In neither form, whatever the hour."""
    world = platform(customer=Customer(enterprise=False))
    assert [asked(world, submission, now) for now in (EIGHT, MIDNIGHT)] == [Reason.MARKETING_INDIVIDUAL] * 2


@pytest.mark.parametrize(("submission", "refused"), [(offer(), None), (offer(OTHER), Reason.NOT_MEMBER), (code(to=OTHER), None)])
def test_marketing_goes_to_members(submission: AppSubmission, refused: Reason | None) -> None:
    """Where the customer says who they are; codes go to anybody."""
    assert asked(platform(customer=Customer(members=frozenset({NUMBER}))), submission) is refused


def test_a_customer_without_members_sends_no_marketing() -> None:
    """An empty list is not the same as none."""
    assert asked(platform(customer=Customer(members=frozenset())), offer()) is Reason.NOT_MEMBER
