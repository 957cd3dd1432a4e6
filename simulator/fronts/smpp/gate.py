"""How much an account may send: texts a second, and texts on their way at once. It reads no clock, and judges no text."""

from collections import deque
from typing import Final

from msgspec import Struct

from simulator.lifecycle import FINAL
from simulator.message import Instant, Message
from simulator.refusals import Reason, Refusal
from simulator.smpp.codec import HEADER, HEADER_OCTETS
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import write_tlvs
from simulator.wire.accounts import Traffic

CONGESTED: Final = 100
_ROUNDING: Final = 1e-6
"""What many small refills may have lost of a whole text."""
_SWEEP: Final = 1_000
"""Texts that may be looked through for settled ones with every request that finds no room; more of them wait for time to go on."""


class Over(Struct, frozen=True):
    """More than the account may send: what the client is told, and what the record says."""

    status: Status
    refusal: Refusal


class Gate:
    """One account's, for all its sessions. wire_s: seconds of wire time, which only grow."""

    def __init__(self, traffic: Traffic, wire_s: float) -> None:
        self._per_s, self._pending_most = traffic.per_s, traffic.pending_most
        self._burst = float(traffic.burst or max(1, int(traffic.per_s or 0)))
        self._tokens, self._at = self._burst, wire_s
        self._pending: deque[Message] = deque()
        self._coming = 0
        self._swept_at: Instant = -1
        self._throttled = Over(Status.RTHROTTLED, Refusal(Reason.TOO_MANY_CALLS, f"more than {traffic.per_s or 0:g} texts a second"))
        self._full = Over(Status.RMSGQFUL, Refusal(Reason.TOO_MANY_CALLS, f"{traffic.pending_most} texts are on their way"))

    def admit(self, asked: int, now: Instant, wire_s: float) -> tuple[int, Over]:
        """How many of so many requests are let in, and why the others are not. Those that are refused use nothing up."""
        tokens = self._refilled(wire_s) if self._per_s is not None else asked
        room = self._room(asked, now) if self._pending_most is not None else asked
        admitted = max(0, min(asked, tokens, room))
        self._tokens -= admitted
        self._coming += admitted
        return admitted, self._throttled if tokens <= room else self._full

    def over(self, now: Instant, wire_s: float) -> Over | None:
        """Why one more is not let in; None: it is."""
        admitted, over = self.admit(1, now, wire_s)
        return None if admitted else over

    def took(self, messages: list[Message]) -> None:
        """What was let in last has become these texts."""
        self._coming = 0
        if self._pending_most is not None:
            self._pending += messages

    def load(self, wire_s: float) -> int:
        """Per cent of the limit that is nearest."""
        rate = 1 - self._refilled(wire_s) / self._burst if self._per_s is not None else 0.0
        queue = len(self._pending) / self._pending_most if self._pending_most else 0.0
        return min(CONGESTED, round(max(rate, queue) * 100))

    def _refilled(self, wire_s: float) -> int:
        assert self._per_s is not None
        self._tokens = min(self._burst, self._tokens + (wire_s - self._at) * self._per_s)
        self._at = wire_s
        return int(self._tokens + _ROUNDING)

    def _room(self, asked: int, now: Instant) -> int:
        most = self._pending_most
        assert most is not None
        if most - len(self._pending) - self._coming < asked and now - self._swept_at >= most // _SWEEP:
            self._swept_at = now
            self._pending = deque(message for message in self._pending if not FINAL[message.state])
        return most - len(self._pending) - self._coming


def telling(answer: bytes, load: int) -> bytes:
    """An answer to a peer of 5.0 with the TLV congestion_state."""
    tlv = write_tlvs({"congestion_state": min(load, CONGESTED)})
    _, command, status, sequence = HEADER.unpack_from(answer)
    return HEADER.pack(len(answer) + len(tlv), command, status, sequence) + answer[HEADER_OCTETS:] + tlv
