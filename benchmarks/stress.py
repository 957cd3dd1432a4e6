"""Crowds: connections that never bind, that creep, that idle, and that come and go. What memory they take, and how others fare meanwhile.

The others are one session that submits at a steady rate throughout, before each crowd comes, while it comes, and while it stays; its
times count from the instants at which its texts were due, and all texts travel equally long. Few messages are remembered, so that what
grows is the crowd's.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, Final

from benchmarks.peers import BIND, allow_sockets, bind_all, come_and_go, connected
from benchmarks.processes import load, memory_mb, network

HALF_OPEN, CREEPING, IDLE, CYCLES, AT_ONCE = 2_000, 200, 1_000, 20_000, 50
CREEP_S = 5
BOUND_WANTED_S, IDLE_WANTED_MB, GROWN_WANTED_MB = 2.0, 100, 1.0
KEEP: Final = 10_000
TRAVEL_MS: Final = 20
STEADY: Final = ("-c", "1", "-w", "1000", "--rate", "1000", "-r", "-t", "10")
SLICE_S: Final = 2.0


class Witness:
    """A session that works until it is told to stop, seen in slices of two seconds; then what it saw."""

    def __init__(self, client: str, port: int) -> None:
        self._over = Event()
        self._pool = ThreadPoolExecutor(1)
        self._seen = self._pool.submit(self._work, client, port)

    def _work(self, client: str, port: int) -> list[dict[str, Any]]:
        seen = [load(client, port, *STEADY, "-d", str(SLICE_S))]
        while not self._over.is_set():
            seen.append(load(client, port, *STEADY, "-d", str(SLICE_S)))
        return seen

    def stop(self) -> str:
        """Its rate, and the 99th percentiles of its worst slice; that nothing was lost."""
        self._over.set()
        seen = self._seen.result()
        self._pool.shutdown()
        ok = sum(one["ok"] for one in seen)
        assert ok == sum(one["submitted"] for one in seen), seen
        assert not sum(one["missing"] for one in seen), seen
        rate = ok / sum(one["seconds"] for one in seen)
        p99, longest = (max(one["resp_us"][what] for one in seen) / 1000 for what in ("p99", "max"))
        late = max(one["receipt_us"]["p99"] for one in seen) / 1000 - TRAVEL_MS
        return f"others: {rate:,.0f} texts/s, answers p99 {p99:.1f} ms and at most {longest:.1f}, receipts p99 {late:.1f} ms late"


def run(client: str, crowd: int) -> None:
    """Print what each crowd costs. crowd: how many idle; the other crowds are as large in proportion."""
    share = crowd / IDLE
    allow_sockets()
    with network("--keep", str(KEEP), "--median-ms", str(TRAVEL_MS), "--p99-ms", str(TRAVEL_MS)) as (port, _, pid):
        load(client, port, "-c", "8", "-w", "100", "-r", "-t", "10", "-n", str(3 * KEEP))  # until its memory of messages is full
        _tell(pid, "nobody else there", Witness(client, port))
        for what, come, size, wanted in CROWDS:
            witness, begun = Witness(client, port), time.perf_counter()
            with connected(port, round(size * share)) as sockets:
                come(sockets)
                _tell(pid, f"{len(sockets):,} {what} after {time.perf_counter() - begun:.2f} s{wanted}", witness)
        _come_and_go(client, port, pid, round(CYCLES * share))


def _tell(pid: int, what: str, witness: Witness) -> None:
    time.sleep(SLICE_S / 2)
    said = witness.stop()
    print(f"{memory_mb(pid, 'VmRSS'):8.1f} MB  {what}; {said}", flush=True)


def _stay(sockets: list[Any]) -> None:
    """They say nothing at all."""


def _creep(sockets: list[Any]) -> None:
    """They say a bind, an octet each second."""
    for at in range(CREEP_S):
        for one in sockets:
            one.sendall(BIND[at : at + 1])
        time.sleep(1)


CROWDS: Final = (
    ("half-open", _stay, HALF_OPEN, ""),
    ("that creep, an octet a second,", _creep, CREEPING, ""),
    ("bound and idle", bind_all, IDLE, f" (wanted: {BOUND_WANTED_S:g} s, {IDLE_WANTED_MB} MB in all)"),
)


def _come_and_go(client: str, port: int, pid: int, times: int) -> None:
    """Once beside the witness; once more without, for what grows is to be theirs: messages kept come and go in pages of megabytes."""
    witness, begun = Witness(client, port), time.perf_counter()
    come_and_go(port, times, AT_ONCE)
    rate = times / (time.perf_counter() - begun)
    _tell(pid, f"{times:,} binds and unbinds, {rate:,.0f} a second", witness)
    before = memory_mb(pid, "VmRSS")
    come_and_go(port, times, AT_ONCE)
    grown = memory_mb(pid, "VmRSS") - before
    print(f"{grown:+8.2f} MB  by {times:,} more of them (wanted: less than {GROWN_WANTED_MB:g})")
