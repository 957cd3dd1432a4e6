"""The fast reader of plain requests: what it takes, what it leaves to aiohttp, and that both are answered alike."""

import json
import re
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.runtime.plain import PlainRequest, read
from simulator.testing import Carrier
from tests.fronts.tencent_v3 import signed, text, world
from tests.fronts.tencent_v5 import APP, RANDOM, single
from tests.web import ask

BODY = b'{"a": 1}'
GOOD = b"POST /v5/x?a=b HTTP/1.1\r\nHost: h\r\nContent-Type:application/json\r\nContent-Length: 8\r\n\r\n" + BODY


def test_a_plain_request() -> None:
    """Target as it was sent, fields by lower-case name, the body behind them."""
    headers = {"host": "h", "content-type": "application/json", "content-length": "8"}
    assert read(GOOD) == PlainRequest("/v5/x?a=b", headers, BODY)
    assert read(GOOD.replace(b"Host: h", b"Host: h\r\nConnection: Keep-Alive\r\nX-Empty:")) is not None


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(GOOD[:-1], id="not whole"),
        pytest.param(GOOD + b"P", id="more than one"),
        pytest.param(GOOD.replace(b"POST", b"GET"), id="no post"),
        pytest.param(GOOD.replace(b"HTTP/1.1", b"HTTP/1.0"), id="older"),
        pytest.param(GOOD.replace(b"/v5/x", b"http://h/v5/x"), id="whole address"),
        pytest.param(GOOD.replace(b"Host: h", b"X: y"), id="no host"),
        pytest.param(GOOD.replace(b"Content-Length: 8", b"Content-Length: 08x"), id="no length"),
        pytest.param(GOOD.replace(b"Content-Length: 8\r\n", b""), id="no length at all"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\nHost: i"), id="twice"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\nTransfer-Encoding: chunked"), id="chunked"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\nExpect: 100-continue"), id="expects"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\nConnection: close"), id="last one"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: \xe4"), id="not ASCII"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\n folded"), id="folded"),
        pytest.param(GOOD.replace(b"Host: h", b"Host : h"), id="blank in a name"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\nX: y"), id="bare line end"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h\r\nX: " + b"y" * 9_000), id="long"),
        pytest.param(GOOD.replace(b"Host: h", b"Host: h" + b"\r\nX:    " * 500 + b"\x80"), id="blanks that could be read in many ways"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_left_to_aiohttp(octets: bytes) -> None:
    """Whatever is not a plain request, whole and alone."""
    assert read(octets) is None


@given(st.binary(max_size=300), st.integers(0, len(GOOD)), st.integers(0, len(GOOD)))
def test_any_octets_are_read_or_left(noise: bytes, start: int, stop: int) -> None:
    """It never raises, and what it takes has the body that its length says."""
    octets = GOOD[:start] + noise + GOOD[stop:]
    found = read(octets)
    assert found is None or int(found.headers["content-length"]) == len(found.body)
    assert found is None or octets.endswith(found.body)


@pytest.fixture(scope="module")
def carrier() -> Iterator[Carrier]:
    with Carrier(world()) as carrier:
        yield carrier


def exchange(carrier: Carrier, octets: bytes, *, cut: int = 0) -> tuple[str, dict[str, str], bytes]:
    """Status line, fields and body of the answer; cut: the octets come in two reads, which is not plain any more."""
    with socket.create_connection(("127.0.0.1", carrier.http_port), timeout=10) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if cut:
            peer.sendall(octets[:cut])
            ask("GET", f"{carrier.url}/healthz")  # the server has read the first part when it answers this
        peer.sendall(octets[cut:])
        got = b""
        while b"\r\n\r\n" not in got:
            got += peer.recv(65536)
        head, _, body = got.partition(b"\r\n\r\n")
        status, *lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines)
        while len(body) < int(fields["Content-Length"]):
            body += peer.recv(65536)
    return status, fields, body


def request(target: str, body: bytes, headers: dict[str, str], host: str) -> bytes:
    fields = {"Host": host, "Content-Length": str(len(body)), **headers}
    return f"POST {target} HTTP/1.1\r\n".encode() + b"".join(f"{k}: {v}\r\n".encode() for k, v in fields.items()) + b"\r\n" + body


V5 = f"/v5/tlssmssvr/sendsms?sdkappid={APP}&random={RANDOM}"
SENT = re.compile(rb'"(?:sid|SerialNo|RequestId)":"[^"]*"')


@pytest.mark.parametrize(
    ("target", "body"),
    [
        pytest.param(V5, json.dumps(single()).encode(), id="v5"),
        pytest.param(f"/v5/tlssmssvr/sendsms?random={RANDOM}&sdkappid={APP}", json.dumps(single()).encode(), id="the other way round"),
        pytest.param(V5, json.dumps(single(sig="0")).encode(), id="wrong signature"),
        pytest.param(V5, b"{", id="no JSON"),
        pytest.param(V5, b"", id="empty"),
        pytest.param("/v5/tlssmssvr/sendsms?sdkappid=&random=1", b"{}", id="no app"),
        pytest.param("/v5/tlssmssvr/sendsms?sdkappid=x&random=1", b"{}", id="wrong app"),
        pytest.param("/v5/tlssmssvr/sendsms?random=1", b"{}", id="app left out"),
        pytest.param("/v5/tlssmssvr/nothing?sdkappid=1&random=1", b"{}", id="no interface"),
        pytest.param(f"{V5}%31", json.dumps(single()).encode(), id="escaped"),
        pytest.param(V5, b'{"a": "' + b"x" * (1 << 20) + b'"}', id="too long"),
        pytest.param("/nowhere", b"{}", id="for no front"),
        pytest.param("/", b"{}", id="v3, unsigned"),
        pytest.param("/", json.dumps(text()).encode(), id="v3"),
    ],
)
def test_both_readers_are_answered_alike(carrier: Carrier, target: str, body: bytes) -> None:
    """The same status, fields and words, but for what is new with each answer."""
    headers = signed(carrier, body) if target == "/" and len(body) > 2 else {"Content-Type": "application/json"}
    octets = request(target, body, headers, f"127.0.0.1:{carrier.http_port}")
    (status, fields, said), (status2, fields2, said2) = exchange(carrier, octets), exchange(carrier, octets, cut=30)
    assert (status, {**fields, "Date": ""}) == (status2, {**fields2, "Date": ""})
    assert SENT.sub(b"", said) == SENT.sub(b"", said2)


def test_one_connection_may_change_its_ways(carrier: Carrier) -> None:
    """Plain requests, then another, then plain ones again: each is answered."""
    plain = request(V5, json.dumps(single()).encode(), {}, "h")
    odd = b"GET /sim/clock HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", carrier.http_port), timeout=10) as peer:
        for octets in (plain, plain, odd, plain):
            peer.sendall(octets)
            assert peer.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
