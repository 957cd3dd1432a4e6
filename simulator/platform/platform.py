"""The SMS platform's judgement: an application's text goes through the checks and is composed. It sends nothing and reads no clock."""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec.structs import replace

from simulator.address import is_mainland
from simulator.message import AppSubmission, Instant, Kind, Submission
from simulator.platform.catalogue import Catalogue
from simulator.platform.checks import length, limits, sender, signature, template, unsubscribed
from simulator.platform.checks.draft import Draft
from simulator.platform.checks.memory import Memory
from simulator.platform.customers import Customer, PlatformSettings, Secret
from simulator.platform.optouts import EVERYTHING, OptOut, meant
from simulator.platform.settings import DEFAULT_CUSTOMER, App
from simulator.refusals import Reason, Refusal
from simulator.text import alphabets, segments

DEFAULT: Final = PlatformSettings(customers=(DEFAULT_CUSTOMER,))

Check = Callable[[Draft, Memory, Instant], Draft | Refusal]
"""Takes a draft, hands it on with what it found out, or refuses it. Settings are in the draft, state is in the memory."""

CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("sender", sender.check),
    ("signature", signature.check),
    ("template", template.check),
    ("length", length.check),
    ("unsubscribed", unsubscribed.check),
    ("limits", limits.check),
)
"""In this order; the first refusal is the answer. What counts against limits comes last, so that only what is taken counts."""


class Platform:
    """The platform with its customers and their apps."""

    def __init__(self, apps: Iterable[App], settings: PlatformSettings = DEFAULT) -> None:
        self._apps: dict[str, App] = {}
        self._catalogues: dict[str, Catalogue] = {}
        self._memory = Memory()
        self.learn(apps, settings)

    def learn(self, apps: Iterable[App], settings: PlatformSettings) -> None:
        """From now on customers and apps are so; what was counted for them stays counted, what was handed in stays there."""
        self.settings = settings
        self._apps |= {app.id: app for app in apps}
        self._customers = {customer.name: customer for customer in settings.customers}
        self._secrets = {secret.secret_id: (customer, secret) for customer in settings.customers for secret in customer.secrets}
        for name in self._customers:
            self.catalogue(name).learn(app for app in self._apps.values() if app.customer == name)

    def customer(self, name: str) -> Customer:
        """The customer of this name: all that the settings say."""
        return self._customers[name]

    def secret(self, secret_id: str) -> tuple[Customer, Secret] | None:
        """A key of the cloud API, and whose it is."""
        return self._secrets.get(secret_id)

    def catalogue(self, customer: str) -> Catalogue:
        """A customer's signatures and templates."""
        return self._catalogues.setdefault(customer, Catalogue())

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
        draft = Draft(app, customer, self.catalogue(app.customer), self.settings, submission, abroad)
        for _, check in CHECKS:
            judged = check(draft, self._memory, now)
            if isinstance(judged, Refusal):
                return judged
            draft = judged
        self._memory.took(app.id, submission.destination, draft.text, now)
        return _compose(draft)

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

    def lift(self, app: str, number: str) -> bool:
        """The app may send the number everything again; whether there was anything to lift."""
        return self._memory.opt_outs.lift(app, number)

    def refuses(self, app: str, number: str) -> Refusal | None:
        """Why a text that has neither kind nor signature is not taken where it shares this app's list: any entry stops it."""
        if not self._memory.opt_outs.of(app, number):
            return None
        return Refusal(Reason.UNSUBSCRIBED, f"{number} unsubscribed from texts of app {app}")


def account(app_id: str) -> str:
    """The account that an app's texts run under."""
    return f"app:{app_id}"


def _compose(draft: Draft) -> Submission:
    asked, text = draft.asked, draft.text
    content, alphabet = alphabets.encode(text)
    return Submission(
        account=account(draft.app.id),
        source=draft.sender,
        destination=asked.destination,
        content=content,
        alphabet=alphabet,
        segments=segments.count(text, international=draft.abroad),
        marketing=draft.kind is Kind.MARKETING,
        origin=replace(asked, template=draft.template, kind=draft.kind, sign=draft.sign),
    )
