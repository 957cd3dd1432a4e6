"""The platform's counter: fronts ask it for keys, reports and replies, and leave what was refused. It judges nothing, moves no message."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from simulator.desk.filing import Filing
from simulator.desk.keys import Keys
from simulator.desk.lifts import Lifts
from simulator.desk.rates import Rates
from simulator.desk.records import Records
from simulator.desk.reviews import Reviews
from simulator.desk.statistics import Statistics
from simulator.ledger import Ledger, Refused
from simulator.lifecycle import Event
from simulator.message import AppSubmission, Instant, Reply, Report
from simulator.platform.billing import in_order
from simulator.platform.customers import Package
from simulator.platform.platform import Platform, account
from simulator.platform.review import hours
from simulator.refusals import Refusal

T = TypeVar("T")

QUEUE_MAX = 100_000
"""Reports, or replies, that wait for one app's pulls; past it the oldest go, so that an app that never pulls costs a bounded amount."""
MINUTE_S = 60.0

Listener = Callable[[str, list[Report]], None]
"""Takes an app's id and its new reports."""
ReplyListener = Callable[[str, Reply], None]
"""Takes an app's id and a new reply."""


class Follower(Struct, frozen=True):
    """Somebody beside the app itself who is told all that the app is told. app: its id."""

    app: str
    reports: Callable[[list[Report]], None]
    replies: Callable[[Reply], None]


