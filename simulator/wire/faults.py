"""What may go wrong between a caller and the platform, as settings: one row a kind. It counts nothing and opens nothing."""

from collections.abc import Callable, Iterator
from enum import Enum, StrEnum, unique
from typing import Annotated, Any, Final

from msgspec import Meta, Struct
from msgspec.structs import fields

from simulator.refusals import Reason
from simulator.wire.published import is_published


@unique
class Level(StrEnum):
    """Where a fault sits."""

    NAME = "name"  # while the caller looks up the host
    CONNECTION = "connection"
    REQUEST = "request"
    NUMBER = "number"  # one number's answer inside a request


@unique
class Manner(Enum):
    """How a fault shows itself, where there are two ways."""

    REFUSE = "refuse"  # connects are refused: nobody listens
    QUEUE = "queue"  # connects wait in the listener's queue
    SILENCE = "silence"  # what is sent vanishes
    RESET = "reset"


@unique
class Kind(Enum):
    """All faults. Where several strike one request, they do so in this order."""

    LATE_DNS = "late-dns"
    LATE_TLS = "late-tls"
    CONNECTION_LIMIT = "connection-limit"
    SLOW_READS = "slow-reads"
    IDLE_FORGOTTEN = "idle-forgotten"
    STRICT_CONTENT_TYPE = "strict-content-type"
    OVERSEAS = "overseas"
    SLOW_REQUESTS = "slow-requests"
    LOST = "lost"
    TIMED_OUT = "timed-out"
    REFUSE = "refuse"


class Row(Struct, frozen=True):
    """A kind: what it does, for people; the FAQ cases it shows; the settings that it cannot do without, and those that it also takes.

    manners: the ways it has, the first one if nothing is said.
    """

    level: Level
    does: str
    cases: tuple[str, ...]
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()


_HOW_OFTEN: Final = ("share", "first", "every")
_WHICH: Final = ("path", "number", *_HOW_OFTEN)
_DELAY: Final = ("delay_max_ms", *_HOW_OFTEN)

KINDS: Final[dict[Kind, Row]] = {
    Kind.LATE_DNS: Row(Level.NAME, "the name server answers late", ("slow-api/dns",), ("delay_ms",), (*_DELAY, "names")),
    Kind.LATE_TLS: Row(Level.CONNECTION, "the TLS handshake begins late", ("slow-api/dns",), ("delay_ms",), _DELAY),
    Kind.CONNECTION_LIMIT: Row(
        Level.CONNECTION,
        "no more than so many connections are open at once",
        ("slow-api/short-connections",),
        ("connections",),
        ("manner",),
        (Manner.REFUSE, Manner.QUEUE),
    ),
    Kind.SLOW_READS: Row(
        Level.CONNECTION, "the server reads so slowly that writes stall", ("slow-api/backlog",), ("octets_per_s",), _HOW_OFTEN
    ),
    Kind.IDLE_FORGOTTEN: Row(
        Level.CONNECTION,
        "something on the way forgets connections that were idle",
        ("slow-api/idle-recycled",),
        (),
        ("idle_ms", "manner", *_HOW_OFTEN),
        (Manner.SILENCE, Manner.RESET),
    ),
    Kind.STRICT_CONTENT_TYPE: Row(Level.REQUEST, "a Content-Type other than JSON's is not taken", ("error/60008-timeout",), (), _WHICH),
    Kind.OVERSEAS: Row(
        Level.REQUEST, "request and answer each travel so long", ("other/overseas-caller",), ("delay_ms",), (*_DELAY, *_WHICH)
    ),
    Kind.SLOW_REQUESTS: Row(
        Level.REQUEST,
        "the request waits before it is looked at",
        ("slow-api/head-of-line", "late/slow-call"),
        ("delay_ms",),
        (*_DELAY, *_WHICH),
    ),
    Kind.LOST: Row(Level.REQUEST, "the request is never answered", ("not-received/no-record",), (), (*_WHICH, "taken")),
    Kind.TIMED_OUT: Row(
        Level.REQUEST, "the answer is a time-out, once the processing limit is over", ("error/60008-timeout",), (), (*_WHICH, "taken")
    ),
    Kind.REFUSE: Row(Level.NUMBER, "the text to a number is refused", (), (), (*_WHICH, "reason", "code")),
}
"""Every kind. Sources: the FAQ's pages on slow calls, on 60008 and on callers abroad."""

IDLE_MS: Final = 90_000
"""After how long a middlebox forgets a connection."""


Some = Annotated[int, Meta(ge=1, le=1_000_000_000)]
Span = Annotated[int, Meta(ge=0, le=10 * 365 * 86_400_000)]
"""Milliseconds."""


class Fault(Struct, frozen=True, forbid_unknown_fields=True):
    """One fault. Which settings a kind takes says its row.

    path: only requests whose path begins so, `/v5/tlssmssvr/sendsms`, or that name this v3 action; number: only those with this number
    (E.164) among theirs. Of those: the `first` so many, or one in `every` so many, or a `share` of them by chance.
    delay_ms, delay_max_ms: how long, or between which two with equal chance. taken: whether the platform does what was asked all the same.
    reason: why a text is refused, each front says it by its own code; code: in its place a v5 result, `1008`, or a v3 code.
    names: host names that the name server knows beside its own; `*` stands for one label.
    """

    name: str
    kind: Kind
    path: str = ""
    number: str = ""
    first: Some | None = None
    every: Some = 1
    share: Annotated[float, Meta(ge=0, le=1)] = 1.0
    delay_ms: Span = 0
    delay_max_ms: Span | None = None
    connections: Some | None = None
    octets_per_s: Some | None = None
    idle_ms: Span = IDLE_MS
    manner: Manner | None = None
    taken: bool = False
    reason: Reason | None = None
    code: str = ""
    names: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """Where it sits."""
        return KINDS[self.kind].level

    @property
    def way(self) -> Manner:
        """Its manner; of the kinds that have one."""
        return self.manner or KINDS[self.kind].manners[0]

    def said(self) -> dict[str, Any]:
        """The settings that differ from what holds if nothing is said."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default}


class HttpSettings(Struct, frozen=True):
    """The HTTP front. processing_limit_ms: after it a request whose body does not come, or whose answer is lost, is answered a time-out."""

    processing_limit_ms: int = 10_000


def objections(fault: Fault, written: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """What is wrong with a fault across its settings: the setting, and a sentence. written: how a setting is called where it was said."""
    row = KINDS[fault.kind]
    said = fault.said()
    known = row.needs + row.takes
    for setting in said.keys() - {"name", "kind", *known}:
        yield written(setting), f"{fault.kind.value} takes no {written(setting)}, only {', '.join(map(written, known))}"
    for setting in row.needs:
        if setting not in said:
            yield written(setting), f"{written(setting)} is missing: {fault.kind.value} needs it ({row.does})"
    if fault.delay_max_ms is not None and fault.delay_max_ms < fault.delay_ms:
        yield written("delay_max_ms"), "the longest delay is shorter than the shortest"
    if fault.manner is not None and row.manners and fault.manner not in row.manners:
        ways = " or ".join(manner.value for manner in row.manners)
        yield "manner", f"{fault.kind.value} does not do {fault.manner.value}: wanted {ways}"
    if fault.kind is Kind.REFUSE:
        if (fault.reason is None) is (fault.code == ""):
            yield "reason", "wanted either a reason or a code"
        if fault.code and not is_published(fault.code):
            yield "code", f"{fault.code} is no code that is published, of neither API"
