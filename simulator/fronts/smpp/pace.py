"""How fast one session may send, where its account has a limit or its answers take time. It judges no text and writes nothing itself."""

from typing import Final

from msgspec.structs import replace

from simulator.fronts.smpp.account import Account
from simulator.fronts.smpp.front import Front
from simulator.fronts.smpp.gate import CONGESTED, telling
from simulator.message import Instant, Message
from simulator.smpp.pdu import Pdu
from simulator.smpp.plain import SubmitSm
from simulator.smpp.session import Session
from simulator.smpp.statuses import Status

TOLD_FROM: Final = 80
"""Per cent of a limit from which a peer of 5.0 is told (SMPP 5.0 § 4.8.4.18: optimum load begins here, congestion is near from 90)."""


class Pace:
    """One session's. tells_load: the peer knows congestion_state (5.0).

    unanswered: submits whose answers take their time; asked: other requests that have no answer yet, such as those that wait for a fate.
    """

    def __init__(self, front: Front, account: Account, session: Session, *, tells_load: bool) -> None:
        self.unanswered = self.asked = 0
        self._leaves_at: float | None = None
        self._front, self._account, self._session, self._tells_load = front, account, session, tells_load

    def admitted(self, requests: list[SubmitSm], now: Instant) -> list[SubmitSm]:
        """Those that come in time; the others are turned back here."""
        account, gate = self._account, self._account.gate
        if self._front.answer_ms(account):
            room = max(0, account.settings.window_in - self.unanswered)
            self._turn_back(requests[room:], Status.RTHROTTLED)
            requests = requests[:room]
        if gate is not None:
            most, over = gate.admit(len(requests), now, self._front.wire())
            self._turn_back(requests[most:], over.status)
            for request in requests[most:]:
                self._front.refused(account, request, over.refusal, now)
            requests = requests[:most]
        return requests

    def opened(self, count: int) -> None:
        """So many were taken, and are to be answered."""
        if self._front.answer_ms(self._account):
            self.unanswered += count

    def answered(self, answers: list[bytes], messages: list[Message]) -> tuple[list[bytes], int]:
        """The answers as this peer gets them, and in how many milliseconds of network time."""
        gate = self._account.gate
        if gate is not None:
            gate.took(messages)
        if self._tells_load and (load := self._load()) >= TOLD_FROM:
            answers = [telling(answer, load) for answer in answers]
        return answers, self._front.answer_ms(self._account)

    def told(self, answer: Pdu) -> Pdu:
        """An answer to anything else, as this peer gets it."""
        self.asked -= 1
        if self._tells_load and (load := self._load()) >= TOLD_FROM:
            return replace(answer, tlvs=answer.tlvs | {"congestion_state": min(load, CONGESTED)})
        return answer

    def owes(self, wall: float) -> bool:
        """Whether a peer that unbound still has answers to come: those that take their time, and a fate within the response time."""
        self._leaves_at = wall if self._leaves_at is None else self._leaves_at
        return self.unanswered > 0 or (self.asked > 0 and wall - self._leaves_at < self._session.response_s)

    def _turn_back(self, requests: list[SubmitSm], status: Status) -> None:
        self._front.intake.answers[status] += len(requests)
        for request in requests:
            self._session.refuse(request.sequence, status, {"congestion_state": CONGESTED} if self._tells_load else None)

    def _load(self) -> int:
        """Per cent of what the account may send, or of what this session may leave open."""
        gate = self._account.gate
        window = round(self.unanswered * 100 / self._account.settings.window_in)
        return max(window, 0 if gate is None else gate.load(self._front.wire()))
