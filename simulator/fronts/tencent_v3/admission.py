"""Who calls, and whether he may: a request's common parameters, its signature, its age. What it asks for is not looked at before.

The order of the checks is not published [assumed]: protocol, common parameters, the header's shape, key, token, time, signature.
"""

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, Final

from msgspec import Struct

from simulator.desk.keys import Credential, Keys
from simulator.fronts.tencent_v3 import codes, parameters, signature
from simulator.fronts.tencent_v3.actions import EN, V2021, ZH, Call, Failure
from simulator.message import Instant
from simulator.refusals import Reason

AGE_MAX_S: Final = 300
"""How far a timestamp may lie from the server's, either way."""
COMMON: Final = frozenset(
    ("Action", "Version", "Timestamp", "Region", "Token", "Language", "SecretId", "Signature", "SignatureMethod", "Nonce", "RequestClient")
)
"""Parameters of v1 that are not the action's own."""
HEADERS: Final = {"Action": "x-tc-action", "Version": "x-tc-version", "Timestamp": "x-tc-timestamp"}
"""Where TC3 has what every request must have."""
FORM: Final = "application/x-www-form-urlencoded"
FORM_MAX: Final = 1 << 20
"""Octets of a v1 request, whatever it says that it is (common pages of the cloud API)."""
_REGION = re.compile(r"[a-z]{2}-[a-z]+(-[0-9a-z]+)*")


class Request(Struct, frozen=True):
    """What came in. query: as it was sent; headers: by lower-case name; body: None where it was too long or broke off."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes | None
    caller: str = ""


class Common(Struct, frozen=True):
    """What every request says. own: the action's parameters that were read so far (v1, GET), None where they are still JSON."""

    action: str
    version: str
    timestamp: str
    region: str
    token: str
    language: str
    secret_id: str
    own: list[tuple[str, str]] | None


class Admitted(Struct, frozen=True):
    """A request that is signed and in time, and the key that signed it."""

    common: Common
    key: Credential


Matches = Callable[[str], bool]
"""Whether the request is signed with this key."""


def admit(request: Request, keys: Keys, now: Instant, wall_s: float) -> Admitted | Failure:
    """All of it, in order. now: network time, for keys that end; wall_s: unix seconds, for the timestamp."""
    if request.method not in {"GET", "POST"}:
        return Failure("UnsupportedProtocol", f"{request.method[:20]} is not supported, only GET and POST are", Reason.REQUEST_UNSUPPORTED)
    read = _tc3(request) if _is_tc3(request) else _v1(request)
    if isinstance(read, Failure):
        return read
    common, matches, odd = read
    if odd:
        return failure("AuthFailure.InvalidAuthorization", common.language, Reason.SIGNATURE_MISSING)
    key = keys.find(common.secret_id, now)
    if key is None:
        code = "AuthFailure.InvalidSecretId" if keys.signs_elsewhere(common.secret_id) else "AuthFailure.SecretIdNotFound"
        reason = Reason.KEY_DISABLED if keys.disabled(common.secret_id) else Reason.SIGNATURE_WRONG
        return failure(code, common.language, reason)
    if not hmac.compare_digest(key.token.encode(), common.token.encode("utf-8", "replace")):
        return failure("AuthFailure.TokenFailure", common.language, Reason.SIGNATURE_WRONG)
    if not _in_time(common.timestamp, wall_s):
        return failure("AuthFailure.SignatureExpire", common.language, Reason.REQUEST_EXPIRED)
    if not matches(key.secret_key):
        return failure("AuthFailure.SignatureFailure", common.language, Reason.SIGNATURE_WRONG)
    return Admitted(common, key)


def failure(code: str, language: str, reason: Reason = Reason.REQUEST_MALFORMED) -> Failure:
    """An Error with the message of the tables."""
    return Failure(code, codes.message(code, language), reason)


