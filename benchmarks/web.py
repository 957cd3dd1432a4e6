"""The Tencent fronts under load, beside a bare aiohttp handler in the same run: 50 keep-alive connections, one number or 200 a request."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.processes import CLIENT_CORE, LOAD_LIMIT_S, bare_web, network
from simulator.fronts.tencent_v3 import signature as tc3
from simulator.fronts.tencent_v3.actions import V2021
from simulator.fronts.tencent_v5 import signature as sig
from simulator.platform.platform import DEFAULT
from simulator.platform.settings import default_apps

DIFFERENT = 400
"""Requests that are prepared; each goes to numbers of its own."""
BATCH = 200


def run(rounds: int, seconds: float) -> None:
    """Print rates of each load beside the bare handler's in the same round, medians of the rounds but the first, and p99 at half load."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        _, port, _ = stack.enter_context(network("--free"))
        _, bare, _ = stack.enter_context(bare_web())
        for name, make in LOADS.items():
            requests = _written(Path(folder) / name, make(port))
            _load(port, requests, seconds, wanted=TAKEN[name[:2]])
            rates = [(_rate(port, requests, seconds), _rate(bare, requests, seconds)) for _ in range(rounds + 1)][1:]
            ours, theirs = (median(column) for column in zip(*rates, strict=True))
            ratio = median(mine / other for mine, other in rates)
            mine, other = _late(port, bare, requests, seconds, rate=ours / 2, rounds=rounds, wanted=TAKEN[name[:2]])
            batch = f", {ours * BATCH:,.0f} numbers/s" if "batch" in name else ""
            late = f"at half load p99 {mine:.1f} ms, the bare one's at as many {other:.1f} ms"
            print(f"{name:10} {ours:8,.0f}/s{batch}   bare {theirs:8,.0f}/s   ratio {ratio:.3f}   {late}", flush=True)


def _rate(port: int, requests: Path, seconds: float) -> float:
    """Requests a second as wrk drives them, where it is installed; our own client is the limit of faster servers than ours."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return _load(port, requests, seconds)["per_s"]
    script = str(Path(__file__).with_name("web.lua"))
    done = subprocess.run(
        [wrk, "-t1", "-c50", f"-d{seconds:.0f}s", "-s", script, f"http://127.0.0.1:{port}/"],
        capture_output=True,
        text=True,
        timeout=LOAD_LIMIT_S,
        check=True,
        env={**os.environ, "REQUESTS": str(requests)},
        preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CORE}),
    )
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])


def _late(port: int, bare: int, requests: Path, seconds: float, *, rate: float, rounds: int, wanted: str) -> tuple[float, float]:
    """The 99th percentile of how long requests took at this rate, in milliseconds: ours and the bare handler's, medians of the rounds.

    What the bare handler has as well is the machine's and the load generator's.
    """
    taken = [(_load(port, requests, seconds, rate, wanted)["p99"], _load(bare, requests, seconds, rate)["p99"]) for _ in range(rounds)]
    ours, theirs = (median(column) for column in zip(*taken, strict=True))
    return ours, theirs


def _load(port: int, requests: Path, seconds: float, rate: float = 0.0, wanted: str = "") -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.web_client", str(port), str(requests), "--seconds", str(seconds), "--rate", str(rate)]
    command += ["--wanted", wanted]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=LOAD_LIMIT_S,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CORE}),
    )
    if done.returncode:
        raise SystemExit(f"the load client failed: {done.stderr.strip()}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _written(path: Path, requests: Iterator[bytes]) -> Path:
    path.write_bytes(b"".join(len(request).to_bytes(4, "big") + request for request in requests))
    return path


def _v5(batch: int) -> Callable[[int], Iterator[bytes]]:
    (app,) = default_apps()
    interface = "sendsms" if batch == 1 else "sendmultisms2"

    def requests(port: int) -> Iterator[bytes]:
        now = str(int(time.time()))
        for nth in range(DIFFERENT if batch == 1 else 20):
            numbers = [f"139{nth * batch + each:08}" for each in range(batch)]
            tels = [{"nationcode": "86", "mobile": number} for number in numbers]
            digest = sig.calculate(app.key, "7226249334", now, f"mobile={','.join(numbers)}")
            body = json.dumps(
                {
                    "tel": tels[0] if batch == 1 else tels,
                    "tpl_id": 1001,
                    "params": ["4321", "5"],
                    "sig": digest,
                    "time": int(now),
                    "ext": "",
                }
            )
            yield _http(port, f"/v5/tlssmssvr/{interface}?sdkappid={app.id}&random=7226249334", body.encode(), {})

    return requests


def _v3(batch: int) -> Callable[[int], Iterator[bytes]]:
    secret = DEFAULT.customers[0].secrets[0]

    def requests(port: int) -> Iterator[bytes]:
        now = str(int(time.time()))
        day = time.strftime("%Y-%m-%d", time.gmtime(int(now)))
        for nth in range(DIFFERENT if batch == 1 else 20):
            numbers = [f"+86139{nth * batch + each:08}" for each in range(batch)]
            asked = {"PhoneNumberSet": numbers, "SmsSdkAppId": "1400000001", "TemplateId": "1001", "TemplateParamSet": ["4321", "5"]}
            body = json.dumps({**asked, "SignName": "示例科技"}).encode()
            covered = {"content-type": "application/json", "host": f"127.0.0.1:{port}"}
            scope = tc3.Authorization(secret.secret_id, day, "sms", ("content-type", "host"), "")
            digest = tc3.tc3(secret.secret_key, scope, tc3.Signed("POST", "", covered, body, now))
            authorization = (
                f"{tc3.ALGORITHM} Credential={secret.secret_id}/{scope.scope}, SignedHeaders=content-type;host, Signature={digest}"
            )
            yield _http(
                port,
                "/",
                body,
                {
                    "X-TC-Action": "SendSms",
                    "X-TC-Version": V2021,
                    "X-TC-Region": "ap-guangzhou",
                    "X-TC-Timestamp": now,
                    "Authorization": authorization,
                },
            )

    return requests


TAKEN = {"v5": '"result":0,"errmsg":"OK"', "v3": '"Code":"Ok"'}
"""What an answer holds whose text was taken."""
LOADS = {"v5": _v5(1), "v3": _v3(1), "v5 batch": _v5(BATCH), "v3 batch": _v3(BATCH)}


def _http(port: int, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body
