"""The cloud API's actions that count: texts, reports, prepaid packages. Fields and their names only; the desk adds up."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from simulator.desk import spans
from simulator.desk.desk import Desk
from simulator.desk.spans import HOUR_MS, Span, beijing
from simulator.desk.statistics import Failure, Tally
from simulator.fronts.tencent_v3.actions import V2019, V2021, Action, Answer, Call, Fields
from simulator.fronts.tencent_v3.sends import owned
from simulator.message import Instant
from simulator.refusals import Reason, Refusal

PACKAGES_MAX: Final = 500

_WORDS: Final[dict[tuple[str, str], dict[Reason, Reason]]] = {
    (V2021, "SendStatusStatistics"): {Reason.SPAN_INVALID: Reason.END_INVALID},
    (V2021, "CallbackStatusStatistics"): {Reason.SPAN_INVALID: Reason.END_INVALID},
    (V2021, "SmsPackagesStatistics"): {Reason.SPAN_INVALID: Reason.END_INVALID},
    (V2019, "SendStatusStatistics"): {Reason.BEGIN_INVALID: Reason.SPAN_INVALID, Reason.END_INVALID: Reason.SPAN_INVALID},
}
"""Actions whose lists of codes lack one for a reason, and the reason that is given instead."""


class Hours(Struct, rename="pascal", forbid_unknown_fields=True):
    """Both statistics of 2021-01-11: the first and the last hour, `2024030409` in Beijing; the other two are fixed."""

    begin_time: str
    end_time: str
    sms_sdk_app_id: str
    limit: int
    offset: int


_NAMES_OF_2019: Final = {
    "begin_time": "StartDateTime",
    "end_time": "EndDataTime",  # spelt so
    "sms_sdk_app_id": "SmsSdkAppid",
    "limit": "Limit",
    "offset": "Offset",
}


class Hours2019(Struct, rename=_NAMES_OF_2019, forbid_unknown_fields=True):
    """Both of 2019-07-11: hours are numbers."""

    begin_time: int
    end_time: int
    sms_sdk_app_id: str
    limit: int
    offset: int


class Packages(Struct, rename="pascal", forbid_unknown_fields=True):
    """SmsPackagesStatistics of 2021-01-11: packages that were created in the hours."""

    sms_sdk_app_id: str
    limit: int
    offset: int
    begin_time: str
    end_time: str


class Packages2019(Struct, rename={"sms_sdk_app_id": "SmsSdkAppid", "limit": "Limit", "offset": "Offset"}, forbid_unknown_fields=True):
    """The same in 2019: all packages."""

    sms_sdk_app_id: str
    limit: int
    offset: int


class Statistics:
    """One network's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def actions(self) -> Iterator[Action]:
        """The rows."""
        for version, hours, packages in ((V2021, Hours, Packages), (V2019, Hours2019, Packages2019)):
            yield Action(version, "SendStatusStatistics", hours, self._sent, 10)
            yield Action(version, "CallbackStatusStatistics", hours, self._reported, 10)
            yield Action(version, "SmsPackagesStatistics", packages, self._packages, 10)

    def _sent(self, call: Call, asked: Hours | Hours2019) -> Answer:
        tally = self._total(call, asked, None)
        if isinstance(tally, Refusal):
            return tally
        counts = {"FeeCount": tally.segments, "RequestCount": tally.asked, "RequestSuccessCount": tally.taken}
        return {"SendStatusStatistics": counts}

    def _reported(self, call: Call, asked: Hours | Hours2019) -> Answer:
        tally = self._total(call, asked, spans.CALLBACKS_MS)
        if isinstance(tally, Refusal):
            return tally
        counts = {
            "CallbackCount": tally.reports,
            "RequestSuccessCount": tally.taken,
            "CallbackFailCount": sum(tally.failed),
            "CallbackSuccessCount": tally.delivered,
            "InternalErrorCount": tally.failed[Failure.INTERNAL],
            "InvalidNumberCount": tally.failed[Failure.NUMBER],
            "ShutdownErrorCount": tally.failed[Failure.UNREACHABLE],
            "BlackListCount": tally.failed[Failure.BLACKLISTED],
            "FrequencyLimitCount": tally.failed[Failure.THROTTLED],
        }
        return {"CallbackStatusStatistics": counts}

    def _total(self, call: Call, asked: Hours | Hours2019, most_ms: int | None) -> Tally | Refusal:
        wrong = self._barred(call, asked.sms_sdk_app_id)
        if wrong is not None:
            return wrong
        if asked.limit:
            return Refusal(Reason.LIMIT_INVALID, "Limit is always 0")
        if asked.offset:
            return Refusal(Reason.OFFSET_INVALID, "Offset is always 0")
        span = spans.of_hours(str(asked.begin_time), str(asked.end_time), most_ms=most_ms)
        return _worded(call, span) if isinstance(span, Refusal) else self._desk.statistics.total(asked.sms_sdk_app_id, span)

    def _packages(self, call: Call, asked: Packages | Packages2019) -> Answer:
        """The packages of the app's customer, in the order of their use."""
        wrong = self._barred(call, asked.sms_sdk_app_id)
        if wrong is not None:
            return wrong
        if not 0 <= asked.limit <= PACKAGES_MAX:
            return Refusal(Reason.LIMIT_INVALID, f"Limit is {asked.limit!s:.20}, at most {PACKAGES_MAX} is allowed")
        if asked.offset < 0:
            return Refusal(Reason.OFFSET_INVALID, "Offset is below 0")
        span = None if isinstance(asked, Packages2019) else _created(asked, call.now)
        if isinstance(span, Refusal):
            return _worded(call, span)
        packages = [
            _item(call.version, (package.created_at, package.begins_at, package.ends_at or 0), package.amount, int(package.bought))
            | {"PackageId": package.id, "CurrentUsage": used}
            for package, used in self._desk.packages(call.customer)
            if span is None or span.begin <= package.created_at < span.end
        ]
        return {"SmsPackagesStatisticsSet": packages[asked.offset : asked.offset + asked.limit]}

    def _barred(self, call: Call, app: str) -> Refusal | None:
        return owned(self._desk, call, app) or self._desk.stopped(app)


def _created(asked: Packages, now: Instant) -> Span | Refusal:
    """The end lies after the beginning and before now."""
    span = spans.of_hours(asked.begin_time, asked.end_time, latest=now - 1)
    if isinstance(span, Span) and span.end - span.begin == HOUR_MS:
        return Refusal(Reason.END_INVALID, "EndTime is BeginTime")
    return span


def _worded(call: Call, refusal: Refusal) -> Refusal:
    """The refusal with a reason that this action has a code for."""
    reason = _WORDS.get((call.version, call.action), {}).get(refusal.reason, refusal.reason)
    return Refusal(reason, refusal.detail)


def _item(version: str, at: tuple[Instant, Instant, Instant], amount: int, kind: int) -> Fields:
    """SmsPackagesStatistics but for its last two fields. at: created, begins, ends; 0 for a package without end, which are ours alone."""
    names = ("PackageCreate", "PackageEffective", "PackageExpired")
    if version == V2021:
        fields: dict[str, Any] = {f"{name}Time": each // 1000 for name, each in zip(names, at, strict=True)}
        return fields | {"PackageAmount": amount, "PackageType": kind}
    dates: dict[str, Any] = {}
    for name, each in zip(names, at, strict=True):
        dates |= {f"{name}Time": beijing(each), f"{name}UnixTime": each // 1000}
    return dates | {"AmountOfPackage": amount, "TypeOfPackage": kind}
