"""Where reports and replies may be pushed to, and what counts as their arrival."""

import pytest

from simulator.fronts.tencent_v5.exchange import allowed, objection


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("http://127.0.0.1:8080/x", True),
        ("http://127.9.9.9/", True),
        ("https://localhost/x", True),
        ("http://[::1]:80/", True),
        ("http://Hooks.Example.com/x", True),
        ("http://example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
        ("http://10.0.0.1/", False),
        ("http://169.254.169.254/", False),
        ("http://0.0.0.0/", False),
        ("ftp://127.0.0.1/", False),
        ("file:///etc/passwd", False),
        ("http://[::1/", False),
        ("http://127.0.0.1:port/", False),
        ("", False),
    ],
)
def test_which_hosts_may_be_called(url: str, may: bool) -> None:
    """Loopback, and the names that were allowed."""
    assert allowed(url, frozenset({"hooks.example.com"})) is may


@pytest.mark.parametrize(
    ("status", "answer", "complaint"),
    [
        (200, b'{"result":0,"errmsg":"OK"}', ""),
        (200, b'{"result":"0"}', ""),
        (200, b"", ""),
        (200, b"ok", ""),
        (200, b"\xff", ""),
        (200, b"[]", ""),
        (200, b"{}", ""),
        (200, b"[" * 100_000, ""),
        (200, b'{"result":1}', "the receiver answered result 1"),
        (200, b'{"result":[]}', "the receiver answered result []"),
        (200, b'{"result":null}', "the receiver answered result None"),
        (204, b"", "HTTP status 204"),
        (500, b'{"result":0}', "HTTP status 500"),
    ],
)
def test_what_counts_as_an_answer(status: int, answer: bytes, complaint: str) -> None:
    """Status 200, and no JSON with another result than 0."""
    assert objection(status, answer) == complaint
