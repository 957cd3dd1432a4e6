"""The platform's counter as the player uses it: papers, liftings, questions, the console. Through its ports; it judges nothing."""

from itertools import islice
from typing import Any, Final
from urllib.parse import quote

import msgspec
from msgspec import Struct

from simulator import address
from simulator.control.paperwork import DOCUMENTS, NAMES, PICTURE
from simulator.desk.spans import HOUR_MS, beijing
from simulator.desk.uploads import NUMBERS_MAX
from simulator.message import Instant, Kind
from simulator.platform.review.applications import Purpose, TemplateKind
from simulator.player.exchange import Http
from simulator.player.request import Fields, Outgoing
from simulator.player.tencent import TencentV3, TencentV5
from simulator.runtime.network import Network
from simulator.scenario.courses import Upload
from simulator.scenario.settings import Apply, Lift, Operate, Query

CONSOLE: Final = "console"
V5: Final = "tencent-v5"
OK: Final = {"status": 200}
"""What a good answer of the console says beside its fields."""
GONE: Final[Fields] = {"status": "deleted"}
STATUSES: Final = {
    V5: {0: "approved", 1: "in-review", 2: "refused"},
    "tencent-v3": {0: "approved", 1: "in-review", 2: "not-in-force", -1: "refused"},
}
"""What each API's numbers say of where an application stands."""
_ACTIONS: Final = {
    "sent": ("pullsendstatus", "SendStatusStatistics"),
    "reported": ("pullcallbackstatus", "CallbackStatusStatistics"),
    "packages": ("getsmspackages", "SmsPackagesStatistics"),
    "records": ("querysms4mobile", "DescribeSendRecordList"),
    "reports": ("pullstatus4mobile", "PullSmsSendStatusByPhoneNumber"),
    "replies": ("pullstatus4mobile", "PullSmsReplyStatusByPhoneNumber"),
}
"""By what is asked: the interface, the action."""
PAGE: Final = 50


class Paper(Struct, frozen=True):
    """What was handed in: through what, for which app, `sign` or `template`, its number and whether it is for abroad."""

    via: str
    app: str
    what: str
    id: int
    abroad: bool


