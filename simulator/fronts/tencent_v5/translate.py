"""Between the v5 API's JSON and the network's values, both ways. No sockets, no clock, no judgement of meaning.

Numbers are taken where strings are documented (the Python client's multi sender passes them through); all else must be as documented.
"""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from simulator import address
from simulator.desk.alerts import Alert
from simulator.lifecycle import State
from simulator.message import AppSubmission, Instant, Kind, Reply, Report
from simulator.refusals import Reason, Refusal

Body = dict[str, Any]
Text = str | int
Shape = TypeVar("Shape")

NUMBERS_MAX = 200
COMMAS_MAX = 100_000
"""In one body: counted before anything is read, for what stands between them takes a hundred times its octets in memory."""
REPORTS = 0
"""The `type` of a pull that asks for reports; 1 asks for replies."""
BEIJING = timezone(timedelta(hours=8))
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PAIRS = tuple(low + high for high in _LETTERS for low in _LETTERS)
"""Two letters at a time, the lower one first: a text of two hundred numbers makes two hundred ids."""
_DAY_MS, _BEIJING_MS = 86_400_000, 8 * 3_600_000


class Envelope(Struct):
    """What every request carries. `time` is a number; a client's text of it is hashed as it came, and refused later."""

    time: Text
    sig: str = ""


class Tel(Struct):
    """A number. Fields that are missing make it malformed as a number (1016), not the request."""

    mobile: Text = ""
    nationcode: Text = ""

    def e164(self) -> str | None:
        """The E.164 form, None where it is no number."""
        return address.join(str(self.nationcode), str(self.mobile))

    @property
    def given(self) -> str:
        """The number as it was given, without its country."""
        return str(self.mobile)


class WholeTel(Tel):
    """A number in one piece, as sendisms takes it. written: as it was sent, `+8613788888888`, which is what is signed."""

    written: str = ""

    def e164(self) -> str | None:
        """The E.164 form, None where it is no number; one without its plus sign is none."""
        return address.parse(self.written) if self.written.startswith("+") else None

    @property
    def given(self) -> str:
        """The number as it was given."""
        return self.written


class OneWhole(Struct):
    """Whom sendisms goes to."""

    tel: str


class OneTel(Struct):
    """Whom sendsms goes to."""

    tel: Tel


class ManyTels(Struct):
    """Whom sendmultisms2 goes to."""

    tel: list[Tel]


class TextForm(Struct):
    """Free text that must match a template."""

    msg: Text
    type: Kind
    extend: Text = ""
    ext: Text = ""

    def submission(self, app: str, destination: str, caller: str = "") -> AppSubmission:
        """The text to one E.164 number, from who calls from this IP address."""
        extend, ext = str(self.extend), str(self.ext)
        return AppSubmission(app, destination, text=str(self.msg), kind=self.type, extend=extend, ext=ext, caller=caller)


class TemplateForm(Struct):
    """A template's number and what fills it."""

    tpl_id: int
    params: list[Text]
    sign: Text = ""
    extend: Text = ""
    ext: Text = ""

    def submission(self, app: str, destination: str, caller: str = "") -> AppSubmission:
        """The text to one E.164 number, from who calls from this IP address."""
        params = tuple(map(str, self.params))
        sign, extend, ext = str(self.sign), str(self.extend), str(self.ext)
        return AppSubmission(app, destination, template=self.tpl_id, params=params, sign=sign, extend=extend, ext=ext, caller=caller)


class Pull(Struct):
    """What pullstatus asks for: how many, of reports or of replies."""

    max: Annotated[int, Meta(ge=1, le=100)]
    type: Literal[0, 1]


def read(raw: bytes) -> Body | Refusal | None:
    """The JSON object of a request; None for an empty body or broken UTF-8, which the gateway answers itself."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if not text.strip():
        return None
    if text.count(",") > COMMAS_MAX:
        return malformed(f"the JSON has more than {COMMAS_MAX} fields and items")
    try:
        body = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return malformed(f"not JSON: {error}")
    return body if isinstance(body, dict) else malformed("the JSON is no object")


def shape(body: Body, wanted: type[Shape]) -> Shape | Refusal:
    """The body's fields as `wanted` says they must be."""
    try:
        return msgspec.convert(body, wanted)
    except msgspec.ValidationError as error:
        return malformed(str(error))


def form(body: Body) -> TextForm | TemplateForm | Refusal:
    """What is to be sent: `tpl_id` tells the two forms apart."""
    return shape(body, TemplateForm) if "tpl_id" in body else shape(body, TextForm)


def one(body: Body) -> list[Tel] | Refusal:
    """The number of a single send."""
    read_as = shape(body, OneTel)
    return read_as if isinstance(read_as, Refusal) else _named([read_as.tel])


def many(body: Body) -> list[Tel] | Refusal:
    """The numbers of a multiple send, as they came. How many there may be is said by `objection`."""
    read_as = shape(body, ManyTels)
    return read_as if isinstance(read_as, Refusal) else _named(read_as.tel)


