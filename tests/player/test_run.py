"""`fakecarrier run` from outside, and what the player says of scenarios that do not hold or cannot be played to their end."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from simulator.cli import run as command
from simulator.player import compare
from simulator.player.play import Played, play
from simulator.player.smpp_client import ExchangeError, SmppClient
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario
from simulator.smpp.commands import Command

CODE = 'template: 1001, params: ["4321", "5"]'
HOLDS = """
title: holds
steps:
  - send: {via: smpp, to: 13800009500, text: hi, as: one}
  - expect: {of: one, within: 1m, inbox: {text: hi}}
"""
FAILS = """
title: fails
steps:
  - send: {via: smpp, to: 13800009500, text: hi, as: one}
  - pass: 1m
  - expect: {of: one, inbox: none}
  - expect: {of: one, report: {stat: DELIVRD}}
"""
CANNOT_BE = "title: cannot be\nsteps:\n  - send: {via: pigeon, to: 13800009500, text: hi}\n"


def played(text: str) -> Played:
    scenario = loads(text)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    return play(scenario, "scenario")


def wrong(text: str) -> list[str]:
    return [finding.what for finding in played(text).findings if not finding.held]


def fakecarrier(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "simulator", *map(str, words)], capture_output=True, text=True, check=False, timeout=60)


def files(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        pytest.param({"holds": HOLDS}, 0, id="all-held"),
        pytest.param({"holds": HOLDS, "fails": FAILS}, 1, id="one-failed"),
        pytest.param({"holds": HOLDS, "cannot_be": CANNOT_BE, "fails": FAILS}, 2, id="a-file-is-wrong"),
        pytest.param({}, 2, id="no-file"),
    ],
)
def test_the_exit_code_says_how_it_went(tmp_path: Path, texts: dict[str, str], code: int) -> None:
    """0: all held; 1: an expectation failed; 2: a file is wrong, and then nothing is played."""
    done = fakecarrier("run", files(tmp_path, **texts))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert ("passed" in done.stdout) == (code != 2)


def test_a_missing_file_is_a_wrong_one(tmp_path: Path) -> None:
    """Its name and what is the matter with it, in one line."""
    done = fakecarrier("run", tmp_path / "nowhere.yaml")
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / 'nowhere.yaml'}:1:1: there is no such file\n"


def test_two_processes_print_the_same_bytes(tmp_path: Path) -> None:
    """`run --json` twice, in processes whose hashes of text differ."""
    folder = files(tmp_path, holds=HOLDS, fails=FAILS)
    first, second = fakecarrier("run", folder, "--json"), fakecarrier("run", folder, "--json")
    assert first.stdout == second.stdout
    assert [one["held"] for one in json.loads(first.stdout)] == [False, True]


def test_what_was_seen_is_said_with_its_place_and_time(tmp_path: Path) -> None:
    """The table names file, line, network time, what was seen and what was wanted."""
    done = fakecarrier("run", files(tmp_path, fails=FAILS))
    said = f"{tmp_path / 'fails.yaml'}:6:5: at 2024-03-04T09:01:00.000+08:00: inbox shows “hi”, wanted nothing"
    assert said in done.stdout


def test_junit_counts_every_expectation(tmp_path: Path) -> None:
    """A suite a file, a case an expectation, a failure with its reason; text that XML cannot hold is no obstacle."""
    belled = FAILS.replace("text: hi", r'text: "h\x07i"')
    report = tmp_path / "made" / "junit.xml"
    done = fakecarrier("run", files(tmp_path, holds=HOLDS, fails=belled), "--junit", report)
    assert done.returncode == 1, done.stderr
    root = ET.parse(report).getroot()  # noqa: S314 - our own file
    suites = {Path(suite.attrib["name"]).stem: suite for suite in root}
    assert (root.attrib["tests"], root.attrib["failures"], root.attrib["errors"]) == ("3", "1", "0")
    assert {name: (suite.attrib["tests"], suite.attrib["failures"], len(suite)) for name, suite in suites.items()} == {
        "holds": ("1", "0", 1),
        "fails": ("2", "1", 2),
    }
    assert [failure.attrib["message"] for failure in root.iter("failure")] == [
        "at 2024-03-04T09:01:00.000+08:00: inbox shows “h\N{REPLACEMENT CHARACTER}i”, wanted nothing"
    ]


def test_each_part_of_a_long_text_is_looked_at() -> None:
    """A report that is expected of a long text is expected of each of its parts."""
    steps = f"steps:\n  - send: {{via: smpp, to: 13800009500, text: {'长' * 80}, as: long}}\n  - pass: 1m\n"
    whole = f"  - expect: {{of: long, report: {{stat: DELIVRD}}, inbox: {{text: {'长' * 80}}}}}\n"
    assert wrong(steps + whole) == []
    assert wrong(steps + "  - expect: {of: long, report: {stat: EXPIRED}}\n") == [
        "part 1: report's stat is DELIVRD, wanted EXPIRED; part 2: report's stat is DELIVRD, wanted EXPIRED"
    ]


def test_never_waits_and_says_when_it_came_after_all() -> None:
    """What must not come to hold is watched at every instant at which something happens."""
    sent = "handsets:\n  13800009500: {condition: off, until: 2h}\nsteps:\n  - send: {via: smpp, to: 13800009500, text: hi, as: one}\n"
    good = played(sent + "  - expect: {of: one, never: 1h, inbox: {text: hi}}\n")
    assert (good.held, good.simulated_ms) == (True, 3_600_000)
    bad = played(sent + "  - expect: {of: one, never: 3h, inbox: {text: hi}}\n")
    assert [finding.what for finding in bad.findings] == ["it holds, and was never to"]
    assert bad.simulated_ms == 7_200_000


def test_validity_is_the_senders() -> None:
    """An SMPP text that may wait a minute expires a minute after it was taken."""
    text = "handsets: {13800009500: {condition: off}}\nsteps:\n  - send: {via: smpp, to: 13800009500, text: hi, validity: 1m, as: one}\n"
    assert (
        wrong(text + "  - pass: 59s\n  - expect: {of: one, report: none}\n  - expect: {of: one, within: 1s, report: {stat: EXPIRED}}\n")
        == []
    )


def test_of_several_copies_the_last_is_meant() -> None:
    """The third of the same text in 30 s is refused by the platform, and the first two are not looked at."""
    text = "apps: [{id: 1400000001, limits: {per_30s: 2}}]\nsteps:\n"
    text += f"  - send: {{via: tencent-v5, to: 13800009500, {CODE}, times: 3, as: last}}\n"
    assert wrong(text + "  - expect: {of: last, answer: {result: 1023}, inbox: none}\n") == []


def test_each_account_has_its_own_session() -> None:
    """A receipt goes to the account that sent the text."""
    text = "accounts: [{system_id: bank, password: secret}]\nsteps:\n"
    for account in ("bank", "esme"):
        text += f"  - send: {{via: smpp, to: 13800009500, text: {account}, account: {account}, as: {account}}}\n"
    for account in ("bank", "esme"):
        text += f"  - expect: {{of: {account}, within: 1m, report: {{stat: DELIVRD}}, inbox: {{text: {account}}}}}\n"
    assert wrong(text) == []


def test_a_narrow_window_loses_no_receipt() -> None:
    """Receipts that wait for the client's answers come one after another while time stands still."""
    text = "accounts: [{system_id: esme, window_out: 1}]\nhandsets: {13800009500: {condition: off, until: 2h}}\nsteps:\n"
    text += "".join(f"  - send: {{via: smpp, to: 13800009500, text: t{nth}, as: t{nth}}}\n" for nth in range(20))
    text += "  - pass: 2h\n" + "".join(f"  - expect: {{of: t{nth}, report: {{stat: DELIVRD}}}}\n" for nth in range(20))
    assert wrong(text) == []


