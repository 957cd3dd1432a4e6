"""The platform's console over the control API: signatures, templates, limits and sender names by hand."""

from typing import Any

import pytest
import requests
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier

PARCEL = {"text": "您的包裹{1}已由门卫签收，请留意查看。", "remark": "快递签收通知"}


def individual() -> Scenario:
    default = scenario()
    customers = tuple(replace(each, enterprise=False) for each in default.platform.customers)
    return replace(default, platform=replace(default.platform, customers=customers))


def ask(carrier: Carrier, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    response = requests.request(method, f"{carrier.url}/sim/{path}", json=body, timeout=10)
    return response.status_code, response.json()


def test_a_paper_is_handed_in_changed_and_deleted() -> None:
    """It is in review under a number of its own, and is answered as others are."""
    with Carrier() as carrier:
        status, paper = ask(carrier, "POST", "customers/default/templates", PARCEL)
        assert (status, paper["status"], paper["kind"]) == (200, "in-review", "normal")
        one = f"templates/{paper['id']}"
        _, changed = ask(carrier, "PUT", f"customers/default/{one}", {**PARCEL, "kind": "code"})
        assert changed["application"]["kind"] == 3
        carrier.pass_(hours=2)
        assert ask(carrier, "GET", f"reviews/default/{one}")[1]["status"] == "refused"
        assert ask(carrier, "DELETE", f"customers/default/{one}") == (200, {})
        assert ask(carrier, "GET", f"reviews/default/{one}")[0] == 404


def test_individuals_use_it_too() -> None:
    """The interfaces for software are for enterprises; the console takes the name of a person's own app."""
    with Carrier(individual()) as carrier:
        wish = {"text": "小明记账", "names": "app", "proof": "app-back-office"}
        _, paper = ask(carrier, "POST", "customers/default/signs", wish)
        carrier.pass_(hours=2)
        assert ask(carrier, "GET", f"reviews/default/signs/{paper['id']}")[1]["status"] == "approved"
        assert ask(carrier, "PUT", "apps/1400000001/limits", {"per_day": 3})[0] == 403


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("POST", "customers/nobody/signs", {"text": "云上书店"}, 404, "no customer 'nobody'"),
        ("POST", "customers/default/signs", {"text": "云上书店", "names": "shop"}, 400, "no kind of signature"),
        ("POST", "customers/default/signs", {"text": "云上书店", "proof": "letter"}, 400, "no document"),
        ("POST", "customers/default/signs", {"name": "云上书店"}, 400, "text"),
        ("PUT", "customers/default/signs/1", {"text": "云上书店"}, 409, "sign-approved"),
        ("DELETE", "customers/default/templates/5", None, 409, "template-not-found"),
        ("PUT", "apps/1400000002/limits", {}, 404, "no app"),
        ("PUT", "apps/1400000001/limits", {"exempt": ["1"]}, 400, "no phone number"),
        ("PUT", "apps/1400000001/limits", {"per_day": 0}, 400, "per_day"),
        ("POST", "customers/default/sender-names", {"country": "HK", "name": "A", "per_day": 9_999}, 403, "10,000"),
        ("POST", "customers/default/sender-names", {"country": "HK\n", "name": "A", "per_day": 10_000}, 400, "country"),
    ],
)
def test_what_cannot_be_is_said(method: str, path: str, body: Any, status: int, said: str) -> None:
    """In words."""
    with Carrier() as carrier:
        found, problem = ask(carrier, method, path, body)
        assert (found, said in problem["detail"]) == (status, True), problem


def test_what_is_refused_stands_among_the_refusals() -> None:
    """As what the interfaces refuse does."""
    with Carrier() as carrier:
        ask(carrier, "PUT", "customers/default/signs/1", {"text": "云上书店"})
        refused = [(each["reason"], each["request"], each["account"]) for each in carrier.refusals()]
        assert refused == [("sign-approved", "console", "app:1400000001")]


def test_a_lease_sees_what_was_refused_of_its_own() -> None:
    """And the holder of another does not."""
    with Carrier() as carrier:
        one, other = carrier.client.lease(), carrier.client.lease()
        assert ask(carrier, "PUT", f"customers/{one.customer}/signs/1?key={one.key}", {"text": "云上书店"})[0] == 409
        seen = [[each.reason.value for each in carrier.client.with_key(lease.key).refusals()] for lease in (one, other)]
        assert seen == [["sign-approved"], []]


def test_limits_change_only_where_something_is_said() -> None:
    """Null takes one away, what is left out stays."""
    with Carrier() as carrier:
        status, limits = ask(carrier, "PUT", "apps/1400000001/limits", {"per_30s": None, "exempt": ["13900009500"]})
        assert (status, limits["per_30s"], limits["per_day"], limits["exempt"]) == (200, None, 10, ["+8613900009500"])


def test_a_sender_name_is_one_markets() -> None:
    """Registered once more, the last one shows."""
    with Carrier() as carrier:
        for name in ("FIRST", "SECOND"):
            wish = {"country": "HK", "name": name, "per_day": 10_000}
            assert ask(carrier, "POST", "customers/default/sender-names", wish) == (200, wish)
