"""The FAQ's cases of texts that did not arrive or came late, slow calls, blacklists, contents, replies: each has files that prove it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.reporting.settings import Manner
from simulator.scenario.nodes import Node
from simulator.scenario.reader import read
from simulator.scenario.settings import Expect, Scenario, Send
from tests.scenarios import folder
from tests.scenarios.folder import Plays, loaded

FOLDER = folder.FOLDER / "faq"
CASES = {
    "not-received": (
        *("frequency-limit", "bad-content", "unsubscribed", "carrier-error", "handset-off", "out-of-credit", "suspended"),
        *("carrier-blacklist", "stale-registration", "signal-loss", "inbox-full", "settings", "hardware", "blocked-on-phone", "no-record"),
    ),
    "late": ("slow-call", "manual-review", "handset"),
    "slow-api": ("dns", "head-of-line", "short-connections", "backlog", "idle-recycled"),
    "blacklist": ("unsubscribe", "lift", "carrier"),
    "content": ("sensitive-word", "account-banned", "no-mms"),
    "reply": ("received", "72h", "sender-number"),
}
IDS = [f"{section}/{case}" for section, cases in CASES.items() for case in cases]
FILES = sorted(file for section in CASES for file in FOLDER.glob(f"{section}-*.yaml"))
FRONTS = {"smpp", "tencent-v5", "tencent-v3"}
HTTP_ONLY = ("slow-api-", "late-slow-call", "not-received-no-record", "content-account-banned", "content-no-mms")
"""Of the HTTP port and of what stands behind it: SMPP knows neither these transport faults nor bans."""
IN_ALL_MANNERS = (
    *("handset-off", "out-of-credit", "suspended", "carrier-blacklist", "stale-registration", "signal-loss", "inbox-full", "settings"),
    *("hardware", "blocked-on-phone", "carrier-error-empty-number", "carrier-error-interception", "carrier-error-throttled"),
    *("carrier-error-own-fault", "carrier-error-porting"),
)
OPT_OUTS = {"TD", "T", "N", "退订", "T退订", "QX", "0000"}


def files_of(case: str) -> list[Path]:
    """The files that are named after a case; no other case's name begins so."""
    return [file for file in FILES if file.stem == (name := case.replace("/", "-")) or file.stem.startswith(f"{name}-")]


def looks(file: Path) -> list[Expect]:
    return [step for step in every_step(loaded(file)) if isinstance(step, Expect)]


def every_step(scenario: Scenario) -> Iterator[object]:
    """The steps, those of senders side by side among them."""
    for step in scenario.steps:
        branches = getattr(step, "branches", ())
        yield from (inner for scope, course in branches for inner in course.read(scope)) if branches else (step,)


def settings(file: Path) -> list[str]:
    """The path of each setting that brings the case about, where a file has several."""
    root = read(file.read_bytes(), str(file))
    assert isinstance(root, Node)
    shaped = root.plain()
    handsets = [
        f"handsets.{number}.{what}"
        for number, said in shaped.get("handsets", {}).items()
        for what in ("condition", "blacklisted", "unsubscribed", "replies")
        if what in said and said[what] != "on"
    ]
    faults = [f"faults[{nth}]" for nth in range(len(shaped.get("faults", ())))]
    network = shaped.get("network", {})
    words = [f"network.lexicon[{nth}]" for nth in range(len(network.get("lexicon", ())))]
    carriers = [
        f"network.carriers[{nth}].{what}"
        for nth, carrier in enumerate(network.get("carriers", ()))
        for what in ("outages", "throttle", "loss", "words")
        if what in carrier
    ]
    return [*handsets, *faults, *words, *carriers]


EACH = [(file, path) for file in FILES for path in settings(file)]


@pytest.mark.parametrize("case", IDS)
def test_a_case_has_a_file_that_proves_it(plays: Plays, case: str) -> None:
    """A file is named after the case and says that it shows it, and playing it, the diagnosis comes upon the case."""
    named = files_of(case)
    assert named
    assert all(case in loaded(file).shows for file in named)
    assert all(case in plays(file).cases for file in named)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_shows_what_it_proves(plays: Plays, file: Path) -> None:
    """It holds; every case in `shows` explains something that happens in it; and it asks for a case itself."""
    assert [finding.what for finding in plays(file).findings if not finding.held] == []
    assert set(loaded(file).shows) <= plays(file).cases
    assert {look.case for look in looks(file) if look.case} & set(loaded(file).shows)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_plays_every_front_that_can_show_it(file: Path) -> None:
    """Both HTTP APIs and SMPP; where SMPP has no part in it, both APIs, or the one whose connections it is about."""
    used = {step.via for step in every_step(loaded(file)) if isinstance(step, Send)}
    assert used == (FRONTS - {"smpp"} if file.stem.startswith(HTTP_ONLY) else FRONTS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_looks_at_all_three_truths(file: Path) -> None:
    """The answer, the report and the inbox."""
    assert any(look.answer is not None for look in looks(file))
    assert any(look.reports is not None for look in looks(file))
    assert any(look.inbox is not None for look in looks(file))


@pytest.mark.parametrize("condition", IN_ALL_MANNERS)
def test_a_condition_is_shown_in_every_manner_of_report(condition: str) -> None:
    """Final, early, optimistic and silent stand side by side in its file."""
    scenario = loaded(FOLDER / f"not-received-{condition}.yaml")
    assert {line.report for line in scenario.lines.values()} == set(Manner)
    sent = {scenario.lines[step.to].report for step in scenario.steps if isinstance(step, Send) and step.to in scenario.lines}
    assert sent == set(Manner)


@pytest.mark.parametrize(("file", "path"), EACH, ids=lambda each: each.stem if isinstance(each, Path) else each)
def test_a_file_fails_without_any_of_its_causes(plays: Plays, file: Path, path: str) -> None:
    """Not only the one that `because` names: each handset's condition, each fault and each list of words is what something hangs on."""
    assert not plays(file, without=path).held


def test_every_word_that_unsubscribes_is_played() -> None:
    """The seven words, in more than one way of writing, and answers that are none of them."""
    scenario = loaded(FOLDER / "blacklist-unsubscribe.yaml")
    asked = {step.to for step in scenario.steps if isinstance(step, Send)}
    said = Counter(reply.text.strip().upper() for number in asked for reply in scenario.lines[number].handset.replies)
    assert said.keys() >= OPT_OUTS
    assert {word for word, count in said.items() if count > 1} >= {"TD", "T退订", "QX"}
    assert len(said.keys() - OPT_OUTS) >= 3


def test_the_name_of_a_file_says_which_case_it_is() -> None:
    """No file of these sections is named after no case."""
    assert [file.stem for file in FILES if not any(file in files_of(case) for case in IDS)] == []
