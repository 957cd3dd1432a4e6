"""Numbers or a page, and the numbers of where a thing stands: for what the two lists of the v5 API have in common."""

import pytest

from simulator.desk.filing import FiledTemplate, Reach, Status
from simulator.fronts.tencent_v5 import papers
from simulator.fronts.tencent_v5.papers import Page
from simulator.platform.review.applications import TemplateApplication
from simulator.refusals import Reason, Refusal
from tests.road import NINE


def template(id_: int, status: Status = Status.APPROVED, reach: Reach = Reach.MAINLAND) -> FiledTemplate:
    return FiledTemplate(id=id_, status=status, reach=reach, applied_at=NINE, application=TemplateApplication("a"))


ALL = [template(id_) for id_ in (1, 2, 3)]


@pytest.mark.parametrize(("ids", "page"), [(None, None), ([1], Page(1, 0)), ([], Page(1, 0))])
def test_it_is_either_numbers_or_a_page(ids: list[int] | None, page: Page | None) -> None:
    """Neither or both is malformed; no numbers at all are numbers."""
    refused = papers.chosen(ALL, ids, page, "tpl")
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.REQUEST_MALFORMED
    assert papers.chosen(ALL, [], None, "tpl") == ([], {"count": 0})


def test_a_number_may_stand_bare() -> None:
    """It is one of one."""
    assert papers.numbers(7) == papers.numbers([7, 7]) == [7]


def test_where_a_thing_stands() -> None:
    """0 approved, 1 pending, 2 rejected; approved and not yet in force is still pending here."""
    standing = {Status.APPROVED: 0, Status.IN_REVIEW: 1, Status.NOT_IN_FORCE: 1, Status.REFUSED: 2}
    assert {status: papers.item(template(1, status))["status"] for status in Status} == standing


@pytest.mark.parametrize(("reach", "international"), [(Reach.MAINLAND, 0), (Reach.ABROAD, 1), (Reach.BOTH, 0)])
def test_this_api_knows_two_parts_of_the_world(reach: Reach, international: int) -> None:
    """What is for both is for the mainland here."""
    assert papers.item(template(1, reach=reach))["international"] == international


def test_times_that_have_not_come_are_empty() -> None:
    """And the others are Beijing's."""
    paper = template(1, Status.IN_REVIEW)
    assert papers.history(paper) == {"reply": "", "apply_time": "2024-03-04 09:00:00", "reply_time": ""}
    paper.replied_at = NINE + 1_000
    assert papers.history(paper)["reply_time"] == "2024-03-04 09:00:01"
