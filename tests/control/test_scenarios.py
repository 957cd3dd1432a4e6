"""The scenario over the control API: another one loaded, wrong ones told, parts begun anew."""

from collections.abc import Iterator

import pytest

from simulator.testing import Carrier, RefusedError
from tests.control.busy import HOME, send
from tests.web import ask

OFF = f'title: off\nhandsets:\n  "+86{HOME}": {{condition: off}}\n'


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    with Carrier() as fresh:
        yield fresh


def test_another_scenario_holds_from_now_on(carrier: Carrier) -> None:
    """What was sent before stays."""
    sid = send(carrier)
    carrier.pass_(minutes=1)
    assert carrier.client.load(OFF).title == "off"
    assert (carrier.handset(HOME)["condition"], len(carrier.inbox(HOME)), carrier.message(sid)["state"]) == ("off", 1, "DELIVERED")
    assert ask("GET", f"{carrier.url}/sim/scenario")[1]["title"] == "off"


def test_a_wrong_one_changes_nothing(carrier: Carrier) -> None:
    """All that is wrong is told, each with its place."""
    with pytest.raises(RefusedError, match="the world stays as it was") as refused:
        carrier.client.load('titel: x\nhandsets:\n  "+8613800000000": {condition: offf}\n', "mine.yaml")
    assert "mine.yaml:1:1: " in str(refused.value)
    assert "mine.yaml:3:33" in str(refused.value)
    assert carrier.handset(HOME)["condition"] == "on"


def test_settings_begin_anew(carrier: Carrier) -> None:
    """A handset is as the scenario has it."""
    carrier.client.load(OFF)
    carrier.turn(HOME, "on")
    carrier.client.reset("settings")
    assert carrier.handset(HOME)["condition"] == "off"


def test_inboxes_begin_anew(carrier: Carrier) -> None:
    """Texts that were shown or blocked are gone, and conditions stay."""
    for number in (HOME, "13800000014"):
        send(carrier, number)
    carrier.pass_(minutes=1)
    carrier.turn(HOME, "off")
    assert [len(carrier.inbox(HOME)), len(carrier.handset("13800000014")["blocked"])] == [1, 1]
    carrier.client.reset("inboxes")
    assert [carrier.inbox(HOME), carrier.handset("13800000014")["blocked"]] == [[], []]
    assert carrier.handset(HOME)["condition"] == "off"


def test_faults_begin_anew(carrier: Carrier) -> None:
    """Those of the scenario alone are on; of both fronts."""
    carrier.fault("it", "lost")
    carrier.smpp_fault("late", "answer-late", delay_ms=5)
    carrier.client.reset("faults")
    assert (carrier.faults(), carrier.smpp_faults()) == ([], [])


def test_the_lexicon_begins_anew(carrier: Carrier) -> None:
    """Carriers' words and the platform's."""
    for path in ("carriers/x", "platform/y"):
        assert ask("PUT", f"{carrier.url}/sim/lexicon/{path}", {})[0] == 200
    carrier.client.reset("lexicon")
    lexicon = ask("GET", f"{carrier.url}/sim/lexicon")[1]
    assert ([rule["words"] for rule in lexicon["carriers"]], lexicon["platform"]) == ([["发票"], ["中奖"]], [])


def test_all_begins_anew(carrier: Carrier) -> None:
    """At once."""
    carrier.turn(HOME, "off")
    carrier.fault("it", "lost")
    assert carrier.client.reset().title == "the default world"
    assert (carrier.handset(HOME)["condition"], carrier.faults()) == ("on", [])
