"""Plain requests of one turn are answered together, and each connection hears its own answer, whatever the others do."""

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count

from simulator.runtime.turn import OCTETS, Turn
from simulator.testing import Carrier
from tests.fronts.tencent_v3 import signed, text
from tests.fronts.tencent_v5 import APP, RANDOM, single, world

TARGET = f"/v5/tlssmssvr/sendsms?sdkappid={APP}&random={RANDOM}"
CALLERS = 40


def plain(ext: str) -> bytes:
    body = json.dumps(single() | {"ext": ext}).encode()
    return f"POST {TARGET} HTTP/1.1\r\nHost: h\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def request(body: bytes, headers: dict[str, str], host: str) -> bytes:
    fields = {"Host": host, "Content-Length": str(len(body)), **headers}
    return b"POST / HTTP/1.1\r\n" + b"".join(f"{name}: {value}\r\n".encode() for name, value in fields.items()) + b"\r\n" + body


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


def test_who_calls_at_one_time_calls_for_himself() -> None:
    """Both APIs, rightly signed and not, taken and refused, at one instant: everybody has the answer to what he asked."""
    with Carrier(world()) as carrier, ExitStack() as stack:
        numbers = [f"+86139000000{nth:02}" for nth in range(CALLERS)]
        asked = [json.dumps(text(number, template="1001" if nth % 3 else "1009")).encode() for nth, number in enumerate(numbers)]
        heads = [signed(carrier, body if nth % 4 else b"another") for nth, body in enumerate(asked)]
        cloud = [request(body, head, f"127.0.0.1:{carrier.http_port}") for body, head in zip(asked, heads, strict=True)]
        both = [octets for nth, octets in enumerate(cloud) for octets in (octets, plain(f"caller {nth}"))]
        peers = [stack.enter_context(socket.create_connection(("127.0.0.1", carrier.http_port), timeout=10)) for _ in both]
        for peer, octets in zip(peers, both, strict=True):
            peer.sendall(octets)
        said = [json.loads(answer_to(peer)) for peer in peers]
    assert [each["ext"] for each in said[1::2]] == [f"caller {nth}" for nth in range(CALLERS)]
    for nth, (number, each) in enumerate(zip(numbers, said[::2], strict=True)):
        if nth % 4 == 0:
            assert each["Response"]["Error"]["Code"] == "AuthFailure.SignatureFailure"
        else:
            (status,) = each["Response"]["SendStatusSet"]
            assert (status["PhoneNumber"], status["Code"] == "Ok") == (number, nth % 3 != 0)


def answer_to(peer: socket.socket) -> bytes:
    """The body of the one answer that a connection hears."""
    got = b""
    while not got.endswith(b"}"):
        more = peer.recv(65536)
        assert more, got
        got += more
    return got.partition(b"\r\n\r\n")[2]


class Caller:
    """Who says what he has to say in as many octets as are answered together. heard: what happened to all, in order."""

    def __init__(self, heard: list[str]) -> None:
        self.heard = heard

    def read(self, data: bytes) -> str:
        return data.decode().strip()

    def hand_over(self, data: bytes) -> None:
        self.heard.append(f"{data.decode().strip()} elsewhere")

    def send(self, answer: str) -> None:
        self.heard.append(answer)


def asked_at_once(names: str, answer: Callable[[str], str | None], now: Callable[[], float]) -> list[str]:
    """What callers of one letter each hear, and when the loop came to other things."""
    heard: list[str] = []

    async def ask() -> None:
        turn, loop = Turn[str, str](lambda came: list(map(answer, came)), now), asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: heard.append(str(context["exception"])))
        for name in names:
            turn.add(Caller(heard), name.ljust(OCTETS).encode())
        loop.call_soon(heard.append, "other things")
        for _ in names:
            await asyncio.sleep(0)

    asyncio.run(ask())
    return heard


def test_nobody_waits_for_all_others() -> None:
    """What takes long is answered in several goes, in the order in which it came, and the loop does other things between them."""
    clock = count(step=0.001)
    assert asked_at_once("abcdefgh", str, lambda: next(clock)) == ["a", "b", "c", "d", "other things", "e", "f", "g", "h"]


def test_what_is_seen_to_elsewhere() -> None:
    """A request that gets no answer here is handed over; the others have theirs."""
    assert asked_at_once("abc", lambda name: None if name == "b" else name, float) == ["b elsewhere", "a", "c", "other things"]


def test_a_bug_that_one_meets() -> None:
    """It is told, and nobody else goes without his answer."""

    def answer(name: str) -> str:
        if name == "b":
            raise AssertionError("ours")
        return name

    assert asked_at_once("abc", answer, float) == ["a", "ours", "other things", "c"]
