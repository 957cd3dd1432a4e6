"""What the cloud API's actions for signatures and for templates have in common: numbers or a page, and where each stands. No judgement."""

from collections.abc import Sequence
from typing import Annotated, Final, TypeVar

from msgspec import Meta

from simulator.desk.filing import FiledSign, FiledTemplate, Status
from simulator.fronts.tencent_v3.actions import Fields
from simulator.message import Instant
from simulator.refusals import Reason, Refusal

Id = Annotated[int, Meta(ge=0)]
Ids = list[Id]
Paper = TypeVar("Paper", FiledSign, FiledTemplate)

MOST: Final = 100
"""Numbers in a request, and things on a page."""
STATUSES: Final = {Status.APPROVED: 0, Status.IN_REVIEW: 1, Status.NOT_IN_FORCE: 2, Status.REFUSED: -1}


def chosen(papers: Sequence[Paper], ids: Ids, page: tuple[int, int] | None, international: int, wrong: Reason) -> list[Paper] | Refusal:
    """Those for the mainland (0) or abroad (1) that were asked for: by number, unknown ones left out, or without any the page of all.

    page: limit and offset, None where there are no pages; wrong: why another `international` is refused, which not every action has a
    code for.
    """
    if international not in {0, 1}:
        return Refusal(wrong, f"International is 0 or 1, not {international}")
    if len(ids) > MOST:
        return Refusal(Reason.REQUEST_MALFORMED, f"{len(ids)} numbers, at most {MOST} are taken")
    there = [paper for paper in papers if paper.reach.covers(abroad=international == 1)]
    if ids or page is None:
        by_id = {paper.id: paper for paper in there}
        return [by_id[id_] for id_ in dict.fromkeys(ids) if id_ in by_id]
    limit, offset = page
    if limit > MOST:
        return Refusal(Reason.LIMIT_INVALID, f"Limit is {limit}, at most {MOST} is allowed")
    return there[offset : offset + limit]


def standing(paper: FiledSign | FiledTemplate) -> Fields:
    """Where it stands, with the reviewer's words and when it was handed in (unix seconds)."""
    return {"StatusCode": STATUSES[paper.status], "ReviewReply": paper.reply, "CreateTime": paper.applied_at // 1000}


def deleted(now: Instant) -> Fields:
    """What is told of a deletion; the words are those of the official sample."""
    return {"DeleteStatus": "return successfully!", "DeleteTime": now // 1000}
