"""What may go wrong between an SMPP client and the message centre, as settings: one row a kind. It counts nothing and opens nothing."""

from collections.abc import Callable, Iterator
from enum import Enum, unique
from typing import Annotated, Any, Final

from msgspec import Meta, Struct
from msgspec.structs import fields


@unique
class Level(Enum):
    """What a fault strikes."""

    LISTENER = "listener"
    CONNECTION = "connection"  # one that was just accepted
    REQUEST = "request"  # one PDU of the client's, at its answer
    RECEIPT = "receipt"  # one report, before it is a PDU


@unique
class Kind(Enum):
    """All faults. Where several strike one request or one receipt, they do so in this order."""

    CONNECT_REFUSED = "connect-refused"
    CONNECT_SILENT = "connect-silent"
    HALF_OPEN = "half-open"
    SLOW_READS = "slow-reads"
    TRICKLE = "trickle"
    BIND_REFUSED = "bind-refused"
    ANSWER_STATUS = "answer-status"
    ANSWER_SEQUENCE = "answer-sequence"
    BAD_LENGTH = "bad-length"
    ANSWER_LATE = "answer-late"
    RECEIPT_FIRST = "receipt-first"
    ANSWER_NEVER = "answer-never"
    RESET = "reset"
    CLOSE_BEFORE = "close-before"
    GARBAGE = "garbage"
    UNKNOWN_COMMAND = "unknown-command"
    UNBIND = "unbind"
    CLOSE_AFTER = "close-after"
    RECEIPT_NEVER = "receipt-never"
    RECEIPT_WRONG_ID = "receipt-wrong-id"
    RECEIPT_TWICE = "receipt-twice"
    RECEIPT_WRONG_BIND = "receipt-wrong-bind"
    RECEIPT_LATE = "receipt-late"
    RECEIPT_SWAPPED = "receipt-swapped"


@unique
class Request(Enum):
    """The client's requests, by the names of their PDUs; `bind` is any of the three."""

    BIND = "bind"
    SUBMIT_SM = "submit_sm"
    SUBMIT_MULTI = "submit_multi"
    DATA_SM = "data_sm"
    QUERY_SM = "query_sm"
    CANCEL_SM = "cancel_sm"
    REPLACE_SM = "replace_sm"
    ENQUIRE_LINK = "enquire_link"
    UNBIND = "unbind"


class Row(Struct, frozen=True):
    """A kind: what it strikes; what it does, for people; the settings that it cannot do without, and those that it also takes."""

    level: Level
    does: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


_HOW_OFTEN: Final = ("first", "every", "share")
_WHOSE: Final = ("account", "session", *_HOW_OFTEN)
_RECEIPT: Final = ("number", *_WHOSE)
_WHICH: Final = ("at", *_RECEIPT)
_DELAY: Final = ("delay_max_ms",)

KINDS: Final[dict[Kind, Row]] = {
    Kind.CONNECT_REFUSED: Row(Level.LISTENER, "nobody listens: connects are refused; connections that are open stay"),
    Kind.CONNECT_SILENT: Row(
        Level.CONNECTION, "the connection is accepted, and that is all that ever happens on it", (), ("session", *_HOW_OFTEN)
    ),
    Kind.HALF_OPEN: Row(Level.REQUEST, "from this request on nothing is read or written, and the socket stays open", (), _WHICH),
    Kind.SLOW_READS: Row(
        Level.REQUEST, "from this request on the session reads so slowly that the client's writes stall", ("octets_per_s",), _WHICH
    ),
    Kind.TRICKLE: Row(
        Level.REQUEST, "from this request on the session writes by so many octets at a time", (), ("octets_a_write", "delay_ms", *_WHICH)
    ),
    Kind.BIND_REFUSED: Row(Level.REQUEST, "the bind is refused with this status", ("status",), _WHOSE),
    Kind.ANSWER_STATUS: Row(Level.REQUEST, "the answer bears this status", ("status",), ("taken", *_WHICH)),
    Kind.ANSWER_SEQUENCE: Row(Level.REQUEST, "the answer bears another sequence number", (), ("sequence", *_WHICH)),
    Kind.BAD_LENGTH: Row(Level.REQUEST, "the answer's command_length is wrong", (), ("length", *_WHICH)),
    Kind.ANSWER_LATE: Row(Level.REQUEST, "the answer comes so much later; others overtake it", ("delay_ms",), (*_DELAY, *_WHICH)),
    Kind.RECEIPT_FIRST: Row(Level.REQUEST, "the answer to a submit_sm comes right after its receipt", (), ("delay_ms", *_RECEIPT)),
    Kind.ANSWER_NEVER: Row(Level.REQUEST, "the answer never comes", (), ("taken", *_WHICH)),
    Kind.RESET: Row(Level.REQUEST, "the connection is reset (RST) in place of the answer", (), ("taken", *_WHICH)),
    Kind.CLOSE_BEFORE: Row(Level.REQUEST, "the connection is closed in place of the answer", (), ("taken", *_WHICH)),
    Kind.GARBAGE: Row(Level.REQUEST, "octets that are no PDU come before the answer", (), ("octets", *_WHICH)),
    Kind.UNKNOWN_COMMAND: Row(Level.REQUEST, "a request with an unknown command id comes before the answer", (), ("command_id", *_WHICH)),
    Kind.UNBIND: Row(Level.REQUEST, "an unbind follows the answer; its unbind_resp closes", (), _WHICH),
    Kind.CLOSE_AFTER: Row(Level.REQUEST, "the connection is closed after the answer", (), _WHICH),
    Kind.RECEIPT_NEVER: Row(Level.RECEIPT, "the receipt never comes", (), _RECEIPT),
    Kind.RECEIPT_WRONG_ID: Row(Level.RECEIPT, "the receipt bears an id that no answer told", (), ("message_id", *_RECEIPT)),
    Kind.RECEIPT_TWICE: Row(Level.RECEIPT, "the receipt comes twice, the second time so much later", (), ("delay_ms", *_RECEIPT)),
    Kind.RECEIPT_WRONG_BIND: Row(Level.RECEIPT, "the receipt comes to another session", (), ("to_account", *_RECEIPT)),
    Kind.RECEIPT_LATE: Row(Level.RECEIPT, "the receipt comes so much later", ("delay_ms",), (*_DELAY, *_RECEIPT)),
    Kind.RECEIPT_SWAPPED: Row(Level.RECEIPT, "the receipt comes right after the next one of its account", (), ("delay_ms", *_RECEIPT)),
}
"""Every kind. They are what clients and gateways report of message centres (SMPP 3.4 names none of them)."""

