"""The values that travel the road: what was submitted, what became of it, what is told of it. Values only, no behaviour.

They are msgspec structs outside the cyclic collector (`gc=False`): a million of them at rest cost no collection time. So nothing in
them may lead back to something that holds them: a trail holds outcomes, never the reports that hold the message.
"""

from enum import IntEnum, unique
from functools import lru_cache
from typing import Any

from msgspec import Struct

from simulator.causes import Cause
from simulator.lifecycle import State

Instant = int
"""Network time: milliseconds since 1970-01-01 UTC."""


@unique
class Alphabet(IntEnum):
    """How the octets of a text are to be read."""

    GSM7 = 0  # GSM 03.38, one septet an octet
    LATIN1 = 1
    UCS2 = 2  # UTF-16 big-endian, as everyone sends it
    BINARY = 3


SUCCESS = 1
FAILURE = 2
BOTH = SUCCESS | FAILURE
NOTIFY = 4
"""Which fates a sender asked to be told of, as bits of a plain integer: an IntFlag's own `&` costs more than the rest of a report.

NOTIFY: also that a text is still on its way, when its first try failed (SMPP 3.4 § 5.2.17, intermediate notification).
"""


@unique
class Kind(IntEnum):
    """What a text is for, with the numbers of the Tencent APIs (`type`)."""

    NORMAL = 0
    MARKETING = 1


class AppSubmission(Struct, frozen=True, eq=False, gc=False):
    """A text as an application hands it to the SMS platform, to be judged and composed. One of `text` and `template` is given.

    app: the SDK app id, `1400000001`; destination: E.164 with its plus sign.
    text: the whole text, with 【sign】 in front or without; kind: what the sender says it is (text form only).
    template, params, sign: the template form; sign `` is the app's default signature.
    extend: the sender number's extension, digits; ext: the session text, returned as it came.
    via: the front that it came through, which numbers its messages in its own way; caller: the IP address that it came from.
    sender_name: the SenderID that is to show abroad.
    """

    app: str
    destination: str
    text: str | None = None
    kind: Kind = Kind.NORMAL
    template: int | None = None
    params: tuple[str, ...] = ()
    sign: str = ""
    extend: str = ""
    ext: str = ""
    via: str = "tencent-v5"
    caller: str = ""
    sender_name: str = ""

    @property
    def said(self) -> str:
        """The text, or the template with its values, for people."""
        return self.text if self.text is not None else f"{self.template} {list(self.params)}"


class Plan(Struct, frozen=True, gc=False):
    """What an unusual submission asks of its way. scheduled_for: the instant before which it does not travel, None for at once.

    one_try: it is not stored: what cannot be handed over at the first try has failed (datagram and transaction mode, SMPP 3.4 § 2.10).
    alert: the sender is told when a handset that could not be reached is back (set_dpf, § 5.3.2.28).
    """

    scheduled_for: Instant | None = None
    one_try: bool = False
    alert: bool = False


class Carriage(Struct, frozen=True, gc=False):
    """How a text is to be carried: one object for all texts alike, of which there may be millions.

    account: who pays and is told: an SMPP system_id, or `app:1400000001`; source: the sender's address as it will show.
    alphabet: of the content; header: the user data header before it with its length octet, or empty.
    wants: SUCCESS, FAILURE, NOTIFY, any of them together, or 0; plan: None for nearly all.
    validity_ms: how long it may wait, counted from acceptance; None: the carrier's own.
    segments: how many short messages it makes on the air; marketing: whether its template says so.
    """

    account: str
    source: str
    alphabet: Alphabet
    header: bytes = b""
    wants: int = BOTH
    validity_ms: int | None = None
    segments: int = 1
    marketing: bool = False
    plan: Plan | None = None


class Submission(Struct, frozen=True, eq=False, gc=False):
    """A text that is ready to travel, from whichever front.

    destination: E.164 with its plus sign; content: the octets of the text in its alphabet, after the user data header.
    origin: what the front needs to find its way back, opaque to the road.
    """

    carriage: Carriage
    destination: str
    content: bytes
    origin: Any = None

    @classmethod
    def of(
        cls, account: str, source: str, destination: str, content: bytes, alphabet: Alphabet, *, origin: Any = None, **carried: Any
    ) -> "Submission":
        """One of its parts; `carried`: further fields of its carriage."""
        return cls(carriage(account, source, alphabet, **carried), destination, content, origin)

    @property
    def account(self) -> str:
        """Who pays and is told."""
        return self.carriage.account

    @property
    def source(self) -> str:
        """The sender's address as it will show."""
        return self.carriage.source

    @property
    def alphabet(self) -> Alphabet:
        """How to read its content."""
        return self.carriage.alphabet

    @property
    def header(self) -> bytes:
        """Its user data header, or nothing."""
        return self.carriage.header

    @property
    def plan(self) -> Plan | None:
        """What is unusual about its way."""
        return self.carriage.plan


carriage = lru_cache(maxsize=4_096)(Carriage)
"""The same object for the same fields, while it is in use."""


Trail = tuple[Any, ...]
"""What happened to a message, as a chain: (earlier, instant, number of the Event, detail). Texts with the same fate share it.

A number, because a tuple that holds an enum's member stays with the cyclic collector for ever.
"""


class Message(Struct, eq=False, gc=False):
    """A submission that was taken, and its fate so far.

    id: what its sender knows it by; luck: 32 bits from which every random draw about it follows, the same in every run of one seed.
    trail: its record, newest entry first; the journey and the ledger write it, the ledger reads it.
    """

    id: str
    luck: int
    submission: Submission
    accepted_at: Instant
    expires_at: Instant
    state: State = State.ENROUTE
    trail: Trail | None = None


class Outcome(Struct, frozen=True, eq=False, gc=False):
    """What a report claims, shared by all reports that claim it. Source of the codes: the platform's published lists.

    state: DELIVERED, or how it failed; cause: why, None when delivered; wanted: the bit of `Submission.wants` that asks for it.
    code: the carrier's own word, `DELIVRD` or `MK:0024`; description: the platform's sentence for it.
    err: the three characters of an SMPP receipt; gsm_cause: the MAP error of network_error_code, 0 for none.
    """

    state: State
    cause: Cause | None
    wanted: int
    code: str
    description: str
    err: str
    gsm_cause: int


class Report(Struct, frozen=True, eq=False, gc=False):
    """One telling of a message's fate to its sender. It may be early, and it may be wrong: that is the carrier's manner."""

    message: Message
    outcome: Outcome
    at: Instant


class Reply(Struct, frozen=True, eq=False, gc=False):
    """A text that a handset's owner sent back, as an answer to a message that it shows."""

    message: Message
    text: str
    at: Instant
