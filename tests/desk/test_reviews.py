"""Answers at their instants: working hours, words from outside, what comes into force later. Plain calls, no clock."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from simulator.desk.desk import Desk
from simulator.desk.filing import TemplateForm
from simulator.desk.reviews import Waiting
from simulator.ledger import Ledger
from simulator.message import Instant
from simulator.platform.catalogue import FiledTemplate, Status
from simulator.platform.customers import Reviewing
from simulator.platform.platform import DEFAULT, Platform
from simulator.platform.review.applications import Verdict
from simulator.platform.settings import default_apps
from tests.fronts.papers import BANNED, PARCEL
from tests.road import HOUR, NINE, SECOND


def at(text: str) -> Instant:
    """An instant in Beijing: `03-08 20:59` of 2024, which is a Friday."""
    return round(datetime.fromisoformat(f"2024-{text}:00+08:00").timestamp() * 1000)


def desk(reviewing: Reviewing = DEFAULT.reviewing) -> Desk:
    made = Desk(Platform(default_apps(), replace(DEFAULT, reviewing=reviewing)), Ledger())
    made.reviews.open(NINE)
    return made


def file(counter: Desk, now: Instant, text: str = PARCEL) -> FiledTemplate:
    filed = counter.filing.add_template("default", TemplateForm(text, 0, remark="快递签收通知"), now)
    assert isinstance(filed, FiledTemplate), filed
    return filed


def pass_to(counter: Desk, now: Instant) -> None:
    while counter.reviews.act(now, 100):
        pass


HOURS = [
    ("03-04 09:00", "03-04 11:00"),
    ("03-04 02:00", "03-04 11:00"),
    ("03-04 19:00", "03-04 21:00"),
    ("03-08 20:59", "03-09 10:59"),
    ("03-08 21:01", "03-09 11:00"),
    ("03-10 17:00", "03-11 10:00"),
]
"""Handed in; answered. Monday, before work, the last hours, Friday a minute before and after the end, Sunday's last hour."""


@pytest.mark.parametrize(("handed_in", "answered"), HOURS)
def test_answers_come_in_working_hours(handed_in: str, answered: str) -> None:
    """Two working hours after it was handed in, not a millisecond earlier."""
    counter = desk()
    filed = file(counter, at(handed_in))
    assert counter.reviews.next_due() == filed.turns_at == at(answered)
    pass_to(counter, at(answered) - 1)
    assert (filed.status, filed.replied_at) == (Status.IN_REVIEW, None)
    pass_to(counter, at(answered))
    assert (filed.status, filed.replied_at, filed.turns_at) == (Status.APPROVED, at(answered), None)
    assert counter.reviews.next_due() is None


def test_a_refusal_has_its_reason() -> None:
    """In the reviewer's words, and it is no more than a refusal: it may be changed."""
    counter = desk()
    filed = file(counter, NINE, BANNED)
    pass_to(counter, NINE + 2 * HOUR)
    assert (filed.status, filed.reply, filed.changeable) == (Status.REFUSED, "暂不支持发送贷款类短信", True)


def test_a_word_comes_before_the_answer() -> None:
    """What stood on the agenda does no more."""
    counter = desk()
    filed = file(counter, NINE)
    counter.reviews.answer(Waiting("default", filed), Verdict("by-hand", "不行"), NINE + SECOND)
    assert (filed.status, filed.reply, counter.reviews.next_due()) == (Status.REFUSED, "不行", None)
    pass_to(counter, NINE + 24 * HOUR)
    assert filed.replied_at == NINE + SECOND


def test_where_nobody_reviews_by_himself_all_waits() -> None:
    """For a word, and without an end."""
    counter = desk(Reviewing(automatic=False))
    filed = file(counter, NINE)
    assert (filed.turns_at, counter.reviews.next_due()) == (None, None)
    counter.reviews.answer(Waiting("default", filed), Verdict(), NINE + HOUR)
    assert (filed.status, filed.replied_at) == (Status.APPROVED, NINE + HOUR)


def test_what_the_settings_have_in_review_waits_for_a_word() -> None:
    """It was never handed in, so the automatic reviewer never has it."""
    counter = desk()
    assert [(waiting.customer, waiting.paper.id) for waiting in counter.reviews.waiting()] == [("default", 1009)]
    pass_to(counter, NINE + 1000 * HOUR)
    assert len(counter.reviews.waiting()) == 1


def test_a_change_starts_the_wait_again() -> None:
    """The first answer is never given."""
    counter = desk()
    filed = file(counter, NINE)
    counter.filing.change_template("default", filed.id, TemplateForm(BANNED, 0), NINE + HOUR)
    pass_to(counter, NINE + 3 * HOUR - 1)
    assert filed.status is Status.IN_REVIEW
    pass_to(counter, NINE + 3 * HOUR)
    assert filed.status is Status.REFUSED


def test_approved_and_not_yet_in_force() -> None:
    """From its instant on it can be used; deleted before, it never comes."""
    counter = desk(Reviewing(automatic=False))
    first, second = file(counter, NINE), file(counter, NINE)
    for filed in (first, second):
        counter.reviews.answer(Waiting("default", filed), Verdict(), NINE, NINE + HOUR)
    assert (first.status, first.changeable) == (Status.NOT_IN_FORCE, False)
    counter.filing.delete_templates("default", [second.id])
    pass_to(counter, NINE + HOUR - 1)
    assert not first.approved
    pass_to(counter, NINE + HOUR)
    assert (first.approved, first.turns_at, second.approved) == (True, None, False)


def test_in_force_from_an_instant_that_is_over() -> None:
    """Is in force at once."""
    counter = desk(Reviewing(automatic=False))
    filed = file(counter, NINE)
    counter.reviews.answer(Waiting("default", filed), Verdict(), NINE, NINE)
    assert filed.approved


def test_it_never_holds_time_up() -> None:
    """A reviewer is no exchange that somebody waits for."""
    counter = desk()
    file(counter, NINE)
    assert (counter.reviews.busy(), counter.lifts.busy()) == ([], [])
