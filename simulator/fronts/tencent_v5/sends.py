"""sendsms, sendmultisms2 and sendisms of the v5 API: one result a number, in the order of the request. The platform judges each text."""

from collections.abc import Callable
from functools import partial

from simulator.desk.desk import Desk
from simulator.desk.intake import Asking, Became
from simulator.faults import Faults, Struck
from simulator.fronts.tencent_v5 import codes, translate
from simulator.fronts.tencent_v5.call import Answer, Begun, Call, Interface
from simulator.fronts.tencent_v5.translate import Tel, TemplateForm, TextForm
from simulator.message import AppSubmission
from simulator.refusals import Refusal

Form = TextForm | TemplateForm


class Sends:
    """One network's. faults: may refuse texts."""

    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk, self._faults = desk, faults

    def interfaces(self) -> dict[str, Interface]:
        """Their rows of the front's table."""
        return {
            "sendsms": (translate.one, self._send),
            "sendmultisms2": (translate.many, self._send_many),
            "sendisms": (translate.whole, self._send_abroad),
        }

    def _send(self, call: Call) -> Begun:
        form = translate.form(call.body)
        return form if isinstance(form, Refusal) else self._asking(call, form, call.tels, partial(_single, form))

    def _send_abroad(self, call: Call) -> Begun:
        """Any number, given in one piece; the answer says its country too."""
        form = translate.form(call.body)
        return form if isinstance(form, Refusal) else self._asking(call, form, call.tels, partial(_abroad, form))

    def _send_many(self, call: Call) -> Begun:
        form = translate.form(call.body)
        if isinstance(form, Refusal):
            return form
        wrong = translate.objection(call.tels)
        if wrong is not None:
            return wrong
        stopped = self._desk.stopped(call.app)
        said = codes.RESULTS[stopped.reason] if stopped else codes.OK
        return self._asking(call, form, translate.distinct(call.tels), partial(self._many, call, form, said))

    def _many(self, call: Call, form: Form, said: tuple[int, str], detail: list[Answer]) -> Answer:
        if len(detail) < len(call.tels):
            self._desk.merged([tel.e164() for tel in call.tels], [each.get("sid", "") for each in detail], call.now)
        result, errmsg = said
        return {"result": result, "errmsg": errmsg, "ext": str(form.ext), "detail": detail}

    def _asking(self, call: Call, form: Form, tels: list[Tel], answer: Callable[[list[Answer]], Answer]) -> Asking[Answer | Refusal]:
        """A text a number is to be taken. answer: of each number's result, as it stands in `detail`."""
        known: list[Answer | None] = []
        texts: list[AppSubmission] = []
        for tel in tels:
            destination = tel.e164()
            text = form.submission(call.app, destination or "", call.request.caller)
            known.append(self._at_once(call, tel, text))
            if known[-1] is None:
                texts.append(text)

        def answered(became: list[Became]) -> Answer:
            left = iter(became)
            return answer([_result(tel, next(left)) if each is None else each for tel, each in zip(tels, known, strict=True)])

        return Asking(texts, answered)

    def _at_once(self, call: Call, tel: Tel, text: AppSubmission) -> Answer | None:
        """The result of a number whose text does not get as far as the platform; None of all others."""
        struck = self._faults.refusal(call.request.path, text.destination, codes.NUMBERS)
        if struck is not None:
            self._desk.refuse(call.app, text.destination, struck.refusal, call.request.text, call.now, asked=text)
            return _result(tel, struck.refusal, struck)
        if text.destination:
            return None
        refusal = translate.no_number(tel)
        self._desk.refuse(call.app, tel.given[:40], refusal, call.request.text, call.now)
        return _result(tel, refusal)


def _result(tel: Tel, became: Became, struck: Struck | None = None) -> Answer:
    """One number's result."""
    code = codes.NUMBERS[struck.code] if struck and struck.code else None
    result, errmsg = code or (codes.RESULTS[became.reason] if isinstance(became, Refusal) else codes.OK)
    answer: Answer = {"result": result, "errmsg": errmsg, "mobile": str(tel.mobile), "nationcode": str(tel.nationcode)}
    if not isinstance(became, Refusal):
        answer["sid"], answer["fee"] = became.id, became.submission.carriage.segments
    return answer


def _single(form: Form, results: list[Answer]) -> Answer:
    (result,) = results
    answer = {"result": result["result"], "errmsg": result["errmsg"], "ext": str(form.ext)}
    return answer | {"fee": result["fee"], "sid": result["sid"]} if "sid" in result else answer


def _abroad(form: Form, results: list[Answer]) -> Answer:
    (result,) = results
    answer = _single(form, results)
    return answer | {"nationcode": result["nationcode"]} if "sid" in answer else answer
