"""`fakecarrier send`: one text through a front, for trying things by hand. It talks to the network as any client does."""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from simulator import address
from simulator.cli.talk import RefusedError, TalkError, get, part, post
from simulator.cli.why import truths

POLL_S = 0.2


def send_one(url: str, via: str, to: str, text: str, wait_s: float) -> Iterator[str]:
    """Send, wait for a report until `wait_s` is over, and tell the three truths as lines.

    RefusedError: it was not taken; TalkError: it cannot be sent.
    """
    entry, paused = get(url, "/sim/entry"), get(url, "/sim/clock")["paused"]
    yield f"{via}: {to} “{text}”"
    message_id = _FRONTS[via](url, entry, to, text, 0.0 if paused else wait_s)
    message = _await_report(url, message_id, 0.0 if paused else wait_s)
    yield from truths(message)
    if paused:
        yield f"  network time stands still: `fakecarrier pass 1m` lets it pass, `fakecarrier why {message_id}` tells more then"
    elif not message["reports"]:
        yield f"  no report within {wait_s:g} s; `fakecarrier why {message_id}` tells more later"


def _await_report(url: str, message_id: str, wait_s: float) -> dict[str, Any]:
    end = time.monotonic() + wait_s
    while True:
        message: dict[str, Any] = get(url, f"/sim/messages/{part(message_id)}")
        if message["reports"] or time.monotonic() >= end:
            return message
        time.sleep(POLL_S)


def _smpp(_: str, entry: dict[str, Any], to: str, text: str, wait_s: float) -> str:
    """As a transceiver that stays bound until its receipts are there: the next client of the account shall not get them."""
    from simulator.cli.esme import submit  # noqa: PLC0415

    if entry["smpp"] is None:
        raise TalkError("the network has no SMPP account")
    return submit(entry["smpp"], to, text, wait_s)


def _tencent_v5(url: str, entry: dict[str, Any], to: str, text: str, _: float) -> str:
    app = entry["tencent"]
    if app is None:
        raise TalkError("the network has no app")
    number = address.parse(to)
    if number is None:
        raise TalkError(f"{to!r} is no phone number: wanted 13800000000, 8613800000000 or +8613800000000")
    nationcode, mobile = address.split(number)
    nonce, now = random.randint(100_000, 999_999), int(time.time())
    digest = hashlib.sha256(f"appkey={app['appkey']}&random={nonce}&time={now}&mobile={mobile}".encode()).hexdigest()
    tel = {"nationcode": nationcode, "mobile": mobile}
    body = {"tel": tel, "type": 0, "msg": text, "sig": digest, "time": now, "extend": "", "ext": ""}
    answer = post(url, f"/v5/tlssmssvr/sendsms?sdkappid={app['sdkappid']}&random={nonce}", body)
    if answer.get("result") == 0:
        return str(answer["sid"])
    raise RefusedError(f"refused: result {answer.get('result', answer.get('ErrorCode'))}: {answer.get('errmsg', answer.get('ErrorInfo'))}")


_FRONTS: dict[str, Callable[[str, dict[str, Any], str, str, float], str]] = {"smpp": _smpp, "tencent-v5": _tencent_v5}
"""Each submits one text and gives its message id."""
