"""The platform's own texts to its customers' contacts."""

from simulator.desk.notices import notice
from simulator.message import Message
from simulator.platform.customers import Alerts, Billing
from simulator.text.alphabets import show
from tests.desk.money import ABROAD, CONTACT, Customer
from tests.road import MINUTE, NINE


def test_a_notice_is_signed_by_the_platform() -> None:
    """Nobody waits for its report, and it carries a number of the platform's."""
    submission = notice(CONTACT, "你好")
    assert show(submission.content, submission.alphabet) == "【短信平台】你好"
    assert (submission.carriage.wants, submission.source, submission.carriage.segments) == (0, "1069000000000", 1)


def test_a_notice_reaches_the_handset_and_costs_nothing() -> None:
    """It travels the road; no limit, package, bill or alert counts it."""
    customer = Customer(Billing(packages=(), balance=100), Alerts(per_day=0))
    message = customer.journey.submit(notice(ABROAD, "hello"), NINE)
    customer.pass_to(NINE + MINUTE)
    assert isinstance(message, Message)
    assert [shown.id for shown in customer.journey.line(ABROAD).handset.texts() if isinstance(shown, Message)] == [message.id]
    assert (customer.bills.next_due(), customer.volumes.next_due()) == (None, None)
