"""What platforms publish of the words that carriers report: 1976 mainland rows and the nine words from abroad. Read on first use only.

Source: Tencent Cloud's lists of error codes, of 2021-04-09 for the mainland. The kinds are ours: they sort the published sentences by what
they mean.
"""

from enum import Enum, unique
from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

ALL: Final = "all"
"""The network of a code that means the same on all three mainland networks."""

INTERNATIONAL: Final = "international"


@unique
class Kind(Enum):
    """What a code means. Values are the words of the data file."""

    DELIVERED = "delivered"
    OFF = "off"
    SUSPENDED = "suspended"
    EMPTY = "empty"
    MIXED = "mixed"
    SIGNAL = "signal"
    INBOX_FULL = "inbox-full"
    HANDSET = "handset"
    NO_SMS = "no-sms"
    BLACKLIST = "blacklist"
    KEYWORD = "keyword"
    REJECT = "reject"
    FREQ = "freq"
    PORTED = "ported"
    EXPIRED = "expired"
    BARRED = "barred"
    SIGNCODE = "signcode"
    LENGTH = "length"
    CARRIER = "carrier"
    UNKNOWN = "unknown"


SENTENCES: Final[dict[Kind, tuple[str, str]]] = {
    Kind.DELIVERED: ("用户短信接收成功", "delivered"),
    Kind.OFF: ("手机关机", "the handset is switched off"),
    Kind.SUSPENDED: ("手机欠费或停机", "out of credit, suspended, or the service was stopped"),
    Kind.EMPTY: ("空号", "the number does not exist or is invalid"),
    Kind.MIXED: ("空号、停机或关机", "the number does not exist, is suspended or switched off: not told apart"),
    Kind.SIGNAL: ("信号差或不在服务区", "weak signal, out of the service area, or cannot be reached"),
    Kind.INBOX_FULL: ("手机内存或收件箱已满", "the handset's memory or inbox is full"),
    Kind.HANDSET: ("手机终端或SIM卡故障", "the handset or SIM is faulty, or the device is not permitted"),
    Kind.NO_SMS: ("未开通短信功能", "the SMS service is not available or not subscribed"),
    Kind.BLACKLIST: ("号码在黑名单中", "on a blacklist of the carrier or gateway, after a complaint or an opt-out"),
    Kind.KEYWORD: ("关键字或敏感内容拦截", "intercepted for a keyword or sensitive content"),
    Kind.REJECT: ("网关或人工审核拒绝", "refused by the gateway, by a review by hand, against fraud or for the time of day"),
    Kind.FREQ: ("超过运营商频率限制", "over the carrier's frequency limit"),
    Kind.PORTED: ("携号转网", "trouble with number portability"),
    Kind.EXPIRED: ("短信超过有效期", "validity is over"),
    Kind.BARRED: ("漫游或呼入限制", "roaming or incoming traffic is barred, or the number is restricted or foreign"),
    Kind.SIGNCODE: ("签名子码号获取失败", "no sender sub-number for the signature, or several signatures"),
    Kind.LENGTH: ("短信过长或乱码", "too long, or garbled"),
    Kind.CARRIER: ("运营商或网关内部错误", "the carrier's or gateway's own error: fault, time-out, routing"),
    Kind.UNKNOWN: ("未知原因", "not explained"),
}
"""What each kind says, in Chinese and in English."""


class Meaning(Struct, frozen=True):
    """One reading of a code: on which network (ALL: any of the mainland's), and what it means there."""

    network: str
    code: str
    kind: Kind


def meanings(code: str, network: str | None = None) -> list[Meaning]:
    """All published readings of a code, on one network (what holds for all of the mainland's behind its own) or, with None, on any.

    Blanks around the code and a full-width colon in it do not matter, its case does: codes differ by it. Empty: it is published nowhere.
    """
    found = _by_code().get(code.strip().replace("：", ":"), ())
    if network is None:
        return list(found)
    named = [meaning for meaning in found if meaning.network == network]
    shared = [] if network in {ALL, INTERNATIONAL} else [meaning for meaning in found if meaning.network == ALL]
    return named + shared


@cache
def rows() -> tuple[Meaning, ...]:
    """The published tables, row by row, as they stand: six of Mobile's rows are there twice, and its DB:0140 has two kinds."""
    table = resources.files(__package__).joinpath("published.tsv").read_text("utf-8").splitlines()
    fields = (row.split("\t") for row in table[1:])
    return tuple(Meaning(network, code, Kind(kind)) for network, kind, code in fields)


@cache
def _by_code() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for meaning in dict.fromkeys(rows()):
        found[meaning.code] = (*found.get(meaning.code, ()), meaning)
    return found
