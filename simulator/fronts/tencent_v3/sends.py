"""SendSms of both versions, and SendMultiGlobalSms: one status a number, in the order of the request. The platform judges each text.

Which refusals are the whole request's Error, and which stand in the set, is observed for some and assumed for the others: what depends on
a number, a signature or a template stands in the set.
"""

from collections.abc import Iterator
from typing import Any, Final, Protocol

from msgspec import Struct

from simulator import address, countries
from simulator.desk.desk import Desk
from simulator.faults import Faults
from simulator.fronts.tencent_v3 import codes
from simulator.fronts.tencent_v3.actions import EN, V2019, V2021, Action, Answer, Call, Failure, Fields
from simulator.fronts.tencent_v3.wanted import Send, Send2019, SendMulti
from simulator.message import AppSubmission, Instant, Message
from simulator.refusals import Reason, Refusal
from simulator.wire.faults import Level
from simulator.wire.published import published

NUMBERS_MAX: Final = 200
CONTEXT_MAX: Final = 512
"""Octets of a session text; it must have fewer."""
PATH: Final = "/"
_SERIES: Final = 2640
_DIGITS: Final = 10**27
_SPREAD: Final = 618033988749894848204586837
"""A multiplier without a common factor with 10^27, so that different serial numbers stay different, and neighbours look like strangers."""


class Road(Protocol):
    """What is needed of the journey."""

    def apply(self, submission: AppSubmission, now: Instant) -> Message | Refusal:
        """Judge and take a text; the refusal is recorded there."""


class Text(Struct, frozen=True):
    """One text that is asked for: the number as it was given, and all else."""

    given: str
    number: str | None
    template: int | None
    params: tuple[str, ...]
    sign: str
    extend: str
    context: str
    sender_name: str


class Sends:
    """One network's."""

    def __init__(self, journey: Road, desk: Desk, faults: Faults) -> None:
        self._journey, self._desk, self._faults = journey, desk, faults

    def actions(self) -> Iterator[Action]:
        """The rows."""
        yield Action(V2021, "SendSms", Send, self._send, 3_000)
        yield Action(V2019, "SendSms", Send2019, self._send, 3_000)
        yield Action(V2021, "SendMultiGlobalSms", SendMulti, self._send_multi, 3_000)

    def _send(self, call: Call, asked: Send | Send2019) -> Answer:
        numbers, context = asked.phone_number_set, asked.session_context
        wrong = owned(self._desk, call, asked.sms_sdk_app_id) or _objection("PhoneNumberSet", len(numbers), context)
        if wrong is not None:
            return wrong
        template, params, parsed = _template(asked.template_id), tuple(asked.template_param_set), _distinct(numbers)
        if len(parsed) > 1 and len({address.is_mainland(number) for _, number in parsed if number is not None}) > 1:
            return Refusal(Reason.NUMBERS_MIXED, "mainland numbers and others in one request")
        more = (asked.sign_name, asked.extend_code, context, asked.sender_id)
        texts = (Text(given, number, template, params, *more) for given, number in parsed)
        statuses = [self._one(call, asked.sms_sdk_app_id, text) for text in texts]
        if len(statuses) < len(numbers):
            self._desk.merged(map(e164, numbers), [status["SerialNo"] for status in statuses], call.now)
        return {"SendStatusSet": statuses}

    def _send_multi(self, call: Call, asked: SendMulti) -> Answer:
        infos = asked.multi_sms_info_set
        longest = max((info.session_context for info in infos), key=_size, default="")
        wrong = owned(self._desk, call, asked.sms_sdk_app_id) or _objection("MultiSmsInfoSet", len(infos), longest)
        if wrong is not None:
            return wrong
        statuses = []
        for info in infos:
            number = e164(info.phone_number)
            text = Text(
                info.phone_number,
                number,
                _template(info.template_id),
                tuple(info.template_param_set),
                "",
                "",
                info.session_context,
                info.sender_id,
            )
            if number is not None and address.is_mainland(number):
                refusal = Refusal(Reason.NUMBER_MAINLAND, f"{number} is a mainland number")
                statuses.append(self._refused(call, asked.sms_sdk_app_id, text, refusal))
            else:
                statuses.append(self._one(call, asked.sms_sdk_app_id, text))
        return {"SendMultiStatusSet": statuses}

    def _one(self, call: Call, app: str, text: Text) -> Fields:
        """One number's status."""
        if self._faults.on(Level.NUMBER):
            struck = self._faults.refusal(PATH, text.number or "", published(), call.action)
            if struck is not None:
                return self._refused(call, app, text, struck.refusal, struck.code)
        if text.number is None:
            return self._refused(call, app, text, Refusal(Reason.NUMBER_MALFORMED, f"{text.given[:40]} is no number"))
        if text.template is None:
            return self._refused(call, app, text, Refusal(Reason.TEMPLATE_UNKNOWN, f"app {app} has no such template"))
        taken = self._journey.apply(_submission(call, app, text), call.now)
        if isinstance(taken, Refusal):
            return _failed(call, text, taken)
        return {
            "SerialNo": taken.id,
            "PhoneNumber": text.number,
            "Fee": taken.submission.segments,
            "SessionContext": text.context,
            "Code": codes.OK[0],
            "Message": codes.OK[1],
            "IsoCode": iso(text.number),
        }

    def _refused(self, call: Call, app: str, text: Text, refusal: Refusal, code: str = "") -> Fields:
        asked = _submission(call, app, text) if text.number is not None else None
        self._desk.refuse(app, text.number or text.given[:40], refusal, call.text, call.now, asked=asked)
        return _failed(call, text, refusal, code)


