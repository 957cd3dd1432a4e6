"""The scenario over the control API: another one loaded, wrong ones told, parts begun anew."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from simulator.carrier.settings import Latency
from simulator.scenario.default import scenario
from simulator.testing import Carrier, RefusedError, calls
from tests.control.busy import HOME, send, submit
from tests.web import ask, exchange

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


REPEATED = "".join(f"{chr(98 + nth)}: &{chr(98 + nth)} [{','.join([f'*{chr(97 + nth)}'] * 9)}]\n" for nth in range(12))
HOSTILE = {
    "nested": (b"[" * 100_000, "mine.yaml:1:21: "),
    "nested maps": (b"{a: " * 10_000, "mine.yaml:1:81: "),
    "repeated by aliases": (f"a: &a [x,x,x,x,x,x,x,x,x]\n{REPEATED}".encode(), "mine.yaml:5:"),
    "many values": (b"".join(b"k%d: v\n" % nth for nth in range(60_000)), "mine.yaml:25000:"),
    "many problems": (b"handsets:\n" + b"".join(b'  "+86139%08d": {condition: offf}\n' % nth for nth in range(5_000)), "mine.yaml:2:"),
    "a tag": (b"title: !!python/object/apply:os.system [echo]\n", "mine.yaml:1:8: "),
    "a file of this machine": (b"title: x\nsteps:\n- include: /etc/passwd\n", "mine.yaml:3:12: "),
    "no text": (b"title: \xff\xfe", "mine.yaml:1:8: "),
    "a large number": (b"seed: " + b"9" * 5_000, "mine.yaml:1:7: "),
    "many steps": (b"title: x\nsteps:\n- repeat: {times: 999999999, steps: [{pass: 1s}]}\n", "mine.yaml:3:19: "),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_would_be_too_much_is_told_where_it_begins(carrier: Carrier, hostile: str) -> None:
    """As a problem that has room on a screen; the scenario that holds stays."""
    text, place = HOSTILE[hostile]
    status, media, body = exchange("POST", f"{carrier.url}/sim/scenario?name=mine.yaml", text)
    said = json.loads(body)
    assert (status, media, said["detail"]) == (400, "application/problem+json", "the scenario is wrong, and the world stays as it was")
    assert said["problems"][0].startswith(place)
    assert len(body) < 64 << 10
    assert carrier.client.do(calls.scenario()).title == "the default world"


def test_a_long_one_is_not_read() -> None:
    """A million octets, and a bit."""
    with Carrier() as carrier, pytest.raises(RefusedError, match="413: the body is too long"):
        carrier.client.load("#" * ((1 << 20) + 1))


@pytest.mark.parametrize("what", ["file: {}.jsonl", "pcap: {}.pcap", "file: {}.jsonl, pcap: {}.pcap"])
def test_no_file_is_written(carrier: Carrier, tmp_path: Path, what: str) -> None:
    """Not even an empty one: who reaches the control API need not be who owns the machine."""
    wish = what.replace("{}", str(tmp_path / "hostile"))
    with pytest.raises(RefusedError, match=r"mine.yaml:2:17: smpp.capture: over the control API no file is written"):
        carrier.client.load(f"title: x\nsmpp: {{capture: {{{wish}}}}}\n", "mine.yaml")
    assert list(tmp_path.iterdir()) == []


def test_a_name_server_that_there_is_not_cannot_be_late(carrier: Carrier) -> None:
    """It is refused as the fault by itself is, and nothing of the scenario holds."""
    late = "title: late\nfaults: [{name: slow-names, kind: late-dns, delay: 5s}]\n"
    with pytest.raises(RefusedError, match="409: fault slow-names: this network has no name server: start it with --dns-port 0"):
        carrier.client.load(late + OFF.partition("\n")[2])
    assert (carrier.client.do(calls.scenario()).title, carrier.handset(HOME)["condition"], carrier.faults()) == (
        "the default world",
        "on",
        [],
    )


def test_the_network_goes_on_while_one_is_read(carrier: Carrier) -> None:
    """Others are answered meanwhile."""
    long = "title: long\nhandsets:\n" + "".join(f'  "+86139{nth:08}": {{condition: off}}\n' for nth in range(12_000))
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(carrier.client.load, long)
        answered = 0
        while not loading.done():
            assert ask("GET", f"{carrier.url}/healthz")[0] == 200
            answered += 1
        assert loading.result().title == "long"
    assert answered > 4, "one or two are answered before it begins"


def test_settings_begin_anew(carrier: Carrier) -> None:
    """A handset is as the scenario has it."""
    carrier.client.load(OFF)
    carrier.turn(HOME, "on")
    carrier.client.reset("settings")
    assert carrier.handset(HOME)["condition"] == "off"


def test_words_and_faults_put_by_hand_outlive_settings(carrier: Carrier) -> None:
    """Each is a part of its own; a word that was taken away does not come back either."""
    for method, path in (("PUT", "carriers/x"), ("PUT", "platform/y"), ("DELETE", "carriers/%E5%8F%91%E7%A5%A8")):
        assert ask(method, f"{carrier.url}/sim/lexicon/{path}", {})[0] == 200
    carrier.fault("it", "lost")
    carrier.client.reset("settings")
    lexicon = ask("GET", f"{carrier.url}/sim/lexicon")[1]
    assert ([rule["words"] for rule in lexicon["carriers"]], lexicon["platform"]) == ([["x"], ["中奖"]], ["y"])
    assert [fault["name"] for fault in carrier.faults()] == ["it"]
    (sent,) = submit(carrier, b"x")
    carrier.pass_(minutes=1)
    assert carrier.message(sent)["state"] != "DELIVERED"


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


@pytest.mark.parametrize("looked", [False, True])
def test_a_text_comes_in_the_instant_of_a_reset(looked: bool) -> None:
    """Where texts take no time and the clock stands: what comes after the reset is shown, what was there before is not."""
    carriers = scenario().carriers
    none = tuple(replace(network, latency=Latency(0, 0)) for network in carriers.networks)
    with Carrier(replace(scenario(), carriers=replace(carriers, networks=none))) as carrier:
        before = submit(carrier, b"before")
        assert carrier.message(before[0])["state"] == "DELIVERED"
        assert not looked or carrier.inbox(HOME) == ["before"]
        for text in (b"first", b"second"):
            carrier.client.reset("inboxes")
            submit(carrier, text)
            assert carrier.inbox(HOME) == [text.decode()]


def test_empty_inboxes_have_room(carrier: Carrier) -> None:
    """A text that waits for a phone whose inbox is full is delivered, also where nobody looked at that phone before."""
    submit(carrier, b"old")
    carrier.pass_(minutes=1)
    carrier.client.load(f'title: full\nhandsets:\n  "+86{HOME}": {{condition: inbox-full}}\n')
    (waits,) = submit(carrier, b"new")
    carrier.pass_(minutes=1)
    assert carrier.message(waits)["state"] == "ENROUTE"
    carrier.client.reset("inboxes")
    carrier.pass_(minutes=1)
    assert (carrier.message(waits)["state"], carrier.inbox(HOME)) == ("DELIVERED", ["new"])


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
