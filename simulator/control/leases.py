"""Leases: several who share one network, each with numbers and credentials of its own, and blind to the others. It judges no text.

Who shows a key sees the messages that it sent or that went to its numbers, and may touch its own handsets only; time, faults and the
scenario are everybody's, and nobody's with a key.
"""

import secrets
from typing import Annotated, Any, Final, Literal

from aiohttp import web
from msgspec import Meta, Struct
from msgspec.structs import replace

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.operations import Link, Operation, delete, get, post
from simulator.ledger import Refused
from simulator.platform.platform import account
from simulator.world import World, add

HEADER: Final = "X-Fakecarrier-Key"
MOST: Final = 1_000
"""Leases at once."""
BLOCK: Final = 10_000
"""Numbers that a lease may have at most: each has a block of so many, of which no number is given out twice while blocks last."""
BEGIN: Final = {"mobile": 13_600_000_000, "unicom": 13_000_000_000, "telecom": 13_300_000_000}
"""Where the blocks of a network begin: the default world says nothing of these numbers."""
BLOCKS: Final = 100_000_000 // BLOCK


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """So many numbers of this network."""

    numbers: Annotated[int, Meta(ge=1, le=BLOCK)] = 1_000
    network: Literal["mobile", "unicom", "telecom"] = "mobile"


class Lease(Struct, frozen=True):
    """first: its first number without `+86`; numbers: how many follow one another. app, system_id: its own."""

    key: str
    first: int
    numbers: int
    app: str | None
    appkey: str | None
    system_id: str | None
    password: str | None

    def owns(self, number: str) -> bool:
        """Whether an E.164 number is among its numbers."""
        digits = number.removeprefix("+86")
        return len(digits) == 11 and digits.isdecimal() and 0 <= int(digits) - self.first < self.numbers

    def sees(self, account_: str, number: str) -> bool:
        """Whether a message of this account to this number concerns it."""
        return account_ in {self.system_id, self.app and account(self.app)} or self.owns(number)


class LeaseView(Said, frozen=True):
    """What a test needs: show `key` with every request to the control API, send with these credentials to these numbers."""

    key: str
    first: str
    last: str
    numbers: Count
    app: str | None
    appkey: str | None
    system_id: str | None
    password: str | None


class LeaseList(Said, frozen=True):
    """All that run."""

    leases: list[LeaseView]


class Leases:
    """One network's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._leases: dict[str, Lease] = {}
        self._given = 0

    def operations(self) -> list[Operation]:
        """All of them."""
        one = (Link("get.leases.key", {"key": "$response.body#/key"}), Link("delete.leases.key", {"key": "$response.body#/key"}))
        return [
            get("/sim/leases", self._list, "Leases that run.", gives=LeaseList),
            post("/sim/leases", self._give, "Numbers, an app and an account of one's own.", takes=Wish, gives=LeaseView, links=one),
            get("/sim/leases/{key}", self._show, "One lease.", gives=LeaseView),
            delete("/sim/leases/{key}", self._end, "End a lease; its messages stay.", gives=LeaseList),
        ]

    def of(self, request: web.Request) -> Lease | None:
        """Who asks, None for who sees everything; ProblemError for a key that is none."""
        key = shown_key(request)
        if key is None:
            return None
        lease = self._leases.get(key)
        if lease is None:
            raise ProblemError(403, f"no lease has the key {key[:100]!r}: POST /sim/leases gives one")
        return lease

    def renew(self) -> None:
        """Another scenario holds: apps and accounts of the leases stay."""
        for lease in self._leases.values():
            self._open(lease)

    async def _list(self, request: web.Request) -> web.Response:
        not_leased(request, "the list of leases")
        return answer(LeaseList([_view(lease) for lease in self._leases.values()]))

    async def _show(self, request: web.Request) -> web.Response:
        return answer(_view(self._named(request)))

    async def _give(self, request: web.Request) -> web.Response:
        wish = await read(request, Wish)
        if len(self._leases) >= MOST:
            raise ProblemError(409, f"{MOST} leases run already: end some with DELETE /sim/leases/{{key}}")
        slot = self._given % BLOCKS
        self._given += 1
        first = BEGIN[wish.network] + slot * BLOCK
        key, scenario = secrets.token_hex(8), self._world.scenario
        app, smpp = next(iter(scenario.apps), None), next(iter(scenario.accounts), None)
        lease = Lease(
            key,
            first,
            wish.numbers,
            None if app is None else str(1_500_000_000 + slot),
            None if app is None else app.key,
            None if smpp is None else f"esme-{slot}",
            None if smpp is None else smpp.password,
        )
        self._leases[key] = lease
        self._open(lease)
        return answer(_view(lease))

    async def _end(self, request: web.Request) -> web.Response:
        lease = self._named(request)
        del self._leases[lease.key]
        if lease.app is not None and (app := self._world.platform.app(lease.app)) is not None:
            self._world.platform.change(replace(app, enabled=False))
        return answer(LeaseList([_view(each) for each in self._leases.values()]))

    def _named(self, request: web.Request) -> Lease:
        lease = self._leases.get(request.match_info["key"])
        if lease is None:
            raise ProblemError(404, "no lease has this key")
        return lease

    def _open(self, lease: Lease) -> None:
        """Its app and its account are like the scenario's first."""
        scenario = self._world.scenario
        apps = [replace(app, id=lease.app) for app in scenario.apps[:1] if lease.app]
        accounts = [replace(smpp, system_id=lease.system_id) for smpp in scenario.accounts[:1] if lease.system_id]
        add(self._world, apps, accounts)


def shown_key(request: web.Request) -> str | None:
    """The key that a request shows."""
    return request.headers.get(HEADER) or request.query.get("key")


def not_leased(request: web.Request, what: str) -> None:
    """ProblemError where the request shows a key: this is everybody's."""
    if shown_key(request) is not None:
        raise ProblemError(403, f"{what} is shared by all who use this network: leave {HEADER} out if it is yours alone")


def concerns(lease: Lease | None, refused: Refused) -> bool:
    """Whether who asks may see a request that was not taken."""
    return lease is None or lease.sees(refused.account, refused.destination)


def own(lease: Lease | None, number: str) -> str:
    """A number whose handset one may touch; ProblemError where it is somebody else's."""
    if lease is not None and not lease.owns(number):
        raise ProblemError(403, f"{number} is not among the numbers of this lease: +86{lease.first} and the {lease.numbers - 1} after it")
    return number


def _view(lease: Lease) -> LeaseView:
    last = f"+86{lease.first + lease.numbers - 1}"
    who: tuple[Any, ...] = (lease.app, lease.appkey, lease.system_id, lease.password)
    return LeaseView(lease.key, f"+86{lease.first}", last, lease.numbers, *who)
