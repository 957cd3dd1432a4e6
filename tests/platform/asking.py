"""What an application asks of the platform, and what it is told: plain calls at nine in the morning of an ordinary Monday in Beijing."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from msgspec.structs import replace

from simulator.message import AppSubmission, Kind, Submission
from simulator.platform.customers import Customer, PlatformSettings
from simulator.platform.platform import Platform
from simulator.platform.settings import App, Limits, Template, default_apps
from simulator.refusals import Reason, Refusal
from simulator.text import alphabets

APP = "1400000001"
NUMBER, OTHER = "+8613800000000", "+8613800000001"
ABROAD, SINGAPORE = "+85251000000", "+6591234567"
NINE = int(datetime(2024, 3, 4, 9, tzinfo=timezone(timedelta(hours=8))).timestamp()) * 1000
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
MIDNIGHT = NINE + 15 * HOUR

NOTICE, NOTICE_ABROAD = 2001, 2003
"""Templates whose variable takes anything."""

Change = Callable[[App], App]


def platform(change: Change = lambda app: app, *, customer: Customer | None = None, **settings: Any) -> Platform:
    """The default world's app, as it is changed, of this customer, under these settings; with templates for notices."""
    customer = customer or Customer()
    notices = Template(NOTICE, "尊敬的{1}，您好"), Template(NOTICE_ABROAD, "Dear {1}, hello", international=True)
    apps = [change(replace(app, templates=app.templates + notices)) for app in default_apps()]
    return Platform(apps, PlatformSettings(customers=(customer,), **settings))


def limited(**limits: Any) -> Change:
    """An app with these limits, and else the default ones."""
    return lambda app: replace(app, limits=replace(Limits(), **limits))


def unlimited(**limits: Any) -> Change:
    """An app with these limits, and else none."""
    return limited(**{"per_30s": None, "per_day": None} | limits)


def filled(template: int = 1001, *params: str, to: str = NUMBER, **fields: Any) -> AppSubmission:
    """A template with its parameters."""
    return AppSubmission(APP, to, template=template, params=params, ext="42", **fields)


def code(digits: str = "4321", to: str = NUMBER) -> AppSubmission:
    """A verification code."""
    return filled(1001, digits, "5", to=to)


def notice(name: str = "张三", to: str = NUMBER) -> AppSubmission:
    """A notice, for numbers of the mainland or abroad."""
    return filled(NOTICE if to.startswith("+86") else NOTICE_ABROAD, name, to=to)


def offer(to: str = NUMBER) -> AppSubmission:
    """A marketing text."""
    return filled(1002, "5", to=to)


def written(text: str, kind: Kind = Kind.NORMAL, to: str = NUMBER) -> AppSubmission:
    """A text that must match a template."""
    return AppSubmission(APP, to, text=text, kind=kind)


def shown(judged: Submission | Refusal) -> str:
    """What the handset will show."""
    assert isinstance(judged, Submission), judged
    return alphabets.decode(judged.content, judged.alphabet)


def reason(judged: Submission | Refusal) -> Reason | None:
    """Why it was refused; None where it was taken."""
    return judged.reason if isinstance(judged, Refusal) else None


def asked(world: Platform, submission: AppSubmission, now: int = NINE) -> Reason | None:
    """Why the platform refuses it at this instant; None where it takes it."""
    return reason(world.check(submission, now))
