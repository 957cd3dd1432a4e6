"""locust as users run it, against a served network: what it says was sent is what the network says it got."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.loadtest.locusts import FREE, HASTE, ROOT, Enough, Load, answers, command, page, records, run, started, texts, until, workers
from tests.served import Served, serve
from tests.web import ask, exchange

FRONTS = ["smpp", "tencent-v5", "tencent-v3"]


def world(folder: Path, more: str = "") -> str:
    path = folder / "world.yaml"
    path.write_text(FREE + more, "utf-8")
    return str(path)


def closed(row: dict[str, Any]) -> None:
    """Nothing of it is open."""
    assert row["sent"] == row["answered"] + row["timed_out"]
    assert row["accepted"] == row["reported"] + row["lost"]
    assert row["unanswered"] == row["unreported"] == 0


def agrees(load: Load, served: Served) -> None:
    """Every text is accounted for, here and there."""
    counted = records(served)
    for row in load.fronts.values():
        closed(row)
    smpp = sum(count for (what, front, _), count in counted.items() if what == "answers" and front == "smpp")
    assert smpp == load.fronts.get("smpp", {"answered": 0})["answered"]
    assert counted["submissions", "", ""] == sum(row["accepted"] for row in load.fronts.values())
    assert sum(count for (what, *_), count in counted.items() if what == "reports") == sum(row["reported"] for row in load.fronts.values())


def test_a_run_in_one_process(tmp_path: Path) -> None:
    """All fronts and all kinds of texts; what it sent, the network had, and the reports of all came. locust's statistics say the same."""
    with serve(world(tmp_path), *HASTE) as served:
        options = ("--front", "all", "--pace", "30", "--exclude-tags", "marketing", "--users", "3", "--spawn-rate", "3")
        load = run(served, tmp_path, *options, enough=texts(25, *FRONTS))
        assert (load.status, load.broken, list(load.fronts)) == (0, [], FRONTS)
        agrees(load, served)
    for front, name in (("smpp", ("smpp", "submit_sm")), ("tencent-v5", ("POST", "sendsms")), ("tencent-v3", ("POST", "SendSms"))):
        row = load.fronts[front]
        assert row["sent"] == load.stats[name]["num_requests"] > 20
        assert row["reported"] == load.stats[front, "report"]["num_requests"]
        assert f"{front}: sent {row['sent']} = answered {row['answered']} + timed out 0;" in load.said


def test_a_master_and_two_workers(tmp_path: Path) -> None:
    """Pulled reports come to either of them, and still every text is accounted for once; the master's statistics are complete."""
    with serve(world(tmp_path), *HASTE) as served, workers(2) as led:
        options = ("--front", "all", "--tags", "codes", "--pace", "20", "--users", "6", "--spawn-rate", "6", "--run-time", "4s")
        load = run(served, tmp_path, *led, *options)
        assert (load.status, load.broken, sorted(load.fronts)) == (0, [], sorted(FRONTS))
        agrees(load, served)
        assert all(row["sent"] == row["reported"] for row in load.fronts.values())
        assert load.stats["POST", "sendsms"]["num_requests"] == load.fronts["tencent-v5"]["sent"]
        assert load.stats["smpp", "report"]["num_requests"] == load.fronts["smpp"]["reported"]


@pytest.mark.parametrize(
    ("fault", "options", "what"),
    [
        ("{kind: receipt-never, every: 10}", ("--drain", "0.5"), "lost"),
        ("{kind: answer-never, every: 10}", ("--answer-timeout", "0.5"), "timed_out"),
        ("{kind: answer-status, every: 10, status: RTHROTTLED}", (), "refused"),
        ("{kind: close-before, every: 30}", (), "timed_out"),
    ],
)
def test_what_is_lost_fails_the_run(tmp_path: Path, fault: str, options: tuple[str, ...], what: str) -> None:
    """Exit code 1 and the reason; the books are closed all the same."""
    faults = f"smpp: {{faults: [{fault.replace('{', '{name: bad, ')}]}}"
    with serve(world(tmp_path, faults), *HASTE) as served:
        asked = ("--tags", "codes", "--pace", "50", "--users", "2", "--spawn-rate", "2", *options)
        load = run(served, tmp_path, *asked, enough=answers(60, "smpp"))
    row = load.fronts["smpp"]
    assert load.status == 1
    assert "% were lost, and 0 % may be" in load.broken[0]
    assert row[what] > 0
    closed(row)


