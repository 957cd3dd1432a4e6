"""The commands as one types them: what they print, and how they end."""

import re
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.cli import esme as cli_esme
from simulator.cli import send as cli_send
from simulator.smpp.codec import encode
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.testing import Carrier
from tests.cli.test_why import typed
from tests.ports import kept_port
from tests.served import COMMAND, Served, run, serve
from tests.web import Json, ask


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A network that runs a hundred times as fast as the wall."""
    with serve("--speed", "100") as network:
        yield network


def lines(*arguments: str) -> list[str]:
    ended = run(*arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout.splitlines()


def last(served: Served) -> str:
    sid: str = ask("GET", served.url + "/sim/messages?limit=1")[1]["messages"][-1]["id"]
    return sid


@pytest.mark.parametrize(
    ("front", "number", "report", "handset"),
    [
        ("smpp", "13900000000", "DELIVRD (DELIVERED)", "has the text"),
        ("tencent-v5", "13900000000", "DELIVRD (DELIVERED)", "has the text"),
        ("smpp", "13800000201", "MK:0024 (UNDELIVERABLE)", "does not show it"),
        ("tencent-v5", "13800000101", "DELIVRD (DELIVERED)", "does not show it"),
    ],
)
def test_send_shows_the_three_truths(served: Served, front: str, number: str, report: str, handset: str) -> None:
    """The answer, the report and the handset, through either front."""
    told = lines("send", "--url", served.url, "--via", front, "--to", number)
    assert told[0] == f"{front}: {number} “您的验证码为1234，5分钟内有效。”"
    assert told[-3:-1] == [f"  answer   accepted as {last(served)}", f"  report   {report}"]
    assert told[-1].startswith(f"  handset  {handset} (state ")


def test_send_by_the_cloud_api(served: Served) -> None:
    """A template: the default world's code where none is named, or any with its values; the same three truths."""
    told = lines("send", "--url", served.url, "--via", "tencent-v3", "--to", "13900000020")
    assert told[:2] == ["tencent-v3: 13900000020 template 1001 with 1234, 5", f"  answer   accepted as {last(served)}"]
    assert ask("GET", f"{served.url}/sim/messages/{last(served)}")[1]["text"] == "【示例科技】您的验证码为1234，5分钟内有效。"
    abroad = ("--to", "+85251000098", "--template", "1003", "--param", "77")
    assert lines("send", "--url", served.url, "--via", "tencent-v3", *abroad)[2] == "  report   DELIVRD (DELIVERED)"


def test_send_a_template_by_the_legacy_api(served: Served) -> None:
    """In place of a text, with its signature."""
    template = ("--template", "1001", "--param", "77", "--param", "8", "--sign", "示例科技")
    lines("send", "--url", served.url, "--via", "tencent-v5", "--to", "13900000021", *template)
    assert ask("GET", f"{served.url}/sim/messages/{last(served)}")[1]["text"] == "【示例科技】您的验证码为77，8分钟内有效。"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--via", "tencent-v3", "--text", "hi"), "the cloud API sends templates only"),
        (("--via", "tencent-v5", "--text", "hi", "--template", "1001"), "--text and --template say two things"),
        (("--via", "tencent-v5", "--param", "1"), "--param fills a template"),
        (("--via", "smpp", "--template", "1001"), "SMPP knows no templates"),
        (("--via", "tencent-v3", "--to", "110"), "'110' is no phone number"),
        (("--via", "tencent-v3", "--template", "7"), "refused: FailedOperation.TemplateUnapprovedOrNotExist: "),
    ],
)
def test_what_cannot_be_sent(served: Served, options: tuple[str, ...], sentence: str) -> None:
    """One line that says why, exit 1."""
    ended = run("send", "--url", served.url, *options)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert sentence in ended.stderr


def test_a_host_that_callbacks_may_go_to() -> None:
    """Named at the start, in whatever case."""
    url = {"callback_url": "http://hooks.example.com/"}
    with serve("--allow-callback", "Hooks.Example.com", "--allow-callback", "other.test") as network:
        assert ask("PUT", f"{network.url}/sim/apps/1400000001/callbacks", url)[0] == 200


def test_send_waits_no_longer_than_it_is_told(served: Served) -> None:
    """Without a report it says so, and how to ask the same network later."""
    told = lines("send", "--url", served.url, "--to", "13800000300", "--wait", "0.1")
    assert told[-1] == f"  no report within 0.1 s; `fakecarrier why {last(served)} --url {served.url}` tells more later"


