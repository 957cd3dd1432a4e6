"""A load client for SMPP in plain Python, for want of a faster one: submits in windows or at a rate, counts answers and receipts.

It runs as a process of its own, takes smppload's options as far as the benchmarks use them, and prints one line of JSON in its words.
It drives some 100,000 texts a second with their receipts, so it is the limit of servers that do more: their figures are then its own.
"""

import argparse
import json
import select
import socket
import sys
import time
from struct import Struct as Layout
from typing import Any, Final

HEADER: Final = Layout(">IIII")
SUBMIT_SM_RESP, DELIVER_SM, UNBIND = 0x80000004, 5, 6
ACCEPTED: Final = HEADER.pack(17, 0x80000005, 0, 0)[:12]
"""deliver_sm_resp up to its sequence number."""
TEXT: Final = b"hello from smppload"
CHUNK_MOST: Final = 1 << 18
STALLED_S, BIND_S = 15.0, 10.0

_unpack, _pack = HEADER.unpack_from, HEADER.pack


class Tally:
    """What was counted over all connections. Times are wall seconds; latencies count from when a text was sent, or due."""

    def __init__(self) -> None:
        self.submitted = self.answered = self.ok = self.early = self.closed = 0
        self.answers: list[float] = []
        self.receipts: list[float] = []
        self.sent: dict[bytes, float] = {}
        self.told_before: dict[bytes, float] = {}
        self.last_answer = self.last_receipt = 0.0

    def take(self, message_id: bytes, sent: float) -> None:
        """A text has its id; its receipt may have come before."""
        told = self.told_before.pop(message_id, None)
        if told is None:
            self.sent[message_id] = sent
        else:
            self.early += 1
            self.receipts.append(told - sent)

    def tell(self, message_id: bytes, now: float) -> None:
        """A receipt came."""
        self.last_receipt = now
        sent = self.sent.pop(message_id, None)
        if sent is None:
            self.told_before[message_id] = now
        else:
            self.receipts.append(now - sent)


class Peer:
    """One bound connection. open: when each text was sent that has no answer yet, by its sequence number."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.socket = socket.create_connection(("127.0.0.1", asked.p), BIND_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        body = b"%b\0%b\0\0\x34\0\0\0" % (asked.u.encode(), asked.P.encode())
        self.socket.sendall(_pack(16 + len(body), 9, 0, 1) + body)
        head = self.socket.recv(1 << 12)
        if len(head) < HEADER.size or _unpack(head)[2]:
            raise SystemExit(f"the bind was not taken: {head!r}")
        self.socket.settimeout(0)
        self.open: dict[int, float] = {}
        self.unsent: list[bytes] = []
        self._left, self._next, self._receipts = b"", 2, asked.r

    def submit(self, shape: "Shape", first: int, sent: list[float]) -> None:
        """So many texts as there are times; the first of them is the client's nth."""
        opened, sequence = self.open, self._next
        for nth, at in enumerate(sent, first):
            opened[sequence] = at
            self.unsent.append(shape.octets(sequence, nth))
            sequence += 1
        self._next = sequence

    def write(self) -> None:
        """All that waits, as far as the kernel takes it."""
        octets = b"".join(self.unsent)
        self.unsent.clear()
        if octets:
            try:
                done = self.socket.send(octets)
            except BlockingIOError:
                done = 0
            if done < len(octets):
                self.unsent.append(octets[done:])

    def read(self, tally: Tally) -> bool:
        """What is there; False when the server has closed."""
        data = self.socket.recv(CHUNK_MOST)
        now = time.perf_counter()
        octets, at, find = self._left + data, 0, (self._left + data).find
        end = len(octets)
        while end - at >= 16:
            length, command, status, sequence = _unpack(octets, at)
            stop = at + length
            if stop > end:
                break
            if command == SUBMIT_SM_RESP:
                sent = self.open.pop(sequence)
                tally.answered += 1
                tally.answers.append(now - sent)
                tally.last_answer = now
                if not status:
                    tally.ok += 1
                    if self._receipts:
                        tally.take(octets[at + 16 : stop - 1], sent)
            elif command == DELIVER_SM:
                self.unsent.append(b"%b%b\0" % (ACCEPTED, octets[at + 12 : at + 16]))
                begin = find(b"id:", at + 16) + 3
                tally.tell(octets[begin : find(b" ", begin)], now)
            at = stop
        self._left = octets[at:]
        return bool(data)


