"""`make bench`: what the network costs and bears. Each part prints its own table; ratios of one run are what counts, machines differ."""

import argparse
import os
from collections.abc import Callable
from typing import Final

from benchmarks import answers, crowd, harness, loads, locust_rate, pending, road, start, web

Part = Callable[[argparse.Namespace], None]

PARTS: Final[dict[str, Part]] = {
    "start": lambda _: start.run(),
    "road": lambda _: road.run(),
    "locust": lambda asked: locust_rate.run(asked.rounds, asked.seconds),
    "web": lambda asked: web.run(asked.rounds, asked.seconds),
    "loads": lambda asked: loads.run(asked.client, asked.bare, asked.rounds, asked.seconds, asked.loads),
    "crowded": lambda asked: loads.run(asked.client, asked.bare, asked.rounds, asked.seconds, asked.loads, loads.CROWDED),
    "answers": lambda asked: answers.run(asked.client),
    "pending": lambda asked: pending.run(asked.client, asked.messages),
    "crowd": lambda _: crowd.run(),
    "harness": lambda asked: harness.run(asked.client, asked.messages, asked.seconds),
}
NEED: Final = {"loads": ("client", "bare"), "crowded": ("client", "bare"), "answers": ("client",), "pending": ("client",)}
"""What a part cannot do without."""


def main() -> None:
    """Run the parts that were named, all by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--client", default=os.environ.get("SMPPLOAD"), help="the smppload binary (or SMPPLOAD in the environment)")
    parser.add_argument("--bare", default=os.environ.get("BARELOOP"), help="the bare loop, a Python file (or BARELOOP)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--loads", nargs="*", default=list(loads.LOADS))
    parser.add_argument("--messages", type=int, default=1_000_000, help="for pending and harness")
    options = parser.parse_args()
    for part in options.parts:
        if part not in PARTS:
            parser.error(f"no part is called {part!r}: there are {', '.join(PARTS)}")
        missing = [f"--{need}" for need in NEED.get(part, ()) if not getattr(options, need)]
        if missing:
            print(f"== {part}: left out, for want of {' and '.join(missing)}", flush=True)
            continue
        print(f"== {part}", flush=True)
        PARTS[part](options)


main()
