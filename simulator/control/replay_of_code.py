"""A scenario that meets a code, for people who have nothing else: a fault that answers it, or a handset that is reported so. YAML.

As in `replay`, the first that holds is the one. A code for which none is written can come from nothing that a scenario can say.
"""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from simulator.causes import Cause
from simulator.control.readings import Reading
from simulator.control.replay import BY_CARRIER, CONDITIONS, NAME
from simulator.reporting.codes import DELIVERED, causes_of, failed
from simulator.reporting.published import Kind, meanings

Fields = dict[str, Any]

_NUMBERS: Final = {"mobile": "13800013800", "unicom": "18600013800", "telecom": "18900013800", "international": "+85251234567"}
_TEXT: Final = {"via": "tencent-v5", "as": NAME, "template": 1001, "params": ["4321", "5"]}
_ABROAD: Final = {"via": "tencent-v5", "as": NAME, "template": 1003, "params": ["4321"]}
_VALIDITY: Final = "3d"


def of_reading(reading: Reading) -> Iterator[str]:
    """Candidates for one reading of a code."""
    if reading.api == "tencent-v5":
        yield _answered(reading, {**_TEXT, "to": _NUMBERS["mobile"]}, {"result": reading.code})
    elif reading.api == "tencent-v3":
        yield _answered(reading, {**_TEXT, "via": "tencent-v3", "to": _NUMBERS["mobile"]}, {"Code": reading.code})
    elif reading.api == "tencent-v5 gateway":
        yield from _timed_out(reading)
    elif reading.api == "smpp":
        yield from _status(reading)
    elif reading.api == "report":
        yield from _reported(reading)


def _answered(reading: Reading, send: Fields, answer: Fields) -> str:
    """Whatever brings it, a fault can name it, so that a program can be seen to meet it; what brings it by itself its cases show."""
    world = {"faults": [{"name": "refused", "kind": "refuse", "code": reading.code}]}
    steps: list[Fields] = [{"send": send}, {"expect": {"of": NAME, "answer": answer, "inbox": "none"}}]
    return _written(reading, world, steps, f"A fault answers {reading.code}: {reading.says.en}")


def _timed_out(reading: Reading) -> Iterator[str]:
    if reading.code == "60008":
        world = {"faults": [{"name": "stalled", "kind": "timed-out"}]}
        send = {**_TEXT, "to": _NUMBERS["mobile"]}
        yield _written(reading, world, [{"send": send}, {"expect": {"of": NAME, "answer": {"ErrorCode": reading.code}}}])


def _status(reading: Reading) -> Iterator[str]:
    """A malformed number, an opted-out one, or too many texts: what an SMPP account meets."""
    status = {"expect": {"of": NAME, "answer": {"status": reading.official}, "inbox": "none"}}
    send = {"via": "smpp", "as": NAME, "text": "hi"}
    yield _written(reading, {}, [{"send": {**send, "to": "12"}}, {"expect": {"of": NAME, "answer": {"status": reading.official}}}])
    opted_out = {"handsets": {_NUMBERS["mobile"]: {"unsubscribed": ["1400000001"]}}}
    yield _written(reading, opted_out, [{"send": {**send, "to": _NUMBERS["mobile"]}}, status])


def _reported(reading: Reading) -> Iterator[str]:
    """Each cause that the code can stand for, on its network; the one whose own word it is comes first."""
    network = reading.network or "mobile"
    kinds = [meaning.kind for meaning in meanings(reading.code, network)] or [Kind.MIXED]
    if Kind.DELIVERED in kinds:
        handset = {"condition": "blocked-on-phone", "report": "final"}
        yield _told(reading, network, {"handsets": {_NUMBERS[network]: handset}}, DELIVERED.code)
    if Kind.EXPIRED in kinds:
        yield _told(reading, network, {"handsets": {_NUMBERS[network]: {"condition": "off", "report": "final"}}}, reading.code)
    causes = [cause for kind in kinds for cause in causes_of(kind)]
    nearest = sorted(causes, key=lambda each: failed(each, network).code != reading.code)
    for cause in (*nearest, Cause.NETWORK_FAULT):  # for what no scenario can say: a carrier's error all the same
        yield from _caused(reading, network, cause)


def _caused(reading: Reading, network: str, cause: Cause) -> Iterator[str]:
    """Reported early, so that nobody waits; the word is the network's own for the cause, which need not be the one that was asked for."""
    word, number = failed(cause, network).code, _NUMBERS[network]
    if cause in CONDITIONS:
        yield _told(reading, network, {"handsets": {number: {"condition": CONDITIONS[cause].value, "report": "early"}}}, word)
    elif cause is Cause.BLACKLISTED:
        yield _told(reading, network, {"handsets": {number: {"blacklisted": "true", "report": "final"}}}, word)
    elif cause is Cause.INTERCEPTED:
        yield _told(reading, network, {"network": {"carriers": [{"name": network, "words": ["4321"]}]}}, word)
    elif cause is Cause.REVIEW_REFUSED:
        rule = {"words": ["4321"], "action": "hold", "refuse": "true"}
        yield _told(reading, network, {"network": {"lexicon": [rule]}}, word)
    elif cause is Cause.LOST:
        yield _lost(reading, network)
    elif cause in BY_CARRIER:
        world = {"handsets": {number: {"report": "early"}}, "network": {"carriers": [{"name": network, **BY_CARRIER[cause]}]}}
        yield _told(reading, network, world, word)


def _told(reading: Reading, network: str, world: Fields, word: str) -> str:
    send = {**(_ABROAD if network == "international" else _TEXT), "to": _NUMBERS[network]}
    status = "SUCCESS" if word == DELIVERED.code else "FAIL"
    expected = {"of": NAME, "within": _VALIDITY, "report": {"status": status, "errmsg": word}, "inbox": "none"}
    steps: list[Fields] = [{"send": send}, {"expect": {"of": NAME, "answer": {"result": 0}}}, {"expect": expected}]
    if word == reading.code:
        return _written(reading, world, steps)
    return _written(reading, world, steps, f"The nearest to {reading.code}, which is told as {word} here: {reading.says.en}")


def _lost(reading: Reading, network: str) -> str:
    """Of what it lost a carrier tells nothing."""
    world = {"network": {"carriers": [{"name": network, **BY_CARRIER[Cause.LOST]}]}}
    send = {**(_ABROAD if network == "international" else _TEXT), "to": _NUMBERS[network]}
    nothing = {"of": NAME, "answer": {"result": 0}, "report": "none", "inbox": "none"}
    steps: list[Fields] = [{"send": send}, {"pass": "1h"}, {"expect": nothing}]
    return _written(reading, world, steps, f"The nearest to {reading.code}, of which nothing is told here: {reading.says.en}")


def _written(reading: Reading, world: Fields, steps: list[Fields], title: str = "") -> str:
    title = title or f"What brings {reading.code}: {reading.says.en}"
    return yaml.safe_dump({"title": title, **world, "steps": steps}, allow_unicode=True, sort_keys=False, width=140)
