"""SMPP clients that do no more than a crowd does: connect, bind, unbind, wait. Plain sockets; they hear answers and read no texts."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct as Layout

PATIENCE_S = 30.0
HEADER = Layout(">IIII")
_BODY = b"esme\0secret\0\0\x34\0\0\0"
BIND = HEADER.pack(16 + len(_BODY), 9, 0, 1) + _BODY
"""bind_transceiver of the default world's account."""
UNBIND = HEADER.pack(16, 6, 0, 2)


def allow_sockets() -> None:
    """As many open files as the system lets this process have, and those that it starts."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def connected(port: int, size: int) -> Iterator[list[socket.socket]]:
    """So many connections, closed in the end."""
    sockets: list[socket.socket] = []
    try:
        sockets += (socket.create_connection(("127.0.0.1", port), PATIENCE_S) for _ in range(size))
        yield sockets
    finally:
        for one in sockets:
            one.close()


def bind_all(sockets: list[socket.socket]) -> None:
    """All ask, then all hear that they are bound."""
    for one in sockets:
        one.sendall(BIND)
    for one in sockets:
        assert status(one) == 0, "every bind is taken"


def come_and_go(port: int, times: int, at_once: int) -> None:
    """Connect, bind, unbind, hear both answers, close; so many at a time."""
    for _ in range(times // at_once):
        with connected(port, at_once) as sockets:
            for one in sockets:
                one.sendall(BIND + UNBIND)
            for one in sockets:
                assert [status(one), status(one)] == [0, 0], "bind and unbind are answered"


def status(one: socket.socket) -> int:
    """The status of the next PDU."""
    length, _, said, _ = HEADER.unpack(_read(one, HEADER.size))
    _read(one, length - HEADER.size)
    return int(said)


def _read(one: socket.socket, octets: int) -> bytes:
    got = b""
    while len(got) < octets:
        part = one.recv(octets - len(got))
        assert part, "the server is there"
        got += part
    return got
