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
from simulator.control.operations import Operation, get, routes
from simulator.control.paperwork import Paperwork
from simulator.control.records import RecordControl
from simulator.control.reviews import Reviews
from simulator.control.scenarios import Runner, ScenarioControl
from simulator.control.sessions import Sessions
from simulator.control.smpp_faults import SmppFaults
from simulator.control.snapshots import Snapshots
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
        self._leases = Leases(world)
        self.feed = Feed(world.ledger)
        self._operations = self._listed()

    def operations(self) -> list[Operation]:
        """All of them, as they are served and described."""
        return self._operations

    def _listed(self) -> list[Operation]:
        """A further subject is a further line here."""
        world, now, leases = self._world, self._driver.now, self._leases
        return [
            get("/sim/entry", self._enter, "Where each front is, and how to come in.", gives=dict[str, Any]),
            get("/sim/openapi.json", self._describe, "This description.", gives=dict[str, Any]),
            *ClockControl(self._driver).operations(),
            *HandsetControl(world, leases, now).operations(),
            *MessageControl(world, leases, now).operations(),
            *WhyControl(world, leases, now).operations(),
            *Snapshots(world, leases, self.feed, self._driver).operations(),
            *ScenarioControl(world, leases, self._runner, now).operations(),
            *RecordControl(world, leases).operations(),
            *Exports(world, leases).operations(),
            *Words(world, leases).operations(),
            *Waiting(world, self.feed, leases, self._driver).operations(),
            *Events(self.feed, leases).operations(),
            *leases.operations(),
            *Reviews(world, now).operations(),
            *Unsubscribes(world, now).operations(),
            *Customers(world, now).operations(),
            *Paperwork(world, now).operations(),
            *Uploading(world, now).operations(),
            *Callbacks(world).operations(),
            *FaultControl(world.faults, self._entry).operations(),
            *Accounts(world.smpp.roster).operations(),
            *Sessions(world.smpp.roster).operations(),
            *SmppFaults(world.smpp).operations(),
            *Capturing(world.smpp).operations(),
            openapi.operation(world),
            *self._more,
        ]

    def routes(self, doorkeeper: Doorkeeper) -> list[web.RouteDef]:
        """All paths."""
        return [*routes(self.operations(), doorkeeper.check), web.route("*", "/{path:.*}", guarded(_nowhere))]

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