class Shape:
    """A submit_sm to one number after another."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._number: int = int(asked.D)
        self._numbers: int = asked.m
        flags = b"\0\0\0\0\0\0%c\0\0\0%c" % (asked.r, len(TEXT))
        self._body = b"\0\1\x0115551230000\0\1\1%d" + flags + TEXT
        self._head = HEADER.pack(16 + len(self._body) - 2 + len(asked.D), 4, 0, 0)[:12]

    def octets(self, sequence: int, nth: int) -> bytes:
        """The nth text."""
        number = self._number + nth % self._numbers
        octets: bytes = self._head + sequence.to_bytes(4, "big") + self._body % number
        return octets


class Load:
    """One run. until: when the last text may be sent; most: how many there are at most."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked, self._shape, self._tally = asked, Shape(asked), Tally()
        self._peers = [Peer(asked) for _ in range(asked.c)]
        self._by_number = {peer.socket.fileno(): peer for peer in self._peers}
        self._poll = select.epoll()
        for number in self._by_number:
            self._poll.register(number, select.EPOLLIN)
        self._begun = time.perf_counter()
        self._until = self._begun + asked.d if asked.d else float("inf")
        self._most = sys.maxsize if asked.d else asked.n

    def run(self) -> dict[str, Any]:
        """Until all is sent and told, or nothing comes any more."""
        moved, seen = self._begun, -1
        self._fill(self._peers, self._begun)
        while self._peers and not self._is_done():
            self._turn()
            now = time.perf_counter()
            tally = self._tally
            if seen != (seen := tally.answered + len(tally.receipts)):
                moved = now
            patience_s = STALLED_S if tally.answered < tally.submitted else self._asked.t
            if now - moved > patience_s:
                break
        for peer in self._peers:
            peer.socket.settimeout(BIND_S)
            peer.socket.sendall(b"".join(peer.unsent) + _pack(16, UNBIND, 0, 1))
        return self._figures()

    def _is_done(self) -> bool:
        tally = self._tally
        sending = tally.submitted < self._most and time.perf_counter() < self._until
        return not sending and tally.answered == tally.submitted and (not self._asked.r or len(tally.receipts) >= tally.ok)

    def _turn(self) -> None:
        paced = bool(self._asked.rate)
        came = [self._by_number[number] for number, _ in self._poll.poll(0 if paced else 0.05)]
        for peer in came:
            if not peer.read(self._tally):
                self._drop(peer)
        now = time.perf_counter()
        self._fill(self._peers if paced else came, now)
        for peer in self._peers:
            if peer.unsent:
                peer.write()

    def _fill(self, peers: list[Peer], now: float) -> None:
        """As many texts as windows, count and rate allow; at a rate, each peer gets its share of what is due."""
        tally, rate = self._tally, self._asked.rate
        if now >= self._until:
            return
        most = min(self._most, int((now - self._begun) * rate) + 1 if rate else sys.maxsize)
        share = -(-(most - tally.submitted) // len(peers)) if rate and peers else self._asked.w
        for peer in peers:
            count = min(self._asked.w - len(peer.open), most - tally.submitted, share)
            if count > 0:
                first = tally.submitted
                due = [self._begun + nth / rate for nth in range(first, first + count)] if rate else [now] * count
                peer.submit(self._shape, first, due)
                tally.submitted += count

    def _drop(self, peer: Peer) -> None:
        self._tally.closed += 1
        del self._by_number[peer.socket.fileno()]
        self._peers.remove(peer)
        peer.socket.close()

    def _figures(self) -> dict[str, Any]:
        tally = self._tally
        seconds = max(tally.last_answer - self._begun, 1e-9)
        told_s = max(seconds, tally.last_receipt - self._begun)
        figures: dict[str, Any] = {"submitted": tally.submitted, "ok": tally.ok, "seconds": seconds, "closed_early": tally.closed}
        figures["unasked_receipts"] = 0 if self._asked.r else len(tally.told_before)
        figures |= {"submit_per_s": tally.answered / seconds, "resp_us": _quantiles(tally.answers)}
        if self._asked.r:
            figures |= {"receipts": len(tally.receipts), "missing": tally.ok - len(tally.receipts), "receipt_before_resp": tally.early}
            figures |= {"done_per_s": len(tally.receipts) / told_s, "receipt_us": _quantiles(tally.receipts)}
        return figures


def _quantiles(seconds: list[float]) -> dict[str, float]:
    """In microseconds."""
    ordered = sorted(seconds) or [0.0]
    at = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
    return {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e6 for name, share in at.items()}


def main(arguments: list[str]) -> None:
    """Load a port; print the figures."""
    parser = argparse.ArgumentParser(prog="load_client", description=__doc__)
    for short, of, default in (("p", int, 2775), ("c", int, 1), ("w", int, 10), ("n", int, 1000), ("m", int, 1000)):
        parser.add_argument(f"-{short}", type=of, default=default)
    for short, text in (("u", "esme"), ("P", "secret"), ("D", "8613900000000")):
        parser.add_argument(f"-{short}", default=text)
    parser.add_argument("-d", type=float, default=0.0)
    parser.add_argument("-t", type=float, default=5.0)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("-r", action="store_const", const=1, default=0)
    print(json.dumps(Load(parser.parse_args(arguments)).run()))


if __name__ == "__main__":
    main(sys.argv[1:])
