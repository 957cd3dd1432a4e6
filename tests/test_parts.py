"""Long texts on their road: each part travels for itself, and the handset shows them once all are there."""

from typing import Any

import pytest

from simulator.handset.conditions import Condition
from simulator.handset.settings import HandsetSettings, ReplyRule, in_condition
from simulator.lifecycle import State
from simulator.lines import LineSettings
from simulator.message import Message
from simulator.text import udh
from simulator.text.udh import Concatenation
from tests.road import HOUR, MINUTE, NINE, SECOND, Road

HOME = "+8613900000000"
DAY = 24 * HOUR
PARTS = [b"one ", b"two ", b"three"]


def header(number: int, total: int = 3, reference: int = 7, *, wide: bool = False) -> bytes:
    return udh.write(Concatenation(reference, total, number, wide))


def send(road: Road, *which: int, number: str = HOME, **said: Any) -> list[Message]:
    """These parts, in this order."""
    return [road.submit(number, content=PARTS[nth - 1], header=header(nth, **said)) for nth in which]


def shown(road: Road, number: str = HOME) -> list[list[bytes]]:
    """What the inbox shows, each text as its parts."""
    return [[part.submission.content for part in (text if isinstance(text, list) else [text])] for text in road.inbox(number)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
@pytest.mark.parametrize("wide", [False, True])
def test_parts_become_one_text(order: tuple[int, ...], wide: bool) -> None:
    """In their order, however they came; each has its own id, its fate and its report, and nothing is left to do."""
    road = Road({})
    texts = send(road, *order, wide=wide)
    road.end()
    assert shown(road) == [PARTS]
    assert len({text.id for text in texts}) == 3
    assert [text.state for text in texts] == [State.DELIVERED] * 3
    assert {report.message.id for report in road.told} == {text.id for text in texts}
    assert (road.codes(), len(road.journey.agenda), road.now < NINE + MINUTE) == (["DELIVRD"] * 3, 0, True)


def test_a_missing_part_shows_nothing() -> None:
    """The others are delivered all the same; a day later they are given up, and the trail says so."""
    road = Road({})
    texts = send(road, 1, 3)
    road.pass_to(NINE + DAY - 1)
    assert (shown(road), road.codes(), len(road.journey.agenda)) == ([], ["DELIVRD"] * 2, 1)
    road.end()
    first = min(road.travel(text) for text in texts)
    assert [road.fate(text)[-1] for text in texts] == [(first + DAY, "given_up", "join-expired")] * 2
    assert (shown(road), len(road.journey.agenda)) == ([], 0)


def test_a_part_that_comes_after_that_waits_for_a_new_text() -> None:
    """It is given up in its turn."""
    road = Road({})
    send(road, 1, 2)
    road.pass_to(NINE + DAY + MINUTE)
    (late,) = send(road, 3)
    road.end()
    assert (shown(road), road.fate(late)[-1]) == ([], (road.travel(late) + DAY, "given_up", "join-expired"))


@pytest.mark.parametrize("other", [{"total": 2}, {"reference": 8}, {"wide": True}])
def test_parts_that_contradict_one_another(other: dict[str, Any]) -> None:
    """Of another total, reference or width, a part belongs to another text."""
    road = Road({})
    send(road, 1, 3)
    send(road, 2, **other)
    road.end()
    assert shown(road) == []
    assert [road.fate(text)[-1][1] for text in road.ledger] == ["given_up"] * 3


def test_a_part_that_comes_again() -> None:
    """The later one counts, and the trail of the earlier one says that it is not shown."""
    road = Road({})
    (first,) = send(road, 1)
    for nth in (1, 2, 3):
        road.pass_to(road.now + MINUTE)
        send(road, nth)
    road.end()
    assert shown(road) == [PARTS]
    assert first not in road.inbox(HOME)[0]
    assert road.fate(first)[-1][1:] == ("given_up", "replaced")


def test_two_numbers_do_not_share_their_parts() -> None:
    """Nor do two senders; each handset waits for its own."""
    road = Road({})
    send(road, 1, 2)
    send(road, 3, number="+8613900000001")
    road.pass_to(NINE + MINUTE)
    assert (shown(road), shown(road, "+8613900000001")) == ([], [])


def test_a_part_that_waits_for_its_handset() -> None:
    """Parts are stored and tried like any text, and shown as one when the last is there."""
    road = Road({HOME: LineSettings(in_condition(Condition.OFF, until=NINE + HOUR))})
    send(road, 1, 2)
    road.pass_to(NINE + 2 * HOUR)
    assert shown(road) == []
    send(road, 3)
    road.end()
    assert shown(road) == [PARTS]


def test_a_long_text_takes_one_place() -> None:
    """In an inbox for one text, and in the blocked folder."""
    road = Road({HOME: LineSettings(HandsetSettings(capacity=1))})
    send(road, 1, 2, 3)
    road.end()
    assert shown(road) == [PARTS]


def test_a_long_text_that_the_phone_blocks() -> None:
    """It stands whole in the blocked folder, and what stays in pieces is given up there too."""
    road = Road({HOME: LineSettings(in_condition(Condition.BLOCKED_ON_PHONE))})
    texts = send(road, 1, 2, 3)
    pieces = send(road, 1, 2, reference=8)
    road.end()
    assert road.journey.line(HOME).handset.blocked == [texts]
    assert {road.fate(piece)[-1][1] for piece in pieces} == {"given_up"}
    assert len(road.journey.agenda) == 0


@pytest.mark.parametrize(("sent", "heard"), [((1, 2, 3), 1), ((1, 2), 0)])
def test_a_long_text_is_answered_once(sent: tuple[int, ...], heard: int) -> None:
    """By an owner who reads the whole of it, and never in pieces."""
    road = Road({HOME: LineSettings(HandsetSettings(replies=(ReplyRule("1", SECOND, contains="two three"),)))})
    send(road, *sent)
    road.end()
    assert len(road.heard) == heard


def test_what_the_ledger_forgets() -> None:
    """The whole text leaves the inbox with its first part."""
    road = Road({})
    texts = send(road, 1, 2, 3)
    road.end()
    road.journey.line(HOME).handset.forget(texts[1])
    assert shown(road) == []
