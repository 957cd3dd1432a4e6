"""Requests that go out octet by octet: whatever they are, they are answered, or it is said that they are not."""

from tests.player.test_run import wrong
from tests.player.test_tencent import CODE, steps

STALLED = "POST /v5/tlssmssvr/sendsms HTTP/1.1\\nHost: a\\nContent-Length: 9\\n\\n{"


def test_what_is_no_http_is_answered_at_once() -> None:
    """By the gateway, as everything that it cannot read; no time passes."""
    text = steps(
        'call: {via: tencent-v5, octets: "GET / HTTQ/1.1\\n\\n", as: raw}',
        "expect: {of: raw, answer: {ActionStatus: FAIL, ErrorCode: 60008}, took: 0s}",
    )
    assert wrong(text) == []


def test_what_promises_more_than_comes_is_answered_after_the_limit() -> None:
    """Time passes meanwhile."""
    text = steps(
        f'send: {{via: tencent-v5, to: 13900009500, {CODE}, as: raw, but: {{octets: "{STALLED}"}}}}',
        "expect: {of: raw, answer: {ErrorCode: 60008}, took: 3s, record: none, inbox: none}",
        world="http: {processing_limit: 3s}\n",
    )
    assert wrong(text) == []


def test_who_has_no_patience_gets_no_answer() -> None:
    """He hangs up before the limit."""
    text = steps(
        f'send: {{via: tencent-v5, to: 13900009500, {CODE}, patience: 1s, as: raw, but: {{octets: "{STALLED}"}}}}',
        "expect: {of: raw, answer: none, took: 1s}",
        world="http: {processing_limit: 3s}\n",
    )
    assert wrong(text) == []


def test_a_call_that_is_refused_is_found() -> None:
    """Unless somebody expects it."""
    (found,) = wrong(steps("call: {via: tencent-v5, interface: pullstatus, body: none}"))
    assert found.startswith("it is refused (ActionStatus FAIL, ")
    assert found.endswith("ErrorCode 60003), and no expectation of its answer says so")
