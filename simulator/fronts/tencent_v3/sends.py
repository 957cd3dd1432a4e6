"""SendSms of both versions, and SendMultiGlobalSms: one status a number, in the order of the request. The platform judges each text.

Which refusals are the whole request's Error, and which stand in the set, is observed for some and assumed for the others: what depends on
a number, a signature or a template stands in the set.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from simulator import address, countries
from simulator.desk.desk import Desk
from simulator.desk.intake import Asking, Became
from simulator.faults import Faults
from simulator.fronts.tencent_v3 import codes
from simulator.fronts.tencent_v3.actions import EN, V2019, V2021, Action, Answer, Begun, Call, Failure, Fields
from simulator.fronts.tencent_v3.wanted import Send, Send2019, SendMulti
from simulator.message import AppSubmission, Instant
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


class Sends:
    """One network's."""

    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk, self._faults = desk, faults

    def actions(self) -> Iterator[Action]:
        """The rows."""
        yield Action(V2021, "SendSms", Send, self._send, 3_000)
        yield Action(V2019, "SendSms", Send2019, self._send, 3_000)
        yield Action(V2021, "SendMultiGlobalSms", SendMulti, self._send_multi, 3_000)

    def _send(self, call: Call, asked: Send | Send2019) -> Begun:
        numbers, context = asked.phone_number_set, asked.session_context
        wrong = owned(self._desk, call, asked.sms_sdk_app_id) or _objection("PhoneNumberSet", len(numbers), context)
        if wrong is not None:
            return wrong
        parsed = _distinct(numbers)
        if len(parsed) > 1 and len({address.is_mainland(number) for _, number in parsed if number}) > 1:
            return Refusal(Reason.NUMBERS_MIXED, "mainland numbers and others in one request")
        template, params = _template(asked.template_id), tuple(asked.template_param_set)
        texts = []
        for given, number in parsed:
            text = AppSubmission(
                asked.sms_sdk_app_id,
                number,
                template=template,
                params=params,
                sign=asked.sign_name,
                extend=asked.extend_code,
                ext=context,
                via=VIA,
                caller=call.caller,
                sender_name=asked.sender_id,
            )
            texts.append((given, text, self._at_once(call, given, text)))
        return _asking(call, texts, partial(self._sent, call, numbers))

    def _sent(self, call: Call, numbers: list[str], statuses: list[Fields]) -> Fields:
        if len(statuses) < len(numbers):
            self._desk.merged(map(e164, numbers), [status["SerialNo"] for status in statuses], call.now)
        return {"SendStatusSet": statuses}

    def _send_multi(self, call: Call, asked: SendMulti) -> Begun:
        infos = asked.multi_sms_info_set
        longest = max((info.session_context for info in infos), key=_size, default="")
        wrong = owned(self._desk, call, asked.sms_sdk_app_id) or _objection("MultiSmsInfoSet", len(infos), longest)
        if wrong is not None:
            return wrong
        texts = []
        for info in infos:
            number = e164(info.phone_number) or ""
            text = AppSubmission(
                asked.sms_sdk_app_id,
                number,
                template=_template(info.template_id),
                params=tuple(info.template_param_set),
                ext=info.session_context,
                via=VIA,
                caller=call.caller,
                sender_name=info.sender_id,
            )
            if address.is_mainland(number):
                refusal = Refusal(Reason.NUMBER_MAINLAND, f"{number} is a mainland number")
                status: Fields | None = self._refused(call, info.phone_number, text, refusal)
            else:
                status = self._at_once(call, info.phone_number, text)
            texts.append((info.phone_number, text, status))
        return _asking(call, texts, lambda statuses: {"SendMultiStatusSet": statuses})

    def _at_once(self, call: Call, given: str, text: AppSubmission) -> Fields | None:
        """The status of a text that does not get as far as the platform; None of all others.

        given: the number as it stands in the request; the text's destination is empty where that is none.
        """
        if self._faults.on(Level.NUMBER):
            struck = self._faults.refusal(PATH, text.destination, published(), call.action)
            if struck is not None:
                return self._refused(call, given, text, struck.refusal, struck.code)
        if not text.destination:
            return self._refused(call, given, text, Refusal(Reason.NUMBER_MALFORMED, f"{given[:40]} is no number"))
        if text.template is None:
            return self._refused(call, given, text, Refusal(Reason.TEMPLATE_UNKNOWN, f"app {text.app} has no such template"))
        return None

    def _refused(self, call: Call, given: str, text: AppSubmission, refusal: Refusal, code: str = "") -> Fields:
        known = text.destination != ""
        self._desk.refuse(text.app, text.destination or given[:40], refusal, call.text, call.now, asked=text if known else None)
        return _failed(call, given, text, refusal, code)


Text = tuple[str, AppSubmission, Fields | None]
"""A number as it was given, the text to it, and its status where that is known before the platform has judged it."""


def _asking(call: Call, texts: list[Text], answer: Callable[[list[Fields]], Fields]) -> Asking[Answer]:
    """Those texts are to be taken whose status is not known. answer: of the statuses of all."""

    def answered(became: list[Became]) -> Answer:
        left = iter(became)
        return answer([_status(call, given, text, next(left)) if known is None else known for given, text, known in texts])

    return Asking([text for _, text, known in texts if known is None], answered)


def _status(call: Call, given: str, text: AppSubmission, became: Became) -> Fields:
    """The status of a text that the platform judged."""
    if isinstance(became, Refusal):
        return _failed(call, given, text, became)
    code, message = codes.OK
    return {
        "SerialNo": became.id,
        "PhoneNumber": text.destination,
        "Fee": became.submission.carriage.segments,
        "SessionContext": text.ext,
        "Code": code,
        "Message": message,
        "IsoCode": iso(text.destination),
    }


def owned(desk: Desk, call: Call, app: str) -> Refusal | None:
    """Why an app cannot be used by this key: there is none, or it is another customer's; or the customer's calls all fail."""
    try:
        owner = desk.owner(app)
    except KeyError:
        return Refusal(Reason.APP_UNKNOWN, f"there is no app {app[:40]!r}")
    if owner != call.customer:
        return Refusal(Reason.APP_FOREIGN, f"app {app} belongs to another customer than the key")
    return None


def e164(given: str) -> str | None:
    """The E.164 form of a number, None where it is none. Only mainland ones may lack their plus sign (documented), and are mobile ones."""
    if address.is_mainland(given):
        return given
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


def _distinct(numbers: list[str]) -> list[tuple[str, str]]:
    """Each number once, as it was given first, with its E.164 form; `` where it is none."""
    found: dict[str, tuple[str, str]] = {}
    for given in numbers:
        number = e164(given)
        found.setdefault(number or given, (given, number or ""))
    return list(found.values())


def _template(written: str) -> int | None:
    return int(written) if written.isdecimal() and written.isascii() and len(written) < 17 else None


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


def _failed(call: Call, given: str, text: AppSubmission, refusal: Refusal, code: str = "") -> dict[str, Any]:
    """The status of a text that was not taken."""
    said = code or codes.code(refusal.reason, call.action, call.version)
    number = text.destination
    return {
        "SerialNo": "",
        "PhoneNumber": number or given,
        "Fee": 0,
        "SessionContext": text.ext,
        "Code": said,
        "Message": codes.message(said, EN),
        "IsoCode": countries.UNKNOWN if not number else iso(number) if refusal.reason in _ROUTED else "",
    }
