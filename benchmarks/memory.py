"""What is remembered takes memory: octets a settled message kept, with receipts and without; and that past its limit memory is flat.

Memory is what the kernel says the process has (VmRSS), so it holds whatever the allocator keeps for itself as well.
"""

import time
from typing import Final

from benchmarks.processes import load, memory_mb, network

NUMBERS: Final = 100_000
KEPT_MOST = 400
MILLION: Final = 1_000_000
SETTLED_S = 1.0
"""Texts travel 90 ms at most: after a second all are settled, also where nobody is told of it."""
SHAPE: Final = ("-c", "8", "-w", "100", "-m", str(NUMBERS), "-t", "30")


def run(client: str, messages: int, through: int) -> None:
    """Print both. messages: how many are kept; through: how many pass through one process with the default limit, 0: left out."""
    for asked, name in (((), "without receipts"), (("-r",), "with receipts")):
        _kept(client, messages, asked, name)
    if through:
        _through(client, through)
    else:
        print("memory past the limit: left out; --through 10000000 sends as many through one process")


def _kept(client: str, messages: int, asked: tuple[str, ...], name: str) -> None:
    """Nothing is forgotten. First one text to each number, which makes the numbers known; then the rest of them."""
    with network("--keep", str(2 * messages)) as (port, _, pid):
        load(client, port, *SHAPE, *asked, "-n", "1000")
        bare = _settled_mb(pid)
        _send(client, port, min(NUMBERS, messages), asked)
        known = _settled_mb(pid)
        _send(client, port, messages - min(NUMBERS, messages), asked)
        full = _settled_mb(pid)
    all_in = _octets(full - bare, messages)
    further = f"; {_octets(full - known, messages - NUMBERS):.0f} for each but a number's first" if messages > NUMBERS else ""
    print(
        f"{all_in:6.0f} octets a message kept, {name} (wanted: at most {KEPT_MOST}): {messages:,} to {min(NUMBERS, messages):,} numbers,"
        f" {bare:,.0f} MB before and {full:,.0f} after{further}",
        flush=True,
    )


def _through(client: str, messages: int) -> None:
    """The limit is the default world's. The client begins anew with each million, for it remembers every id."""
    with network() as (port, _, pid):
        load(client, port, *SHAPE, "-r", "-n", "1000")
        print(f"{_settled_mb(pid):8.1f} MB  at the start", flush=True)
        sizes, begun = [], time.perf_counter()
        for sent in range(0, messages, MILLION):
            count = min(MILLION, messages - sent)
            _send(client, port, count, ("-r",))
            sizes.append(_settled_mb(pid))
            rate = (sent + count) / (time.perf_counter() - begun)
            print(f"{sizes[-1]:8.1f} MB  after {sent + count:>11,} messages with receipts, {rate:,.0f}/s", flush=True)
    if len(sizes) > 1:
        print(f"{sizes[-1] - sizes[0]:+8.1f} MB  since the first million; {max(sizes) - min(sizes):.1f} MB between the least and the most")


def _send(client: str, port: int, count: int, asked: tuple[str, ...]) -> None:
    if count <= 0:
        return
    figures = load(client, port, *SHAPE, *asked, "-n", str(count))
    assert figures["ok"] == count, figures
    assert not figures.get("missing"), figures


def _settled_mb(pid: int) -> float:
    time.sleep(SETTLED_S)
    return memory_mb(pid, "VmRSS")


def _octets(megabytes: float, messages: int) -> float:
    return megabytes * (1 << 20) / messages
