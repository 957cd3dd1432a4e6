"""Spans of time in questions: what is part of them, and what is wrong with them."""

import pytest

from simulator.desk.spans import CALLBACKS_MS, DAY_MS, HOUR_MS, PULLED_MS, RECORDS_MS, Span, beijing, of_hours, of_seconds
from simulator.refusals import Reason, Refusal
from tests.road import NINE

SECOND = NINE // 1000
LATE = NINE + 999
"""The last millisecond of a second: its fraction must not make a bound tighter."""


def test_both_seconds_are_part_of_a_span() -> None:
    """A span of one second holds each of its milliseconds, and no other."""
    assert of_seconds(SECOND, SECOND, NINE) == Span(NINE, NINE + 1000)


def test_without_an_end_it_is_now() -> None:
    """What happened in the second of the question is found."""
    assert of_seconds(SECOND - 10, None, LATE) == Span(NINE - 10_000, NINE + 1000)


@pytest.mark.parametrize("back_ms", [PULLED_MS, RECORDS_MS])
def test_a_span_begins_no_further_back_than_allowed(back_ms: int) -> None:
    """Seven days, or 72 hours, to the second; one second more is too much."""
    furthest = SECOND - back_ms // 1000
    assert isinstance(of_seconds(furthest, SECOND, LATE, back_ms=back_ms), Span)
    refused = of_seconds(furthest - 1, SECOND, LATE, back_ms=back_ms)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.BEGIN_INVALID


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [(SECOND, SECOND - 1, Reason.SPAN_INVALID), (SECOND, SECOND + 1, Reason.END_INVALID), (10**400, None, Reason.SPAN_INVALID)],
)
def test_ends_must_follow_beginnings_and_lie_behind_us(begin: int, end: int | None, reason: Reason) -> None:
    """Where the future is no end, this very second is the last that is."""
    refused = of_seconds(begin, end, NINE, latest=LATE)
    assert isinstance(refused, Refusal)
    assert refused.reason is reason
    assert isinstance(of_seconds(SECOND, SECOND, LATE, latest=LATE), Span)


def test_hours_are_beijings_and_the_last_one_counts() -> None:
    """From the first instant of the one to the last of the other."""
    assert of_hours("2024030409", "2024030409") == Span(NINE, NINE + HOUR_MS)
    assert of_hours("2024030400", "2024030423") == Span(NINE - 9 * HOUR_MS, NINE - 9 * HOUR_MS + DAY_MS)


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [
        ("2024030", "2024030409", Reason.BEGIN_INVALID),
        ("２０２４０３０４０９", "2024030409", Reason.BEGIN_INVALID),
        ("2024023009", "2024030409", Reason.BEGIN_INVALID),
        ("0000010100", "2024030409", Reason.BEGIN_INVALID),
        ("2024030409", "2024030424", Reason.END_INVALID),
        ("2024030409", "2024030409 ", Reason.END_INVALID),
        ("2024030409", "2024030411", Reason.END_INVALID),
        ("2024030409", "2024030408", Reason.SPAN_INVALID),
        ("2024020108", "2024030409", Reason.END_INVALID),
    ],
)
def test_hours_that_are_none_are_refused(begin: str, end: str, reason: Reason) -> None:
    """Ten digits that name an hour; not the other way round, at most 32 days apart, the last no later than this hour."""
    refused = of_hours(begin, end, most_ms=CALLBACKS_MS, latest=NINE + HOUR_MS + 1)
    assert isinstance(refused, Refusal)
    assert refused.reason is reason


@pytest.mark.parametrize(("begin", "end"), [("0001010100", "9999123123"), ("2024020109", "2024030409"), ("2024022923", "2024030100")])
def test_hours_that_are_some(begin: str, end: str) -> None:
    """Leap days and the calendar's ends are hours too, and 32 days are not too far apart."""
    most_ms = CALLBACKS_MS if begin.startswith("2024") else None
    assert isinstance(of_hours(begin, end, most_ms=most_ms), Span)


def test_dates_are_beijings() -> None:
    """As the platform writes them."""
    assert beijing(LATE) == "2024-03-04 09:00:00"
