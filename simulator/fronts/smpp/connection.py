"""One TCP connection of an SMPP client: read, feed the session, act on what happened, write. Meaning is the session's and translate's."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Protocol, cast

from simulator.fronts.smpp.account import Account, Told
from simulator.fronts.smpp.codes import CODES
from simulator.fronts.smpp.intake import Intake
from simulator.fronts.smpp.translate import Translator
from simulator.message import Instant, Message, Reply, Report, Submission
from simulator.refusals import Reason, Refusal
from simulator.smpp import plain
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Bound, Broken, Ended, Happening, Late, Refused, Session
from simulator.smpp.statuses import Status, name_of

log = logging.getLogger(__name__)

AGAIN_LATER: Final = frozenset((Status.RX_T_APPN, Status.RMSGQFUL, Status.RSYSERR, Status.RTHROTTLED))
"""deliver_sm_resp that asks for the same receipt again (SMPP 3.4 § 5.1.3); any other error drops it."""


class Front(Protocol):
    """What a connection needs of the front that accepted it."""

    wall: Callable[[], float]
    intake: Intake

    @property
    def alone(self) -> bool:
        """Whether there is only one connection."""

    def session(self, number: int, judge: Callable[[Pdu], Status]) -> Session:
        """A new connection's session."""

    def judge(self, bind: Pdu) -> Account | Status:
        """Whose account a bind request is for, or what is wrong with it."""

    def opened(self, connection: "Connection") -> None:
        """A client connected."""

    def closed(self, connection: "Connection") -> None:
        """It is gone."""

    def refusal(self, account: Account, number: str) -> Refusal | None:
        """Why a text of this account to a number is not taken, whatever it says."""

    def refused(self, account: Account, request: SubmitSm, refusal: Refusal, now: Instant) -> None:
        """A submit_sm that was not taken belongs in the record."""

    def answer_ms(self, account: Account) -> int:
        """How long this account's answers take now."""

    def answer_later(self, due: Instant, connection: "Connection", answers: list[bytes]) -> None:
        """Send these answers at this instant."""