def test_losses_may_be_allowed(tmp_path: Path) -> None:
    """One in ten is refused, half of all may be; that answers take too long is what breaks it."""
    faults = (
        "smpp: {faults: [{name: bad, kind: answer-status, every: 10, status: RTHROTTLED}, {name: slow, kind: answer-late, delay: 10s}]}"
    )
    with serve(world(tmp_path, faults), *HASTE) as served:
        asked = ("--tags", "codes", "--pace", "50", "--loss", "50", "--p99-ms", "50")
        load = run(served, tmp_path, *asked, enough=answers(60, "smpp"))
    assert load.fronts["smpp"]["refused"] > 0
    (broken,) = load.broken
    assert broken.endswith("and 50 ms they may")
    assert load.status == 1


def refusals(least: int) -> Enough:
    """The network did not take so many texts."""
    return lambda served: len(ask("GET", f"{served.url}/sim/refusals")[1]["refusals"]) >= least


def test_bombing_is_limited(tmp_path: Path) -> None:
    """The default world lets a number have ten codes a day, and one like it in 30 s: the refusals are expected, and are no loss."""
    with serve(*HASTE) as served:
        load = run(served, tmp_path, "--front", "v3", "--tags", "bombing", "--pace", "15", enough=refusals(5))
    row = load.fronts["tencent-v3"]
    assert (load.status, row["refused"]) == (0, 0)
    assert row["limited"] > 0


def test_a_search_finds_what_holds(tmp_path: Path) -> None:
    """The account may send 24 a second: one user of 20 a second holds, two are throttled, so one it is.

    A second's worth may come at once, as that is what a user makes up for when the machine held it up.
    """
    account = "accounts: [{system_id: esme, password: secret, traffic: {per_s: 24, burst: 24}}]"
    asked = ("--search", "--tags", "codes", "--pace", "20", "--search-most", "2", "--step-time", "3", "--settle", "0.5", "--drain", "0.1")
    with serve(world(tmp_path, account)) as served:
        load = run(served, tmp_path, *asked, "--at-least", "1000")
    assert load.found
    assert load.found["users"] == 1
    assert 15 < load.found["texts_per_s"] < 25
    assert "highest rate that held: " in load.said
    assert load.said.count("\n2 users, ") == 2, "a rate has to break twice"
    assert load.status == 1
    assert load.broken[0].endswith("and 1000 are wanted")


def test_a_search_judges_a_rate_by_what_becomes_of_its_texts(tmp_path: Path) -> None:
    """No report ever comes, and that shows only when the next rate would be tried: none is found."""
    silent = "populations: {load: {size: 10000000, behaviours: [{share: 100%, report: silent}]}}"
    asked = ("--search", "--tags", "codes", "--pace", "20", "--search-most", "2", "--step-time", "1", "--settle", "0.2", "--drain", "0.1")
    with serve(world(tmp_path, silent), *HASTE) as served:
        load = run(served, tmp_path, *asked, "--report-timeout", "2", "--at-least", "10")
    assert load.said.count("1 users, ") == 2, "a rate has to break twice"
    assert "% were lost" in load.said
    assert load.found == {"users": 0, "texts_per_s": 0.0}
    assert (load.status, load.broken) == (1, ["no rate held"])


def test_a_search_with_workers(tmp_path: Path) -> None:
    """They hear from the master which texts a rate is judged by, and tell it what became of them."""
    asked = (
        "--search",
        "--tags",
        "codes",
        "--pace",
        "10",
        "--search-from",
        "2",
        "--search-most",
        "2",
        "--step-time",
        "3",
        "--settle",
        "1.5",
    )
    with serve(world(tmp_path), *HASTE) as served, workers(2) as led:
        load = run(served, tmp_path, *led, *asked)
    assert load.found
    assert (load.status, load.found["users"]) == (0, 2)


def test_a_front_that_cannot_send_fails_the_run(tmp_path: Path) -> None:
    """All three were asked for, and nobody listens to SMPP: its row is there, and says so."""
    with serve(world(tmp_path), *HASTE) as served:
        options = ("--front", "all", "--smpp", "127.0.0.1:1", "--tags", "codes", "--pace", "20", "--users", "3", "--spawn-rate", "3")
        load = run(served, tmp_path, *options, enough=texts(5, *FRONTS[1:]))
    assert list(load.fronts) == FRONTS
    assert (load.status, load.broken[0]) == (1, "smpp: nothing was sent")
    assert load.fronts["smpp"]["unbound"] > 0


