"""Counts by hour and app: which hour, which class, how long."""

import pytest

from simulator.causes import Cause
from simulator.desk.spans import HOUR_MS, Span
from simulator.desk.statistics import FAILURES, HOURS_KEPT, Failure, Statistics, Tally
from simulator.reporting.codes import DELIVERED, MOBILE, expired, failed
from tests.road import NINE

APP, OTHER = "1400000001", "1400000002"
HOUR = Span(NINE, NINE + HOUR_MS)


def test_texts_count_in_the_hour_in_which_they_came() -> None:
    """Its first millisecond is part of it, the next hour's is not; another app's are its own."""
    statistics = Statistics()
    for at, segments in ((NINE - 1, 1), (NINE, 2), (NINE + HOUR_MS - 1, 3), (NINE + HOUR_MS, 1)):
        statistics.took(APP, segments, at)
    statistics.refused(APP, NINE + 5)
    statistics.took(OTHER, 9, NINE)
    assert statistics.total(APP, HOUR) == Tally(asked=3, taken=2, segments=5)
    assert statistics.total(APP, Span(NINE - HOUR_MS, NINE + 2 * HOUR_MS)) == Tally(asked=5, taken=4, segments=7)
    assert statistics.total("1499999999", HOUR) == Tally()


def test_reports_count_by_class() -> None:
    """Successes, and failures of each of the five classes; all of them together are the reports."""
    statistics = Statistics()
    causes = [Cause.LOST, Cause.NUMBER_UNKNOWN, Cause.OFF, Cause.SUSPENDED, Cause.BLACKLISTED, Cause.THROTTLED]
    statistics.told(APP, [DELIVERED, DELIVERED, *(failed(cause, MOBILE) for cause in causes)], NINE)
    tally = statistics.total(APP, HOUR)
    assert (tally.delivered, tally.failed, tally.reports) == (2, [1, 1, 2, 1, 1], 8)


@pytest.mark.parametrize(("cause", "failure"), [(None, Failure.INTERNAL), (Cause.OFF, Failure.UNREACHABLE)])
def test_an_expiry_counts_as_what_the_last_try_met(cause: Cause | None, failure: Failure) -> None:
    """A handset that was off all the time was off; nothing was met where no try was made."""
    statistics = Statistics()
    statistics.told(APP, [expired(cause, MOBILE)], NINE)
    assert statistics.total(APP, HOUR).failed[failure] == 1


def test_every_cause_has_a_class() -> None:
    """No failure goes uncounted."""
    assert set(FAILURES) == set(Cause)


def test_more_than_a_year_is_kept() -> None:
    """An hour is there for 400 days less the hour that pushes it out."""
    statistics = Statistics()
    statistics.took(APP, 1, NINE)
    statistics.took(APP, 1, NINE + (HOURS_KEPT - 1) * HOUR_MS)
    assert statistics.total(APP, HOUR).taken == 1
    statistics.took(APP, 1, NINE + HOURS_KEPT * HOUR_MS)
    assert statistics.total(APP, HOUR).taken == 0
    assert statistics.total(APP, Span(0, NINE + 2 * HOURS_KEPT * HOUR_MS)).taken == 2
