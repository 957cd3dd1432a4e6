"""What the platform has on record of a number: texts taken and refused, reports, replies; found by number and time, and for how long."""

import pytest

from simulator.desk.records import Records, Status, rows
from simulator.desk.spans import Span
from simulator.ledger import PAGE
from simulator.message import AppSubmission, Kind, Message
from simulator.platform.platform import Platform
from simulator.platform.settings import Limits, default_apps
from simulator.refusals import Reason, Refusal
from tests.desk.counter import APP, EVER, NUMBER, OTHER, Counter
from tests.road import MINUTE, NINE, SECOND
from tests.road import submission as of_esme

OFF, FAILED_EARLY, LIED_OF, SILENT = (f"+861380000{which}" for which in ("0001", "0201", "0101", "0301"))


def test_a_text_is_on_record_with_its_digits_masked() -> None:
    """The record hides the code, which the handset shows; the signature and the template's own words stand as they are."""
    counter = Counter()
    message = counter.send(code="004321")
    counter.pass_(MINUTE)
    assert isinstance(message, Message)
    (record,) = counter.records()
    assert (record.number, record.at, record.sign) == (NUMBER, NINE, "示例科技")
    assert record.text == "【示例科技】您的验证码为0****1，*分钟内有效。"
    assert (record.id, record.kind, record.refusal, record.segments) == (message.id, Kind.NORMAL, None, 1)
    shown = counter.journey.line(NUMBER).handset.texts()[-1]
    assert shown is message
    assert message.submission.content.decode("utf-16-be") == "【示例科技】您的验证码为004321，5分钟内有效。"


@pytest.mark.parametrize(
    ("number", "soon", "late", "codes"),
    [
        (NUMBER, Status.DELIVERED, Status.DELIVERED, ["DELIVRD"]),
        (OFF, Status.UNDER_WAY, Status.FAILED, ["EXPIRED"]),
        (FAILED_EARLY, Status.FAILED, Status.FAILED, ["MK:0024"]),
        ("+8613800000202", Status.FAILED, Status.DELIVERED, ["MK:0024", "DELIVRD"]),
        (LIED_OF, Status.DELIVERED, Status.DELIVERED, ["DELIVRD"]),
        (SILENT, Status.UNDER_WAY, Status.UNDER_WAY, []),
    ],
)
def test_a_record_says_what_was_reported_last(number: str, soon: Status, late: Status, codes: list[str]) -> None:
    """Not what the handset has: a carrier that lies is believed, one that says nothing leaves the text under way; reports are all kept."""
    counter = Counter()
    counter.send(number)
    counter.pass_(30 * SECOND)
    assert [record.status for record in counter.records(number)] == [soon]
    counter.pass_(3 * 24 * 60 * MINUTE)
    (record,) = counter.records(number)
    reports = counter.desk.records.reports(APP, number, EVER)
    assert (record.status, [report.outcome.code for report in reports]) == (late, codes)
    assert record.told_at == (reports[-1].at if reports else None)


REFUSED = [
    ({"params": ("4321",)}, "【示例科技】您的验证码为{1}，{2}分钟内有效。".replace("1", "*").replace("2", "*"), Reason.PARAMETERS_COUNT),
    ({"template": 9999}, "【示例科技】", Reason.TEMPLATE_UNKNOWN),
    ({"sign": "没有"}, "【没有】您的验证码为4**1，*分钟内有效。", Reason.SIGN_NOT_APPROVED),
    ({"template": None, "text": "【没有58】密码4321"}, "【没有58】密码4**1", Reason.SIGN_NOT_APPROVED),
    ({"template": None, "text": "密码4321"}, "密码4**1", Reason.TEMPLATE_MISMATCH),
]


@pytest.mark.parametrize(("fields", "text", "reason"), REFUSED)
def test_refused_texts_are_on_record(fields: dict[str, object], text: str, reason: Reason) -> None:
    """With what they said, as far as it can be told, and why; they have no id."""
    counter = Counter()
    assert isinstance(counter.send(**fields), Refusal)
    (record,) = counter.records()
    assert record.refusal is not None
    assert (record.status, record.refusal.reason, record.text, record.id) == (Status.REFUSED, reason, text, "")


def test_a_refused_text_is_of_its_templates_kind() -> None:
    """The template form does not say what it is for."""
    counter = Counter()
    counter.send(template=1002, params=())
    assert [record.kind for record in counter.records()] == [Kind.MARKETING]


def test_requests_that_were_no_text_have_no_record() -> None:
    """A wrong digest, a number with stray characters: the platform never had a text."""
    counter = Counter()
    counter.desk.refuse(APP, NUMBER, Refusal(Reason.SIGNATURE_WRONG), "{}", NINE)
    assert counter.records() == []
    assert len(counter.ledger.refused) == 1


def test_records_are_an_apps_own_and_a_numbers_own() -> None:
    """Another app's texts, another number's, and texts over SMPP are not among them."""
    counter = Counter()
    counter.send()
    counter.send(app=OTHER)
    counter.send("+8613900000000")
    counter.send(app=OTHER, template=9999)
    counter.journey.submit(of_esme(NUMBER), counter.now)
    assert [len(counter.records(number, app=app)) for app in (APP, OTHER) for number in (NUMBER, "+8613900000000")] == [1, 1, 2, 0]


