"""`make bench`: what the network costs and bears. Each part prints its own table; ratios of one run are what counts, machines differ."""

import argparse
import os

from benchmarks import answers, loads, pending, road, start

PARTS = ("start", "road", "loads", "crowded", "answers", "pending")


def main() -> None:
    """Run the parts that were named, all by default."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--client", default=os.environ.get("SMPPLOAD"), help="the smppload binary (or SMPPLOAD in the environment)")
    parser.add_argument("--bare", default=os.environ.get("BARELOOP"), help="the bare loop, a Python file (or BARELOOP)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--loads", nargs="*", default=list(loads.LOADS))
    parser.add_argument("--messages", type=int, default=1_000_000, help="for pending")
    options = parser.parse_args()
    for part in options.parts:
        if part in {"loads", "crowded", "answers", "pending"} and not options.client:
            print(f"{part}: left out, for want of a load client: name one with --client or SMPPLOAD")
            continue
        print(f"== {part}", flush=True)
        match part:
            case "start":
                start.run()
            case "road":
                road.run()
            case "loads" if options.bare:
                loads.run(options.client, options.bare, options.rounds, options.seconds, options.loads)
            case "crowded" if options.bare:
                loads.run(options.client, options.bare, options.rounds, options.seconds, options.loads, loads.CROWDED)
            case "loads" | "crowded":
                print("left out, for want of the bare loop: name it with --bare or BARELOOP")
            case "answers":
                answers.run(options.client)
            case "pending":
                pending.run(options.client, options.messages)
            case _:
                parser.error(f"no part is called {part!r}: there are {', '.join(PARTS)}")


main()
