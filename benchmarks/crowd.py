"""Crowds: connections that never bind, that creep, that idle, and that come and go; how long others wait, and what memory it takes."""

import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from struct import Struct as Layout

from benchmarks.processes import memory_mb, network

HALF_OPEN, CREEPING, IDLE, CYCLES, AT_ONCE = 2_000, 200, 1_000, 20_000, 50
CREEP_S = 5
PATIENCE_S = 30.0
HEADER = Layout(">IIII")
BIND_BODY = b"esme\0secret\0\0\x34\0\0\0"
BIND = HEADER.pack(16 + len(BIND_BODY), 9, 0, 1) + BIND_BODY
UNBIND = HEADER.pack(16, 6, 0, 2)
_numbers = count(1)


def run() -> None:
    """Print what each crowd costs."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with network() as (port, _, pid):
        probe = _bound(port)
        print(f"{memory_mb(pid, 'VmRSS'):8.1f} MB  at the start; others wait {_wait_ms(probe):.2f} ms for an answer")
        for name, crowd in (("half-open", _half_open), ("one octet a second", _creep), ("bound and idle", _idle)):
            with crowd(port) as (size, took_s):
                wait, memory = _wait_ms(probe), memory_mb(pid, "VmRSS")  # in this order: an answer means that all before it came in
                print(f"{memory:8.1f} MB  with {size} {name}, there after {took_s:.2f} s; others wait {wait:.2f} ms")
        _come_and_go(port, pid, probe)
        probe.close()


@contextmanager
def _half_open(port: int) -> Iterator[tuple[int, float]]:
    begun = time.perf_counter()
    with _crowd(port, HALF_OPEN) as sockets:
        yield len(sockets), time.perf_counter() - begun


@contextmanager
def _creep(port: int) -> Iterator[tuple[int, float]]:
    """They say a bind, an octet each second."""
    begun = time.perf_counter()
    with _crowd(port, CREEPING) as sockets:
        for at in range(CREEP_S):
            for one in sockets:
                one.sendall(BIND[at : at + 1])
            time.sleep(1)
        yield len(sockets), time.perf_counter() - begun


@contextmanager
def _idle(port: int) -> Iterator[tuple[int, float]]:
    begun = time.perf_counter()
    with _crowd(port, IDLE) as sockets:
        for one in sockets:
            one.sendall(BIND)
        for one in sockets:
            assert _answer(one) == 0, "every bind is taken"
        yield len(sockets), time.perf_counter() - begun


def _come_and_go(port: int, pid: int, probe: socket.socket) -> None:
    """Binds and unbinds, many at a time; as many before, for asyncio's own transports lie about until the collector's first pass."""
    _cycles(port, CYCLES)
    before = memory_mb(pid, "VmRSS")
    begun = time.perf_counter()
    _cycles(port, CYCLES)
    took_s = time.perf_counter() - begun
    grown = memory_mb(pid, "VmRSS") - before
    print(f"{grown:+8.2f} MB  by {CYCLES} binds and unbinds, {CYCLES / took_s:,.0f} a second; others wait {_wait_ms(probe):.2f} ms")


def _cycles(port: int, times: int) -> None:
    for _ in range(times // AT_ONCE):
        with _crowd(port, AT_ONCE) as sockets:
            for one in sockets:
                one.sendall(BIND + UNBIND)
            for one in sockets:
                assert [_answer(one), _answer(one)] == [0, 0], "bind and unbind are answered"


@contextmanager
def _crowd(port: int, size: int) -> Iterator[list[socket.socket]]:
    sockets = [socket.create_connection(("127.0.0.1", port), PATIENCE_S) for _ in range(size)]
    try:
        yield sockets
    finally:
        for one in sockets:
            one.close()


def _bound(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.sendall(BIND)
    assert _answer(made) == 0, "the bind is taken"
    return made


def _answer(one: socket.socket) -> int:
    """The status of the next PDU."""
    head = _read(one, HEADER.size)
    length, _, status, _ = HEADER.unpack(head)
    _read(one, length - HEADER.size)
    return int(status)


def _read(one: socket.socket, octets: int) -> bytes:
    got = b""
    while len(got) < octets:
        part = one.recv(octets - len(got))
        assert part, "the server is there"
        got += part
    return got


def _wait_ms(probe: socket.socket, times: int = 200) -> float:
    """How long the slowest of some enquire_links waits."""
    return max(_timed(lambda: _asked(probe)) for _ in range(times)) * 1e3


def _asked(probe: socket.socket) -> None:
    probe.sendall(HEADER.pack(16, 0x15, 0, 2 + next(_numbers)))
    assert _answer(probe) == 0, "enquire_link is answered"


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
