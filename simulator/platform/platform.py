"""The SMS platform's judgement: an application's text goes through the checks and is composed. It sends nothing and reads no clock."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from simulator import countries
from simulator.address import is_mainland
from simulator.message import AppSubmission, Instant, Kind, Submission
from simulator.platform.billing import Purse
from simulator.platform.catalogue import Catalogue
from simulator.platform.checks import (
    billing,
    conduct,
    length,
    limits,
    marketing,
    permission,
    region,
    sender,
    signature,
    standing,
    template,
    unsubscribed,
    words,
)
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import MAINLAND, Memory
from simulator.platform.customers import Customer, PlatformSettings, Secret
from simulator.platform.optouts import EVERYTHING, OptOut, meant
from simulator.platform.settings import DEFAULT_CUSTOMER, App
from simulator.refusals import Reason, Refusal
from simulator.text import alphabets, segments
from simulator.text.lexicon import Lexicon

DEFAULT: Final = PlatformSettings(customers=(DEFAULT_CUSTOMER,))

Taken = Callable[[App, Submission, Instant], None]
"""Is told of a text that was just taken, and whose it is."""

Check = Callable[[Draft, Memory, Instant], Refusal | None]
"""Writes into the draft what it found out, or refuses it. Settings are in the draft, state is in the memory."""

SAID_KEPT: Final = 512
"""Characters that a text on its way keeps of a session text and of a SenderID: the cloud API takes no longer session."""

CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("standing", standing.check),
    ("permission", permission.check),
    ("sender", sender.check),
    ("signature", signature.check),
    ("template", template.check),
    ("length", length.check),
    ("conduct", conduct.check),
    ("words", words.check),
    ("billing", billing.check),
    ("region", region.check),
    ("marketing", marketing.check),
    ("unsubscribed", unsubscribed.check),
    ("limits", limits.check),
)
"""In this order; the first refusal is the answer.

