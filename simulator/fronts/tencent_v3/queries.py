"""The cloud API's pulls, and what it tells of numbers: PullSmsSendStatus, PullSmsReplyStatus, DescribePhoneNumberInfo, ReportConversion."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from simulator import address, countries
from simulator.desk.desk import Desk
from simulator.fronts.tencent_v3.actions import V2019, V2021, Action, Answer, Call
from simulator.fronts.tencent_v3.items import REPLY, REPORT
from simulator.fronts.tencent_v3.sends import NUMBERS_MAX, e164, iso, owned
from simulator.refusals import Reason, Refusal

Limit = Annotated[int, Meta(ge=0, le=100)]
_DESCRIBED: Final = "Describe success"
_CONVERTED: Final = {"Code": "ok", "Message": "ok"}
_UNKNOWN: Final = {"Code": "InvalidParameterValue", "Message": "no text of this app has this SerialNo"}


class Pull(Struct, rename="pascal", forbid_unknown_fields=True):
    """Both pulls of 2021-01-11."""

    limit: Limit
    sms_sdk_app_id: str


class Pull2019(Struct, rename={"limit": "Limit", "sms_sdk_app_id": "SmsSdkAppid"}, forbid_unknown_fields=True):
    """Both pulls of 2019-07-11."""

    limit: Limit
    sms_sdk_app_id: str


class Describe(Struct, rename="pascal", forbid_unknown_fields=True):
    """DescribePhoneNumberInfo."""

    phone_number_set: list[str]


class Conversion(Struct, rename="pascal", forbid_unknown_fields=True):
    """ReportConversion: whether the code of a text was typed in, and when."""

    sms_sdk_app_id: str
    serial_no: str
    conversion_time: int = 0


class Queries:
    """One network's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def actions(self) -> Iterator[Action]:
        """The rows."""
        for version, shape in ((V2021, Pull), (V2019, Pull2019)):
            yield Action(version, "PullSmsSendStatus", shape, self._pull, 100)
            yield Action(version, "PullSmsReplyStatus", shape, self._pull_replies, 100)
        yield Action(V2021, "DescribePhoneNumberInfo", Describe, self._describe, 1_000)
        yield Action(V2021, "ReportConversion", Conversion, self._convert, 1_000)

    def _pull(self, call: Call, asked: Pull | Pull2019) -> Answer:
        """Each report is handed out once."""
        wrong = self._pulls(call, asked.sms_sdk_app_id)
        if wrong is not None:
            return wrong
        context = self._desk.session_context(call.customer)
        reports = self._desk.pull(asked.sms_sdk_app_id, asked.limit)
        return {"PullSmsSendStatusSet": [REPORT[call.version](report, context=context) for report in reports]}

    def _pull_replies(self, call: Call, asked: Pull | Pull2019) -> Answer:
        """Each reply is handed out once."""
        wrong = self._pulls(call, asked.sms_sdk_app_id)
        if wrong is not None:
            return wrong
        replies = self._desk.pull_replies(asked.sms_sdk_app_id, asked.limit)
        return {"PullSmsReplyStatusSet": [REPLY[call.version](reply) for reply in replies]}

    def _pulls(self, call: Call, app: str) -> Refusal | None:
        wrong = owned(self._desk, call, app) or self._desk.stopped(app)
        if wrong is not None or self._desk.may_pull(call.customer):
            return wrong
        return Refusal(Reason.NOT_PERMITTED, f"pulling is not enabled for customer {call.customer}")

    def _describe(self, _: Call, asked: Describe) -> Answer:
        numbers = asked.phone_number_set
        if not numbers:
            return Refusal(Reason.NUMBER_MALFORMED, "PhoneNumberSet is empty")
        if len(numbers) > NUMBERS_MAX:
            return Refusal(Reason.NUMBERS_TOO_MANY, f"{len(numbers)} numbers, at most {NUMBERS_MAX} are taken")
        return {"PhoneNumberInfoSet": [_described(given) for given in numbers]}

    def _convert(self, call: Call, asked: Conversion) -> Answer:
        """Taken for texts of the app; nothing follows from it. Another serial number's status says so [assumed: no code is published]."""
        wrong = owned(self._desk, call, asked.sms_sdk_app_id)
        if wrong is not None:
            return wrong
        known = self._desk.sent(asked.sms_sdk_app_id, asked.serial_no)
        return {"ReportConversionStatus": _CONVERTED if known else _UNKNOWN}


def _described(given: str) -> dict[str, Any]:
    number = e164(given)
    if number is None:
        code, message, country, subscriber, iso_code = (
            "FailedOperation.PhoneNumberParseFail",
            "phone number parse fail",
            "",
            "",
            countries.UNKNOWN,
        )
    else:
        code, message, (country, subscriber), iso_code = "Ok", _DESCRIBED, address.split(number), iso(number)
    return {
        "Code": code,
        "Message": message,
        "NationCode": country,
        "SubscriberNumber": subscriber,
        "PhoneNumber": number or given,
        "IsoCode": iso_code,
        "IsoName": countries.name(iso_code),
    }
