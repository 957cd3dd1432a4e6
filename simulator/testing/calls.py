"""Requests to the control API as values, each with the type of its answer. It sends nothing: the clients do, each in its way."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from simulator.control.answers import ClockFace, Handset, Handsets, Joined, Messages, Refusals, ReplyFate, Reports, WholeMessage
from simulator.control.description import Problem
from simulator.control.faults import FaultList
from simulator.control.leases import HEADER, LeaseList, LeaseView
from simulator.control.scenarios import ScenarioView
from simulator.control.waiting import Waited
from simulator.handset.conditions import Condition, Cure
from simulator.reporting.settings import Manner
from simulator.testing import wishes
from simulator.testing.assertions import HIDE, RefusedError

Answer = TypeVar("Answer")
JSON = "application/json"
__tracebackhide__ = HIDE


class Call(Struct, Generic[Answer], frozen=True):
    """One request. body: None for none; gives: the type of its answer."""

    method: str
    path: str
    gives: type[Answer]
    body: bytes | None = None
    media: str = JSON


def headers(token: str | None, key: str | None, media: str) -> dict[str, str]:
    """What every request says of who asks."""
    said = {"Content-Type": media}
    if token is not None:
        said["Authorization"] = f"Bearer {token}"
    if key is not None:
        said[HEADER] = key
    return said


def read(call: Call[Answer], status: int, body: bytes) -> Answer:
    """The answer; RefusedError where it is none."""
    if status != 200:
        raise _refused(status, body)
    if call.gives is bytes:
        return body  # type: ignore[return-value]  # it is what was asked for
    return msgspec.json.decode(body, type=call.gives)


def _refused(status: int, body: bytes) -> RefusedError:
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except msgspec.DecodeError:
        return RefusedError(status, body.decode("utf-8", "replace")[:500], [])
    return RefusedError(status, problem.detail, [] if problem.problems is msgspec.UNSET else problem.problems)


def clock() -> Call[ClockFace]:
    """Network time."""
    return Call("GET", "/sim/clock", ClockFace)


def pass_(span: timedelta) -> Call[ClockFace]:
    """Let network time pass."""
    return _post("/sim/clock/pass", {"seconds": span.total_seconds()}, ClockFace)


def idle(within: timedelta) -> Call[ClockFace]:
    """Let network time pass until nothing is due."""
    return _post("/sim/clock/idle", {"within_s": within.total_seconds()}, ClockFace)


def speed(rate: float) -> Call[ClockFace]:
    """Network seconds a second."""
    return _post("/sim/clock/speed", {"speed": wishes.seconds("speed", rate)}, ClockFace)


def handset(number: str) -> Call[Handset]:
    """One handset."""
    return Call("GET", f"/sim/handsets/{_number(number)}", Handset)


def handsets(asked: Mapping[str, Any]) -> Call[Handsets]:
    """A page of those that are known."""
    return Call("GET", "/sim/handsets" + _query(asked), Handsets)


def turn(number: str, condition: str, until: datetime | None, for_s: float | None, report: str | None) -> Call[Handset]:
    """Put a handset into a condition."""
    said = {
        "condition": wishes.word("condition", condition, Condition),
        "until": None if until is None else wishes.instant("until", until).isoformat(),
        "for_s": None if for_s is None else wishes.seconds("for_s", for_s),
        "report": None if report is None else wishes.word("report", report, Manner),
    }
    return _body("PUT", f"/sim/handsets/{_number(number)}", {name: value for name, value in said.items() if value is not None}, Handset)


def cure(number: str, what: str) -> Call[Handset]:
    """Its owner does something about it."""
    return _post(f"/sim/handsets/{_number(number)}/cure", {"cure": wishes.word("cure", what, Cure)}, Handset)


def reply(number: str, text: str) -> Call[ReplyFate]:
    """Its owner answers."""
    return _post(f"/sim/handsets/{_number(number)}/reply", {"text": wishes.text("text", text)}, ReplyFate)


def delete_texts(number: str) -> Call[Handset]:
    """Its owner deletes what it shows."""
    return Call("DELETE", f"/sim/handsets/{_number(number)}/texts", Handset)


def delete_text(number: str, text_id: str) -> Call[Handset]:
    """Its owner deletes one text."""
    return Call("DELETE", f"/sim/handsets/{_number(number)}/texts/{part(text_id)}", Handset)


def messages(asked: Mapping[str, Any]) -> Call[Messages]:
    """A page of what is found."""
    return Call("GET", "/sim/messages" + _query(asked), Messages)


def message(message_id: str) -> Call[WholeMessage]:
    """One with its trail."""
    return Call("GET", f"/sim/messages/{part(message_id)}", WholeMessage)


def parts(message_id: str) -> Call[Joined]:
    """A long text whole."""
    return Call("GET", f"/sim/messages/{part(message_id)}/parts", Joined)


def reports(asked: Mapping[str, Any]) -> Call[Reports]:
    """What was reported of what is found."""
    return Call("GET", "/sim/reports" + _query(asked), Reports)


def refusals() -> Call[Refusals]:
    """What was not taken."""
    return Call("GET", "/sim/refusals", Refusals)


def wait(asked: Mapping[str, Any]) -> Call[Waited]:
    """Until it is there."""
    return _post("/sim/wait", {name: _plain(value) for name, value in asked.items() if value is not None}, Waited)


def put_fault(name: str, settings: Mapping[str, Any]) -> Call[FaultList]:
    """Switch a fault on."""
    return _body("PUT", f"/sim/faults/{part(name)}", settings, FaultList)


def mend(name: str) -> Call[FaultList]:
    """Switch a fault off."""
    return Call("DELETE", f"/sim/faults/{part(name)}", FaultList)


def scenario() -> Call[ScenarioView]:
    """The one that holds."""
    return Call("GET", "/sim/scenario", ScenarioView)


def load(text: str, name: str) -> Call[ScenarioView]:
    """Another scenario holds."""
    return Call("POST", "/sim/scenario" + _query({"name": name}), ScenarioView, wishes.text("scenario", text).encode(), "application/yaml")


def reset(what: str) -> Call[ScenarioView]:
    """Begin anew."""
    return _post("/sim/scenario/reset", {"part": what}, ScenarioView)


def lease(numbers: int, network: str) -> Call[LeaseView]:
    """Numbers of one's own."""
    return _post("/sim/leases", {"numbers": numbers, "network": network}, LeaseView)


def end_lease(key: str) -> Call[LeaseList]:
    """They are somebody else's from now on."""
    return Call("DELETE", f"/sim/leases/{part(key)}", LeaseList)


def part(said: str) -> str:
    """One part of a path: a number, an id or a name."""
    return quote(wishes.text("what a path names", said), safe="")


def _number(said: str) -> str:
    return part(wishes.text("number", said))


def _post(path: str, said: Mapping[str, Any], gives: type[Answer]) -> Call[Answer]:
    return _body("POST", path, said, gives)


def _body(method: str, path: str, said: Mapping[str, Any], gives: type[Answer]) -> Call[Answer]:
    return Call(method, path, gives, msgspec.json.encode(dict(said)))


def _query(asked: Mapping[str, Any]) -> str:
    said = {name: _plain(value) for name, value in asked.items() if value is not None}
    return f"?{urlencode(said)}" if said else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
