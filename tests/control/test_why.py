"""GET /sim/why: a fate as a person would tell it, over the control API."""

from typing import Any
from urllib.parse import quote

import pytest
import requests
from qcloudsms_py import SmsSingleSender

from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.testing import Carrier
from tests.esme import Esme
from tests.fronts.tencent_v5 import official
from tests.web import ask

LATE = """
handsets:
  13800009701: {condition: off, until: +1h, report: early}
faults:
  - {name: away, kind: lost, number: 13800009702}
"""


def why(network: Carrier, of: str, **asked: str) -> dict[str, Any]:
    query = "&".join(f"{name}={quote(said, safe='')}" for name, said in {"of": of, **asked}.items())
    status, said = ask("GET", f"{network.url}/sim/why?{query}")
    assert status == 200, said
    return said


def refused(carrier: Carrier, query: str) -> tuple[int, str]:
    status, said = ask("GET", f"{carrier.url}/sim/why{query}")
    return status, str(said["detail"])


def send(carrier: Carrier, number: str, template: int = 1001) -> str:
    sender = official(SmsSingleSender, carrier.url, "sendsms")
    return str(sender.send_with_param("86", number, template, ["4321", "5"], sign="示例科技").get("sid", ""))


def from_a_file() -> Scenario:
    scenario = loads(LATE, "late.yaml")
    assert isinstance(scenario, Scenario)
    return scenario


def test_a_message_that_came_late() -> None:
    """Its whole way, each line with its place; what explains it; and where in the file that was said."""
    with Carrier(from_a_file()) as carrier:
        sid = send(carrier, "13800009701")
        carrier.pass_(hours=2)
        (tale,) = why(carrier, sid)["tales"]
    events = [(line["where"], line["event"]) for line in tale["timeline"]]
    assert events[:3] == [("platform", "accepted"), ("carrier", "attempted"), ("carrier", "reported_early")]
    assert ("handset", "delivered") in events
    assert tale["timeline"][1]["detail"] == {"zh": "手机关机", "en": "the handset is switched off"}
    assert (tale["verdict"]["case"], tale["because"]) == ("late/handset", ["late.yaml:3:3"])
    assert "not-received/handset-off" in [one["id"] for one in tale["verdict"]["related"]]
    assert tale["reports"] == ["MK:0024 (UNDELIVERABLE)", "DELIVRD (DELIVERED)"]


def test_a_number_is_its_last_text() -> None:
    """Taken or refused; those before are named with their cases."""
    with Carrier() as carrier:
        sid = send(carrier, "13800000000")
        carrier.pass_(seconds=10)
        send(carrier, "13800000000")
        found = why(carrier, "13800000000")
    (tale,), (earlier,) = found["tales"], found["earlier"]
    assert (tale["kind"], tale["code"], tale["verdict"]["case"]) == ("refused", "1023", "security/limit-30s")
    assert tale["verdict"]["same"] == ["not-received/frequency-limit"]
    assert (earlier["id"], earlier["case"]) == (sid, "other/masked-digits")


def test_a_number_that_nothing_was_handed_in_for() -> None:
    """The platform has no record of it; what struck the call that never came is told."""
    with Carrier(from_a_file()) as carrier:
        (unknown,) = why(carrier, "13700000000")["tales"]
        url = f"{carrier.url}/v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1"
        with pytest.raises(requests.ReadTimeout):
            requests.post(url, json={"tel": {"nationcode": "86", "mobile": "13800009702"}}, timeout=1)
        (lost,) = why(carrier, "13800009702")["tales"]
    assert (unknown["kind"], unknown["verdict"]["case"], unknown["befell"]) == ("nothing", "not-received/no-record", [])
    assert (lost["verdict"]["case"], lost["because"]) == ("not-received/no-record", ["late.yaml:5:5"])
    assert "away (lost)" in lost["befell"][0]["en"]


def test_a_text_over_smpp() -> None:
    """Its carrier's refusal, by the case and the other id of it."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as esme:
        esme.bind()
        message_id = esme.submit("8613800000005").fields["message_id"]
        carrier.pass_(minutes=1)
        (tale,) = why(carrier, message_id)["tales"]
    assert (tale["verdict"]["case"], tale["verdict"]["same"]) == ("not-received/carrier-blacklist", ["blacklist/carrier"])


def test_a_code() -> None:
    """Without any message; of one carrier, where it is named."""
    with Carrier() as carrier:
        both, one = why(carrier, "UNDELIV"), why(carrier, "UNDELIV", kind="code", carrier="international")
    assert [code["network"] for code in both["codes"]] == ["mobile", "international"]
    assert [code["network"] for code in one["codes"]] == ["international"]
    assert {case["id"] for case in one["cases"]} == {*one["codes"][0]["cases"]}


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 400, "say of what"),
        ("?of=nonsense", 404, "'nonsense' is no message id, no number and no code that is known here"),
        ("?of=13800000000&kind=message", 404, "'13800000000' is no id of a message that is kept"),
        ("?of=8%3Ax&kind=number", 404, "'8:x' is no phone number"),
        ("?of=1014&kind=pigeon", 400, "the query is not what GET /sim/why takes"),
        ("/scenarios?of=nonsense", 404, "'nonsense' is no message id"),
    ],
)
def test_what_cannot_be_told(query: str, status: int, sentence: str) -> None:
    """It is said what was wrong."""
    with Carrier() as carrier:
        answered, said = refused(carrier, query)
    assert answered == status
    assert sentence in said


def test_a_refusal_over_smpp_is_found_by_its_number() -> None:
    """However the number was written: the record has it in its one form."""
    with Carrier() as carrier, Esme(carrier.smpp_port) as esme:
        esme.bind()
        assert esme.submit("13800000016").status
        (tale,) = why(carrier, "13800000016")["tales"]
    assert (tale["kind"], tale["verdict"]["case"]) == ("refused", "not-received/unsubscribed")


def test_a_code_in_any_case_and_with_a_slip() -> None:
    """The first is read, for the other the code that may be meant is named."""
    with Carrier() as carrier:
        assert why(carrier, "mk:0024") == why(carrier, "MK:0024") | {"asked": "mk:0024"}
        status, said = refused(carrier, "?of=DELIVERD")
    assert (status, "(did you mean DELIVRD" in said) == (404, True)
