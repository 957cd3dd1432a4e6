"""What each fate is called on each network: one row a cause. Published words where there are any; what we chose ourselves is `Assumed`."""

from enum import Enum, auto
from functools import cache
from typing import Final

from msgspec import Struct

from simulator.causes import Cause
from simulator.lifecycle import State
from simulator.message import FAILURE, NOTIFY, SUCCESS, Outcome
from simulator.reporting.published import Kind

MOBILE, UNICOM, TELECOM, INTERNATIONAL = "mobile", "unicom", "telecom", "international"
NETWORKS: Final = (MOBILE, UNICOM, TELECOM, INTERNATIONAL)
"""The order of the words in every row. A network of another name reports as abroad, in plain SMPP words."""


class Assumed(str):
    """A word that is published for this fate nowhere on this network: our choice, and not to be built on."""

    __slots__ = ()


class AtExpiry(Enum):
    """What is told when validity ends while a cause holds."""

    EXPIRED = auto()  # that validity ended; the cause stands in err
    OWN = auto()  # the cause's own fate, as if the text had been refused just now


class Row(Struct, frozen=True):
    """One cause. kinds: the published kinds that name it; words: one a network, in the order of NETWORKS; state: in a report of it.

    map_error: 3GPP TS 29.002 § 17.6.6, told as network_error_code and, in three digits (assumed), as err.
    """

    kinds: frozenset[Kind]
    words: tuple[str, str, str, str]
    description: str
    map_error: int
    state: State = State.UNDELIVERABLE
    at_expiry: AtExpiry = AtExpiry.OWN


# MAP errors, 3GPP TS 29.002 § 17.6.6
UNKNOWN_SUBSCRIBER: Final = 1
ILLEGAL_SUBSCRIBER: Final = 9
CALL_BARRED: Final = 13  # as operator determined barring too
FACILITY_NOT_SUPPORTED: Final = 21
ABSENT_SUBSCRIBER: Final = 27
SM_DELIVERY_FAILURE: Final = 32  # memory capacity exceeded, equipment protocol error
SYSTEM_FAILURE: Final = 34
RESOURCE_LIMITATION: Final = 51


def _kinds(*kinds: Kind) -> frozenset[Kind]:
    return frozenset(kinds)


