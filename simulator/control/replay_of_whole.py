"""A request that was refused as a whole, asked once more: word for word as it stands on record, at the instant that it carries. YAML.

What is not on record comes second: the digest of the cloud API, of which only the body is kept, and SMPP's, whose text alone is. There a
fault refuses, and the title says so.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from simulator.control.readings import readings
from simulator.control.replay_of_answer import of_answer
from simulator.control.views import instant
from simulator.control.written import NAME, written
from simulator.fronts.smpp.codes import CODES
from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v5.codes import RESULTS
from simulator.ledger import REQUEST_KEPT, Refused
from simulator.refusals import Reason
from simulator.scenario import default
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import SmppAccount

Fields = dict[str, Any]

_V5: Final = re.compile(r"(?P<method>[A-Z]+) (?P<target>/v5/[^\n]*)(?:\n(?P<body>.*))?", re.DOTALL)
_V3: Final = re.compile(r"POST / (?P<action>[A-Za-z]+) (?P<version>[0-9-]+)\n(?P<body>.*)", re.DOTALL)
_APP: Final = re.compile(r"[?&]sdkappid=([0-9]{1,20})")
_MISSING: Final = re.compile(r"(?:sdkappid|random)=(?:None)?(?:&|$)")
"""What the record has where the URL had nothing."""
_OWN_CODE: Final = re.compile(r"(60[0-9]{3}|[A-Z][A-Za-z.]+): ")
"""What the detail begins with where the refusal's reason alone does not tell the answer."""


def code_of(refused: Refused) -> str:
    """What the API answered: the code that the record names, else that of the reason."""
    named = _OWN_CODE.match(refused.refusal.detail)
    if named:
        return named[1]
    reason = refused.refusal.reason
    if refused.request.startswith(("POST / ", "GET / ")):
        return v3.CODES[reason]
    return str(RESULTS[reason][0]) if "/v5/" in refused.request else f"ESME_{CODES[reason].name}"


def of_whole(refused: Refused, scenario: Scenario) -> Iterator[str]:
    """Candidates, the nearest first. scenario: of the network that refused it."""
    code = code_of(refused)
    title = f"Why a request was refused: {code}, {refused.refusal.reason.value}"
    if len(refused.request) < REQUEST_KEPT:
        yield from _again(refused, scenario, title, code)
    for reading in readings(code)[:1]:
        yield from of_answer(reading)


def _again(refused: Refused, scenario: Scenario, title: str, code: str) -> Iterator[str]:
    if v5 := _V5.fullmatch(refused.request):
        url = _MISSING.sub("", v5["target"]).rstrip("?&")
        call = {"via": "tencent-v5", "as": NAME, "method": v5["method"], "url": url, "body": v5["body"] or "none"}
        named = _APP.search(v5["target"])
        answer = {"ErrorCode": code} if code.startswith("60") else {"result": code}
        steps: list[Fields] = [{"call": call}, {"expect": {"of": NAME, "answer": answer}}]
        for at in _instants(refused, v5["body"] or ""):
            yield written(title, _apps(scenario, named[1] if named else ""), steps, start=at)
    elif v3_ := _V3.fullmatch(refused.request):
        call = {"via": "tencent-v3", "as": NAME, "interface": v3_["action"], "body": v3_["body"]}
        call |= {"headers": {"X-TC-Version": v3_["version"]}}
        yield written(title, {}, [{"call": call}, {"expect": {"of": NAME, "answer": {"Code": code}}}], start=instant(refused.at))
    elif "/" not in refused.request:
        yield from _over_smpp(refused, scenario, title, code)


def _over_smpp(refused: Refused, scenario: Scenario, title: str, code: str) -> Iterator[str]:
    account = next((each for each in scenario.accounts if each.system_id == refused.account), None)
    if account is None:
        return
    world = _accounts(account)
    if refused.refusal.reason is Reason.UNSUBSCRIBED and account.shares:
        world |= {"handsets": {refused.destination: {"unsubscribed": [account.shares]}}}
    send = {"via": "smpp", "to": refused.destination, "account": account.system_id, "as": NAME, **_said(bytes.fromhex(refused.request))}
    expected = {"expect": {"of": NAME, "answer": {"status": code}}}
    yield written(title, world, [{"send": send}, expected], start=instant(refused.at))


def _said(content: bytes) -> Fields:
    """The octets as the text that they most likely are: the record has no data_coding, and no refusal goes by it."""
    if content.isascii() and content.decode().isprintable():
        return {"text": content.decode()}
    try:
        text = content.decode("utf-16-be")
    except UnicodeDecodeError:
        return {"octets": content.hex()}
    return {"text": text} if text.isprintable() else {"octets": content.hex()}


def _instants(refused: Refused, body: str) -> Iterator[str]:
    """When it was asked: as its own `time` has it, which the digest covers, and as the network had it."""
    try:
        signed = json.loads(body)["time"]
    except (ValueError, KeyError, TypeError):
        signed = None
    if isinstance(signed, int) and 0 < signed < 4_000_000_000 and refused.refusal.reason is not Reason.REQUEST_EXPIRED:
        yield instant(signed * 1000)
    yield instant(refused.at)


def _apps(scenario: Scenario, app_id: str) -> Fields:
    """The app that the URL names, as far as the default world has it not so."""
    app = next((each for each in scenario.apps if each.id == app_id), None)
    known = next((each for each in default.scenario().apps if each.id == app_id), None)
    if app is None or (known is not None and known.key == app.key):
        return {}
    return {"apps": [{"id": app.id, "key": app.key}]}


def _accounts(account: SmppAccount) -> Fields:
    if any(each.system_id == account.system_id for each in default.scenario().accounts):
        return {}
    shares = {"shares": account.shares} if account.shares else {}
    return {"accounts": [{"system_id": account.system_id, "password": account.password, **shares}]}
