"""What is waited for is found among all that happened, however little of it is looked at."""

from collections.abc import Iterator
from itertools import product

import pytest

from simulator.causes import Cause
from simulator.control import views
from simulator.control.awaited import Looked, Wait
from simulator.control.batch import Batch, to
from simulator.control.feed import TOLD_AT_ONCE
from simulator.control.leases import Lease
from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, ReplyRule, Spell
from simulator.ledger import Tap
from simulator.lines import LineSettings
from simulator.message import Alphabet, Message
from simulator.reporting.settings import Manner
from tests.road import MINUTE, NINE, Road

NUMBERS = [f"+86136000000{nth:02}" for nth in range(6)]
HALF = bytes((5, 0, 3, 7, 2, 1))
"""User data header of the first of two parts; the other never comes."""
LINES = {
    NUMBERS[1]: LineSettings(HandsetSettings((Spell(Condition.OFF, for_ms=MINUTE),)), Manner.EARLY),
    NUMBERS[2]: LineSettings(HandsetSettings((Spell(Condition.NUMBER_UNKNOWN),))),
    NUMBERS[3]: LineSettings(HandsetSettings(replies=(ReplyRule("收到"),))),
    NUMBERS[4]: LineSettings(HandsetSettings((Spell(Condition.BLOCKED_ON_PHONE),))),
}


def _happening() -> Iterator[Batch]:
    """A few minutes, in which everything happens, and a day: what did in each of them, while it is new."""
    road, heard, begin, seen = Road(LINES), Tap(), 0, 0
    road.ledger.tap(heard)
    road.submit(NUMBERS[0], content=b"the first half", header=HALF)
    for minute in (*range(6), 6 + 30 * 60):
        for number in NUMBERS if minute < 6 else ():
            road.submit(number, content=f"{minute} 验证码".encode("utf-16-be"), alphabet=Alphabet.UCS2)
            road.submit(number, content=b"code %d" % minute)
            road.submit(number, content=b"caf\xe9", alphabet=Alphabet.LATIN1)
        road.pass_to(NINE + (minute + 1) * MINUTE)
        accepted, seen = road.ledger.accepted(seen)
        batch = Batch(begin, accepted, heard.take(), TOLD_AT_ONCE)
        begin = batch.end
        yield batch


HALVES: list[dict[str, object]] = [
    {},
    {"account": "esme"},
    {"account": "nobody"},
    {"state": "DELIVERED"},
    {"state": "UNDELIVERABLE"},
    {"cause": Cause.OFF},
    {"cause": Cause.BLOCKED_ON_PHONE},
    {"cause": Cause.JOIN_EXPIRED},
    {"text": "验证"},
    {"text": "code 3"},
    {"text": "收"},
    {"text": "é"},
    {"what": "report", "code": "MK:0024"},
    {"what": "report", "code": "DELIVRD"},
    {"since": "2024-03-04T09:03:00+08:00"},
]
LEASES = [None, Lease("k", 13_600_000_000, 3), Lease("k", 13_700_000_000, 3, system_id="esme"), Lease("k", 13_700_000_000, 3)]


def _looked(said: dict[str, object], lease: Lease | None = None) -> Looked:
    wish = Wait(**said)  # type: ignore[arg-type]  # the tables' are right
    return Looked(wish, lease, views.text)


def test_nothing_that_is_waited_for_is_passed_by() -> None:
    """Whatever a wish is made of, and whoever waits: it is met as soon as if all were looked at."""
    kinds = ("message", "report", "reply")
    wishes = [({"what": what, **half, **other}, lease) for what, half, other, lease in product(kinds, HALVES, HALVES, LEASES)]
    waiting = [(said, _looked(said, lease)) for said, lease in wishes]
    met, everything = 0, dict[Message, None]()
    for batch in _happening():
        left = []
        everything |= dict.fromkeys(batch.messages)
        for said, looked in waiting:
            found = any(map(looked.met, looked.among(batch)))
            assert found is any(map(looked.met, batch.messages)), said
            if not found:
                left.append((said, looked))
        met += len(waiting) - len(left)
        waiting = left
    assert met > len(wishes) / 4
    assert waiting
    for said, lease in wishes:
        looked = _looked(said, lease)
        assert any(map(looked.met, looked.likely(list(everything)))) is any(map(looked.met, everything)), said


def test_nothing_that_is_waited_for_of_a_number_is_passed_by() -> None:
    """Whatever else a wish is made of: those who wait for the like are asked about little, and none of it is missing."""
    kinds = ("message", "report", "reply")
    wishes = [
        {"number": number, "what": what, **half, **other} for number in NUMBERS for what in kinds for half, other in product(HALVES, HALVES)
    ]
    waiting = [(said, _looked(said)) for said in wishes if "code" not in said or said["what"] == "report"]
    for batch in _happening():
        left = []
        for said, looked in waiting:
            number = str(said["number"])
            found = any(map(looked.met, to({number}, looked.sought.of(batch))))
            assert found is any(map(looked.met, to({number}, batch.messages))), said
            if not found:
                left.append((said, looked))
        waiting = left
    assert 0 < len(waiting) < len(wishes) * 3 / 4


@pytest.mark.parametrize("said", HALVES)
def test_nothing_happened(said: dict[str, object]) -> None:
    """Nothing is found, whatever is waited for: so it is when the network stops."""
    assert _looked(said).among(Batch(0, [], Tap(), 0)) == []


def test_a_message_that_is_waited_for_by_its_id() -> None:
    """It alone is looked at."""
    for batch in _happening():
        message = batch.messages[-1]
        assert _looked({"id": message.id}).among(batch) == [message]


@pytest.mark.parametrize(
    ("said", "most"),
    [
        ({"account": "nobody"}, 0),
        ({"state": "EXPIRED"}, 0),
        ({"what": "report", "code": "MK:0001"}, 6),
        ({"what": "reply", "text": "no"}, 3),
        ({"what": "refusal"}, 0),
        ({"id": "nothing"}, 0),
        ({"text": "nothing"}, 7),
        ({"cause": Cause.SUSPENDED}, 30),
    ],
)
def test_little_is_looked_at(said: dict[str, object], most: int) -> None:
    """Of all that happens in a minute, for a wish that nothing of it meets."""
    looked = _looked(said)
    assert max(len(looked.among(batch)) for batch in _happening() if len(batch.messages) > 10) <= most
