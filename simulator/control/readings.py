"""What a bare code may mean: every reading of it, by API, network and protocol, each with the cases it can come from. No network needed."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from simulator.control.spellings import spelled
from simulator.faq.catalogue import Words, cases, files
from simulator.faq.kinds import CASES, FAMILIES
from simulator.faq.rules import cases_of
from simulator.faq.words import CAUSES
from simulator.fronts.smpp.codes import CODES as SMPP
from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v5 import codes as v5
from simulator.refusals import Reason
from simulator.reporting.codes import TABLE
from simulator.reporting.published import ALL, SENTENCES, meanings
from simulator.smpp.statuses import Status, code_of, name_of
from simulator.wire.published import V5, published


class Named(Struct, frozen=True):
    """A case by its id, with the question that it answers, and the files that show it."""

    id: str
    question: Words
    files: tuple[str, ...]


class Reading(Struct, frozen=True):
    """One meaning of a code. api: where one meets it; network: `` where that does not matter; cases: ids, most likely first.

    official: the published sentence as it stands, `` where there is none; known: whether the code is published at all. replays: whether
    a scenario can bring it.
    """

    api: str
    code: str
    network: str
    says: Words
    cases: tuple[str, ...]
    official: str = ""
    known: bool = True
    replays: bool = True


UNBROUGHT: Final = frozenset(
    (("tencent-v5 gateway", "60002"), ("tencent-v5 gateway", "60013"), ("smpp", "0x00000000"), ("smpp receipt", "ACCEPTD"))
)
"""What nothing in a network answers or reports, and no fault can."""

_GATEWAY: Final[dict[int, tuple[Words, tuple[str, ...]]]] = {
    60002: (Words("URL 无法解析", "the URL cannot be parsed"), ("error/60008-timeout",)),
    60003: (Words("包体为空或不是 UTF-8", "the body is empty or no UTF-8"), ("error/1004-json", "error/1014-template")),
    60006: (Words("sdkappid 不合法", "the sdkappid is malformed"), ("security/app-id",)),
    60007: (Words("调用太频繁", "calls are too frequent"), ("security/bombing",)),
    60008: (
        Words("服务超时或请求格式有误", "time-out, or a request in a wrong format"),
        ("error/60008-timeout", "slow-api/dns", "slow-api/backlog"),
    ),
    60009: (Words("接口地址不存在", "there is nothing at this path"), ("error/60008-timeout", "content/no-mms")),
    60012: (Words("URL 缺少 sdkappid", "the URL has no sdkappid"), ("security/app-id", "error/60008-timeout")),
    60013: (Words("后端应答无法解析", "the service's answer cannot be parsed"), ("error/60008-timeout",)),
}
_STATS: Final[dict[str, tuple[Words, tuple[str, ...]]]] = {
    "ENROUTE": (Words("仍在途中，会重试", "still on its way, to be tried again"), ("late/handset", "late/manual-review")),
    "ACCEPTD": (Words("网络已接收，结果未知", "the network has it, its fate is not known"), ("not-received/carrier-error",)),
    "DELETED": (Words("被发送方撤回", "called back by its sender"), ()),
}
"""Receipts' words that the carriers' lists do not explain, or otherwise, SMPP 3.4 § 5.2.28."""
_FAMILIES: Final[tuple[tuple[str, Words, tuple[str, ...]], ...]] = (
    ("AuthFailure", Words("鉴权失败", "the credentials were refused"), ("error/auth-v3", "security/key-disabled", "security/app-id")),
    ("FailedOperation", Words("操作失败", "the operation failed"), ("not-received/bad-content",)),
    ("InternalError", Words("内部错误", "the service's own error"), ("error/60008-timeout", "slow-api/backlog")),
    ("InvalidParameter", Words("参数错误", "a parameter is wrong"), ("error/1004-json",)),
    ("MissingParameter", Words("缺少参数", "a parameter is missing"), ("error/1004-json",)),
    ("UnknownParameter", Words("未知参数", "a parameter that is unknown"), ("error/1004-json",)),
    ("LimitExceeded", Words("超过限制", "over a limit"), ("not-received/frequency-limit", "security/bombing")),
    ("RequestLimitExceeded", Words("请求过于频繁", "calls are too frequent"), ("security/bombing",)),
    ("RequestSizeLimitExceeded", Words("请求过大", "the request is too large"), ("error/1004-json", "other/batch-200")),
    ("UnauthorizedOperation", Words("没有权限", "not permitted"), ("fees/enterprise-only", "content/account-banned")),
    ("Unsupported", Words("不支持", "not supported"), ("content/no-mms", "other/country-codes")),
    ("Invalid", Words("请求不合法", "the request is not valid"), ("content/no-mms", "error/1004-json")),
    ("NoSuch", Words("没有这样的版本或产品", "no such version or product"), ("content/no-mms",)),
    ("Ip", Words("IP 不允许调用", "calls from this address are not allowed"), ("security/bombing",)),
    ("", Words("其他错误", "another error"), ()),
)
"""What the first word of a cloud API's code says, where no refusal of ours has it."""
_STATUSES: Final[dict[Status, tuple[Words, tuple[str, ...]]]] = {
    Status.RINVDSTADR: (Words("目的号码不合法", "the destination address is not valid"), ()),
    Status.RINVSRCADR: (Words("源地址不合法", "the source address is not valid"), ()),
    Status.RTHROTTLED: (Words("超过流速或频率限制", "throttled: over a limit"), ("slow-api/backlog",)),
    Status.RMSGQFUL: (Words("消息队列已满", "the message queue is full"), ("slow-api/backlog",)),
    Status.RINVPASWD: (Words("密码错误", "the password is wrong"), ("security/key-disabled",)),
    Status.RINVSYSID: (Words("system_id 不合法", "the system_id is not valid"), ("security/app-id",)),
    Status.RSYSERR: (Words("短信中心系统错误", "the centre's own error"), ("not-received/carrier-error",)),
    Status.RSUBMITFAIL: (Words("提交失败，原因见记录", "the submission failed; the record says why"), ()),
    Status.RINVMSGLEN: (Words("消息长度不合法", "the message's length is not valid"), ("error/1004-json",)),
    Status.RINVCMDLEN: (Words("PDU 长度不合法", "the PDU's length is not valid"), ("error/1004-json",)),
    Status.RINVCMDID: (Words("命令不合法", "the command is not valid"), ("error/1004-json",)),
    Status.RX_T_APPN: (Words("接收方暂时不能处理", "the receiver cannot take it now"), ("reply/received",)),
}
_STATUS: Final = Words("SMPP 状态码", "an SMPP status")


