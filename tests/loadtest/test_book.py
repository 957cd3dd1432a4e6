"""What a front's users wait for, in plain calls: reports and replies are lines of the statistics."""

from collections import OrderedDict
from typing import Any

from simulator.locust.book import EARLY_MOST, REST, Book, Sent, Told

Fired = list[tuple[str, float, bool]]
REPLIER = "+8613800000018"


def book() -> tuple[Book, Fired]:
    fired: Fired = []

    def fire(**what: Any) -> None:
        fired.append((what["name"], what["response_time"], what["exception"] is None))

    return Book("smpp", fire, OrderedDict(), {}), fired


def accepted(texts: Book, key: str, at: float, to: str = "+8613900000001") -> Sent:
    """A text that left then, and has its answer."""
    sent = texts.send(to, at)
    texts.accept(key, sent)
    return sent


def test_a_report_is_timed_from_the_text() -> None:
    """In milliseconds; another fate than delivery is a report all the same."""
    texts, fired = book()
    accepted(texts, "1", 100.0)
    assert texts.tell(Told("smpp", "1", 102.5, delivered=False))
    assert fired == [("report", 2500.0, True)]
    assert (texts.counts.reported, texts.counts.undelivered, texts.counts.unreported) == (1, 1, 0)


def test_a_report_before_its_answer_counts() -> None:
    """Nobody knows it when it comes; it is kept until the answer says whose it is."""
    texts, fired = book()
    told = Told("smpp", "1", 100.5)
    assert not texts.tell(told)
    texts.keep(told)
    accepted(texts, "1", 100.0)
    assert fired == [("report", 500.0, True)]


def test_the_same_report_twice_counts_once() -> None:
    """The second is nobody's."""
    texts, _ = book()
    accepted(texts, "1", 100.0)
    assert [texts.tell(Told("smpp", "1", 101.0)) for _ in range(2)] == [True, False]
    assert texts.counts.reported == 1


def test_a_report_that_does_not_come_is_lost() -> None:
    """Whoever waited too long is given up, at the end all are; how long that was is no time of a report."""
    texts, fired = book()
    accepted(texts, "1", 100.0)
    accepted(texts, "2", 150.0)
    texts.expire(161.0, patience_s=60.0)
    assert fired == [("no report", 61000.0, False)]
    texts.close(165.0)
    assert (texts.counts.lost, texts.counts.unreported) == (2, 0)
    assert "report" not in dict.fromkeys(name for name, *_ in fired)


def test_an_answer_after_the_end_has_no_report() -> None:
    """Where the books close before it comes, its text is accepted and lost: nobody would give it up any more."""
    texts, _ = book()
    sent = texts.send("+8613900000001", 100.0)
    texts.close(101.0)
    texts.accept("1", sent)
    assert (texts.counts.answered, texts.counts.accepted, texts.counts.lost) == (1, 1, 1)


def test_what_becomes_of_a_text_counts_for_its_cohort() -> None:
    """Whenever it comes: what left while a rate was measured is what the rate is judged by."""
    texts, _ = book()
    texts.mark(1)
    accepted(texts, "1", 100.0)
    late = texts.send("+8613900000002", 100.0)
    texts.mark(REST)
    accepted(texts, "2", 101.0)
    texts.tell(Told("smpp", "2", 102.0))
    texts.give_up(late)
    texts.expire(161.0, patience_s=60.0)
    measured, rest = texts.cohorts[1], texts.cohorts[REST]
    assert (measured.sent, measured.lost, measured.timed_out) == (2, 1, 1)
    assert (rest.sent, rest.reported, rest.failed) == (1, 1, 0)
    assert texts.counts.sent == 3


def test_a_reply_is_timed_once() -> None:
    """From the text that it is to. Until it comes nobody else may ask, as nobody could tell which one is answered."""
    texts, fired = book()
    assert texts.ask(REPLIER, 99.5)
    accepted(texts, "1", 100.0, REPLIER)
    assert not texts.ask(REPLIER, 101.0)
    assert not texts.tell(Told("smpp", REPLIER, 99.0, reply=True)), "to a text of somebody else, before"
    assert texts.tell(Told("smpp", REPLIER, 105.0, reply=True))
    assert not texts.tell(Told("smpp", REPLIER, 106.0, reply=True))
    assert fired == [("reply", 5000.0, True)]
    assert texts.counts.replied == 1
    assert texts.ask(REPLIER, 107.0)


def test_a_refused_text_asks_nobody() -> None:
    """Nor does one without an answer: the number is free for the next."""
    texts, _ = book()
    for end in (lambda sent: texts.refuse(sent, limited=True), texts.give_up):
        assert texts.ask(REPLIER, 100.0)
        end(texts.send(REPLIER, 100.0))
    assert not texts.asks


def test_of_reports_that_nobody_knows_the_newest_are_kept() -> None:
    """As many as there may be between a text and its answer; the oldest were another process's."""
    texts, fired = book()
    for nth in range(EARLY_MOST + 2):
        texts.keep(Told("smpp", str(nth), 100.0))
    for nth in (0, 1, 2, EARLY_MOST + 1):
        accepted(texts, str(nth), 99.0)
    assert [name for name, _, _ in fired] == ["report"] * 2
    assert texts.counts.unreported == 2


def test_a_reply_that_does_not_come_is_given_up() -> None:
    """As late as a report is; its number is free again."""
    texts, fired = book()
    texts.ask(REPLIER, 100.0)
    texts.expire(161.0, patience_s=60.0)
    assert fired == [("no reply", 61000.0, False)]
    assert texts.counts.reply_lost == 1
    assert texts.ask(REPLIER, 161.0)


def test_fronts_of_one_queue_do_not_take_one_anothers_replies() -> None:
    """An app has one for both APIs: while one of them waits for a number's reply, the other does not ask it."""
    asked: dict[str, Any] = {}
    v5, v3 = (Book(name, lambda **_: None, OrderedDict(), asked) for name in ("tencent-v5", "tencent-v3"))
    assert [each.ask(REPLIER, 100.0) for each in (v3, v5)] == [True, False]
    told = Told("tencent-v5", REPLIER, 105.0, reply=True)
    assert [each.tell(told) for each in (v5, v3)] == [False, True]
