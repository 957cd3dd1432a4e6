"""`fakecarrier send`: one text through a front, for trying things by hand. It talks to the network as any client does."""

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from shlex import quote
from typing import Any

from msgspec import Struct

from simulator import address
from simulator.cli.options import same_network
from simulator.cli.talk import RefusedError, TalkError, UnansweredError, get, part, post_raw
from simulator.cli.why import truths

POLL_S = 0.2
ANSWER_S = 15.0
"""How long a front may take to answer, unless the report is waited for longer: the platform itself gives up after 10 s, and says so."""
CODE, CODE_TEMPLATE, CODE_PARAMS = "您的验证码为1234，5分钟内有效。", 1001, ("1234", "5")
"""What is sent where nothing is said: a text of the default world's first template, and the same as a template."""


class Wish(Struct, frozen=True):
    """What is to be sent to whom: a text, or a template with its values and a signature (`` for none named)."""

    to: str
    text: str | None = None
    template: int | None = None
    params: tuple[str, ...] = ()
    sign: str = ""

    def __str__(self) -> str:
        said = f"“{self.text}”" if self.template is None else f"template {self.template} with {', '.join(self.params) or 'nothing'}"
        return f"{self.to} {said}"


def wished(via: str, to: str, text: str | None, *, template: int | None, params: tuple[str, ...], sign: str) -> Wish:
    """The options as one wish. TalkError: they do not go together, or this front has no words for it."""
    if text is not None and template is not None:
        raise TalkError("--text and --template say two things: keep one of them")
    if template is None and params:
        raise TalkError("--param fills a template: name it with --template")
    if via == "smpp" and template is not None:
        raise TalkError("SMPP knows no templates: say --text")
    if via == "tencent-v3" and text is not None:
        raise TalkError("the cloud API sends templates only: say --template, and --param for each of its variables")
    if template is not None:
        return Wish(to, None, template, params, sign)
    return Wish(to, None, CODE_TEMPLATE, CODE_PARAMS, sign) if via == "tencent-v3" else Wish(to, CODE if text is None else text)


def send_one(url: str, via: str, wish: Wish, wait_s: float) -> Iterator[str]:
    """Send, wait for a report until `wait_s` is over, and tell the three truths as lines.

    RefusedError: it was not taken; TalkError: it cannot be sent.
    """
    entry, paused = get(url, "/sim/entry"), get(url, "/sim/clock")["paused"]
    yield f"{via}: {wish}"
    until, again = time.monotonic() + (0.0 if paused else wait_s), same_network(url)
    try:
        message_id = _FRONTS[via](url, entry, wish, until)
    except UnansweredError as error:
        raise TalkError(_unanswered(url, via, wish, error.why)) from error
    message = _await_report(url, message_id, until)
    yield from truths(message)
    if paused:
        tells = f"`fakecarrier why {message_id}{again}` tells more then"
        yield f"  network time stands still: `fakecarrier pass 1m{again}` lets it pass, {tells}"
    elif not message["reports"]:
        yield f"  no report within {wait_s:g} s; `fakecarrier why {message_id}{again}` tells more later"


def _unanswered(url: str, via: str, wish: Wish, why: str) -> str:
    """The network is there, or it would have been said before: so it is likely to be meant."""
    faults = f"{url}/sim/smpp/faults" if via == "smpp" else f"{url}/sim/faults"
    taken = f"`fakecarrier why {quote(wish.to)}{same_network(url)}` tells whether the text was taken"
    return f"{via} did not answer ({why}); it may be one of the faults at {faults}; {taken}"


def _await_report(url: str, message_id: str, until: float) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = get(url, f"/sim/messages/{part(message_id)}")
        left = until - time.monotonic()
        if message["reports"] or left <= 0:
            return message
        time.sleep(min(POLL_S, left))


def _smpp(_: str, entry: dict[str, Any], wish: Wish, until: float) -> str:
    """As a transceiver that stays bound until its receipts are there: the next client of the account shall not get them."""
    from simulator.cli.esme import submit  # noqa: PLC0415

    if entry["smpp"] is None:
        raise TalkError("the network has no SMPP account")
    return submit(entry["smpp"], wish.to, wish.text or "", until)


def _tencent_v5(url: str, entry: dict[str, Any], wish: Wish, until: float) -> str:
    app = entry["tencent"]
    if app is None:
        raise TalkError("the network has no app")
    nationcode, mobile = address.split(_number(wish.to))
    nonce, now = random.randint(100_000, 999_999), int(time.time())
    digest = hashlib.sha256(f"appkey={app['appkey']}&random={nonce}&time={now}&mobile={mobile}".encode()).hexdigest()
    body: dict[str, Any] = {"tel": {"nationcode": nationcode, "mobile": mobile}, "sig": digest, "time": now, "extend": "", "ext": ""}
    if wish.template is None:
        body |= {"type": 0, "msg": wish.text}
    else:
        body |= {"tpl_id": wish.template, "params": wish.params, "sign": wish.sign}
    path = f"/v5/tlssmssvr/sendsms?sdkappid={app['sdkappid']}&random={nonce}"
    answer = post_raw(url, path, json.dumps(body).encode(), {}, _limit_s(until))
    if answer.get("result") == 0:
        return str(answer["sid"])
    raise RefusedError(f"refused: result {answer.get('result', answer.get('ErrorCode'))}: {answer.get('errmsg', answer.get('ErrorInfo'))}")


def _tencent_v3(url: str, entry: dict[str, Any], wish: Wish, until: float) -> str:
    from simulator.platform.customers import Secret  # noqa: PLC0415
    from simulator.player import cloud  # noqa: PLC0415

    way = entry["tencent_v3"]
    if way is None:
        raise TalkError("the network has no app whose customer has a key for the cloud API")
    body = {"PhoneNumberSet": [_number(wish.to)], "SmsSdkAppId": way["sdkappid"], "TemplateId": str(wish.template)}
    raw = json.dumps({**body, "TemplateParamSet": wish.params, "SignName": wish.sign}).encode()
    secret = Secret(way["secret_id"], way["secret_key"], way["token"])
    headers = cloud.headers(secret, url.partition("://")[2], "SendSms", raw, int(time.time()))
    response = post_raw(url, "/", raw, headers, _limit_s(until))["Response"]
    status: dict[str, Any] = response["Error"] if "Error" in response else response["SendStatusSet"][0]
    if status["Code"] == "Ok":
        return str(status["SerialNo"])
    raise RefusedError(f"refused: {status['Code']}: {status['Message']}")


def _limit_s(until: float) -> float:
    return max(ANSWER_S, until - time.monotonic())


def _number(to: str) -> str:
    number = address.parse(to)
    if number is None:
        raise TalkError(f"{to!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
    return number


_FRONTS: dict[str, Callable[[str, dict[str, Any], Wish, float], str]] = {
    "smpp": _smpp,
    "tencent-v5": _tencent_v5,
    "tencent-v3": _tencent_v3,
}
"""Each submits one text and gives its message id."""
