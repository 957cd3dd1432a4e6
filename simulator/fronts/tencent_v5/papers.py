"""What the interfaces for signatures and for templates have in common: numbers or a page, and the words around a list. No judgement.

Their `errmsg` is empty where all is well. The two that list say it twice, as `errmsg` and as `msg`: the pages of different years differ.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final, TypeVar

from msgspec import Meta, Struct

from simulator.desk.filing import FiledSign, FiledTemplate, Status
from simulator.fronts.tencent_v5.call import Answer
from simulator.fronts.tencent_v5.translate import date_time, malformed
from simulator.refusals import Refusal

Ids = int | list[int]
"""One number or several: the pages of different years differ here too."""
Paper = TypeVar("Paper", FiledSign, FiledTemplate)

STATUSES: Final = {Status.APPROVED: 0, Status.IN_REVIEW: 1, Status.NOT_IN_FORCE: 1, Status.REFUSED: 2}
"""0 approved, 1 pending, 2 rejected; what is approved and not yet in force can be used as little as what is pending."""
SAID_TWICE: Final = frozenset({"get_sign", "get_template"})
"""Interfaces that say `errmsg` as `msg` too."""


class Page(Struct):
    """So many at most, past the first so many."""

    max: Annotated[int, Meta(ge=1, le=50)]
    offset: Annotated[int, Meta(ge=0)]


def numbers(ids: Ids) -> list[int]:
    """The numbers, each once, in the order they came."""
    return [ids] if isinstance(ids, int) else list(dict.fromkeys(ids))


def chosen(papers: Sequence[Paper], ids: Ids | None, page: Page | None, name: str) -> tuple[list[Paper], Answer] | Refusal:
    """Those that were asked for, by number or as a page, and what the answer says of how many there are. Unknown numbers are left out."""
    if (ids is None) is (page is None):
        return malformed(f"either {name}_id or {name}_page is wanted")
    if page is not None:
        found = list(papers[page.offset : page.offset + page.max])
        return found, {"total": len(papers), "count": len(found)}
    by_id = {paper.id: paper for paper in papers}
    found = [by_id[id_] for id_ in numbers(ids or []) if id_ in by_id]
    return found, {"count": len(found)}


def done(data: Answer | None = None) -> Answer:
    """All went well."""
    return {"result": 0, "errmsg": ""} | ({} if data is None else {"data": data})


def listed(counts: Answer, data: list[Answer]) -> Answer:
    """A list went well."""
    return {"result": 0, "errmsg": "", "msg": "", **counts, "data": data}


def item(paper: FiledSign | FiledTemplate) -> dict[str, Any]:
    """What is told of either when it is handed in."""
    return {"id": paper.id, "international": int(paper.international), "status": STATUSES[paper.status], "text": paper.text}


def history(paper: FiledSign | FiledTemplate) -> dict[str, Any]:
    """What a list tells besides: the reviewer's words, and when; an empty time is one that has not come."""
    replied_at = paper.replied_at
    reply_time = "" if replied_at is None else date_time(replied_at)
    return {"reply": paper.reply, "apply_time": date_time(paper.applied_at), "reply_time": reply_time}
