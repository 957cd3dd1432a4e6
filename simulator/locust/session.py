"""An SMPP session of the load test: a window, a reader, enquire_link, and who waits for which answer. It chooses no text and no number."""

import re
import time
from typing import Any, Final, NamedTuple

import gevent
from gevent.lock import Semaphore
from smpplib import exceptions, smpp

from simulator.locust.book import Fire, Sent, Told
from simulator.locust.books import SMPP, Books
from simulator.locust.wire import UnreadableError, Wire

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
    """A text without an answer. at: of time.perf_counter; limited: whether too many texts were to be expected."""

    at: float
    sent: Sent
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
        return self.alive and not self._window.locked() and self._book.now.sent % TURN != 0

    def bind(self) -> None:
        """Connect and bind. smpplib's errors: it could not, which is counted."""
        begun = time.perf_counter()
        self._books.binding.add(self)
        try:
            self._connect()
            self.alive = True
        except Exception as error:
            self._book.now.unbound += 1
            self._log("bind_transceiver", time.perf_counter() - begun, error)
            raise
        finally:
            if not self.alive:  # also where locust ends this user in the middle
                self._wire.hang_up()
            self._books.binding.discard(self)
        self._log("bind_transceiver", time.perf_counter() - begun, None)
        gevent.spawn(self._listen)

    def _connect(self) -> None:
        self._wire.connect()
        gevent.spawn(self._wire.flush)
        options = self._books.options
        answer = self._wire.bind_transceiver(system_id=options.system_id, password=options.smpp_password)
        if answer.command != "bind_transceiver_resp":
            raise exceptions.PDUError(f"a bind answered by {answer.command}")
        self._wire.wait_for_ever()

    def submit(self, fields: dict[str, Any], *, limited: bool) -> float:
        """Send one part as soon as the window has room; when it was, in unix seconds. ConnectionError: the session, or the run, is over."""
        self._window.acquire()
        if not self.alive or self._books.halted:
            self._window.release()
            raise exceptions.ConnectionError
        sent = self._book.send(f"+{fields['destination_addr']}", time.time())
        pdu = self._wire.send_message(**fields)
        self._waiting[pdu.sequence] = Waiting(time.perf_counter(), sent, limited)
        return sent.at

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
                    self._hear()
                gevent.sleep(0)
        except (exceptions.ConnectionError, OSError):
            pass  # whoever waits for an answer is told below
        finally:  # no session is alive that nobody listens to, whatever went wrong
            self._end()

    def _hear(self) -> None:
        """One PDU. What cannot be read is a failed line of the statistics; a text that it may have answered is given up in its time."""
        try:
            pdu = self._wire.read_pdu()
            self._heard, self._asked = time.perf_counter(), False
            self._act(pdu)
        except UnreadableError as error:
            self._heard, self._asked = time.perf_counter(), False
            self._book.unreadable(error)

    def _act(self, pdu: Any) -> None:
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
        if waiting is None:
            self._book.now.late += pdu.status == 0
            return
        self._window.release()
        error: Exception | None = None
        key = getattr(pdu, "message_id", None)
        if pdu.status == 0 and key:
            self._book.accept(_text(key), waiting.sent)
        else:
            limited = waiting.limited and pdu.status in _CONCERNS_NUMBER
            self._book.refuse(waiting.sent, limited=limited)
            error = None if limited else RefusedError(f"command_status {pdu.status:#010x}" if pdu.status else "no message_id")
        self._log("submit_sm", self._heard - waiting.at, error)

    def _delivered(self, pdu: Any) -> None:
        at = time.time()
        if pdu.esm_class is None or pdu.source_addr is None:
            raise UnreadableError("a deliver_sm without a body")
        if not pdu.esm_class & RECEIPT:
            self._books.tell(Told(SMPP, number(_text(pdu.source_addr)), at, reply=True))
            return
        text = pdu.short_message or b""
        found, stat = _ID.search(text), _STAT.search(text)
        key = getattr(pdu, "receipted_message_id", None) or (found and found[1])
        if key and (stat is None or stat[1] not in _NOT_THE_END):
            self._books.tell(Told(SMPP, _text(key.rstrip(b"\0")), at, stat is None or stat[1] == b"DELIVRD"))

    def _give_up(self, waiting: Waiting, now: float, error: Exception) -> None:
        self._window.release()
        self._book.give_up(waiting.sent)
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


def _text(octets: bytes) -> str:
    """An id or an address, whatever its octets are: equal ones stay equal."""
    return octets.decode("latin-1")


def number(address: str) -> str:
    """A source address as numbers are written here: E.164 with its plus."""
    return address if address.startswith("+") else f"+{address}"
