"""What a scenario may say about SMPP accounts. Settings only."""

from enum import Enum, unique

from msgspec import Struct

from simulator.wire.quirks import Quirks


@unique
class BindType(Enum):
    """How a session may be bound."""

    TRANSMITTER = "transmitter"
    RECEIVER = "receiver"
    TRANSCEIVER = "transceiver"


class Patience(Struct, frozen=True):
    """What wrong passwords bring, counted by the address that they come from until a right one comes.

    delay_s: wall seconds by which each answer takes longer than the one before, the first one included; delay_s_max: the longest.
    tries: with so many on one connection it is closed, None for never.
    """

    delay_s: float = 0.0
    delay_s_max: float = 10.0
    tries: int | None = None


class BindRules(Struct, frozen=True):
    """Who may bind as an account, and how. What stands here unset allows everything.

    types: the bind types; system_type: what binds must say in theirs, None for anything. clients: IP addresses and networks
    (`10.0.0.0/8`), () for all. sessions_most: how many may be bound at once. password_max: characters of a password that are taken; the
    paper has eight, providers hand out longer ones.
    address_range: None: what binds say in theirs is not looked at, as with most centres. Otherwise it counts: a receiving session takes
    only receipts and replies to addresses in it, and this one holds for binds that say nothing (`` is every address). An address, or an
    expression as RE2 knows it.
    """

    types: frozenset[BindType] = frozenset(BindType)
    system_type: str | None = None
    clients: tuple[str, ...] = ()
    sessions_most: int | None = None
    password_max: int = 8
    patience: Patience | None = None
    address_range: str | None = None


class SenderRules(Struct, frozen=True):
    """Which source addresses an account may send from.

    allowed: addresses, or their beginnings with a star (`1069*`). instead: what stands in for all others, None: they are refused.
    """

    allowed: tuple[str, ...]
    instead: str | None = None


class Traffic(Struct, frozen=True):
    """How much an account may send. None: as much as it likes.

    per_s: texts a second of wire time, RTHROTTLED beyond it; burst: how many may come at once after a silence, None for a second's worth.
    pending_most: texts that may be on their way at once, RMSGQFUL beyond it.
    """

    per_s: float | None = None
    burst: int | None = None
    pending_most: int | None = None


class Keeping(Struct, frozen=True):
    """How receipts and replies wait for a session that takes them; what does not is dropped, and the message's trail says so.

    most: so many, then the oldest go; age_ms: so long in network time since they came to be, None for ever.
    """

    most: int = 500_000
    age_ms: int | None = None


class Outbind(Struct, frozen=True):
    """Where an account wants to be called when something waits for it and none of its sessions receives (SMPP 3.4 § 2.2.1).

    system_id and password: what the network calls itself there. again_s: wall seconds until the next call where one came to nothing.
    tls: whether it is called by TLS; authority: a PEM file of who must have issued the client's certificate, empty: any is taken;
    server_name: what is asked for there (SNI) and must stand in the certificate, empty: `host`.
    """

    host: str
    port: int
    system_id: str = "fakecarrier"
    password: str = ""
    again_s: float = 5.0
    tls: bool = False
    authority: str = ""
    server_name: str = ""


class SmppAccount(Struct, frozen=True):
    """system_id and password as the client binds with them.

    window_in: submits that may wait for their answers at once (only where answers take time); window_out: receipts and replies that may
    wait for the client's. answer_ms: how long each answer takes, on network time. shares: the app whose list of unsubscribed numbers
    holds for this account too, `` for none; subscribes: the app whose reports and replies come to this account as well, `` for none.
    lists: distribution lists of submit_multi, E.164 numbers by name. senders and traffic: None for no rule at all.
    quirks: where its message centre leaves the paper, None for nowhere.
    """

    system_id: str
    password: str
    system_name: str = "fakecarrier"
    window_in: int = 1_000
    window_out: int = 1_000
    answer_ms: int = 0
    shares: str = ""
    lists: dict[str, tuple[str, ...]] = {}
    quirks: Quirks | None = None
    binds: BindRules = BindRules()
    senders: SenderRules | None = None
    traffic: Traffic | None = None
    keeping: Keeping = Keeping()
    outbind: Outbind | None = None
    subscribes: str = ""
