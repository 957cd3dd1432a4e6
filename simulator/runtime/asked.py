"""What a request asks for, as far as faults look: its path, its action, the numbers it names. It judges nothing and changes nothing."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from simulator import address
from simulator.faults import Asked

FORM = "application/x-www-form-urlencoded"
_NUMBER_KEY = re.compile(r"PhoneNumber(Set\.\d+)?|MultiSmsInfoSet\.\d+\.PhoneNumber\w*")
_NUMBER_FIELDS = ("tel", "PhoneNumber", "PhoneNumberSet", "MultiSmsInfoSet")


def asked(request: web.Request, raw: bytes) -> Asked:
    """What a request asks for. What cannot be read names no number."""
    pairs = list(request.query.items())
    if request.content_type == FORM:
        pairs += parse_qsl(raw.decode("utf-8", "replace"))
    action = request.headers.get("X-TC-Action") or next((value for key, value in pairs if key == "Action"), "")
    written = [value for key, value in pairs if _NUMBER_KEY.fullmatch(key)]
    return Asked(request.path, action, frozenset(_e164(written + list(_in_json(raw)))))


def _in_json(raw: bytes) -> Iterator[Any]:
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    if isinstance(body, dict):
        for field in _NUMBER_FIELDS:
            yield from _each(body.get(field))


def _each(value: Any) -> Iterator[Any]:
    """The numbers of a field: one, several, or several groups of them."""
    if isinstance(value, dict) and "mobile" in value:
        yield address.join(str(value.get("nationcode", "86")), str(value["mobile"])) or ""
    elif isinstance(value, dict):
        yield from _each(value.get("PhoneNumberSet", value.get("PhoneNumber")))
    elif isinstance(value, list):
        for each in value:
            yield from _each(each)
    else:
        yield value


def _e164(written: Iterable[Any]) -> Iterator[str]:
    for each in written:
        found = address.parse(str(each))
        if found is not None:
            yield found
