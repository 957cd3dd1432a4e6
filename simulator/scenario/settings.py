"""A scenario as values: all that a world is built from, and what is done in it. It reads no file and builds nothing."""

from typing import Any

from msgspec import Struct

from simulator.carrier.settings import CarrierSettings
from simulator.lines import LineSettings
from simulator.message import Instant
from simulator.platform.customers import PlatformSettings
from simulator.platform.platform import DEFAULT as DEFAULT_PLATFORM
from simulator.platform.settings import App
from simulator.smpp.timers import Timers
from simulator.wire.accounts import SmppAccount
from simulator.wire.faults import Fault, HttpSettings

START_MS: Instant = 1_709_514_000_000
"""2024-03-04T09:00:00+08:00, a Monday morning: where scenarios begin that say nothing else."""


PATIENCE_MS = 60_000
"""How long a caller waits for an answer: as long as the official clients do."""


class Place(Struct, frozen=True):
    """Where something stands: file, line and column, both from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Send(Struct, frozen=True):
    """Submit a text. via: `smpp`, `tencent-v5`, `tencent-v3`. name: what later steps call it (`as`). Text form or template form.

    account: SMPP system_id, or app id; None: the scenario's first. source, validity_ms, registered: SMPP only. times: so many copies.
    extend, session: of the platform's APIs. secret: the SecretId to sign with, None: the first of the app's customer; sender_name: v3 only.
    patience_ms: how long the caller waits for an answer over HTTP.
    """

    place: Place
    via: str
    to: str
    name: str
    account: str | None = None
    text: str | None = None
    template: int | None = None
    params: tuple[str, ...] = ()
    sign: str | None = None
    kind: int = 0
    source: str = ""
    validity_ms: int | None = None
    registered: int = 1
    times: int = 1
    extend: str = ""
    session: str = ""
    secret: str | None = None
    sender_name: str = ""
    patience_ms: int = PATIENCE_MS


class Pass(Struct, frozen=True):
    """Let network time pass, by so many milliseconds or until an instant."""

    place: Place
    milliseconds: int | None = None
    until: Instant | None = None


class Turn(Struct, frozen=True):
    """Change a number: its handset, its manner of reports. None leaves as it is. cure: does what the owner would (`switch-on`)."""

    place: Place
    number: str
    line: LineSettings | None = None
    cure: str | None = None


class Answer(Struct, frozen=True):
    """The owner of a handset sends a text back to the sender of the last text that it shows."""

    place: Place
    number: str
    text: str


class Expect(Struct, frozen=True):
    """What must hold of a message that was sent (`of`). Each truth is looked at only where it is given.

    answer: fields of the API's answer, empty: none may have come; took_ms: how long it took. reports: in order, each with the fields to
    compare; empty: none may have come. inbox: the text that the handset shows, or False where it must show nothing; blocked: the same for
    its blocked folder.
    replies: texts that came back from the number to who sent it, since it was sent, in order; empty: none may have come.
    within_ms: time may pass so long until it holds; never_ms: it must not come to hold for so long. case: the FAQ case that explains it.
    """

    place: Place
    of: str
    answer: dict[str, Any] | None = None
    reports: tuple[dict[str, Any], ...] | None = None
    inbox: str | bool | None = None
    blocked: str | bool | None = None
    state: str | None = None
    within_ms: int | None = None
    never_ms: int | None = None
    case: str | None = None
    replies: tuple[str, ...] | None = None
    took_ms: int | None = None


Step = Send | Pass | Turn | Answer | Expect


class Scenario(Struct, frozen=True):
    """lines: what is said of single numbers, by E.164 number; all others are ordinary.

    shows: FAQ cases that the file shows; because: the path of the setting without which it must fail. keep: how many messages the ledger
    remembers (None: all). allow_callback: hosts beside loopback that reports may be pushed to.
    """

    accounts: tuple[SmppAccount, ...]
    apps: tuple[App, ...]
    lines: dict[str, LineSettings]
    platform: PlatformSettings = DEFAULT_PLATFORM
    carriers: CarrierSettings = CarrierSettings()
    timers: Timers = Timers()
    faults: tuple[Fault, ...] = ()
    http: HttpSettings = HttpSettings()
    keep: int | None = None
    allow_callback: frozenset[str] = frozenset()
    title: str = ""
    shows: tuple[str, ...] = ()
    because: str = ""
    seed: int = 1
    start: Instant = START_MS
    steps: tuple[Step, ...] = ()