def test_the_receipt_and_the_report_are_waited_for_together(served: Served) -> None:
    """Over SMPP too: as long as was said, not once for each."""
    command = [*COMMAND, "send", "--url", served.url, "--to", "13800000300", "--wait", "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sending:
        assert sending.stdout is not None
        assert sending.stdout.readline().startswith("smpp: ")
        begun = time.monotonic()
        sending.communicate(timeout=30)
    assert 2.5 < time.monotonic() - begun < 5.5


@pytest.mark.parametrize(
    ("front", "faults", "fault"),
    [
        ("smpp", "/sim/smpp/faults", {"kind": "answer-never"}),
        ("tencent-v5", "/sim/faults", {"kind": "lost"}),
        ("tencent-v3", "/sim/faults", {"kind": "lost"}),
    ],
)
def test_an_answer_that_never_comes(front: str, faults: str, fault: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not waited for without end, and is told from a network that is not there."""
    monkeypatch.setattr(cli_send, "ANSWER_S", 0.2)
    monkeypatch.setattr(cli_esme, "ANSWER_S", 0.2)
    with Carrier() as carrier:
        ask("PUT", f"{carrier.url}{faults}/gone", fault)
        ended = typed("send", "--url", carrier.url, "--via", front, "--to", "13900000000")
    assert ended.exit_code == 1
    assert ended.stderr.startswith(f"fakecarrier: {front} did not answer (nothing within 0.2 s")
    assert f" one of the faults at {carrier.url}{faults}; `fakecarrier why 13900000000 --url {carrier.url}` tells" in ended.stderr


def test_time_that_stands_still() -> None:
    """What is to be typed then asks the network that was sent to."""
    with Carrier() as carrier:
        said = typed("send", "--url", f"{carrier.url}/").stdout.splitlines()[-1]
    assert f"`fakecarrier pass 1m --url {carrier.url}` lets it pass, " in said


def test_send_tells_a_refusal(served: Served) -> None:
    """With the platform's number and sentence, in one line, and as a failure."""
    ended = run("send", "--url", served.url, "--via", "tencent-v5", "--to", "13900000001", "--text", "no template")
    assert (ended.returncode, ended.stderr) == (1, "fakecarrier: refused: result 1014: 模版未审批或内容不匹配\n")


def test_why_by_id_and_by_number(served: Served) -> None:
    """The whole trail with the causes, the same for the message and for the number it went to last."""
    lines("send", "--url", served.url, "--via", "tencent-v5", "--to", "13800000202")
    by_id, by_number = (lines("why", "--url", served.url, what) for what in (last(served), "13800000202"))
    assert by_id[0] == f"message {last(served)} from 1069400000001 to +8613800000202 (app:1400000001)"
    assert [line.split()[1] for line in by_id[2:5]] == ["accepted", "attempted", "reported_early"]
    assert by_id[4].endswith("MK:0024 (UNDELIVERABLE): the handset is switched off")
    assert by_number[:5] == by_id[:5]
    assert any(re.match("  verdict +(late/handset|not-received/handset-off) ", line) for line in by_id)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("8:nothing", "'8:nothing' is no message id, no number and no code"),
        ("a/b c", "'a/b c' is no message id, no number and no code"),
    ],
)
def test_why_of_what_is_not_there(served: Served, what: str, sentence: str) -> None:
    """One line, exit 1."""
    ended = run("why", "--url", served.url, what)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert sentence in ended.stderr


@pytest.mark.parametrize("command", [("why", "8:nothing"), ("send",)])
def test_nobody_listens(command: tuple[str, ...]) -> None:
    """One line that says how to start a network, exit 1."""
    with kept_port() as port:
        url = f"http://127.0.0.1:{port}"
        ended = run(*command, "--url", url)
    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert ended.stderr.startswith(f"fakecarrier: no network answers at {url} (")
    assert "start one with `fakecarrier serve`" in ended.stderr


@pytest.mark.parametrize("url", ["localhost:8080", "http://127.0.0.1:8080x", "http://:8080", "http://[::1", "http://127.0.0.1:80 80"])
def test_an_address_that_is_none(url: str) -> None:
    """It is named, with what was wanted."""
    ended = typed("why", "--url", url, "8:nothing")
    assert ended.stderr == f"fakecarrier: {url!r} is no address of a network: wanted http://127.0.0.1:8080\n"


@pytest.mark.parametrize("word", ["nonsense", "-1", "nan", "1e300"])
def test_what_is_no_speed(word: str) -> None:
    """It is named before anything starts, with exit 2."""
    ended = run("serve", "--speed", word)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"'{word}' is no speed" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("word", "speed", "paused"), [("paused", 0.0, True), ("60", 60.0, False)])
