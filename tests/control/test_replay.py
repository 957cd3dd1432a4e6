"""What is exported of a fate plays, and holds: for every handset of the default world in every manner of report, over every front."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import requests
from qcloudsms_py import SmsSingleSender
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts import tencent_v3
from tests.fronts.tencent_v5 import official
from tests.web import ask

BODY = '{"tel": {"nationcode": "86", "mobile": "13900000077"}, "sig": "%s", "time": 1709514000, "tpl_id": 1001, "params": ["4321", "5"]}'
MANNERS = {"final": "138000000", "early": "138000002", "optimistic": "138000001", "silent": "138000003"}
HANDSETS = range(20)
REGISTERED = {"registered_delivery": 1}
SOURCE = {"source_addr_ton": 0, "source_addr_npi": 0, "source_addr": "10690001"}


def candidates(carrier: Carrier, of: str) -> list[str]:
    """The scenarios that replay it, the nearest first."""
    status, said = ask("GET", f"{carrier.url}/sim/why/scenarios?of={quote(of, safe='')}")
    assert status == 200, said
    return list(said["scenarios"])


def broken(text: str) -> list[str]:
    """What does not hold when it is played."""
    scenario = loads(text, "exported")
    assert isinstance(scenario, Scenario), [*map(str, scenario), text]
    return [f"{finding.place}: {finding.what}" for finding in play(scenario, "exported").findings if not finding.held]


def send(carrier: Carrier, number: str, **asked: Any) -> None:
    sender = official(SmsSingleSender, carrier.url, "sendsms")
    sender.send_with_param("86", number, 1001, ["4321", "5"], sign="示例科技", **asked)


@pytest.mark.parametrize("manner", MANNERS)
def test_a_text_of_the_v5_api(manner: str) -> None:
    """Whatever its handset was like: the first that is written holds, with its case."""
    numbers = [f"{MANNERS[manner]}{nth:02}" for nth in HANDSETS]
    with Carrier() as carrier:
        for number in numbers:
            send(carrier, number)
        carrier.pass_(days=3)
        found = {number: candidates(carrier, number)[0] for number in numbers}
    assert {number: wrong for number, text in found.items() if (wrong := broken(text))} == {}
    assert all("why: text" in text for number, text in found.items())


def test_a_text_that_is_still_on_its_way() -> None:
    """What is known of it up to now is replayed."""
    with Carrier() as carrier:
        send(carrier, "13800000201")
        carrier.pass_(minutes=10)
        text = candidates(carrier, "13800000201")[0]
    assert "MK:0024" in text
    assert broken(text) == []


def test_a_text_to_a_number_that_no_network_finds() -> None:
    """Its records are as astray where it is replayed."""
    astray = loads("handsets: {13800000077: {ported_to: nowhere}}", "astray")
    assert isinstance(astray, Scenario)
    with Carrier(astray) as carrier:
        send(carrier, "13800000077")
        carrier.pass_(minutes=1)
        text = candidates(carrier, "13800000077")[0]
    assert "ported_to: nowhere" in text
    assert "DB:0126" in text
    assert broken(text) == []


def test_a_text_of_the_cloud_api() -> None:
    """Off, back after a minute, reported early."""
    with Carrier() as carrier:
        tencent_v3.call(tencent_v3.client(carrier), "SendSms", **tencent_v3.text("+8613800000102"))
        carrier.pass_(hours=1)
        text = candidates(carrier, "13800000102")[0]
    assert "via: tencent-v3" in text
    assert broken(text) == []


@pytest.mark.parametrize("number", ["8613800000001", "8613800000011", "8613800000115", "8618600000005", "8618900000002"])
def test_a_text_over_smpp(number: str) -> None:
    """The account's own text, with what it asked for."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as esme:
        esme.bind()
        esme.submit(number, short_message=b"Your parcel has arrived.", **REGISTERED)
        carrier.pass_(days=3)
        text = candidates(carrier, number)[0]
    assert "via: smpp" in text
    assert broken(text) == []


