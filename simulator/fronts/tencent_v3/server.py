"""The cloud API's HTTP edge: reads a request, admits it, finds its action, wraps the answer. It knows no action."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from random import getrandbits
from typing import Any, Final
from uuid import uuid4

import msgspec
from aiohttp import web
from msgspec import Struct

from simulator.desk.desk import Desk
from simulator.desk.intake import Intake
from simulator.faults import Faults
from simulator.fronts.tencent_v3 import codes, parameters
from simulator.fronts.tencent_v3.actions import VERSIONS, Action, Answer, Begun, Call, Failure
from simulator.fronts.tencent_v3.admission import FORM, FORM_MAX, Admitted, Request, admit, failure, language_of, region_wrong
from simulator.fronts.tencent_v3.queries import Queries
from simulator.fronts.tencent_v3.records import Records
from simulator.fronts.tencent_v3.sends import Sends
from simulator.fronts.tencent_v3.signs import Signs
from simulator.fronts.tencent_v3.statistics import Statistics
from simulator.fronts.tencent_v3.templates import Templates
from simulator.message import Instant
from simulator.refusals import Reason, Refusal

QUERY_MAX: Final = 32 << 10
JSON_MAX: Final = 10 << 20
"""Octets of a GET's query, of a TC3 body (common pages of the cloud API)."""
_TYPE: Final = b"application/json"
_PLAIN: Final = {"Content-Type": _TYPE.decode()}
"""Exactly so: with a charset behind it the Python SDK takes an error for an empty result."""


class TencentV3:
    """The front. faults: may refuse texts; now: network time; wall: unix seconds, what a signature's age and call rates are measured by.

    answers: how many requests were answered with each error code, or with `Ok`.
    """

    def __init__(self, intake: Intake, desk: Desk, faults: Faults, now: Callable[[], Instant], wall: Callable[[], float]) -> None:
        self._intake, self._desk, self._now, self._wall = intake, desk, now, wall
        rows: Iterable[Action] = (
            *Sends(desk, faults).actions(),
            *Queries(desk).actions(),
            *Signs(desk).actions(),
            *Templates(desk).actions(),
            *Records(desk).actions(),
            *Statistics(desk).actions(),
        )
        self._actions = {(row.version, row.name): row for row in rows}
        self.answers: Counter[str] = Counter()

    @property
    def actions(self) -> list[Action]:
        """All rows, to be described."""
        return list(self._actions.values())

    def routes(self) -> list[web.RouteDef]:
        """One path; methods that are none of its own get its own answer."""
        return [web.route("*", "/", self._handle)]

    async def _handle(self, http: web.Request) -> web.Response:
        body = await _read(http)
        response = _response(self.answer(_request(http, body)))
        if body is None:
            response.force_close()
        return response

    def plain(self, _target: str, headers: Mapping[str, str], body: bytes, caller: str) -> Request | None:
        """What a plain POST asks for; None where aiohttp has to read it."""
        if len(body) > (FORM_MAX if headers.get("content-type", "").startswith(FORM) else JSON_MAX):
            return None
        return Request("POST", "", headers, body, caller)

    def answered(self, requests: list[Request]) -> list[tuple[bytes, bytes]]:
        """Content-Type and body of the answers, in their order."""
        return [(_TYPE, msgspec.json.encode(answer)) for answer in self.answer_all(requests)]

    def gave_up(self, http: web.Request) -> web.Response:
        """The answer to a request that took too long, or was not sent as it must be."""
        request = _request(http, None)
        said = failure("InternalError.Timeout", language_of(request), Reason.TIMED_OUT)
        return _response(self._error(said, request, http.headers.get("X-TC-Action", "")))

    def answer(self, request: Request) -> dict[str, Any]:
        """The JSON of the answer; its HTTP status is 200 in every case."""
        return self.answer_all([request])[0]

    def answer_all(self, requests: list[Request]) -> list[dict[str, Any]]:
        """The same of requests that came at one time, in their order; all are taken through each step together."""
        now = self._now()
        calls = [self._admit(request, now) for request in requests]
        begun: list[Begun] = [call if isinstance(call, Failure) else self._act(call) for call in calls]
        answers: list[Answer] = self._intake.settle(begun, now)
        return [self._enveloped(*each) for each in zip(requests, calls, answers, strict=True)]

    def _admit(self, request: Request, now: Instant) -> Call | Failure:
        if request.body is None or len(request.query) > QUERY_MAX:
            return failure("RequestSizeLimitExceeded", language_of(request))
        admitted = admit(request, self._desk.keys, now, self._wall())
        return admitted if isinstance(admitted, Failure) else _call(request, admitted, now)

    def _act(self, call: Call) -> Begun:
        """Version and action, how often it is called, its parameters, then what it does."""
        row = self._actions.get((call.version, call.action))
        if row is None:
            code = "InvalidAction" if call.version in VERSIONS else "NoSuchVersion"
            return failure(code, call.language, Reason.INTERFACE_UNKNOWN)
        if call.allowed_ips and call.caller not in call.allowed_ips:
            return Refusal(Reason.ADDRESS_NOT_ALLOWED, f"{call.caller} is not on the list of customer {call.customer}")
        wrong = region_wrong(call) or self._too_often(call, row)
        if wrong is not None:
            return wrong
        asked = _asked(call.said, row.shape, call.language)
        return asked if isinstance(asked, Failure) else self._desk.unpaid(call.customer) or row.act(call, asked)

    def _enveloped(self, request: Request, call: Call | Failure, answer: Answer) -> dict[str, Any]:
        if isinstance(answer, Refusal):
            assert isinstance(call, Call)
            code = codes.code(answer.reason, call.action, call.version)
            answer = Failure(code, f"{codes.message(code, call.language)} ({answer.detail})", answer.reason)
        if isinstance(answer, Failure):
            return self._error(answer, request, "" if isinstance(call, Failure) else call.text)
        self.answers["Ok"] += 1
        return {"Response": {**answer, "RequestId": _request_id()}}

    def _too_often(self, call: Call, row: Action) -> Failure | None:
        if self._desk.called_too_often(call.customer, call.caller, self._wall()):
            return failure("RequestLimitExceeded.IPLimitExceeded", call.language, Reason.TOO_MANY_CALLS)
        counted = (call.secret_id, call.region, row.version, row.name)
        if self._desk.call_rates and not self._desk.rates.take(counted, row.per_second, 1.0, self._wall()):
            return failure("RequestLimitExceeded", call.language, Reason.TOO_MANY_CALLS)
        return None

    def _error(self, said: Failure, request: Request, text: str) -> dict[str, Any]:
        self.answers[said.code] += 1
        text = text or parameters.shown(f"{request.method} / {request.headers.get('x-tc-action', '')[:100]}")
        message = parameters.shown(said.message)
        self._desk.refuse("", "", Refusal(said.reason, f"{said.code}: {message}"), text, self._now())
        return {"Response": {"Error": {"Code": said.code, "Message": message}, "RequestId": _request_id()}}


