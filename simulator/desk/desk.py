"""The platform's counter: fronts ask it for keys, reports and replies, and leave what was refused. It judges nothing, moves no message."""

from collections import defaultdict, deque
from collections.abc import Callable
from typing import TypeVar

from simulator.ledger import Ledger, Refused
from simulator.message import Instant, Reply, Report
from simulator.platform.platform import Platform, account
from simulator.refusals import Refusal

T = TypeVar("T")

QUEUE_MAX = 100_000
"""Reports, or replies, that wait for one app's pulls; past it the oldest go, so that an app that never pulls costs a bounded amount."""

Listener = Callable[[str, list[Report]], None]
"""Takes an app's id and its new reports."""
ReplyListener = Callable[[str, Reply], None]
"""Takes an app's id and a new reply."""


class Desk:
    """One network's counter. `queue_max`: how many reports, and how many replies, wait for one app's pulls."""

    def __init__(self, platform: Platform, ledger: Ledger, queue_max: int = QUEUE_MAX) -> None:
        self._platform = platform
        self._ledger = ledger
        self._reports: defaultdict[str, deque[Report]] = defaultdict(lambda: deque(maxlen=queue_max))
        self._replies: defaultdict[str, deque[Reply]] = defaultdict(lambda: deque(maxlen=queue_max))
        self._listeners: list[Listener] = []
        self._reply_listeners: list[ReplyListener] = []

    def accounts(self) -> list[str]:
        """The accounts of all apps, for which `take` is the outlet and `take_reply` takes the replies."""
        return [account(app.id) for app in self._platform.apps()]

    def key(self, app_id: str) -> str | None:
        """The key that an app signs its requests with; None: no such app."""
        app = self._platform.app(app_id)
        return app.key if app else None

    def refuses(self, app_id: str, number: str) -> Refusal | None:
        """Why an account that shares an app's list may not send to a number: it unsubscribed."""
        return self._platform.refuses(app_id, number)

    def callback_url(self, app_id: str) -> str | None:
        """Where an app wants its reports pushed to."""
        app = self._platform.app(app_id)
        return app.callback_url if app else None

    def reply_url(self, app_id: str) -> str | None:
        """Where an app wants its replies pushed to."""
        app = self._platform.app(app_id)
        return app.reply_url if app else None

    def take(self, reports: list[Report]) -> None:
        """Reports for apps: each waits to be pulled, and those of apps with a callback go to the listeners as well."""
        batches: dict[str, list[Report]] = {}
        for report in reports:
            batches.setdefault(report.message.submission.account, []).append(report)
        for owner, batch in batches.items():
            app_id = _app(owner)
            self._reports[app_id].extend(batch)
            if self.callback_url(app_id) is not None:
                for listener in self._listeners:
                    listener(app_id, batch)

    def take_reply(self, reply: Reply) -> None:
        """A reply for an app: it waits to be pulled, and goes to the listeners as well where the app has a URL for replies."""
        app_id = _app(reply.message.submission.account)
        self._replies[app_id].append(reply)
        if self.reply_url(app_id) is not None:
            for listener in self._reply_listeners:
                listener(app_id, reply)

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` of the reports of apps that have a callback URL."""
        self._listeners.append(listener)

    def subscribe_replies(self, listener: ReplyListener) -> None:
        """Tell `listener` of the replies to apps that have a URL for them."""
        self._reply_listeners.append(listener)

    def pull(self, app_id: str, most: int) -> list[Report]:
        """The oldest reports of an app, at most so many; each is handed out once."""
        return _oldest(self._reports.get(app_id), most)

    def pull_replies(self, app_id: str, most: int) -> list[Reply]:
        """The oldest replies to an app, at most so many; each is handed out once."""
        return _oldest(self._replies.get(app_id), most)

    def refuse(self, app_id: str, destination: str, refusal: Refusal, request: str, now: Instant) -> None:
        """A request was not taken. `app_id` and `destination` are empty where the request did not get so far."""
        self._ledger.refuse(Refused(now, account(app_id) if app_id else "", destination, refusal, request))


def _app(owner: str) -> str:
    return owner.removeprefix("app:")


def _oldest(queue: deque[T] | None, most: int) -> list[T]:
    return [queue.popleft() for _ in range(min(most, len(queue)))] if queue else []
