"""`fakecarrier serve` as a process: what it prints, how it ends, and what it does not print."""

import signal
import socket
import subprocess

import pytest

from tests.served import COMMAND, run, serve
from tests.web import ask


def connect(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), 5)


def test_it_says_ready_as_json() -> None:
    """One line with both ports and how to come in, once both accept; SIGTERM ends it without a word."""
    with serve("--speed", "paused", "--seed", "7") as served:
        said = served.said
        assert (said["ready"], said["host"], said["seed"]) == (True, "127.0.0.1", 7)
        assert (said["smpp"]["port"], said["url"]) == (said["smpp_port"], f"http://127.0.0.1:{said['http_port']}")
        assert ask("GET", served.url + "/readyz") == (200, {"status": "ok"})
        assert served.stop() == (0, "")


def test_it_says_ready_to_people() -> None:
    """The ports on the first line, the credentials below; Ctrl-C ends it."""
    command = [*COMMAND, "serve", "--smpp-port", "0", "--http-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=5)
    assert lines[0].startswith("ready smpp=127.0.0.1:")
    assert "http=http://127.0.0.1:" in lines[0]
    assert "esme / secret" in lines[1]
    assert "sdkappid 1400000001 appkey 5f03a35d00ee52a21327ab048186a2c4" in lines[2]
    assert (process.returncode, errors) == (0, "")


HALF = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
HANG_UPS = [HALF % b"/v5/tlssmssvr/sendsms?sdkappid=1400000001&random=1", HALF % b"/sim/clock/pass", b"GET /", b""]
BROKEN = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET / HTTP/9.9\r\n\r\n",
    b"nonsense\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
]


@pytest.mark.parametrize(("requests", "lines_most"), [(HANG_UPS, 0), (BROKEN, len(BROKEN))])
def test_peers_that_break_off_or_break_http_leave_no_traceback(requests: list[bytes], lines_most: int) -> None:
    """Who hangs up in the middle is not worth a word, what is no HTTP is worth a line at most; the network serves on."""
    with serve() as served:
        for octets in requests:
            with connect(served.url) as client:
                client.sendall(octets)
                assert ask("GET", served.url + "/healthz")[0] == 200
        assert ask("GET", served.url + "/healthz")[0] == 200
        code, errors = served.stop()
        assert code == 0
        assert len(errors.splitlines()) <= lines_most, errors
        assert all(" Error handling request from 127.0.0.1: " in line for line in errors.splitlines())


def test_it_ends_in_time_with_clients_connected() -> None:
    """In under five seconds, though one waits on an open connection and another never ends its request."""
    with serve() as served:
        with connect(served.url) as idle, connect(served.url) as half:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert idle.recv(12) == b"HTTP/1.1 200"
            half.sendall(b"POST /sim/clock/pass HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
            code, errors = served.stop()
        assert (code, "Traceback" in errors) == (0, False)


@pytest.mark.parametrize(("option", "what"), [("--smpp-port", "SMPP"), ("--http-port", "HTTP")])
def test_a_port_in_use(option: str, what: str) -> None:
    """Exactly one line that names the port and the option, exit 1, nothing on stdout."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = run("serve", "--smpp-port", "0", "--http-port", "0", option, f"{port}")
    sentence = f"{what} port {port} cannot be used (Address already in use): choose another with {option}, 0 for any free one"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", f"fakecarrier: {sentence}\n")
