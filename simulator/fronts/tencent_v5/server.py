"""The v5 HTTP edge: reads a request, admits it, answers. What fields and codes mean stands in translate and codes, not here."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

import msgspec
from aiohttp import web

from simulator.desk.desk import Desk
from simulator.faults import Faults, Struck
from simulator.fronts.tencent_v5 import codes, signature, translate
from simulator.fronts.tencent_v5.call import PREFIX, SERVICES, Answer, Call, Interface, Request
from simulator.fronts.tencent_v5.papers import SAID_TWICE
from simulator.fronts.tencent_v5.records import Records
from simulator.fronts.tencent_v5.signs import Signs
from simulator.fronts.tencent_v5.statistics import Statistics
from simulator.fronts.tencent_v5.templates import Templates
from simulator.fronts.tencent_v5.translate import Body, Tel
from simulator.message import AppSubmission, Instant, Message
from simulator.refusals import Reason, Refusal

BODY_MAX = 1 << 20
"""Octets: two hundred numbers and a text are under 20,000."""
AGE_MAX_S = 600
"""How far a request's `time` may lie from the server's, either way."""


_PLAIN: Final = re.compile(PREFIX + r"/([a-z0-9_]+)\?(random|sdkappid)=([0-9A-Za-z]*)&(random|sdkappid)=([0-9A-Za-z]*)")
_TYPE: Final = b"application/json; charset=utf-8"


class Road(Protocol):
    """What the front needs of the journey."""

    def apply(self, submission: AppSubmission, now: Instant) -> Message | Refusal:
        """Judge and take a text; the refusal is recorded there."""


class TencentV5:
    """The front. faults: may refuse texts; now: network time; wall: unix seconds, what the age of a request is measured by.

    answers: how many requests were answered with each result, or with each code of the gateway.
    """

    def __init__(self, journey: Road, desk: Desk, faults: Faults, now: Callable[[], Instant], wall: Callable[[], float]) -> None:
        self._journey = journey
        self._desk = desk
        self._faults = faults
        self._now = now
        self._wall = wall
        self.answers: Counter[int] = Counter()
        self._interfaces: dict[str, Interface] = {
            "sendsms": (translate.one, self._send),
            "sendmultisms2": (translate.many, self._send_many),
            "sendisms": (translate.whole, self._send_abroad),
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
        raw = await _read(http)
        response = _response(self._counted(self.answer(_request(http, raw))))
        if raw is None:
            response.force_close()
        return response

    def plain(self, target: str, _headers: Mapping[str, str], body: bytes, caller: str) -> tuple[bytes, bytes] | None:
        """Content-Type and body of the answer to a plain POST; None where path or query have to be read with more care."""
        found = _PLAIN.fullmatch(target)
        if found is None or len(body) > BODY_MAX:
            return None
        interface, first, app, second, random = found.groups()
        if (first, second) == ("random", "sdkappid"):
            app, random = random, app
        elif (first, second) != ("sdkappid", "random"):
            return None
        return _TYPE, msgspec.json.encode(self._counted(self.answer(Request("POST", interface, app, random, body, caller))))

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
        numbers, act = interface
        call = self._admit(request, request.app, body, numbers)
        if isinstance(call, Call) and self._desk.called_too_often(self._desk.owner(call.app), request.caller, self._wall()):
            return self._gateway(request, codes.TOO_OFTEN, Reason.TOO_MANY_CALLS)
        answer = call if isinstance(call, Refusal) else act(call)
        return self._refuse(request, answer, body) if isinstance(answer, Refusal) else answer

    def _admit(self, request: Request, app: str, body: Body, numbers: Callable[[Body], list[Tel] | Refusal]) -> Call | Refusal:
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
        return stopped or Call(request, app, body, tels, self._now())

    def _unsigned(self, request: Request, envelope: translate.Envelope, tels: list[Tel]) -> Refusal:
        """The record tells, as no answer does, when the digest is that of another app's key."""
        said = (request.random, str(envelope.time), translate.signed(tels))
        for app in self._desk.apps():
            if signature.matches(envelope.sig, signature.calculate(self._desk.key(app) or "", *said)):
                return Refusal(Reason.KEY_OF_ANOTHER_APP, f"sig is the digest by the key of app {app}, the URL names {request.app}")
        return Refusal(Reason.SIGNATURE_WRONG, "sig is not the digest of key, random of the URL, time and numbers")

    def _send(self, call: Call) -> Answer | Refusal:
        form = translate.form(call.body)
        if isinstance(form, Refusal):
            return form
        result = self._send_to(call, form, call.tels[0])
        return {"result": result["result"], "errmsg": result["errmsg"], "ext": str(form.ext), **_keys(result, "fee", "sid")}

    def _send_abroad(self, call: Call) -> Answer | Refusal:
        """Any number, given in one piece; the answer says its country too."""
        answer = self._send(call)
        if isinstance(answer, Refusal) or "sid" not in answer:
            return answer
        return answer | {"nationcode": str(call.tels[0].nationcode)}

    def _send_many(self, call: Call) -> Answer | Refusal:
        form = translate.form(call.body)
        if isinstance(form, Refusal):
            return form
        wrong = translate.objection(call.tels)
        if wrong is not None:
            return wrong
        stopped = self._desk.stopped(call.app)
        result, errmsg = codes.RESULTS[stopped.reason] if stopped else codes.OK
        detail = [self._send_to(call, form, tel) for tel in translate.distinct(call.tels)]
        if len(detail) < len(call.tels):
            self._desk.merged([tel.e164() for tel in call.tels], [each.get("sid", "") for each in detail], call.now)
        return {"result": result, "errmsg": errmsg, "ext": str(form.ext), "detail": detail}

    def _send_to(self, call: Call, form: translate.TextForm | translate.TemplateForm, tel: Tel) -> Answer:
        """One number's result, as it stands in `detail`."""
        destination = tel.e164()
        struck = self._faults.refusal(call.request.path, destination or "", codes.NUMBERS)
        if struck is not None:
            taken: Message | Refusal = self._strike(call, struck, form.submission(call.app, destination or "", call.request.caller))
        elif destination is None:
            taken = self._no_number(call, tel)
        else:
            taken = self._journey.apply(form.submission(call.app, destination, call.request.caller), call.now)
        code = codes.NUMBERS[struck.code] if struck and struck.code else None
        result, errmsg = code or (codes.RESULTS[taken.reason] if isinstance(taken, Refusal) else codes.OK)
        answer: Answer = {"result": result, "errmsg": errmsg, "mobile": str(tel.mobile), "nationcode": str(tel.nationcode)}
        if isinstance(taken, Message):
            answer |= {"sid": taken.id, "fee": taken.submission.segments}
        return answer

    def _strike(self, call: Call, struck: Struck, submission: AppSubmission) -> Refusal:
        self._desk.refuse(call.app, submission.destination, struck.refusal, call.request.text, call.now, asked=submission)
        return struck.refusal

    def _no_number(self, call: Call, tel: Tel) -> Refusal:
        refusal = translate.no_number(tel)
        self._desk.refuse(call.app, tel.given[:40], refusal, call.request.text, call.now)
        return refusal

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


def _keys(answer: Answer, *names: str) -> Answer:
    return {name: answer[name] for name in names if name in answer}


async def _read(http: web.Request) -> bytes | None:
    """The body, whatever its Content-Type and with or without a length; None where it is too long, breaks the wire or breaks off."""
    try:
        raw = await http.read()
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ConnectionError):
        return None
    return raw if len(raw) <= BODY_MAX else None
