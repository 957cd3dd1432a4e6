"""`make bench`: what the network costs and bears. Each part prints its own table; ratios of one run are what counts, machines differ."""

import argparse
import os
from collections.abc import Callable
from typing import Final

from benchmarks import (
    answers,
    harness,
    latency,
    loads,
    locust_rate,
    memory,
    others,
    pending,
    road,
    start,
    stress,
    web,
)
from benchmarks.processes import BARE_LOOP

Part = Callable[[argparse.Namespace], None]

PARTS: Final[dict[str, Part]] = {
    "start": lambda _: start.run(),
    "road": lambda _: road.run(),
    "loads": lambda asked: loads.run(asked.client, asked.bare, asked.rounds, asked.seconds, asked.loads),
    "crowded": lambda asked: loads.run(asked.client, asked.bare, asked.rounds, asked.seconds, asked.loads, loads.CROWDED),
    "latency": lambda asked: latency.run(asked.client, asked.bare, asked.rounds, asked.seconds / 2),
    "others": lambda asked: others.run(asked.client, asked.rounds, asked.seconds / 4),
    "memory": lambda asked: memory.run(asked.client, asked.messages, asked.through),
    "stress": lambda asked: stress.run(asked.client, asked.crowd),
    "answers": lambda asked: answers.run(asked.client),
    "pending": lambda asked: pending.run(asked.client, asked.messages),
    "web": lambda asked: web.run(asked.rounds, asked.seconds),
    "locust": lambda asked: locust_rate.run(asked.rounds, asked.seconds),
    "harness": lambda asked: harness.run(asked.client, asked.messages, asked.seconds),
}


def main() -> None:
    """Run the parts that were named, all by default."""
    options = _options()
    if not options.client:
        print("SMPP loads by a client in Python, which is the limit of what is faster than itself: ratios to the bare loop flatter us")
    for name in options.parts:
        print(f"== {name}", flush=True)
        PARTS[name](options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--client", default=os.environ.get("SMPPLOAD", ""), help="a smppload binary (or SMPPLOAD); our own by default")
    parser.add_argument("--bare", default=os.environ.get("BARELOOP", BARE_LOOP), help="another bare loop, a Python file (or BARELOOP)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--loads", nargs="*", default=list(loads.LOADS))
    parser.add_argument("--messages", type=int, default=1_000_000, help="for memory, pending and harness")
    parser.add_argument("--through", type=int, default=0, help="messages that memory sends through one process beside; none by default")
    parser.add_argument("--crowd", type=int, default=stress.IDLE, help="sessions that idle in stress; its other crowds in proportion")
    options = parser.parse_args()
    for name in options.parts:
        if name not in PARTS:
            parser.error(f"no part is called {name!r}: there are {', '.join(PARTS)}")
    return options


if __name__ == "__main__":
    main()
