"""The platform's two APIs as the player uses them: sends, and pulls of what is told later. What was expected is not known here."""

from typing import Any, Final

from simulator import address
from simulator.platform.customers import Secret
from simulator.player import request
from simulator.player.exchange import Http
from simulator.player.fronts import Sent, Told
from simulator.player.patience import SilenceError
from simulator.player.request import Fields, Outgoing
from simulator.runtime.network import Network
from simulator.scenario.settings import AS_IT_SHOULD_BE, Call, Send, Wire
from simulator.wire.faults import Kind

PULL_MOST: Final = 100
REPORTS, REPLIES = 0, 1
"""The `type` of a pullstatus."""
SILENCE: Final = Sent({}, ())
"""No answer came."""


def _clients(network: Network) -> tuple[Http, Http]:
    """One for sends and one for pulls: what a scenario does to the sender's connections is not to befall who looks at what came of it.

    Where only so many connections may be open, both share what there is.
    """
    faults, sends = network.world.scenario.faults, Http(network)
    if any(fault.kind is Kind.CONNECTION_LIMIT for fault in faults):
        return sends, sends
    return sends, Http(network, lasting=not faults, plain=True)


def numbers(step: Send) -> list[str]:
    """Whom a send is to: of a batch so many, counted on from its number. What is no number stays as it is written."""
    if not step.batch:
        return [step.to]
    first = step.to.removeprefix("+")
    return [f"+{int(first) + nth}" for nth in range(step.batch)]


