"""Pushes reports and replies to the customers' URLs for them, with the documented retries. How a POST goes stands in exchange.

Retries wait in network time; an exchange in flight takes wall time, and is named by `busy` until it is over.
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from simulator.desk.alerts import Alert
from simulator.desk.desk import Desk
from simulator.fronts.tencent_v5.delivery import ALERTS, FEEDS, REPLIES, REPORTS, Delivery, Feed, Told
from simulator.fronts.tencent_v5.exchange import Answered, Exchange
from simulator.fronts.tencent_v5.history import History
from simulator.kernel.agenda import Agenda
from simulator.lifecycle import Event
from simulator.message import Instant, Message, Reply, Report

Note = Callable[[Message, Event, Any, Instant], None]
Lane = tuple[str, Feed]
"""Pushes of one feed to one app, in their order."""

WAITS_MS = (1_000, 5_000)
"""Two tries follow a failed one; the waits are not published, and chosen here. Replies are tried again like reports [assumed]."""
WAITING_MAX = 1_000
"""Pushes that wait in one lane behind those in flight; past it they fail at once, and what they tell is there to be pulled."""

_log = logging.getLogger(__name__)


class Push:
    """An owner of time. note: writes on a message's trail; now: network time; wake: told when `next_due` has changed.

    history: every attempt, for whoever asks.
    """

    def __init__(
        self,
        desk: Desk,
        note: Note,
        now: Callable[[], Instant],
        wake: Callable[[], None],
        *,
        allow_callback: frozenset[str] = frozenset(),
    ) -> None:
        self.history = History()
        self._note = note
        self._now = now
        self._exchange = Exchange(allow_callback)
        self._agenda = Agenda((*(partial(self._group, feed) for feed in FEEDS), *(self._start_all for _ in FEEDS)), wake)
        self._flying: dict[asyncio.Task[Answered], Delivery] = {}
        self._waiting: defaultdict[Lane, deque[Delivery]] = defaultdict(deque)
        self._urls = {REPORTS: desk.callback_url, REPLIES: desk.reply_url, ALERTS: desk.alert_url}
        desk.subscribe(self._take)
        desk.subscribe_replies(self._take_reply)

    def next_due(self) -> Instant | None:
        """When the next push or retry starts."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Start the pushes that are due at the earliest instant up to `now`, at most so many; needs a running loop."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """The pushes that are in flight or wait for one that is."""
        return [str(delivery) for delivery in (*self._flying.values(), *(each for lane in self._waiting.values() for each in lane))]

    def allowed(self, url: str) -> bool:
        """Whether callbacks may go there."""
        return self._exchange.allowed(url)

    async def close(self) -> None:
        """Break off what is in flight; what it tells stays to be pulled."""
        self._waiting.clear()
        tasks = list(self._flying)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._exchange.close()

    def take_alert(self, alert: Alert) -> None:
        """Something that a customer wants to be told at once."""
        self._agenda.add(alert.at, ALERTS.fresh, (alert.overrun.app, alert))

    def _take(self, app: str, reports: list[Report]) -> None:
        for report in reports:
            self._agenda.add(report.at, REPORTS.fresh, (app, report))

    def _take_reply(self, app: str, reply: Reply) -> None:
        self._agenda.add(reply.at, REPLIES.fresh, (app, reply))

    def _group(self, feed: Feed, now: Instant, entries: Iterable[tuple[str, Told]]) -> None:
        """What one instant has to tell each app, as many together as go in a push."""
        by_app: dict[str, list[Told]] = {}
        for app, told in entries:
            by_app.setdefault(app, []).append(told)
        for app, all_told in by_app.items():
            url = self._urls[feed](app)
            if url is None:
                continue
            starts = range(0, len(all_told), feed.together)
            deliveries = [Delivery(feed, app, url, all_told[at : at + feed.together]) for at in starts]
            if self._exchange.allowed(url):
                self._start_all(now, deliveries)
            else:
                self._turn_away(deliveries, "the host of the callback URL is neither loopback nor allowed", now)

    def _start_all(self, now: Instant, deliveries: Iterable[Delivery]) -> None:
        lanes: dict[Lane, None] = {}
        for delivery in deliveries:
            lane = delivery.app, delivery.feed
            lanes[lane] = None
            if len(self._waiting[lane]) < WAITING_MAX:
                self._waiting[lane].append(delivery)
            else:
                self._turn_away([delivery], "too many pushes wait for the receiver", now)
        for lane in lanes:
            self._next(lane)

    def _next(self, lane: Lane) -> None:
        """Start what waits in a lane, as far as there is room."""
        waiting, (app, feed) = self._waiting[lane], lane
        flying = sum(each.app == app and each.feed is feed for each in self._flying.values())
        while waiting and flying < feed.abreast:
            delivery = waiting.popleft()
            exchange = self._exchange.post(delivery.url, feed.write(delivery.told))
            task = asyncio.get_running_loop().create_task(exchange)
            self._flying[task] = delivery
            task.add_done_callback(partial(self._landed, delivery))
            flying += 1

    def _landed(self, delivery: Delivery, task: asyncio.Task[Answered]) -> None:
        del self._flying[task]
        if task.cancelled():
            return
        answered, now = task.result(), self._now()
        complaint = answered.complaint
        delivery.tried += 1
        self.history.add(delivery, answered, now)
        if not complaint:
            self._note_all(delivery, Event.PUSHED, f"try {delivery.tried}", now)
        elif delivery.tried > len(WAITS_MS):
            self._give_up([delivery], complaint, now)
        else:
            self._again(delivery, complaint, now)
        self._next((delivery.app, delivery.feed))

    def _again(self, delivery: Delivery, complaint: str, now: Instant) -> None:
        """Later; what comes after it does not wait so long."""
        left = len(WAITS_MS) - delivery.tried + 1
        self._note_all(delivery, Event.PUSH_FAILED, f"{complaint}; {left} more to try", now)
        self._agenda.add(now + WAITS_MS[delivery.tried - 1], delivery.feed.again, delivery)

    def _turn_away(self, deliveries: list[Delivery], why: str, now: Instant) -> None:
        """They are not posted, this time or ever again."""
        for delivery in deliveries:
            self.history.add(delivery, Answered(None, why), now)
        self._give_up(deliveries, why, now)

    def _give_up(self, deliveries: list[Delivery], complaint: str, now: Instant) -> None:
        for delivery in deliveries:
            url, count, what = delivery.url, len(delivery.told), delivery.feed
            _log.warning("callback %s: %d %s not pushed after %d tries: %s", url, count, what.plural, delivery.tried, complaint)
            detail = f"{complaint}; not tried again, {what.left}"
            self._note_all(delivery, Event.PUSH_FAILED, detail, now)

    def _note_all(self, delivery: Delivery, event: Event, detail: str, now: Instant) -> None:
        for told in delivery.told:
            if told.message is not None:  # an alert that no contact got a text about
                self._note(told.message, event, delivery.feed.front + detail, now)
