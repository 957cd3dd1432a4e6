"""Texts abroad are charged the next morning; who does not pay is warned, and stopped half a day later."""

import pytest

from simulator.message import Message
from simulator.platform.customers import Alerts, Billing
from simulator.refusals import Reason, Refusal
from tests.desk.money import ABROAD, CONTACT, Customer
from tests.road import HOUR, NINE, SECOND

MIDNIGHT = NINE + 15 * HOUR
CHARGE = MIDNIGHT + 10 * HOUR
"""The morning after the first day."""
WARNING = "【短信平台】国际/港澳台短信扣款未成功，尚欠0.50元，请在12小时内缴清，否则短信服务将暂停。"


def owing(fen: int = 0) -> Customer:
    """Has sent one text abroad, for 50 fen, at nine on the first day."""
    customer = Customer(Billing(balance=fen))
    assert isinstance(customer.send(to=ABROAD), Message)
    return customer


def taken(customer: Customer) -> list[bool]:
    """Whether texts to the mainland and abroad are taken at the moment."""
    return [isinstance(customer.send(to=number), Message) for number in ("+8613800000000", ABROAD)]


def balance(customer: Customer) -> int | None:
    return customer.platform.purse("default").balance(customer.platform.customer("default").billing)


def test_a_day_is_charged_the_next_morning() -> None:
    """At ten in Beijing, not before; a balance that covers it exactly is no arrears."""
    customer = owing(50)
    customer.pass_to(CHARGE - 1)
    assert balance(customer) == 50
    customer.pass_to(CHARGE)
    assert (balance(customer), customer.bills.next_due(), customer.notices()) == (0, None, [])


@pytest.mark.parametrize(("sent", "charged"), [(MIDNIGHT - 1, CHARGE), (MIDNIGHT, CHARGE + 24 * HOUR)])
def test_days_end_at_midnight_in_beijing(sent: int, charged: int) -> None:
    """The last millisecond of a day is charged with it, the next one a day later."""
    customer = Customer(Billing(balance=1_000))
    customer.pass_to(sent)
    customer.send(to=ABROAD)
    assert customer.bills.next_due() == charged
    customer.pass_to(charged)
    assert balance(customer) == 950


def test_a_text_is_billed_by_its_segments_delivered_or_not() -> None:
    """Two segments at 7 fen and one to a number that is off; all of one day in one charge."""
    customer = Customer(Billing(balance=1_000, price=7))
    customer.apply(2001, to=ABROAD)
    customer.send(to="+85251000001")
    customer.pass_to(CHARGE)
    assert balance(customer) == 1_000 - 3 * 7


@pytest.mark.parametrize(
    ("billing", "to"), [(Billing(), ABROAD), (Billing(balance=0), "+8613800000000"), (Billing(balance=0, price=0), ABROAD)]
)
def test_where_nothing_is_to_be_settled_nothing_is_due(billing: Billing, to: str) -> None:
    """A balance without end, the mainland, and what costs nothing leave no event."""
    customer = Customer(billing)
    assert isinstance(customer.send(to=to), Message)
    assert customer.bills.next_due() is None


def test_a_refused_text_costs_nothing() -> None:
    """Only what is taken is billed."""
    customer = Customer(Billing(balance=0))
    assert isinstance(customer.apply(9999, to=ABROAD), Refusal)
    assert customer.bills.next_due() is None


def test_a_short_balance_is_warned_of() -> None:
    """The contact's handset shows it within a minute, and the service goes on."""
    customer = owing()
    customer.pass_to(CHARGE + 60 * SECOND)
    assert customer.notices() == [(CHARGE, WARNING)]
    assert len(customer.journey.line(CONTACT).handset.texts()) == 1
    assert taken(customer) == [True, True]


def test_the_service_stops_twelve_hours_after_the_charge() -> None:
    """At 11:59:59.999 it works, at 12 h nothing is taken any more, to the mainland neither."""
    customer = owing()
    customer.pass_to(CHARGE + 12 * HOUR - 1)
    assert taken(customer) == [True, True]
    customer.pass_to(CHARGE + 12 * HOUR)
    assert taken(customer) == [False, False]
    refused = customer.send()
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.IN_ARREARS


