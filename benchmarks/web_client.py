"""A load client for HTTP: prepared requests over keep-alive connections, each sent when the answer to the one before it is there.

It runs as a process of its own and prints one line of JSON: requests a second, and how long they took. Bounded in time.
"""

import argparse
import json
import selectors
import socket
import sys
import time
from collections import deque
from pathlib import Path


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(0)
        self.sent_at = 0.0
        self._read = b""

    def send(self, request: bytes, now: float) -> None:
        """One request; the kernel takes it whole."""
        self.sent_at = now
        done = self.socket.send(request)
        if done < len(request):
            self.socket.settimeout(5)
            self.socket.sendall(request[done:])
            self.socket.settimeout(0)

    def receive(self, wanted: bytes) -> bool:
        """Read what is there; whether that was the rest of an answer. One that does not hold what is wanted ends the run."""
        self._read += self.socket.recv(1 << 20)
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found:
            return False
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return False
        if wanted not in body:
            raise SystemExit(f"refused: {self._read[:300]!r}")
        self._read = b""
        return True


def run(port: int, requests: list[bytes], connections: int, seconds: float, *, rate: float, wanted: bytes) -> dict[str, float]:
    """rate: requests a second that are offered, 0 for as many as are answered. Times count from when a request was due."""
    poll = selectors.DefaultSelector()
    idle = deque(Connection(port) for _ in range(connections))
    for each in idle:
        poll.register(each.socket, selectors.EVENT_READ, each)
    took: list[float] = []
    begin, sent = time.perf_counter(), 0
    end = begin + seconds
    while (now := time.perf_counter()) < end:
        while idle and (not rate or sent < (now - begin) * rate):
            due = begin + sent / rate if rate else now
            idle[0].send(requests[sent % len(requests)], due)
            idle.popleft()
            sent += 1
        for key, _ in poll.select(0.0005):
            connection: Connection = key.data
            if connection.receive(wanted):
                took.append(time.perf_counter() - connection.sent_at)
                idle.append(connection)
    if not took:
        raise SystemExit(f"nothing was answered within {seconds} s")
    took.sort()
    quantiles = {f"p{share}": took[min(len(took) - 1, len(took) * share // 100)] * 1000 for share in (50, 99)}
    return {"per_s": len(took) / seconds, **quantiles}


def main(arguments: list[str]) -> None:
    """Load a port with the requests of a file, which are framed by their lengths in four octets."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("requests", type=Path)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--wanted", default="", help="what every answer must hold")
    options = parser.parse_args(arguments)
    raw = options.requests.read_bytes()
    requests, at = [], 0
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        requests.append(raw[at + 4 : at + 4 + length])
        at += 4 + length
    print(json.dumps(run(options.port, requests, options.connections, options.seconds, rate=options.rate, wanted=options.wanted.encode())))


if __name__ == "__main__":
    main(sys.argv[1:])
