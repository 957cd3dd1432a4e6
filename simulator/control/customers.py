"""The control API's customers: what they hold and owe, payments, and apps and keys switched off at run time. It shows no secret."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Final

from aiohttp import web
from msgspec import Meta, Struct
from msgspec.structs import replace

from simulator.control import views
from simulator.control.answers import At, Said
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.leases import Leases
from simulator.control.operations import Link, Operation, Sight, get, post, put
from simulator.message import Instant
from simulator.platform.billing import midnight, runs
from simulator.platform.customers import Customer, Package, Secret
from simulator.platform.settings import App
from simulator.world import World


class Payment(Struct, frozen=True, forbid_unknown_fields=True):
    """Money that comes in, in fen."""

    fen: Annotated[int, Meta(ge=1, le=10**15)]


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    """What an app signs its requests with from now on."""

    key: Annotated[str, Meta(min_length=1, max_length=200)]


APP_CHANGES: Final[dict[str, dict[str, bool]]] = {
    "stop": {"enabled": False},
    "start": {"enabled": True},
    "ban": {"banned": True},
    "lift": {"banned": False},
    "key/disable": {"key_disabled": True},
    "key/enable": {"key_disabled": False},
}
"""What `POST /sim/apps/{id}/…` does to an app. A ban and an emergency stop are lifted apart."""
KEY_CHANGES: Final = {"disable": {"disabled": True}, "enable": {"disabled": False}}
"""What `POST /sim/keys/{id}/…` does to a key of the cloud API, named by its SecretId."""


class PackageView(Said, frozen=True):
    """A package; running: whether it can be used now, as far as its time goes."""

    id: int
    amount: int
    used: int
    bought: bool
    running: bool
    begins_at: At
    ends_at: At | None


class KeyView(Said, frozen=True):
    """A key of the cloud API by its id alone."""

    secret_id: str
    disabled: bool


class AppView(Said, frozen=True):
    """An app and what stops it."""

    id: str
    enabled: bool
    banned: bool
    key_disabled: bool


class Day(Said, frozen=True):
    """What a day cost that is not settled yet, in fen."""

    day: str
    fen: int


class CustomerView(Said, frozen=True):
    """Amounts in fen; a balance of null has no end."""

    name: str
    enterprise: bool
    balance: int | None
    unsettled: list[Day]
    in_arrears_since: At | None
    suspended_since: At | None
    packages: list[PackageView]
    keys: list[KeyView]
    apps: list[AppView]


class CustomerList(Said, frozen=True):
    """In the order of the settings."""

    customers: list[CustomerView]


ONE: Final = (Link("get.customers.name", {"name": "$response.body#/customers/0/name"}),)


class Customers:
    """Its routes. now: network time."""

    def __init__(self, world: World, leases: Leases, now: Callable[[], Instant]) -> None:
        self._world, self._leases = world, leases
        self._platform, self._desk, self._bills = world.platform, world.desk, world.bills
        self._now = now

    def operations(self) -> list[Operation]:
        """All of them."""
        one, apps, keys = "/sim/customers/{name}", "/sim/apps/{id}/", "/sim/keys/{id}/"
        return [
            get("/sim/customers", self._list, "All customers.", gives=CustomerList, links=ONE, sight=Sight.FILTERED),
            get(one, self._show, "A customer: money, packages, keys, apps.", gives=CustomerView, sight=Sight.CUSTOMER),
            post(one + "/payments", self._pay, "A customer pays.", takes=Payment, gives=CustomerView, sight=Sight.CUSTOMER),
            put(apps + "key", self._replace_key, "An app signs with this key from now on.", takes=Key, gives=AppView, sight=Sight.APP),
            *(
                post(apps + word, partial(self._change_app, change), f"{word} an app.".capitalize(), gives=AppView, sight=Sight.APP)
                for word, change in APP_CHANGES.items()
            ),
            *(
                post(
                    keys + word,
                    partial(self._change_key, change),
                    f"{word} a key of the cloud API.".capitalize(),
                    gives=KeyView,
                    sight=Sight.SECRET,
                )
                for word, change in KEY_CHANGES.items()
            ),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        lease = self._leases.of(request)
        found = (customer for customer in customers(self._world) if lease is None or customer.name == lease.customer)
        return answer({"customers": [self._view(customer) for customer in found]})

    async def _show(self, request: web.Request) -> web.Response:
        return answer(self._view(self._customer(request)))

    async def _pay(self, request: web.Request) -> web.Response:
        payment, customer = await read(request, Payment), self._customer(request)
        if customer.billing.balance is None:
            raise ProblemError(409, f"there is no end of {customer.name!r}'s balance: nothing to pay for")
        self._bills.pay(customer.name, payment.fen)
        return answer(self._view(customer))

    async def _change_app(self, change: dict[str, bool], request: web.Request) -> web.Response:
        app = replace(self._app(request), **change)
        self._platform.change(app)
        return answer(_app_view(app))

    async def _replace_key(self, request: web.Request) -> web.Response:
        """The old key is void at once, and the new one is not disabled."""
        key = (await read(request, Key)).key
        app = replace(self._app(request), key=key, key_disabled=False)
        self._platform.change(app)
        return answer(_app_view(app))

    async def _change_key(self, change: dict[str, bool], request: web.Request) -> web.Response:
        secret_id = request.match_info["id"]
        found = self._platform.secret(secret_id)
        if found is None:
            raise ProblemError(404, f"no customer has the SecretId {secret_id!r}")
        customer, secret = found
        changed = replace(secret, **change)
        secrets = tuple(changed if each is secret else each for each in customer.secrets)
        self._platform.change_customer(replace(customer, secrets=secrets))
        return answer(_key_view(changed))

    def _customer(self, request: web.Request) -> Customer:
        name = request.match_info["name"]
        found = next((customer for customer in customers(self._world) if customer.name == name), None)
        if found is None:
            raise ProblemError(404, f"there is no customer {name!r}")
        return found

    def _app(self, request: web.Request) -> App:
        app = self._platform.app(request.match_info["id"])
        if app is None:
            raise ProblemError(404, f"there is no app {request.match_info['id']!r}")
        return app

    def _view(self, customer: Customer) -> dict[str, Any]:
        """One customer; amounts in fen, a balance of null has no end."""
        purse, now = self._platform.purse(customer.name), self._now()
        suspended = purse.suspended_at if purse.suspended(customer.billing) else None
        short = purse.arrears_since if purse.short(customer.billing) else None
        return {
            "name": customer.name,
            "enterprise": customer.enterprise,
            "balance": purse.balance(customer.billing),
            "unsettled": [{"day": views.instant(midnight(day))[:10], "fen": fen} for day, fen in purse.unsettled.items()],
            "in_arrears_since": None if short is None else views.instant(short),
            "suspended_since": None if suspended is None else views.instant(suspended),
            "packages": [_package_view(package, used, now) for package, used in self._desk.packages(customer.name)],
            "keys": [_key_view(secret) for secret in customer.secrets],
            "apps": [_app_view(app) for app in self._platform.apps() if app.customer == customer.name],
        }


def customers(world: World) -> list[Customer]:
    """Those that there are: of the scenario, or with an app or a key. Of others, as of ended leases, the platform knows what they owe."""
    named = {customer.name for customer in world.scenario.platform.customers} | {app.customer for app in world.platform.apps()}
    return [customer for customer in world.platform.customers() if customer.name in named or customer.secrets]


def _package_view(package: Package, used: int, now: Instant) -> dict[str, Any]:
    """A package; `running` says whether it can be used now, as far as its time goes."""
    ends_at = None if package.ends_at is None else views.instant(package.ends_at)
    counts = {"id": package.id, "amount": package.amount, "used": used, "bought": package.bought}
    return {**counts, "running": runs(package, now), "begins_at": views.instant(package.begins_at), "ends_at": ends_at}


def _app_view(app: App) -> dict[str, Any]:
    return {"id": app.id, "enabled": app.enabled, "banned": app.banned, "key_disabled": app.key_disabled}


def _key_view(secret: Secret) -> dict[str, Any]:
    """A key of the cloud API by its id alone."""
    return {"secret_id": secret.secret_id, "disabled": secret.disabled}