def test_a_word_of_the_lexicon() -> None:
    """The rule that found it goes along."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as esme:
        esme.bind()
        esme.submit("8613912345678", short_message="您的发票".encode("utf-16-be"), data_coding=8, **REGISTERED)
        carrier.pass_(hours=1)
        text = candidates(carrier, "13912345678")[0]
    assert "content/sensitive-word" in text
    assert broken(text) == []


@pytest.mark.parametrize("asked", [{"PhoneNumberSet": ["+8613800000016"]}, {"TemplateId": "7"}, {"TemplateParamSet": ["x" * 9, "5"]}])
def test_a_text_that_was_refused(asked: dict[str, Any]) -> None:
    """Asked once more it is refused once more."""
    with Carrier() as carrier:
        wanted = {**tencent_v3.text(), **asked}
        tencent_v3.call(tencent_v3.client(carrier), "SendSms", **wanted)
        text = candidates(carrier, wanted["PhoneNumberSet"][0])[0]
    assert broken(text) == []


def over_smpp(carrier: Carrier, number: str, **fields: Any) -> str:
    """A text from an address of its own; its id."""
    with Esme(carrier.smpp_port) as esme:
        esme.bind()
        return str(esme.submit(number, **SOURCE, **REGISTERED, **fields).fields["message_id"])


def ask_about(carrier: Carrier, command: Command, message_id: str, **fields: Any) -> None:
    with Esme(carrier.smpp_port) as esme:
        esme.bind()
        said = {"message_id": message_id, **SOURCE, **fields}
        assert esme.ask(Pdu(command, sequence=esme.next(), fields=said)).status == Status.ROK


def test_a_text_that_was_called_back() -> None:
    """At the same instant."""
    with Carrier() as carrier:
        sent = over_smpp(carrier, "8613800000001", short_message=b"Hello")
        carrier.pass_(minutes=10)
        ask_about(carrier, Command.CANCEL_SM, sent)
        carrier.pass_(minutes=1)
        text = candidates(carrier, sent)[0]
    assert "cancel:" in text
    assert "stat: DELETED" in text
    assert broken(text) == []


def test_a_first_attempt_that_failed() -> None:
    """Who asked to be told of it is told of it again, before the receipt."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as esme:
        esme.bind()
        sent = esme.submit("8613800000002", short_message=b"Hello", registered_delivery=0x11).fields["message_id"]
        carrier.pass_(hours=1)
        text = candidates(carrier, sent)[0]
    assert text.index("stat: ENROUTE") < text.index("stat: DELIVRD")
    assert broken(text) == []


def test_a_text_that_was_replaced_twice() -> None:
    """Each text in its turn; the last one is shown."""
    with Carrier() as carrier:
        carrier.turn("13912345678", "off", until=carrier.now + timedelta(hours=2))
        sent = over_smpp(carrier, "8613912345678", short_message=b"at nine")
        for text in (b"at ten", b"at eleven"):
            carrier.pass_(minutes=10)
            ask_about(carrier, Command.REPLACE_SM, sent, short_message=text, **REGISTERED)
        carrier.pass_(hours=3)
        written = candidates(carrier, sent)[0]
    assert written.index("text: at nine") < written.index("text: at ten") < written.index("text: at eleven")
    assert broken(written) == []


def test_a_binary_text() -> None:
    """Octet for octet."""
    with Carrier() as carrier:
        sent = over_smpp(carrier, "8613912345678", short_message=bytes.fromhex("deadbeef00"), data_coding=4)
        carrier.pass_(minutes=1)
        text = candidates(carrier, sent)[0]
    assert "octets: deadbeef00" in text
    assert broken(text) == []


def test_what_no_scenario_can_say() -> None:
    """Is said in so many words."""
    with Carrier() as carrier:
        ported = {"short_message": bytes.fromhex("0605040b8423f0") + b"push", "data_coding": 4, "esm_class": 0x40}
        sent = over_smpp(carrier, "8613912345678", **ported)
        status, said = ask("GET", f"{carrier.url}/sim/why/scenarios?of={sent}")
    assert (status, said["scenarios"]) == (200, [])
    assert said["unsayable"] == "its octets begin with a user data header, and a scenario sends binary without one"


