"""The sums of a load test, in plain calls."""

from simulator.locust.counts import Counts, total


def test_everything_sent_is_accounted_for() -> None:
    """What is neither answered nor given up is open; what is answered and neither taken nor limited is refused."""
    counts = Counts(sent=10, answered=7, accepted=4, limited=1, timed_out=1, reported=2)
    assert (counts.unanswered, counts.refused, counts.unreported) == (2, 2, 2)
    assert counts.failed == 2 + 1


def test_giving_up_closes_the_books() -> None:
    """After it sent = answered + timed out, and accepted = reported + lost."""
    counts = Counts(sent=10, answered=7, accepted=5, timed_out=1, reported=2)
    closed = counts.given_up()
    assert (closed.timed_out, closed.lost, closed.unanswered, closed.unreported) == (3, 3, 0, 0)
    assert (counts.is_open, closed.is_open) == (True, False)


def test_sums_and_differences() -> None:
    """All of several, and what was added since."""
    before, after = Counts(sent=3, answered=2), Counts(sent=10, answered=7, replied=1)
    assert total([before, after]) == Counts(sent=13, answered=9, replied=1)
    assert after.since(before) == Counts(sent=7, answered=5, replied=1)
