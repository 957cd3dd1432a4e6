"""Packages, alerts and bans as an app meets them: real requests, handsets and a customer's server."""

import pytest
from msgspec.structs import replace
from qcloudsms_py import SmsSingleSender

from simulator.platform.customers import Alerts, Billing, Package, PlatformSettings
from simulator.platform.settings import DEFAULT_CUSTOMER, Template
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.fronts.tencent_v5 import official, world
from tests.web import Json, Receiver

CONTACT = "13900000009"
ABROAD = ("852", "51000000", 1003)
LOAN = Template(2001, "{1}APP贷款，下载：http://haojie.example/")


def paying(billing: Billing | None = None, alerts: Alerts | None = None) -> Scenario:
    """The default world, whose customer pays and is warned so, with a template for loans."""
    customer = replace(DEFAULT_CUSTOMER, billing=billing or Billing(), alerts=alerts or Alerts())
    scenario = replace(world(), platform=PlatformSettings(customers=(customer,)))
    return replace(scenario, apps=tuple(replace(app, templates=(*app.templates, LOAN)) for app in scenario.apps))


def send(carrier: Carrier, code: str = "4321", to: tuple[object, str, int] = ("86", "13800000000", 1001)) -> Json:
    """What the official client is answered."""
    nation, mobile, template = to
    params = [code, "5"] if template == 1001 else [code]
    answer: Json = official(SmsSingleSender, carrier.url, "sendsms").send_with_param(nation, mobile, template, params)
    return answer


def test_a_package_runs_out() -> None:
    """1031 once its last segment is used, although there is money; a text that fails at the handset was billed all the same."""
    with Carrier(paying(Billing((Package(1, 2),), balance=100_000))) as carrier:
        answers = [send(carrier, to=("86", mobile, 1001))["result"] for mobile in ("13800000201", "13800000000", "13800000000")]
        assert answers == [0, 0, 1031]
        assert carrier.refusals()[0]["reason"] == "package-empty"


def test_arrears_are_a_text_on_the_contacts_handset() -> None:
    """The morning after, like any text: from the platform's number."""
    with Carrier(paying(Billing(balance=10), Alerts((f"+86{CONTACT}",)))) as carrier:
        assert send(carrier, to=ABROAD)["result"] == 0
        carrier.pass_(hours=25, seconds=-1)
        assert carrier.inbox(CONTACT) == []
        carrier.pass_(minutes=1)
        (notice,) = carrier.handset(CONTACT)["inbox"]
        assert (notice["from"], "0.40元" in notice["text"]) == ("1069000000000", True)


def test_too_many_texts_are_told_by_text_and_by_post() -> None:
    """Once, by the text that goes past the limit."""
    with Receiver() as receiver, Carrier(paying(alerts=Alerts((f"+86{CONTACT}",), receiver.url, per_day=2))) as carrier:
        for code in "12":
            send(carrier, code)
        carrier.pass_(minutes=1)
        assert (receiver.got, carrier.inbox(CONTACT)) == ([], [])
        for code in "34":
            send(carrier, code)
        carrier.pass_(minutes=1)
        assert receiver.got == [{"type": "volume", "sdkappid": "1400000001", "span": "day", "limit": 2, "time": 1_709_514_060}]
        assert len(carrier.inbox(CONTACT)) == 1
        (message,) = carrier.messages(CONTACT)
        details = [entry["detail"] for entry in carrier.message(message["id"])["trail"] if entry["event"] == "pushed"]
        assert details == ["the alert: try 1"]


def test_a_post_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """Three times in all like every push; the log says what is lost, and without a contact no trail has to."""
    with Receiver(500) as receiver, Carrier(paying(alerts=Alerts(url=receiver.url, per_hour=0))) as carrier:
        send(carrier)
        carrier.pass_(minutes=1)
        assert len(receiver.got) == 3
        assert [record.getMessage() for record in caplog.records] == [
            f"callback {receiver.url}: 1 alerts not pushed after 3 tries: HTTP status 500"
        ]


def test_alerts_while_time_runs() -> None:
    """At speed 1 nobody lets time pass: the post comes by itself."""
    with Receiver() as receiver, Carrier(paying(alerts=Alerts(url=receiver.url, per_hour=0)), speed=1.0) as carrier:
        send(carrier)
        assert [alert["span"] for alert in receiver.wait(1)] == ["hour"]


def test_an_app_that_sends_loan_links_is_banned() -> None:
    """The text itself is 1002, whatever follows 1020."""
    with Carrier(paying()) as carrier:
        assert [send(carrier, "好借", ("86", "13800000000", 2001))["result"], send(carrier)["result"]] == [1002, 1020]
        assert carrier.messages("13800000000") == []


def test_one_run_is_like_another() -> None:
    """Notices and alerts stand in the record byte for byte as they did."""

    def play() -> bytes:
        with Receiver() as receiver, Carrier(paying(Billing(balance=0), Alerts((f"+86{CONTACT}",), receiver.url, per_day=1))) as carrier:
            for code in "123":
                send(carrier, code, ABROAD)
            carrier.pass_(days=2)
            return carrier.ledger()

    assert play() == play()
