"""Leases: several who share one network, each with numbers and credentials of its own, and blind to the others. It judges no text.

Who shows a key sees the messages that it sent or that went to its numbers, and what its own customer, app and account have; he may touch
its own handsets only. Time, faults and the scenario are everybody's, and nobody's with a key.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from typing import Annotated, Final, Literal

from aiohttp import web
from msgspec import Meta, Struct, field
from msgspec.structs import asdict, replace

from simulator.control.answers import Count, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.operations import Link, Operation, Sight, delete, get, post
from simulator.ledger import Refused
from simulator.message import Instant, Message
from simulator.platform.customers import Secret
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
APPS: Final = 1_500_000_000
"""Where the app ids of leases begin."""


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """So many numbers of this network."""

    numbers: Annotated[int, Meta(ge=1, le=BLOCK)] = 1_000
    network: Literal["mobile", "unicom", "telecom"] = "mobile"


class Lease(Struct, frozen=True):
    """first: its first number without `+86`; numbers: how many follow one another.

    Its own, None where the scenario has nothing of the kind: customer, app, appkey, secret_id, secret_key of the platform; system_id,
    password of SMPP. No other lease has the same ones: whoever mixes two up is refused.
    """

    key: str
    first: int
    numbers: int
    customer: str | None = None
    app: str | None = None
    appkey: str | None = None
    secret_id: str | None = None
    secret_key: str | None = None
    system_id: str | None = None
    password: str | None = None

    def owns(self, number: str) -> bool:
        """Whether an E.164 number is among its numbers."""
        first, beyond = self.span
        return first <= number < beyond and len(number) == len(first)

    @property
    def span(self) -> tuple[str, str]:
        """Its first number, and the first one after its last, E.164: of equal length, so that they can be compared as texts."""
        return f"+86{self.first}", f"+86{self.first + self.numbers}"

    @property
    def accounts(self) -> tuple[str, ...]:
        """Those that its messages run under."""
        return tuple(each for each in (self.system_id, self.app and account(self.app)) if each)

    def sees(self, account_: str, number: str) -> bool:
        """Whether a message of this account to this number concerns it."""
        return account_ in self.accounts or self.owns(number)


class Given(Struct, eq=False):
    """What was given out. running: leases by key; count: how many there were so far. A snapshot takes it back in place."""

    running: dict[str, Lease] = field(default_factory=dict)
    count: int = 0


class LeaseView(Said, frozen=True):
    """What a test needs: show `key` with every request to the control API, send with these credentials to these numbers."""

    key: str
    first: str
    last: str
    numbers: Count
    customer: str | None
    app: str | None
    appkey: str | None
    secret_id: str | None
    secret_key: str | None
    system_id: str | None
    password: str | None


class LeaseList(Said, frozen=True):
    """All that run; with a key, none but its own."""

    leases: list[LeaseView]


_OWN: Final[dict[Sight, Callable[[Lease], str | None]]] = {
    Sight.APP: lambda lease: lease.app,
    Sight.CUSTOMER: lambda lease: lease.customer,
    Sight.SECRET: lambda lease: lease.secret_id,
    Sight.ACCOUNT: lambda lease: lease.system_id,
}
"""What has to stand first in the path."""


class Leases:
    """One network's. now: network time."""

    def __init__(self, world: World, now: Callable[[], Instant]) -> None:
        self._world, self._now = world, now
        self.given = Given()

    def operations(self) -> list[Operation]:
        """All of them."""
        one = (Link("get.leases.key", {"key": "$response.body#/key"}), Link("delete.leases.key", {"key": "$response.body#/key"}))
        return [
            get("/sim/leases", self._list, "Leases that run.", gives=LeaseList),
            post(
                "/sim/leases",
                self._give,
                "Numbers, an app and an account of one's own.",
                takes=Wish,
                gives=LeaseView,
                links=one,
                sight=Sight.EVERYTHING,
            ),
            get("/sim/leases/{key}", self._show, "One lease.", gives=LeaseView, sight=Sight.EVERYTHING),
            delete("/sim/leases/{key}", self._end, "End a lease; its messages stay.", gives=LeaseList, sight=Sight.EVERYTHING),
        ]

    def of(self, request: web.Request) -> Lease | None:
        """Who asks, None for who sees everything; ProblemError for a key that is none."""
        key = shown_key(request)
        if key is None:
            return None
        lease = self.given.running.get(key)
        if lease is None:
            raise ProblemError(403, f"no lease has the key {key[:100]!r}: POST /sim/leases gives one")
        return lease

    def check(self, request: web.Request, sight: Sight) -> None:
        """ProblemError where a request shows a key that does not open this for it."""
        key = shown_key(request)
        if key == "":
            raise ProblemError(403, f"{HEADER} is empty: show a lease's key, or leave it out to see everything")
        if key is None or sight is Sight.EVERYTHING:
            return
        if sight is Sight.NOTHING:
            what = f"what {request.method} {request.path} is about is shared by all"
            raise ProblemError(403, f"{what} who use this network: leave {HEADER} out if it is yours alone")
        lease = self.of(request)
        if lease is not None and sight in _OWN:
            asked_for, own_ = next(iter(request.match_info.values())), _OWN[sight](lease)
            if asked_for != own_:
                raise ProblemError(404, f"this lease has no {sight.name.lower()} {asked_for!r}: its own is {own_}")

    def renew(self) -> None:
        """Another scenario holds: apps and accounts of the leases stay."""
        for lease in self.given.running.values():
            self._open(lease)

    async def _list(self, _: web.Request) -> web.Response:
        return answer(LeaseList([_view(lease) for lease in self.given.running.values()]))

    async def _show(self, request: web.Request) -> web.Response:
        return answer(_view(self._named(request)))

    async def _give(self, request: web.Request) -> web.Response:
        wish = await read(request, Wish)
        if len(self.given.running) >= MOST:
            raise ProblemError(409, f"{MOST} leases run already: end some with DELETE /sim/leases/{{key}}")
        slot, nth = self._slot(), self.given.count
        key, scenario = secrets.token_hex(8), self._world.scenario
        own: dict[str, str] = {}
        if scenario.apps:
            own |= {"customer": f"lease-{slot}", "app": str(APPS + slot), "appkey": _drawn(nth, "appkey", 16)}
            own |= {"secret_id": f"AKIDLEASE{slot:012}", "secret_key": _drawn(nth, "secret_key", 16)}
        for smpp in scenario.accounts[:1]:
            own |= {"system_id": f"esme-{slot}", "password": _drawn(nth, "password", 4)[: smpp.binds.password_max]}
        lease = self.given.running[key] = Lease(key, BEGIN[wish.network] + slot * BLOCK, wish.numbers, **own)
        self._open(lease)
        return answer(_view(lease))

    def _slot(self) -> int:
        """Which block, app and account come next: no running lease has them."""
        given = self.given
        taken = {lease.first % (BLOCKS * BLOCK) // BLOCK for lease in given.running.values()}
        while (slot := given.count % BLOCKS) in taken:
            given.count += 1
        given.count += 1
        return slot

    async def _end(self, request: web.Request) -> web.Response:
        lease = self._named(request)
        del self.given.running[lease.key]
        if lease.app is not None and lease.customer is not None:
            self._world.platform.forget([lease.app], [lease.customer])
        if lease.system_id is not None:
            self._world.smpp.dismiss([lease.system_id])
        others = () if shown_key(request) is not None else self.given.running.values()
        return answer(LeaseList([_view(each) for each in others]))

    def _named(self, request: web.Request) -> Lease:
        lease = self.given.running.get(request.match_info["key"])
        if lease is None:
            raise ProblemError(404, "no lease has this key")
        return lease

    def _open(self, lease: Lease) -> None:
        """Its app, the app's customer and its account are like the scenario's first, but for what they show themselves with."""
        scenario, platform = self._world.scenario, self._world.platform
        apps = [replace(app, id=lease.app, customer=lease.customer, key=lease.appkey) for app in scenario.apps[:1] if lease.app]
        if lease.customer is not None and apps:
            like = platform.customer(scenario.apps[0].customer)
            theirs = [app for app in scenario.apps if app.customer == like.name]
            secret = Secret(lease.secret_id or "", lease.secret_key or "")
            platform.add_customer(replace(like, name=lease.customer, secrets=(secret,)), theirs)
            platform.catalogue(lease.customer).date(self._now())
        likes = scenario.accounts[:1] if lease.system_id else ()
        accounts = [replace(smpp, system_id=lease.system_id, password=lease.password) for smpp in likes]
        add(self._world, apps, accounts)


def shown_key(request: web.Request) -> str | None:
    """The key that a request shows: `` for an empty one, as of a variable that was never set; None for none."""
    return request.headers.get(HEADER, request.query.get("key"))


def _drawn(nth: int, what: str, octets: int) -> str:
    """A credential of the nth lease, in hexadecimal: the same whenever a run is repeated, and no other lease's."""
    return blake2b(f"lease/{nth}/{what}".encode(), digest_size=octets).hexdigest()


def concerns(lease: Lease | None, refused: Refused) -> bool:
    """Whether who asks may see a request that was not taken."""
    return lease is None or lease.sees(refused.account, refused.destination)


def visible(lease: Lease, found: list[Message]) -> list[Message]:
    """Those that a lease may see. A network's messages are many, so that it is not asked about each (`Lease.sees`)."""
    accounts, (first, beyond) = lease.accounts, lease.span
    mine = []
    for message in found:
        text = message.submission
        if text.carriage.account in accounts or (first <= text.destination < beyond and len(text.destination) == len(first)):
            mine.append(message)
    return mine


def own(lease: Lease | None, number: str) -> str:
    """A number whose handset one may touch; ProblemError where it is somebody else's."""
    if lease is not None and not lease.owns(number):
        raise ProblemError(403, f"{number} is not among the numbers of this lease: +86{lease.first} and the {lease.numbers - 1} after it")
    return number


def _view(lease: Lease) -> LeaseView:
    last = f"+86{lease.first + lease.numbers - 1}"
    return LeaseView(last=last, **asdict(lease) | {"first": f"+86{lease.first}"})
