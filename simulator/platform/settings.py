"""What the SMS platform is told about its customers: frozen values, no state and no judgement."""

from msgspec import Struct

from simulator.message import Kind
from simulator.platform.customers import Customer, Secret

EXEMPT_MAX = 300


class Limits(Struct, frozen=True):
    """How often one number may get texts of one app; None is no limit. Source: the FAQ's section on security.

    per_30s: texts of the same content in 30 s; per_hour, per_day: texts in an hour, in a calendar day; same_per_day: texts of the same
    content in a calendar day; exempt: E.164 numbers, at most 300, that no limit of a number applies to.
    app, app_mainland, app_abroad, app_country: texts of the whole app in a calendar day, in all, to the mainland, abroad, to one country.
    per_day is 10 by the rules of 2024 and 2 by the current ones.
    """

    per_30s: int | None = 1
    per_hour: int | None = None
    per_day: int | None = 10
    same_per_day: int | None = None
    exempt: frozenset[str] = frozenset()
    app: int | None = None
    app_mainland: int | None = None
    app_abroad: int | None = None
    app_country: int | None = None


class Sign(Struct, frozen=True):
    """A signature without its brackets."""

    text: str
    approved: bool = True


class Template(Struct, frozen=True):
    """A text with variables {1}, {2}…; `international` ones go to numbers outside the mainland, and only there; `both`: everywhere."""

    id: int
    text: str
    kind: Kind = Kind.NORMAL
    international: bool = False
    approved: bool = True
    both: bool = False


class App(Struct, frozen=True):
    """An application of a customer. key: what the v5 API signs with.

    callback_url: where reports are pushed to, reply_url: where replies are; None for nowhere. signs, templates: with which its customer
    begins. enabled: or switched off (an emergency); banned: caught sending what is forbidden; key_disabled: nothing signed with the key is
    taken any more (it leaked).
    countries: ISO codes that it may send to, None for all.
    """

    id: str
    key: str
    signs: tuple[Sign, ...] = ()
    templates: tuple[Template, ...] = ()
    callback_url: str | None = None
    reply_url: str | None = None
    limits: Limits = Limits()
    customer: str = "default"
    enabled: bool = True
    banned: bool = False
    key_disabled: bool = False
    countries: frozenset[str] | None = None


DEFAULT_CUSTOMER = Customer(secrets=(Secret("AKIDEXAMPLE0000000001", "SECRETEXAMPLE0000000001"),))
"""The one customer of the default world."""


def default_apps() -> tuple[App, ...]:
    """The customers of the default world: one app with one signature, three approved templates and one in review."""
    return (
        App(
            id="1400000001",
            key="5f03a35d00ee52a21327ab048186a2c4",
            signs=(Sign("示例科技"),),
            templates=(
                Template(1001, "您的验证码为{1}，{2}分钟内有效。"),
                Template(1002, "会员日全场{1}折，回复TD退订", kind=Kind.MARKETING),
                Template(1003, "Your code is {1}.", international=True),
                Template(1009, "您的订单{1}已发货，请留意查收。", approved=False),
            ),
        ),
    )
