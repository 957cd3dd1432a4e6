"""The platform's two APIs as the player uses them: sends, and pulls of what is told later. What was expected is not known here."""

import hashlib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from simulator import address
from simulator.platform.customers import Secret
from simulator.player import cloud
from simulator.player.fronts import ANSWERED_S, Sent, Told
from simulator.player.patience import SilenceError, answered
from simulator.player.smpp_client import ExchangeError
from simulator.runtime.network import Network
from simulator.scenario.settings import PATIENCE_MS, Send

if TYPE_CHECKING:
    from aiohttp import ClientSession

PULL_MOST: Final = 100
REPORTS, REPLIES = 0, 1
"""The `type` of a pullstatus."""
NONCE: Final = "123456"
SILENCE: Final = Sent({}, ())
"""No answer came."""


class _Http:
    """One front's HTTP client. Nothing is imported and opened before the first exchange. lasting: whether connections are used again."""

    def __init__(self, network: Network, *, lasting: bool = True) -> None:
        self._lasting = lasting
        self._network = network
        self._session: ClientSession | None = None

    async def post(
        self, exchange: str, url: str, body: bytes, headers: dict[str, str] | None = None, *, patience_ms: int
    ) -> dict[str, Any]:
        """The JSON that answers. ExchangeError, which names the exchange, where none does; SilenceError where a fault is to blame."""
        from aiohttp import ClientConnectionError, ClientError, ClientSession, ClientTimeout, TCPConnector  # noqa: PLC0415 - see `_Http`

        if self._session is None:
            connector = TCPConnector(force_close=not self._lasting)
            self._session = ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWERED_S))
        session = self._session

        async def ask() -> dict[str, Any]:
            async with session.post(url, data=body, headers=headers) as response:
                answer: dict[str, Any] = msgspec.json.decode(await response.read())
                return answer

        try:
            return await answered(self._network, ask(), patience_ms)
        except TimeoutError:
            raise ExchangeError(f"{exchange} was not answered within {ANSWERED_S:g} s") from None
        except (ClientError, msgspec.DecodeError) as error:
            blamed = isinstance(error, ClientConnectionError) and any(self._network.world.faults)
            kind = SilenceError if blamed else ExchangeError
            raise kind(f"{exchange} was not answered as it must be: {error}") from error

    async def close(self) -> None:
        """Nothing stays open."""
        if self._session is not None:
            await self._session.close()


def _clients(network: Network) -> tuple[_Http, _Http]:
    """One for sends and one for pulls: what a scenario does to the sender's connections is not to befall who looks at what came of it."""
    return _Http(network), _Http(network, lasting=not network.world.scenario.faults)


class TencentV5:
    """Over HTTP, signed with network time as the platform checks it here. used: apps that were sent through, in their order."""

    def __init__(self, network: Network) -> None:
        self.used: dict[str, None] = {}
        self._network = network
        self._keys = {app.id: app.key for app in network.world.scenario.apps}
        self._http, self._pulls = _clients(network)

    def account(self, step: Send) -> str:
        """The app id."""
        return step.account or next(iter(self._keys), "")

    async def send(self, step: Send) -> Sent:
        """sendsms, in the text or the template form. A number that is none goes out as it is written."""
        app = self.account(step)
        self.used[app] = None
        nationcode, mobile = address.split(step.to) if address.parse(step.to) == step.to else ("86", step.to)
        body: dict[str, Any] = {"tel": {"nationcode": nationcode, "mobile": mobile}, "extend": step.extend, "ext": step.session}
        if step.template is None:
            body |= {"type": step.kind, "msg": step.text or ""}
        else:
            body |= {"tpl_id": step.template, "params": list(step.params), "sign": step.sign or ""}
        try:
            answer = await self._post(app, "sendsms", body, f"&mobile={mobile}", step.patience_ms)
        except SilenceError:
            return SILENCE
        return Sent(answer, (answer["sid"],) if answer.get("result") == 0 else ())

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

    async def _pull(self, app: str, kind: int) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        while True:
            answer = await self._post(app, "pullstatus", {"type": kind, "max": PULL_MOST}, "")
            page = answer.get("data", ())
            items += page
            if len(page) < PULL_MOST:
                return items

    async def _post(self, app: str, interface: str, body: dict[str, Any], extra: str, patience_ms: int = PATIENCE_MS) -> dict[str, Any]:
        now = self._network.driver.now() // 1000
        signed = f"appkey={self._keys.get(app, '')}&random={NONCE}&time={now}{extra}"
        body |= {"time": now, "sig": hashlib.sha256(signed.encode()).hexdigest()}
        url = f"{self._network.where.url}/v5/tlssmssvr/{interface}?sdkappid={app}&random={NONCE}"
        http = self._http if interface == "sendsms" else self._pulls
        return await http.post(f"{interface} of app {app}", url, msgspec.json.encode(body), patience_ms=patience_ms)


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

    def account(self, step: Send) -> str:
        """The app id."""
        return step.account or next(iter(self._firsts), "")

    async def send(self, step: Send) -> Sent:
        """SendSms to one number; the answer is its entry in SendStatusSet, or the Error of the whole request."""
        app = self.account(step)
        said = {
            "SignName": step.sign,
            "ExtendCode": step.extend,
            "SessionContext": step.session,
            "SenderId": step.sender_name,
            "TemplateParamSet": step.params,
        }
        body = {"PhoneNumberSet": [step.to], "SmsSdkAppId": app, "TemplateId": str(step.template)}
        try:
            said = {name: value for name, value in said.items() if value}
            response = await self._post(app, "SendSms", body | said, step.secret, step.patience_ms)
        except SilenceError:
            return SILENCE
        if "Error" in response:
            return Sent(response["Error"], ())
        self._used[app] = None
        (status,) = response["SendStatusSet"]
        return Sent(status, (status["SerialNo"],) if status["Code"] == "Ok" else ())

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

    async def _pull(self, app: str, action: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        while True:
            response = await self._post(app, action, {"SmsSdkAppId": app, "Limit": PULL_MOST})
            page = response.get(f"{action}Set", ())
            items += page
            if len(page) < PULL_MOST:
                return items

    async def _post(
        self, app: str, action: str, body: dict[str, Any], secret_id: str | None = None, patience_ms: int = PATIENCE_MS
    ) -> dict[str, Any]:
        secret = self._firsts.get(app) if secret_id is None else self._secrets.get(secret_id)
        raw, url = msgspec.json.encode(body), self._network.where.url
        host, now = url.removeprefix("http://"), self._network.driver.now() // 1000
        headers = cloud.headers(secret or Secret(secret_id or "AKIDNOBODY", "nobody's"), host, action, raw, now)
        http = self._http if action == "SendSms" else self._pulls
        answer = await http.post(f"{action} of app {app}", f"{url}/", raw, headers, patience_ms=patience_ms)
        response: dict[str, Any] = answer["Response"]
        return response


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
