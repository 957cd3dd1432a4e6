"""What the SMS platform is told about its customers: frozen values, no state and no judgement."""

from msgspec import Struct

from simulator.message import Kind


class Limits(Struct, frozen=True):
    """How often one number may get texts of one app; None is no limit. Source: the FAQ's section on security.

    per_30s: texts of the same content in 30 s; per_day: texts in a calendar day; exempt: E.164 numbers that no limit applies to.
    """

    per_30s: int | None = 1
    per_day: int | None = 10
    exempt: frozenset[str] = frozenset()


class Sign(Struct, frozen=True):
    """A signature without its brackets."""

    text: str
    approved: bool = True


class Template(Struct, frozen=True):
    """A text with variables {1}, {2}…; `international` ones go to numbers outside the mainland, and only there."""

    id: int
    text: str
    kind: Kind = Kind.NORMAL
    international: bool = False
    approved: bool = True


class App(Struct, frozen=True):
    """An application of a customer. key: what the v5 API signs with.

    callback_url: where reports are pushed to, reply_url: where replies are; None for nowhere.
    """

    id: str
    key: str
    signs: tuple[Sign, ...] = ()
    templates: tuple[Template, ...] = ()
    callback_url: str | None = None
    reply_url: str | None = None
    limits: Limits = Limits()


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
