"""What the v5 API counts: texts, reports, prepaid packages, by hand-signed requests."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from simulator.platform.customers import Billing, Package
from simulator.platform.settings import DEFAULT_CUSTOMER
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import FREE, post, signed, single, with_template, world
from tests.road import NINE
from tests.web import Json

DAY = {"begin_date": 2024030400, "end_date": 2024030423}
LATER = 1_719_792_000_000
"""2024-07-01 08:00 in Beijing."""


def send(carrier: Carrier, *mobiles: str, **fields: object) -> None:
    for mobile in mobiles:
        post(carrier, "sendsms", single(tel={"nationcode": "86", "mobile": mobile}, **fields))


def ask(carrier: Carrier, interface: str, **fields: object) -> Json:
    return post(carrier, interface, signed(fields))


def test_texts_are_counted() -> None:
    """Handed in, taken, and the segments of those taken; a wrong digest is no text, and counts nowhere."""
    with Carrier(with_template(world(FREE), "通知{1}。")) as carrier:
        send(carrier, "13800000000")
        send(carrier, "13800000001", tpl_id=2001, params=["一" * 62])
        send(carrier, "13800000000", tpl_id=9999)
        send(carrier, "1380")
        post(carrier, "sendsms", single() | {"sig": "0" * 64})
        assert ask(carrier, "pullsendstatus", **DAY) == {
            "result": 0,
            "errmsg": "OK",
            "data": {"request": 4, "success": 2, "bill_number": 3},
        }


def test_reports_are_counted_by_class() -> None:
    """Failures of all classes are the failures, these and the successes are all reports."""
    with Carrier(world(FREE)) as carrier:
        send(carrier, "13800000000", "13800000001", "13800000201", "18600000201")
        carrier.pass_(minutes=1)
        data = ask(carrier, "pullcallbackstatus", **DAY)["data"]
        assert data == {"success": 4, "status": 3, "status_success": 1, "status_fail": 2} | {
            f"status_fail_{number}": 2 if number == 2 else 0 for number in range(5)
        }


def test_hours_are_whole() -> None:
    """The first and the last are part of the question; what is sent at ten is not in the hour from nine."""
    with Carrier(world(FREE)) as carrier:
        send(carrier, "13800000000")
        carrier.pass_(hours=1)
        send(carrier, "13800000000")
        hours = [(9, 9), (10, 10), (9, 10), (8, 8), (11, 23)]
        spans = [{"begin_date": 2024030400 + first, "end_date": f"20240304{last:02}"} for first, last in hours]
        assert [ask(carrier, "pullsendstatus", **span)["data"]["request"] for span in spans] == [1, 1, 2, 0, 0]


@pytest.mark.parametrize("interface", ["pullsendstatus", "pullcallbackstatus"])
@pytest.mark.parametrize("changed", [{"begin_date": 20240304}, {"end_date": 2024030424}, {"end_date": 2024030323}, {"begin_date": None}])
def test_hours_must_be_some(carrier: Carrier, interface: str, changed: Json) -> None:
    """Ten digits that name an hour, the last not before the first."""
    assert ask(carrier, interface, **DAY | changed)["result"] == 1004


def with_packages(*packages: Package) -> Scenario:
    """The default world, its customer with these packages."""
    made = world(FREE)
    customer = replace(DEFAULT_CUSTOMER, billing=Billing(packages=packages))
    return replace(made, platform=replace(made.platform, customers=(customer,)))


def test_packages_are_listed_with_what_is_used() -> None:
    """In the order of their use, gifts first; the answer has neither result nor errmsg."""
    bought = Package(7, 1000, created_at=NINE, begins_at=NINE, ends_at=LATER)
    gift = Package(8, 1, bought=False)
    with Carrier(with_packages(bought, gift)) as carrier:
        send(carrier, "13800000000", "13800000001", "13900000000")
        answer = ask(carrier, "getsmspackages", length=10)
        assert answer == {
            "total": 2,
            "data": [
                {
                    "from_time": "1970-01-01 08:00:00",
                    "to_time": "",
                    "create_time": "1970-01-01 08:00:00",
                    "amount": 1,
                    "type": 0,
                    "package_id": 8,
                    "used": 1,
                },
                {
                    "from_time": "2024-03-04 09:00:00",
                    "to_time": f"{datetime.fromisoformat('2024-07-01T08:00:00')}",
                    "create_time": "2024-03-04 09:00:00",
                    "amount": 1000,
                    "type": 1,
                    "package_id": 7,
                    "used": 2,
                },
            ],
        }
        assert ask(carrier, "getsmspackages", length=1, offset=1) == {"total": 2, "data": answer["data"][1:]}
        assert ask(carrier, "getsmspackages", length=10, offset=2)["data"] == []


def test_a_customer_without_packages_has_none(carrier: Carrier) -> None:
    """An empty list; a page must have a length."""
    assert ask(carrier, "getsmspackages", length=10) == {"total": 0, "data": []}
    assert ask(carrier, "getsmspackages")["result"] == 1004
    assert ask(carrier, "getsmspackages", length=-1)["result"] == 1004
