"""An SMPP session of the load test: a window, a reader, enquire_link, and who waits for which answer. It chooses no text and no number."""

import re
import time
from typing import Any, Final, NamedTuple

import gevent
from gevent.lock import Semaphore
from smpplib import exceptions, smpp

from simulator.locust.book import Fire, Told
from simulator.locust.books import SMPP, Books
from simulator.locust.wire import Wire

ENQUIRE_S: Final = 10.0
"""Silence after which the link is asked whether it is there."""
TURN: Final = 10
"""PDUs that are read, and texts that are sent, before others have their turn: in longer ones client and network wait for each other."""
RECEIPT: Final = 0x3C
"""Of esm_class: the bits that say that a deliver_sm is a receipt; in a reply all are 0."""
_ID, _STAT = re.compile(rb"id:(\S+)"), re.compile(rb"stat:(\w+)")
_NOT_THE_END: Final = frozenset((b"ENROUTE", b"ACCEPTD"))
_CONCERNS_NUMBER: Final = frozenset((0x14, 0x58))
"""ESME_RMSGQFUL and ESME_RTHROTTLED: too much was sent."""


class NoAnswerError(Exception):
    """No answer came in time."""


class RefusedError(Exception):
    """The front did not take the text."""


class Waiting(NamedTuple):
    """A text without an answer. at: of time.perf_counter; sent_at: unix seconds; limited: whether too many texts were to be expected."""

    at: float
    sent_at: float
    limited: bool


class Session:
    """A transceiver. One of these is taken over by the next user when its user stops: receipts go on coming to it."""

    def __init__(self, books: Books) -> None:
        self._books, self._book = books, books.books[SMPP]
        self._fire: Fire = books.environment.events.request.fire
        host, _, port = books.options.smpp.rpartition(":")
        self._wire = Wire(host, int(port))
        self._window = Semaphore(books.options.window)
        self._patience_s: float = books.options.answer_timeout
        self._waiting: dict[int, Waiting] = {}
        self._heard = time.perf_counter()
        self._asked = False
        self.alive = False
        self.taken = True

    @property
    def has_room(self) -> bool:
        """Whether the next text leaves at once, and it is not the others' turn."""
        return self.alive and not self._window.locked() and self._book.counts.sent % TURN != 0

    def bind(self) -> None:
        """Connect and bind. smpplib's errors: it could not."""
        begun = time.perf_counter()
        error: Exception | None = None
        try:
            self._wire.connect()
            gevent.spawn(self._wire.flush)
            options = self._books.options
            self._wire.bind_transceiver(system_id=options.system_id, password=options.smpp_password)
        except (exceptions.ConnectionError, exceptions.PDUError, OSError) as failed:
            error = failed
            self._wire.hang_up()
            raise
        finally:
            self._log("bind_transceiver", time.perf_counter() - begun, error)
        self._wire.wait_for_ever()
        self.alive = True
        gevent.spawn(self._listen)

    def submit(self, fields: dict[str, Any], *, limited: bool) -> float:
        """Send one part as soon as the window has room; when it was, in unix seconds. ConnectionError: the session is over."""
        self._window.acquire()
        if not self.alive:
            self._window.release()
            raise exceptions.ConnectionError
        self._book.counts.sent += 1
        sent_at = time.time()
        pdu = self._wire.send_message(**fields)
        self._waiting[pdu.sequence] = Waiting(time.perf_counter(), sent_at, limited)
        return sent_at

    def expire(self, now: float) -> None:
        """Give up what is overdue; ask whether somebody is there when nothing was heard for long."""
        for sequence, waiting in list(self._waiting.items()):
            if now - waiting.at < self._patience_s:
                break
            del self._waiting[sequence]
            self._give_up(waiting, now, NoAnswerError("no answer in time"))
        if self.alive and now - self._heard > ENQUIRE_S:
            if self._asked:
                self._end()
                return
            self._heard, self._asked = now, True
            self._wire.send_pdu(smpp.make_pdu("enquire_link", client=self._wire))

    def close(self) -> None:
        """Leave with an unbind, without waiting for its answer: there is nothing left to wait for."""
        if self.alive:
            self._wire.send_pdu(smpp.make_pdu("unbind", client=self._wire))
            gevent.sleep(0)  # so that it is written
        self._end()

    def _listen(self) -> None:
        try:
            while self.alive:
                for _ in range(TURN):
                    self._act(self._wire.read_pdu())
                gevent.sleep(0)
        except (exceptions.ConnectionError, exceptions.PDUError, OSError):
            pass
        self._end()

    def _act(self, pdu: Any) -> None:
        self._heard, self._asked = time.perf_counter(), False
        match pdu.command:
            case "submit_sm_resp" | "generic_nack":
                self._answered(pdu)
            case "deliver_sm":
                self._answer("deliver_sm_resp", pdu)
                self._delivered(pdu)
            case "enquire_link":
                self._answer("enquire_link_resp", pdu)
            case "unbind":
                self._answer("unbind_resp", pdu)
                gevent.sleep(0)
                self._end()
            case _:
                pass

    def _answer(self, command: str, pdu: Any) -> None:
        answer = smpp.make_pdu(command, client=self._wire, sequence=pdu.sequence)  # so that it takes no number of its own
        answer.sequence = pdu.sequence
        self._wire.send_pdu(answer)

    def _answered(self, pdu: Any) -> None:
        waiting = self._waiting.pop(pdu.sequence, None)
        counts = self._book.counts
        if waiting is None:
            counts.late += pdu.status == 0
            return
        self._window.release()
        counts.answered += 1
        error: Exception | None = None
        if pdu.status == 0:
            self._book.accept(pdu.message_id.decode(), waiting.sent_at)
        elif waiting.limited and pdu.status in _CONCERNS_NUMBER:
            counts.limited += 1
        else:
            error = RefusedError(f"command_status {pdu.status:#010x}")
        self._log("submit_sm", self._heard - waiting.at, error)

    def _delivered(self, pdu: Any) -> None:
        at = time.time()
        if not pdu.esm_class & RECEIPT:
            self._books.tell(Told(SMPP, number(pdu.source_addr.decode()), at, reply=True))
            return
        text = pdu.short_message or b""
        found, stat = _ID.search(text), _STAT.search(text)
        key = getattr(pdu, "receipted_message_id", None) or (found and found[1])
        if key and (stat is None or stat[1] not in _NOT_THE_END):
            self._books.tell(Told(SMPP, key.rstrip(b"\0").decode(), at, stat is None or stat[1] == b"DELIVRD"))

    def _give_up(self, waiting: Waiting, now: float, error: Exception) -> None:
        self._window.release()
        self._book.counts.timed_out += 1
        self._log("submit_sm", now - waiting.at, error)

    def _end(self) -> None:
        """The connection is over, and so is the hope for answers."""
        self.alive = False
        self._wire.hang_up()
        waiting, self._waiting = self._waiting, {}
        now = time.perf_counter()
        for each in waiting.values():
            self._give_up(each, now, NoAnswerError("the connection ended"))

    def _log(self, name: str, took_s: float, error: Exception | None) -> None:
        self._fire(request_type=SMPP, name=name, response_time=took_s * 1000, response_length=0, exception=error, context={}, response=None)


def number(address: str) -> str:
    """A source address as numbers are written here: E.164 with its plus."""
    return address if address.startswith("+") else f"+{address}"
