"""Warns customers whose apps send more than they expect: a text to each contact, and a post. It counts and warns, and stops nothing.

An owner of time. Source: the FAQ on security (texts by the thousand that nobody ordered); the form of the post is chosen here.
"""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from simulator.desk.notices import Submit, notice
from simulator.kernel.agenda import Agenda
from simulator.message import Instant, Message, Submission
from simulator.platform.billing import day
from simulator.platform.customers import HOUR_MS, Alerts
from simulator.platform.platform import Platform
from simulator.platform.settings import App


class Span(Struct, frozen=True):
    """A stretch of time that texts are counted in: its names, its limit, and which one of its kind an instant belongs to."""

    name: str
    chinese: str
    limit: Callable[[Alerts], int | None]
    which: Callable[[Instant], int]


SPANS: Final = (
    Span("day", "今日", lambda alerts: alerts.per_day, day),
    Span("hour", "本小时", lambda alerts: alerts.per_hour, lambda at: at // HOUR_MS),
)
"""Calendar days and clock hours of Beijing, whose offset is whole hours."""


class Overrun(Struct, frozen=True):
    """An app has sent one text more than the `limit` of its customer's, in a span of this name."""

    app: str
    span: str
    limit: int


class Alert(Struct, frozen=True, eq=False):
    """An overrun as it is told. message: the text to the first contact, whose trail says what became of the post; None: no contact."""

    overrun: Overrun
    at: Instant
    message: Message | None


class Volume(Struct):
    """How many texts of one app were taken in the span that is running, and whether its customer was warned of it."""

    which: int
    count: int = 0
    warned: bool = False


class Volumes:
    """One network's. submit: sends the notices; tell: posts an alert; wake: told when `next_due` has changed."""

    def __init__(self, platform: Platform, submit: Submit, tell: Callable[[Alert], None], wake: Callable[[], None] = lambda: None) -> None:
        self._platform = platform
        self._submit, self._tell = submit, tell
        self._volumes: dict[tuple[str, str], Volume] = {}
        self._agenda = Agenda((self._warn,), wake)
        platform.subscribe(self._count)

    def next_due(self) -> Instant | None:
        """When somebody is warned next: as soon as there is anything to warn of."""
        return self._agenda.next_due()

    def act(self, now: Instant, most: int) -> int:
        """Send the warnings that are due at the earliest instant up to `now`."""
        return self._agenda.act(now, most)

    def busy(self) -> list[str]:
        """Nothing here takes wall time: posts are the pushes' own."""
        return self._agenda.busy()

    def _count(self, app: App, _: Submission, now: Instant) -> None:
        """A text was taken. The notices themselves are no app's, and are not counted."""
        alerts = self._platform.customer(app.customer).alerts
        for span in SPANS:
            limit = span.limit(alerts)
            if limit is None:
                continue
            which = span.which(now)
            volume = self._volumes.get((app.id, span.name))
            if volume is None or volume.which != which:
                volume = self._volumes[app.id, span.name] = Volume(which)
            volume.count += 1
            if volume.count > limit and not volume.warned:
                volume.warned = True
                self._agenda.add(now, 0, Overrun(app.id, span.name, limit))

    def _warn(self, now: Instant, overruns: Iterable[Overrun]) -> None:
        for overrun in overruns:
            app = self._platform.app(overrun.app)
            if app is None:  # another scenario holds meanwhile
                continue
            alerts = self._platform.customer(app.customer).alerts
            body = f"应用{app.id}{_CHINESE[overrun.span]}发送量已超过{overrun.limit}条，若非本意，请检查是否被盗刷，必要时可停用应用。"
            texts = [self._submit(notice(contact, body), now) for contact in alerts.contacts]
            if alerts.url is not None:
                self._tell(Alert(overrun, now, texts[0] if texts else None))


_CHINESE = {span.name: span.chinese for span in SPANS}
