"""A scenario in which an API answers a code: by itself where a request alone brings it, else because a fault says so, and the title too.

As in `replay`, the first that holds is the one. YAML.
"""

from collections.abc import Iterator
from typing import Any, Final

from simulator.control.readings import Reading
from simulator.control.written import NAME, written
from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v5.codes import RESULTS
from simulator.refusals import Reason
from simulator.wire.published import V5

Fields = dict[str, Any]

NUMBER: Final = "13800013800"
TEXT: Final = {"via": "tencent-v5", "as": NAME, "template": 1001, "params": ["4321", "5"]}
_CALL: Final = {"via": "tencent-v5", "as": NAME, "interface": "sendsms"}
_CALLS: Final[dict[str, Fields]] = {
    "60003": {"body": "none"},
    "60006": {"url": "/v5/tlssmssvr/sendsms?sdkappid=abc&random=$random"},
    "60009": {"interface": "nosuchinterface"},
    "60012": {"url": "/v5/tlssmssvr/sendsms?random=$random"},
}
"""Requests that the gateway turns away."""
_FAULTS_OWN: Final = frozenset((Reason.BACK_END, Reason.TIMED_OUT, Reason.FREQUENCY, Reason.REQUEST_UNSUPPORTED, Reason.INTERFACE_UNKNOWN))
"""Reasons that only a fault of a scenario gives."""


def of_answer(reading: Reading) -> Iterator[str]:
    """Candidates for one reading of a code of an API, or of a command_status. Nothing: no request and no fault brings it."""
    if reading.api == "tencent-v5":
        yield _refused(reading, {**TEXT, "to": NUMBER}, {"result": reading.code})
    elif reading.api == "tencent-v3":
        yield _refused(reading, {**TEXT, "via": "tencent-v3", "to": NUMBER}, {"Code": reading.code})
    elif reading.api == "tencent-v5 gateway":
        yield from _turned_away(reading)
    elif reading.api == "smpp":
        yield from _status(reading)


def _refused(reading: Reading, send: Fields, answer: Fields) -> str:
    world = {"faults": [{"name": "refused", "kind": "refuse", "code": reading.code}]}
    return written(_injected(reading), world, [{"send": send}, {"expect": {"of": NAME, "answer": answer, "inbox": "none"}}])


def _turned_away(reading: Reading) -> Iterator[str]:
    expected = {"expect": {"of": NAME, "answer": {"ErrorCode": reading.code}}}
    if reading.code == "60008":
        stalled = {"faults": [{"name": "stalled", "kind": "timed-out"}]}
        yield written(_brought(reading), stalled, [{"send": {**TEXT, "to": NUMBER}}, expected])
    elif reading.code == "60007":
        few = {"customers": [{"name": "default", "calls_per_ip": 1}]}
        yield written(_brought(reading), few, [{"send": {**TEXT, "to": NUMBER, "times": 2}}, expected])
    elif reading.code in _CALLS:
        yield written(_brought(reading), {}, [{"call": {**_CALL, **_CALLS[reading.code]}}, expected])


def _status(reading: Reading) -> Iterator[str]:
    """A malformed number, an opted-out one, or too many texts: what an SMPP account meets. Any other is a fault's."""
    told = {"expect": {"of": NAME, "answer": {"status": reading.official}, "inbox": "none"}}
    send = {"via": "smpp", "as": NAME, "text": "hi", "to": NUMBER}
    bare = {"expect": {"of": NAME, "answer": {"status": reading.official}}}
    yield written(_brought(reading), {}, [{"send": {**send, "to": "12"}}, bare])
    yield written(_brought(reading), {"handsets": {NUMBER: {"unsubscribed": ["1400000001"]}}}, [{"send": send}, told])
    slow = {"accounts": [{"system_id": "esme", "password": "secret", "traffic": {"per_s": "0.001", "burst": "1"}}]}
    yield written(_brought(reading), slow, [{"send": {**send, "times": 2}}, bare])
    if int(reading.code, 16):
        fault = {"smpp": {"faults": [{"name": "refused", "kind": "answer-status", "status": reading.code}]}}
        yield written(_injected(reading), fault, [{"send": send}, told])


def _brought(reading: Reading) -> str:
    name = reading.official if reading.api == "smpp" else reading.code
    return f"What brings {name}: {reading.says.en}"


def _injected(reading: Reading) -> str:
    """Said so plainly that nobody takes it for the platform's own judgement."""
    name = reading.official if reading.api == "smpp" else reading.code
    said = f"{name} by a fault that answers it to whatever is sent: {reading.says.en}"
    if reading.api != "smpp" and not _comes_about(reading.code):
        return f"{said}; nothing else in this network leads to it"
    return f"{said}; `fakecarrier why {name}` names what leads to it otherwise" if reading.cases else said


def _comes_about(code: str) -> bool:
    """Whether anything but a fault brings a code of the platform's APIs."""
    of_v5 = ((reason, str(number)) for reason, (number, _) in RESULTS.items())
    of_v3 = (*v3.CODES.items(), *((reason, its) for (_, reason), its in v3.PER_ACTION.items()))
    reasons = {reason for reason, its in (of_v5 if code in V5 else of_v3) if its == code}
    return bool(reasons - _FAULTS_OWN) or code in v3.UNREASONED
