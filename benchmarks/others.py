"""Other servers on the same work, those that are installed: node-smpp's and smpp34's, beside ours. They have no network behind them.

node-smpp is found where node finds it: `npm install smpp` in any folder, and NODE_PATH=FOLDER/node_modules. smpp34 is found in this
Python's environment, or in the one that SMPP34_PYTHON names.
"""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from benchmarks.loads import LOADS
from benchmarks.processes import load, network, other

SAME: Final = ("a3", "b3", "d1")
PYTHON: Final = os.environ.get("SMPP34_PYTHON", sys.executable)
SERVERS: Final = {
    "node-smpp": (["node", str(Path(__file__).with_name("node_smpp.js"))], ["node", "-e", "require('smpp')"]),
    "smpp34": ([PYTHON, str(Path(__file__).with_name("smpp34_server.py"))], [PYTHON, "-c", "import smpp34"]),
}
"""How each is started, and what tells whether it is there."""
WHERE: Final = {
    "node-smpp": "npm install smpp, and its node_modules in NODE_PATH",
    "smpp34": "pip install smpp34, here or in an environment whose Python SMPP34_PYTHON names",
}


def run(client: str, rounds: int, seconds: float) -> None:
    """Print the table; medians of the rounds but the first, by turns."""
    there = [name for name, (_, asked) in SERVERS.items() if _is_there(asked)]
    for name in SERVERS.keys() - there:
        print(f"{name}: left out, it is not installed ({WHERE[name]})")
    figures: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with ExitStack() as stack:
        ports = {"ours": stack.enter_context(network())[0]}
        ports |= {name: stack.enter_context(other(SERVERS[name][0]))[0] for name in there}
        for nth in range(rounds + 1):
            for name in SAME:
                for server, port in ports.items():
                    figure = load(client, port, *LOADS[name][1], "-d", str(seconds), "-t", "30", "-m", "100000")
                    if nth:
                        figures.setdefault((name, server), []).append(figure)
    _print(figures, list(ports))


def _is_there(asked: list[str]) -> bool:
    return shutil.which(asked[0]) is not None and subprocess.run(asked, capture_output=True, timeout=30, check=False).returncode == 0


def _print(figures: dict[tuple[str, str], list[dict[str, Any]]], servers: list[str]) -> None:
    print(f"{'load':<5}" + "".join(f"{server + '/s':>14}" for server in servers) + "  what")
    for name in SAME:
        print(f"{name:<5}" + "".join(f"{_rate(name, figures[name, server]):>14,.0f}" for server in servers) + f"  {LOADS[name][0]}")
    for server in servers:
        wrong = _wrong(figure for (_, one), rounds in figures.items() if one == server for figure in rounds)
        if wrong:
            print(f"{server}: {wrong}")


def _rate(name: str, rounds: list[dict[str, Any]]) -> float:
    rate: float = statistics.median(figure["done_per_s" if "-r" in LOADS[name][1] else "submit_per_s"] for figure in rounds)
    return rate


def _wrong(figures: Iterable[dict[str, Any]]) -> str:
    """What a server got wrong under these loads, `` for nothing."""
    all_of_them = list(figures)
    counts = {
        "texts not answered": sum(one["submitted"] - one["ok"] for one in all_of_them),
        "receipts that never came": sum(one.get("missing", 0) for one in all_of_them),
        "receipts before their answers": sum(one.get("receipt_before_resp", 0) for one in all_of_them),
        "connections lost": sum(one["closed_early"] for one in all_of_them),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)
