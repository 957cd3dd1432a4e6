"""What befalls an answer on its way out: one table, a row a kind. It decides nothing: which faults strike was decided at the request."""

from collections.abc import Callable
from typing import Final, Protocol

from simulator.fronts.smpp.faults import Strike
from simulator.smpp.codec import HEADER, HEADER_OCTETS
from simulator.wire.smpp_faults import Kind

_LAST_SEQUENCE: Final = 0x7FFFFFFF


class Wire(Protocol):
    """The network's end of a connection, as far as mishaps use it."""

    def put(self, octets: bytes) -> None:
        """These are written."""

    def number(self) -> int:
        """The next sequence number of requests of ours."""

    def wait(self, strike: Strike, act: Callable[[], None]) -> None:
        """Do it after the strike's delay."""

    def wait_for_receipt(self, strike: Strike, message_id: str, act: Callable[[], None]) -> None:
        """Do it when the receipt of this text was written, or after the strike's delay, if it has one."""

    def end(self) -> None:
        """Close, once what was put is written."""

    def reset(self) -> None:
        """Tear the connection down."""

    def unbind(self) -> None:
        """Unbind; the client's answer closes."""


def befall(wire: Wire, strikes: list[Strike], answer: bytes) -> None:
    """Write an answer, or what becomes of it."""
    for place, strike in enumerate(strikes):
        kind = strike.fault.kind
        if kind in _WAITS and _WAITS[kind](wire, strike, answer, lambda: befall(wire, strikes[place + 1 :], answer)):  # noqa: B023 - it returns
            return
        changed = _INSTEAD[kind](wire, strike, answer) if kind in _INSTEAD else answer
        if changed is None:
            return
        answer = changed
    wire.put(answer)
    for strike in strikes:
        if strike.fault.kind in _AFTER:
            _AFTER[strike.fault.kind](wire)


def _status(_: Wire, strike: Strike, answer: bytes) -> bytes:
    """An error has no body (SMPP 3.4 § 4.4.2); with status 0 it keeps what it has."""
    status = strike.fault.status
    assert status is not None, "its row says that it needs one"
    _, command, _, sequence = HEADER.unpack_from(answer)
    body = b"" if status else answer[HEADER_OCTETS:]
    return HEADER.pack(HEADER_OCTETS + len(body), command, status, sequence) + body


def _sequence(_: Wire, strike: Strike, answer: bytes) -> bytes:
    length, command, status, sequence = HEADER.unpack_from(answer)
    wrong = strike.fault.sequence
    return HEADER.pack(length, command, status, sequence % _LAST_SEQUENCE + 1 if wrong is None else wrong) + answer[HEADER_OCTETS:]


def _length(_: Wire, strike: Strike, answer: bytes) -> bytes:
    return strike.fault.length.to_bytes(4, "big") + answer[4:]


def _nothing(_: Wire, __: Strike, ___: bytes) -> None:
    """It is not written."""


def _reset(wire: Wire, _: Strike, __: bytes) -> None:
    wire.reset()


def _close(wire: Wire, _: Strike, __: bytes) -> None:
    wire.end()


def _garbage(wire: Wire, strike: Strike, answer: bytes) -> bytes:
    wire.put(bytes.fromhex(strike.fault.octets))
    return answer


def _unknown(wire: Wire, strike: Strike, answer: bytes) -> bytes:
    wire.put(HEADER.pack(HEADER_OCTETS, strike.fault.command_id, 0, wire.number()))
    return answer


def _late(wire: Wire, strike: Strike, _: bytes, act: Callable[[], None]) -> bool:
    wire.wait(strike, act)
    return True


def _receipt_first(wire: Wire, strike: Strike, answer: bytes, act: Callable[[], None]) -> bool:
    """A text that was not taken has no receipt: its answer does not wait."""
    _, _, status, _ = HEADER.unpack_from(answer)
    message_id, _, _ = answer[HEADER_OCTETS:].partition(b"\0")
    taken = not status and bool(message_id)  # what a refusal has behind its header is TLVs (5.0)
    if taken:
        wire.wait_for_receipt(strike, message_id.decode("latin-1"), act)
    return taken


_INSTEAD: Final[dict[Kind, Callable[[Wire, Strike, bytes], bytes | None]]] = {
    Kind.BIND_REFUSED: _status,
    Kind.ANSWER_STATUS: _status,
    Kind.ANSWER_SEQUENCE: _sequence,
    Kind.BAD_LENGTH: _length,
    Kind.ANSWER_NEVER: _nothing,
    Kind.RESET: _reset,
    Kind.CLOSE_BEFORE: _close,
    Kind.GARBAGE: _garbage,
    Kind.UNKNOWN_COMMAND: _unknown,
}
_WAITS: Final[dict[Kind, Callable[[Wire, Strike, bytes, Callable[[], None]], bool]]] = {
    Kind.ANSWER_LATE: _late,
    Kind.RECEIPT_FIRST: _receipt_first,
}
_AFTER: Final[dict[Kind, Callable[[Wire], None]]] = {Kind.UNBIND: lambda wire: wire.unbind(), Kind.CLOSE_AFTER: lambda wire: wire.end()}
