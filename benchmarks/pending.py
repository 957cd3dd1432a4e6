"""A million texts wait at handsets that are off; then 72 hours pass. How long that takes, and how much memory."""

import json
import time
from urllib.request import ProxyHandler, Request, build_opener

from benchmarks.processes import load, memory_mb, network

NUMBERS = 100_000
HOURS = 72


def run(client: str, messages: int) -> None:
    """Print the figures; all messages must have been told of as expired."""
    with network("--speed", "0", "--off", str(NUMBERS)) as (port, http_port, pid):
        sent = load(client, port, "-c", "8", "-w", "100", "-n", str(messages), "-m", str(NUMBERS))
        before = memory_mb(pid, "VmRSS")
        _pass(http_port, 60.0)
        waiting = memory_mb(pid, "VmRSS")
        begun = time.perf_counter()
        _pass(http_port, HOURS * 3600.0)
        took = time.perf_counter() - begun
        expired = _get(http_port, "/sim/messages?limit=1")
        most = memory_mb(pid, "VmHWM")
    state = expired["messages"][0]["state"]
    print(
        f"{sent['ok']:,} texts to {NUMBERS:,} handsets that are off: {before:,.0f} MB accepted, {waiting:,.0f} MB stored;"
        f" {HOURS} h later all are {state}: {took:.1f} s, at most {most:,.0f} MB"
    )


def _pass(http_port: int, seconds: float) -> None:
    body = json.dumps({"seconds": seconds}).encode()
    _ask(Request(f"http://127.0.0.1:{http_port}/sim/clock/pass", data=body))


def _get(http_port: int, path: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads(_ask(Request(f"http://127.0.0.1:{http_port}{path}")))
    return found


def _ask(request: Request) -> bytes:
    with build_opener(ProxyHandler({})).open(request, timeout=300) as response:
        body: bytes = response.read()
        return body
