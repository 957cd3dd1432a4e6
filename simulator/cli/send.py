"""`fakecarrier send`: one text through a front, for trying things by hand. It talks to the network as any client does."""

import hashlib
import logging
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from simulator.cli.talk import TalkError, get, part, post
from simulator.cli.why import truths

POLL_S = 0.2
_QUIET = "fakecarrier.send.smpplib"
"""smpplib's log: it warns of what is no fault here, such as a receipt before the unbind's answer."""


class RefusedError(Exception):
    """The front did not take the text; the text is its answer."""


def send_one(url: str, via: str, to: str, text: str, wait_s: float) -> Iterator[str]:
    """Send, wait for a report until `wait_s` is over, and tell the three truths as lines.

    RefusedError: it was not taken; TalkError: it cannot be sent.
    """
    entry = get(url, "/sim/entry")
    yield f"{via}: {to} “{text}”"
    answer, message_id = _FRONTS[via](url, entry, to, text)
    if message_id is None:
        raise RefusedError(f"refused: {answer}")
    message = _await_report(url, message_id, wait_s)
    yield from truths(message)
    if not message["reports"]:
        yield f"  no report within {wait_s:g} s; `fakecarrier why {message_id}` tells more later"


def _await_report(url: str, message_id: str, wait_s: float) -> dict[str, Any]:
    end = time.monotonic() + wait_s
    while True:
        message: dict[str, Any] = get(url, f"/sim/messages/{part(message_id)}")
        if message["reports"] or time.monotonic() >= end:
            return message
        time.sleep(POLL_S)


def _smpp(_: str, entry: dict[str, Any], to: str, text: str) -> tuple[str, str | None]:
    """Over smpplib, as a transceiver; long texts are cut by it."""
    from smpplib import client, consts, exceptions, gsm  # noqa: PLC0415

    account = entry["smpp"]
    answers: list[Any] = []

    def take(pdu: Any) -> None:  # called by keyword
        answers.append(pdu)

    logging.getLogger(_QUIET).addHandler(logging.NullHandler())
    session = client.Client(account["host"], account["port"], allow_unknown_opt_params=True, timeout=10, logger_name=_QUIET)
    session.set_message_sent_handler(take)
    session.set_message_received_handler(lambda pdu: consts.SMPP_ESME_ROK)  # noqa: ARG005 - called by keyword
    try:
        session.connect()
        session.bind_transceiver(system_id=account["system_id"], password=account["password"])
        parts, encoding, type_flag = gsm.make_parts(text)
        for content in parts:
            session.send_message(
                source_addr="10690000",
                destination_addr=to.removeprefix("+"),
                short_message=content,
                data_coding=encoding,
                esm_class=type_flag,
                registered_delivery=True,
            )
        while len(answers) < len(parts):
            session.read_once()
        session.unbind()
    except exceptions.PDUError as error:
        return str(error.args[0]), None
    except (exceptions.ConnectionError, OSError) as error:
        raise TalkError(f"SMPP at {account['host']}:{account['port']}: {error}") from error
    finally:
        session.disconnect()
    return "accepted", answers[0].message_id.decode()


def _tencent_v5(url: str, entry: dict[str, Any], to: str, text: str) -> tuple[str, str | None]:
    app = entry["tencent"]
    nonce, now = random.randint(100_000, 999_999), int(time.time())
    mobile = to.removeprefix("+86")
    digest = hashlib.sha256(f"appkey={app['appkey']}&random={nonce}&time={now}&mobile={mobile}".encode()).hexdigest()
    body = {"tel": {"nationcode": "86", "mobile": mobile}, "type": 0, "msg": text, "sig": digest, "time": now, "extend": "", "ext": ""}
    answer = post(url, f"/v5/tlssmssvr/sendsms?sdkappid={app['sdkappid']}&random={nonce}", body)
    if answer.get("result") == 0:
        return "OK", answer["sid"]
    return f"result {answer.get('result', answer.get('ErrorCode'))}: {answer.get('errmsg', answer.get('ErrorInfo'))}", None


_FRONTS: dict[str, Callable[[str, dict[str, Any], str, str], tuple[str, str | None]]] = {"smpp": _smpp, "tencent-v5": _tencent_v5}
