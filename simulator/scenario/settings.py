"""A scenario as values: all that a world is built from, and what is done in it. It reads no file and builds nothing."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from simulator.carrier.settings import CarrierSettings
from simulator.lines import LineSettings
from simulator.message import Instant
from simulator.platform.customers import PlatformSettings
from simulator.platform.platform import DEFAULT as DEFAULT_PLATFORM
from simulator.platform.settings import App
from simulator.population import Population
from simulator.scenario.courses import Block, Counted, Holds, Misfit, Percentiles, Upload
from simulator.scenario.places import Place as Place  # noqa: PLC0414 - places are part of what steps are
from simulator.smpp.timers import Timers
from simulator.wire.accounts import SmppAccount
from simulator.wire.faults import Fault, HttpSettings
from simulator.wire.smpp import SmppSettings

START_MS: Instant = 1_709_514_000_000
"""2024-03-04T09:00:00+08:00, a Monday morning: where scenarios begin that say nothing else."""


PATIENCE_MS = 60_000
"""How long a caller waits for an answer: as long as the official clients do."""


class Wire(Struct, frozen=True):
    """What a caller over HTTP does otherwise than its API asks; None or empty: as it should be. Texts of it may hold `$time`, `$random`,
    `$key` and `$sig`: what is signed, and what comes of it.

    interface: or the action; body, url (path and query), method, headers, charset of the body. key: that signs; signed: the string that is
    hashed (v5); random: in the URL (v5); age_ms: how long ago it was signed. octets: all that goes over the connection, in place of these.
    """

    interface: str = ""
    body: str | None = None
    url: str = ""
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"
    key: str | None = None
    signed: str | None = None
    random: str | None = None
    age_ms: int = 0
    octets: str | None = None


AS_IT_SHOULD_BE = Wire()


class Send(Struct, frozen=True):
    """Submit a text. via: `smpp`, `tencent-v5`, `tencent-v3`. name: what later steps call it (`as`). Text form, template form, or octets.

    account: SMPP system_id, or app id; None: the scenario's first. source, validity_ms, registered: SMPP only. times: so many copies.
    extend, session: of the platform's APIs. secret: the SecretId to sign with, None: the first of the app's customer; sender_name: v3 only.
    patience_ms: how long the caller waits for an answer; but: what is wrong with the request that carries it. template: a number,
    or the name of the application that handed it in. batch: so many numbers, counted on from `to`, in one request. connection: the name of
    the one over HTTP that it goes over, `` for any of a pool.
    """

    place: Place
    via: str
    to: str
    name: str
    account: str | None = None
    text: str | None = None
    template: int | str | None = None
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
    but: Wire | None = None
    batch: int = 0
    connection: str = ""
    octets: bytes | None = None


class Recall(Struct, frozen=True):
    """Call back what was sent over SMPP (text None), or put this text in its place. name: what later steps call it; of: the send's."""

    place: Place
    name: str
    of: str
    text: str | None = None


class Call(Struct, frozen=True):
    """One request to an API, whatever it is. account: the app whose it is, None: the first; secret: as in a send. to: nobody knows."""

    place: Place
    via: str
    name: str
    wire: Wire
    account: str | None = None
    secret: str | None = None
    patience_ms: int = PATIENCE_MS
    to: None = None


class Apply(Struct, frozen=True):
    """Hand in a signature or a template, or delete it. via: a front of the platform, or `console`, which takes individuals too.

    what: `sign` or `template`, `` of something to be deleted that an application names; on: what is changed or deleted, by its number or by
    the name of the application that handed it in; delete: whether it goes. kind: `normal`, `marketing`, `notification`, `code`.
    names: of what a signature is the name; proof: the document that came with it, `none` for none; purpose: `own`, `others`.
    """

    place: Place
    via: str
    name: str
    what: str
    text: str = ""
    account: str | None = None
    on: str = ""
    delete: bool = False
    abroad: bool = False
    kind: str = "normal"
    title: str = ""
    remark: str = ""
    names: str = "company"
    proof: str = "business-licence"
    purpose: str = "own"
    commission: bool = False


class Lift(Struct, frozen=True):
    """Apply for taking a number off an app's list of those that unsubscribed."""

    place: Place
    name: str
    number: str
    account: str | None = None


