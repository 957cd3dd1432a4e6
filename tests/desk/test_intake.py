"""Texts that come at one time: each is judged as if it came alone, and each request hears what became of its own."""

from msgspec.structs import replace

from simulator.desk.intake import Asking, Became, Intake
from simulator.message import AppSubmission, Message
from simulator.platform.platform import Platform
from simulator.platform.settings import Limits, default_apps
from simulator.refusals import Reason
from tests.desk.counter import APP, FREE, Counter

FIRST, SECOND, THIRD = "+8613900000001", "+8613900000002", "+8613900000003"


def intake(counter: Counter, limits: Limits = FREE) -> Intake:
    """In front of the counter's road."""
    (app,) = default_apps()
    return Intake(Platform([replace(app, limits=limits)]), counter.ledger, counter.journey.submit_all)


def text(number: str, template: int = 1001) -> AppSubmission:
    return AppSubmission(APP, number, template=template, params=("4321", "5"), sign="示例科技")


def fates(became: list[Became]) -> list[str]:
    """The numbers of the texts that are on their way, and why the others are not."""
    return [each.submission.destination if isinstance(each, Message) else each.reason.name for each in became]


def test_texts_are_judged_each_by_itself() -> None:
    """What became of them is in their order; who was refused is on record, and only who was not is on the way."""
    counter = Counter()
    became = intake(counter).apply_all([text(FIRST), text(SECOND, template=404), text(THIRD)], counter.now)
    assert fates(became) == [FIRST, "TEMPLATE_UNKNOWN", THIRD]
    assert [(each.destination, each.refusal.reason) for each in counter.ledger.refused] == [(SECOND, Reason.TEMPLATE_UNKNOWN)]
    assert [message.submission.destination for message in counter.ledger] == [FIRST, THIRD]


def test_limits_count_what_came_just_before() -> None:
    """Two texts to one number at one time are two texts: the second one is over the limit."""
    counter = Counter()
    limited = intake(counter, Limits(per_30s=None, per_day=1))
    assert fates(limited.apply_all([text(FIRST), text(FIRST), text(SECOND)], counter.now)) == [FIRST, "LIMIT_DAILY", SECOND]
    assert fates(limited.apply_all([text(FIRST)], counter.now)) == ["LIMIT_DAILY"]


def test_each_request_hears_of_its_own_texts() -> None:
    """However many texts each has, and also where it had its answer before."""
    counter = Counter()
    begun = [
        Asking([text(FIRST), text(SECOND, template=404)], lambda became: f"first: {fates(became)}"),
        "answered already",
        Asking([], lambda became: f"nothing: {fates(became)}"),
        Asking([text(THIRD)], lambda became: f"last: {fates(became)}"),
    ]
    assert intake(counter).settle(begun, counter.now) == [
        f"first: {[FIRST, 'TEMPLATE_UNKNOWN']}",
        "answered already",
        "nothing: []",
        f"last: {[THIRD]}",
    ]
