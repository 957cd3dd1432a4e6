"""One of everything, wired: a network from a scenario and a seed. It starts nothing: `runtime` gives it time and sockets."""

import time

from msgspec import Struct

from simulator.carrier.carrier import Carrier
from simulator.desk import Desk
from simulator.fronts.smpp.server import SmppFront, decimal_id, hex_id
from simulator.fronts.tencent_v5.push import Push
from simulator.fronts.tencent_v5.server import TencentV5
from simulator.fronts.tencent_v5.translate import sid
from simulator.journey import Journey, Sender, Stations
from simulator.kernel.clock import Time
from simulator.kernel.identity import Identity
from simulator.ledger import Ledger
from simulator.platform.platform import Platform
from simulator.scenario.settings import Scenario


class World(Struct, frozen=True):
    """The parts that somebody outside talks to."""

    scenario: Scenario
    journey: Journey
    desk: Desk
    ledger: Ledger
    smpp: SmppFront
    v5: TencentV5
    push: Push


def build(scenario: Scenario, seed: int, time_: Time, *, derived: bool) -> World:
    """A network. `derived`: message ids follow from seed and content, so that two runs agree; otherwise they are counted."""
    ledger = Ledger(scenario.keep)
    platform = Platform(scenario.apps)
    stations = Stations(platform, Carrier(scenario.carriers, seed))
    journey = Journey(stations, ledger, Identity(seed, derived=derived), dict(scenario.lines), time_.wake)
    desk = Desk(platform, ledger)
    for account in desk.accounts():
        journey.attach(account, Sender(desk.take, sid))
    numbering = hex_id if derived else decimal_id
    return World(
        scenario,
        journey,
        desk,
        ledger,
        SmppFront(journey, scenario.accounts, numbering, time_, scenario.timers),
        TencentV5(journey, desk, time_.now, time.time),
        Push(desk, journey.note, time_.now, time_.wake, allow_callback=scenario.allow_callback),
    )