def test_taken_and_refused_stand_in_the_order_in_which_they_came() -> None:
    """Found by when they were handed in: from the first instant of the span on, before its last."""
    counter = Counter(limits=Limits(per_30s=1, per_day=None))
    for _ in range(4):
        counter.send()
        counter.pass_(15 * SECOND)
    whole = [(record.at - NINE, record.refusal is None) for record in counter.records()]
    assert whole == [(0, True), (15_000, False), (30_000, True), (45_000, False)]
    assert [record.at - NINE for record in counter.records(span=Span(NINE + 15_000, NINE + 45_000))] == [15_000, 30_000]
    assert counter.records(span=Span(NINE + 15_001, NINE + 30_000)) == []


def test_reports_are_found_by_when_they_were_told() -> None:
    """Not by when the text was sent."""
    counter = Counter()
    counter.send()
    counter.pass_(MINUTE)
    (report,) = counter.desk.records.reports(APP, NUMBER, EVER)
    assert report.at > NINE
    spans = [Span(report.at, report.at + 1), Span(NINE, report.at), Span(report.at + 1, report.at + MINUTE)]
    assert [len(counter.desk.records.reports(APP, NUMBER, span)) for span in spans] == [1, 0, 0]


def test_replies_are_found_by_number_and_time() -> None:
    """Each app has those to its own texts."""
    counter = Counter()
    counter.send()
    counter.pass_(MINUTE)
    counter.journey.reply(NUMBER, "好", counter.now)
    found = [counter.desk.records.replies(app, NUMBER, span) for app in (APP, OTHER) for span in (EVER, Span(0, counter.now))]
    assert [[reply.text for reply in replies] for replies in found] == [["好"], [], [], []]


def test_the_oldest_replies_give_way() -> None:
    """An app that is answered for ever costs a bounded amount."""
    counter = Counter()
    counter.send()
    counter.send("+8613900000000")
    counter.pass_(MINUTE)
    records = Records(Platform(default_apps()), counter.ledger, replies_kept=2)
    for number, text in ((NUMBER, "1"), ("+8613900000000", "2"), (NUMBER, "3")):
        counter.journey.reply(number, text, counter.now)
        records.heard(counter.desk.pull_replies(APP, 1)[0])
    kept = [[reply.text for reply in records.replies(APP, number, EVER)] for number in (NUMBER, "+8613900000000")]
    assert kept == [["3"], ["2"]]


def test_what_the_ledger_forgot_is_not_on_record() -> None:
    """Texts and their reports go with it; what still travels stays, and the counts of the hour stay too."""
    counter = Counter(keep=PAGE)
    counter.send()
    counter.send(SILENT)
    counter.send(OFF)
    counter.pass_(MINUTE)
    assert [len(counter.records(number)) for number in (NUMBER, SILENT, OFF)] == [1, 1, 1]
    counter.journey.submit_all([of_esme("+8613900000000") for _ in range(2 * PAGE)], counter.now)
    assert [len(counter.records(number)) for number in (NUMBER, OFF)] == [0, 1]
    assert counter.desk.records.reports(APP, NUMBER, EVER) == []
    assert counter.desk.statistics.total(APP, EVER).taken == 3
    counter.send()
    assert len(counter.records()) == 1


def test_counts_are_of_texts_and_reports() -> None:
    """A text to one number counts, taken or not; requests that were none do not, nor do texts over SMPP."""
    counter = Counter()
    counter.send()
    counter.send(params=("一" * 6 + "1", "5" * 80))
    counter.send(template=9999)
    counter.send(FAILED_EARLY)
    counter.desk.refuse(APP, "1380", Refusal(Reason.NUMBER_MALFORMED), "{}", counter.now)
    counter.desk.refuse(APP, "", Refusal(Reason.SIGNATURE_WRONG), "{}", counter.now)
    counter.desk.refuse(APP, NUMBER, Refusal(Reason.TIMED_OUT), "{}", counter.now, asked=AppSubmission(APP, NUMBER, text="hi"))
    counter.desk.refuse("", "", Refusal(Reason.APP_UNKNOWN), "{}", counter.now)
    counter.journey.submit(of_esme(NUMBER), counter.now)
    counter.pass_(MINUTE)
    tally = counter.desk.statistics.total(APP, EVER)
    assert (tally.asked, tally.taken, tally.delivered, tally.failed) == (6, 2, 1, [0, 0, 1, 0, 0])


def test_a_table_of_records_holds_no_formulas() -> None:
    """What a spreadsheet would calculate gets an apostrophe; the number stands in two cells, its plus sign in none."""
    counter = Counter()
    counter.send(template=None, text="=1+2", sign="")
    counter.send(FAILED_EARLY)
    counter.pass_(MINUTE)
    heading, refused, failed = rows(counter.records() + counter.records(FAILED_EARLY))
    assert dict(zip(heading, refused, strict=True)) | {"time": "", "country": "", "number": ""} == {
        **dict.fromkeys(heading, ""),
        "text": "'=*+*",
        "type": "normal",
        "status": "refused",
        "refused": "template-mismatch",
        "segments": "0",
    }
    assert refused[:3] == ["2024-03-04 09:00:00", "86", "13800000000"]
    assert (failed[heading.index("status")], failed[heading.index("report")]) == ("failed", "MK:0024")
    assert failed[heading.index("reported")].startswith("2024-03-04 09:00:")
