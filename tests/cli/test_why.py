"""`fakecarrier why` from outside: codes without a network, both languages, JSON, and what it exports."""

import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len

from simulator.cli.main import main
from simulator.cli.telling import Telling
from simulator.faq.catalogue import cases
from simulator.testing import Carrier
from tests.control.test_replay import MANNERS, send
from tests.control.test_why import why as asked

INSTANT, CASE, FILE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+]+", r"[a-z0-9-]+/[a-z0-9-]+(?![a-z.])", r"fakecarrier run [\w/.-]+"
NUMBER, CODE, STATE = r"\+?[0-9]{5,}", r"[A-Z]{2}:[0-9A-Z]+", r"[A-Z]{6,}"
FACT = re.compile("|".join((INSTANT, CASE, FILE, NUMBER, CODE, STATE)))
"""Instants, cases, files, numbers, carriers' codes, states: what does not change with the language."""


class Ended(NamedTuple):
    """What a command said, and its exit code."""

    exit_code: int
    stdout: str
    stderr: str


def run(*words: str | Path) -> Ended:
    return typed("why", *words)


def typed(*words: str | Path) -> Ended:
    """The command in this process."""
    out, err, code = StringIO(), StringIO(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([*map(str, words)])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Ended(code, out.getvalue(), err.getvalue())


def lines(*words: str | Path) -> list[str]:
    ended = run(*words)
    assert ended.exit_code == 0, ended.stderr
    return ended.stdout.splitlines()


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
    assert any("fakecarrier run faq/" in line for line in lines("--code", "MK:0024"))


def headings(*words: str) -> list[str]:
    return [line.partition("): ")[0] for line in lines(*words) if line.startswith("code ")]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("UNDELIV",), ["code UNDELIV (report, mobile, international"]),
        (("DELIVRD",), ["code DELIVRD (report, mainland, international"]),
        (("UNDELIV", "--carrier", "Mobile"), ["code UNDELIV (report, mobile"]),
        (("11",), ["code 0x0000000B (smpp", "code 11 (report, unicom"]),
    ],
)
def test_readings_that_say_the_same_are_told_once(words: tuple[str, ...], wanted: list[str]) -> None:
    """With all the networks where they are met."""
    assert headings("--code", *words) == wanted


def test_what_differs_stands_first() -> None:
    """A code that means different things says where each is met before it tells them, and how to have either exported."""
    told = lines("--code", "11")
    assert told[0] == "11 means different things, by where it is met: smpp | report, unicom"
    exports = [line.split(" --export")[0].split("fakecarrier ")[1] for line in told if "--export" in line]
    assert exports == ["why 11", "why 11 --carrier unicom"]


def test_a_code_of_delivery_tells_why_nothing_may_have_been_received() -> None:
    """For that is what is asked."""
    assert "  where it was not received all the same, most likely first" in lines("--code", "delivrd")


def test_what_is_to_be_typed_again_is_quoted() -> None:
    """A shell takes it for one word."""
    assert "  fakecarrier why 'MK：0024' --export" in lines("--code", "MK：0024")[-1]


def test_what_is_to_be_typed_again_asks_the_same_network() -> None:
    """Also where its address was typed with a slash at the end."""
    with Carrier() as carrier:
        send(carrier, "13800000202")
        told = lines("13800000202", "--url", f"{carrier.url}/")
    assert f"fakecarrier why 13800000202 --url {carrier.url} --export FILE.yaml && " in told[-1]


def test_json() -> None:
    """The same, with the words of both languages."""
    found = json.loads("\n".join(lines("--code", "MK:0024", "--json")))
    assert found["codes"][0]["says"] == {"zh": "手机关机", "en": "the handset is switched off"}
    assert [case["id"] for case in found["cases"]] == found["codes"][0]["cases"]


def test_a_code_is_exported(tmp_path: Path) -> None:
    """What is written was played, and plays."""
    file = tmp_path / "code.yaml"
    assert lines("--code", "1031", "--export", file)[0].startswith(f"{file}: 1031 by a fault that answers it to whatever is sent")
    assert typed("run", file).exit_code == 0


@pytest.mark.parametrize(
    ("code", "title"),
    [("MK:0024", "What brings MK:0024"), ("DB:0126", "What brings DB:0126"), ("UNDELIV", "The nearest to UNDELIV, which is told as")],
)
def test_an_export_says_whose_code_it_brings(tmp_path: Path, code: str, title: str) -> None:
    """Where nothing here is told by that very code, the title names the one that is."""
    file = tmp_path / "code.yaml"
    assert lines("--code", code, "--export", file)[0].startswith(f"{file}: {title}")


def test_an_export_takes_nobodys_file(tmp_path: Path) -> None:
    """What is there stays as it is."""
    file = tmp_path / "mine.yaml"
    file.write_text("mine", "utf-8")
    done = run("--code", "1031", "--export", file)
    assert (done.exit_code, "is there already" in done.stderr, file.read_text("utf-8")) == (1, True, "mine")


def test_a_fate_is_exported(tmp_path: Path) -> None:
    """From a running network."""
    file = tmp_path / "fate.yaml"
    with Carrier() as carrier:
        send(carrier, "13800000202")
        carrier.pass_(hours=1)
        assert "late/handset" in lines("13800000202", "--url", carrier.url, "--export", file)[0]
    assert typed("run", file).exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--code", "no code"), "'no code' is no code that is known here\n"),
        (("--code", "PhoneNumberInBlacklist"), "known here (did you mean FailedOperation.PhoneNumberInBlacklist?)"),
        (("--code", "1014", "--carrier", "mobile"), "'1014' is no code that is known of mobile, but elsewhere: leave --carrier out"),
        (("",), "why what? Name a message's id, a phone number, or a code"),
        ((" ", "--code"), "why what? Name a message's id, a phone number, or a code"),
        (("delivred", "--url", "http://127.0.0.1:9"), "(Connection refused): start one"),
        (
            ("delivred", "--url", "http://127.0.0.1:9"),
            "or say where with --url; 'delivred' is no code that is known here (did you",
        ),
        (("--code", "--number", "1"), "--number and --code say two things"),
        (("--code", "1018", "--export", "/dev/null/file.yaml"), "cannot be written"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], sentence: str) -> None:
    """One line, exit 1."""
    ended = run(*words)
    assert ended.exit_code == 1
    assert sentence in ended.stderr


def test_every_case_has_words_for_the_terminal() -> None:
    """The catalogue's, none longer than people read."""
    assert all(len(words.en) < 400 for case in cases().values() for words in (case.told, case.check, case.cure))