def _request_id() -> str:
    """A UUID that no other answer has: the same beginning for all of a process, then a count that does not look like one."""
    return f"{_BEGINNING}{next(_COUNT) * _SPREAD & _LAST_DIGITS:012x}"


_BEGINNING: Final = str(uuid4())[:-12]
_COUNT: Final = count(getrandbits(48))
_SPREAD: Final = 0x9E3779B97F4B
"""Odd, so that no two counts below 2^48 become the same."""
_LAST_DIGITS: Final = (1 << 48) - 1


def _asked(said: bytes | list[tuple[str, str]], shape: type[Struct], language: str) -> Struct | Failure:
    """The action's parameters, from a body or from the fields of a form or query."""
    if not isinstance(said, list):
        return parameters.asked(said, shape, language)
    value = parameters.nested(said)
    return value if isinstance(value, Failure) else parameters.shaped(value, shape, language, typed=False)


def _call(request: Request, admitted: Admitted, now: Instant) -> Call:
    common, key = admitted.common, admitted.key
    said = (request.body or b"") if common.own is None else common.own
    who = key.customer, key.secret_id, key.main, key.allowed_ips
    return Call(*who, common.version, common.action, common.region, common.language, request.caller, now, request.method, said)


def _request(http: web.Request, body: bytes | None) -> Request:
    headers = {name.lower(): value for name, value in http.headers.items()}
    _, _, query = http.raw_path.partition("?")
    return Request(http.method, query, headers, body, http.remote or "")


def _response(answer: dict[str, Any]) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), headers=_PLAIN)


async def _read(http: web.Request) -> bytes | None:
    """The body; None where it is longer than its kind may be, or breaks off."""
    most = FORM_MAX if http.content_type == FORM else JSON_MAX
    if http.content_length is not None and http.content_length > most:
        return None
    try:
        raw = await http.read()
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ConnectionError):
        return None
    return raw if len(raw) <= most else None
