"""The default world's road with two apps at its counter, driven by plain calls."""

from msgspec.structs import replace

from simulator.carrier.carrier import Carrier
from simulator.desk.desk import Desk
from simulator.desk.intake import Intake
from simulator.desk.records import Record
from simulator.desk.spans import Span
from simulator.journey import Journey
from simulator.kernel.identity import Identity
from simulator.ledger import Ledger
from simulator.message import AppSubmission, Message
from simulator.platform.platform import Platform, account
from simulator.platform.settings import Limits, default_apps
from simulator.refusals import Refusal
from simulator.senders import Sender
from tests.road import NINE, WORLD

APP, OTHER = "1400000001", "1400000002"
NUMBER = "+8613800000000"
EVER = Span(0, 1 << 60)
FREE = Limits(per_30s=None, per_day=None)


class Counter:
    """It is set up as `world.build` does it; both apps have these limits."""

    def __init__(self, keep: int | None = None, limits: Limits = FREE) -> None:
        (app,) = default_apps()
        self.now = NINE
        self.ledger = Ledger(keep)
        platform = Platform([replace(app, limits=limits), replace(app, id=OTHER, limits=limits)])
        self.desk = Desk(platform, self.ledger)
        self.journey = Journey(platform, Carrier(WORLD.carriers, 1), self.ledger, Identity(1, derived=True), dict(WORLD.lines))
        self._intake = Intake(platform, self.ledger, self.journey.submit_all)
        for name in (APP, OTHER):
            outlet = Sender(self.desk.take, lambda serial, *_: f"{serial}", self.desk.take_reply, name)
            self.journey.attach(account(name), outlet)
        self.journey.attach("esme", Sender(lambda _: None, lambda serial, *_: f"{serial}"))

    def send(self, number: str = NUMBER, code: str = "4321", app: str = APP, **fields: object) -> Message | Refusal:
        """A code to a number, now."""
        asked = AppSubmission(app, number, template=1001, params=(code, "5"), sign="示例科技")
        return self._intake.apply(replace(asked, **fields), self.now)

    def pass_(self, ms: int) -> None:
        """Let all happen that is due meanwhile."""
        self.now += ms
        while self.journey.agenda.act(self.now, 1_000):
            pass

    def records(self, number: str = NUMBER, span: Span = EVER, app: str = APP) -> list[Record]:
        """What is on record, oldest first."""
        records = self.desk.records
        return [records.read(each) for each in records.handed_in(app, number, span)]
