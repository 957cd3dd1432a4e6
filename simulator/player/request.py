"""One HTTP request as a caller's code makes it, right or wrong: what is signed, and the octets that go out. It sends nothing."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from simulator.platform.customers import Secret
from simulator.player import cloud
from simulator.scenario.settings import AS_IT_SHOULD_BE, Wire

NONCE: Final = "123456"
"""The random that is signed."""
JSON: Final = "application/json; charset=utf-8"
"""The Content-Type that the v5 pages ask for."""
_FILLED: Final = re.compile(r"\$(time|random|key|sig)\b")

Fields = dict[str, Any]


class Outgoing(Struct, frozen=True):
    """A request. target: path and query; octets: all that goes over the connection, None where it is made of the others."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    octets: bytes | None = None


def v5(interface: str, app: str, key: str, fields: Fields, now_s: int, *, wire: Wire = AS_IT_SHOULD_BE) -> Outgoing:
    """A request of the v5 API. fields: its body without time and sig; now_s: unix seconds of the caller."""
    worth = {"time": str(now_s - wire.age_ms // 1000), "random": NONCE, "key": key if wire.key is None else wire.key}
    given = fields if wire.body is None else _object(_fill(wire.body, {**worth, "sig": ""})) or fields
    signed = "appkey=$key&random=$random&time=$time" + own(interface, given) if wire.signed is None else wire.signed
    worth["sig"] = hashlib.sha256(_fill(signed, worth).encode()).hexdigest()
    body = msgspec.json.encode(fields | {"time": int(worth["time"]), "sig": worth["sig"]}) if wire.body is None else _written(wire, worth)
    usual = f"/v5/tlssmssvr/{wire.interface or interface}?sdkappid={app}&random={NONCE if wire.random is None else wire.random}"
    headers = {"Content-Type": JSON, **dict(wire.headers)}
    return Outgoing(wire.method, _fill(wire.url, worth) or usual, headers, body, _octets(wire, worth))


def v3(action: str, secret: Secret, fields: Fields, host: str, now_s: int, *, wire: Wire = AS_IT_SHOULD_BE) -> Outgoing:
    """A request of the cloud API, signed by TC3. secret: a key of the customer's; host: as the Host header will have it."""
    at = now_s - wire.age_ms // 1000
    worth = {"time": str(at), "random": NONCE, "key": secret.secret_key if wire.key is None else wire.key, "sig": ""}
    body = msgspec.json.encode(fields) if wire.body is None else _written(wire, worth)
    signer = Secret(secret.secret_id, worth["key"], secret.token)
    headers = cloud.headers(signer, host, wire.interface or action, body, at) | dict(wire.headers)
    return Outgoing(wire.method, _fill(wire.url, worth) or "/", headers, body, _octets(wire, worth))


def own(interface: str, fields: Fields) -> str:
    """The part of the signed text that the interface adds: the numbers, as they stand in the body."""
    tel = fields.get("tel")
    if interface == "sendisms" and tel is not None:
        return f"&tel={tel}"
    if interface == "querysms4mobile":
        return f"&mobile={fields.get('mobile', '')}"
    tels = [each for each in (tel if isinstance(tel, list) else [tel]) if isinstance(each, dict)]
    return f"&mobile={','.join(str(each.get('mobile', '')) for each in tels)}" if tels else ""


def _object(body: str) -> Fields | None:
    """The fields of a body that is JSON, None of any other."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _fill(text: str, worth: Mapping[str, str]) -> str:
    return _FILLED.sub(lambda found: worth[found[1]], text)


def _written(wire: Wire, worth: Mapping[str, str]) -> bytes:
    return _fill(wire.body or "", worth).encode(wire.charset)


def _octets(wire: Wire, worth: Mapping[str, str]) -> bytes | None:
    return None if wire.octets is None else _fill(wire.octets, worth).replace("\n", "\r\n").encode(wire.charset)
