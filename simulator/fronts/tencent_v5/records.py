"""The v5 interfaces that ask about one number: its reports, its replies, its texts. Fields and their names only; the desk looks up."""

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from simulator.desk import spans
from simulator.desk.desk import Desk
from simulator.desk.records import Record
from simulator.fronts.tencent_v5 import codes, translate
from simulator.fronts.tencent_v5.call import Answer, Call, Interface
from simulator.fronts.tencent_v5.translate import REPORTS, Pull, Tel, Text, date_time, item, reply_item
from simulator.lifecycle import State
from simulator.message import Reply, Report
from simulator.refusals import Refusal

RECORDS_MAX: Final = 100
"""Records that one answer holds: the oldest of those that match; how many match is said beside them."""
TEXT_MAX: Final = 100


class PullOfNumber(Pull):
    """What pullstatus4mobile asks for: beside what pullstatus does, a number and the seconds of the first and the last report or reply."""

    begin_time: int
    end_time: int
    mobile: Text
    nationcode: Text


class Query(Struct):
    """What querysms4mobile asks for, beside the number: the seconds of the first and the last text."""

    begin_time: int
    end_time: int


class Records:
    """The two interfaces. No bound is published on how far back they go: as far as the network remembers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def interfaces(self) -> dict[str, Interface]:
        """Their rows of the front's table."""
        return {"pullstatus4mobile": (translate.none, self._pull), "querysms4mobile": (translate.bare, self._query)}

    def _pull(self, call: Call) -> Answer | Refusal:
        """Nothing is taken out of the queue that pullstatus empties."""
        asked = translate.shape(call.body, PullOfNumber)
        if isinstance(asked, Refusal):
            return asked
        tel = Tel(asked.mobile, asked.nationcode)
        number, span = tel.e164(), spans.of_seconds(asked.begin_time, asked.end_time, call.now)
        if number is None:
            return translate.no_number(tel)
        if isinstance(span, Refusal):
            return span
        records = self._desk.records
        found: Sequence[Report | Reply]
        found = records.reports(call.app, number, span) if asked.type == REPORTS else records.replies(call.app, number, span)
        data = [item(each) if isinstance(each, Report) else reply_item(each) for each in found[: asked.max]]
        return {"result": 0, "errmsg": "ok", "count": len(data), "data": data}

    def _query(self, call: Call) -> Answer | Refusal:
        stopped = self._desk.stopped(call.app)  # not judged before: requests that name numbers are mostly texts
        if stopped is not None:
            return stopped
        asked = translate.shape(call.body, Query)
        if isinstance(asked, Refusal):
            return asked
        (tel,) = call.tels
        number, span = tel.e164(), spans.of_seconds(asked.begin_time, asked.end_time, call.now)
        if number is None:
            return translate.no_number(tel)
        if isinstance(span, Refusal):
            return span
        found = self._desk.records.handed_in(call.app, number, span)
        data = [_record_item(self._desk.records.read(each), tel) for each in found[:RECORDS_MAX]]
        truncated = int(len(found) > RECORDS_MAX)
        return {"result": codes.OK[0], "errmsg": codes.OK[1], "real_count": len(found), "truncated": truncated, "data": data}


def _record_item(record: Record, tel: Tel) -> dict[str, Any]:
    result, errmsg = codes.OK if record.refusal is None else codes.RESULTS[record.refusal.reason]
    shown = record.text if len(record.text) <= TEXT_MAX else f"{record.text[:TEXT_MAX]}..."
    submitted = {
        "nationcode": str(tel.nationcode),
        "mobile": str(tel.mobile),
        "sign": record.sign,
        "text": shown,
        "send_time": date_time(record.at),
        "type": int(record.kind),
        "result": result,
        "errmsg": errmsg,
    }
    return submitted if record.refusal is not None else submitted | _fate(record)


def _fate(record: Record) -> dict[str, str]:
    """What was reported; empty while nothing was [assumed: the page shows no such record]."""
    outcome = record.outcome
    if outcome is None or record.told_at is None:
        return {"sid": record.id, "user_receive_time": "", "report_status": "", "status": "", "description": ""}
    return {
        "sid": record.id,
        "user_receive_time": date_time(record.told_at),
        "report_status": "SUCCESS" if outcome.state is State.DELIVERED else "FAIL",
        "status": outcome.code,
        "description": outcome.description,
    }