Who asks comes first, then what is sent and whether it is paid for, then to whom, then how often. Answers of the cloud API name no country
in refusals of templates and packages and name it in those of frequency, so the number is looked at in between. A text must fit its template
before its kind is known, and on that marketing and opt-outs depend. Limits come last, so that only what is taken counts.
"""


_IN_ORDER: Final = tuple(check for _, check in CHECKS)


class Platform:
    """The platform with its customers and their apps."""

    def __init__(self, apps: Iterable[App], settings: PlatformSettings = DEFAULT) -> None:
        self._apps: dict[str, App] = {}
        self._catalogues: dict[str, Catalogue] = {}
        self._purses: defaultdict[str, Purse] = defaultdict(Purse)
        self._listeners: list[Taken] = []
        self._memory = Memory()
        self.unwilling = self._memory.opt_outs.numbers
        """The numbers that `refuses` refuses an app's texts to, to look into while nothing changes."""
        self._customers: dict[str, Customer] = {}
        self.learn(apps, settings)

    def learn(self, apps: Iterable[App], settings: PlatformSettings) -> None:
        """From now on customers and apps are so; what was counted for them stays counted, what was handed in stays there."""
        self.settings = settings
        self._words = Lexicon([((word,), word) for word in settings.words])
        self._apps |= {app.id: app for app in apps}
        self._customers |= {customer.name: customer for customer in settings.customers}
        self._secrets = _secrets(self._customers.values())
        for name in self._customers:
            self.catalogue(name).learn(app for app in self._apps.values() if app.customer == name)

    def customer(self, name: str) -> Customer:
        """The customer of this name: all that the settings say."""
        return self._customers[name]

    def customers(self) -> list[Customer]:
        """All customers, in the order of their settings."""
        return list(self._customers.values())

    def secret(self, secret_id: str) -> tuple[Customer, Secret] | None:
        """A key of the cloud API, and whose it is."""
        return self._secrets.get(secret_id)

    def look_for(self, words: tuple[str, ...]) -> None:
        """From now on texts that hold one of these are refused, and no others for a word."""
        self.settings = replace(self.settings, words=words)
        self._words = Lexicon([((word,), word) for word in words])

    def add(self, app: App) -> None:
        """One more app of a customer who is known; it begins with his signatures and templates."""
        assert app.customer in self._customers, app.customer
        self._apps[app.id] = app

    def add_customer(self, customer: Customer, apps: Iterable[App]) -> None:
        """One more customer, who begins with the signatures and templates that the settings of these apps name."""
        self._customers[customer.name] = customer
        self._secrets = _secrets(self._customers.values())
        self.catalogue(customer.name).learn(apps)

    def forget(self, apps: Iterable[str], customers: Iterable[str]) -> None:
        """These apps are there no more, and no key of these customers' opens anything. What was sent goes on, and is charged as ever."""
        for app in apps:
            self._apps.pop(app, None)
        for name in customers:
            if name in self._customers:
                self.change_customer(replace(self._customers[name], secrets=()))

    def change(self, app: App) -> None:
        """From now on an app that is known is so."""
        assert app.id in self._apps, app.id
        self._apps[app.id] = app

    def change_customer(self, customer: Customer) -> None:
        """From now on a customer who is known is so."""
        assert customer.name in self._customers, customer.name
        self._customers[customer.name] = customer
        self._secrets = _secrets(self._customers.values())

    def purse(self, customer: str) -> Purse:
        """What a customer has used up, owes and paid."""
        return self._purses[customer]

    def stopped(self, app: App) -> Refusal | None:
        """Why every call of an app fails: it is switched off or banned, or its customer does not pay."""
        return standing.stopped(app) or self.unpaid(app.customer)

    def unpaid(self, customer: str) -> Refusal | None:
        """Why every call of a customer fails."""
        purse = self._purses[customer]
        return None if purse.suspended_at is None else standing.unpaid(self._customers[customer], purse)

    def subscribe(self, told: Taken) -> None:
        """Tell `told` of every text that is taken."""
        self._listeners.append(told)

    def catalogue(self, customer: str) -> Catalogue:
        """A customer's signatures and templates."""
        known = self._catalogues.get(customer)
        if known is None:
            known = self._catalogues[customer] = Catalogue()
        return known

    def app(self, app_id: str) -> App | None:
        """The app of this id."""
        return self._apps.get(app_id)

    def apps(self) -> list[App]:
        """All apps, in the order of their settings."""
        return list(self._apps.values())

    def check(self, submission: AppSubmission, now: Instant) -> Submission | Refusal:
        """The text ready to travel, its `origin` the request with template, kind and signature as judged; or why not."""
        app = self._apps.get(submission.app)
        if app is None:
            return Refusal(Reason.APP_UNKNOWN, f"there is no app {submission.app[:40]!r}")
        customer = self._customers[app.customer]
        abroad = not is_mainland(submission.destination)
        purse = self._purses[app.customer]
        country = countries.iso(submission.destination) if abroad else MAINLAND
        draft = Draft(app, customer, self._catalogues[app.customer], purse, self.settings, self._words, submission, abroad, country)
        for check in _IN_ORDER:
            refusal = check(draft, self._memory, now)
            if refusal is not None:
                if check is conduct.check:
                    self.change(replace(app, banned=True))
                return refusal
        limited = limits.in_force(draft)
        self._memory.took(app.id, submission.destination, draft.text, now, customer=customer.name, country=country, limits=limited)
        composed = _compose(draft)
        if not abroad and customer.billing.packages is not None:
            purse.take(customer.billing.packages, composed.carriage.segments, now)
        for told in self._listeners:
            told(app, composed, now)
        return composed

    def unsubscribe(self, app: str, submission: Submission) -> None:
        """The number that got this text wants no more such ones of `app`; `` is no app's text, and there is nothing to opt out of."""
        if app:
            self._memory.opt_outs.add(app, submission.destination, meant(submission))

    def unsubscribe_all(self, app: str, number: str) -> None:
        """The number wants no texts of `app` at all."""
        self._memory.opt_outs.add(app, number, EVERYTHING)

    def unsubscribed(self, app: str, number: str) -> list[OptOut]:
        """What the number wants no more of this app's, oldest first."""
        return self._memory.opt_outs.of(app, number)

    def opt_outs(self) -> list[tuple[str, str, list[OptOut]]]:
        """All that numbers want no more of: app, number, entries."""
        return self._memory.opt_outs.all()

    def lift(self, app: str, number: str) -> bool:
        """The app may send the number everything again; whether there was anything to lift."""
        return self._memory.opt_outs.lift(app, number)

    def refuses(self, app: str, number: str) -> Refusal | None:
        """Why a text that has neither kind nor signature is not taken where it shares this app's list: any entry stops it."""
        if not self._memory.opt_outs.of(app, number):
            return None
        return Refusal(Reason.UNSUBSCRIBED, f"{number} unsubscribed from texts of app {app}")


@lru_cache(maxsize=1024)
def account(app_id: str) -> str:
    """The account that an app's texts run under."""
    return f"app:{app_id}"


def _secrets(customers: Iterable[Customer]) -> dict[str, tuple[Customer, Secret]]:
    return {secret.secret_id: (customer, secret) for customer in customers for secret in customer.secrets}


def _compose(draft: Draft) -> Submission:
    asked, text = draft.asked, draft.text
    content, alphabet = alphabets.encode(text)
    return Submission.of(
        account=account(draft.app.id),
        source=draft.sender,
        destination=asked.destination,
        content=content,
        alphabet=alphabet,
        segments=segments.count(text, international=draft.abroad),
        marketing=draft.kind is Kind.MARKETING,
        origin=_judged(draft),
    )


def _judged(draft: Draft) -> AppSubmission:
    """The request with what the checks found in place of what it says; itself where it says the same, as nearly all do."""
    asked = draft.asked
    session, name = asked.ext, asked.sender_name
    if session or name:
        session, name = session[:SAID_KEPT] if draft.customer.session_context else "", name[:SAID_KEPT]
    same = asked.sign == draft.sign and asked.template == draft.template and asked.kind is draft.kind
    if same and session == asked.ext and name == asked.sender_name:
        return asked
    return replace(asked, template=draft.template, kind=draft.kind, sign=draft.sign, ext=session, sender_name=name)
