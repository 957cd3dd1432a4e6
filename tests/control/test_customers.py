"""Customers, their money, and apps and keys switched off at run time, over HTTP."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from simulator.platform.customers import Alerts, Billing, Package, PlatformSettings
from simulator.platform.settings import DEFAULT_CUSTOMER
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import APP, KEY, post, signed, single, world
from tests.web import Json, ask, exchange

SECRET_ID = DEFAULT_CUSTOMER.secrets[0].secret_id
ABROAD = {"tel": {"nationcode": "852", "mobile": "51000000"}, "tpl_id": 1003, "params": ["4321"]}
EXAMPLE = Billing((Package(7, 3), Package(8, 5, bought=False, begins_at=1_800_000_000_000)), balance=0, price=50)


def paying(billing: Billing = EXAMPLE, alerts: Alerts = DEFAULT_CUSTOMER.alerts) -> Scenario:
    """The default world, whose customer pays."""
    customer = replace(DEFAULT_CUSTOMER, billing=billing, alerts=alerts)
    return replace(world(), platform=PlatformSettings(customers=(customer,)))


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier(paying()) as fresh:
        yield fresh


def do(carrier: Carrier, method: str, path: str, body: Json | None = None) -> Json:
    status, answer = ask(method, carrier.url + path, body)
    assert status == 200, answer
    return answer


def customer(carrier: Carrier) -> Json:
    return do(carrier, "GET", "/sim/customers/default")


def result(carrier: Carrier, **fields: object) -> int:
    """What sendsms answers."""
    code: int = post(carrier, "sendsms", single(**fields))["result"]
    return code


def test_a_customer_is_shown(carrier: Carrier) -> None:
    """Balance in fen, packages as they are used up, keys by their ids, apps."""
    result(carrier)
    assert do(carrier, "GET", "/sim/customers") == {"customers": [customer(carrier)]}
    assert customer(carrier) == {
        "name": "default",
        "enterprise": True,
        "balance": 0,
        "unsettled": [],
        "in_arrears_since": None,
        "suspended_since": None,
        "packages": [
            {
                "id": 8,
                "amount": 5,
                "used": 0,
                "bought": False,
                "running": False,
                "begins_at": "2027-01-15T16:00:00.000+08:00",
                "ends_at": None,
            },
            {
                "id": 7,
                "amount": 3,
                "used": 1,
                "bought": True,
                "running": True,
                "begins_at": "1970-01-01T08:00:00.000+08:00",
                "ends_at": None,
            },
        ],
        "keys": [{"secret_id": SECRET_ID, "disabled": False}],
        "apps": [{"id": APP, "enabled": True, "banned": False, "key_disabled": False}],
    }


def test_no_secret_is_shown(carrier: Carrier) -> None:
    """Neither the app's key nor the cloud API's, whatever one does with them."""
    said = [exchange("GET", f"{carrier.url}/sim/customers")[2]]
    said += [exchange("POST", f"{carrier.url}/sim/keys/{SECRET_ID}/disable")[2], exchange("POST", f"{carrier.url}/sim/apps/{APP}/stop")[2]]
    said.append(exchange("PUT", f"{carrier.url}/sim/apps/{APP}/key", {"key": "another"})[2])
    assert all(secret.encode() not in text for text in said for secret in (KEY, "another", DEFAULT_CUSTOMER.secrets[0].secret_key))


def test_arrears_and_what_is_paid(carrier: Carrier) -> None:
    """A text abroad is unsettled for the day, owed the next morning, and half a day later stops everything until it is paid."""
    assert result(carrier, **ABROAD) == 0
    assert customer(carrier)["unsettled"] == [{"day": "2024-03-04", "fen": 50}]
    carrier.pass_(hours=25)
    assert {name: customer(carrier)[name] for name in ("balance", "unsettled", "in_arrears_since", "suspended_since")} == {
        "balance": -50,
        "unsettled": [],
        "in_arrears_since": "2024-03-05T10:00:00.000+08:00",
        "suspended_since": None,
    }
    carrier.pass_(hours=12)
    assert customer(carrier)["suspended_since"] == "2024-03-05T22:00:00.000+08:00"
    assert result(carrier) == 1033
    paid = do(carrier, "POST", "/sim/customers/default/payments", {"fen": 60})
    assert (paid["balance"], paid["in_arrears_since"], paid["suspended_since"]) == (10, None, None)
    assert result(carrier) == 0


@pytest.mark.parametrize(("off", "on"), [("stop", "start"), ("ban", "lift")])
def test_an_app_is_switched_off_and_on(carrier: Carrier, off: str, on: str) -> None:
    """Every call of it fails with 1020 meanwhile, pulls too; each text is on record with its number."""
    do(carrier, "POST", f"/sim/apps/{APP}/{off}")
    many = signed({"tel": [ABROAD["tel"], ABROAD["tel"]], "tpl_id": 1003, "params": ["1"]}, "51000000", "51000000")
    answers = [post(carrier, "sendsms", single()), post(carrier, "sendmultisms2", many)]
    answers.append(post(carrier, "pullstatus", signed({"max": 10, "type": 0})))
    assert [answer["result"] for answer in answers] == [1020] * 3
    assert [item["result"] for item in answers[1]["detail"]] == [1020]
    assert [refused["to"] for refused in carrier.refusals()] == ["+8613800000000", "+85251000000", ""]
    do(carrier, "POST", f"/sim/apps/{APP}/{on}")
    assert result(carrier) == 0
    assert post(carrier, "pullstatus", signed({"max": 10, "type": 0}))["result"] == 0


def test_a_stop_and_a_ban_are_lifted_apart(carrier: Carrier) -> None:
    """Starting a banned app does not lift its ban."""
    for word in ("ban", "stop", "start"):
        shown = do(carrier, "POST", f"/sim/apps/{APP}/{word}")
    assert (shown["enabled"], shown["banned"]) == (True, True)
    assert result(carrier) == 1020


def test_an_apps_key_is_disabled(carrier: Carrier) -> None:
    """What is signed with it fails with 1001 at once, until it is enabled."""
    assert do(carrier, "POST", f"/sim/apps/{APP}/key/disable")["key_disabled"] is True
    assert result(carrier) == 1001
    do(carrier, "POST", f"/sim/apps/{APP}/key/enable")
    assert result(carrier) == 0


def test_an_apps_key_is_replaced(carrier: Carrier) -> None:
    """The old one fails with 1001 at once, the new one is taken, even if the old one was disabled."""
    do(carrier, "POST", f"/sim/apps/{APP}/key/disable")
    do(carrier, "PUT", f"/sim/apps/{APP}/key", {"key": "another"})
    assert result(carrier) == 1001
    body = signed(
        {"tel": {"nationcode": "86", "mobile": "13800000000"}, "tpl_id": 1001, "params": ["1", "5"]}, "13800000000", key="another"
    )
    assert post(carrier, "sendsms", body)["result"] == 0


def test_a_secret_id_is_disabled(carrier: Carrier) -> None:
    """At once, and enabled again."""
    assert do(carrier, "POST", f"/sim/keys/{SECRET_ID}/disable") == {"secret_id": SECRET_ID, "disabled": True}
    assert customer(carrier)["keys"] == [{"secret_id": SECRET_ID, "disabled": True}]
    do(carrier, "POST", f"/sim/keys/{SECRET_ID}/enable")
    assert customer(carrier)["keys"] == [{"secret_id": SECRET_ID, "disabled": False}]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("GET", "/sim/customers/nobody", None, 404, "there is no customer 'nobody'"),
        ("POST", "/sim/customers/nobody/payments", {"fen": 1}, 404, "there is no customer"),
        ("POST", "/sim/customers/default/payments", {"fen": 0}, 400, "fen"),
        ("POST", "/sim/customers/default/payments", {}, 400, "fen"),
        ("POST", "/sim/apps/1499999999/stop", None, 404, "there is no app '1499999999'"),
        ("PUT", f"/sim/apps/{APP}/key", {"key": ""}, 400, "key"),
        ("POST", "/sim/keys/AKIDNOBODY/disable", None, 404, "no customer has the SecretId"),
        ("GET", f"/sim/apps/{APP}/stop", None, 405, "only POST"),
    ],
)
def test_asked_wrongly(carrier: Carrier, method: str, path: str, body: Json | None, status: int, said: str) -> None:
    """A problem that says what was wrong."""
    got, media, answer = exchange(method, carrier.url + path, body)
    assert (got, media) == (status, "application/problem+json")
    assert said in answer.decode()


def test_a_balance_without_end_takes_no_payment() -> None:
    """There is nothing to pay for."""
    with Carrier() as plain:
        status, answer = ask("POST", f"{plain.url}/sim/customers/default/payments", {"fen": 1})
    assert (status, answer["detail"]) == (409, "there is no end of 'default''s balance: nothing to pay for")