class Query(Struct, frozen=True):
    """Ask an API for `records`, `reports`, `replies` of a number, or for an app's `sent`, `reported`, `packages`, in a span of time."""

    place: Place
    via: str
    name: str
    what: str
    account: str | None = None
    number: str = ""
    since: Instant | None = None
    until: Instant | None = None


class Operate(Struct, frozen=True):
    """Do something at the platform's console, by the customer or by its staff: one request to the control API. body: its JSON."""

    place: Place
    name: str
    method: str
    path: str
    body: Any = None


class Pass(Struct, frozen=True):
    """Let network time pass, by so many milliseconds or until an instant."""

    place: Place
    milliseconds: int | None = None
    until: Instant | None = None


class Turn(Struct, frozen=True):
    """Change a number: its handset, its manner of reports. None leaves as it is. cure: does what the owner would (`switch-on`).

    over: makes `line` of what is said of the number by then, which loops may have changed.
    """

    place: Place
    number: str
    line: LineSettings | None = None
    cure: str | None = None
    over: Callable[[LineSettings], LineSettings] | None = None


class Answer(Struct, frozen=True):
    """The owner of a handset sends a text back to the sender of the last text that it shows. to: a sender's number, `` for any."""

    place: Place
    number: str
    text: str
    to: str = ""


class Expect(Struct, frozen=True):
    """What must hold of a message that was sent (`of`). Each truth is looked at only where it is given.

    answer: fields of the API's answer, empty: none may have come; took_ms: how long it took. reports: in order, each with the fields to
    compare; empty: none may have come. inbox: the text that the handset shows, or False where it must show nothing; blocked: the same for
    its blocked folder.
    replies: texts that came back from the number to who sent it, since it was sent, in order; empty: none may have come.
    handset: a number, in place of `of`: what its folders show, of whatever sender.
    counts, latency: of all the sends of that name.
    record: fields of the platform's send record, empty: there is none; review: fields of where an application stands.
    sender: what the handset shows as the sender of the text, `` where nobody asks. pushed: what the player's receiver was told of the
    number, in order; empty: nothing.
    within_ms: time may pass so long until it holds; never_ms: it must not come to hold for so long. case: the FAQ case that explains it.
    """

    place: Place
    of: str
    answer: dict[str, Any] | None = None
    reports: tuple[dict[str, Any], ...] | None = None
    inbox: str | bool | Holds | None = None
    blocked: str | bool | Holds | None = None
    state: str | None = None
    within_ms: int | None = None
    never_ms: int | None = None
    case: str | None = None
    replies: tuple[str, ...] | None = None
    took_ms: int | None = None
    record: dict[str, Any] | None = None
    review: dict[str, Any] | None = None
    handset: str = ""
    counts: tuple[Counted, ...] = ()
    latency: tuple[Percentiles, ...] = ()
    sender: str = ""
    pushed: tuple[dict[str, Any], ...] | None = None


Step = Send | Recall | Call | Apply | Lift | Query | Operate | Pass | Turn | Answer | Expect | Upload | Misfit | Block


class Scenario(Struct, frozen=True):
    """lines: what is said of single numbers, by E.164 number; populations: of many by a rule; all others are ordinary.

    shows: FAQ cases that the file shows; because: the path of the setting without which it must fail; places: where it says what
    (`landmarks`). keep: how many messages the ledger remembers (None: all). allow_callback: hosts beside loopback that reports may be
    pushed to.
    """

    accounts: tuple[SmppAccount, ...]
    apps: tuple[App, ...]
    lines: dict[str, LineSettings]
    platform: PlatformSettings = DEFAULT_PLATFORM
    carriers: CarrierSettings = CarrierSettings()
    timers: Timers = Timers()
    faults: tuple[Fault, ...] = ()
    http: HttpSettings = HttpSettings()
    smpp: SmppSettings = SmppSettings()
    keep: int | None = None
    allow_callback: frozenset[str] = frozenset()
    title: str = ""
    shows: tuple[str, ...] = ()
    because: str = ""
    seed: int = 1
    start: Instant = START_MS
    steps: tuple[Step, ...] = ()
    places: dict[str, Place] = {}
    populations: tuple[Population, ...] = ()