def region_wrong(call: Call) -> Failure | None:
    """What is wrong with the region. Which ones serve texts is not published in one place, so any that looks like one is taken [assumed].

    2021-01-11 needs one; 2019-07-11 has none, and what is sent is ignored.
    """
    if call.version != V2021:
        return None
    if not call.region:
        return parameters.missing("Region", call.language)
    return None if _is_region(call.region) else failure("UnsupportedRegion", call.language)


@lru_cache(maxsize=64)
def _is_region(name: str) -> bool:
    return _REGION.fullmatch(name) is not None


def language_of(request: Request) -> str:
    """What the answer is written in; English where nothing is said [assumed]."""
    return ZH if request.headers.get("x-tc-language", "") == ZH else EN


def _is_tc3(request: Request) -> bool:
    return "authorization" in request.headers or "x-tc-action" in request.headers


def _in_time(timestamp: str, wall_s: float) -> bool:
    second, _ = _moment(timestamp)
    return second is not None and abs(second - wall_s) <= AGE_MAX_S


def _tc3(request: Request) -> tuple[Common, Matches, bool] | Failure:
    headers, language = request.headers, language_of(request)
    for name, header in HEADERS.items():
        if not headers.get(header):
            return parameters.missing(name, language)
    given = headers.get("authorization", "")
    authorization = signature.read(given)
    timestamp = headers["x-tc-timestamp"]
    odd = authorization is None or authorization.date != (_moment(timestamp)[1] or authorization.date)
    own = None
    if request.method == "GET" and (own := parameters.pairs(request.query)) is None:
        return failure("RequestSizeLimitExceeded", language)
    common = Common(
        headers["x-tc-action"],
        headers["x-tc-version"],
        timestamp,
        headers.get("x-tc-region", ""),
        headers.get("x-tc-token", ""),
        language,
        "" if authorization is None else authorization.secret_id,
        own,
    )

    return common, partial(_tc3_matches, request, authorization), odd


def _tc3_matches(request: Request, authorization: signature.Authorization | None, secret_key: str) -> bool:
    if authorization is None:
        return False
    headers = request.headers
    query, body = ("", request.body or b"") if request.method == "POST" else (request.query, b"")
    if headers.get("x-tc-content-sha256", "") == signature.UNSIGNED:
        body = signature.UNSIGNED.encode()
    signed = signature.Signed(request.method, query, headers, body, headers["x-tc-timestamp"])
    return signature.tc3_matches(secret_key, authorization, signed)


@lru_cache(maxsize=64)
def _moment(timestamp: str) -> tuple[int | None, str]:
    """The unix second that is written there, and its date in UTC; None where it is none, and `` for one of none, or beyond all dates.

    That is refused as out of time. Requests of a second say the same.
    """
    if not (timestamp.isdecimal() and timestamp.isascii() and len(timestamp) < 12):
        return None, ""
    second = int(timestamp)
    return second, _day(second // 86_400)


def _day(days: int) -> str:
    """A day since 1970."""
    try:
        return datetime.fromtimestamp(days * 86_400, UTC).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):
        return ""


def _v1(request: Request) -> tuple[Common, Matches, bool] | Failure:
    body = request.body or b""
    items = parameters.pairs(request.query if request.method == "GET" else body[:FORM_MAX].decode("utf-8", "surrogateescape"))
    if items is None or len(body) > FORM_MAX:
        return failure("RequestSizeLimitExceeded", language_of(request))
    given: dict[str, Any] = dict(items)
    language = given.get("Language", "") or language_of(request)
    for name in ("Action", "Version", "Timestamp", "SecretId", "Signature", "Nonce"):
        if not given.get(name):
            return parameters.missing(name, language)
    odd = given.get("SignatureMethod", "HmacSHA1") not in signature.METHODS or not given["Nonce"].isdecimal()
    common = Common(
        given["Action"],
        given["Version"],
        given["Timestamp"],
        given.get("Region", ""),
        given.get("Token", ""),
        language,
        given["SecretId"],
        [(name, value) for name, value in items if name not in COMMON],
    )
    return common, lambda key: signature.v1_matches(key, request.method, request.headers.get("host", ""), given), odd
