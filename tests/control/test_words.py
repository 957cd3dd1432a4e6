"""Words and the blacklist over the control API: what is added holds at once, what is removed does no more."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Action, WordRule
from simulator.control.words import WORDS_MOST
from simulator.scenario.default import scenario
from simulator.testing import Carrier
from tests.control.busy import HOME, send, submit
from tests.fronts.tencent_v5 import post, single
from tests.web import Json, ask


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def do(carrier: Carrier, method: str, path: str, body: Json | None = None) -> Json:
    status, answer = ask(method, carrier.url + quote(path), body)
    assert status == 200, answer
    return answer


def code(carrier: Carrier, text: bytes = b"casino night", to: str = HOME) -> str:
    """What is reported of a text that is sent now."""
    (sent,) = submit(carrier, text, to=to)
    carrier.pass_(minutes=1)
    return str(carrier.message(sent)["reports"][-1]["code"])


def test_carriers_look_for_a_word_until_it_is_removed(carrier: Carrier) -> None:
    """In whatever case it is written."""
    assert code(carrier) == "DELIVRD"
    first = do(carrier, "PUT", "/sim/lexicon/carriers/CASINO", {})["carriers"][0]
    assert (first["words"], first["action"], first["network"]) == (["CASINO"], "intercept", None)
    assert code(carrier) != "DELIVRD"
    do(carrier, "DELETE", "/sim/lexicon/carriers/CASINO")
    assert code(carrier) == "DELIVRD"


def test_one_network_may_look_for_it_alone(carrier: Carrier) -> None:
    """And hold what has it: the text comes after the review."""
    do(carrier, "PUT", "/sim/lexicon/carriers/casino", {"network": "unicom", "action": "hold", "hold_s": 600})
    submit(carrier, b"casino", to="13000000001")
    assert code(carrier, to=HOME) == "DELIVRD"
    assert carrier.inbox("13000000001") == []
    carrier.pass_(minutes=10)
    assert carrier.inbox("13000000001") == ["casino"]


def test_a_word_of_a_scenarios_rule_is_removed_alone(carrier: Carrier) -> None:
    """The rule's other words stay, and other rules."""
    after = do(carrier, "DELETE", "/sim/lexicon/carriers/发票")
    assert [rule["words"] for rule in after["carriers"]] == [["中奖"]]
    assert ask("DELETE", f"{carrier.url}/sim/lexicon/carriers/nothing")[0] == 404


def test_the_platform_refuses_a_word_until_it_is_removed(carrier: Carrier) -> None:
    """Before anything travels."""
    do(carrier, "PUT", "/sim/lexicon/platform/验证码")
    assert post(carrier, "sendsms", single())["result"] == 1002
    assert do(carrier, "GET", "/sim/lexicon")["platform"] == ["验证码"]
    assert do(carrier, "DELETE", "/sim/lexicon/platform/验证码")["platform"] == []
    assert post(carrier, "sendsms", single())["result"] == 0
    assert ask("DELETE", f"{carrier.url}/sim/lexicon/platform/nothing")[0] == 404


@pytest.mark.parametrize(
    ("who", "first", "again", "gone"), [("platform", "VPN", "vpn", "ＶＰＮ"), ("carriers", "Straße", "STRASSE", "strasse")]
)
def test_one_word_in_several_spellings(carrier: Carrier, who: str, first: str, again: str, gone: str) -> None:
    """It stands once, as it was written last, and goes in any of them: texts are looked through without regard to it."""
    before = do(carrier, "GET", "/sim/lexicon")[who]
    for word in (first, again):
        after = do(carrier, "PUT", f"/sim/lexicon/{who}/{word}", {})[who]
    assert (len(after), again in str(after), first in str(after)) == (len(before) + 1, True, False)
    assert do(carrier, "DELETE", f"/sim/lexicon/{who}/{gone}")[who] == before


MANY = tuple(f"词w{nth}" for nth in range(WORDS_MOST))
FULL = {
    "platform": replace(scenario(), platform=replace(scenario().platform, words=MANY)),
    "carriers": replace(
        scenario(),
        carriers=replace(scenario().carriers, lexicon=tuple(WordRule((word,), Action.INTERCEPT) for word in MANY)),
    ),
}


@pytest.mark.parametrize("who", FULL)
def test_no_word_is_dropped_for_another(who: str) -> None:
    """One more is refused; one that is there already may be said again, and there is room once one has gone."""
    with Carrier(FULL[who]) as full:
        status, problem = ask("PUT", f"{full.url}/sim/lexicon/{who}/more", {})
        assert (status, problem["detail"]) == (409, "there are 10000 already, and none is added past 10000: take some away first")
        assert len(do(full, "PUT", f"/sim/lexicon/{who}/词W0", {})[who]) == WORDS_MOST
        do(full, "DELETE", f"/sim/lexicon/{who}/词w1")
        assert len(do(full, "PUT", f"/sim/lexicon/{who}/more", {})[who]) == WORDS_MOST


@pytest.mark.parametrize("path", ["/sim/lexicon/carriers/%20", "/sim/lexicon/platform/%20"])
def test_a_blank_is_no_word(carrier: Carrier, path: str) -> None:
    """Every text would hold it."""
    assert ask("PUT", carrier.url + path, {})[0] == 400


def test_a_network_that_is_none(carrier: Carrier) -> None:
    """Those that are there are named."""
    status, problem = ask("PUT", f"{carrier.url}/sim/lexicon/carriers/x", {"network": "o2"})
    assert (status, "there are mobile, unicom, telecom" in problem["detail"]) == (404, True)


def test_a_number_on_the_blacklist(carrier: Carrier) -> None:
    """Gets nothing until it is off it; its handset goes on as it was."""
    carrier.turn(HOME, "off")
    carrier.cure(HOME, "switch-on")
    assert HOME not in str(do(carrier, "GET", "/sim/blacklist"))
    assert f"+86{HOME}" in do(carrier, "PUT", f"/sim/blacklist/{HOME}")["numbers"]
    assert code(carrier) != "DELIVRD"
    assert f"+86{HOME}" not in do(carrier, "DELETE", f"/sim/blacklist/{HOME}")["numbers"]
    assert code(carrier) == "DELIVRD"
    send(carrier)
    carrier.pass_(minutes=1)
    assert len(carrier.inbox(HOME)) == 2