def test_a_bind_that_is_refused_is_an_answer() -> None:
    """An account that nobody has can be tried, and what it is answered can be expected."""
    text = "steps:\n  - send: {via: smpp, to: 13800009500, text: hi, account: nobody, as: one}\n"
    assert wrong(text + "  - expect: {of: one, answer: {status: ESME_RINVSYSID}, report: none}\n") == []


def test_a_refusal_that_nobody_expects_is_a_finding() -> None:
    """Otherwise a file whose sends are all refused would hold where it expects nothing to come."""
    text = "handsets: {13800009500: {unsubscribed: [1400000001]}}\nsteps:\n"
    text += f"  - send: {{via: tencent-v5, to: 13800009500, {CODE}, as: one}}\n"
    (said,) = wrong(text + "  - expect: {of: one, inbox: none}\n")
    assert said.startswith("it is refused (result 1015, errmsg ")
    assert said.endswith("and no expectation of its answer says so")


def test_what_cannot_be_said_ends_the_play_with_a_finding() -> None:
    """A text of more parts than can be counted is no traceback, and what comes after it is not played."""
    text = f"steps:\n  - send: {{via: smpp, to: 13800009500, text: {'长' * 20_000}, as: one}}\n  - expect: {{of: one, inbox: none}}\n"
    (said,) = wrong(text)
    assert said.startswith("this cannot be said in SMPP: 40000 octets make 299 parts")
    assert said.endswith("the steps after this one were not played")


