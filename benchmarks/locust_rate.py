"""What locust costs: the rate of one headless locust process with SmppUser, beside a loop of smpplib alone, by turns against one network.

Both bind one session with the same window, take every receipt and answer it. smpplib's loop does nothing else: it counts.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from smpplib import consts, gsm
from smpplib.client import Client

from benchmarks.processes import CLIENT_CORE, LOAD_LIMIT_S, network

WINDOW = 100
TEXT = "【示例科技】您的验证码为123456，5分钟内有效。"
ROOT = Path(__file__).parent.parent
DRAIN_S = 10.0


def run(rounds: int, seconds: float) -> None:
    """Print the medians of both and of each round's ratio; reports included, a text counts when its receipt came."""
    with network("--free") as (port, _, _):
        pairs = [(_locust(port, seconds), _alone(port, seconds)) for _ in range(rounds + 1)][1:]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)
    print(f"locust {ours:8,.0f} texts/s   smpplib alone {theirs:8,.0f} texts/s   ratio {ratio:.3f}")
    print("rounds: " + ", ".join(f"{mine:,.0f}/{other:,.0f}" for mine, other in pairs))


def _locust(port: int, seconds: float) -> float:
    with TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "locust", "-f", str(ROOT / "locustfile.py"), "--headless", "--only-summary", "--users", "1"]
        command += ["--tags", "codes", "--run-time", f"{seconds:g}s", "--smpp", f"127.0.0.1:{port}", "--window", str(WINDOW)]
        _pinned([*command, "--figures", str(figures)])
        (front,) = json.loads(figures.read_text("utf-8"))["fronts"]
    assert front["sent"] == front["reported"], front
    rate: float = front["rate"]
    return rate


def _alone(port: int, seconds: float) -> float:
    said = _pinned([sys.executable, "-m", "benchmarks.locust_rate", str(port), str(seconds)])
    return float(said)


def _pinned(command: list[str]) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=LOAD_LIMIT_S,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CORE}),
    )
    return done.stdout


def _loop(port: int, seconds: float) -> float:
    """Texts a second: as many as the window lets through, until the time is over; then the receipts that are on their way."""
    client = Client("127.0.0.1", port, allow_unknown_opt_params=True)
    client.connect()
    client.bind_transceiver(system_id="esme", password="secret")  # noqa: S106 - the default world's
    sent = answered = reported = 0

    def took(**_: object) -> None:
        nonlocal answered
        answered += 1

    def told(**_: object) -> None:
        nonlocal reported
        reported += 1

    client.set_message_sent_handler(took)
    client.set_message_received_handler(told)
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        if sent - answered < WINDOW:
            _submit(client, sent)
            sent += 1
            if sent % 10:
                continue
        client.poll()
    took_s = time.perf_counter() - begun
    while reported < sent and time.perf_counter() - begun < seconds + DRAIN_S:
        client.read_once()
    assert reported == sent, (sent, answered, reported)
    client.unbind()
    client.disconnect()
    return sent / took_s


def _submit(client: Client, nth: int) -> None:
    (part,), data_coding, esm_class = gsm.make_parts(TEXT)
    client.send_message(
        source_addr_ton=consts.SMPP_TON_NWSPEC,
        source_addr="10690000",
        dest_addr_ton=consts.SMPP_TON_INTL,
        dest_addr_npi=consts.SMPP_NPI_ISDN,
        destination_addr=f"86139{nth % 100_000_000:08}",
        esm_class=esm_class,
        data_coding=data_coding,
        registered_delivery=True,
        short_message=part,
    )


if __name__ == "__main__":
    print(_loop(int(sys.argv[1]), float(sys.argv[2])))
