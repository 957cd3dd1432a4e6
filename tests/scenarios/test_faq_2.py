"""The FAQ's cases of error codes, security, fees, signatures, templates and other questions: each has files that prove it."""

from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from simulator.scenario.nodes import Node
from simulator.scenario.reader import read
from simulator.scenario.settings import Apply, Call, Expect, Query, Send
from tests.scenarios.folder import Plays, loaded
from tests.scenarios.test_faq_1 import FOLDER, every_step

CASES = {
    "error": ("1001-sig", "1004-json", "1014-template", "1015-blacklist", "1016-phone", "60008-timeout", "auth-v3"),
    "security": (
        *("limit-30s", "limit-daily", "limit-custom", "limit-whitelist", "sign-mainland", "app-id", "key-disabled"),
        "record-query",
    ),
    "fees": ("postpaid-arrears", "enterprise-only", "reply-free", "sender-id"),
    "sign": ("neutral", "limit-50", "immutable", "choose", "entrusted", "unreleased-product", "documents"),
    "template": (
        *("banned-industry", "variables", "no-link-in-variable", "remark-needed", "kind-by-content", "link-must-open"),
        *("marketing-opt-out", "limit-200", "immutable", "review-hours", "spot-check"),
    ),
    "other": (
        *("batch-200", "dedupe", "different-texts", "masked-digits", "intl-daily-1000", "individual-console-review"),
        *("overseas-caller", "country-codes"),
    ),
}
IDS = [f"{section}/{case}" for section, cases in CASES.items() for case in cases]
VARIANTS = {
    "error-1001-sig": ("random", "key", "order", "encoding"),
    "error-1004-json": ("single-quotes", "name", "type", "range", "interface", "or-60003"),
    "error-1014-template": ("braces", "numbering", "count", "not-approved", "type", "invisible", "encoding", "abroad"),
    "error-1016-phone": ("format", "field"),
    "error-60008-timeout": ("not-http", "url-body", "stalled", "content-type", "dns"),
    "error-auth-v3": ("secret-id", "secret-key", "expired"),
}
"""Of each error all the ways that the FAQ has for it."""
OF_V5 = (
    *("error-1001-sig", "error-60008-timeout", "error-1004-json-range", "error-1004-json-or-60003"),
    *("error-1014-template-type", "error-1014-template-encoding", "other-individual-console-review"),
)
"""Of codes and forms that the cloud API has not."""
OF_V3 = ("error-auth-v3-secret-id", "error-auth-v3-secret-key")


def files_of(case: str) -> list[Path]:
    """The files that are named after a case."""
    name = case.replace("/", "-")
    return sorted(file for file in FOLDER.glob(f"{name}*.yaml") if file.stem == name or file.stem.startswith(f"{name}-"))


FILES = sorted(set(chain.from_iterable(map(files_of, IDS))))


def buts(file: Path) -> list[str]:
    """The path of each thing that a caller does wrong."""
    root = read(file.read_bytes(), str(file))
    assert isinstance(root, Node)
    sends = [(nth, step["send"]) for nth, step in enumerate(root.plain()["steps"]) if "send" in step]
    return [f"steps[{nth}].send.but" for nth, send in sends if "but" in send]


EACH = [(file, path) for file in FILES for path in buts(file)]


@cache
def looks(file: Path) -> list[Expect]:
    return [step for step in every_step(loaded(file)) if isinstance(step, Expect)]


@pytest.mark.parametrize("case", IDS)
def test_a_case_has_a_file_that_proves_it(plays: Plays, case: str) -> None:
    """A file is named after the case and says that it shows it, and playing it, the diagnosis comes upon the case."""
    named = files_of(case)
    assert any(case in loaded(file).shows for file in named)
    assert all(case in plays(file).cases for file in named if case in loaded(file).shows)


@pytest.mark.parametrize(("error", "ways"), VARIANTS.items(), ids=VARIANTS)
def test_an_error_has_a_file_for_each_way_to_it(error: str, ways: tuple[str, ...]) -> None:
    """And there is none that is no such way."""
    assert {file.stem for file in FILES if file.stem.startswith(error)} == {f"{error}-{way}" for way in ways}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_asks_for_its_case(plays: Plays, file: Path) -> None:
    """It holds, and one of its cases is what it expects to explain something."""
    assert [finding.what for finding in plays(file).findings if not finding.held] == []
    assert {look.case for look in looks(file)} & set(loaded(file).shows)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_plays_both_apis(file: Path) -> None:
    """Or the one that has such a code, such a form."""
    steps = every_step(loaded(file))
    used = {step.via for step in steps if isinstance(step, Send | Call | Apply | Query)}
    wanted = {"tencent-v5"} if file.stem.startswith(OF_V5) else {"tencent-v3"} if file.stem in OF_V3 else {"tencent-v5", "tencent-v3"}
    assert wanted <= used


@pytest.mark.parametrize(("file", "path"), EACH, ids=lambda each: each.stem if isinstance(each, Path) else each)
def test_a_file_fails_without_any_of_the_callers_mistakes(plays: Plays, file: Path, path: str) -> None:
    """Not only the one that `because` names."""
    assert not plays(file, without=path).held