class Desk:
    """One network's counter.

    queue_max: how many reports, and how many replies, wait for one app's pulls; wake: told when something is due earlier than before.
    filing, console, reviews: signatures and templates, through the interfaces or by hand, and their answers.
    lifts: what is to be taken off the lists of unsubscribed numbers.
    records: what was handed in for a number, and what came back; statistics: apps' texts and reports by the hour.
    keys: of the cloud API; rates: how often somebody calls.
    """

    def __init__(self, platform: Platform, ledger: Ledger, queue_max: int = QUEUE_MAX, *, wake: Callable[[], None] = lambda: None) -> None:
        self.reviews = Reviews(platform, wake)
        self.filing = Filing(platform, self.reviews)
        self.console = Filing(platform, self.reviews, individuals=True)
        self.lifts = Lifts(platform, wake)
        self.records = Records(platform, ledger)
        self.statistics = Statistics()
        self.keys = Keys(platform)
        self.rates = Rates()
        platform.subscribe(lambda app, submission, now: self.statistics.took(app.id, submission.carriage.segments, now))
        ledger.on_refuse(self._missed)
        self._platform = platform
        self.unwilling = platform.unwilling
        """The numbers that `refuses` refuses to those who share an app's list, to look into while nothing changes."""
        self._ledger = ledger
        self._reports: defaultdict[str, deque[Report]] = defaultdict(lambda: deque(maxlen=queue_max))
        self._replies: defaultdict[str, deque[Reply]] = defaultdict(lambda: deque(maxlen=queue_max))
        self._listeners: list[Listener] = []
        self._reply_listeners: list[ReplyListener] = []
        self._followers: dict[str, Follower] = {}

    def accounts(self) -> list[str]:
        """The accounts of all apps, for which `take` is the outlet and `take_reply` takes the replies."""
        return [account(app.id) for app in self._platform.apps()]

    def apps(self) -> list[str]:
        """The ids of all apps."""
        return [app.id for app in self._platform.apps()]

    def owner(self, app_id: str) -> str:
        """The name of the customer whose app it is. No such app: KeyError."""
        app = self._platform.app(app_id)
        if app is None:
            raise KeyError(app_id)
        return app.customer

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

    def alert_url(self, app_id: str) -> str | None:
        """Where the customer of an app wants alerts posted to."""
        app = self._platform.app(app_id)
        return self._platform.customer(app.customer).alerts.url if app else None

    def key_works(self, app_id: str) -> bool:
        """Whether requests that an app signs are taken: its key is not disabled."""
        app = self._platform.app(app_id)
        return app is not None and not app.key_disabled

    def stopped(self, app_id: str) -> Refusal | None:
        """Why every call of an app fails: it is switched off or banned, or its customer does not pay."""
        app = self._platform.app(app_id)
        return self._platform.stopped(app) if app else None

    def unpaid(self, customer: str) -> Refusal | None:
        """Why every call of a customer fails, whichever app it names: unpaid bills."""
        return self._platform.unpaid(customer)

    def goes_at(self, app_id: str, now: Instant) -> Instant:
        """When a text that is sent from the console now goes out: at once, but an individual's is reviewed first. Unknown: KeyError."""
        if self._platform.customer(self.owner(app_id)).enterprise:
            return now
        settings = self._platform.settings.reviewing
        return hours.answered_at(now, settings.wait_ms, settings.holidays)

    def may_pull(self, customer: str) -> bool:
        """Whether a customer's reports and replies can be pulled."""
        return self._platform.customer(customer).pulls

    def session_context(self, customer: str) -> bool:
        """Whether a customer's reports carry what the sender gave along."""
        return self._platform.customer(customer).session_context

    def called_too_often(self, customer: str, caller: str, now_s: float) -> bool:
        """Whether one more call from this address, which is counted, is more in a minute than the customer allows."""
        most = self._platform.customer(customer).calls_per_ip
        return most is not None and not self.rates.take((customer, caller), most, MINUTE_S, now_s)

    @property
    def call_rates(self) -> bool:
        """Whether calls a second are limited as published."""
        return self._platform.settings.call_rates

    def sent(self, app_id: str, message_id: str) -> bool:
        """Whether a text of this id was taken from an app, as far as is remembered."""
        message = self._ledger.find(message_id)
        return message is not None and message.submission.account == account(app_id)

    def packages(self, customer: str) -> list[tuple[Package, int]]:
        """A customer's packages in the order of their use, each with the segments that are used up; none where nothing is counted."""
        purse = self._platform.purse(customer)
        packages = in_order(self._platform.customer(customer).billing.packages or ())
        return [(package, purse.used(package)) for package in packages]

    def take(self, reports: list[Report]) -> None:
        """Reports for apps: each waits to be pulled, and those of apps with a callback go to the listeners as well."""
        batches: dict[str, list[Report]] = {}
        for report in reports:
            batches.setdefault(report.message.submission.account, []).append(report)
        for owner, batch in batches.items():
            app_id = _app(owner)
            self._reports[app_id].extend(batch)
            self.statistics.told(app_id, [report.outcome for report in batch], batch[0].at)
            for follower in self._following(app_id):
                follower.reports(batch)
            if self.callback_url(app_id) is not None:
                for listener in self._listeners:
                    listener(app_id, batch)

    def take_reply(self, reply: Reply) -> None:
        """A reply for an app: it waits to be pulled, and goes to the listeners as well where the app has a URL for replies."""
        app_id = _app(reply.message.submission.account)
        self._replies[app_id].append(reply)
        self.records.heard(reply)
        for follower in self._following(app_id):
            follower.replies(reply)
        if self.reply_url(app_id) is not None:
            for listener in self._reply_listeners:
                listener(app_id, reply)

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` of the reports of apps that have a callback URL."""
        self._listeners.append(listener)

    def subscribe_replies(self, listener: ReplyListener) -> None:
        """Tell `listener` of the replies to apps that have a URL for them."""
        self._reply_listeners.append(listener)

    def waiting(self, app_id: str) -> bool:
        """Whether an app could pull anything."""
        return bool(self._reports.get(app_id)) or bool(self._replies.get(app_id))

    def follow(self, name: str, follower: Follower | None) -> None:
        """Whoever goes by this name follows one app from now on, or none."""
        self._followers.pop(name, None)
        if follower is not None:
            self._followers[name] = follower

    def pull(self, app_id: str, most: int) -> list[Report]:
        """The oldest reports of an app, at most so many; each is handed out once."""
        return _oldest(self._reports.get(app_id), most)

    def pull_replies(self, app_id: str, most: int) -> list[Reply]:
        """The oldest replies to an app, at most so many; each is handed out once."""
        return _oldest(self._replies.get(app_id), most)

    def merged(self, numbers: Iterable[str | None], message_ids: Iterable[str], now: Instant) -> None:
        """A number that stood in a request more than once got one text, which remembers it. numbers: all of them, in E.164 form."""
        times = Counter(numbers)
        for message in filter(None, map(self._ledger.find, message_ids)):
            if times[message.submission.destination] > 1:
                self._ledger.note(message, now, Event.MERGED, times[message.submission.destination])

    def refuse(
        self, app_id: str, destination: str, refusal: Refusal, request: str, now: Instant, *, asked: AppSubmission | None = None
    ) -> None:
        """A request was not taken. `app_id` and `destination` are empty, `asked` is None where the request did not get so far."""
        self._ledger.refuse(Refused(now, account(app_id) if app_id else "", destination, refusal, request, asked))
        if app_id and destination and asked is None:
            self.statistics.refused(app_id, now)

    def _missed(self, refused: Refused) -> None:
        """A text that got as far as being one was not taken: it counts for its app."""
        if refused.asked is not None and self._platform.app(refused.asked.app) is not None:
            self.statistics.refused(refused.asked.app, refused.at)

    def _following(self, app_id: str) -> list[Follower]:
        return [follower for follower in self._followers.values() if follower.app == app_id]


def _app(owner: str) -> str:
    return owner.removeprefix("app:")


def _oldest(queue: deque[T] | None, most: int) -> list[T]:
    return [queue.popleft() for _ in range(min(most, len(queue)))] if queue else []
