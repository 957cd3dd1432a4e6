"""How the control API reads what it is asked and says what was wrong with it. It knows no world."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from simulator import address

Form = TypeVar("Form", bound=msgspec.Struct)
BODY_MAX = 1 << 20
"""Octets that a body may have."""
Handler = Callable[[web.Request], Awaitable[web.Response]]


class ProblemError(Exception):
    """What is wrong with a request, as RFC 9457 tells it."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers


def guarded(handle: Handler) -> Handler:
    """A problem becomes an answer that says what it was (application/problem+json)."""

    @wraps(handle)
    async def tried(request: web.Request) -> web.Response:
        try:
            return await handle(request)
        except ProblemError as problem:
            said = msgspec.json.encode({"status": problem.status, "detail": str(problem)})
            return web.Response(body=said, status=problem.status, headers=problem.headers, content_type="application/problem+json")

    return tried


def answer(value: Any) -> web.Response:
    """200 with this as JSON."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")


async def read(request: web.Request, form: type[Form]) -> Form:
    """The body as `form` has it; ProblemError where it is not so."""
    raw = await body(request)
    try:
        return msgspec.json.decode(raw or b"{}", type=form)
    except (ValueError, RecursionError) as error:
        takes = ", ".join(field.name for field in msgspec.structs.fields(form))
        raise ProblemError(400, f"the body is not what {request.method} {request.path} takes ({takes}): {error}") from error


async def body(request: web.Request) -> bytes:
    """The body as it came; ProblemError where it is too long or breaks off."""
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise ProblemError(413, f"the body is too long: {error.text}") from error
    except (web.RequestPayloadError, ConnectionError) as error:
        raise ProblemError(400, f"the body broke off: {error}") from error
    if len(raw) > BODY_MAX:
        raise ProblemError(413, f"the body is too long: {len(raw)} octets, at most {BODY_MAX} are taken")
    return raw


def number(request: web.Request) -> str:
    """The number in the path, in E.164 form."""
    return parsed(request.match_info["number"])


def parsed(digits: str) -> str:
    """A number as somebody wrote it, in E.164 form."""
    found = address.parse(digits.replace(" ", "+"))  # an unescaped + in a query is a blank
    if found is None:
        raise ProblemError(400, f"{digits!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
    return found


def whole(digits: str, least: int, most: int) -> int:
    """The query's `limit`."""
    if digits.isdecimal() and digits.isascii() and len(digits) < 10 and least <= int(digits) <= most:
        return int(digits)
    raise ProblemError(400, f"limit is {digits!r}: wanted a whole number from {least} to {most}")