def whole(body: Body) -> list[Tel] | Refusal:
    """The number of a single send, written in one piece; where it is no number its parts are empty."""
    read_as = shape(body, OneWhole)
    if isinstance(read_as, Refusal):
        return read_as
    number = WholeTel(written=read_as.tel).e164()
    nationcode, mobile = ("", "") if number is None else address.split(number)
    return [WholeTel(mobile, nationcode, read_as.tel)]


def bare(body: Body) -> list[Tel] | Refusal:
    """The number of a question, whose two fields stand in the body itself."""
    read_as = shape(body, Tel)
    return read_as if isinstance(read_as, Refusal) else _named([read_as])


def _named(tels: list[Tel]) -> list[Tel] | Refusal:
    """The numbers, if each has its field: one under another name cannot be looked for in the digest, and has a code of its own."""
    return tels if all(tel.mobile != "" for tel in tels) else Refusal(Reason.NUMBER_MALFORMED, "tel has no mobile")


def none(body: Body) -> list[Tel]:  # noqa: ARG001 - one row of the table of interfaces
    """An interface that signs no number."""
    return []


def signed(tels: list[Tel]) -> str:
    """The last part of what `sig` is calculated over."""
    if len(tels) == 1 and isinstance(tels[0], WholeTel):
        return f"tel={tels[0].written}"
    return f"mobile={','.join(str(tel.mobile) for tel in tels)}" if tels else ""


def objection(tels: list[Tel]) -> Refusal | None:
    """What is wrong with the numbers of one request as a whole."""
    if not tels:
        return malformed("tel is empty")
    if len(tels) > NUMBERS_MAX:
        return Refusal(Reason.NUMBERS_TOO_MANY, f"{len(tels)} numbers, at most {NUMBERS_MAX} are taken")
    if len({str(tel.nationcode) == "86" for tel in tels}) > 1:
        return Refusal(Reason.NUMBERS_MIXED, "mainland numbers and others in one request")
    return None


def distinct(tels: list[Tel]) -> list[Tel]:
    """Each number once, in the order they came: a number twice in one request is sent once."""
    first: dict[tuple[str, str], Tel] = {}
    for tel in tels:
        first.setdefault((str(tel.nationcode), str(tel.mobile)), tel)
    return list(first.values())


def no_number(tel: Tel) -> Refusal:
    """What was given is no number."""
    return Refusal(Reason.NUMBER_MALFORMED, f"{tel.nationcode!s:.10} {tel.given:.40} is no number".lstrip())


def malformed(detail: str) -> Refusal:
    """A request that is not as documented."""
    return Refusal(Reason.REQUEST_MALFORMED, detail)


def item(report: Report) -> dict[str, str]:
    """A report as callbacks and pulls carry it; `ext` only where the cloud API was given a session context, and the customer gets it."""
    message, outcome = report.message, report.outcome
    asked: AppSubmission = message.submission.origin
    nationcode, mobile = address.split(message.submission.destination)
    session = {"ext": asked.ext} if asked.ext and asked.via == "tencent-v3" else {}
    return {
        "user_receive_time": date_time(report.at),
        "nationcode": nationcode,
        "mobile": mobile,
        "report_status": "SUCCESS" if outcome.state is State.DELIVERED else "FAIL",
        "errmsg": outcome.code,
        "description": outcome.description,
        "sid": message.id,
        **session,
    }


def reply_item(reply: Reply) -> dict[str, str | int]:
    """A reply as callbacks and pulls carry it; extension and signature are those of the text that it answers."""
    submission = reply.message.submission
    asked: AppSubmission = submission.origin
    nationcode, mobile = address.split(submission.destination)
    return {
        "extend": asked.extend,
        "mobile": mobile,
        "nationcode": nationcode,
        "sign": asked.sign,
        "text": reply.text,
        "time": reply.at // 1000,
    }


def alert_item(alert: Alert) -> dict[str, str | int]:
    """An alert as it is posted. Its form is chosen here: none is published."""
    overrun = alert.overrun
    return {
        "type": "volume",
        "sdkappid": overrun.app,
        "span": overrun.span,
        "limit": overrun.limit,
        "time": alert.at // 1000,
    }


def sid(serial: int, at: Instant) -> str:
    """The id of a message: `8:`, 19 letters and digits that stand for its serial number, and the day it was taken in Beijing."""
    number = int.from_bytes(blake2b(serial.to_bytes(8, "big"), digest_size=16).digest(), "big")
    letters = []
    for _ in range(9):
        number, pair = divmod(number, len(_PAIRS))
        letters.append(_PAIRS[pair])
    return f"8:{''.join(letters)}{_LETTERS[number % 62]}{_day((at + _BEIJING_MS) // _DAY_MS)}"


@lru_cache(maxsize=8)
def _day(days: int) -> str:
    """A day since 1970, `20240304`."""
    return datetime.fromtimestamp(days * 86_400, UTC).strftime("%Y%m%d")


def date_time(at: Instant) -> str:
    """An instant as this API writes it, `2024-03-04 09:00:00`, in Beijing time."""
    return _beijing(at).strftime("%Y-%m-%d %H:%M:%S")


def _beijing(at: Instant) -> datetime:
    return datetime.fromtimestamp(at // 1000, UTC).astimezone(BEIJING)