TABLE: Final[dict[Cause, Row]] = {
    Cause.OFF: Row(
        _kinds(Kind.OFF, Kind.MIXED),
        ("MK:0024", "LT:0011", "UNDELIVS602S", "UNDELIV"),
        "手机关机",
        ABSENT_SUBSCRIBER,
        at_expiry=AtExpiry.EXPIRED,
    ),
    Cause.OUT_OF_CREDIT: Row(
        _kinds(Kind.SUSPENDED, Kind.MIXED),
        ("MK:0004", "5", "UNDELIVS705S", "UNDELIV"),
        "手机欠费",
        CALL_BARRED,
    ),
    Cause.SUSPENDED: Row(
        _kinds(Kind.SUSPENDED, Kind.MIXED),
        ("MK:0004", "LT:0004", "UNDELIVS705S", "UNDELIV"),
        "手机停机",
        ILLEGAL_SUBSCRIBER,
    ),
    Cause.STALE_REGISTRATION: Row(
        _kinds(Kind.SIGNAL),
        ("MK:0010", "15", "UNDELIVS718S", Assumed("UNDELIV")),
        "手机长时间未关机，网络无法寻呼",
        ABSENT_SUBSCRIBER,
        at_expiry=AtExpiry.EXPIRED,
    ),
    Cause.NO_SIGNAL: Row(
        _kinds(Kind.SIGNAL),
        ("MK:0008", "15", "UNDELIVS718S", Assumed("UNDELIV")),
        "手机信号差或不在服务区",
        ABSENT_SUBSCRIBER,
        at_expiry=AtExpiry.EXPIRED,
    ),
    Cause.INBOX_FULL: Row(
        _kinds(Kind.INBOX_FULL),
        ("MK:0017", "LT:0008", "UNDELIVS713S", Assumed("UNDELIV")),
        "手机内存或收件箱已满",
        SM_DELIVERY_FAILURE,
        at_expiry=AtExpiry.EXPIRED,
    ),
    Cause.SETTINGS: Row(
        _kinds(Kind.NO_SMS, Kind.HANDSET),
        ("MK:0019", "44", "SMGP726", "DELETED"),
        "手机短信设置有误",
        FACILITY_NOT_SUPPORTED,
    ),
    Cause.HARDWARE: Row(
        _kinds(Kind.HANDSET),
        ("MK:0007", "LT:0104", "UNDELIVS815S", "DELETED"),
        "手机终端或SIM卡故障",
        SM_DELIVERY_FAILURE,
    ),
    Cause.BLOCKED_ON_PHONE: Row(  # no network can see it: the phone took the text, and that is what is told
        _kinds(),
        (Assumed("UNDELIV"), Assumed("UNDELIVRD"), Assumed("UNDELIVRD"), Assumed("UNDELIV")),
        "短信被手机拦截",
        SM_DELIVERY_FAILURE,
    ),
    Cause.NUMBER_UNKNOWN: Row(
        _kinds(Kind.EMPTY, Kind.MIXED),
        ("MK:0001", "LT:0001", "UNDELIVS601S", "UNDELIV"),
        "空号",
        UNKNOWN_SUBSCRIBER,
    ),
    Cause.BLACKLISTED: Row(
        _kinds(Kind.BLACKLIST),
        ("MB:1077", "0000086", "MBBLACK", Assumed("REJECTD")),
        "号码在运营商黑名单中",
        CALL_BARRED,
        State.REJECTED,
    ),
    Cause.INTERCEPTED: Row(
        _kinds(Kind.KEYWORD, Kind.REJECT),  # abroad REJECTD is published for words too
        ("MK:0118", "-106", "UNDELIVS660S", "REJECTD"),
        "短信内容含敏感词，被运营商拦截",
        CALL_BARRED,
        State.REJECTED,
    ),
    Cause.SPOT_CHECK: Row(  # the carrier says no more of it than of a word
        _kinds(Kind.KEYWORD, Kind.REJECT),
        ("MK:0118", "-106", "UNDELIVS660S", "REJECTD"),
        "短信被运营商抽查拦截",
        CALL_BARRED,
        State.REJECTED,
    ),
    Cause.PORTING: Row(
        _kinds(Kind.PORTED),
        ("DB:0126", "LT:11", Assumed("UNDELIVS601S"), Assumed("UNDELIV")),
        "携号转网，号码归属错误",
        UNKNOWN_SUBSCRIBER,
    ),
    Cause.THROTTLED: Row(
        _kinds(Kind.FREQ),
        ("DB:0142", "MX:0003", "MX:0003", Assumed("REJECTD")),
        "超过运营商频率限制",
        RESOURCE_LIMITATION,
        State.REJECTED,
    ),
    Cause.NETWORK_FAULT: Row(
        _kinds(Kind.CARRIER),
        ("CB:0007", "LT:0106", "UNDELIVS608S", "COMFAIL"),
        "运营商网络或网关故障",
        SYSTEM_FAILURE,
        at_expiry=AtExpiry.EXPIRED,
    ),
    Cause.LOST: Row(  # nobody is told, unless a scenario has it told
        _kinds(Kind.UNKNOWN),
        ("UNKNOWN", "255", "TD:18", "UNKNOWN"),
        "短信在运营商网络中丢失",
        SYSTEM_FAILURE,
        State.UNKNOWN,
        AtExpiry.EXPIRED,
    ),
    Cause.REVIEW_REFUSED: Row(
        _kinds(Kind.REJECT),
        ("TE:0014", "LT:0005", "TE:0014", "REJECTD"),
        "人工审核未通过",
        CALL_BARRED,
        State.REJECTED,
    ),
    Cause.JOIN_EXPIRED: Row(
        _kinds(Kind.LENGTH),
        ("-127", "8", Assumed("UNDELIV"), Assumed("UNDELIV")),
        "长短信的其他部分未到达",
        SM_DELIVERY_FAILURE,
    ),
}

EXPIRED_WORDS: Final = ("EXPIRED", Assumed("EXPIRED"), Assumed("EXPIRED"), "EXPIRED")
"""Of validity that ended, in the order of NETWORKS. Telecom publishes EXPIREDSnnnS, one a cause, and none for all of them."""

EXPIRED_DESCRIPTION: Final = "短信在有效期内未送达"

DELIVERED: Final = Outcome(State.DELIVERED, None, SUCCESS, "DELIVRD", "用户短信接收成功", "000", 0)

CANCELLED: Final = Outcome(State.DELETED, None, FAILURE, "DELETED", "短信已被取消", "000", 0)


@cache
def failed(cause: Cause, network: str) -> Outcome:
    """A failure that names its cause; the same object each time."""
    row = TABLE[cause]
    return Outcome(row.state, cause, FAILURE, _word(row.words, network), row.description, f"{row.map_error:03}", row.map_error)


@cache
def on_the_way(cause: Cause) -> Outcome:
    """A try failed, and others follow (intermediate notification). The same object each time."""
    map_error = TABLE[cause].map_error
    return Outcome(State.ENROUTE, cause, NOTIFY, "ENROUTE", TABLE[cause].description, f"{map_error:03}", map_error)


@cache
def expired(cause: Cause | None, network: str) -> Outcome:
    """Validity ended; `cause` is what the last attempt met, None where none was made. The same object each time."""
    if cause is not None and TABLE[cause].at_expiry is AtExpiry.OWN:
        return failed(cause, network)
    map_error = TABLE[cause].map_error if cause else 0
    return Outcome(State.EXPIRED, cause, FAILURE, _word(EXPIRED_WORDS, network), EXPIRED_DESCRIPTION, f"{map_error:03}", map_error)


def causes_of(kind: Kind) -> tuple[Cause, ...]:
    """The causes that a code of this kind can stand for, none where the network here knows no such thing."""
    return tuple(cause for cause, row in TABLE.items() if kind in row.kinds)


def _word(words: tuple[str, str, str, str], network: str) -> str:
    return str(words[NETWORKS.index(network if network in NETWORKS else INTERNATIONAL)])
