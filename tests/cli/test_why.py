"""`fakecarrier why` from outside: codes without a network, both languages, JSON, and what it exports."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from simulator.cli.main import app
from simulator.cli.telling import Telling
from simulator.faq.catalogue import cases
from simulator.testing import Carrier
from tests.control.test_replay import MANNERS, send
from tests.control.test_why import why as asked

INSTANT, CASE, FILE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+]+", r"[a-z0-9-]+/[a-z0-9-]+(?![a-z.])", r"scenarios/[\w/.-]+"
NUMBER, CODE, STATE = r"\+?[0-9]{5,}", r"[A-Z]{2}:[0-9A-Z]+", r"[A-Z]{6,}"
FACT = re.compile("|".join((INSTANT, CASE, FILE, NUMBER, CODE, STATE)))
"""Instants, cases, files, numbers, carriers' codes, states: what does not change with the language."""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["why", *map(str, words)])


def lines(*words: str | Path) -> list[str]:
    ended = run(*words)
    assert ended.exit_code == 0, ended.output
    return ended.output.splitlines()


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    """What a network says of every handset of the default world."""
    numbers = [f"{prefix}{nth:02}" for prefix in MANNERS.values() for nth in range(20)]
    with Carrier() as carrier:
        for number in numbers:
            send(carrier, number)
        carrier.pass_(days=3)
        return [asked(carrier, number) for number in numbers]


def in_columns(line: str) -> Iterator[int]:
    """The columns of the terminal at which something begins after two blanks or more."""
    return (cell_len(line[: found.end()]) for found in re.finditer(r"  +(?=\S)", line))


def test_both_languages_tell_the_same_facts(told: list[dict[str, Any]]) -> None:
    """Every instant, number, code, case and file stands in both."""
    for found in told:
        english, chinese = ("\n".join(Telling(language).lines(found)) for language in ("en", "zh"))
        assert sorted(FACT.findall(english)) == sorted(FACT.findall(chinese))
        assert len(english.splitlines()) == len(chinese.splitlines())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_are_straight(told: list[dict[str, Any]], language: str) -> None:
    """Chinese characters take two columns: what stands in one column begins in one column."""
    for found in told:
        lines = list(Telling(language).lines(found))
        timeline = [list(in_columns(line)) for line in lines if re.match(r"  [0-9]{4}-", line)]
        headed = [next(in_columns(line[2:])) for line in lines if re.match(r"  [^ 0-9“]", line)]
        assert len({tuple(columns[:1]) for columns in timeline}) == 1
        assert len(set(headed)) == 1


@pytest.mark.parametrize("code", ["1014", "FailedOperation.ContainSensitiveWord", "MK:0024", "UNDELIV", "0x0000000B", "027", "1031"])
def test_a_code_without_a_network(code: str) -> None:
    """All its readings, each with its cases, and the way to a scenario."""
    told = lines("--code", code)
    assert told[0].startswith(f"code {code} (")
    assert any("fakecarrier why" in line and "--export" in line for line in told)


def test_a_case_of_a_code_comes_with_its_file() -> None:
    """The command to play it stands there."""
    assert any("fakecarrier run scenarios/" in line for line in lines("--code", "MK:0024"))


def test_one_carriers_reading() -> None:
    """Where a code is ambiguous."""
    both, one = lines("--code", "UNDELIV"), lines("--code", "UNDELIV", "--carrier", "mobile")
    assert [line.partition(":")[0] for line in both if line.startswith("code ")] == [
        "code UNDELIV (report, mobile)",
        "code UNDELIV (report, international)",
    ]
    assert [line.partition(":")[0] for line in one if line.startswith("code ")] == ["code UNDELIV (report, mobile)"]


def test_json() -> None:
    """The same, with the words of both languages."""
    found = json.loads("\n".join(lines("--code", "MK:0024", "--json")))
    assert found["codes"][0]["says"] == {"zh": "手机关机", "en": "the handset is switched off"}
    assert [case["id"] for case in found["cases"]] == found["codes"][0]["cases"]


def test_a_code_is_exported(tmp_path: Path) -> None:
    """What is written was played, and plays."""
    file = tmp_path / "code.yaml"
    assert lines("--code", "1031", "--export", file)[0].startswith(f"{file}: A fault answers 1031")
    assert CliRunner().invoke(app, ["run", str(file)]).exit_code == 0


@pytest.mark.parametrize(("code", "title"), [("MK:0024", "What brings MK:0024"), ("UNDELIV", "The nearest to UNDELIV, which is told as")])
def test_an_export_says_whose_code_it_brings(tmp_path: Path, code: str, title: str) -> None:
    """Where nothing here is told by that very code, the title names the one that is."""
    file = tmp_path / "code.yaml"
    assert lines("--code", code, "--export", file)[0].startswith(f"{file}: {title}")


def test_an_export_takes_nobodys_file(tmp_path: Path) -> None:
    """What is there stays as it is."""
    file = tmp_path / "mine.yaml"
    file.write_text("mine", "utf-8")
    done = CliRunner().invoke(app, ["why", "--code", "1031", "--export", str(file)])
    assert (done.exit_code, "is there already" in done.stderr, file.read_text("utf-8")) == (1, True, "mine")


def test_a_fate_is_exported(tmp_path: Path) -> None:
    """From a running network."""
    file = tmp_path / "fate.yaml"
    with Carrier() as carrier:
        send(carrier, "13800000202")
        carrier.pass_(hours=1)
        assert "late/handset" in lines("13800000202", "--url", carrier.url, "--export", file)[0]
    assert CliRunner().invoke(app, ["run", str(file)]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--code", "nonsense"), "nonsense is no code that is known here"),
        (("--code", "--number", "1"), "--number and --code say two things"),
        (("--code", "1018", "--export", "/dev/null/file.yaml"), "cannot be written"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], sentence: str) -> None:
    """One line, exit 1."""
    ended = run(*words)
    assert ended.exit_code == 1
    assert sentence in ended.output


def test_every_case_has_words_for_the_terminal() -> None:
    """The catalogue's, none longer than people read."""
    assert all(len(words.en) < 400 for case in cases().values() for words in (case.told, case.check, case.cure))