Some = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Span = Annotated[int, Meta(ge=0, le=10 * 365 * 86_400_000)]
"""Milliseconds of network time: also a clock that stands still keeps what is late until it is told to pass."""
Word = Annotated[int, Meta(ge=0, le=0xFFFFFFFF)]
"""Four octets of a header."""


class SmppFault(Struct, frozen=True, forbid_unknown_fields=True):
    """One fault. Which settings a kind takes says its row.

    account: only of this system_id; session: only the n-th connection since the start; number: only to this number (E.164); at: only
    these requests, receipt-first and bind-refused know theirs. Of those: the `first` so many, one in `every` so many, or a `share` of
    them by chance.
    delay_ms, delay_max_ms: how long, or between which two with equal chance; of receipt-first and receipt-swapped, how long they wait at
    most for the receipt that is to go before (0: for ever); of trickle, between two writes (0: they follow one another at once).
    taken: whether the network does what was asked all the same. status: any of 32 bits, vendors' own too.
    sequence: None is one more than the request's; length: of command_length; command_id: of the unknown request.
    octets: those that are no PDU, hexadecimal; octets_per_s: read; octets_a_write: written at a time.
    message_id: the wrong one, empty: each digit is turned round (0 to 9, 1 to 8); to_account: whose session gets a stray receipt,
    empty: another one of the same account.
    """

    kind: Kind
    account: str = ""
    session: Some | None = None
    number: str = ""
    at: tuple[Request, ...] = (Request.SUBMIT_SM,)
    first: Some | None = None
    every: Some = 1
    share: Annotated[float, Meta(ge=0, le=1)] = 1.0
    delay_ms: Span = 0
    delay_max_ms: Span | None = None
    taken: bool = False
    status: Word | None = None
    sequence: Word | None = None
    length: Word = 8
    command_id: Annotated[int, Meta(ge=0, le=0x7FFFFFFF)] = 0x00010299
    octets: str = "deadbeef 2067617262616765"
    octets_per_s: Some | None = None
    octets_a_write: Some = 1
    message_id: Annotated[str, Meta(max_length=64, pattern="^[ -~]*$")] = ""
    to_account: str = ""

    @property
    def level(self) -> Level:
        """What it strikes."""
        return KINDS[self.kind].level

    @property
    def requests(self) -> tuple[Request, ...]:
        """At which requests it strikes."""
        return _ONLY_AT.get(self.kind, self.at)

    def said(self) -> dict[str, Any]:
        """The settings that differ from what holds if nothing is said."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default}


_ONLY_AT: Final = {Kind.BIND_REFUSED: (Request.BIND,), Kind.RECEIPT_FIRST: (Request.SUBMIT_SM,)}


def objections(fault: SmppFault, written: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """What is wrong with a fault across its settings: the setting, and a sentence. written: how a setting is called where it was said."""
    row, said = KINDS[fault.kind], fault.said()
    known = row.needs + row.takes
    for setting in said.keys() - {"kind", *known}:
        takes = ", ".join(map(written, known)) or "its kind"
        yield written(setting), f"{fault.kind.value} takes no {written(setting)}, only {takes}"
    for setting in row.needs:
        if setting not in said:
            yield written(setting), f"{written(setting)} is missing: {fault.kind.value} needs it ({row.does})"
    if fault.delay_max_ms is not None and fault.delay_max_ms < fault.delay_ms:
        yield written("delay_max_ms"), "the longest delay is shorter than the shortest"
    try:
        bytes.fromhex(fault.octets)
    except ValueError:
        yield "octets", f"{fault.octets!r} is not hexadecimal"
    if not fault.at:
        yield "at", "no request at all: leave it out for submit_sm"
