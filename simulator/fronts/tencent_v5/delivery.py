"""What is pushed to a customer: reports together, replies and alerts one by one. Values and one table of the three; it sends nothing."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Struct

from simulator.desk.alerts import Alert
from simulator.fronts.tencent_v5.translate import alert_item, item, reply_item
from simulator.message import Reply, Report

Told = Report | Reply | Alert


class Feed(Struct, frozen=True, eq=False):
    """One of the things that customers are told. fresh, again: its places in the agenda, for the first push and for retries.

    left: what becomes of one that was not pushed; plural: what several are called; front: begins what a trail says about its pushes;
    together: how many go in a push; abreast: how many pushes to one app are in flight at a time; write: the JSON of a push.
    """

    fresh: int
    again: int
    left: str
    plural: str
    front: str
    together: int
    abreast: int
    write: Callable[[list[Any]], bytes]


FEEDS: Final = (
    Feed(
        0, 3, "the report can be pulled", "reports", "", 100, 20, lambda reports: msgspec.json.encode([item(report) for report in reports])
    ),
    Feed(1, 4, "the reply can be pulled", "replies", "the reply: ", 1, 1, lambda replies: msgspec.json.encode(reply_item(replies[0]))),
    Feed(2, 5, "the alert is lost", "alerts", "the alert: ", 1, 1, lambda alerts: msgspec.json.encode(alert_item(alerts[0]))),
)
"""Documented: an array of up to 100 reports, one object a reply. Chosen: a receiver that does not answer must not take all our sockets,
nor hold up other apps, so 20 pushes of reports are in flight at a time; of replies one, because replies arrive in their order; and of
alerts one, which are rare.

Each has places of its own in the agenda: with time standing still, the pushes of one place are over before the next begins, so that what
is noted about one message stands in the same order in every run.
"""
REPORTS, REPLIES, ALERTS = FEEDS


class Delivery(Struct, eq=False):
    """One push: what is told one app of one instant, and how often it was tried."""

    feed: Feed
    app: str
    url: str
    told: list[Told]
    tried: int = 0

    def __str__(self) -> str:
        return f"callback to {self.url} ({len(self.told)} {self.feed.plural})"
