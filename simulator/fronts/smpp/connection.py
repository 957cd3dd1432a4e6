"""One TCP connection of an SMPP client: read, feed the session, act on what happened, write. Meaning is the session's and translate's."""

import asyncio
import logging
from typing import cast

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.admission import Takes
from simulator.fronts.smpp.codes import AGAIN_LATER, CODES, REASONS
from simulator.fronts.smpp.doorstep import Doorstep
from simulator.fronts.smpp.extras import Special
from simulator.fronts.smpp.front import Front
from simulator.fronts.smpp.keeping import Told
from simulator.fronts.smpp.operations import Operations
from simulator.fronts.smpp.pace import Pace
from simulator.fronts.smpp.told import written
from simulator.fronts.smpp.translate import Translator
from simulator.message import Instant, Message, Submission
from simulator.refusals import Reason, Refusal
from simulator.smpp.bodies import V34, V50
from simulator.smpp.happenings import Asked, Bound, Broken, Ended, Happening, Late, Refused
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status, name_of

log = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Lives from accept to close. `number` is ours, for the log and for finding the way back.

    account: None before a bind; transport: where it writes, which may be a relay before its socket.
    """

    def __init__(self, front: Front, number: int) -> None:
        self.number = number
        self.takes: Takes | None = None
        self.door: Doorstep
        self._front = front
        self.account: Account | None = None
        self._writable = True
        self._ended: Ended | None = None
        self._again: list[Told] = []
        self.session: Session
        self._translator: Translator
        self._pace: Pace
        self._operations: Operations
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is up."""
        self.transport = cast("asyncio.Transport", transport)
        self.door = Doorstep(self._front, self.transport)
        self.session = self._front.session(self.number, self._judge)
        self._front.opened(self)

    def data_received(self, data: bytes) -> None:
        """Octets came."""
        self._act(self.session.receive(data, self._front.wall()))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - why it went makes no difference
        """TCP is gone: receipts that were not answered wait for another session."""
        account = self.account
        if account is not None:
            account.leave(self.number)
            account.take_back(self._again + self.session.window.drain())
            account.drain_soon()
        self._front.closed(self)
        asyncio.get_running_loop().call_soon(self._let_go)  # not now: requests of its last read may wait for the end of this turn

    def _let_go(self) -> None:
        """Whatever leads back here is let go, so that thousands that come and go leave nothing for the collector."""
        self.session.let_go()
        if self.account is not None:
            del self._operations

    def write_to(self, transport: asyncio.Transport) -> None:
        """From now on: to its socket, or to what stands before it."""
        self.transport = self.door.transport = transport

    def pause_writing(self) -> None:
        """The client does not read: it gets no more receipts, and its own requests wait, so that memory stays bounded."""
        self._writable = False
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """It reads again."""
        self._writable = True
        self.transport.resume_reading()
        if self.account is not None:
            self.account.drain_soon()

    def tick(self) -> None:
        """A second went by."""
        self._send_again()
        self._act(self.session.tick(self._front.wall()))
        self._end(self._ended)

    def room(self) -> int:
        """How many receipts it can take now."""
        return self.session.window.room if self._writable else 0

    def deliver(self, told: list[Told]) -> None:
        """Send these receipts and replies, with one write; with the answers that are about to be written, if there are any."""
        pdus = written(told, self._translator, self.session.window, self._front.lost)
        if self._front.intake.holds(self):
            self.session.out += pdus
        else:
            self._write(pdus)

    def flush(self) -> None:
        """Write what was put together."""
        self._write([])

    def _write(self, pdus: list[bytes]) -> None:
        """Write these, with what was put together before; mostly that is nothing, and it is one."""
        octets = pdus[0] if len(pdus) == 1 and not self.session.out else self.session.take_with(pdus)
        if octets and not self.transport.is_closing():
            self.transport.write(octets)

    def answer(self, answers: list[bytes]) -> None:
        """Answers whose time has come; nobody reads them when the client is gone."""
        self._pace.unanswered -= len(answers)
        self._write(answers)
        self._end(self._ended)

    def close(self, reason: str) -> None:
        """Write what is left, then close; at once where the client does not read, for it would never be written."""
        log.info("session %d closes: %s", self.number, reason)
        self.flush()
        if self._writable:
            self.transport.close()
        else:
            self.transport.abort()

    def unbind(self, reason: str) -> None:
        """Say so before closing."""
        self.session.unbind()
        self.close(reason)

    @property
    def bound_as(self) -> str:
        """Its account's system_id; `` before its bind."""
        return "" if self.account is None else self.account.settings.system_id

    @property
    def waits_for(self) -> int:
        """Receipts that the client has not answered."""
        return len(self.session.window.open)

    def _judge(self, bind: Pdu) -> Status:
        judged = self.door.judge(bind, self.session)
        if isinstance(judged, Status):
            return judged
        self.account = judged
        judged.sessions.add(self.number)
        self.takes = judged.admission.takes(bind.fields["address_range"])
        quirks = judged.settings.quirks
        version = bind.fields["interface_version"] if quirks is None else min(bind.fields["interface_version"], quirks.version_max)
        self.session.system_id, self.session.version_max = judged.settings.system_name, version
        self.session.error_bodies = version < V34 or (quirks is not None and quirks.error_bodies)
        self._pace = Pace(self._front, judged, self.session, tells_load=version >= V50)
        self._translator = judged.translator(version)
        self._operations = self._front.operations(judged, self.number, version, self._respond)
        self.session.window.most = judged.settings.window_out
        return Status.ROK

    def _act(self, happened: list[Happening]) -> None:
        intake = self._front.intake
        for event in happened:
            if type(event) is list:
                intake.collect(self, event)
            else:
                intake.run()
                self._uncommon(event)
        if self.session.out:
            self.flush()
        account = self.account
        if account is not None and account.waiting:
            account.drain_soon()

    def translate(self, requests: list[SubmitSm], now: Instant, taken: list[Submission], sequences: list[int]) -> None:
        """Append what these requests bring, and their sequence numbers; those that bring nothing are refused here."""
        account, translate = self.account, self._translator.submission
        assert account is not None, "the session lets only bound peers submit"
        paced, before = account.paced, len(taken)
        if paced:
            requests = self._pace.admitted(requests, now)
        unwilling = self._front.unwilling(account.settings.shares)
        for request in requests:
            submission = translate(request, now)
            if type(submission) is Submission and submission.destination not in unwilling:
                taken.append(submission)
                sequences.append(request.sequence)
            elif isinstance(submission, Special):
                self._special(submission, request, now)
            elif not isinstance(submission, Submission):
                self._refuse(request, submission, Refusal(REASONS.get(submission, Reason.REQUEST_MALFORMED), submission.name), now)
            else:
                refusal = self._front.refusal(account, submission.destination)
                assert refusal is not None, "it is unwilling"
                self._refuse(request, CODES[refusal.reason], refusal, now)
        if paced:
            self._pace.opened(len(taken) - before)

    def accept(self, answers: list[bytes], messages: list[Message], now: Instant) -> None:
        """Texts were taken: the answers go out, at once or in their time."""
        account = self.account
        assert account is not None, "the session lets only bound peers submit"
        if account.paced:
            answers, after_ms = self._pace.answered(answers, messages)
            if after_ms:
                self._front.answer_later(now + after_ms, self, answers)
                answers = []
        self._write(answers)
        if account.tells_taken:
            account.accepted(messages, now)

    def alert(self, submission: Submission) -> bool:
        """Say that the handset of this text can be reached; whether the client's version has a word for it."""
        if self.session.version < V34:
            return False
        self.session.send(self._translator.alert(submission, self.session.window.number()))
        self.flush()
        return True

    def _special(self, asked: Special, request: SubmitSm, now: Instant) -> None:
        """Its answer is no plain one; it is judged as all others are."""
        assert self.account is not None
        refusal = self._front.refusal(self.account, asked.submission.destination)
        if refusal is not None:
            self._refuse(request, CODES[refusal.reason], refusal, now)
        else:
            self._pace.asked += 1
            self._operations.special(asked, request, now)

    def _respond(self, pdu: Pdu) -> None:
        """An answer of the operations; the client may be gone by the time that it is known."""
        if self.transport.is_closing():
            return
        self._front.intake.answers[pdu.status] += 1
        self.session.answer(self._pace.told(pdu))
        self.flush()
        self._end(self._ended)

    def _refuse(self, request: SubmitSm, status: Status, refusal: Refusal, now: Instant) -> None:
        assert self.account is not None
        self._front.intake.answers[status] += 1
        self.session.refuse(request.sequence, status)
        self._front.refused(self.account, request, refusal, now)

    def _uncommon(self, event: Happening) -> None:
        match event:
            case Bound(state=state):
                log.info("session %d is bound as %s (%s)", self.number, event.system_id, state.value)
                if self.session.receives and self.account is not None:
                    self.flush()
                    self.account.join(self)
            case Asked(pdu=pdu):
                self._pace.asked += 1
                self._operations.do(pdu, self._front.now())
            case Broken(reason=reason):
                log.warning("session %d: %s", self.number, reason)
                self.door.turn_away(self.session, self.data_received)
            case Refused(item=report, status=status):
                self._refused(report, status)
            case Late(items=reports):
                log.warning("session %d left %d receipts unanswered; they are sent again", self.number, len(reports))
                self._again += reports
            case Ended():
                if self.account is not None:
                    self.account.leave(self.number)
                self._end(event)
            case _:
                raise AssertionError("submits are handled in the loop")

    def _end(self, ended: Ended | None) -> None:
        """An orderly end waits for the answers that take time; None: there is none yet."""
        waits = ended is not None and bool(ended.last) and self.account is not None and self._pace.owes(self._front.wall())
        self._ended = ended if waits else None
        if ended is not None and not waits:
            self.session.send(ended.last)
            self.close(ended.reason)

    def _refused(self, report: Told, status: int) -> None:
        again = status in AGAIN_LATER
        what = "sent again" if again else "dropped"
        log.warning("session %d refused the receipt of %s with %s; it is %s", self.number, report.message.id, name_of(status), what)
        if again:
            self._again.append(report)
        else:
            self._front.lost([report], f"the client refused it with {name_of(status)}")

    def _send_again(self) -> None:
        """With the next tick: at once would only be refused again."""
        if self._again and self.account is not None:
            self.account.take_back(self._again)
            self._again = []
            self.account.drain_soon()
