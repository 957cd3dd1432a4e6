"""The harness: what those who wait and listen cost a load, and how long searches over a million kept messages take."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp
from msgspec.structs import replace

from benchmarks.processes import CLIENT_CORE, load, memory_mb, network
from simulator.causes import Cause
from simulator.ledger import Ledger
from simulator.lifecycle import Event, State
from simulator.message import Alphabet, Message, Submission
from simulator.reporting.report import report
from simulator.reporting.settings import Manner
from simulator.runtime.entry import Where
from simulator.runtime.network import Network, calm_the_collector
from simulator.scenario.default import scenario

WAITERS, LISTENERS, DEAF = 1_000, 50, 10
ROUNDS: Final = 7
SETTLING_S: Final = 3.0
"""Meanwhile those who wait for no number in particular are looked for among all messages that are kept."""
START: Final = 1_709_514_000_000
NUMBERS: Final = 100_000
TRAVEL: Final = 10_000
"""So many messages are on their way, at one a millisecond."""
RARE: Final = 10_000
"""One in so many expires."""
SEARCHES: Final = {
    "nothing asked": "limit=100",
    "by number": "to=13900004711",
    "by a number that is not there": "to=13911111111",
    "by state, one in 10,000": "state=EXPIRED",
    "by state, none": "state=REJECTED",
    "by state, on its way": "state=ENROUTE",
    "by cause, one in 10,000": "cause=off",
    "by cause, none": "cause=suspended",
    "by time, a second in the middle": "since=2024-03-04T09:08:00%2B08:00&until=2024-03-04T09:08:01%2B08:00",
    "by text, one in a million": "text=009999%EF%BC%8C",
    "by text, none": "text=nothing",
}


def run(client: str | None, messages: int, seconds: float) -> None:
    """Print both. client: the load client; without it the first is left out."""
    if client:
        _crowds(client, seconds)
    asyncio.run(_searches(messages))


def _crowds(client: str, seconds: float) -> None:
    """Rounds with nobody and with all of them, by turns; the median of each round's ratio."""
    asked = ("-c", "8", "-w", "100", "-r", "-d", str(seconds), "-t", "30", "-m", "100000")
    alone, crowded, grown = [], [], []
    with network() as (port, http_port, pid):
        load(client, port, *asked)
        for _ in range(ROUNDS):
            alone.append(load(client, port, *asked)["done_per_s"])
            before = memory_mb(pid, "VmRSS")
            with _crowd(http_port):
                crowded.append(load(client, port, *asked)["done_per_s"])
                grown.append(memory_mb(pid, "VmRSS") - before)
    ratio = statistics.median(some / none for none, some in zip(alone, crowded, strict=True))
    print(f"{statistics.median(alone):>10,.0f} messages a second with receipts, nobody looks on")
    print(
        f"{statistics.median(crowded):>10,.0f} with {WAITERS} who wait and {LISTENERS} who listen, {DEAF} of them deaf: ratio {ratio:.3f}"
    )
    print(f"{statistics.median(grown):>10.1f} MB more with them, beside what the messages of a round take")


@contextmanager
def _crowd(http_port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "benchmarks.listeners", *map(str, (http_port, WAITERS, LISTENERS, DEAF))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    os.sched_setaffinity(process.pid, {CLIENT_CORE})
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(SETTLING_S)
    try:
        yield
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()


async def _searches(messages: int) -> None:
    """First pages over HTTP, the network and the client in one process; the longest of five."""
    net = Network(replace(scenario(), keep=None), seed=1, start=START, speed=0, derived=False)
    where = await net.start(Where(smpp_port=0, http_port=0))
    _fill(net.world.ledger, messages)
    calm_the_collector()
    async with aiohttp.ClientSession() as session:
        for name, query in SEARCHES.items():
            took, cpu, found = [], [], 0
            for _ in range(5):
                begun, used = time.perf_counter(), time.process_time()
                async with session.get(f"{where.url}/sim/messages?{query}") as response:
                    found = len((await response.json())["messages"])
                took.append((time.perf_counter() - begun) * 1e3)
                cpu.append((time.process_time() - used) * 1e3)
            spent = f"{statistics.median(took):>8.1f} ms ({max(took):.1f} at most, {statistics.median(cpu):.1f} of them computing)"
            print(f"{spent}  {name}: {found} on the first page")
        begun = time.perf_counter()
        async with session.get(f"{where.url}/sim/export/messages?text=7%EF%BC%8C") as response:
            lines = len((await response.read()).splitlines())
        print(f"{(time.perf_counter() - begun) * 1e3:>10.1f} ms  by text, streamed: {lines} lines")
    await net.stop()


_TOLD: Final = report(Manner.FINAL, Event.DELIVERED, None, "mobile", told=False)
_OFF: Final = report(Manner.FINAL, Event.EXPIRED, Cause.OFF, "mobile", told=False)


def _fill(ledger: Ledger, messages: int) -> None:
    """One a millisecond, each on its way for a while, as the road has it."""
    on_their_way: deque[Message] = deque()
    for nth in range(messages):
        message = _message(nth)
        ledger.accept(message)
        on_their_way.append(message)
        if len(on_their_way) > TRAVEL:
            _settle(ledger, on_their_way.popleft())
    while on_their_way:
        _settle(ledger, on_their_way.popleft())


def _settle(ledger: Ledger, message: Message) -> None:
    """Delivered at once, but for one in 10,000. What was simply delivered is not noted one by one: so does the journey."""
    at = message.accepted_at + TRAVEL
    if message.luck % RARE:
        message.state, message.trail = State.DELIVERED, ((None, at, int(Event.DELIVERED), None), at, int(Event.REPORTED), _TOLD)
        return
    message.state = State.EXPIRED
    ledger.note(message, at, Event.EXPIRED, Cause.OFF)
    ledger.note(message, at, Event.REPORTED, _OFF)


def _message(nth: int) -> Message:
    """The nth of many: a code."""
    at = START + nth
    text = f"您的验证码为{nth:06}，5分钟内有效。".encode("utf-16-be")
    submission = Submission.of("esme", "1069", f"+86{13_900_000_000 + nth % NUMBERS}", text, Alphabet.UCS2)
    return Message(str(nth), nth, submission, at, at + 9_999)