@pytest.mark.parametrize("end", [("--run-time", "3s"), ()], ids=["its time", "SIGTERM"])
def test_an_answer_after_the_end_is_accounted_for(tmp_path: Path, end: tuple[str, ...]) -> None:
    """It takes longer than the drain: its text is answered and lost, or timed out, and never open."""
    slow = "faults: [{name: slow, kind: slow-requests, delay: 2s, path: /v5/tlssmssvr/sendsms}]"
    with serve(world(tmp_path, slow)) as served:
        asked = ("--front", "v5", "--tags", "codes", "--users", "3", "--spawn-rate", "3", "--drain", "0.2", *end)
        load = run(served, tmp_path, *asked, enough=None if end else lambda served: records(served).get(("submissions", "", ""), 0) > 2)
    assert load.fronts["tencent-v5"]["sent"] >= 3
    closed(load.fronts["tencent-v5"])
    assert load.status == 1


def test_a_reply_is_timed_from_the_text_that_it_is_to(tmp_path: Path) -> None:
    """Nine numbers, each of which replies after half a second here: no reply is quicker, however much they are written to."""
    with serve("--speed", "10") as served:
        load = run(served, tmp_path, "--tags", "replies", "--pace", "50", enough=answers(150, "smpp"))
    row = load.fronts["smpp"]
    assert row["replied"] == load.stats["smpp", "reply"]["num_requests"] > 9
    assert load.stats["smpp", "reply"]["min_response_time"] >= 500
    assert row["reply_lost"] == 0


def test_the_page_has_a_tab(tmp_path: Path) -> None:
    """It is there from the start, is filled while a run goes on, and can be had as a file."""
    with serve(world(tmp_path), *HASTE) as served, page(served, "--tags", "codes") as url:
        assert '"title": "Texts"' in exchange("GET", url)[2].decode()
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        assert exchange("POST", f"{url}/swarm", b"user_count=1&spawn_rate=1", head)[0] == 200
        table = ""
        while "\nsmpp," not in table:
            table = exchange("GET", f"{url}/fakecarrier/csv")[2].decode()
        assert '"key":"fakecarrier"' in exchange("GET", f"{url}/stats/requests")[2].decode().replace(" ", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--smpp", "localhost"), "'localhost' is not HOST:PORT"),
        (("--window", "0"), "'0' is no whole number from 1 on"),
        (("--search",), "--search needs --pace"),
    ],
)
def test_a_wrong_option_is_told(options: tuple[str, ...], said: str) -> None:
    """Before anything is sent."""
    asked = ["-m", "locust", "-f", "locustfile.py", "--headless", *options]
    done = subprocess.run([sys.executable, *asked], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode != 0
    assert said in done.stderr


def test_a_locustfile_of_ones_own(tmp_path: Path) -> None:
    """The how-to's is the example, and runs: each order is two texts."""
    example = "docs/examples/loadtest/locustfile.py"
    assert (ROOT / example).read_text("utf-8") in (ROOT / "docs" / "how-to" / "load-test-a-sender.md").read_text("utf-8")
    with serve(*HASTE) as served:
        load = run(served, tmp_path, "--users", "2", "--spawn-rate", "2", file=example, enough=answers(20, "smpp"))
    assert load.status == 0
    assert load.fronts["smpp"]["sent"] == load.fronts["smpp"]["reported"] > 0
    assert load.fronts["smpp"]["sent"] % 2 == 0


@pytest.mark.parametrize("module", ["simulator.cli.main", "simulator.testing", "simulator.world"])
def test_locust_keeps_to_itself(module: str) -> None:
    """It changes how a process waits: what serves, and what tests use, does not import it."""
    code = f"import sys, {module}; assert not {{'locust', 'gevent'}} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=30, check=False).returncode == 0


def test_an_interrupted_run_closes_its_books(tmp_path: Path) -> None:
    """SIGTERM in the middle: what is on its way is waited for, and judged."""
    figures = tmp_path / "figures.json"
    asked = ("--headless", "--tags", "codes", "--pace", "50", "--figures", str(figures), "--loglevel", "INFO")
    with serve(world(tmp_path), *HASTE) as served, started(command(served, *asked)) as process:
        until(served, answers(20, "smpp"), process)
        process.terminate()
        process.communicate(timeout=30)
        (row,) = json.loads(figures.read_text("utf-8"))["fronts"]
        assert process.returncode == 0
        assert row["sent"] == row["reported"] == records(served)["submissions", "", ""]
