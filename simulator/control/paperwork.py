"""The platform's console as customers use it: signatures and templates handed in there, and their apps' limits. It reviews nothing.

Unlike the interfaces for software, which are for enterprises, the console takes the papers of individuals too.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NoReturn

from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict, replace

from simulator import address
from simulator.control.customers import customers
from simulator.control.exchange import ProblemError, answer, read
from simulator.control.operations import Operation, Sight, delete, post, put
from simulator.control.reviews import view
from simulator.desk.filing import SignForm, TemplateForm
from simulator.desk.reviews import Paper, Waiting
from simulator.message import Instant
from simulator.platform.customers import SenderName
from simulator.platform.review.applications import Document, Purpose, SignKind, TemplateKind
from simulator.platform.settings import EXEMPT_MAX
from simulator.refusals import Refusal
from simulator.world import World


def dashed(name: str) -> str:
    """A word of the review's tables as JSON has it."""
    return name.lower().replace("_", "-")


NAMES: Final = {dashed(each.name): each for each in SignKind}
DOCUMENTS: Final = {dashed(each.name): each for each in Document}
PICTURE: Final = "iVBORw0KGgo="
"""What stands for a picture: the first octets of a PNG. Nobody looks at more."""

SENDER_NAMES_FROM: Final = 10_000
"""Texts a day in a market, from which its carriers register a SenderID. Source: the FAQ on fees."""

Most = Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType | None


class SignPaper(Struct, frozen=True, forbid_unknown_fields=True):
    """A signature. names: of what it is the name (`company`, `app`…); proof: the document that comes with it, null for none."""

    text: str
    names: str = "company"
    proof: str | None = "business-licence"
    purpose: Literal["own", "others"] = "own"
    commission: bool = False
    abroad: bool = False
    remark: str = ""

    def form(self) -> SignForm:
        """The same for the desk."""
        return SignForm(
            self.text,
            kind=_one(NAMES, self.names, "kind of signature"),
            document=None if self.proof is None else _one(DOCUMENTS, self.proof, "document"),
            purpose=Purpose[self.purpose.upper()],
            international=int(self.abroad),
            proof="" if self.proof is None else PICTURE,
            commission=PICTURE if self.commission else "",
            remark=self.remark,
        )


class TemplatePaper(Struct, frozen=True, forbid_unknown_fields=True):
    """A template, with what is ticked for it."""

    text: str
    kind: Literal["normal", "marketing", "notification", "code"] = "normal"
    abroad: bool = False
    title: str = ""
    remark: str = ""

    def form(self) -> TemplateForm:
        """The same for the desk."""
        return TemplateForm(self.text, TemplateKind[self.kind.upper()], int(self.abroad), self.title, self.remark)


class LimitsWish(Struct, frozen=True, forbid_unknown_fields=True):
    """How often a number may get texts of an app; null is no limit, what is left out stays. exempt: numbers that have none."""

    per_30s: Most = UNSET
    per_hour: Most = UNSET
    per_day: Most = UNSET
    same_per_day: Most = UNSET
    exempt: Annotated[list[str], Meta(max_length=EXEMPT_MAX)] | UnsetType = UNSET
    app: Most = UNSET
    app_mainland: Most = UNSET
    app_abroad: Most = UNSET
    app_country: Most = UNSET


class SenderNameWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A SenderID for one market. country: its ISO code; per_day: how many texts a day are sent there."""

    country: Annotated[str, Meta(pattern="^[A-Z]{2}$", max_length=2)]
    name: Annotated[str, Meta(min_length=1, max_length=11)]
    per_day: Annotated[int, Meta(ge=0)]


class Paperwork:
    """Its operations. now: network time."""

    def __init__(self, world: World, now: Callable[[], Instant]) -> None:
        self._world, self._platform, self._desk, self._now = world, world.platform, world.desk, now
        self._filing = world.desk.console

    def operations(self) -> list[Operation]:
        """All of them."""
        customer, id_ = "/sim/customers/{name}", "/{id:[0-9]{1,18}}"
        return [
            post(f"{customer}/signs", self._add_sign, "Hand in a signature.", takes=SignPaper, gives=dict[str, Any]),
            put(f"{customer}/signs{id_}", self._change_sign, "Hand in a signature anew.", takes=SignPaper, gives=dict[str, Any]),
            delete(f"{customer}/signs{id_}", self._delete_sign, "Delete a signature.", gives=dict[str, Any]),
            post(f"{customer}/templates", self._add_template, "Hand in a template.", takes=TemplatePaper, gives=dict[str, Any]),
            put(f"{customer}/templates{id_}", self._change_template, "Hand in a template anew.", takes=TemplatePaper, gives=dict[str, Any]),
            delete(f"{customer}/templates{id_}", self._delete_template, "Delete a template.", gives=dict[str, Any]),
            post(f"{customer}/sender-names", self._register, "Register a SenderID.", takes=SenderNameWish, gives=SenderNameWish),
            put("/sim/apps/{id}/limits", self._limit, "Change an app's limits.", takes=LimitsWish, gives=dict[str, Any], sight=Sight.APP),
        ]

    async def _add_sign(self, request: web.Request) -> web.Response:
        customer, form = self._customer(request), (await read(request, SignPaper)).form()
        return self._filed(customer, self._filing.add_sign(customer, form, self._now()))

    async def _change_sign(self, request: web.Request) -> web.Response:
        customer, form = self._customer(request), (await read(request, SignPaper)).form()
        return self._filed(customer, self._filing.change_sign(customer, _id(request), form, self._now()))

    async def _delete_sign(self, request: web.Request) -> web.Response:
        customer = self._customer(request)
        return self._gone(customer, self._filing.delete_signs(customer, [_id(request)]))

    async def _add_template(self, request: web.Request) -> web.Response:
        customer, form = self._customer(request), (await read(request, TemplatePaper)).form()
        return self._filed(customer, self._filing.add_template(customer, form, self._now()))

    async def _change_template(self, request: web.Request) -> web.Response:
        customer, form = self._customer(request), (await read(request, TemplatePaper)).form()
        return self._filed(customer, self._filing.change_template(customer, _id(request), form, self._now()))

    async def _delete_template(self, request: web.Request) -> web.Response:
        customer = self._customer(request)
        return self._gone(customer, self._filing.delete_templates(customer, [_id(request)]))

    async def _register(self, request: web.Request) -> web.Response:
        """One name a market; the last one registered shows."""
        name, wish = self._customer(request), await read(request, SenderNameWish)
        if wish.per_day < SENDER_NAMES_FROM:
            raise ProblemError(403, f"a SenderID is registered from {SENDER_NAMES_FROM:,} texts a day in its market, not {wish.per_day:,}")
        customer = self._platform.customer(name)
        others = tuple(each for each in customer.sender_names if each.country != wish.country)
        self._platform.change_customer(replace(customer, sender_names=(*others, SenderName(wish.country, wish.name))))
        return answer(wish)

    async def _limit(self, request: web.Request) -> web.Response:
        """Enterprises may, individuals may not."""
        wish, app = await read(request, LimitsWish), self._platform.app(request.match_info["id"])
        if app is None:
            raise ProblemError(404, f"there is no app {request.match_info['id']!r}")
        if not self._platform.customer(app.customer).enterprise:
            raise ProblemError(403, f"{app.customer!r} is an individual, who may not change limits")
        said = {name: value for name, value in asdict(wish).items() if value is not UNSET}
        if isinstance(wish.exempt, list):
            said["exempt"] = frozenset(map(_number, wish.exempt))
        limits = replace(app.limits, **said)
        self._platform.change(replace(app, limits=limits))
        return answer({**asdict(limits), "exempt": sorted(limits.exempt)})

    def _filed(self, customer: str, filed: Paper | Refusal) -> web.Response:
        return self._refused(customer, filed) if isinstance(filed, Refusal) else answer(view(Waiting(customer, filed)))

    def _gone(self, customer: str, refusal: Refusal | None) -> web.Response:
        return answer({}) if refusal is None else self._refused(customer, refusal)

    def _refused(self, customer: str, refusal: Refusal) -> NoReturn:
        """It stands among the refused requests, as what the interfaces refuse does: under the customer's first app, if he has one."""
        app = next((app.id for app in self._platform.apps() if app.customer == customer), "")
        self._desk.refuse(app, "", refusal, "console", self._now())
        raise ProblemError(409, f"{refusal.reason.value}: {refusal.detail}")

    def _customer(self, request: web.Request) -> str:
        name = request.match_info["name"]
        if name not in {customer.name for customer in customers(self._world)}:
            raise ProblemError(404, f"there is no customer {name!r}")
        return name


def _id(request: web.Request) -> int:
    return int(request.match_info["id"])


def _number(written: str) -> str:
    known = address.parse(written)
    if known is None:
        raise ProblemError(400, f"{written!r} is no phone number")
    return known


def _one(words: dict[str, Any], word: str, noun: str) -> int:
    if word not in words:
        raise ProblemError(400, f"{word!r} is no {noun}: wanted one of {', '.join(words)}")
    return int(words[word])
