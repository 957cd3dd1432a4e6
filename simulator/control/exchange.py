"""How the control API reads what it is asked and says what was wrong with it. It knows no world."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from simulator import address
from simulator.control.shapes import explained

Form = TypeVar("Form", bound=msgspec.Struct)
BODY_MAX = 1 << 20
"""Octets that a body may have."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ProblemError(Exception):
    """What is wrong with a request, as RFC 9457 tells it. problems: each by itself, where there are several."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, *, problems: list[str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = headers
        self.said = {"status": status, "detail": detail} | ({} if problems is None else {"problems": problems})


def guarded(handle: Handler) -> Handler:
    """A problem becomes an answer that says what it was (application/problem+json)."""

    @wraps(handle)
    async def tried(request: web.Request) -> web.StreamResponse:
        try:
            return await handle(request)
        except ProblemError as problem:
            said = msgspec.json.encode(problem.said)
            return web.Response(body=said, status=problem.status, headers=problem.headers, content_type="application/problem+json")

    return tried


def answer(value: Any) -> web.Response:
    """200 with this as JSON."""
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")


async def read(request: web.Request, form: type[Form], most: int = BODY_MAX) -> Form:
    """The body, of at most so many octets, as `form` has it; ProblemError where it is not so."""
    raw = await body(request, most)
    try:
        return msgspec.json.decode(raw or b"{}", type=form)
    except (ValueError, RecursionError) as error:
        takes = ", ".join(field.name for field in msgspec.structs.fields(form))
        raise ProblemError(
            400, f"the body is not what {request.method} {request.path} takes ({takes}): {explained(error, form)}"
        ) from error


async def body(request: web.Request, most: int = BODY_MAX) -> bytes:
    """The body as it came; ProblemError where it is too long or breaks off."""
    raw = bytearray()
    try:
        async for chunk in request.content.iter_any():
            raw += chunk
            if len(raw) > most:
                raise ProblemError(413, f"the body is too long: at most {most} octets are taken")
    except (web.RequestPayloadError, ConnectionError) as error:
        raise ProblemError(400, f"the body broke off: {error}") from error
    return bytes(raw)


def end_with_its_caller(request: web.Request) -> None:
    """This exchange, which may last, ends when its caller hangs up."""
    hold = getattr(request.protocol, "hold", None)
    if hold is not None:
        hold()


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
