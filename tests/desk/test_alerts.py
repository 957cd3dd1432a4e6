"""Who sends more than he expects is warned, once a day and once an hour."""

import pytest
from msgspec.structs import replace

from simulator.platform.customers import Alerts
from tests.desk.money import CONTACT, Customer
from tests.road import HOUR, MINUTE, NINE

DAY = Alerts((CONTACT,), "http://127.0.0.1:1/", per_day=3)
MIDNIGHT = NINE + 15 * HOUR


def sent(alerts: Alerts, texts: int, at: int = NINE) -> Customer:
    """Has sent so many texts at this instant, and a minute has passed."""
    customer = Customer(alerts=alerts)
    customer.pass_to(at)
    for code in range(texts):
        customer.send(str(code))
    customer.pass_to(at + MINUTE)
    return customer


def spans(customer: Customer) -> list[str]:
    return [alert.overrun.span for alert in customer.posted]


@pytest.mark.parametrize(("texts", "warned"), [(3, 0), (4, 1), (9, 1)])
def test_the_text_that_goes_past_the_limit_warns(texts: int, warned: int) -> None:
    """As many as expected are fine, the first one more warns, and those after it warn no more."""
    customer = sent(DAY, texts)
    assert (len(customer.notices()), len(customer.posted)) == (warned, warned)


def test_what_the_contact_reads() -> None:
    """At once, on the handset; the alert holds that text, whose trail tells of the post."""
    customer = sent(DAY, 4)
    ((at, text),) = customer.notices()
    assert (at, text) == (NINE, "【短信平台】应用1400000001今日发送量已超过3条，若非本意，请检查是否被盗刷，必要时可停用应用。")
    (alert,) = customer.posted
    assert alert.message is not None
    assert (alert.message.submission.destination, alert.overrun.limit, alert.at) == (CONTACT, 3, NINE)


def test_every_contact_is_told() -> None:
    """Each gets a text; there is one post."""
    customer = sent(replace(DAY, contacts=(CONTACT, "+8613900000001")), 4)
    assert len(customer.ledger.to(CONTACT)) == len(customer.ledger.to("+8613900000001")) == len(customer.posted) == 1


def test_nobody_to_tell() -> None:
    """A URL without contacts is posted to; contacts without a URL get their texts."""
    (alert,) = sent(replace(DAY, contacts=()), 4).posted
    assert alert.message is None
    assert sent(replace(DAY, url=None), 4).posted == []


@pytest.mark.parametrize(("at", "again"), [(MIDNIGHT - 1, []), (MIDNIGHT, ["day"])])
def test_a_new_day_counts_anew(at: int, again: list[str]) -> None:
    """A day of Beijing's, to the millisecond."""
    customer = sent(DAY, 4)
    customer.pass_to(at)
    for code in range(4):
        customer.send(f"9{code}")
    customer.pass_to(at + MINUTE)
    assert spans(customer) == ["day", *again]


@pytest.mark.parametrize(("at", "warned"), [(NINE + HOUR - 1, ["hour"]), (NINE + HOUR, [])])
def test_an_hour_is_the_clocks(at: int, warned: list[str]) -> None:
    """Texts of two clock hours are not counted together, however near they are."""
    customer = Customer(alerts=Alerts((CONTACT,), "http://127.0.0.1:1/", per_hour=3))
    for when, texts in ((NINE, 3), (at, 1)):
        customer.pass_to(when)
        for code in range(texts):
            customer.send(f"{code}")
    customer.pass_to(at + MINUTE)
    assert spans(customer) == warned


def test_a_day_and_an_hour_warn_each() -> None:
    """With limits of their own."""
    assert spans(sent(replace(DAY, per_hour=1), 4)) == ["hour", "day"]


def test_what_is_refused_is_not_counted() -> None:
    """Nor are the notices; where no limit is set nothing is counted at all."""
    customer = sent(DAY, 3)
    customer.apply(9999, to="+8613800000000")
    assert customer.volumes.next_due() is None
    assert sent(Alerts((CONTACT,)), 20).notices() == []
