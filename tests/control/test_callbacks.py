"""The control API's callbacks: every attempt is kept, and where an app wants to be told can be changed while the network runs."""

import json
import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from simulator.player import cloud
from simulator.scenario.default import scenario as default_scenario
from simulator.testing import Carrier
from tests.control.test_server import do, get, send
from tests.fronts.tencent_v5 import APP, world
from tests.web import Json, Receiver, ask

URLS = f"/sim/apps/{APP}/callbacks"


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    """A network whose app has no callbacks yet, and no limits."""
    with Carrier(world()) as network:
        yield network


def attempts(carrier: Carrier, query: str = "") -> list[tuple[str, int, int | None, str]]:
    listed = get(carrier, f"/sim/callbacks{query}")["callbacks"]
    return [(each["what"], each["try"], each["status"], each["complaint"]) for each in listed]


def test_a_callback_that_is_set_at_run_time_is_used(carrier: Carrier) -> None:
    """From the next report on."""
    before = send(carrier)
    carrier.pass_(minutes=1)
    with Receiver() as customer:
        assert do(carrier, "PUT", URLS, {"callback_url": customer.url}) == {"id": APP, "callback_url": customer.url, "reply_url": None}
        after = send(carrier)
        carrier.pass_(minutes=1)
        assert [[report["sid"] for report in push] for push in customer.got] == [[after]]
    assert attempts(carrier) == [("reports", 1, 200, "")]
    assert attempts(carrier, f"?message={before}") == []


def test_every_attempt_is_kept(carrier: Carrier) -> None:
    """With its instant, its number and what came back, oldest first."""
    with Receiver(500, 302, 200) as customer:
        do(carrier, "PUT", URLS, {"callback_url": customer.url})
        sid = send(carrier)
        carrier.pass_(minutes=1)
    failed = [("reports", 1, 500, "HTTP status 500"), ("reports", 2, 302, "HTTP status 302")]
    assert attempts(carrier) == [*failed, ("reports", 3, 200, "")]
    first = get(carrier, "/sim/callbacks")["callbacks"][0]
    assert (first["app"], first["url"], first["messages"]) == (APP, customer.url, [sid])
    assert first["at"] == carrier.message(sid)["trail"][2]["at"]


def test_a_receiver_that_is_not_there(carrier: Carrier) -> None:
    """Has no status."""
    with Receiver() as gone:
        do(carrier, "PUT", URLS, {"callback_url": gone.url})
    send(carrier)
    carrier.pass_(minutes=1)
    assert attempts(carrier) == [("reports", nth, None, "no connection") for nth in (1, 2, 3)]


def test_attempts_are_found_by_app_and_message(carrier: Carrier) -> None:
    """Replies among them; the count is of all that were found, the list has its limit."""
    with Receiver() as customer:
        do(carrier, "PUT", URLS, {"callback_url": customer.url, "reply_url": customer.url})
        sids = [send(carrier), send(carrier, "13900000000")]
        carrier.pass_(minutes=1)
        carrier.reply("13900000000", "收到")
        carrier.pass_(minutes=1)
    assert [what for what, *_ in attempts(carrier, f"?message={sids[1]}")] == ["reports", "replies"]
    assert [what for what, *_ in attempts(carrier, f"?app={APP}&limit=1")] == ["replies"]
    assert get(carrier, "/sim/callbacks?limit=1")["count"] == len(attempts(carrier)) > 1
    assert attempts(carrier, "?app=1400000002") == []


def test_a_callback_can_be_taken_away(carrier: Carrier) -> None:
    """Null is nowhere, and what is left out stays."""
    do(carrier, "PUT", URLS, {"callback_url": "http://127.0.0.1:1/a", "reply_url": "http://127.0.0.1:1/b"})
    assert do(carrier, "PUT", URLS, {"callback_url": None})["reply_url"] == "http://127.0.0.1:1/b"
    assert get(carrier, URLS) == {"id": APP, "callback_url": None, "reply_url": "http://127.0.0.1:1/b"}


@pytest.mark.parametrize("url", ["http://example.com/", "ftp://127.0.0.1/", "127.0.0.1:80", ""])
def test_callbacks_do_not_go_everywhere(carrier: Carrier, url: str) -> None:
    """Only to loopback and to hosts that were allowed; nothing is changed."""
    status, problem = ask("PUT", carrier.url + URLS, {"reply_url": url})
    assert (status, problem["detail"].startswith(f"reply_url is {url!r}: wanted http or https to loopback")) == (400, True)
    assert get(carrier, URLS)["reply_url"] is None


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_app_that_is_not_there(carrier: Carrier, method: str) -> None:
    """404, by its id."""
    assert ask(method, carrier.url + "/sim/apps/7/callbacks", {})[0] == 404


@pytest.mark.parametrize(("gets_it", "ext"), [(True, "order 7"), (False, None)])
def test_a_session_context_comes_back_by_callback(gets_it: bool, ext: str | None) -> None:
    """In `ext`, where the customer has it enabled; the answer carries it either way."""
    default = world()
    customers = tuple(replace(customer, session_context=gets_it) for customer in default.platform.customers)
    with Receiver() as customer, Carrier(replace(default, platform=replace(default.platform, customers=customers))) as carrier:
        do(carrier, "PUT", URLS, {"callback_url": customer.url})
        assert sent_by_cloud(carrier, SessionContext="order 7")["SessionContext"] == "order 7"
        carrier.pass_(minutes=1)
        assert [report.get("ext") for report in customer.got[0]] == [ext]


def sent_by_cloud(carrier: Carrier, **fields: str) -> Json:
    """The status of a code to one number."""
    body = {"PhoneNumberSet": ["13900000000"], "SmsSdkAppId": APP, "TemplateId": "1001", "TemplateParamSet": ["4321", "5"], **fields}
    raw, (customer,) = json.dumps(body).encode(), default_scenario().platform.customers
    signed = cloud.headers(customer.secrets[0], carrier.url.removeprefix("http://"), "SendSms", raw, int(time.time()))
    _, answer = ask("POST", carrier.url + "/", raw, signed)
    status: Json = answer["Response"]["SendStatusSet"][0]
    return status
