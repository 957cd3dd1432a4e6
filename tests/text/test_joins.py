"""Parts of long texts, joined where they arrive."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Alphabet
from simulator.text import segments, udh
from simulator.text.joins import GivenUp, Joins, Key, Reason, key_of, shown
from simulator.text.udh import Concatenation

DAY = 24 * 3_600_000
KEY = Key("10690000", "+8613800000000", 7, 3, wide=False)
LENGTHS = st.integers(-1, 300)


@pytest.fixture
def joins() -> Joins[str]:
    return Joins(DAY)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_last_part_makes_the_whole(joins: Joins[str], order: tuple[int, ...]) -> None:
    """In whichever order parts come, the text is in theirs; nothing of it waits any longer."""
    answers = [joins.add(KEY, f"part {number}", number, now=0) for number in order]
    assert answers == [(None, []), (None, []), (["part 1", "part 2", "part 3"], [])]
    assert (len(joins), joins.next_due()) == (0, None)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(KEY._replace(source="10690001"), id="source"),
        pytest.param(KEY._replace(destination="+8613800000001"), id="destination"),
        pytest.param(KEY._replace(reference=8), id="reference"),
        pytest.param(KEY._replace(total=2), id="total"),
        pytest.param(KEY._replace(wide=True), id="width"),
    ],
)
def test_parts_of_different_texts_are_kept_apart(joins: Joins[str], other: Key) -> None:
    """Parts that differ in any of these never make one text."""
    joins.add(KEY, "a", 1, now=0)
    joins.add(KEY, "c", 3, now=0)
    assert joins.add(other, "b", 2, now=0) == (None, [])
    assert joins.add(KEY, "b", 2, now=0) == (["a", "b", "c"], [])
    assert len(joins) == 1


def test_a_part_that_comes_again_takes_the_place_of_the_first(joins: Joins[str]) -> None:
    """A sender that uses one reference for all of its texts means the newer one; the older part is given up."""
    joins.add(KEY, "old", 1, now=0)
    assert joins.add(KEY, "new", 1, now=1) == (None, [GivenUp(KEY, ["old"], Reason.REPLACED)])
    joins.add(KEY, "b", 2, now=1)
    assert joins.add(KEY, "c", 3, now=1) == (["new", "b", "c"], [])


def test_what_was_overtaken_is_told_once(joins: Joins[str]) -> None:
    """Whoever adds parts may leave it to another to tell of those that will not be shown."""
    given_up = GivenUp(KEY, ["a"], Reason.REPLACED)
    joins.overtaken.append(given_up)
    assert [joins.take_overtaken(), joins.take_overtaken()] == [[given_up], []]


def test_a_part_that_comes_after_the_whole_waits_for_a_new_one(joins: Joins[str]) -> None:
    """What was shown is not changed."""
    for number in (1, 2, 3):
        joins.add(KEY, "x", number, now=0)
    assert joins.add(KEY, "late", 2, now=1) == (None, [])
    assert joins.expired(now=1 + DAY) == [GivenUp(KEY, ["late"], Reason.EXPIRED)]


@pytest.mark.parametrize(("total", "number"), [(1, 1), (0, 0), (3, 0), (3, 4), (0, 1), (-1, -1), (3, -1)])
def test_a_part_that_nothing_can_follow_is_shown_alone(joins: Joins[str], total: int, number: int) -> None:
    """A text of one part, and one whose figures are impossible."""
    assert joins.add(KEY._replace(total=total), "alone", number, now=0) == (["alone"], [])
    assert len(joins) == 0


def test_parts_that_waited_too_long_are_given_up(joins: Joins[str]) -> None:
    """A day after the first of them came, in the order of their numbers; younger texts wait on."""
    joins.add(KEY, "c", 3, now=0)
    joins.add(KEY._replace(reference=8), "other", 1, now=1)
    joins.add(KEY, "b", 2, now=2)
    assert (joins.next_due(), joins.expired(now=DAY - 1)) == (DAY, [])
    assert joins.expired(now=DAY) == [GivenUp(KEY, ["b", "c"], Reason.EXPIRED)]
    assert (joins.next_due(), len(joins)) == (DAY + 1, 1)
    assert joins.add(KEY, "a", 1, now=DAY) == (None, [])


def test_the_last_part_may_come_at_the_last_instant(joins: Joins[str]) -> None:
    """What happens at the instant of the end happens before it, as everywhere on the road."""
    joins.add(KEY._replace(total=2), "a", 1, now=0)
    assert joins.add(KEY._replace(total=2), "b", 2, now=DAY) == (["a", "b"], [])
    assert joins.expired(now=DAY) == []


def test_no_more_texts_wait_than_there_is_room_for() -> None:
    """The one that has waited longest goes, and says why."""
    joins: Joins[str] = Joins(DAY, most=2)
    first, second, third = (KEY._replace(reference=reference) for reference in range(3))
    joins.add(first, "1", 1, now=0)
    joins.add(second, "2", 1, now=1)
    assert joins.add(second, "2b", 2, now=2) == (None, [])
    assert joins.add(third, "3", 1, now=3) == (None, [GivenUp(first, ["1"], Reason.CROWDED_OUT)])
    assert (len(joins), joins.next_due()) == (2, 1 + DAY)


@given(st.lists(st.tuples(LENGTHS, LENGTHS, st.integers(0, 2), st.integers(0, 5)), max_size=60))
def test_no_part_is_lost(parts: list[tuple[int, int, int, int]]) -> None:
    """Whatever comes, each part is shown once, or given up once, or waits; and never more texts than there is room for."""
    joins: Joins[int] = Joins(10, most=3)
    gone, now = [], 0
    for index, (total, number, reference, after) in enumerate(parts):
        now += after
        given_up = joins.expired(now)
        whole, more = joins.add(KEY._replace(reference=reference, total=total % 4), index, number % 5, now)
        gone += [*(whole or []), *(part for one in [*given_up, *more] for part in one.parts)]
        assert len(joins) <= 3
    gone += [part for one in joins.expired(now + 10) for part in one.parts]
    assert sorted(gone) == list(range(len(parts)))
    assert joins.next_due() is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=200, max_size=400), st.randoms(use_true_random=False))
def test_a_text_that_was_divided_is_shown_whole(text: str, chance: random.Random) -> None:
    """Divided, sent in any order, joined by what the headers say, read again."""
    parts = segments.split(text, reference=42)
    chance.shuffle(parts)
    joins: Joins[segments.Segment] = Joins(DAY)
    whole = None
    for part in parts:
        said = udh.concatenation(part.header)
        assert said is not None
        whole, _ = joins.add(key_of("10690000", "+8613800000000", said), part, said.number, now=0)
    assert whole is not None
    assert shown((part.content, part.alphabet) for part in whole) == text


def test_header_and_sar_parameters_name_the_same_text() -> None:
    """A part is joined by what it says, not by how it says it."""
    said, sar = udh.concatenation(bytes.fromhex("0500032a0201")), udh.sar(0x2A, 2, 1)
    assert said is not None
    assert sar is not None
    assert key_of("a", "b", said) == key_of("a", "b", sar) == Key("a", "b", 0x2A, 2, wide=False)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        pytest.param([(b"\x4e\x2d\xd8\x3d", Alphabet.UCS2), (b"\xde\x00", Alphabet.UCS2)], "中😀", id="a-pair-cut-in-two"),
        pytest.param([(b"10\x1b", Alphabet.GSM7), (b"e", Alphabet.GSM7)], "10€", id="an-escape-cut-off"),
        pytest.param([(b"a", Alphabet.GSM7), (b"\x4e\x2d", Alphabet.UCS2), (b"b", Alphabet.GSM7)], "a中b", id="mixed-alphabets"),
        pytest.param([(b"\xd8\x3d\x00", Alphabet.UCS2), (b"ok", Alphabet.GSM7)], "d8 3d 00ok", id="not-valid"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_what_parts_show(pieces: list[tuple[bytes, Alphabet]], text: str) -> None:
    """Parts in one alphabet are read as one; what is not valid shows as hex."""
    assert shown(pieces) == text


def test_key_of() -> None:
    """Everything but the part's own number."""
    assert key_of("10690000", "+8613800000000", Concatenation(7, 3, 2)) == KEY


def test_what_waits_may_be_given_another_time(joins: Joins[str]) -> None:
    """Counted from its first part on, as for what comes later."""
    joins.add(KEY, "part 1", 1, now=1_000)
    joins.learn(500)
    joins.add(KEY._replace(reference=8), "part 1", 1, now=1_200)
    assert joins.next_due() == 1_500
    assert [given_up.key.reference for given_up in joins.expired(1_700)] == [7, 8]
