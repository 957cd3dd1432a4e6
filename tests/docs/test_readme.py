"""The README: what it shows happens, and what it names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.scenario.default import HANDSETS, MANNERS
from tests.docs.session import EXAMPLES, ROOT, Terminal, blocks
from tests.served import Served, serve
from tests.web import ask

README = ROOT / "README.md"
DOCUMENTS = [README, *sorted(path for path in (ROOT / "docs").rglob("*.md") if "node_modules" not in path.parts)]
_LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """What `make run` runs; it is only looked at."""
    with serve() as network:
        yield network


def test_the_readme_happens(terminal: Terminal) -> None:
    """Each command of the README, in its order, prints what stands below it."""
    terminal.play(README)


def test_the_readme_is_short() -> None:
    """It is read in a few minutes."""
    assert len(README.read_text("utf-8").splitlines()) <= 190


def test_every_make_target_is_there() -> None:
    """`make run` and the like are targets of the Makefile."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"\bmake (run|test|check|bench|clean)\b", README.read_text("utf-8"))
    assert set(named) <= set(targets)


def test_the_numbers_are_those_of_the_default_world() -> None:
    """The table names every handset and every manner that there is, and no other."""
    text = README.read_text("utf-8")
    assert set(re.findall(r"\| `(\d\d)` (?=\|)", text)) == set(HANDSETS)
    named = re.findall(r"`13800000(\d)NN` \| (\w+)", text)
    assert dict(named) == {digit: manner.value for digit, manner in MANNERS.items()}


@pytest.mark.parametrize(
    ("number", "network", "report", "condition"),
    [
        ("13800000000", "mobile", "final", "on"),
        ("13800000001", "mobile", "final", "off"),
        ("13800000202", "mobile", "early", "off"),
        ("18600000101", "unicom", "optimistic", "off"),
        ("18900000302", "telecom", "silent", "off"),
        ("13800000003", "mobile", "final", "out-of-credit"),
        ("13800000209", "mobile", "early", "no-signal"),
        ("18600000111", "unicom", "optimistic", "inbox-full"),
        ("18900000019", "unicom", "final", "on"),
        ("+85251000212", "international", "early", "settings"),
        ("15012345678", "mobile", "final", "on"),
        ("+85251234567", "international", "final", "on"),
    ],
)
def test_the_numbers_are_as_it_says(served: Served, number: str, network: str, report: str, condition: str) -> None:
    """What the table says of a number, the network says of it."""
    handset = ask("GET", f"{served.url}/sim/handsets/{number}")[1]
    assert (handset["network"], handset["report"], handset["condition"]) == (network, report, condition)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_link_is_broken(document: Path) -> None:
    """What a document leads to is there."""
    assert [link for link in _LINK.findall(document.read_text("utf-8")) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_code_is_a_file(document: Path) -> None:
    """Code in a document is an example to the letter, so that what runs is what is read; scenario files are code."""
    examples = [*EXAMPLES.iterdir(), *(ROOT / "docs" / "reference" / "scenario").iterdir()]
    files = {example.read_text("utf-8") for example in examples if example.is_file()}
    assert [block for language in ("python", "sh", "yaml") for block in blocks(document, language) if block not in files] == []
