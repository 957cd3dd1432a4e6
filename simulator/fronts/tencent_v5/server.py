"""The v5 HTTP edge: reads a request, admits it, answers. What fields and codes mean stands in translate and codes, not here."""

from collections.abc import Callable
from typing import Any, Protocol

import msgspec
from aiohttp import web
from msgspec import Struct

from simulator.desk.desk import Desk
from simulator.fronts.tencent_v5 import codes, signature, translate
from simulator.fronts.tencent_v5.translate import Body, Tel
from simulator.message import AppSubmission, Instant, Message
from simulator.refusals import Reason, Refusal

BODY_MAX = 1 << 20
"""Octets: two hundred numbers and a text are under 20,000; what is longer is not read to its end."""
AGE_MAX_S = 600
"""How far a request's `time` may lie from the server's, either way."""
PREFIX = "/v5/tlssmssvr"

Answer = dict[str, Any]


class Road(Protocol):
    """What the front needs of the journey."""

    def apply(self, submission: AppSubmission, now: Instant) -> Message | Refusal:
        """Judge and take a text; the refusal is recorded there."""


class Request(Struct, frozen=True):
    """What came in: the interface's name, the query's fields as they were sent, the body; None where that could not be read."""

    method: str
    interface: str
    app: str | None
    random: str
    raw: bytes | None

    @property
    def text(self) -> str:
        """What the ledger keeps of it."""
        body = (self.raw or b"").decode("utf-8", "replace")
        return f"{self.method} {PREFIX}/{self.interface}?sdkappid={self.app}&random={self.random}\n{body}"


class Call(Struct, frozen=True):
    """A request that is signed by its app and in time."""

    request: Request
    app: str
    body: Body
    tels: list[Tel]
    now: Instant


class TencentV5:
    """The front. now: network time; wall: unix seconds, what the age of a request is measured by."""

    def __init__(self, journey: Road, desk: Desk, now: Callable[[], Instant], wall: Callable[[], float]) -> None:
        self._journey = journey
        self._desk = desk
        self._now = now
        self._wall = wall
        self._interfaces: dict[str, tuple[Callable[[Body], list[Tel] | Refusal], Callable[[Call], Answer | Refusal]]] = {
            "sendsms": (translate.one, self._send),
            "sendmultisms2": (translate.many, self._send_many),
            "pullstatus": (translate.none, self._pull),
        }

    def routes(self) -> list[web.RouteDef]:
        """Everything under the v5 prefix: what is no interface gets the gateway's answer."""
        return [web.route("*", PREFIX, self._handle), web.route("*", PREFIX + "/{interface:.*}", self._handle)]

    async def _handle(self, http: web.Request) -> web.Response:
        raw = await _read(http)
        query = http.query
        request = Request(http.method, http.match_info.get("interface", ""), query.get("sdkappid"), query.get("random", ""), raw)
        response = web.Response(body=msgspec.json.encode(self.answer(request)), content_type="application/json", charset="utf-8")
        if raw is None:
            response.force_close()
        return response

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
            return Refusal(Reason.SIGNATURE_WRONG, "sig is not the digest of key, random of the URL, time and numbers")
        if isinstance(envelope.time, str):
            return translate.malformed("Expected `int`, got `str` - at `$.time`")
        off_s = envelope.time - round(self._wall())
        if abs(off_s) > AGE_MAX_S:
            return Refusal(Reason.REQUEST_EXPIRED, f"time is {off_s!s:.20} s off the server's, at most {AGE_MAX_S} s are allowed")
        return Call(request, app, body, tels, self._now())

    def _send(self, call: Call) -> Answer | Refusal:
        form = translate.form(call.body)
        if isinstance(form, Refusal):
            return form
        result = self._send_to(call, form, call.tels[0])
        return {"result": result["result"], "errmsg": result["errmsg"], "ext": str(form.ext), **_keys(result, "fee", "sid")}

    def _send_many(self, call: Call) -> Answer | Refusal:
        form = translate.form(call.body)
        if isinstance(form, Refusal):
            return form
        wrong = translate.objection(call.tels)
        if wrong is not None:
            return wrong
        detail = [self._send_to(call, form, tel) for tel in translate.distinct(call.tels)]
        return {"result": codes.OK[0], "errmsg": codes.OK[1], "ext": str(form.ext), "detail": detail}

    def _send_to(self, call: Call, form: translate.TextForm | translate.TemplateForm, tel: Tel) -> Answer:
        """One number's result, as it stands in `detail`."""
        destination = tel.e164()
        taken = self._no_number(call, tel) if destination is None else self._journey.apply(form.submission(call.app, destination), call.now)
        result, errmsg = codes.RESULTS[taken.reason] if isinstance(taken, Refusal) else codes.OK
        answer: Answer = {"result": result, "errmsg": errmsg, "mobile": str(tel.mobile), "nationcode": str(tel.nationcode)}
        if isinstance(taken, Message):
            answer |= {"sid": taken.id, "fee": taken.submission.segments}
        return answer

    def _no_number(self, call: Call, tel: Tel) -> Refusal:
        refusal = Refusal(Reason.NUMBER_MALFORMED, f"{tel.nationcode!s:.10} {tel.mobile!s:.40} is no number")
        self._desk.refuse(call.app, str(tel.mobile)[:40], refusal, call.request.text, call.now)
        return refusal

    def _pull(self, call: Call) -> Answer | Refusal:
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
        return {"result": result, "errmsg": errmsg, "ext": ext if isinstance(ext, str) else ""}

    def _gateway(self, request: Request, code: int) -> Answer:
        refusal = translate.malformed(f"{code}: {codes.GATEWAY[code]}")
        self._desk.refuse("", "", refusal, request.text, self._now())
        return {"ActionStatus": "FAIL", "ErrorInfo": codes.GATEWAY[code], "ErrorCode": code}


def _keys(answer: Answer, *names: str) -> Answer:
    return {name: answer[name] for name in names if name in answer}


async def _read(http: web.Request) -> bytes | None:
    """The body, whatever its Content-Type and with or without a length; None where it is too long, breaks the wire or breaks off."""
    raw = bytearray()
    try:
        async for chunk in http.content.iter_any():
            raw += chunk
            if len(raw) > BODY_MAX:
                return None
    except (web.RequestPayloadError, ConnectionError):
        return None
    return bytes(raw)
