"""The control API: look at a running network and drive it. It changes nothing that a scenario could not, and judges nothing itself.

Each subject has a file of its own that lists its operations; here they are put together, behind one check of who asks.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from aiohttp import web

from simulator.control import description, openapi
from simulator.control.accounts import Accounts
from simulator.control.callbacks import Callbacks
from simulator.control.capture import Capturing
from simulator.control.clock import ClockControl, Time
from simulator.control.customers import Customers
from simulator.control.doorkeeper import Doorkeeper
from simulator.control.events import Events
from simulator.control.exchange import ProblemError, answer, guarded
from simulator.control.exports import Exports
from simulator.control.faults import FaultControl
from simulator.control.feed import Feed
from simulator.control.handsets import HandsetControl
from simulator.control.leases import Leases
from simulator.control.messages import MessageControl
from simulator.control.operations import Operation, Sight, get, routes, seen
from simulator.control.paperwork import Paperwork
from simulator.control.records import RecordControl
from simulator.control.reviews import Reviews
from simulator.control.scenarios import Runner, ScenarioControl
from simulator.control.sessions import Sessions
from simulator.control.smpp_faults import SmppFaults
from simulator.control.snapshots import Snapshots
from simulator.control.turns import Turns
from simulator.control.unsubscribes import Unsubscribes
from simulator.control.uploads import Uploading
from simulator.control.waiting import Waiting
from simulator.control.why import WhyControl
from simulator.control.words import Words
from simulator.world import World

Entry = Callable[[], dict[str, Any]]


class Control:
    """One network's control API. entry: where its fronts are, and a credential for each; runner: who runs it; more: his operations."""

    def __init__(self, world: World, driver: Time, entry: Entry, runner: Runner, more: tuple[Operation, ...] = ()) -> None:
        self._world = world
        self._driver = driver
        self._entry = entry
        self._runner = runner
        self._more = more
        self._leases = Leases(world, driver.now)
        self.feed = Feed(world.ledger)
        self._operations = self._listed()

    def operations(self) -> list[Operation]:
        """All of them, as they are served and described."""
        return self._operations

    def _listed(self) -> list[Operation]:
        """A further subject is a further line here."""
        world, now, leases, turns = self._world, self._driver.now, self._leases, Turns()
        return [
            get("/sim/entry", self._enter, "Where each front is, and how to come in.", gives=dict[str, Any], sight=Sight.EVERYTHING),
            get("/sim/openapi.json", self._describe, "This description.", gives=dict[str, Any], sight=Sight.EVERYTHING),
            *ClockControl(self._driver).operations(),
            *seen(Sight.FILTERED, HandsetControl(world, leases, turns, now).operations()),
            *seen(Sight.FILTERED, MessageControl(world, leases, turns, now).operations()),
            *seen(Sight.FILTERED, WhyControl(world, leases, now).operations()),
            *Snapshots(world, leases, self.feed, self._driver).operations(),
            *ScenarioControl(world, leases, self._runner, now).operations(),
            *seen(Sight.FILTERED, RecordControl(world, leases).operations()),
            *seen(Sight.FILTERED, Exports(world, leases, turns).operations()),
            *Words(world, leases).operations(),
            *seen(Sight.FILTERED, Waiting(world, self.feed, leases, turns, self._driver).operations()),
            *seen(Sight.FILTERED, Events(self.feed, leases).operations()),
            *leases.operations(),
            *Reviews(world, leases, now).operations(),
            *Unsubscribes(world, leases, now).operations(),
            *Customers(world, leases, now).operations(),
            *seen(Sight.CUSTOMER, Paperwork(world, now).operations()),
            *seen(Sight.FILTERED, Uploading(world, leases, now).operations()),
            *Callbacks(world, leases).operations(),
            *FaultControl(world.faults, self._entry).operations(),
            *Accounts(world.smpp.roster, leases).operations(),
            *seen(Sight.FILTERED, Sessions(world.smpp.roster, leases).operations()),
            *SmppFaults(world.smpp).operations(),
            *Capturing(world.smpp, leases).operations(),
            openapi.operation(world),
            *self._more,
        ]

    def routes(self, doorkeeper: Doorkeeper) -> list[web.RouteDef]:
        """All paths."""

        def check(request: web.Request, operation: Operation) -> None:
            doorkeeper.check(request)
            self._leases.check(request, operation.sight)

        return [*routes(self.operations(), check), web.route("*", "/{path:.*}", guarded(_nowhere))]

    async def _enter(self, _: web.Request) -> web.Response:
        return answer(self._entry())

    async def _describe(self, _: web.Request) -> web.Response:
        return answer(description.document(self.operations(), version("fakecarrier")))


async def _nowhere(request: web.Request) -> web.Response:
    """What no route takes."""
    methods = {method for resource in request.app.router.resources() for method in (await resource.resolve(request))[1]} - {"*"}
    if methods:
        allow = ", ".join(sorted(methods))
        raise ProblemError(405, f"{request.path} does not take {request.method}, only {allow}", {"Allow": allow})
    raise ProblemError(404, f"there is nothing at {request.path}; the control API is at /sim/…, the SMS API v5 at /v5/tlssmssvr/…")
