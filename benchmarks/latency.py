"""How long one waits, beside the bare loop under the same client, by turns: at window 1, and at a steady 20,000 texts a second.

At the steady rate nobody waits for answers before sending on, and every time counts from the instant at which its text was due to be
sent: whatever holds a server up is charged to it. All texts travel equally long, so what a receipt takes beyond that is its lateness.
"""

import statistics
import sys
from typing import Any, Final

from benchmarks.processes import load, network, other

RATE: Final = 20_000
TRAVEL_MS: Final = 100
ALONE: Final = ("-c", "1", "-w", "1")
STEADY: Final = ("-c", "8", "-w", "1000", "--rate", str(RATE), "-r", "-m", "100000", "-t", "10")
"""Windows that never fill unless a server stands still for a third of a second."""
RATIO_WANTED, LATER_WANTED_MS = 1.5, 10.0

Pair = tuple[dict[str, Any], dict[str, Any]]
"""The bare loop's figures and ours, from one round."""


def run(client: str, bare: str, rounds: int, seconds: float) -> None:
    """Print both tables. The first round is not counted."""
    alone: list[Pair] = []
    steady: list[Pair] = []
    travel = ("--median-ms", str(TRAVEL_MS), "--p99-ms", str(TRAVEL_MS))
    with other([sys.executable, bare]) as (bare_port, _), network(*travel) as (port, _, _):
        for _ in range(rounds + 1):
            for asked, pairs in ((ALONE, alone), (STEADY, steady)):
                pairs.append((load(client, bare_port, *asked, "-d", str(seconds)), load(client, port, *asked, "-d", str(seconds))))
    print("\n".join(alone_table(alone[1:]) + steady_table(steady[1:])))


def alone_table(pairs: list[Pair]) -> list[str]:
    """Window 1: medians of the rounds, and of each round's ratio."""
    table = [f"{'1 connection × window 1':<34}{'bare us':>10}{'ours us':>10}{'ratio':>8}"]
    for share in ("p50", "p99"):
        theirs, ours = _columns(pairs, "resp_us", share)
        ratio = statistics.median(mine / other for other, mine in zip(theirs, ours, strict=True))
        wanted = f"  wanted: at most {RATIO_WANTED:g}" if share == "p99" else ""
        table.append(f"{'answers ' + share:<34}{statistics.median(theirs):>10.1f}{statistics.median(ours):>10.1f}{ratio:>8.2f}{wanted}")
    return table


def steady_table(pairs: list[Pair]) -> list[str]:
    """The steady rate: medians of the rounds, and of how much later ours came in each."""
    table = [f"{f'{RATE:,}/s, each from its due instant':<34}{'bare ms':>10}{'ours ms':>10}{'later':>8}"]
    for what, told, travel_ms in (("answers", "resp_us", 0), ("receipts", "receipt_us", TRAVEL_MS)):
        for share in ("p50", "p99"):
            theirs, took = ([us / 1000 for us in side] for side in _columns(pairs, told, share))
            ours = [ms - travel_ms for ms in took]
            later = statistics.median(mine - other for other, mine in zip(theirs, ours, strict=True))
            wanted = f"  wanted: at most {LATER_WANTED_MS:g}" if share == "p99" else ""
            table.append(f"{f'{what} {share}':<34}{statistics.median(theirs):>10.2f}{statistics.median(ours):>10.2f}{later:>8.2f}{wanted}")
    lost = sum(ours["submitted"] - ours["ok"] + ours["missing"] for _, ours in pairs)
    early = sum(ours["receipt_before_resp"] for _, ours in pairs)
    table.append(f"receipts count from {TRAVEL_MS} ms later, as each text travels; lost {lost}, receipts before their answers {early}")
    return table


def _columns(pairs: list[Pair], what: str, share: str) -> tuple[list[float], list[float]]:
    """One percentile of all rounds, theirs and ours."""
    return [theirs[what][share] for theirs, _ in pairs], [ours[what][share] for _, ours in pairs]