def test_time_that_is_over_cannot_be_waited_for() -> None:
    """An expectation took longer than the instant that the next step waits for."""
    text = "steps:\n  - send: {via: smpp, to: 13800009500, text: hi, as: one}\n  - expect: {of: one, never: 2h, inbox: {text: ho}}\n"
    assert wrong(text + "  - pass: {until: +1h}\n") == ["cannot pass to 2024-03-04T10:00:00.000+08:00: it is later already"]


def test_a_number_changes_on_the_way() -> None:
    """The carrier puts it on its blacklist and takes it off again; what is sent between is stopped, and what comes after is shown."""
    text = """
steps:
  - set: {handset: 13800009500, blacklisted: true}
  - send: {via: smpp, to: 13800009500, text: one, as: one}
  - pass: 1m
  - set: {handset: 13800009500, blacklisted: false}
  - send: {via: smpp, to: 13800009500, text: two, as: two}
  - pass: 1m
  - expect: {of: one, inbox: none, report: {status: FAIL}}
  - expect: {of: two, inbox: {text: two}, report: {status: SUCCESS}}
"""
    assert wrong(text) == []


class Mute(asyncio.Protocol):
    """A peer that answers nothing, or hangs up."""

    def __init__(self, *, hangs_up: bool) -> None:
        self._hangs_up = hangs_up

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:  # noqa: ARG002 - asyncio calls it so
        if self._hangs_up:
            self._transport.close()


@pytest.mark.parametrize(
    ("hangs_up", "said"),
    [(False, "enquire_link 1 of SMPP account  was not answered within 0.05 s"), (True, "was not answered: the network closed the session")],
)
def test_an_exchange_that_does_not_end_is_named(hangs_up: bool, said: str) -> None:
    """A network that does not answer is an error that says what was asked, and no endless wait."""

    async def asked() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Mute(hangs_up=hangs_up), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        _, client = await loop.create_connection(lambda: SmppClient(0.05), "127.0.0.1", port)
        try:
            await client.ask(Command.ENQUIRE_LINK, {})
        finally:
            client.close()
            server.close()

    with pytest.raises(ExchangeError, match=said):
        asyncio.run(asked())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(compare.answer({"result": "0"}, {"result": 1014}), "the answer's result is 1014, wanted 0", id="answer"),
        pytest.param(compare.answer({"sid": "1"}, {"result": 1}), "the answer's sid is missing, wanted 1: it has result", id="missing"),
        pytest.param(compare.reports([], [{"errmsg": "DELIVRD"}]), "1 report came (DELIVRD), wanted none", id="one-too-many"),
        pytest.param(compare.reports([{"stat": "DELIVRD"}], []), "no reports came, wanted 1 report", id="none-came"),
        pytest.param(compare.folder("inbox", "a", ["b"]), "inbox shows “b”, wanted “a”", id="other-text"),
        pytest.param(compare.folder("blocked", True, []), "blocked does not show it", id="not-shown"),
        pytest.param(compare.replies(["TD"], []), "replies that came: none, wanted “TD”", id="no-reply"),
    ],
)
def test_a_difference_is_one_sentence(found: list[str], said: str) -> None:
    """What was seen and what was wanted."""
    assert found == [said]


def test_the_table_names_each_file(tmp_path: Path) -> None:
    """A line a file, with how much time it took on the network's clock."""
    results, _ = command.run([files(tmp_path, fails=FAILS)])
    first, second, last = command.table(results)
    assert first == f"FAIL {tmp_path / 'fails.yaml'}  1/2 held, 1m simulated  fails"
    assert second.startswith(f"       {tmp_path / 'fails.yaml'}:6:5: ")
    assert last == "0 passed, 1 failed"
