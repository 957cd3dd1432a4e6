"""What is sent to whom: numbers of a population, and texts as senders in the field have them. It sends nothing and draws nothing itself."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Final

from msgspec import Struct

from simulator.population import CARRIERS, PROVINCES, People, Population, settled

POPULATION: Final = "load"
PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    "mobile": (
        "134", "135", "136", "137", "138", "139", "147", "148", "150", "151", "152", "157", "158",
        "159", "165", "172", "178", "182", "183", "184", "187", "188", "192", "195", "197", "198",
    ),
    "telecom": ("133", "149", "153", "162", "173", "174", "177", "180", "181", "189", "190", "191", "193", "199"),
    "unicom": ("130", "131", "132", "145", "146", "155", "156", "166", "167", "171", "175", "176", "185", "186", "196"),
}  # fmt: skip
"""Of the default world's networks. A scenario's first population, called `load`, of the same size and seed, is these handsets."""
PROCESSES_MOST: Final = 64
"""Workers that write to handsets of their own; what is beyond shares them."""
CODE, MARKETING = 1001, 1002
LONG: Final = (
    "尊敬的客户，您在我司的订单已由仓库发出，预计三个工作日内送达。请保持电话畅通，以便快递员与您联系。"
    "如需更改收货地址或时间，请在今日二十点前登录官方应用，在“我的订单”中修改。感谢您的支持，祝您生活愉快。"
)
"""Two parts in UCS-2."""
REPLIERS: Final = tuple(f"+86{network}0000{manner}18" for network in ("138", "186", "189") for manner in ("00", "01", "02"))
"""Of the default world: those that answer whatever they get after five seconds, with each manner of report but silence."""


class Text(Struct, frozen=True):
    """One text for one number. text: for SMPP; template and params: for HTTP, 0 where there is none."""

    to: str
    text: str
    template: int
    params: tuple[str, ...] = ()


def numbers(size: int, seed: int, process: int) -> Iterator[str]:
    """E.164 numbers without end, of all networks and provinces, none twice before all were had. process: which one of all, from 0."""
    people = People(Population(POPULATION, 1, size, settled(size, CARRIERS, PROVINCES, PREFIXES)), seed)
    step = min(PROCESSES_MOST, size)
    for lap in count(process):
        yield from map(people.number, range(lap % step, size, step))


def code(to: str, chance: Random) -> Text:
    """A verification code, new each time."""
    digits = f"{chance.randrange(1_000_000):06}"
    return Text(to, f"【示例科技】您的验证码为{digits}，5分钟内有效。", CODE, (digits, "5"))


def marketing(to: str, chance: Random) -> Text:
    """What members get."""
    off = str(chance.randrange(5, 10))
    return Text(to, f"【示例科技】会员日全场{off}折，回复TD退订", MARKETING, (off,))


def long(to: str, template: int) -> Text:
    """A text of several parts. template: whose words are its own affair."""
    return Text(to, f"【示例科技】{LONG}", template)
