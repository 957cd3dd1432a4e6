"""One of everything, wired: a network from a scenario and a seed. It starts nothing: `runtime` gives it time and sockets."""

import time
from collections.abc import Iterable

from msgspec import Struct

from simulator.carrier.carrier import Carrier
from simulator.desk.alerts import Volumes
from simulator.desk.bills import Bills
from simulator.desk.desk import Desk
from simulator.desk.intake import Intake
from simulator.desk.notices import ACCOUNT as NOTICES
from simulator.desk.uploads import VIA as CONSOLE
from simulator.desk.uploads import Uploads
from simulator.faults import Faults
from simulator.fronts.smpp import outbind
from simulator.fronts.smpp.server import SmppFront, decimal_id, hex_id
from simulator.fronts.tencent_v3.sends import serial_no
from simulator.fronts.tencent_v3.server import TencentV3
from simulator.fronts.tencent_v5.push import Push
from simulator.fronts.tencent_v5.server import TencentV5
from simulator.fronts.tencent_v5.translate import sid
from simulator.journey import Journey
from simulator.kernel.clock import Time
from simulator.kernel.identity import Identity
from simulator.ledger import Ledger
from simulator.message import Instant, Submission
from simulator.platform.platform import Platform, account
from simulator.platform.settings import App
from simulator.population import Directory, People
from simulator.scenario.settings import Scenario
from simulator.senders import Sender
from simulator.wire.accounts import SmppAccount

_SERIALS = {"tencent-v5": sid, "tencent-v3": serial_no, CONSOLE: serial_no}


class World(Struct, eq=False):
    """The parts that somebody outside talks to. scenario: the one that holds; all else stays as long as the world does."""

    scenario: Scenario
    journey: Journey
    desk: Desk
    ledger: Ledger
    platform: Platform
    faults: Faults
    smpp: SmppFront
    v5: TencentV5
    v3: TencentV3
    push: Push
    bills: Bills
    volumes: Volumes
    uploads: Uploads


def build(scenario: Scenario, seed: int, time_: Time, *, derived: bool, ours: bool = False) -> World:
    """A network. `derived`: message ids follow from seed and content, so that two runs agree; otherwise they are counted."""
    ledger = Ledger(scenario.keep)
    faults = Faults(seed, scenario.faults, scenario.http, now=time_.now)
    platform = Platform(scenario.apps, scenario.platform)
    carrier = Carrier(scenario.carriers, seed)
    journey = Journey(platform, carrier, ledger, Identity(seed, derived=derived), _directory(scenario, seed), wake=time_.wake)
    desk = Desk(platform, ledger, wake=time_.wake)
    desk.reviews.open(time_.now())
    for app in scenario.apps:
        journey.attach(account(app.id), _sender(desk, app.id))
    journey.attach(NOTICES, Sender(lambda _: None, lambda serial, at, _: sid(serial, at)))
    _unsubscribe(platform, scenario)
    intake = Intake(platform, ledger, journey.submit_all)
    push = Push(desk, journey.note, time_.now, time_.wake, allow_callback=scenario.allow_callback)
    numbering = hex_id if derived else decimal_id
    wall = (lambda: time_.now() / 1000) if ours else time.time
    smpp = SmppFront(journey, desk, scenario.accounts, numbering, time_, timers=scenario.timers, ours=ours, seed=seed)
    smpp.faults.learn(scenario.smpp.faults)
    return World(
        scenario,
        journey,
        desk,
        ledger,
        platform,
        faults,
        smpp,
        TencentV5(intake, desk, faults, time_.now, wall),
        TencentV3(intake, desk, faults, time_.now, wall),
        push,
        Bills(platform, journey.submit, time_.wake),
        Volumes(platform, journey.submit, push.take_alert, time_.wake),
        Uploads(desk, intake.apply, time_.wake),
    )


def relearn(world: World, scenario: Scenario, seed: int, now: Instant) -> None:
    """Another scenario holds in this world from now on: its carriers, numbers, apps and accounts. What was sent goes on, sessions stay.

    Apps, customers and accounts that only the last one had are there no more; those that were added by hand are.
    OSError or OutbindError, and nothing is changed, where a file of its capture cannot be written, or nobody could be called.
    """
    outbind.check(scenario.accounts)
    world.smpp.capture.learn(scenario.smpp.capture)
    _forget(world, scenario)
    world.scenario = scenario
    world.journey.relearn(Carrier(scenario.carriers, seed), _directory(scenario, seed), now)
    world.platform.learn(scenario.apps, scenario.platform)
    world.desk.reviews.open(now)
    for app in scenario.apps:
        world.journey.attach(account(app.id), _sender(world.desk, app.id))
    _unsubscribe(world.platform, scenario)
    world.smpp.learn(scenario.accounts)
    world.smpp.faults.learn(scenario.smpp.faults)
    world.faults.learn(scenario.faults, scenario.http)


def add(world: World, apps: Iterable[App], accounts: Iterable[SmppAccount]) -> None:
    """More who may send, from now on; the apps' customers are known."""
    for app in apps:
        world.platform.add(app)
        world.journey.attach(account(app.id), _sender(world.desk, app.id))
    world.smpp.learn(accounts)


def _forget(world: World, scenario: Scenario) -> None:
    """What the scenario that held so far had, and this one has not."""
    last, apps = world.scenario, {app.id for app in scenario.apps}
    customers = {customer.name for customer in scenario.platform.customers}
    accounts = {each.system_id for each in scenario.accounts}
    gone = [customer.name for customer in last.platform.customers if customer.name not in customers]
    world.platform.forget([app.id for app in last.apps if app.id not in apps], gone)
    world.smpp.forget([each.system_id for each in last.accounts if each.system_id not in accounts])


def _directory(scenario: Scenario, seed: int) -> Directory:
    return Directory(scenario.lines, [People(population, seed) for population in scenario.populations])


def _sender(desk: Desk, app_id: str) -> Sender:
    return Sender(desk.take, _serial, desk.take_reply, app_id)


def _serial(serial: int, at: Instant, submission: Submission) -> str:
    """Each front of the platform has serial numbers of its own look."""
    return _SERIALS[submission.origin.via](serial, at)


def _unsubscribe(platform: Platform, scenario: Scenario) -> None:
    for number, line in scenario.lines.items():
        for app in line.unsubscribed:
            platform.unsubscribe_all(app, number)
