"""SMPP's time strings."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.smpp.times import parse, write


def ms(iso: str) -> int:
    return (datetime.fromisoformat(iso) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


NOW = ms("2024-01-31T12:00:00.250+00:00")

ABSOLUTE = [
    ("261122103000000+", "2026-11-22T10:30:00+00:00"),
    ("240304090000032+", "2024-03-04T09:00:00+08:00"),
    ("240304090000520+", "2024-03-04T09:00:00.500+05:00"),
    ("240304090000001+", "2024-03-04T09:00:00+00:15"),
    ("240304090000048-", "2024-03-04T09:00:00-12:00"),
    ("000101000000048+", "1999-12-31T12:00:00+00:00"),
    ("991231235959900-", "2099-12-31T23:59:59.900+00:00"),
    ("240229000000000+", "2024-02-29T00:00:00+00:00"),
]

RELATIVE = [
    ("000000000000000R", "2024-01-31T12:00:00.250+00:00"),
    ("000000010000000R", "2024-01-31T13:00:00.250+00:00"),
    ("000000235959000R", "2024-02-01T11:59:59.250+00:00"),
    ("000002000000000R", "2024-02-02T12:00:00.250+00:00"),
    ("000100000000000R", "2024-02-29T12:00:00.250+00:00"),  # February ends earlier
    ("010100000000000R", "2025-02-28T12:00:00.250+00:00"),
    ("001200000000000R", "2025-01-31T12:00:00.250+00:00"),
    ("000131000000000R", "2024-03-31T12:00:00.250+00:00"),  # the months first, then the days
    ("990000000000000R", "2123-01-31T12:00:00.250+00:00"),
    ("000000000001999R", "2024-01-31T12:00:01.250+00:00"),  # tenths and quarters are not looked at
]

WRONG = [
    ("", "form"),
    ("2403040900000", "form"),
    ("240304090000032 ", "form"),
    ("24030409000003x+", "form"),
    ("240304090000032r", "form"),
    ("２40304090000032+", "form"),
    ("240304090000032+\n", "form"),
    ("241304090000032+", "date"),
    ("240004090000032+", "date"),
    ("240300090000032+", "date"),
    ("230229000000000+", "date"),
    ("240304240000000+", "time of day"),
    ("240304096000000+", "time of day"),
    ("240304090060000+", "time of day"),
    ("240304090000049+", "quarter-hours"),
    ("001300000000000R", "12 months"),
    ("000032000000000R", "31 days"),
    ("000000240000000R", "time of day"),
]


@pytest.mark.parametrize(("text", "iso"), ABSOLUTE)
def test_absolute(text: str, iso: str) -> None:
    """An absolute time is local, and its quarter-hours say how far ahead of UTC (+) or behind (-)."""
    assert parse(text, NOW) == ms(iso)


@pytest.mark.parametrize(("text", "iso"), RELATIVE)
def test_relative(text: str, iso: str) -> None:
    """A relative time counts from now; months and years are calendar steps."""
    assert parse(text, NOW) == ms(iso)


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_wrong(text: str, reason: str) -> None:
    """What is no time is told why."""
    with pytest.raises(ValueError, match=reason):
        parse(text, NOW)


@pytest.mark.parametrize(
    ("iso", "quarters", "text"),
    [
        ("2024-03-04T01:00:00.567+00:00", 32, "240304090000532+"),
        ("2024-03-04T01:00:00+00:00", 0, "240304010000000+"),
        ("2024-03-04T01:00:00+00:00", -14, "240303213000014-"),
    ],
)
def test_written(iso: str, quarters: int, text: str) -> None:
    """An instant is written as local time, cut to its tenth of a second."""
    assert write(ms(iso), quarters) == text


@pytest.mark.parametrize(
    ("iso", "quarters"), [("1999-12-31T23:59:59+00:00", 0), ("2099-12-31T23:59:59+00:00", 1), ("2024-01-01T00:00:00Z", 49)]
)
def test_unwritable(iso: str, quarters: int) -> None:
    """A year outside this century and an offset beyond twelve hours have no form."""
    with pytest.raises(ValueError, match=r"year|quarter-hours"):
        write(ms(iso), quarters)


@given(st.integers(ms("2000-01-02T00:00:00Z") // 100, ms("2099-12-30T00:00:00Z") // 100), st.integers(-48, 48))
def test_what_is_written_is_read(tenths: int, quarters: int) -> None:
    """Any instant of the century at any offset comes back the same."""
    assert parse(write(tenths * 100, quarters), 0) == tenths * 100


@given(st.text(st.sampled_from("0123459+-R"), min_size=16, max_size=16))
def test_sixteen_characters_are_read_or_wrong(text: str) -> None:
    """Whatever they are, they give an instant or ValueError."""
    try:
        instant = parse(text, NOW)
    except ValueError:
        return
    assert instant > ms("1999-12-31T00:00:00Z")
