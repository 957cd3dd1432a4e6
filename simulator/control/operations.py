"""The control API as a table: each operation once, as it is served and as it is described. It answers nothing itself.

A subject's class lists its operations; `routes` makes them routes, `description.document` makes them OpenAPI. So both cannot disagree:

    def operations(self) -> list[Operation]:
        return [get("/sim/things/{name}", self._show, "One thing.", gives=Thing), put("/sim/things/{name}", self._put, "…", takes=Wish, …)]
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto, unique
from functools import partial
from typing import Any, Final, TypeVar

import msgspec
from aiohttp import web
from msgspec import Struct
from msgspec.structs import replace

from simulator.control.exchange import Handler, ProblemError, guarded
from simulator.control.shapes import explained

Query = TypeVar("Query", bound=Struct)
JSON: Final = "application/json"
JSON_LINES: Final = "application/jsonl"


class Link(Struct, frozen=True):
    """Where what was answered leads: an operation's id (`get.messages.id`), and its parameters as runtime expressions of OpenAPI."""

    operation: str
    parameters: dict[str, str]


@unique
class Sight(Enum):
    """What an operation shows, and does, to whoever shows a lease's key. Nothing, unless somebody thought about it."""

    NOTHING = auto()  # it is everybody's
    EVERYTHING = auto()  # there is nothing of anybody's in it
    FILTERED = auto()  # what the lease may see: the operation itself sees to it
    APP = auto()  # only where the path's first variable is the lease's own app
    CUSTOMER = auto()
    SECRET = auto()
    ACCOUNT = auto()


class Operation(Struct, frozen=True):
    """method, path: as aiohttp has them (`/sim/things/{name}`, also `{id:[0-9]+}`); handle: who answers; summary: one line for people.

    gives: the type of a good answer's JSON, a msgspec struct or anything msgspec describes; None where its body is no JSON.
    takes: the same for the body; None where none is read. media: the answer's type; body: the request's.
    asks: the struct that the query is read into (`asked`); its fields, all with defaults, are the query's names.
    open: also without a token, and under any host's name. sight: what a lease's key opens of it.
    """

    method: str
    path: str
    handle: Handler
    summary: str
    gives: Any = None
    takes: Any = None
    asks: type[Struct] | None = None
    media: str = JSON
    body: str = JSON
    links: tuple[Link, ...] = ()
    open: bool = False
    sight: Sight = Sight.NOTHING

    @property
    def id(self) -> str:
        """`get.things.name` for GET /sim/things/{name}."""
        words = self.path.replace("{", "").replace("}", "").split("/")
        return ".".join([self.method.lower(), *(word.partition(":")[0] for word in words if word and word != "sim")])


get: Final = partial(Operation, "GET")
post: Final = partial(Operation, "POST")
put: Final = partial(Operation, "PUT")
delete: Final = partial(Operation, "DELETE")

Check = Callable[[web.Request, Operation], None]
"""Raises ProblemError where a request may not come in."""


def routes(operations: Iterable[Operation], check: Check = lambda *_: None) -> list[web.RouteDef]:
    """All of them, each behind the check that all of them share."""
    return [_route(operation, check) for operation in operations]


def seen(sight: Sight, operations: Iterable[Operation]) -> list[Operation]:
    """A subject's operations, those of which nothing was said with this for a lease's key."""
    return [each if each.sight is not Sight.NOTHING else replace(each, sight=sight) for each in operations]


def asked(request: web.Request, form: type[Query]) -> Query:
    """The query as `form` has it; ProblemError where it is not so, also where a name comes twice: whoever wrote it meant both values."""
    said = dict(request.query)
    if len(said) < len(request.query):
        twice = next(name for name in said if len(request.query.getall(name)) > 1)
        raise ProblemError(400, f"the query says {twice} more than once: it takes one value")
    try:
        return msgspec.convert(said, form, strict=False)
    except ValueError as error:
        takes = ", ".join(field.name for field in msgspec.structs.fields(form)) or "no query"
        raise ProblemError(
            400, f"the query is not what {request.method} {request.path} takes ({takes}): {explained(error, form)}"
        ) from error


def serving(described: Sequence[Operation], plain: Iterable[web.RouteDef]) -> list[str]:
    """Paths under /sim/ that are served and not described: there should be none."""
    known = {(operation.method, operation.path) for operation in described}
    return [f"{route.method} {route.path}" for route in plain if (route.method, route.path) not in known and route.path.startswith("/sim/")]


def _route(operation: Operation, check: Check) -> web.RouteDef:
    handle = operation.handle

    async def checked(request: web.Request) -> web.StreamResponse:
        if not operation.open:
            check(request, operation)
        return await handle(request)

    return web.RouteDef(operation.method, operation.path, guarded(checked), {})
