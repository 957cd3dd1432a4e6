"""The seven loads: messages a second through the whole road, beside a bare Python loop under the same client, rounds interleaved.

What a text costs each server in computing stands beside it: that holds also where a machine has others to serve.
"""

import statistics
import sys
from typing import Any

from benchmarks.processes import cpu_s, load, network, other

LOADS = {
    "a2": ("1 connection × window 100, answers only", ("-c", "1", "-w", "100")),
    "a3": ("8 × 100, answers only", ("-c", "8", "-w", "100")),
    "c1": ("64 × 1, answers only", ("-c", "64", "-w", "1")),
    "b2": ("1 × 100, with receipts", ("-c", "1", "-w", "100", "-r")),
    "b3": ("8 × 100, with receipts", ("-c", "8", "-w", "100", "-r")),
    "d1": ("64 × 1, with receipts", ("-c", "64", "-w", "1", "-r")),
    "e1": ("1 × 1, answers only, for latency", ("-c", "1", "-w", "1")),
}
WANTED = {"a3": "150,000/s", "b3": "75,000/s, ratio 0.33", "d1": "ratio 0.55"}
CROWDED = ("--words", "70000", "--known", "1000000", "--sick", "1000")
"""A world with a lexicon, a million known numbers and a thousand conditions."""


def run(client: str, bare: str, rounds: int, seconds: float, names: list[str], options: tuple[str, ...] = ()) -> None:  # noqa: PLR0917
    """Print the table. The first round is not counted. options: of our server."""
    figures: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {name: [] for name in names}
    with other([sys.executable, bare]) as (bare_port, bare_pid), network(*options) as (port, _, pid):
        for nth in range(rounds + 1):
            for name in names:
                asked = (*LOADS[name][1], "-d", str(seconds), "-t", "30", "-m", "100000")
                pair = _loaded(client, bare_port, bare_pid, asked), _loaded(client, port, pid, asked)
                if nth:
                    figures[name].append(pair)
    rates = f"{'load':<5}{'bare/s':>10}{'ours/s':>10}{'ratio':>7}{'bare us':>9}{'ours us':>9}"
    print(f"{rates}{'p50 us':>8}{'p99 us':>8}{'lost':>6}{'early':>6}  what")
    for name in names:
        _print(name, figures[name])
    print("bare us, ours us: computed for a text; p50, p99: of ours; early: receipts before their answers")


def _loaded(client: str, port: int, pid: int, asked: tuple[str, ...]) -> dict[str, Any]:
    before = cpu_s(pid)
    figures = load(client, port, *asked)
    return figures | {"cpu_us": (cpu_s(pid) - before) / figures["ok"] * 1e6}


def _print(name: str, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    rate = "done_per_s" if "-r" in LOADS[name][1] else "submit_per_s"
    ratio = statistics.median(ours[rate] / bare[rate] for bare, ours in pairs)
    bare_rate, our_rate = (statistics.median(figure[rate] for figure in side) for side in zip(*pairs, strict=True))
    bare_us, our_us = (statistics.median(figure["cpu_us"] for figure in side) for side in zip(*pairs, strict=True))
    p50, p99 = (statistics.median(ours["resp_us"][p] for _, ours in pairs) for p in ("p50", "p99"))
    lost = sum(ours.get("missing", 0) + ours["submitted"] - ours["ok"] for _, ours in pairs)
    early = sum(ours.get("receipt_before_resp", 0) for _, ours in pairs)
    what = LOADS[name][0] + (f" (wanted: {WANTED[name]})" if name in WANTED else "")
    rates = f"{name:<5}{bare_rate:>10,.0f}{our_rate:>10,.0f}{ratio:>7.3f}{bare_us:>9.1f}{our_us:>9.1f}"
    print(f"{rates}{p50:>8.0f}{p99:>8.0f}{lost:>6}{early:>6}  {what}")
