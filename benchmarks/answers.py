"""Latency is a message's own: answers that take 20 ms each do not hold one another up."""

from benchmarks.processes import load, network


def run(client: str) -> None:
    """Print how many answers a second one connection with window 100 gets when each answer takes 20 ms."""
    with network("--answer-ms", "20") as (port, _, _):
        figures = load(client, port, "-c", "1", "-w", "100", "-r", "-d", "4", "-t", "30", "-m", "1000")
    print(
        f"answer latency 20 ms, 1 connection × window 100: {figures['submit_per_s']:,.0f} answers/s,"
        f" p50 {figures['resp_us']['p50'] / 1000:.1f} ms, p99 {figures['resp_us']['p99'] / 1000:.1f} ms,"
        f" lost {figures['missing']}, receipts before their answers {figures['receipt_before_resp']}"
    )
