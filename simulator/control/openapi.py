"""Both Tencent APIs as one OpenAPI 3.1 document, made from the tables that serve them. It serves and checks nothing itself.

An action of the cloud API is told by its headers, which OpenAPI has no word for: its path ends in a fragment that says them, as in the
descriptions of other clouds. No client sends a fragment, so that the operations can be called as they stand.
"""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from aiohttp import web
from msgspec import Struct

from simulator.control.exchange import answer
from simulator.control.operations import Operation, Sight, get
from simulator.fronts.tencent_v3.actions import EN, V2021, ZH, Action
from simulator.fronts.tencent_v3.answers_of_papers import ANSWERS
from simulator.fronts.tencent_v5 import codes as v5_codes
from simulator.fronts.tencent_v5.answers import ANSWERS as V5_ANSWERS
from simulator.fronts.tencent_v5.answers import REQUESTS, Signed
from simulator.fronts.tencent_v5.call import PREFIX
from simulator.fronts.tencent_v5.papers import SAID_TWICE
from simulator.wire.published import published
from simulator.world import World

Json = dict[str, Any]
TEXT: Final[Json] = {"type": "string"}
ABOUT: Final = """The two HTTP APIs of this network. Every answer has HTTP status 200; what became of a request stands in its body.

`sig` of v5 is SHA-256 over `appkey=…&random=…&time=…` and the numbers; the cloud API is signed by TC3-HMAC-SHA256, or by v1."""
_REFS: Final = "#/components/schemas/"
_TC3: Final[Json] = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "TC3-HMAC-SHA256 Credential=…/tc3_request, SignedHeaders=content-type;host, Signature=…",
}


def operation(world: World) -> Operation:
    """Where the document is."""

    async def show(_: web.Request) -> web.Response:
        return answer(document(world.v5.interfaces, world.v3.actions))

    return get(
        "/sim/tencent/openapi.json", show, "Both Tencent APIs as they are served, as OpenAPI.", gives=dict[str, Any], sight=Sight.EVERYTHING
    )


def document(interfaces: Iterable[str], actions: Iterable[Action]) -> Json:
    """All of it. interfaces: of the v5 API."""
    schemas: Json = {"v5.Gateway": _gateway()}
    paths: Json = {f"{PREFIX}/{interface}": {"post": _interface(interface, schemas)} for interface in interfaces}
    for row in actions:
        schemas.setdefault(f"v3.{row.version}.Error", _error(row.version))
        paths[f"/#X-TC-Action={row.name}&X-TC-Version={row.version}"] = {"post": _action(row, schemas)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tencent Cloud SMS, v5 and v3, as they are simulated", "version": "5+3", "description": ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"TC3": _TC3}},
    }


def _interface(interface: str, schemas: Json) -> Json:
    """One interface of v5. Whatever becomes of a request, its HTTP status is 200."""
    named = f"v5.{interface}"
    forms = [_merged((Signed, *parts), named, schemas) for parts in REQUESTS[interface]]
    refused = f"v5.{'RefusedTwice' if interface in SAID_TWICE else 'Refused'}"
    schemas.setdefault(refused, _refused(twice=interface in SAID_TWICE))
    said = [*_described(V5_ANSWERS[interface], named, schemas), {"$ref": _REFS + refused}, {"$ref": f"{_REFS}v5.Gateway"}]
    query = [
        _parameter("sdkappid", "query", {"type": "integer", "minimum": 0}, "the app"),
        _parameter("random", "query", {"type": "integer", "minimum": 0}, "part of what `sig` covers"),
    ]
    return _operation(named, query, forms[0] if len(forms) == 1 else {"anyOf": forms}, said)


def _action(row: Action, schemas: Json) -> Json:
    """One action of the cloud API, signed by TC3. Whatever becomes of a request, its HTTP status is 200."""
    named = f"v3.{row.version}.{row.name}"
    (body,) = _described((row.shape,), named, schemas)
    (fields,) = _described((ANSWERS[row.version, row.name],), named, schemas)
    whole = schemas[fields["$ref"].removeprefix(_REFS)]
    whole["properties"]["RequestId"] = TEXT
    whole["required"].append("RequestId")
    said = [_object({"Response": fields}), {"$ref": f"{_REFS}v3.{row.version}.Error"}]
    headers = [
        _parameter("X-TC-Action", "header", {"enum": [row.name]}),
        _parameter("X-TC-Version", "header", {"enum": [row.version]}),
        _parameter("X-TC-Timestamp", "header", {"type": "integer", "minimum": 0}, "unix seconds, at most five minutes off the server's"),
        _parameter("X-TC-Region", "header", {"type": "string", "examples": ["ap-guangzhou"]}, required=row.version == V2021),
        _parameter("X-TC-Language", "header", {"enum": [ZH, EN]}, required=False),
        _parameter("X-TC-Token", "header", TEXT, "of a temporary key", required=False),
    ]
    return _operation(named, headers, body, said) | {"security": [{"TC3": []}], "x-calls-per-second": row.per_second}


def _operation(named: str, parameters: list[Json], body: Json, said: list[Json]) -> Json:
    return {
        "operationId": named,
        "parameters": parameters,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": {"description": "whatever became of it", "content": {"application/json": {"schema": {"anyOf": said}}}}},
    }


def _parameter(name: str, where: str, schema: Json, description: str = "", *, required: bool = True) -> Json:
    said = {"description": description} if description else {}
    return {"name": name, "in": where, "required": required, **said, "schema": schema}


def _described(types: Iterable[type[Struct]], named: str, schemas: Json) -> list[Json]:
    """References to these types, which are among the schemas from now on. named: what their names there begin with."""
    refs, found = msgspec.json.schema_components(tuple(types), ref_template=f"{_REFS}{named}.{{name}}")
    schemas.update({f"{named}.{name}": schema for name, schema in found.items()})
    return list(refs)


def _merged(parts: tuple[type[Struct], ...], named: str, schemas: Json) -> Json:
    """One object that has the fields of all of them."""
    whole = [schemas[ref["$ref"].removeprefix(_REFS)] for ref in _described(parts, named, schemas)]
    properties = {name: schema for part in whole for name, schema in part["properties"].items()}
    return {"type": "object", "properties": properties, "required": [name for part in whole for name in part["required"]]}


def _object(properties: Json) -> Json:
    """All of these fields and no others."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _refused(*, twice: bool) -> Json:
    """v5: a request that was refused, with a published result."""
    results = sorted(int(number) for number in v5_codes.NUMBERS)
    return _object({"result": {"enum": results}, "errmsg": TEXT, "ext": TEXT} | ({"msg": TEXT} if twice else {}))


def _gateway() -> Json:
    """v5: what the gateway answers in the interface's place."""
    codes = v5_codes.GATEWAY
    return _object({"ActionStatus": {"enum": ["FAIL"]}, "ErrorInfo": {"enum": list(codes.values())}, "ErrorCode": {"enum": list(codes)}})


def _error(version: str) -> Json:
    """v3: a request that was refused, with a code that this version has."""
    known = [row.code for row in published().values() if not row.versions or version[:4] in row.versions]
    error = _object({"Code": {"enum": known}, "Message": TEXT})
    return _object({"Response": _object({"Error": error, "RequestId": TEXT})})