def test_a_variable_that_nobody_filled_in() -> None:
    """Stands for itself in the scenario too."""
    with Carrier() as carrier:
        sent = over_smpp(carrier, "8613912345678", short_message="${name}，您好 $${x}".encode("utf-16-be"), data_coding=8)
        carrier.pass_(minutes=1)
        text = candidates(carrier, sent)[0]
    assert "$${name}，您好 $$${x}" in text
    assert broken(text) == []


WHOLE = [
    ("POST", "/v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1", BODY % "00", "1001"),
    ("POST", "/v5/tlssmssvr/sendsms?sdkappid=1400000009&random=1", BODY % "00", "1019"),
    ("POST", "/v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1", BODY % "", "1003"),
    ("POST", "/v5/tlssmssvr/sendsms?sdkappid=1400000001", BODY % "00" + "}", "1004"),
    ("POST", "/v5/tlssmssvr/nothing?sdkappid=1400000001&random=1", BODY % "00", "60009"),
    ("POST", "/v5/tlssmssvr/sendsms?random=1", BODY % "00", "60012"),
    ("PUT", "/v5/tlssmssvr/sendsms?sdkappid=abc&random=1", BODY % "00", "60009"),
]


@pytest.mark.parametrize(("method", "target", "body", "code"), WHOLE, ids=[row[-1] + row[0] for row in WHOLE])
def test_a_request_that_was_refused_as_a_whole(method: str, target: str, body: str, code: str) -> None:
    """It is found by the number that stands in it, told by what was answered, and replayed word for word."""
    with Carrier() as carrier:
        said = requests.request(method, carrier.url + target, data=body.encode(), timeout=10).json()
        (tale,) = ask("GET", f"{carrier.url}/sim/why?of=13900000077")[1]["tales"]
        text = candidates(carrier, "13900000077")[0]
    assert str(said.get("result", said.get("ErrorCode"))) == tale["code"] == code
    assert "url: " in text
    assert broken(text) == []


def test_a_request_of_the_cloud_api_that_was_refused_as_a_whole() -> None:
    """The body as it stands, signed anew."""
    with Carrier() as carrier:
        sdk = tencent_v3.client(carrier)
        with pytest.raises(TencentCloudSDKException):
            tencent_v3.call(sdk, "SendSms", **tencent_v3.text("+8613900000077") | {"SmsSdkAppId": "1400000009"})
        (tale,) = ask("GET", f"{carrier.url}/sim/why?of=13900000077")[1]["tales"]
        text = candidates(carrier, "13900000077")[0]
    assert tale["code"] == "InvalidParameterValue.SdkAppIdNotExist"
    assert "interface: SendSms" in text
    assert broken(text) == []


@pytest.mark.parametrize("text", [{"short_message": b"Hello"}, {"short_message": "您好".encode("utf-16-be"), "data_coding": 8}])
def test_a_text_that_was_refused_over_smpp(text: dict[str, Any]) -> None:
    """The number unsubscribed from the texts of the app that the account shares its list with."""
    with Carrier() as carrier:
        with Esme(carrier.smpp_port) as esme:
            esme.bind()
            assert esme.submit("8613800000016", **text).status == Status.RSUBMITFAIL
        written = candidates(carrier, "13800000016")[0]
    assert "ESME_RSUBMITFAIL" in written
    assert broken(written) == []


def test_a_slow_call() -> None:
    """The fault that struck it goes along."""
    with Carrier() as carrier:
        carrier.fault("stuck", "slow-requests", delay_ms=20)
        send(carrier, "13912345679")
        carrier.pass_(minutes=1)
        text = candidates(carrier, "13912345679")[0]
    assert "kind: slow-requests" in text
    assert broken(text) == []