class TencentV5:
    """Over HTTP, signed with network time as the platform checks it here. used: apps that were sent through, in their order."""

    def __init__(self, network: Network) -> None:
        self.used: dict[str, None] = {}
        self._network = network
        self._keys = {app.id: app.key for app in network.world.scenario.apps}
        self._http, self._pulls = _clients(network)

    def account(self, step: Send | Call) -> str:
        """The app id."""
        return step.account or next(iter(self._keys), "")

    async def send(self, step: Send) -> Sent:
        """sendsms, of a batch sendmultisms2, in the text or the template form. A number that is none goes out as it is written."""
        app = self.account(step)
        self.used[app] = None
        tels = [_tel(number) for number in numbers(step)]
        body: Fields = {"tel": tels if step.batch else tels[0], "extend": step.extend, "ext": step.session}
        if step.template is None:
            body |= {"type": step.kind, "msg": step.text or ""}
        else:
            body |= {"tpl_id": step.template, "params": list(step.params), "sign": step.sign or ""}
        interface = "sendmultisms2" if step.batch else "sendsms"
        return await self._said(app, interface, body, step.but or AS_IT_SHOULD_BE, step.patience_ms, connection=step.connection)

    async def call(self, step: Call) -> Sent:
        """Whatever the step says; what it leaves out is as it should be."""
        app = self.account(step)
        self.used[app] = None
        return await self._said(app, step.wire.interface, {}, step.wire, step.patience_ms)

    async def ask(self, app: str, interface: str, fields: Fields) -> Fields:
        """What an interface answers to whoever holds the app's key now."""
        known = self._network.world.platform.app(app)
        now_s = self._network.driver.now() // 1000
        outgoing = request.v5(interface, app, known.key if known else "", fields, now_s)
        return await self._pulls.ask(f"{interface} of app {app}", outgoing)

    async def told(self) -> Told:
        """What pullstatus hands out, of the apps that were sent through. Where nothing waits nobody asks: calls are counted."""
        told = Told([], [])
        for app in filter(self._network.world.desk.waiting, self.used):
            told.reports += [(item["sid"], {"status": item["report_status"], **item}) for item in await self._pull(app, REPORTS)]
            for item in await self._pull(app, REPLIES):
                told.replies.append((app, address.join(item["nationcode"], item["mobile"]) or "", item["text"]))
        return told

    async def close(self) -> None:
        """The HTTP session ends."""
        await self._http.close()
        await self._pulls.close()

    async def _said(self, app: str, interface: str, fields: Fields, wire: Wire, patience_ms: int, *, connection: str = "") -> Sent:
        outgoing = request.v5(interface, app, self._keys.get(app, ""), fields, self._network.driver.now() // 1000, wire=wire)
        try:
            answer = await self._http.ask(f"{interface} of app {app}", outgoing, patience_ms, connection=connection)
        except SilenceError:
            return SILENCE
        sids = [answer.get("sid"), *(each.get("sid") for each in answer.get("detail") or ())]
        return Sent(answer, tuple(sid for sid in sids if sid))

    async def _pull(self, app: str, kind: int) -> list[Fields]:
        items: list[Fields] = []
        while True:
            page = (await self.ask(app, "pullstatus", {"type": kind, "max": PULL_MOST})).get("data", ())
            items += page
            if len(page) < PULL_MOST:
                return items


class TencentV3:
    """The cloud API, version 2021-01-11, signed with a key of the app's customer and with network time, as it is checked here.

    v5: who pulls for apps that both were used for, because reports are handed out once: to whoever asks first.
    """

    def __init__(self, network: Network, v5: TencentV5) -> None:
        world = network.world.scenario
        self._network, self._v5 = network, v5
        self._secrets = {secret.secret_id: secret for customer in world.platform.customers for secret in customer.secrets}
        owned = {customer.name: customer.secrets for customer in world.platform.customers}
        self._firsts = {app.id: next(iter(owned.get(app.customer, ())), None) for app in world.apps}
        self._used: dict[str, None] = {}
        self._http, self._pulls = _clients(network)

    def account(self, step: Send | Call) -> str:
        """The app id."""
        return step.account or next(iter(self._firsts), "")

    async def send(self, step: Send) -> Sent:
        """SendSms; the answer is the one number's entry in SendStatusSet, of a batch the whole, or the Error of the whole request."""
        app = self.account(step)
        said = {
            "SignName": step.sign,
            "ExtendCode": step.extend,
            "SessionContext": step.session,
            "SenderId": step.sender_name,
            "TemplateParamSet": step.params,
        }
        body = {"PhoneNumberSet": numbers(step), "SmsSdkAppId": app, "TemplateId": str(step.template)}
        fields = body | {name: value for name, value in said.items() if value}
        signer, wire = self._signer(app, step.secret), step.but or AS_IT_SHOULD_BE
        sent = await self._said("SendSms", fields, signer, wire, step.patience_ms, connection=step.connection)
        self._used |= {app: None} if sent.ids else {}
        statuses = sent.answer.get("SendStatusSet", ())
        return sent if step.batch or len(statuses) != 1 else Sent(statuses[0], sent.ids)

    async def call(self, step: Call) -> Sent:
        """Whatever the step says; what it leaves out is as it should be. The answer is the fields of Response, or of its Error."""
        app = self.account(step)
        self._used[app] = None
        return await self._said(step.wire.interface, {}, self._signer(app, step.secret), step.wire, step.patience_ms)

    async def ask(self, app: str, action: str, fields: Fields) -> Fields:
        """What an action answers to whoever owns the app, with a key that works: the fields of Response, or of its Error."""
        known = self._network.world.platform.app(app)
        keys = self._network.world.platform.customer(known.customer).secrets if known else ()
        signer = next((key for key in keys if not key.disabled), self._signer(app, None))
        return _told(await self._pulls.ask(f"{action} of app {app}", self._outgoing(action, fields, signer, AS_IT_SHOULD_BE)))

    async def told(self) -> Told:
        """What PullSmsSendStatus and PullSmsReplyStatus hand out, of the apps that were sent through here alone."""
        told = Told([], [])
        for app in filter(self._network.world.desk.waiting, [app for app in self._used if app not in self._v5.used]):
            for item in await self._pull(app, "PullSmsSendStatus"):
                told.reports.append((item["SerialNo"], {"status": item["ReportStatus"], **item}))
            for item in await self._pull(app, "PullSmsReplyStatus"):
                told.replies.append((app, item["PhoneNumber"], item["ReplyContent"]))
        return told

    async def close(self) -> None:
        """The HTTP session ends."""
        await self._http.close()
        await self._pulls.close()

    def _signer(self, app: str, secret_id: str | None) -> Secret:
        secret = self._firsts.get(app) if secret_id is None else self._secrets.get(secret_id)
        return secret or Secret(secret_id or "AKIDNOBODY", "nobody's")

    def _outgoing(self, action: str, fields: Fields, signer: Secret, wire: Wire) -> Outgoing:
        host = self._network.where.url.removeprefix("http://")
        return request.v3(action, signer, fields, host, self._network.driver.now() // 1000, wire=wire)

    async def _said(self, action: str, fields: Fields, signer: Secret, wire: Wire, patience_ms: int, *, connection: str = "") -> Sent:
        try:
            answer = await self._http.ask(action, self._outgoing(action, fields, signer, wire), patience_ms, connection=connection)
        except SilenceError:
            return SILENCE
        response = _told(answer)
        return Sent(response, tuple(each["SerialNo"] for each in response.get("SendStatusSet", ()) if each["SerialNo"]))

    async def _pull(self, app: str, action: str) -> list[Fields]:
        items: list[Fields] = []
        while True:
            page = (await self.ask(app, action, {"SmsSdkAppId": app, "Limit": PULL_MOST})).get(f"{action}Set", ())
            items += page
            if len(page) < PULL_MOST:
                return items


def _tel(number: str) -> Fields:
    nationcode, mobile = address.split(number) if address.parse(number) == number else ("86", number)
    return {"nationcode": nationcode, "mobile": mobile}


def _told(answer: Fields) -> Fields:
    """The fields of Response, or of its Error; of what is no answer of the cloud API, all of it."""
    response: Fields = answer.get("Response", answer)
    found: Fields = response.get("Error", response)
    return found


def reworded(item: dict[str, Any]) -> dict[str, Any]:
    """A report that the v5 API handed out as the cloud API would have."""
    return {
        "status": item["report_status"],
        "CountryCode": item["nationcode"],
        "SubscriberNumber": item["mobile"],
        "PhoneNumber": address.join(item["nationcode"], item["mobile"]),
        "SerialNo": item["sid"],
        "ReportStatus": item["report_status"],
        "Description": item["errmsg"],
        "SessionContext": item.get("ext", ""),
    }
