"""The OpenAPI document of a network's Tencent APIs, and whether an answer is as it says."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import jsonschema_rs

from simulator.control.openapi import document
from simulator.fronts.tencent_v5 import codes as v5_codes
from simulator.kernel.clock import Time
from simulator.wire.published import published
from simulator.world import World, build
from tests.fronts.tencent_requests import NOW_S
from tests.fronts.tencent_v3 import world

Json = dict[str, Any]
RESULTS = {0, *map(int, v5_codes.NUMBERS)}
CODES = {"Ok", "ok", *published()}


def network() -> World:
    """A world without sockets, whose time stands still; calls may come as often as they like."""
    return build(world(), 1, Time(lambda: NOW_S * 1000, lambda: None, lambda: True), derived=True, ours=True)


@cache
def whole() -> Json:
    """The document."""
    found = network()
    return document(found.v5.interfaces, found.v3.actions)


@cache
def _validator(operation: str) -> Any:
    (found,) = (path["post"] for path in whole()["paths"].values() if path["post"]["operationId"] == operation)
    answer = found["responses"]["200"]["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**answer, "components": whole()["components"]})


def as_described(operation: str, answer: Any) -> bool:
    """Whether an operation may answer so, with codes that are published."""
    return _validator(operation).is_valid(answer) and set(_said(answer)) <= RESULTS | CODES


def _said(answer: Any) -> Iterable[Any]:
    """All codes and results in an answer, wherever."""
    if isinstance(answer, dict):
        yield from (value for name, value in answer.items() if name in {"Code", "result"})
    for inner in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from _said(inner)
