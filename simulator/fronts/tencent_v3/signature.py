"""The cloud API's two signatures, calculated: TC3-HMAC-SHA256, and HmacSHA1 or HmacSHA256 of v1. It compares, and knows no customer.

Source: the common pages on signatures of the cloud API; what the official SDKs do differently from them is tried as well.
"""

import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha1, sha256
from typing import Final

from msgspec import Struct

ALGORITHM: Final = "TC3-HMAC-SHA256"
UNSIGNED: Final = "UNSIGNED-PAYLOAD"
METHODS: Final = {"HmacSHA1": sha1, "HmacSHA256": sha256}
"""v1's SignatureMethod; left out it is the first."""
_ENDING: Final = "tc3_request"
_USUAL: Final = re.compile(r"Credential=([^/,]+)/([^/,]+)/([^/,]+)/tc3_request, SignedHeaders=(content-type;host(?:;[^,]+)?)")
_SIGNED: Final = ", Signature="
"""As SDKs write it; other orders and blanks are read as well."""


class Authorization(Struct, frozen=True):
    """The header taken apart. date, service: of the credential's scope; headers: the signed ones in their order."""

    secret_id: str
    date: str
    service: str
    headers: tuple[str, ...]
    signature: str

    @property
    def scope(self) -> str:
        """What the string to sign says of it."""
        return f"{self.date}/{self.service}/{_ENDING}"


def read(header: str) -> Authorization | None:
    """The Authorization header of TC3; None where it is none, also for `SKIP`."""
    algorithm, _, rest = header.partition(" ")
    if algorithm != ALGORITHM:
        return None
    scoped, _, signature = rest.rpartition(_SIGNED)
    usual = _usual(scoped)
    if usual is not None and signature and "," not in signature:
        return Authorization(*usual, signature)
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    credential = parts.get("Credential", "").split("/")
    headers, signature = tuple(parts.get("SignedHeaders", "").split(";")), parts.get("Signature", "")
    if len(credential) != 4 or credential[3] != _ENDING or not all(credential) or not signature:
        return None
    if not {"content-type", "host"} <= set(headers):
        return None
    secret_id, date, service, _ = credential
    return Authorization(secret_id, date, service, headers, signature)


@lru_cache(maxsize=1024)
def _usual(scoped: str) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Id, date, service and signed headers of what stands before the signature; it is the same for all requests of a key and day."""
    found = _USUAL.fullmatch(scoped)
    return None if found is None else (found[1], found[2], found[3], tuple(found[4].split(";")))


class Signed(Struct, frozen=True):
    """What TC3 covers. query: as it was sent; headers: by lower-case name; body: its octets, or UNSIGNED's; timestamp: as it was sent."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    timestamp: str

    def string(self, authorization: Authorization, headers: Mapping[str, str], digest: str) -> str:
        """The string to sign, with these values of the signed headers. digest: the body's SHA-256, in 64 hexadecimal digits."""
        lines = "".join([f"{name}:{headers.get(name, '').strip()}\n" for name in authorization.headers])
        names = ";".join(authorization.headers)
        canonical = f"{self.method}\n/\n{self.query}\n{lines}\n{names}\n{digest}"
        return f"{ALGORITHM}\n{self.timestamp}\n{authorization.scope}\n{sha256(canonical.encode(*_AS_SENT)).hexdigest()}"


_AS_SENT: Final = ("utf-8", "surrogateescape")


@lru_cache(maxsize=1024)
def _signer(secret_key: str, date: str, service: str) -> hmac.HMAC:
    """To be copied: it has the key of a day and service, which is the same for all requests of that day, and has read nothing yet."""
    key = f"TC3{secret_key}".encode()
    for step in (date, service, _ENDING):
        key = hmac.digest(key, step.encode(*_AS_SENT), "sha256")
    return hmac.new(key, digestmod="sha256")


def tc3(secret_key: str, authorization: Authorization, signed: Signed) -> str:
    """The signature, 64 hexadecimal digits."""
    return _tc3(secret_key, authorization, signed.string(authorization, signed.headers, sha256(signed.body).hexdigest()))


def _tc3(secret_key: str, authorization: Authorization, string: str) -> str:
    signer = _signer(secret_key, authorization.date, authorization.service).copy()
    signer.update(string.encode(*_AS_SENT))
    return signer.hexdigest()


def tc3_matches(secret_key: str, authorization: Authorization, signed: Signed) -> bool:
    """Whether the request is signed with this key: its headers' values as they came or in lower case, the host with its port or without.

    Documentation has values in lower case, which no SDK does; Node's signs the host without its port.
    """
    given, headers, digest = authorization.signature.encode(*_AS_SENT), signed.headers, sha256(signed.body).hexdigest()
    if hmac.compare_digest(given, _tc3(secret_key, authorization, signed.string(authorization, headers, digest)).encode()):
        return True
    strings = (signed.string(authorization, each, digest) for each in _other_readings(headers))
    return any(hmac.compare_digest(given, _tc3(secret_key, authorization, string).encode()) for string in strings)


def _other_readings(headers: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The signed headers as clients may have meant them who did not mean them as they came; no reading twice."""
    host = headers.get("host", "")
    bare = without_port(host)
    if bare != host:
        yield {**headers, "host": bare}
    for each in dict.fromkeys((host, bare)):
        meant = {**headers, "host": each}
        if (lowered := {name: value.lower() for name, value in meant.items()}) != meant:
            yield lowered


def without_port(host: str) -> str:
    """`127.0.0.1` of `127.0.0.1:8080`, `[::1]` of `[::1]:8080`."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdecimal() else host


def v1_string(method: str, host: str, parameters: Iterable[tuple[str, str]]) -> str:
    """The string to sign of v1: all parameters but the signature, by name in byte order, values as they are."""
    joined = "&".join(f"{name}={value}" for name, value in sorted(parameters) if name != "Signature")
    return f"{method}{host}/?{joined}"


def v1(secret_key: str, string: str, method: str) -> str:
    """The signature in base64. method: of METHODS."""
    return b64encode(hmac.new(secret_key.encode(), string.encode(*_AS_SENT), METHODS[method]).digest()).decode()


def v1_matches(secret_key: str, method: str, host: str, parameters: Mapping[str, str]) -> bool:
    """Whether a form or query is signed with this key, the host with its port or without."""
    given, items = parameters.get("Signature", "").encode(*_AS_SENT), list(parameters.items())
    how = parameters.get("SignatureMethod", "HmacSHA1")
    hosts = dict.fromkeys((host, without_port(host)))
    return any(hmac.compare_digest(given, v1(secret_key, v1_string(method, each, items), how).encode()) for each in hosts)