def test_a_speed(word: str, speed: float, paused: bool) -> None:
    """The clock says how fast it goes."""
    with serve("--speed", word) as network:
        clock = ask("GET", network.url + "/sim/clock")[1]
        assert (clock["speed"], clock["paused"]) == (speed, paused)


@pytest.mark.parametrize("words", [("--version",), ("version",)])
def test_which_version_this_is(words: tuple[str, ...]) -> None:
    """As an option and as a command, for both are tried."""
    (said,) = lines(*words)
    assert re.fullmatch(r"fakecarrier [0-9]+\.[0-9]+\.[0-9]+", said)


def test_choices_are_taken_in_any_case() -> None:
    """Fronts, carriers, languages."""
    assert lines("why", "--code", "mk:0024", "--carrier", "MOBILE", "--lang", "ZH")[0] == "错误码 MK:0024 (report, mobile): 手机关机"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pass", "1x"), "'1x' is no span of time: wanted for instance 90s, 1h30m, 2d or 500ms"),
        (("pass", "100000d"), "'100000d' is more than can pass at once: 3650d at most"),
        (("why", "13912300000", "--export", "x.yaml"), "nothing was handed in for +8613912300000: there is nothing to replay"),
    ],
)
def test_what_a_network_cannot_do(served: Served, words: tuple[str, ...], sentence: str) -> None:
    """One line that says why, exit 1."""
    ended = run(*words, "--url", served.url)
    assert (ended.returncode, ended.stderr) == (1, f"fakecarrier: {sentence}\n")


@pytest.mark.parametrize(
    ("scheme", "port", "sentence"),
    [
        ("http", "smpp_port", "what listens there is no network's HTTP port; SMPP has another"),
        ("https", "http_port", "what listens there speaks no TLS; say http://"),
    ],
)
def test_another_port_than_the_one_that_is_meant(served: Served, scheme: str, port: str, sentence: str) -> None:
    """It is said what seems to be there."""
    url = f"{scheme}://127.0.0.1:{served.said[port]}"
    ended = run("pass", "1s", "--url", url)
    assert (ended.returncode, ended.stderr.startswith(f"fakecarrier: no network answers at {url} ({sentence}): ")) == (1, True)


def test_a_port_that_hangs_up_before_all_is_said() -> None:
    """As SMPP does to a request whose body comes a moment later: another look tells what is there."""
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor() as beside:
        listening.settimeout(20)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        ended = beside.submit(run, "pass", "1s", "--url", url)
        with listening.accept()[0] as first:
            first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed by a reset
        with listening.accept()[0] as second:
            assert second.recv(65_536).startswith(b"GET ")
            second.sendall(encode(Pdu(Command.GENERIC_NACK, Status.RINVCMDLEN)))
        sentence = "what listens there is no network's HTTP port; SMPP has another"
        assert ended.result().stderr.startswith(f"fakecarrier: no network answers at {url} ({sentence}): ")


def test_a_certificate_that_nobody_here_trusts() -> None:
    """Is told from a network that is not there."""
    with serve("--https-port", "0") as network:
        ended = run("pass", "1s", "--url", f"https://127.0.0.1:{network.said['https_port']}")
    assert "(its certificate is not trusted here; its HTTP port needs none)" in ended.stderr


def test_a_token_that_was_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said where the command takes it from; with it, the network answers."""
    with serve("--control-token", "hush") as network:
        ended = run("pass", "1s", "--url", network.url)
        assert ended.stderr.endswith("; put it into the environment as FAKECARRIER_TOKEN\n")
        monkeypatch.setenv("FAKECARRIER_TOKEN", "hush\n")
        assert run("pass", "1s", "--url", network.url).returncode == 0


def test_a_token_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not taken for a network that is not there, and is not printed."""
    monkeypatch.setenv("FAKECARRIER_TOKEN", "s3cr3t\nanother")
    ended = typed("pass", "1s")
    assert ended.stderr == "fakecarrier: FAKECARRIER_TOKEN holds what no token can: a token is one line, of what can be printed\n"


def test_results_that_cannot_be_written() -> None:
    """Nothing is wrong with the scenario, and no CI may take it for that: exit 2, one line."""
    ended = run("run", "faq/late-slow-call", "--junit", "/dev/null/x.xml")
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert ended.stderr.startswith("fakecarrier: --junit /dev/null/x.xml cannot be written: ")
