"""The description of the control API: it names all that is served, and whatever is asked, well or badly, is answered as it says."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from simulator.testing import Carrier
from tests.control.busy import busy
from tests.web import ask, exchange

EXAMPLES = 3
"""Of each operation, as described or not."""
ENDLESS = {"get.events"}
"""It answers for as long as somebody listens: tests/control/test_events.py."""
SETTINGS = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
)


def _described() -> Any:
    with Carrier() as carrier:
        return ask("GET", f"{carrier.url}/sim/openapi.json")[1]


DOCUMENT = _described()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {found.ok().definition.raw["operationId"]: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    """A network in which there is something of everything."""
    with Carrier() as served:
        busy(served)
        yield served


def test_each_operation_stands_once_and_each_schema_is_one() -> None:
    """By its id."""
    ids = [operation["operationId"] for path in DOCUMENT["paths"].values() for operation in path.values()]
    assert sorted(ids) == sorted(OPERATIONS)
    assert len(ids) == len(set(ids)) > 60
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def test_links_lead_to_operations_that_are_there() -> None:
    """With the parameters that these have."""
    for path in DOCUMENT["paths"].values():
        for operation in path.values():
            for link in operation["responses"]["200"].get("links", {}).values():
                wanted = {parameter["name"] for parameter in OPERATIONS[link["operationId"]].definition.raw["parameters"]}
                assert link["parameters"].keys() <= wanted


def _can_be_asked_wrongly(operation: str) -> bool:
    """Whether it takes anything that has a form."""
    raw = OPERATIONS[operation].definition.raw
    named = [parameter for parameter in raw["parameters"] if parameter["in"] == "query" or {"pattern", "enum"} & parameter["schema"].keys()]
    return "requestBody" in raw or bool(named)


ASKED = sorted(OPERATIONS.keys() - ENDLESS)
CASES = [(name, mode) for name in ASKED for mode in GenerationMode if mode is GenerationMode.POSITIVE or _can_be_asked_wrongly(name)]


@pytest.mark.parametrize(("operation", "mode"), CASES, ids=[f"{name}-{mode.value}" for name, mode in CASES])
def test_every_answer_is_as_described(carrier: Carrier, operation: str, mode: GenerationMode) -> None:
    """And none is our own fault."""

    @SETTINGS
    @given(OPERATIONS[operation].as_strategy(generation_mode=mode))
    def hold(case: Case) -> None:
        _short(case)
        with requests.Session() as session:
            response = session.send(requests.Request(**case.as_transport_kwargs(base_url=carrier.url)).prepare(), timeout=10)
        assert response.status_code < 500, response.text
        OPERATIONS[operation].validate_response(response)

    hold()


def test_whatever_follows_whatever() -> None:
    """What one answer names is asked for next, in any order, from a network as new: all answers stay as described."""
    machine = SCHEMA.as_state_machine()

    class Driven(machine):  # type: ignore[misc, valid-type]  # made at run time
        def setup(self) -> None:
            self.carrier = Carrier()
            busy(self.carrier.__enter__())

        def teardown(self) -> None:
            self.carrier.__exit__(None, None, None)

        def before_call(self, case: Case) -> None:
            _short(case)

        def get_call_kwargs(self, _: Case) -> dict[str, Any]:
            return {"base_url": self.carrier.url, "timeout": 10}

        def validate_response(self, response: Any, case: Case, **_: Any) -> None:
            assert response.status_code < 500, response.text
            case.operation.validate_response(response)

    Driven.run(settings=settings(SETTINGS, max_examples=25, stateful_step_count=10))


def _short(case: Case) -> None:
    """Nobody waits here, and network time stays in this century."""
    body = case.body
    if isinstance(body, dict) and case.operation.path in {"/sim/wait", "/sim/clock/pass", "/sim/clock/idle"}:
        short = {name: 0.01 for name in ("limit_s", "seconds", "within_s") if isinstance(body.get(name), int | float)}
        case.body = {**body, **short} | ({"limit_s": 0.01} if case.operation.path == "/sim/wait" and "limit_s" not in body else {})
    elif isinstance(body, dict) and case.operation.path == "/sim/clock/speed" and isinstance(body.get("speed"), int | float):
        case.body = {**body, "speed": 0}


def test_the_endless_answer_is_described() -> None:
    """As what it is."""
    answer = DOCUMENT["paths"]["/sim/events"]["get"]["responses"]["200"]
    assert list(answer["content"]) == ["text/event-stream"]
    assert json.dumps(answer)


def test_there_is_something_of_everything(carrier: Carrier) -> None:
    """So that lists hold items: else their descriptions would be tried on nothing."""
    for path, name in [("messages", "messages"), ("reports", "reports"), ("refusals", "refusals"), ("handsets", "handsets")]:
        assert ask("GET", f"{carrier.url}/sim/{path}")[1][name], path
    assert exchange("GET", f"{carrier.url}/sim/export/reports")[2]