def named(ids: Iterable[str]) -> tuple[Named, ...]:
    """The cases of these ids, each once."""
    return tuple(Named(one, cases()[one].question, files().get(one, ())) for one in dict.fromkeys(ids))


def readings(code: str, network: str | None = None) -> list[Reading]:
    """Every reading of a code in any case, those of the APIs first. network: one carrier's only, such as `mobile`."""
    wanted = spelled(code)
    found = [reading for read in (_report,) if network is not None for reading in read(wanted, network)]
    if network is None:
        found = [reading for read in _READERS for reading in read(wanted)]
    return [replace(each, replays=(each.api, each.code) not in UNBROUGHT) for each in found or _family(wanted, network)]


def _cases(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """In the order of the reasons, which is that of the checks: who asks, what is sent, to whom, how often, then the counter's."""
    return tuple(dict.fromkeys(case for reason in reasons for case in cases_of(reason)))


def _v5(code: str) -> Iterator[Reading]:
    said = {reason: words for reason, (number, words) in v5.RESULTS.items() if str(number) == code}
    if said:
        chinese = next((words for words in said.values() if not words.isascii()), "")
        reasons, english = list(said), _english(next(iter(said)))
        likely = (*_cases(reasons), *_SAID_ELSEWHERE.get(code, ()))
        yield Reading("tencent-v5", code, "", Words(chinese, english), likely, chinese)
    elif code in V5:
        yield Reading("tencent-v5", code, "", Words(v5.NUMBERS[code][1], "the voice code is malformed"), (), v5.NUMBERS[code][1])
    elif code.isdecimal() and int(code) in v5.GATEWAY:
        says, likely = _GATEWAY[int(code)]
        yield Reading("tencent-v5 gateway", code, "", says, likely, v5.GATEWAY[int(code)])


_SAID_ELSEWHERE: Final = {"1016": ("security/app-id",)}
"""What the FAQ names for a code, though nothing brings it with it: a wrong id or key fails earlier, with 1019 or 1001."""


def _english(reason: Reason) -> str:
    row = published().get(v3.CODES[reason])
    return reason.value.replace("-", " ") if row is None else row.meaning


def _v3(code: str) -> Iterator[Reading]:
    row = published().get(code)
    if row is None:
        return
    rows = [*v3.CODES.items(), *((reason, its) for (_, reason), its in v3.PER_ACTION.items())]
    reasons = list(dict.fromkeys(reason for reason, its in rows if its == code))
    family = next(each for each in _FAMILIES if code.startswith(each[0]))
    chinese = v5.RESULTS[reasons[0]][1] if reasons else v3.MESSAGES[code][1] if code in v3.MESSAGES else family[1].zh
    likely = (_cases(reasons) if reasons else ()) or family[2]
    yield Reading("tencent-v3", code, "", Words(chinese, row.meaning or family[1].en), likely, row.meaning)


def _report(code: str, network: str | None = None) -> Iterator[Reading]:
    for meaning in meanings(code, network):
        chinese, english = SENTENCES[meaning.kind]
        where = "" if meaning.network == ALL else meaning.network
        yield Reading("report", meaning.code, where, Words(chinese, english), CASES[meaning.kind], chinese)


def _stat(code: str) -> Iterator[Reading]:
    if code in _STATS:
        says, likely = _STATS[code]
        yield Reading("smpp receipt", code, "", says, likely)


def _err(code: str) -> Iterator[Reading]:
    """The three characters of a receipt, which are a MAP error here."""
    if not re.fullmatch("[0-9]{3}", code):
        return
    causes = [cause for cause, row in TABLE.items() if row.map_error == int(code)]
    if causes:
        chinese, english = "、".join(CAUSES[cause].zh for cause in causes), ", ".join(CAUSES[cause].en for cause in causes)
        likely = tuple(dict.fromkeys(case for cause in causes for case in cases_of(cause)))
        yield Reading("smpp receipt err", code, "", Words(chinese, english), likely)


def _status(code: str) -> Iterator[Reading]:
    """A command_status by its number, in hex or as many clients print it, or by its name. Decimal ones are read where they have a name."""
    value = int(code, 16) if re.fullmatch("0[xX][0-9a-fA-F]{1,8}", code) else code_of(code)
    if re.fullmatch("[1-9][0-9]{0,3}", code) and name_of(int(code)) in Status.__members__:
        value = int(code)
    if value is None:
        return
    reasons = [reason for reason, status in SMPP.items() if status == value]
    known = name_of(value) in Status.__members__
    says, likely = _STATUSES.get(Status(value), (_STATUS, ())) if known else (Words("厂商自定义状态码", "a vendor's own status"), ())
    official = f"ESME_{name_of(value)}" if known else name_of(value)
    likely = tuple(dict.fromkeys((*_of_reasons(reasons), *likely)))
    yield Reading("smpp", f"0x{value:08X}", "", says, likely, official, known)


def _of_reasons(reasons: list[Reason]) -> tuple[str, ...]:
    """Of a status that stands for many reasons: those that an account which shares an app's list meets first."""
    first = [reason for reason in (Reason.UNSUBSCRIBED, Reason.NUMBER_MALFORMED) if reason in reasons]
    return _cases(first or reasons)


def _family(code: str, network: str | None) -> Iterator[Reading]:
    for pattern, whose, says, likely in FAMILIES:
        if re.fullmatch(pattern, code.upper()) and network in {None, whose}:
            yield Reading("report", code.upper(), whose, says, tuple(dict.fromkeys(likely)), known=False)
            return


_READERS: Final[tuple[Callable[[str], Iterator[Reading]], ...]] = (_v5, _v3, _status, _stat, _report, _err)
