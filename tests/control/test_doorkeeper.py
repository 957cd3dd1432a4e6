"""Who may drive a network: names, pages, tokens, and bodies that are too long."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.control.doorkeeper import needs_token
from simulator.testing import Carrier, Client
from tests.served import serve
from tests.web import ask, exchange

STRANGE = {"Authorization": "Bearer \xff"}
"""Octets that are no text."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Carrier() as carrier:
        yield carrier.url


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "localhost", "[::1]:{port}", "LOCALHOST", "sms.localhost:1"])
def test_a_network_answers_under_its_own_names(url: str, host: str) -> None:
    """Whatever the port."""
    named = host.format(port=url.rpartition(":")[2])
    assert ask("GET", f"{url}/sim/clock", headers={"Host": named})[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[::1", "", "user@evil"])
@pytest.mark.parametrize("path", ["/sim/clock", "/sim/messages", "/sim/entry", "/sim/openapi.json"])
def test_and_under_no_other(url: str, path: str, host: str) -> None:
    """A page whose name was made to point here reads nothing."""
    status, answer = ask("GET", url + path, headers={"Host": host})
    assert (status, "is not called" in answer["detail"]) == (403, True)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://{host}", 200), ("http://evil.example", 403), ("null", 403), ("http://localhost", 403), ("http://[", 403)],
)
def test_pages_of_others_may_not_drive_it(url: str, origin: str, status: int) -> None:
    """Its own may."""
    headers = {"Origin": origin.format(host=url.removeprefix("http://"))}
    assert ask("POST", f"{url}/sim/clock/pass", {"seconds": 0}, headers)[0] == status


def test_whether_it_is_up_is_no_secret(url: str) -> None:
    """Probes come under any name."""
    assert exchange("GET", f"{url}/healthz", headers={"Host": "10.1.2.3:8080"})[0] == 200


def test_a_long_body_is_not_read(url: str) -> None:
    """Neither one that says how long it is nor one that does not."""
    assert exchange("POST", f"{url}/sim/scenario", b"x" * (1 << 21))[0] == 413
    chunked = exchange("POST", f"{url}/sim/scenario", b"200000\r\n" + b"x" * 0x200000 + b"\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"})
    assert chunked[0] == 413


@pytest.mark.parametrize(("host", "needs"), [("127.0.0.1", False), ("127.0.0.9", False), ("::1", False), ("localhost", False)])
def test_on_loopback_no_token_is_needed(host: str, needs: bool) -> None:
    """Nobody else gets there."""
    assert needs_token(host) is needs


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "carrier"])  # noqa: S104 - what is asked about
def test_elsewhere_one_is(host: str) -> None:
    """Others do."""
    assert needs_token(host)


def test_off_loopback_a_token_is_made_and_wanted() -> None:
    """It is told at the start; with it any name will do, and without it nothing is answered but probes."""
    with serve("--host", "0.0.0.0") as served:  # noqa: S104 - what is tested
        url, token = f"http://127.0.0.1:{served.said['http_port']}", served.said["control_token"]
        shown = {"Authorization": f"Bearer {token}", "Host": "carrier.test"}
        assert ask("GET", f"{url}/sim/clock", headers=shown)[0] == 200
        for headers in ({}, {"Authorization": "Bearer no"}, {"Authorization": token}, {"Authorization": f"Basic {token}"}, STRANGE):
            status, answer = ask("GET", f"{url}/sim/clock", headers=headers)
            assert (status, "wants its token" in answer["detail"]) == (401, True)
        assert exchange("GET", f"{url}/readyz")[0] == 200
        assert Client(url, token=token).clock().speed == 1.0


def test_a_token_of_ones_own(tmp_path: Path) -> None:
    """Given as an option, and written to a file that only its owner reads."""
    file = tmp_path / "token"
    with serve("--control-token", "s3cret", "--control-token-file", str(file)) as served:
        assert ask("GET", f"{served.url}/sim/clock")[0] == 401
        assert ask("GET", f"{served.url}/sim/clock", headers={"Authorization": "bearer s3cret"})[0] == 200
        assert (file.read_text(), file.stat().st_mode & 0o777) == ("s3cret\n", 0o600)
