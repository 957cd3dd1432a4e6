"""Numbers or a page, the part of the world, and the numbers of where a thing stands: for what the cloud API's two lists have in common."""

import pytest

from simulator.desk.filing import FiledTemplate, Reach, Status
from simulator.fronts.tencent_v3 import papers
from simulator.platform.review.applications import TemplateApplication
from simulator.refusals import Reason, Refusal
from tests.road import NINE


def template(id_: int, reach: Reach = Reach.MAINLAND, status: Status = Status.APPROVED) -> FiledTemplate:
    return FiledTemplate(id=id_, status=status, reach=reach, applied_at=NINE, application=TemplateApplication("a"))


ALL = [template(1), template(2, Reach.ABROAD), template(3, Reach.BOTH), *(template(id_) for id_ in range(4, 204))]


def chosen(ids: list[int], page: tuple[int, int] | None = None, international: int = 0) -> list[int] | Reason:
    found = papers.chosen(ALL, ids, page, international, Reason.INTERNATIONAL_INVALID)
    return found.reason if isinstance(found, Refusal) else [paper.id for paper in found]


CHOICES = [
    ([3, 1, 3, 999, 2], None, 0, [3, 1]),
    ([3, 1, 2], (10, 0), 1, [3, 2]),
    ([], (3, 1), 0, [3, 4, 5]),
    ([], (100, 0), 1, [2, 3]),
    ([], (100, 200), 0, [202, 203]),
    ([], (0, 0), 0, []),
    ([], (100, 10**18), 0, []),
    ([], None, 0, []),
    ([], (101, 0), 0, Reason.LIMIT_INVALID),
    (list(range(101)), (1, 0), 0, Reason.REQUEST_MALFORMED),
    ([1], None, 3, Reason.INTERNATIONAL_INVALID),
]


@pytest.mark.parametrize(("ids", "page", "international", "found"), CHOICES)
def test_what_is_asked_for(ids: list[int], page: tuple[int, int] | None, international: int, found: list[int] | Reason) -> None:
    """By number in the order of asking, each once, unknown ones and the other part of the world's left out; or a page of all."""
    assert chosen(ids, page, international) == found


def test_where_a_thing_stands() -> None:
    """0 in force, 1 in review, 2 approved and not yet in force, -1 refused; when it was handed in is unix seconds."""
    standing = {Status.APPROVED: 0, Status.IN_REVIEW: 1, Status.NOT_IN_FORCE: 2, Status.REFUSED: -1}
    assert {status: papers.standing(template(1, status=status))["StatusCode"] for status in Status} == standing
    assert papers.standing(template(1))["CreateTime"] == 1_709_514_000


def test_a_deletion_is_told_with_its_time() -> None:
    """In the official sample's words."""
    assert papers.deleted(NINE + 999) == {"DeleteStatus": "return successfully!", "DeleteTime": 1_709_514_000}
