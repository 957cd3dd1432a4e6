"""The v5 HTTP edge: reads a request, admits it, answers. What fields and codes mean stands in translate and codes, not here."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from aiohttp import web

from simulator.desk.desk import Desk
from simulator.desk.intake import Intake
from simulator.faults import Faults
from simulator.fronts.tencent_v5 import codes, signature, translate
from simulator.fronts.tencent_v5.call import PREFIX, SERVICES, Answer, Begun, Call, Interface, Request
from simulator.fronts.tencent_v5.papers import SAID_TWICE
from simulator.fronts.tencent_v5.records import Records
from simulator.fronts.tencent_v5.sends import Sends
from simulator.fronts.tencent_v5.signs import Signs
from simulator.fronts.tencent_v5.statistics import Statistics
from simulator.fronts.tencent_v5.templates import Templates
from simulator.fronts.tencent_v5.translate import Body, Tel
from simulator.message import Instant
from simulator.refusals import Reason, Refusal

BODY_MAX = 1 << 20
"""Octets: two hundred numbers and a text are under 20,000."""
AGE_MAX_S = 600
"""How far a request's `time` may lie from the server's, either way."""


_PLAIN: Final = re.compile(PREFIX + r"/([a-z0-9_]+)\?(random|sdkappid)=([0-9A-Za-z]*)&(random|sdkappid)=([0-9A-Za-z]*)")
_TYPE: Final = b"application/json; charset=utf-8"


class TencentV5:
    """The front. faults: may refuse texts; now: network time; wall: unix seconds, what the age of a request is measured by.

    answers: how many requests were answered with each result, or with each code of the gateway.
    """

    def __init__(self, intake: Intake, desk: Desk, faults: Faults, now: Callable[[], Instant], wall: Callable[[], float]) -> None:
        self._intake = intake
        self._desk = desk
        self._now = now
        self._wall = wall
        self.answers: Counter[int] = Counter()
        self._interfaces: dict[str, Interface] = {
            **Sends(desk, faults).interfaces(),
            "pullstatus": (translate.none, self._pull),
            **Signs(desk).interfaces(),
            **Templates(desk).interfaces(),
            **Records(desk).interfaces(),
            **Statistics(desk).interfaces(),
        }

    @property
    def interfaces(self) -> list[str]:
        """The names of all that is served."""
        return list(self._interfaces)

    def routes(self) -> list[web.RouteDef]:
        """Everything under the v5 prefix, and under those of the platform's other services (voice): what is no interface of ours gets the
        gateway's answer.
        """
        return [web.route("*", PREFIX + "/{interface:.*}", self._handle), web.route("*", SERVICES + "{other:.*}", self._handle)]

    async def _handle(self, http: web.Request) -> web.Response:
        raw = await _body(http)
        response = _response(self.answer(_request(http, raw)))
        if raw is None:
            response.force_close()
        return response

    def plain(self, target: str, _headers: Mapping[str, str], body: bytes, caller: str) -> Request | None:
        """What a plain POST asks for; None where path or query have to be read with more care."""
        found = _PLAIN.fullmatch(target)
        if found is None or len(body) > BODY_MAX:
            return None
        interface, first, app, second, random = found.groups()
        if (first, second) == ("random", "sdkappid"):
            app, random = random, app
        elif (first, second) != ("sdkappid", "random"):
            return None
        return Request("POST", interface, app, random, body, caller)

    def answered(self, requests: list[Request]) -> list[tuple[bytes, bytes]]:
        """Content-Type and body of the answers, in their order."""
        return [(_TYPE, msgspec.json.encode(answer)) for answer in self.answer_all(requests)]

    def _counted(self, answer: Answer) -> Answer:
        result: int = answer["ErrorCode"] if "ErrorCode" in answer else answer.get("result", 0)
        self.answers[result] += 1
        return answer

    def gave_up(self, http: web.Request) -> web.Response:
        """The gateway's answer to a request that took too long, or was not sent as it must be."""
        return _response(self._gateway(_request(http, None), codes.FORMAT_WRONG))

    def malformed(self, said: str) -> web.Response:
        """The gateway's answer to what is no HTTP. said: what was wrong with it."""
        self._desk.refuse("", "", translate.malformed(f"{codes.FORMAT_WRONG}: {said}"), "", self._now())
        return _response(_gateway_says(codes.FORMAT_WRONG))

    def answer(self, request: Request) -> Answer:
        """The JSON of the answer; its HTTP status is 200 in every case."""
        return self.answer_all([request])[0]

    def answer_all(self, requests: list[Request]) -> list[Answer]:
        """The same of requests that came at one time, in their order; all are taken through each step together."""
        now = self._now()
        calls = [self._read(request, now) for request in requests]
        begun: list[Begun] = [self._act(call) if isinstance(call, Call) else call for call in calls]
        answers: list[Answer | Refusal] = self._intake.settle(begun, now)
        return [self._counted(self._said(*each)) for each in zip(requests, calls, answers, strict=True)]

    def _read(self, request: Request, now: Instant) -> Call | Answer:
        """A request that is admitted, or the answer to any other."""
        interface = self._interfaces.get(request.interface)
        if interface is None or request.method != "POST":
            return self._gateway(request, codes.PATH_WRONG)
        if not request.app:
            return self._gateway(request, codes.APP_MISSING)
        if not (request.app.isdecimal() and request.app.isascii()):
            return self._gateway(request, codes.APP_MALFORMED)
        if request.raw is None:
            return self._gateway(request, codes.FORMAT_WRONG)
        body = translate.read(request.raw)
        if body is None:
            return self._gateway(request, codes.BODY_UNREADABLE)
        if isinstance(body, Refusal):
            return self._refuse(request, body, {})
        numbers, _ = interface
        call = self._admit(request, request.app, body, numbers, now)
        return self._refuse(request, call, body) if isinstance(call, Refusal) else call

    def _act(self, call: Call) -> Begun:
        """How often it is called, then what it does."""
        if self._desk.called_too_often(self._desk.owner(call.app), call.request.caller, self._wall()):
            return self._gateway(call.request, codes.TOO_OFTEN, Reason.TOO_MANY_CALLS)
        _, act = self._interfaces[call.request.interface]
        return act(call)

    def _said(self, request: Request, call: Call | Answer, answer: Answer | Refusal) -> Answer:
        return self._refuse(request, answer, call.body if isinstance(call, Call) else {}) if isinstance(answer, Refusal) else answer

    def _admit(
        self, request: Request, app: str, body: Body, numbers: Callable[[Body], list[Tel] | Refusal], now: Instant
    ) -> Call | Refusal:
        """Key, `sig`, time: in this order. What the digest is calculated over has to be readable first (else 1004)."""
        key = self._desk.key(app)
        if key is None:
            return Refusal(Reason.APP_UNKNOWN, f"there is no app {app[:40]}")
        if body.get("sig", "") == "":
            return Refusal(Reason.SIGNATURE_MISSING, "the body has no sig")
        envelope = translate.shape(body, translate.Envelope)
        if isinstance(envelope, Refusal):
            return envelope
        tels = numbers(body)
        if isinstance(tels, Refusal):
            return tels
        wanted = signature.calculate(key, request.random, str(envelope.time), translate.signed(tels))
        if not signature.matches(envelope.sig, wanted):
            return self._unsigned(request, envelope, tels)
        if not self._desk.key_works(app):
            return Refusal(Reason.KEY_DISABLED, f"the key of app {app} is disabled")
        if isinstance(envelope.time, str):
            return translate.malformed("Expected `int`, got `str` - at `$.time`")
        off_s = envelope.time - round(self._wall())
        if abs(off_s) > AGE_MAX_S:
            return Refusal(Reason.REQUEST_EXPIRED, f"time is {off_s!s:.20} s off the server's, at most {AGE_MAX_S} s are allowed")
        stopped = None if tels else self._desk.stopped(app)  # texts are refused on the road, each on record with its number
        return stopped or Call(request, app, body, tels, now)

    def _unsigned(self, request: Request, envelope: translate.Envelope, tels: list[Tel]) -> Refusal:
        """The record tells, as no answer does, when the digest is that of another app's key."""
        said = (request.random, str(envelope.time), translate.signed(tels))
        for app in self._desk.apps():
            if signature.matches(envelope.sig, signature.calculate(self._desk.key(app) or "", *said)):
                return Refusal(Reason.KEY_OF_ANOTHER_APP, f"sig is the digest by the key of app {app}, the URL names {request.app}")
        return Refusal(Reason.SIGNATURE_WRONG, "sig is not the digest of key, random of the URL, time and numbers")

    def _pull(self, call: Call) -> Answer | Refusal:
        customer = self._desk.owner(call.app)
        if not self._desk.may_pull(customer):
            return Refusal(Reason.NOT_PERMITTED, f"pulling is not enabled for customer {customer}")
        pull = translate.shape(call.body, translate.Pull)
        if isinstance(pull, Refusal):
            return pull
        data: list[Any]
        if pull.type == translate.REPORTS:
            data = [translate.item(report) for report in self._desk.pull(call.app, pull.max)]
        else:
            data = [translate.reply_item(reply) for reply in self._desk.pull_replies(call.app, pull.max)]
        return {"result": 0, "errmsg": "ok", "count": len(data), "data": data}

    def _refuse(self, request: Request, refusal: Refusal, body: Body) -> Answer:
        known = request.app if request.app and self._desk.key(request.app) is not None else ""
        self._desk.refuse(known, "", refusal, request.text, self._now())
        result, errmsg = codes.RESULTS[refusal.reason]
        ext = body.get("ext", "")
        answer = {"result": result, "errmsg": errmsg, "ext": ext if isinstance(ext, str) else ""}
        return answer | ({"msg": errmsg} if request.interface in SAID_TWICE else {})

    def _gateway(self, request: Request, code: int, reason: Reason = Reason.REQUEST_MALFORMED) -> Answer:
        self._desk.refuse("", "", Refusal(reason, f"{code}: {codes.GATEWAY[code]}"), request.text, self._now())
        return _gateway_says(code)


def _gateway_says(code: int) -> Answer:
    return {"ActionStatus": "FAIL", "ErrorInfo": codes.GATEWAY[code], "ErrorCode": code}


def _request(http: web.Request, raw: bytes | None) -> Request:
    query = http.query
    return Request(
        http.method, http.match_info.get("interface", ""), query.get("sdkappid"), query.get("random", ""), raw, http.remote or ""
    )


def _response(answer: Answer) -> web.Response:
    return web.Response(body=msgspec.json.encode(answer), headers={"Content-Type": _TYPE.decode()})


async def _body(http: web.Request) -> bytes | None:
    """The body, whatever its Content-Type and with or without a length; None where it is too long, breaks the wire or breaks off."""
    try:
        raw = await http.read()
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ConnectionError):
        return None
    return raw if len(raw) <= BODY_MAX else None
