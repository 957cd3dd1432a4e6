"""The cloud API's actions that ask about one number: its reports, replies and texts. Fields and their names only; the desk looks up."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from simulator import address
from simulator.desk import spans
from simulator.desk.desk import Desk
from simulator.desk.records import Record, Status
from simulator.desk.spans import Span
from simulator.fronts.tencent_v3 import codes
from simulator.fronts.tencent_v3.actions import V2019, V2021, Action, Answer, Call, Fields
from simulator.fronts.tencent_v3.items import REPLY, REPORT
from simulator.fronts.tencent_v3.sends import iso, owned
from simulator.refusals import Reason, Refusal

PAGE: Final = 20
PAGE_MAX: Final = 50
REACHABLE: Final = 1_000
"""Records of a number, counted from the newest, that DescribeSendRecordList pages through."""

Most = Annotated[int, Meta(ge=1, le=100)]


class Pull(Struct, rename="pascal", forbid_unknown_fields=True):
    """Both pulls by number of 2021-01-11. The seconds are of the first and the last report, or reply; the offset is fixed."""

    begin_time: int
    offset: Literal[0]
    limit: Most
    phone_number: str
    sms_sdk_app_id: str
    end_time: int | None = None


_NAMES_OF_2019: Final = {
    "begin_time": "SendDateTime",
    "offset": "Offset",
    "limit": "Limit",
    "phone_number": "PhoneNumber",
    "sms_sdk_app_id": "SmsSdkAppid",
    "end_time": "EndDateTime",
}


class Pull2019(Struct, rename=_NAMES_OF_2019, forbid_unknown_fields=True):
    """Both of 2019-07-11. Its names say that texts were sent in that time; as in 2021 it is when they were reported [assumed]."""

    begin_time: int
    offset: Literal[0]
    limit: Most
    phone_number: str
    sms_sdk_app_id: str
    end_time: int | None = None


class Describe(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribeSendRecordList. The seconds are of the first and the last text."""

    phone_number: str
    sms_sdk_app_id: str
    begin_time: int
    end_time: int | None = None
    limit: int = PAGE
    offset: int = 0


class Records:
    """One network's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def actions(self) -> Iterator[Action]:
        """The rows. No rate is published for the records [assumed: that of the other questions about a number]."""
        for version, shape in ((V2021, Pull), (V2019, Pull2019)):
            yield Action(version, "PullSmsSendStatusByPhoneNumber", shape, self._pull, 20)
            yield Action(version, "PullSmsReplyStatusByPhoneNumber", shape, self._pull_replies, 20)
        yield Action(V2021, "DescribeSendRecordList", Describe, self._describe, 20)

    def _pull(self, call: Call, asked: Pull | Pull2019) -> Answer:
        """Nothing is taken out of the queue that PullSmsSendStatus empties."""
        meant = self._meant(call, asked)
        if isinstance(meant, Refusal):
            return meant
        number, span = meant
        reports = self._desk.records.reports(asked.sms_sdk_app_id, number, span)[: asked.limit]
        context = self._desk.session_context(call.customer)
        return {"PullSmsSendStatusSet": [REPORT[call.version](report, context=context) for report in reports]}

    def _pull_replies(self, call: Call, asked: Pull | Pull2019) -> Answer:
        """Nor out of the one for replies."""
        meant = self._meant(call, asked)
        if isinstance(meant, Refusal):
            return meant
        number, span = meant
        replies = self._desk.records.replies(asked.sms_sdk_app_id, number, span)[: asked.limit]
        return {"PullSmsReplyStatusSet": [REPLY[call.version](reply) for reply in replies]}

    def _describe(self, call: Call, asked: Describe) -> Answer:
        """The newest first."""
        if not 1 <= asked.limit <= PAGE_MAX:
            return Refusal(Reason.LIMIT_INVALID, f"Limit is {asked.limit!s:.20}, 1 to {PAGE_MAX} are allowed")
        if not 0 <= asked.offset <= REACHABLE:
            return Refusal(Reason.OFFSET_INVALID, f"Offset is {asked.offset!s:.20}, 0 to {REACHABLE} are allowed")
        meant = self._meant(call, asked)
        if isinstance(meant, Refusal):
            return meant
        number, span = meant
        found = self._desk.records.handed_in(asked.sms_sdk_app_id, number, span)[::-1]
        page = found[:REACHABLE][asked.offset : asked.offset + asked.limit]
        records = [_item(self._desk.records.read(each)) for each in page]
        return {"SendRecordSet": records, "TotalCount": len(found)}

    def _meant(self, call: Call, asked: Pull | Pull2019 | Describe) -> tuple[str, Span] | Refusal:
        """The number and the time that a request is about, if it may ask."""
        app = asked.sms_sdk_app_id
        wrong = owned(self._desk, call, app) or self._desk.stopped(app)
        if wrong is not None:
            return wrong
        number = address.parse(asked.phone_number)
        if number is None:
            return Refusal(Reason.NUMBER_MALFORMED, f"{asked.phone_number!r:.40} is no number")
        back_ms, latest = (spans.RECORDS_MS, call.now) if isinstance(asked, Describe) else (spans.PULLED_MS, None)
        span = spans.of_seconds(asked.begin_time, asked.end_time, call.now, back_ms=back_ms, latest=latest)
        return span if isinstance(span, Refusal) else (number, span)


def _item(record: Record) -> Fields:
    """SendRecord."""
    refusal, outcome = record.refusal, record.outcome
    fields: dict[str, Any] = {
        "PhoneNumber": record.number,
        "SerialNo": record.id,
        "SendStatus": int(record.status),
        "RequestCode": codes.OK[0] if refusal is None else codes.code(refusal.reason, "SendSms", V2021),
        "StatusCode": outcome.code if outcome else "",
        "IsoCode": iso(record.number),
        "Content": record.text,
        "SendTime": record.at // 1000,
    }
    received = record.told_at if record.status is Status.DELIVERED else None
    return fields | {"UserReceiveTime": 0 if received is None else received // 1000}
