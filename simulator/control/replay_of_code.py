"""A scenario that meets a code, for people who have nothing else: an answer of an API, or a handset that is reported so. YAML.

As in `replay`, the first that holds is the one. A code for which none is written can come from nothing that a scenario can say.
"""

from collections.abc import Iterator
from typing import Any, Final

from simulator.causes import Cause
from simulator.control.readings import Reading
from simulator.control.replay import BY_CARRIER, BY_NUMBER, CONDITIONS, NOTIFIED
from simulator.control.replay_of_answer import NUMBER, TEXT, of_answer
from simulator.control.written import NAME, written
from simulator.faq.words import CAUSES
from simulator.reporting.codes import DELIVERED, TABLE, causes_of, failed
from simulator.reporting.published import Kind, meanings

Fields = dict[str, Any]

_NUMBERS: Final = {"mobile": NUMBER, "unicom": "18600013800", "telecom": "18900013800", "international": "+85251234567"}
_ABROAD: Final = {"via": "tencent-v5", "as": NAME, "template": 1003, "params": ["4321"]}
_VALIDITY: Final = "3d"


def of_reading(reading: Reading) -> Iterator[str]:
    """Candidates for one reading of a code."""
    if reading.api == "report":
        yield from _reported(reading)
    elif reading.api == "smpp receipt err":
        yield from _numbered(reading)
    elif reading.api == "smpp receipt":
        yield from _worded(reading)
    else:
        yield from of_answer(reading)


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
    elif cause in BY_NUMBER:
        yield _told(reading, network, {"handsets": {number: {**BY_NUMBER[cause], "report": "final"}}}, word)
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


def _numbered(reading: Reading) -> Iterator[str]:
    """The three digits of a receipt: a handset in each condition that is told by them."""
    send = {"via": "smpp", "as": NAME, "to": NUMBER, "text": "Hello"}
    for cause in (cause for cause, row in TABLE.items() if row.map_error == int(reading.code) and cause in CONDITIONS):
        world = {"handsets": {NUMBER: {"condition": CONDITIONS[cause].value, "report": "early"}}}
        expected = {"of": NAME, "within": _VALIDITY, "report": {"err": reading.code}, "inbox": "none"}
        yield _written(reading, world, [{"send": send}, {"expect": expected}], f"What brings err:{reading.code}: {CAUSES[cause].en}")


def _worded(reading: Reading) -> Iterator[str]:
    """What a receipt says of a text that has no fate yet, or was called back."""
    waits = {"handsets": {NUMBER: {"condition": "off"}}}
    send = {"via": "smpp", "as": NAME, "to": NUMBER, "text": "Hello"}
    expected = {"expect": {"of": NAME, "within": "1m", "report": {"stat": reading.code}, "inbox": "none"}}
    if reading.code == "ENROUTE":
        yield _written(reading, waits, [{"send": {**send, "registered": NOTIFIED | 1}}, expected])
    elif reading.code == "DELETED":
        yield _written(reading, waits, [{"send": send}, {"pass": "10m"}, {"cancel": {"of": NAME}}, expected])


def _told(reading: Reading, network: str, world: Fields, word: str) -> str:
    send = {**(_ABROAD if network == "international" else TEXT), "to": _NUMBERS[network]}
    status = "SUCCESS" if word == DELIVERED.code else "FAIL"
    expected = {"of": NAME, "within": _VALIDITY, "report": {"status": status, "errmsg": word}, "inbox": "none"}
    steps: list[Fields] = [{"send": send}, {"expect": {"of": NAME, "answer": {"result": 0}}}, {"expect": expected}]
    if word == reading.code:
        return _written(reading, world, steps)
    return _written(reading, world, steps, f"The nearest to {reading.code}, which is told as {word} here: {reading.says.en}")


def _lost(reading: Reading, network: str) -> str:
    """Of what it lost a carrier tells nothing."""
    world = {"network": {"carriers": [{"name": network, **BY_CARRIER[Cause.LOST]}]}}
    send = {**(_ABROAD if network == "international" else TEXT), "to": _NUMBERS[network]}
    nothing = {"of": NAME, "answer": {"result": 0}, "report": "none", "inbox": "none"}
    steps: list[Fields] = [{"send": send}, {"pass": "1h"}, {"expect": nothing}]
    return _written(reading, world, steps, f"The nearest to {reading.code}, of which nothing is told here: {reading.says.en}")


def _written(reading: Reading, world: Fields, steps: list[Fields], title: str = "") -> str:
    return written(title or f"What brings {reading.code}: {reading.says.en}", world, steps)
