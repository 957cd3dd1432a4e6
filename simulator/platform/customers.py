"""What the platform is told about who its customers are, what they hold and what they pay: frozen values, no state and no judgement."""

from enum import Enum, unique

from msgspec import Struct

from simulator.message import Instant

HOUR_MS = 3_600_000


@unique
class Rules(Enum):
    """Which rules hold: those of the FAQ's time, or those of the newer pages (2 texts a day, 拒收请回复R, short variables)."""

    OF_2024 = "2024"
    CURRENT = "current"


class Secret(Struct, frozen=True):
    """A key of the cloud API. token, expires_at: of temporary ones, `` and None for lasting ones; sub_account: not the main account's."""

    secret_id: str
    secret_key: str
    token: str = ""
    expires_at: Instant | None = None
    disabled: bool = False
    sub_account: bool = False


class Package(Struct, frozen=True):
    """Prepaid texts for the mainland, counted in segments. bought: or a gift, which is used up first; then the oldest."""

    id: int
    amount: int
    bought: bool = True
    created_at: Instant = 0
    begins_at: Instant = 0
    ends_at: Instant | None = None


class Billing(Struct, frozen=True):
    """How a customer pays. packages None: the mainland is not counted against packages at all (nothing ever runs out).

    balance: what there is for texts abroad at the beginning, in fen, None for no end of it; price: of one segment abroad, in fen.
    Texts abroad are settled daily and charged the next morning; 12 h after one that the balance does not cover, all of the service stops.
    """

    packages: tuple[Package, ...] | None = None
    balance: int | None = None
    price: int = 50


class Alerts(Struct, frozen=True):
    """Whom the platform warns, and when. contacts: E.164 numbers that get the warning as a text; url: where it is posted to.

    per_day: texts of one app in a calendar day; past it the warning goes out, once a day. per_hour: the same in a clock hour.
    """

    contacts: tuple[str, ...] = ()
    url: str | None = None
    per_day: int | None = None
    per_hour: int | None = None


class SenderName(Struct, frozen=True):
    """A SenderID registered for one market. country: its ISO code, `SG`."""

    country: str
    name: str


class Qualification(Struct, frozen=True):
    """A proof of who the customer is, that mainland signatures refer to under the current rules."""

    id: int
    name: str = ""
    approved: bool = True


class Customer(Struct, frozen=True):
    """Who has apps on the platform. Signatures and templates are the customer's: every app of his may use them.

    enterprise: verified as a company; individuals may not change limits, send marketing texts, send abroad or use the interfaces for
    templates and signatures. allowed_ips: where calls may come from, empty for anywhere.
    abroad_per_day: texts abroad in a calendar day. calls_per_ip: calls from one address in a minute, None for no limit.
    members: None, or the only numbers that marketing texts may go to.
    variable_max: characters of a variable's value; None: what the rules say.
    session_context: whether reports carry back what the sender gave along; pulls: whether reports and replies can be pulled.
    """

    name: str = "default"
    enterprise: bool = True
    secrets: tuple[Secret, ...] = ()
    billing: Billing = Billing()
    alerts: Alerts = Alerts()
    allowed_ips: frozenset[str] = frozenset()
    abroad_per_day: int | None = 1_000
    calls_per_ip: int | None = None
    members: frozenset[str] | None = None
    variable_max: int | None = None
    sender_names: tuple[SenderName, ...] = ()
    qualifications: tuple[Qualification, ...] = (Qualification(1),)
    session_context: bool = True
    pulls: bool = True


class Reviewing(Struct, frozen=True):
    """How templates and signatures are reviewed. automatic: by the documented rules, else they wait for a word through the control API.

    wait_ms: about how long one takes, inside the working hours. holidays: Beijing dates `2024-05-01` on which nobody works.
    live_links: the links of a template that open when they are reviewed.
    """

    automatic: bool = True
    wait_ms: int = 2 * HOUR_MS
    holidays: frozenset[str] = frozenset()
    live_links: frozenset[str] = frozenset()


class PlatformSettings(Struct, frozen=True):
    """What holds for the whole platform. words: texts that hold one are refused at once (1002).

    regions_not_served: country codes (`852`) that no text goes to; rate_abroad: texts abroad a second, all customers together.
    call_rates: whether calls a second are limited as published.
    """

    rules: Rules = Rules.OF_2024
    customers: tuple[Customer, ...] = (Customer(),)
    words: tuple[str, ...] = ()
    reviewing: Reviewing = Reviewing()
    regions_not_served: frozenset[str] = frozenset()
    rate_abroad: int | None = None
    call_rates: bool = True