def owned(desk: Desk, call: Call, app: str) -> Refusal | None:
    """Why an app cannot be used by this key: there is none, or it is another customer's; or the customer's calls all fail."""
    if desk.key(app) is None:
        return Refusal(Reason.APP_UNKNOWN, f"there is no app {app[:40]!r}")
    if desk.owner(app) != call.customer:
        return Refusal(Reason.APP_FOREIGN, f"app {app} belongs to another customer than the key")
    return None


def e164(given: str) -> str | None:
    """The E.164 form of a number, None where it is none. Only mainland ones may lack their plus sign (documented), and are mobile ones."""
    number = address.parse(given)
    if number is None or address.is_mainland(number):
        return number
    return number if given.startswith("+") and not number.startswith("+86") else None


def iso(number: str) -> str:
    """The country of a number; nearly all are the mainland's."""
    return "CN" if address.is_mainland(number) else countries.iso(number)


def serial_no(serial: int, _: Instant) -> str:
    """The id of a message: a series, a colon, and 27 digits that stand for its serial number."""
    return f"{_SERIES}:{serial * _SPREAD % _DIGITS:027d}"


def _objection(field: str, numbers: int, context: str) -> Refusal | Failure | None:
    """What is wrong with a request as a whole. numbers: how many; context: its longest session text."""
    if not numbers:
        return Refusal(Reason.NUMBERS_NONE, f"{field} is empty")
    if numbers > NUMBERS_MAX:
        return Refusal(Reason.NUMBERS_TOO_MANY, f"{numbers} numbers, at most {NUMBERS_MAX} are taken")
    if _size(context) >= CONTEXT_MAX:
        return Failure("InvalidParameter", f"SessionContext has {CONTEXT_MAX} octets or more")
    return None


def _size(text: str) -> int:
    return len(text.encode())


def _distinct(numbers: list[str]) -> list[tuple[str, str | None]]:
    """Each number once, as it was given first, with its E.164 form; None where it is none."""
    found: dict[str, tuple[str, str | None]] = {}
    for given in numbers:
        number = e164(given)
        found.setdefault(number or given, (given, number))
    return list(found.values())


def _template(written: str) -> int | None:
    return int(written) if written.isdecimal() and written.isascii() and len(written) < 17 else None


def _submission(call: Call, app: str, text: Text) -> AppSubmission:
    return AppSubmission(
        app,
        text.number or "",
        template=text.template,
        params=text.params,
        sign=text.sign,
        extend=text.extend,
        ext=text.context,
        via=VIA,
        caller=call.caller,
        sender_name=text.sender_name,
    )


VIA: Final = "tencent-v3"

_ROUTED: Final = frozenset(
    (
        Reason.LIMIT_30S,
        Reason.LIMIT_HOURLY,
        Reason.LIMIT_DAILY,
        Reason.LIMIT_SAME,
        Reason.FREQUENCY,
        Reason.UNSUBSCRIBED,
        Reason.COUNTRY_NOT_ALLOWED,
        Reason.REGION_NOT_SERVED,
        Reason.LIMIT_APP,
        Reason.LIMIT_APP_MAINLAND,
        Reason.LIMIT_APP_ABROAD,
        Reason.LIMIT_APP_COUNTRY,
        Reason.LIMIT_ABROAD,
        Reason.RATE_ABROAD,
        Reason.MARKETING_HOURS,
        Reason.MARKETING_INDIVIDUAL,
        Reason.NUMBER_MAINLAND,
    )
)
"""Refusals that come once the number's country was looked up, in the order of the platform's checks: IsoCode is observed with frequency
limits, and empty with templates.
"""


def _failed(call: Call, text: Text, refusal: Refusal, code: str = "") -> dict[str, Any]:
    """The status of a text that was not taken."""
    said = code or codes.code(refusal.reason, call.action, call.version)
    unparsed = text.number is None
    return {
        "SerialNo": "",
        "PhoneNumber": text.number or text.given,
        "Fee": 0,
        "SessionContext": text.context,
        "Code": said,
        "Message": codes.message(said, EN),
        "IsoCode": countries.UNKNOWN if unparsed else iso(text.number or "") if refusal.reason in _ROUTED else "",
    }