class Counter:
    """One play's. answers: what was answered to each step, by its name."""

    def __init__(self, network: Network, v5: TencentV5, v3: TencentV3) -> None:
        self.answers: dict[str, Fields] = {}
        self._network, self._v5, self._v3 = network, v5, v3
        self._http = Http(network)
        self._papers: dict[str, Paper] = {}
        self._lifts: dict[str, tuple[str, str]] = {}

    async def do(self, step: Apply | Lift | Query | Operate | Upload) -> Fields:
        """The step's answer. ExchangeError where none comes."""
        match step:
            case Apply():
                answer = await self._apply(step)
            case Lift():
                app = self._app(step.account)
                self._lifts[step.name] = app, step.number
                answer = await self._control("POST", f"unsubscribes/{app}/{step.number}/lift")
            case Query():
                answer = await self._query(step)
            case Upload():
                answer = await self._upload(step)
            case Operate():
                answer = await self._control(step.method, step.path, step.body)
        self.answers[step.name] = answer
        return answer

    async def review(self, name: str) -> Fields:
        """Where an application stands now: its status, the reviewer's reply, of a template its kind where that is told."""
        if name in self._lifts:
            app, number = self._lifts[name]
            listed = (await self._control("GET", f"unsubscribes?app={app}&number={number.replace('+', '%2B')}"))["unsubscribes"]
            return dict(listed[0]["lift"]) if listed else {"status": "approved", "reply": ""}
        paper = self._papers.get(name)
        if paper is None:
            return {"status": "not taken"}
        return await {CONSOLE: self._on_console, V5: self._on_v5}.get(paper.via, self._on_v3)(paper)

    def template(self, name: str) -> int:
        """The number of the template that an application handed in; 0 where it was not taken."""
        return self._papers[name].id if name in self._papers else 0

    async def close(self) -> None:
        """Nothing stays open."""
        await self._http.close()

    def _app(self, account: str | None) -> str:
        return account or self._network.world.scenario.apps[0].id

    def _customer(self, app: str) -> str:
        return self._network.world.desk.owner(app)

    async def _apply(self, step: Apply) -> Fields:
        app = self._app(step.account)
        on = self._papers.get(step.on)
        id_ = on.id if on else int(step.on) if step.on.isdecimal() else 0
        what = step.what or (on.what if on else "template")
        do = {CONSOLE: self._hand_in, V5: self._hand_in_v5}.get(step.via, self._hand_in_v3)
        answer, number = await do(step, app, what, id_)
        if step.name and (number or id_):
            self._papers[step.name] = Paper(step.via, app, what, number or id_, step.abroad or bool(on and on.abroad))
        return answer

    async def _hand_in(self, step: Apply, app: str, what: str, id_: int) -> tuple[Fields, int]:
        shelf = f"customers/{self._customer(app)}/{what}s"
        if step.delete:
            return await self._control("DELETE", f"{shelf}/{id_}"), 0
        body: Fields = {"text": step.text, "abroad": step.abroad, "remark": step.remark}
        if what == "sign":
            proof = None if step.proof == "none" else step.proof
            body |= {"names": step.names, "proof": proof, "purpose": step.purpose, "commission": step.commission}
        else:
            body |= {"kind": step.kind, "title": step.title}
        answer = await (self._control("PUT", f"{shelf}/{id_}", body) if id_ else self._control("POST", shelf, body))
        return answer, answer.get("id", 0)

    async def _hand_in_v5(self, step: Apply, app: str, what: str, id_: int) -> tuple[Fields, int]:
        key = {"sign": "sign_id", "template": "tpl_id"}[what]
        if step.delete:
            return await self._v5.ask(app, f"del_{what}", {key: [id_]}), 0
        fields: Fields = {"text": step.text, "international": int(step.abroad), "remark": step.remark}
        if what == "sign":
            fields |= {} if step.proof == "none" else {"pic": PICTURE}
        else:
            fields |= {"type": TemplateKind[step.kind.upper()], "title": step.title}
        verb = "mod" if id_ else "add"
        answer = await self._v5.ask(app, f"{verb}_{what}", fields | ({key: id_} if id_ else {}))
        return answer, (answer.get("data") or {}).get("id", 0)

    async def _hand_in_v3(self, step: Apply, app: str, what: str, id_: int) -> tuple[Fields, int]:
        noun, key = {"sign": ("Sign", "SignId"), "template": ("Template", "TemplateId")}[what]
        if step.delete:
            return await self._v3.ask(app, f"DeleteSms{noun}", {key: id_}), 0
        fields: Fields = {"International": int(step.abroad), "Remark": step.remark} | ({key: id_} if id_ else {})
        if what == "sign":
            fields |= {"SignName": step.text, "SignType": NAMES[step.names], "SignPurpose": Purpose[step.purpose.upper()]}
            fields |= {"DocumentType": DOCUMENTS.get(step.proof, 0), "ProofImage": "" if step.proof == "none" else PICTURE}
            fields |= {"CommissionImage": PICTURE} if step.commission else {}
        else:
            fields |= {"TemplateName": step.title, "TemplateContent": step.text, "SmsType": TemplateKind[step.kind.upper()]}
        verb = "Modify" if id_ else "Add"
        answer = await self._v3.ask(app, f"{verb}Sms{noun}", fields)
        return answer, int(answer.get(f"{verb}{noun}Status", {}).get(key, 0))

    async def _on_console(self, paper: Paper) -> Fields:
        answer = await self._control("GET", f"reviews/{self._customer(paper.app)}/{paper.what}s/{paper.id}")
        return GONE if answer["status"] == 404 else {**answer, "status": answer["stands"]}

    async def _on_v5(self, paper: Paper) -> Fields:
        key = {"sign": "sign_id", "template": "tpl_id"}[paper.what]
        data = (await self._v5.ask(paper.app, f"get_{paper.what}", {key: [paper.id]})).get("data", ())
        if not data:
            return GONE
        kind = {"kind": Kind(data[0]["type"]).name.lower()} if "type" in data[0] else {}
        return {"status": STATUSES[V5][data[0]["status"]], "reply": data[0]["reply"], **kind}

    async def _on_v3(self, paper: Paper) -> Fields:
        noun = {"sign": "Sign", "template": "Template"}[paper.what]
        asked = {"International": int(paper.abroad), f"{noun}IdSet": [paper.id]}
        answer = await self._v3.ask(paper.app, f"DescribeSms{noun}List", asked)
        found = answer.get("DescribeSignListStatusSet", answer.get("DescribeTemplateStatusSet", ()))
        return {"status": STATUSES[paper.via][found[0]["StatusCode"]], "reply": found[0]["ReviewReply"]} if found else GONE

    async def _upload(self, step: Upload) -> Fields:
        """What became of a list once the platform has gone through it, which takes no network time."""
        app, lines = self._app(step.account), "\n".join(islice(step.numbers, NUMBERS_MAX + 1))
        template = self.template(step.template) if isinstance(step.template, str) else step.template
        said = {"app": app, "template": template, "params": step.params, "sign": step.sign, "numbers": lines}
        answer = await self._control("POST", "console/uploads", said)
        if "id" not in answer:
            return answer
        await self._network.pass_to(self._network.driver.now())
        return await self._control("GET", f"console/uploads/{answer['id']}")

    async def _query(self, step: Query) -> Fields:
        app, now = self._app(step.account), self._network.driver.now()
        since, until = step.since or 0, now if step.until is None else step.until
        interface, action = _ACTIONS[step.what]
        if step.via == V5:
            return await self._v5.ask(app, interface, _of_v5(step, since, until))
        return await self._v3.ask(app, action, {"SmsSdkAppId": app} | _of_v3(step, since, until))

    async def _control(self, method: str, path: str, body: Any = None) -> Fields:
        """The console's answer, its HTTP status among the fields. A `status` of its own is told as `stands`."""
        octets = b"" if body is None else msgspec.json.encode(body)
        outgoing = Outgoing(method, f"/sim/{quote(path, safe='/?&=%')}", {"Content-Type": "application/json"}, octets)
        answer = await self._http.ask(f"{method} /sim/{path}", outgoing)
        if "detail" in answer:
            return answer
        return {**answer, **({"stands": answer["status"]} if "status" in answer else {}), **OK}


def _of_v5(step: Query, since: Instant, until: Instant) -> Fields:
    if step.number:
        nationcode, mobile = address.split(step.number)
        asked = {"begin_time": since // 1000, "end_time": until // 1000, "nationcode": nationcode, "mobile": mobile}
        return asked if step.what == "records" else asked | {"type": int(step.what == "replies"), "max": PAGE}
    if step.what == "packages":
        return {"length": PAGE, "offset": 0}
    return {"begin_date": int(_hour(since)), "end_date": int(_hour(until))}


def _of_v3(step: Query, since: Instant, until: Instant) -> Fields:
    if step.number:
        asked = {"BeginTime": since // 1000, "EndTime": until // 1000, "PhoneNumber": step.number}
        return {**asked, "Limit": PAGE, "Offset": 0}
    end = until - HOUR_MS if step.what == "packages" else until
    return {"BeginTime": _hour(since), "EndTime": _hour(end), "Limit": PAGE if step.what == "packages" else 0, "Offset": 0}


def _hour(at: Instant) -> str:
    """2024030409, in Beijing."""
    return "".join(each for each in beijing(at)[:13] if each.isdecimal())
