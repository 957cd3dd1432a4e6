"""What a front's users wait for, in plain calls: reports and replies are lines of the statistics."""

from typing import Any

from simulator.locust.book import Book, Told

Fired = list[tuple[str, float, bool]]


def book(early: dict[str, Told] | None = None) -> tuple[Book, Fired]:
    fired: Fired = []

    def fire(**what: Any) -> None:
        fired.append((what["name"], what["response_time"], what["exception"] is None))

    return Book("smpp", fire, {} if early is None else early), fired


def test_a_report_is_timed_from_the_text() -> None:
    """In milliseconds; another fate than delivery is a report all the same."""
    texts, fired = book()
    texts.accept("1", 100.0)
    assert texts.tell(Told("smpp", "1", 102.5, delivered=False))
    assert fired == [("report", 2500.0, True)]
    assert (texts.counts.reported, texts.counts.undelivered, texts.counts.unreported) == (1, 1, 0)


def test_a_report_before_its_answer_counts() -> None:
    """Nobody knows it when it comes; it is kept until the answer says whose it is."""
    texts, fired = book()
    told = Told("smpp", "1", 100.5)
    assert not texts.tell(told)
    texts.keep(told)
    texts.accept("1", 100.0)
    assert fired == [("report", 500.0, True)]


def test_the_same_report_twice_counts_once() -> None:
    """The second is nobody's."""
    texts, _ = book()
    texts.accept("1", 100.0)
    assert [texts.tell(Told("smpp", "1", 101.0)) for _ in range(2)] == [True, False]
    assert texts.counts.reported == 1


def test_a_report_that_does_not_come_is_lost() -> None:
    """What was sent before the instant is given up, what came later is not; at the end all of it."""
    texts, fired = book()
    texts.accept("1", 100.0)
    texts.accept("2", 150.0)
    texts.expire(120.0)
    assert fired == [("report", 20000.0, False)]
    texts.close(160.0)
    assert (texts.counts.lost, texts.counts.unreported) == (2, 0)


def test_a_reply_is_timed_once() -> None:
    """A second question to the same number is not timed, as nobody could tell which one is answered."""
    texts, fired = book()
    assert [texts.ask("+8613800000018", at) for at in (100.0, 101.0)] == [True, False]
    assert not texts.tell(Told("smpp", "+8613800000018", 99.0, reply=True)), "to a text of somebody else, before"
    assert texts.tell(Told("smpp", "+8613800000018", 105.0, reply=True))
    assert not texts.tell(Told("smpp", "+8613800000018", 106.0, reply=True))
    assert fired == [("reply", 5000.0, True)]
    assert texts.counts.replied == 1
