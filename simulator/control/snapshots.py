"""The control API's snapshots: the whole network as it was, by name, and back to it. What they hold stands in `memento`.

Back goes all that the network knows: the scenario, handsets, messages, what is due, limits, opt-outs, money, reviews, faults, leases, SMPP
accounts, and network time. SMPP sessions stay as they are, with what faults do to them and with what their clients have yet to be told: a
socket cannot be taken back. Those of an account that was not there yet are unbound.
"""

from typing import Annotated, Any, Final, Protocol

from aiohttp import web
from msgspec import Meta, Struct

from simulator.control import views
from simulator.control.answers import At, Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.feed import Feed
from simulator.control.leases import Leases
from simulator.control.operations import Link, Operation, Sight, delete, get, post
from simulator.kernel.memento import Memento
from simulator.message import Instant
from simulator.wire.accounts import SmppAccount
from simulator.world import World

MOST: Final = 20
MESSAGES_MOST: Final = 100_000
"""Messages that may be kept when a snapshot is taken: looking at them holds everybody up for about a second."""
LEAVE: Final = ("simulator.runtime", "simulator.control", "simulator.smpp", "simulator.fronts.smpp")
"""What belongs to sockets and to the wall's time."""


class Rewound(Protocol):
    """The driver, as far as time is put back by it."""

    def now(self) -> Instant:
        """Network time."""

    def put_back(self, to: Instant) -> None:
        """Be at an earlier instant, with what was due then."""


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """What the snapshot is called; one of the same name goes."""

    name: Annotated[str, Meta(min_length=1, max_length=100)] = "snapshot"


class SnapshotView(Said, frozen=True):
    """A snapshot. at: network time; messages: how many were kept."""

    name: str
    at: At
    messages: Count


class SnapshotList(Said, frozen=True):
    """All that there are, the oldest first."""

    snapshots: list[SnapshotView]


class _Snapshot(Struct, frozen=True):
    """accounts: who may bind; their front belongs to sockets, and the memento does not look into it."""

    at: Instant
    messages: int
    memento: Memento
    accounts: tuple[SmppAccount, ...]


class Snapshots:
    """One network's."""

    def __init__(self, world: World, leases: Leases, feed: Feed, driver: Rewound) -> None:
        self._world, self._leases, self._feed, self._driver = world, leases, feed, driver
        self._kept: dict[str, _Snapshot] = {}

    def operations(self) -> list[Operation]:
        """All of them."""
        one = "/sim/snapshots/{name}"
        links = tuple(Link(f"{what}.snapshots.name{more}", {"name": _FIRST}) for what, more in (("post", ".restore"), ("delete", "")))
        return [
            get("/sim/snapshots", self._list, "Snapshots that there are.", gives=SnapshotList, links=links, sight=Sight.EVERYTHING),
            post("/sim/snapshots", self._take, "Remember the whole network as it is.", takes=Named, gives=SnapshotList, links=links),
            post(one + "/restore", self._restore, "Make the network as it was.", gives=SnapshotView),
            delete(one, self._forget, "Forget a snapshot.", gives=SnapshotList),
        ]

    async def _list(self, _: web.Request) -> web.Response:
        return answer({"snapshots": [_view(name, kept) for name, kept in self._kept.items()]})

    async def _take(self, request: web.Request) -> web.Response:
        name, messages = (await read(request, Named)).name, len(self._world.ledger)
        if len(self._kept.keys() - {name}) >= MOST:
            raise ProblemError(409, f"there are {MOST} snapshots already: forget one with DELETE /sim/snapshots/{{name}}")
        if messages > MESSAGES_MOST:
            raise ProblemError(409, f"{messages} messages are kept: a snapshot takes at most {MESSAGES_MOST}")
        self._quiet()
        world = self._world
        accounts = tuple(held.settings for held in world.smpp.roster.accounts())
        taken = _Snapshot(self._driver.now(), messages, Memento((world, self._leases.given), LEAVE), accounts)
        self._kept.pop(name, None)
        self._kept[name] = taken
        return await self._list(request)

    async def _restore(self, request: web.Request) -> web.Response:
        name, kept = self._named(request)
        self._quiet()
        smpp, scenario, names = self._world.smpp, self._world.scenario, {each.system_id for each in kept.accounts}
        smpp.dismiss([held.settings.system_id for held in smpp.roster.accounts() if held.settings.system_id not in names])
        kept.memento.restore()
        smpp.learn(kept.accounts)
        if self._world.scenario is not scenario:
            smpp.faults.learn(self._world.scenario.smpp.faults)
        self._driver.put_back(kept.at)
        self._feed.renew()
        return answer(_view(name, kept))

    async def _forget(self, request: web.Request) -> web.Response:
        del self._kept[self._named(request)[0]]
        return await self._list(request)

    def _quiet(self) -> None:
        """What is being pushed to a customer's server cannot be taken back."""
        busy = self._world.push.busy()
        if busy:
            raise ProblemError(409, f"not now: still waiting for {', '.join(busy[:3])}")

    def _named(self, request: web.Request) -> tuple[str, _Snapshot]:
        name = request.match_info["name"]
        if name not in self._kept:
            raise ProblemError(404, f"no snapshot has the name {name!r}: there are {', '.join(self._kept) or 'none'}")
        return name, self._kept[name]


_FIRST: Final = "$response.body#/snapshots/0/name"


def _view(name: str, kept: _Snapshot) -> dict[str, Any]:
    return {"name": name, "at": views.instant(kept.at), "messages": kept.messages}
