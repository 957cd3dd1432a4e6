"""The control API as one OpenAPI 3.1 document, made from the table that serves it. It serves and checks nothing itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from simulator.control.operations import JSON, Operation

Json = dict[str, Any]
_REFS: Final = "#/components/schemas/"
_PART: Final = re.compile(r"\{([a-z_]+)(?::((?:[^{}]|\{[^{}]*\})+))?\}")
"""A part of a path that varies, with the pattern that it has to have."""
_WORDS: Final = re.compile(r"[a-z|-]+")
"""A pattern that only lists words."""
ABOUT: Final = """Look at a running network and drive it.

What is wrong is answered as a problem (RFC 9457). Instants are RFC 3339 with +08:00. A network that listens off loopback wants its token:
`Authorization: Bearer …`. With `X-Fakecarrier-Key` one sees what is of one lease only (`POST /sim/leases`): its messages and handsets, its
customer, app and account with all that they have. What is everybody's (time, faults, the scenario) is not changed with a key (403)."""


class Problem(Struct, frozen=True, forbid_unknown_fields=True):
    """What was wrong with a request (RFC 9457). problems: each by itself, where there may be several."""

    status: int
    detail: str
    problems: list[str] | msgspec.UnsetType = msgspec.UNSET


def document(operations: Sequence[Operation], version: str) -> Json:
    """All of it."""
    refs, schemas = _schemas(operations)
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(_PART.sub(r"{\1}", operation.path), {})[operation.method.lower()] = _operation(operation, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "fakecarrier: the control API", "version": version, "description": ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{}, {"token": []}],
    }


def _schemas(operations: Iterable[Operation]) -> tuple[dict[int, Json], Json]:
    """A reference for each type that is named, by its identity, and what they refer to."""
    types = [Problem, *(each for operation in operations for each in (operation.takes, operation.gives) if each is not None)]
    refs, schemas = msgspec.json.schema_components(types, ref_template=_REFS + "{name}")
    return {id(each): ref for each, ref in zip(types, refs, strict=True)}, schemas


def _operation(operation: Operation, refs: dict[int, Json]) -> Json:
    good: Json = {"description": "done", "content": {operation.media: {"schema": _schema(operation.gives, refs)}}}
    if operation.links:
        good["links"] = {link.operation: {"operationId": link.operation, "parameters": link.parameters} for link in operation.links}
    bad = {"description": "what was wrong", "content": {"application/problem+json": {"schema": refs[id(Problem)]}}}
    said: Json = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.id.split(".")[1]],
        "parameters": [*_in_path(operation.path), *_in_query(operation.asks)],
        "responses": {"200": good, "default": bad},
    }
    if operation.takes is not None or operation.body != JSON:
        said["requestBody"] = {"required": True, "content": {operation.body: {"schema": _schema(operation.takes, refs)}}}
    return said


def _schema(form: Any, refs: dict[int, Json]) -> Json:
    """What is no JSON is text."""
    return {"type": "string"} if form is None else refs[id(form)]


def _in_path(path: str) -> Iterator[Json]:
    for name, pattern in _PART.findall(path):
        if name == "number":
            schema: Json = {"type": "string", "examples": ["13800000000"], "pattern": r"^\+?[0-9]{7,15}$"}
        elif _WORDS.fullmatch(pattern):
            schema = {"enum": pattern.split("|")}
        else:
            schema = {"type": "string", "minLength": 1} | ({"pattern": f"^{pattern}$"} if pattern else {})
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(form: type[Struct] | None) -> Iterator[Json]:
    """Its fields; what they may be is their schema, but for null, which a query cannot say."""
    if form is None:
        return
    _, found = msgspec.json.schema_components([form], ref_template=_REFS + "{name}")
    for name, schema in found[form.__name__]["properties"].items():
        kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
        said = {**schema, **kinds[0]} if kinds else schema
        if said.get("default", 0) is None:
            del said["default"]
        described = said.pop("description", None)
        yield {"name": name, "in": "query", "required": False, **({"description": described} if described else {}), "schema": said}
