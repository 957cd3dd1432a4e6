"""One text over SMPP with smpplib, as any client would send it. Long texts are cut by smpplib."""

import logging
import time
from collections.abc import Callable
from typing import Any

from smpplib import client, consts, exceptions, gsm

from simulator.cli.talk import RefusedError, UnansweredError
from simulator.smpp.statuses import name_of

READ_S = 0.02
ANSWER_S = 10.0
SENDER = "10690000"
_QUIET = "fakecarrier.send.smpplib"
"""smpplib's log: it warns of what is no fault here, such as a receipt before the unbind's answer."""


class Esme:
    """A bound transceiver, and what came back to it."""

    def __init__(self, host: str, port: int) -> None:
        logging.getLogger(_QUIET).addHandler(logging.NullHandler())
        self.answers: list[Any] = []
        self.receipts: list[Any] = []
        self._client = client.Client(host, port, allow_unknown_opt_params=True, timeout=ANSWER_S, logger_name=_QUIET)
        self._client.set_message_sent_handler(self._sent)
        self._client.set_message_received_handler(self._received)

    def send(self, system_id: str, password: str, to: str, text: str, until: float) -> None:
        """Bind, submit all parts, wait for the answers, and for the receipts no longer than until this instant of the wall's clock."""
        self._client.connect()
        self._client.bind_transceiver(system_id=system_id, password=password)
        parts, data_coding, esm_class = gsm.make_parts(text)
        address = {"source_addr": SENDER, "destination_addr": to.removeprefix("+"), "registered_delivery": True}
        for content in parts:
            self._client.send_message(short_message=content, data_coding=data_coding, esm_class=esm_class, **address)
        self._read(lambda: len(self.answers) == len(parts), time.monotonic() + ANSWER_S)
        if self.answers:
            self._read(lambda: len(self.receipts) >= len(parts), until)
            self._client.unbind()

    def close(self) -> None:
        """Leave."""
        self._client.disconnect()

    def _read(self, done: Callable[[], bool], until: float) -> None:
        while not done() and time.monotonic() < until:
            self._client.poll()
            if not done():
                time.sleep(READ_S)

    def _sent(self, pdu: Any) -> None:  # called by keyword
        self.answers.append(pdu)

    def _received(self, pdu: Any) -> int:
        self.receipts.append(pdu)
        return int(consts.SMPP_ESME_ROK)


def submit(account: dict[str, Any], to: str, text: str, until: float) -> str:
    """The message id of the text, or of its first part, once its receipts are there, or it is this instant by the monotonic clock.

    RefusedError: it was not taken; UnansweredError: nothing was said to it.
    """
    host, port = account["host"], account["port"]
    esme = Esme(host, port)
    try:
        esme.send(account["system_id"], account["password"], to, text, until)
    except exceptions.PDUError as error:
        status = error.args[1] if len(error.args) > 1 else None
        name = f"ESME_{name_of(status)} (0x{status:08X})" if isinstance(status, int) else str(error.args[0])
        raise RefusedError(f"refused: {name}") from error
    except (exceptions.ConnectionError, OSError) as error:
        raise _unanswered(host, port, _reason(error)) from error
    finally:
        esme.close()
    if not esme.answers:
        raise _unanswered(host, port, _late())
    return str(esme.answers[0].message_id.decode())


def _unanswered(host: str, port: int, why: str) -> UnansweredError:
    return UnansweredError(f"SMPP at {host}:{port}: {why}", f"{why} at {host}:{port}")


def _reason(error: Exception) -> str:
    """smpplib says nothing of a time-out but that there was one before."""
    return _late() if isinstance(error.__context__, TimeoutError) else str(error) or "the connection was closed"


def _late() -> str:
    return f"nothing within {ANSWER_S:g} s"
