"""Sending to a list from the console, over the control API."""

import json
from typing import Any

import pytest
import requests
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.testing import Carrier

LIST = "13900009501\n139-0000-9502\n13900009503\n13900009501\n"


def asked(carrier: Carrier, **wish: Any) -> requests.Response:
    said = {"app": "1400000001", "template": 1001, "params": ["4321", "5"], "numbers": LIST} | wish
    return requests.post(f"{carrier.url}/sim/console/uploads", data=json.dumps(said), timeout=10)


def test_a_list_is_taken_and_sent_to() -> None:
    """At once it is told what is in it; a moment later the texts are on their way, one a number."""
    with Carrier() as carrier:
        answer = asked(carrier).json()
        assert (answer["lines"], answer["numbers"], answer["repeated"], answer["sent"]) == (4, 2, 1, 0)
        assert answer["dropped"] == [{"line": 2, "text": "139-0000-9502", "why": "other-characters"}]
        carrier.pass_(minutes=1)
        later = requests.get(f"{carrier.url}/sim/console/uploads/{answer['id']}", timeout=10).json()
        assert (later["sent"], later["left"], later["refused"]) == (2, 0, {})
        assert carrier.inbox("13900009501") == ["【示例科技】您的验证码为4321，5分钟内有效。"]
        assert carrier.inbox("13900009502") == []
        assert [each["reason"] for each in carrier.refusals()] == ["number-malformed"]


def test_the_platform_judges_each_text() -> None:
    """Who unsubscribed gets nothing, and the list says how many and why."""
    with Carrier() as carrier:
        answer = asked(carrier, numbers="13800000016\n13900009501").json()
        carrier.pass_(minutes=1)
        later = requests.get(f"{carrier.url}/sim/console/uploads", timeout=10).json()["uploads"]
        assert [(each["id"], each["sent"], each["refused"]) for each in later] == [(answer["id"], 1, {"unsubscribed": 1})]


def test_a_list_of_a_hundred_thousand_is_the_longest() -> None:
    """One more, and nobody gets anything."""
    with Carrier() as carrier:
        numbers = [f"{13900000000 + nth}" for nth in range(100_001)]
        over = asked(carrier, numbers="\n".join(numbers))
        assert (over.status_code, over.json()["detail"]) == (422, "a list may have 100,000 numbers, and this one has more")
        most = asked(carrier, template=9999, numbers="\n".join(numbers[1:])).json()
        assert (most["numbers"], most["drops"]) == (100_000, 0)


@pytest.mark.parametrize(("wish", "status"), [({"app": "14"}, 404), ({"numbers": 7}, 400), ({"template": -1}, 400), ({"number": ""}, 400)])
def test_what_makes_no_sense_is_refused(wish: dict[str, Any], status: int) -> None:
    """An app that nobody has, and what the form does not have."""
    with Carrier(scenario()) as carrier:
        assert asked(carrier, **wish).status_code == status
        assert requests.get(f"{carrier.url}/sim/console/uploads/1", timeout=10).status_code == 404


def test_an_individuals_list_is_reviewed_first() -> None:
    """It goes out when the reviewers are done with it, two hours later."""
    default = scenario()
    customers = tuple(replace(each, enterprise=False) for each in default.platform.customers)
    with Carrier(replace(default, platform=replace(default.platform, customers=customers))) as carrier:
        answer = asked(carrier).json()
        assert (answer["at"], answer["goes_at"]) == ("2024-03-04T09:00:00.000+08:00", "2024-03-04T11:00:00.000+08:00")
        carrier.pass_(hours=1, minutes=59)
        assert carrier.inbox("13900009501") == []
        carrier.pass_(minutes=2)
        assert carrier.inbox("13900009501") == ["【示例科技】您的验证码为4321，5分钟内有效。"]
