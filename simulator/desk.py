"""The platform's counter, where fronts ask for keys and reports and leave what was refused. It judges nothing and moves no message."""

from collections import defaultdict, deque
from collections.abc import Callable

from simulator.ledger import Ledger, Refused
from simulator.message import Instant, Report
from simulator.platform.platform import Platform, account
from simulator.refusals import Refusal

QUEUE_MAX = 100_000
"""Reports that wait for one app's pulls; past it the oldest go, so that an app that never pulls costs a bounded amount of memory."""

Listener = Callable[[str, list[Report]], None]
"""Takes an app's id and its new reports."""


class Desk:
    """One network's counter. `queue_max`: how many reports wait for one app's pulls."""

    def __init__(self, platform: Platform, ledger: Ledger, queue_max: int = QUEUE_MAX) -> None:
        self._platform = platform
        self._ledger = ledger
        self._queues: defaultdict[str, deque[Report]] = defaultdict(lambda: deque(maxlen=queue_max))
        self._listeners: list[Listener] = []

    def accounts(self) -> list[str]:
        """The accounts of all apps, for which `take` is the outlet."""
        return [account(app.id) for app in self._platform.apps()]

    def key(self, app_id: str) -> str | None:
        """The key that an app signs its requests with; None: no such app."""
        app = self._platform.app(app_id)
        return app.key if app else None

    def callback_url(self, app_id: str) -> str | None:
        """Where an app wants its reports pushed to."""
        app = self._platform.app(app_id)
        return app.callback_url if app else None

    def take(self, reports: list[Report]) -> None:
        """Reports for apps: each waits to be pulled, and those of apps with a callback go to the listeners as well."""
        batches: dict[str, list[Report]] = {}
        for report in reports:
            batches.setdefault(report.message.submission.account, []).append(report)
        for owner, batch in batches.items():
            app_id = owner.removeprefix("app:")
            self._queues[app_id].extend(batch)
            if self.callback_url(app_id) is not None:
                for listener in self._listeners:
                    listener(app_id, batch)

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` of the reports of apps that have a callback URL."""
        self._listeners.append(listener)

    def pull(self, app_id: str, most: int) -> list[Report]:
        """The oldest reports of an app, at most so many; each is handed out once."""
        queue = self._queues.get(app_id)
        return [queue.popleft() for _ in range(min(most, len(queue)))] if queue else []

    def refuse(self, app_id: str, destination: str, refusal: Refusal, request: str, now: Instant) -> None:
        """A request was not taken. `app_id` and `destination` are empty where the request did not get so far."""
        self._ledger.refuse(Refused(now, account(app_id) if app_id else "", destination, refusal, request))