class Connection(asyncio.Protocol):
    """Lives from accept to close. `number` is ours, for the log and for finding the way back."""

    def __init__(self, front: Front, number: int) -> None:
        self.number = number
        self._front = front
        self._account: Account | None = None
        self._writable = True
        self._unanswered = 0
        self._ended: Ended | None = None
        self._again: list[Told] = []
        self._session: Session
        self._translator: Translator
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up."""
        self._transport = cast("asyncio.Transport", transport)
        self._session = self._front.session(self.number, self._judge)
        self._front.opened(self)

    def data_received(self, data: bytes) -> None:
        """Octets came."""
        self._act(self._session.receive(data, self._front.wall()))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it went makes no difference
        """TCP is gone: receipts that were not answered wait for another session."""
        account = self._account
        if account is not None:
            account.receivers.pop(self.number, None)
            account.take_back(self._again + self._session.window.drain())
            account.drain_soon()
        self._front.closed(self)

    def pause_writing(self) -> None:
        """The client does not read: it gets no more receipts, and its own requests wait, so that memory stays bounded."""
        self._writable = False
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """It reads again."""
        self._writable = True
        self._transport.resume_reading()
        if self._account is not None:
            self._account.drain_soon()

    def tick(self) -> None:
        """A second went by."""
        self._send_again()
        self._act(self._session.tick(self._front.wall()))

    def room(self) -> int:
        """How many receipts it can take now."""
        return self._session.window.room if self._writable else 0

    def deliver(self, told: list[Told]) -> None:
        """Send these receipts and replies, with one write."""
        session = self._session
        receipt, add = self._translator.receipt, session.window.add
        session.send(b"".join([receipt(one, add(one)) if type(one) is Report else self._reply(one) for one in told]))
        self.flush()

    def flush(self) -> None:
        """Write what was put together."""
        octets = self._session.take()
        if octets and not self._transport.is_closing():
            self._transport.write(octets)

    def answer(self, answers: list[bytes]) -> None:
        """Answers whose time has come; nobody reads them when the client is gone."""
        self._unanswered -= len(answers)
        self._session.send_all(answers)
        self.flush()
        if self._ended is not None and not self._unanswered:
            self._end(self._ended)

    def close(self, reason: str) -> None:
        """Write what is left, then close; at once where the client does not read, for it would never be written."""
        log.info("session %d closes: %s", self.number, reason)
        self.flush()
        if self._writable:
            self._transport.close()
        else:
            self._transport.abort()

    def unbind(self, reason: str) -> None:
        """Say so before closing."""
        self._session.unbind()
        self.close(reason)

    @property
    def waits_for(self) -> int:
        """Receipts that the client has not answered."""
        return len(self._session.window.open)

    def _judge(self, bind: Pdu) -> Status:
        judged = self._front.judge(bind)
        if isinstance(judged, Status):
            return judged
        self._account = judged
        self._translator = judged.translator(bind.fields["interface_version"])
        self._session.window.most = judged.settings.window_out
        return Status.ROK

    def _act(self, happened: list[Happening]) -> None:
        intake = self._front.intake
        for event in happened:
            if type(event) is list:
                intake.collect(self, event, alone=self._front.alone)
            else:
                intake.run()
                self._uncommon(event)
        self.flush()
        account = self._account
        if account is not None and account.waiting:
            account.drain_soon()

    def translate(self, requests: list[SubmitSm], now: Instant) -> list[Submission]:
        """What these requests bring; those that bring nothing are refused here."""
        front, account, translate = self._front, self._account, self._translator.submission
        assert account is not None, "the session lets only bound peers submit"
        takes_time = account.settings.answer_ms and front.answer_ms(account)
        if takes_time:
            requests = self._within_window(requests, account.settings.window_in)
        shares = account.settings.shares
        taken = []
        for request in requests:
            submission = translate(request, now)
            if not isinstance(submission, Submission):
                self._refuse(request, submission, Refusal(Reason.REQUEST_MALFORMED, submission.name), now)
            elif shares and (refusal := front.refusal(account, submission.destination)) is not None:
                self._refuse(request, CODES[refusal.reason], refusal, now)
            else:
                taken.append(submission)
        if takes_time:
            self._unanswered += len(taken)
        return taken

    def accept(self, messages: list[Message], now: Instant) -> None:
        """They were taken: the answers go out, at once or in their time."""
        answers = []
        for message in messages:  # a comprehension costs a frame, and mostly there is one
            answers.append(plain.accepted(message.submission.origin.sequence, message.id))  # noqa: PERF401
        account = self._account
        assert account is not None, "the session lets only bound peers submit"
        answer_ms = account.settings.answer_ms and self._front.answer_ms(account)
        if answer_ms:
            self._front.answer_later(now + answer_ms, self, answers)
        else:
            self._session.send_all(answers)
        self.flush()

    def _reply(self, reply: Told) -> bytes:
        assert isinstance(reply, Reply)
        return self._translator.reply(reply, self._session.window.add(reply))

    def _within_window(self, requests: list[SubmitSm], most: int) -> list[SubmitSm]:
        room = max(0, most - self._unanswered)
        for request in requests[room:]:
            self._session.refuse(request.sequence, Status.RTHROTTLED)
        return requests[:room]

    def _refuse(self, request: SubmitSm, status: Status, refusal: Refusal, now: Instant) -> None:
        assert self._account is not None
        self._session.refuse(request.sequence, status)
        self._front.refused(self._account, request, refusal, now)

    def _uncommon(self, event: Happening) -> None:
        match event:
            case Bound(state=state):
                log.info("session %d is bound as %s (%s)", self.number, event.system_id, state.value)
                if self._session.receives and self._account is not None:
                    self._account.receivers[self.number] = self
                    self.flush()
                    self._account.drain_soon()
            case Broken(reason=reason):
                log.warning("session %d: %s", self.number, reason)
            case Refused(item=report, status=status):
                self._refused(report, status)
            case Late(items=reports):
                log.warning("session %d left %d receipts unanswered; they are sent again", self.number, len(reports))
                self._again += reports
            case Ended():
                if self._account is not None:
                    self._account.receivers.pop(self.number, None)
                self._end(event)
            case _:
                raise AssertionError("submits are handled in the loop")

    def _end(self, ended: Ended) -> None:
        """An orderly end waits for the answers that take time."""
        if ended.last and self._unanswered:
            self._ended = ended
            return
        self._session.send(ended.last)
        self.close(ended.reason)

    def _refused(self, report: Told, status: int) -> None:
        again = status in AGAIN_LATER
        log.warning("session %d refused the receipt of %s with %s; %s", self.number, report.message.id, name_of(status), _NEXT[again])
        if again:
            self._again.append(report)

    def _send_again(self) -> None:
        """With the next tick: at once would only be refused again."""
        if self._again and self._account is not None:
            self._account.take_back(self._again)
            self._again = []
            self._account.drain_soon()


_NEXT = {True: "it is sent again", False: "it is dropped"}
