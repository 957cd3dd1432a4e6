"""When an application is answered."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.message import Instant
from simulator.platform.review.hours import DAYS_MAX, answered_at

BEIJING = timezone(timedelta(hours=8))
MINUTE_MS = 60_000
TWO_HOURS_MS = 120 * MINUTE_MS
NONE: frozenset[str] = frozenset()


def at(when: str) -> Instant:
    """An instant of June 2024, in which the 3rd is a Monday: `07 20:59`."""
    return int(datetime.strptime(f"2024-06-{when}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING).timestamp() * 1000)


@pytest.mark.parametrize(
    ("applied", "answered"),
    [
        pytest.param("03 10:00", "03 12:00", id="inside the hours"),
        pytest.param("03 07:30", "03 11:00", id="before they begin"),
        pytest.param("03 09:00", "03 11:00", id="as they begin"),
        pytest.param("03 19:00", "03 21:00", id="the last instant still counts"),
        pytest.param("03 19:01", "04 09:01", id="one minute is left for the morning"),
        pytest.param("07 20:00", "08 10:00", id="an hour on Friday, an hour on Saturday"),
        pytest.param("07 20:59", "08 10:59", id="Friday, a minute before the end"),
        pytest.param("07 21:00", "08 11:00", id="Friday, as they end"),
        pytest.param("07 21:01", "08 11:00", id="Friday, a minute after the end"),
        pytest.param("08 16:00", "08 18:00", id="Saturday ends earlier"),
        pytest.param("08 17:30", "09 10:30", id="from Saturday to Sunday"),
        pytest.param("09 18:00", "10 11:00", id="from Sunday to Monday"),
        pytest.param("04 00:00", "04 11:00", id="midnight in Beijing"),
    ],
)
def test_two_hours_of_working_time(applied: str, answered: str) -> None:
    """Two hours pass while somebody works: Monday to Friday 9 to 21, Saturday and Sunday 9 to 18, and the night does not count."""
    assert answered_at(at(applied), TWO_HOURS_MS, NONE) == at(answered)


def test_nobody_works_on_a_holiday() -> None:
    """What an evening leaves over waits for the first day that is none."""
    assert answered_at(at("07 20:00"), TWO_HOURS_MS, frozenset({"2024-06-08", "2024-06-10", "2024-06-09"})) == at("11 10:00")


def test_a_holiday_begins_and_ends_in_beijing() -> None:
    """The evening before, by UTC, is the holiday's morning."""
    assert answered_at(at("10 07:00"), TWO_HOURS_MS, frozenset({"2024-06-10"})) == at("11 11:00")


@pytest.mark.parametrize(
    ("applied", "answered"), [("03 10:00", "03 10:00"), ("03 20:59", "03 20:59"), ("03 21:00", "04 09:00"), ("03 22:00", "04 09:00")]
)
def test_no_wait_is_no_wait_in_working_hours_only(applied: str, answered: str) -> None:
    """Nobody answers at night, however quick."""
    assert answered_at(at(applied), 0, NONE) == at(answered)


def test_a_wait_of_many_days() -> None:
    """A wait longer than a day takes the hours of as many days as it needs: 12 each Monday to Friday, 9 on Saturday and Sunday."""
    assert answered_at(at("03 09:00"), 79 * 60 * MINUTE_MS, NONE) == at("10 10:00")


@pytest.mark.parametrize("wait_ms", [TWO_HOURS_MS, 10**18])
def test_nobody_waits_longer_than_a_year(wait_ms: int) -> None:
    """Holidays without end and waits without end are over after a year."""
    always = frozenset(str(date(2024, 1, 1) + timedelta(days=days)) for days in range(1_000))
    year_ms = DAYS_MAX * 24 * 60 * MINUTE_MS
    assert answered_at(at("03 10:00"), wait_ms, always) == at("03 09:00") + year_ms


@given(st.integers(0, 4 * 10**12), st.integers(0, 10 * TWO_HOURS_MS))
def test_an_answer_comes_in_working_hours_and_no_earlier_than_its_wait(applied_at: int, wait_ms: int) -> None:
    """Whenever something is handed in, somebody is at work when it is answered."""
    answered = answered_at(applied_at, wait_ms, NONE)
    local = datetime.fromtimestamp(answered / 1000, BEIJING)
    ends = 18 if local.weekday() >= 5 else 21
    assert answered >= applied_at + wait_ms
    assert 9 * 3600 <= local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6 <= ends * 3600
