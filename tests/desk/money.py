"""A customer with bills and alerts on a real road, driven by plain calls; his contact's handset is on."""

from typing import Any

from msgspec.structs import replace

from simulator.carrier.carrier import Carrier
from simulator.desk.alerts import Alert, Volumes
from simulator.desk.bills import Bills
from simulator.desk.intake import Intake
from simulator.desk.notices import ACCOUNT
from simulator.journey import Journey
from simulator.kernel.identity import Identity
from simulator.ledger import Ledger
from simulator.message import AppSubmission, Instant, Message
from simulator.platform.customers import Alerts, Billing, PlatformSettings
from simulator.platform.platform import Platform
from simulator.platform.settings import DEFAULT_CUSTOMER, Limits, Template, default_apps
from simulator.refusals import Refusal
from simulator.senders import Sender
from simulator.text.alphabets import show
from tests.road import NINE, WORLD

APP, CONTACT, ABROAD = "1400000001", "+8613900000000", "+85251000000"

FREE, WARNED = Billing(), Alerts((CONTACT,))
LONG = Template(2001, "x" * 161, international=True)
"""A text of two segments."""


class Customer:
    """The default world's customer, paid and warned so. alerts: what was posted."""

    def __init__(self, billing: Billing = FREE, alerts: Alerts = WARNED) -> None:
        self.now = NINE
        self.posted: list[Alert] = []
        self.platform = Platform([], self.settings(billing, alerts))
        self.learn(billing, alerts)
        self.ledger = Ledger()
        self.journey = Journey(self.platform, Carrier(WORLD.carriers, 1), self.ledger, Identity(1, derived=True), {})
        self._intake = Intake(self.platform, self.ledger, self.journey.submit_all)
        for account in (ACCOUNT, f"app:{APP}"):
            self.journey.attach(account, Sender(lambda _: None, lambda serial, *_: str(serial)))
        self.bills = Bills(self.platform, self.journey.submit)
        self.volumes = Volumes(self.platform, self.journey.submit, self.posted.append)

    def settings(self, billing: Billing, alerts: Alerts) -> PlatformSettings:
        """What the platform is told of him."""
        return PlatformSettings(customers=(replace(DEFAULT_CUSTOMER, billing=billing, alerts=alerts, abroad_per_day=None),))

    def learn(self, billing: Billing, alerts: Alerts) -> None:
        """He pays and is warned so from now on."""
        (app,) = default_apps()
        apps = [replace(app, limits=Limits(per_30s=None, per_day=None), templates=(*app.templates, LONG))]
        self.platform.learn(apps, self.settings(billing, alerts))

    def send(self, code: str = "4321", to: str = "+8613800000000") -> Message | Refusal:
        """A code to a number, now."""
        template, params = (1001, (code, "5")) if to.startswith("+86") else (1003, (code,))
        return self.apply(template, *params, to=to)

    def apply(self, template: int, *params: str, to: str) -> Message | Refusal:
        """Any text to a number, now."""
        return self._intake.apply(AppSubmission(APP, to, template=template, params=params), self.now)

    def pass_to(self, at: Instant) -> None:
        """Let all happen that is due until then."""
        owners: tuple[Any, ...] = (self.journey.agenda, self.bills, self.volumes)
        while True:
            dues = [due for owner in owners if (due := owner.next_due()) is not None and due <= at]
            if not dues:
                break
            for owner in owners:
                owner.act(min(dues), 1_000)
        self.now = at

    def notices(self) -> list[tuple[Instant, str]]:
        """What his contact was sent, and when."""
        return [(each.accepted_at, show(each.submission.content, each.submission.alphabet)) for each in self.ledger.to(CONTACT)]