def test_paid_up_is_restored_at_once() -> None:
    """All that is owed, to the fen; less does not help."""
    customer = owing()
    customer.pass_to(CHARGE + 20 * HOUR)
    customer.bills.pay("default", 49)
    assert taken(customer) == [False, False]
    customer.bills.pay("default", 1)
    assert taken(customer) == [True, True]
    assert balance(customer) == 0


def test_paid_within_twelve_hours_nothing_stops() -> None:
    """Eleven hours and 59 minutes after the charge is early enough, and nothing more is due then."""
    customer = owing()
    customer.pass_to(CHARGE + 12 * HOUR - 60 * SECOND)
    customer.bills.pay("default", 50)
    assert customer.bills.next_due() is None
    customer.pass_to(CHARGE + 13 * HOUR)
    assert taken(customer) == [True, True]


def test_what_was_sent_until_the_stop_is_charged_too() -> None:
    """Its notice says that the service is stopped already, and the stop does not begin anew."""
    customer = owing()
    customer.pass_to(CHARGE)
    customer.send(to=ABROAD)
    customer.pass_to(CHARGE + 24 * HOUR)
    stopped = customer.platform.purse("default").suspended_at
    assert customer.notices()[1:] == [(CHARGE + 24 * HOUR, "【短信平台】您的账户仍欠1.00元，短信服务已暂停，缴清后立即恢复。")]
    assert (stopped, customer.bills.next_due()) == (CHARGE + 12 * HOUR, None)


def test_arrears_that_come_again_have_their_own_twelve_hours() -> None:
    """Paid up in between, the time counts from the new charge."""
    customer = owing()
    customer.pass_to(CHARGE + HOUR)
    customer.bills.pay("default", 50)
    customer.send(to=ABROAD)
    customer.pass_to(CHARGE + 36 * HOUR - 1)
    assert taken(customer) == [True, True]
    customer.pass_to(CHARGE + 36 * HOUR)
    assert taken(customer) == [False, False]


def test_a_reload_that_grants_more_restores_too() -> None:
    """What is owed follows from the settings as they stand; a stop that was due then does not come."""
    customer = owing()
    customer.pass_to(CHARGE + HOUR)
    customer.learn(Billing(balance=50), Alerts())
    customer.pass_to(CHARGE + 13 * HOUR)
    assert taken(customer) == [True, True]


def test_a_reload_ends_a_stop_for_good() -> None:
    """Arrears that come after it have twelve hours of their own."""
    customer = owing()
    customer.pass_to(CHARGE + 13 * HOUR)
    customer.learn(Billing(balance=50), Alerts())
    customer.send(to=ABROAD)
    customer.pass_to(CHARGE + 36 * HOUR - 1)
    assert taken(customer) == [True, True]
    customer.pass_to(CHARGE + 36 * HOUR)
    assert taken(customer) == [False, False]


@pytest.mark.parametrize("granted", [50, 0])
def test_a_reload_that_takes_money_back_is_no_charge(granted: int) -> None:
    """The service goes on until 12 h after the next charge, whether there were arrears before or not."""
    customer = owing(granted)
    customer.pass_to(CHARGE + HOUR)
    customer.learn(Billing(balance=50), Alerts())
    customer.pass_to(CHARGE + 13 * HOUR)
    customer.learn(Billing(balance=0), Alerts())
    assert taken(customer) == [True, True]
    customer.pass_to(CHARGE + 36 * HOUR - 1)
    assert taken(customer) == [True, True]
    customer.pass_to(CHARGE + 36 * HOUR)
    assert taken(customer) == [False, False]


def test_what_was_paid_stays_paid() -> None:
    """A stop that was lifted by a payment does not come back when a reloaded scenario takes money back."""
    customer = owing()
    customer.pass_to(CHARGE + 13 * HOUR)
    customer.bills.pay("default", 50)
    customer.learn(Billing(balance=-10), Alerts())
    assert taken(customer) == [True, True]


def test_a_reply_costs_the_app_nothing() -> None:
    """Neither money nor a segment of a package, however often the owner answers."""
    customer = Customer(Billing(balance=0))
    customer.send(to="+8613800000000")
    customer.pass_to(NINE + 60 * SECOND)
    fates = [customer.journey.reply("+8613800000000", "收到", customer.now).name for _ in range(3)]
    customer.pass_to(CHARGE + 24 * HOUR)
    assert fates == ["PASSED_ON"] * 3
    assert (balance(customer), customer.bills.next_due(), customer.notices()) == (0, None, [])
