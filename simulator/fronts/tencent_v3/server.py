"""The cloud API's HTTP edge: reads a request, admits it, finds its action, wraps the answer. It knows no action."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from random import getrandbits
from typing import Any, Final
from uuid import uuid4

import msgspec
from aiohttp import web

from simulator.desk.desk import Desk
from simulator.faults import Faults
from simulator.fronts.tencent_v3 import codes, parameters
from simulator.fronts.tencent_v3.actions import VERSIONS, Action, Answer, Call, Failure
from simulator.fronts.tencent_v3.admission import FORM, FORM_MAX, Admitted, Request, admit, failure, language_of, region_wrong
from simulator.fronts.tencent_v3.queries import Queries
from simulator.fronts.tencent_v3.records import Records
from simulator.fronts.tencent_v3.sends import Road, Sends
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

    def __init__(self, journey: Road, desk: Desk, faults: Faults, now: Callable[[], Instant], wall: Callable[[], float]) -> None:
        self._desk, self._now, self._wall = desk, now, wall
        rows: Iterable[Action] = (
            *Sends(journey, desk, faults).actions(),
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

    def plain(self, _target: str, headers: Mapping[str, str], body: bytes, caller: str) -> tuple[bytes, bytes] | None:
        """Content-Type and body of the answer to a plain POST; None where aiohttp has to read it."""
        if len(body) > (FORM_MAX if headers.get("content-type", "").startswith(FORM) else JSON_MAX):
            return None
        return _TYPE, msgspec.json.encode(self.answer(Request("POST", "", headers, body, caller)))

    def gave_up(self, http: web.Request) -> web.Response:
        """The answer to a request that took too long, or was not sent as it must be."""
        request = _request(http, None)
        said = failure("InternalError.Timeout", language_of(request), Reason.TIMED_OUT)
        return _response(self._error(said, request, http.headers.get("X-TC-Action", "")))

    def answer(self, request: Request) -> dict[str, Any]:
        """The JSON of the answer; its HTTP status is 200 in every case."""
        language = language_of(request)
        if request.body is None or len(request.query) > QUERY_MAX:
            return self._error(failure("RequestSizeLimitExceeded", language), request, "")
        now = self._now()
        admitted = admit(request, self._desk.keys, now, self._wall())
        if isinstance(admitted, Failure):
            return self._error(admitted, request, "")
        call = _call(request, admitted, now)
        answer = self._act(call, admitted, request)
        if isinstance(answer, Refusal):
            code = codes.code(answer.reason, call.action, call.version)
            answer = Failure(code, f"{codes.message(code, call.language)} ({answer.detail})", answer.reason)
        if isinstance(answer, Failure):
            return self._error(answer, request, call.text)
        self.answers["Ok"] += 1
        return {"Response": {**answer, "RequestId": _request_id()}}

    def _act(self, call: Call, admitted: Admitted, request: Request) -> Answer:
        """Version and action, how often it is called, its parameters, then what it does."""
        row = self._actions.get((call.version, call.action))
        if row is None:
            code = "InvalidAction" if call.version in VERSIONS else "NoSuchVersion"
            return failure(code, call.language, Reason.INTERFACE_UNKNOWN)
        key = admitted.key
        if key.allowed_ips and call.caller not in key.allowed_ips:
            return Refusal(Reason.ADDRESS_NOT_ALLOWED, f"{call.caller} is not on the list of customer {key.customer}")
        wrong = region_wrong(admitted.common) or self._too_often(call, row, admitted.common.region)
        if wrong is not None:
            return wrong
        own = admitted.common.own
        value = parameters.of_json(request.body or b"", call.language) if own is None else parameters.nested(own)
        if isinstance(value, Failure):
            return value
        shape = parameters.shaped(value, row.shape, call.language, typed=own is None)
        return shape if isinstance(shape, Failure) else self._desk.unpaid(call.customer) or row.act(call, shape)

    def _too_often(self, call: Call, row: Action, region: str) -> Failure | None:
        if self._desk.called_too_often(call.customer, call.caller, self._wall()):
            return failure("RequestLimitExceeded.IPLimitExceeded", call.language, Reason.TOO_MANY_CALLS)
        counted = (call.secret_id, region, row.version, row.name)
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


def _call(request: Request, admitted: Admitted, now: Instant) -> Call:
    common, key = admitted.common, admitted.key
    said = (request.body or b"") if common.own is None else common.own
    who = key.customer, key.secret_id, key.main
    return Call(*who, common.version, common.action, common.language, request.caller, now, request.method, said)


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
