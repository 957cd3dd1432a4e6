"""What the platform remembers of the texts that it took, against a list of all of them."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.platform.checks.memory import BEIJING_MS, DAY_MS, HOUR_MS, WINDOW_MS, Memory
from simulator.platform.settings import Limits

ALL = Limits(per_hour=1, same_per_day=1)
"""What makes it remember everything."""


def test_texts_are_forgotten_after_30_s() -> None:
    """What is remembered is bounded by what was taken in the last 30 s, and three counts of this day: number, app, country."""
    memory = Memory()
    for nth in range(1000):
        memory.took("app", "+8613800000000", f"text {nth}", nth * 1000)
    assert len(memory) == 30 + 3


def test_counts_are_forgotten_with_their_day() -> None:
    """A new day remembers nothing of the numbers of the day before."""
    memory = Memory()
    for nth in range(1000):
        memory.took("app", f"+86138{nth:08}", "text", 0, limits=Limits(same_per_day=1))
    memory.took("app", "+8613900000000", "text", DAY_MS, limits=Limits(same_per_day=1))
    assert len(memory) == 1 + 4


def test_an_hour_is_remembered_where_it_is_limited() -> None:
    """For one app and not for the other."""
    memory = Memory()
    for nth in range(100):
        memory.took("one", "+8613800000000", f"text {nth}", nth * 60_000, limits=Limits(per_hour=100))
        memory.took("other", "+8613800000000", f"text {nth}", nth * 60_000)
    assert len(memory) == 2 + 60 + 2 * 3
    assert [memory.last_hour(app, "+8613800000000", 99 * 60_000) for app in ("one", "other")] == [60, 0]


def test_a_text_counts_as_often_as_it_was_taken() -> None:
    """Each of several equal texts leaves the window in its own time."""
    memory = Memory()
    for at in (0, 10_000):
        memory.took("app", "+8613800000000", "text", at)
    assert [memory.same("app", "+8613800000000", "text", at) for at in (29_999, 30_000, 39_999, 40_000)] == [2, 1, 1, 0]


def days(at: int) -> int:
    return (at + BEIJING_MS) // DAY_MS


_STEPS = st.sampled_from([0, 1, 999, 1_000, 29_999, 30_000, 3_599_999, 3_600_000, DAY_MS // 2, DAY_MS]) | st.integers(0, DAY_MS * 2)
_TEXTS = st.tuples(
    _STEPS, st.sampled_from("ab"), st.sampled_from("12"), st.sampled_from("xy"), st.sampled_from(["CN", "SG", "US"]), st.sampled_from("pq")
)


@given(st.lists(_TEXTS, max_size=40), _STEPS)
def test_the_counts_are_those_of_a_list(texts: list[tuple[int, str, str, str, str, str]], last: int) -> None:
    """Every count is what one finds by looking through all texts that were ever taken."""
    memory, taken, now = Memory(), [], 1_709_514_000_000
    for step, app, number, text, country, customer in texts:
        now += step
        memory.took(app, number, text, now, customer=customer, country=country, limits=ALL)
        taken.append((app, number, text, country, customer, now))
    now += last
    today = [each for each in taken if days(each[5]) == days(now)]
    abroad = [each for each in today if each[3] != "CN"]
    for app in "ab":
        assert memory.of_app(app, None, now) == sum(each[0] == app for each in today)
        assert memory.of_app(app, "SG", now) == sum(each[0] == app and each[3] == "SG" for each in today)
        for number in "12":
            assert memory.last_hour(app, number, now) == sum(each[:2] == (app, number) and now - each[5] < HOUR_MS for each in taken)
            assert memory.today(app, number, now) == sum(each[:2] == (app, number) for each in today)
            for text in "xy":
                same = (app, number, text)
                assert memory.same(*same, now) == sum(each[:3] == same and now - each[5] < WINDOW_MS for each in taken)
                assert memory.same_today(*same, now) == sum(each[:3] == same for each in today)
    assert [memory.abroad(customer, now) for customer in "pq"] == [sum(each[4] == customer for each in abroad) for customer in "pq"]
    assert memory.abroad_this_second(now) == sum(each[5] // 1_000 == now // 1_000 for each in abroad)
