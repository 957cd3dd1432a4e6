"""Plain requests of one turn are answered together, and each connection hears its own answer, whatever the others do."""

import json
import socket
from contextlib import ExitStack

from simulator.testing import Carrier
from tests.fronts.tencent_v5 import APP, RANDOM, single, world

TARGET = f"/v5/tlssmssvr/sendsms?sdkappid={APP}&random={RANDOM}"
CALLERS = 40


def plain(ext: str) -> bytes:
    body = json.dumps(single() | {"ext": ext}).encode()
    return f"POST {TARGET} HTTP/1.1\r\nHost: h\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def received(peer: socket.socket, answers: int) -> list[str]:
    """The session texts of so many answers, in the order in which they came."""
    got = b""
    while got.count(b'"result":0') < answers:
        more = peer.recv(65536)
        assert more, got
        got += more
    return [json.loads(part.partition(b"\r\n\r\n")[2])["ext"] for part in got.split(b"HTTP/1.1 200 OK\r\n")[1:]]


def test_each_connection_hears_its_own_answers() -> None:
    """Many at one instant: most send one request, one hangs up at once, one sends two in one go, one in two pieces."""
    with Carrier(world()) as carrier, ExitStack() as stack:
        peers = [stack.enter_context(socket.create_connection(("127.0.0.1", carrier.http_port), timeout=10)) for _ in range(CALLERS)]
        gone, hasty, torn, *others = peers
        gone.sendall(plain("gone"))
        gone.close()
        hasty.sendall(plain("first") + plain("second"))
        torn.sendall(plain("torn")[:50])
        for nth, peer in enumerate(others):
            peer.sendall(plain(f"caller {nth}"))
        torn.sendall(plain("torn")[50:])
        assert [received(peer, 1) for peer in others] == [[f"caller {nth}"] for nth in range(len(others))]
        assert received(hasty, 2) == ["first", "second"]
        assert received(torn, 1) == ["torn"]
