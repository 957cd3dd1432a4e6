"""What may be said on the command line: what each option takes, and how one is told what is wrong."""

import os
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.options import read, same_network
from tests.served import COMMAND, serve


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("serve", {"scenario": None, "host": "127.0.0.1", "smpp_port": 2775, "speed": 1.0, "capture": [], "json": False}),
        ("serve --smpp-port 0 a.yaml --http-port=1", {"scenario": Path("a.yaml"), "smpp_port": 0, "http_port": 1}),
        ("serve --capture a.pcap --capture b.jsonl --speed paused", {"capture": [Path("a.pcap"), Path("b.jsonl")], "speed": 0.0}),
        ("run a.yaml --json b.yaml --shuffle 3", {"paths": [Path("a.yaml"), Path("b.yaml")], "json": True, "shuffle": 3}),
        ("send --via TENCENT-V3 --param 1 --param 2 --wait 0.5", {"via": "tencent-v3", "param": ["1", "2"], "wait": 0.5}),
        ("why --lang ZH MK:0024 --code", {"what": "MK:0024", "lang": "zh", "code": True, "carrier": None}),
        ("pass 1h --url http://x", {"span": "1h", "url": "http://x"}),
        ("--version", {"command": "version"}),
    ],
)
def test_what_is_said(words: str, wanted: dict[str, Any]) -> None:
    """Options and what the command is about, in any order; what is left out is as it is shown in the help."""
    said = vars(read(words.split()))
    assert {key: said[key] for key in wanted} == wanted
    assert said["command"] in {words.split(maxsplit=1)[0], "version"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("srve", "fakecarrier: there is no command 'srve' (did you mean serve?); `fakecarrier --help` tells what there is"),
        ("--sped", "fakecarrier: there is no option --sped; `fakecarrier --help` tells what there is"),
        ("serve --sped 1", "there is no option --sped (did you mean --speed?)"),
        ("serve --sped=1", "there is no option --sped (did you mean --speed?)"),
        ("serve --smpp 1", "there is no option --smpp (did you mean --smpp-port?)"),
        ("serve a.yaml b.yaml", "'b.yaml' is too much: there is no place for it"),
        ("serve --smpp-port 65536", "argument --smpp-port: '65536' is no port: wanted 0 to 65535, 0 for any free one"),
        ("serve --smpp-port -1", "argument --smpp-port: '-1' is no port"),
        ("serve --smpp-port", "argument --smpp-port: expected one argument"),
        ("serve --seed x", "argument --seed: 'x' is no whole number"),
        ("send --via sms", "argument --via: 'sms' is none of smpp, tencent-v5, tencent-v3"),
        ("send --wait -1", "argument --wait: '-1' is no number of seconds"),
        ("why --code 8 --carrier mobil", "'mobil' is none of mobile, unicom, telecom, international (did you mean mobile?)"),
        ("why", "fakecarrier why: the following arguments are required: what"),
        ("run --json", "fakecarrier run: the following arguments are required: paths"),
    ],
)
def test_what_cannot_be_said(words: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with what may have been meant, and exit 2."""
    with pytest.raises(SystemExit) as ended:
        read(words.split())
    said = capsys.readouterr()
    assert (ended.value.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert sentence in said.err


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"]])
def test_help_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Also where nothing is said, which is an error all the same."""
    with pytest.raises(SystemExit) as ended:
        read(words)
    said = capsys.readouterr().out
    assert ended.value.code == (0 if words else 2)
    assert [name for name in ("serve", "send", "why", "run", "check", "schema", "pass", "version") if f"\n    {name} " not in said] == []


@pytest.mark.parametrize(("option", "variable", "blank"), [("url", "FAKECARRIER_URL", "/\n"), ("control_token", "FAKECARRIER_TOKEN", "\n")])
def test_the_environment(option: str, variable: str, blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Says what the command line leaves out; what neither means at its end is taken away."""
    monkeypatch.setenv(variable, "http://x" + blank)
    words = ["pass", "1h"] if option == "url" else ["serve"]
    assert getattr(read(words), option) == "http://x"
    assert getattr(read([*words, f"--{option.replace('_', '-')}", "http://y" + blank]), option) == "http://y"


@pytest.mark.parametrize(("command", "shown"), [("serve", "[FAKECARRIER_TOKEN]"), ("pass", "(left out: http://5%x)")])
def test_help_shows_no_token(command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is in the environment; an address is shown as it is."""
    monkeypatch.setenv("FAKECARRIER_TOKEN", "s3%cr3t")
    monkeypatch.setenv("FAKECARRIER_URL", "http://5%x")
    with pytest.raises(SystemExit) as ended:
        read([command, "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert (ended.value.code, shown in said, "cr3t" in said) == (0, True, False)


def test_a_token_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is said, and the token is not."""
    with pytest.raises(SystemExit):
        read(["serve", "--control-token", "s3cr3t\nX-Other: 1"])
    said = capsys.readouterr().err
    assert ("a token is one line" in said, "s3cr3t" in said) == (True, False)


@pytest.mark.parametrize(
    ("url", "usual", "besides"),
    [
        ("http://127.0.0.1:8080", None, ""),
        ("http://127.0.0.1:8081", None, " --url http://127.0.0.1:8081"),
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081/", ""),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8081", " --url http://127.0.0.1:8080"),
        ("http://[::1]:8080", None, " --url 'http://[::1]:8080'"),
    ],
)
def test_what_asks_the_same_network_again(url: str, usual: str | None, besides: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more is typed than has to be, and it is quoted for a shell."""
    monkeypatch.delenv("FAKECARRIER_URL", raising=False)
    if usual is not None:
        monkeypatch.setenv("FAKECARRIER_URL", usual)
    assert same_network(url) == besides


def test_who_reads_may_have_enough() -> None:
    """`| head -1` ends it without a word of complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run([*COMMAND, "schema"], stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, "")


def _interruptible() -> None:
    """What a shell starts in the background ignores the signal, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_command() -> None:
    """Ends by the signal, which shells show as 130, without a traceback; here while it waits for a report that never comes."""
    with serve() as network:
        command = [*COMMAND, "send", "--url", network.url, "--to", "13800000300", "--wait", "600"]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_interruptible,  # noqa: PLW1509 - it takes no lock
        ) as sending:
            assert sending.stdout is not None
            assert sending.stdout.readline().startswith("smpp: 13800000300 ")
            sending.send_signal(signal.SIGINT)
            try:
                _, errors = sending.communicate(timeout=30)
            finally:
                sending.kill()
    assert (sending.returncode, errors) == (-signal.SIGINT, "")


def test_an_interrupted_loop() -> None:
    """A script's loop ends with the command in it, as it does with others: one interrupt from the keyboard is enough."""
    with serve() as network:
        loop = f"for text in 1 2; do {shlex.join(COMMAND)} send --url {network.url} --to 13800000300 --text $text --wait 600; done"
        with subprocess.Popen(
            ["bash", "-c", loop],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_interruptible,  # noqa: PLW1509 - it takes no lock
            start_new_session=True,
        ) as shell:
            assert shell.stdout is not None
            assert shell.stdout.readline().startswith("smpp: 13800000300 ")
            os.killpg(shell.pid, signal.SIGINT)
            try:
                rest, errors = shell.communicate(timeout=30)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(shell.pid, signal.SIGKILL)
    assert (shell.returncode, rest, errors) == (-signal.SIGINT, "", "")


def test_it_costs_no_start_up_time() -> None:
    """Whatever is said is read before anything else is loaded."""
    told = "import sys; from simulator.cli.options import read; read(['serve']); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60, check=True)
    assert not {"aiohttp", "asyncio", "msgspec", "pydantic", "rich", "yaml"} & set(ended.stdout.split())
