"""What is exported of a fate plays, and holds: for every handset of the default world in every manner of report, over every front."""

from typing import Any
from urllib.parse import quote

import pytest
from qcloudsms_py import SmsSingleSender

from simulator.player.play import play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts import tencent_v3
from tests.fronts.tencent_v5 import official
from tests.web import ask

MANNERS = {"final": "138000000", "early": "138000002", "optimistic": "138000001", "silent": "138000003"}
HANDSETS = range(20)
REGISTERED = {"registered_delivery": 1}


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


def test_a_slow_call() -> None:
    """The fault that struck it goes along."""
    with Carrier() as carrier:
        carrier.fault("stuck", "slow-requests", delay_ms=20)
        send(carrier, "13912345679")
        carrier.pass_(minutes=1)
        text = candidates(carrier, "13912345679")[0]
    assert "kind: slow-requests" in text
    assert broken(text) == []
